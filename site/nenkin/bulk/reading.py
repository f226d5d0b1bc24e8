"""A life read into integers, and refused where it cannot be."""

from nenkin.bulk.earned import Earner, PaidYen, Piece, divide, old_pieces
from nenkin.bulk.tables import CODES, KINDS, NOTHING, Tables
from nenkin.law.ages import NATIONAL_BEGAN
from nenkin.law.counting import is_voluntary_unpaid
from nenkin.law.earnings import FROM, FROM_2003, GIVEN, MAIN_TABLE
from nenkin.law.lives import Life, Scenario
from nenkin.law.months import Month
from nenkin.law.periods import Kind, Scheme
from nenkin.law.refusals import (
    FIRST_INSURED,
    LATE_FROM,
    LATE_UNTIL,
    LEAST_AGE,
    MOST_PAY,
    refuse_the_impossible,
)

_NATIONAL, _COMPLEMENTARY = Scheme.NATIONAL, Scheme.COMPLEMENTARY
_VOLUNTARY = Kind.VOLUNTARY


class Reading:
    """What stands in a life, in order of months."""

    __slots__ = (
        "_earned",
        "bonuses",
        "born",
        "born_on",
        "born_until_1942",
        "cohort",
        "counting",
        "earners",
        "insured",
        "last_work",
        "life",
        "numbers",
        "own_until",
        "r65",
        "r70",
        "runs",
        "tables",
        "works",
    )

    def __init__(self, tables: Tables, life: Life) -> None:
        """Read it; raises ``Refused`` as the reference engine does."""
        born_on = life.born_on
        self.tables, self.life, self.born_on = tables, life, born_on
        self.born = 12 * born_on.year + born_on.month - 1 - (born_on.day == 1)
        self.r65, self.r70 = self.born + 780, self.born + 840
        self.born_until_1942 = LATE_FROM <= self.born <= LATE_UNTIL
        self._read()

    def _refuse(self) -> None:
        refuse_the_impossible(self.tables.law, self.life, Scenario(), self.tables.year)
        raise AssertionError

    def _read(self) -> None:  # noqa: C901, PLR0912, PLR0915  # one walk over the stretches
        tables, life, r70, born = self.tables, self.life, self.r70, self.born
        if self.born_on <= tables.law.old_law.born_until or born > tables.fiscal_end:
            self._refuse()
        self.cohort = tables.cohort(self.born_on)
        # First month, month after the last, place of the code, 付加, whether it counts to 10 years
        counting: list[tuple[Month, Month, int, bool, bool]] = []
        insured: list[tuple[Month, Month, bool, int]] = []  # until 70; 第3種; of 第1号 to 第4号
        works: list[tuple[Month, Month, int | None]] = []
        pieces: dict[int, list[Piece]] = {}
        plain: list[tuple[Month, Month, int, int, bool]] = []  # where bonuses may be
        least, oldest, latest = born + LEAST_AGE, 0, born + 1213
        for s in life.stretches:
            first, end, scheme, pay = s.first, s.last + 1, s.scheme, s.pay
            if first < oldest or first < least or end <= first or end > latest:
                self._refuse()
            oldest = end
            if scheme is _NATIONAL:
                code = CODES.get(s.status)  # type: ignore[arg-type]  # None is no code either
                if code is None or first < NATIONAL_BEGAN or pay is not None or s.cared is not None:
                    self._refuse()
                    raise AssertionError
                if (
                    s.kind is _VOLUNTARY
                    and first < born + 720
                    and is_voluntary_unpaid(s.kind, s.status)
                ):
                    counting.append((first, min(end, born + 720), code[0], code[1], True))
                    first = born + 720
                if first < end:
                    counting.append((first, end, *code))
                continue
            cared = s.cared
            if s.status is not None or first < FIRST_INSURED:
                self._refuse()
            if scheme is _COMPLEMENTARY:
                if pay is not None or cared is not None:
                    self._refuse()
                counting.append((first, end, NOTHING, False, True))
                continue
            if (pay is not None and not 0 < pay <= MOST_PAY) or (
                cared is not None and not 0 < cared <= MOST_PAY
            ):
                self._refuse()
            works.append((first, end, pay))
            if first >= r70:
                continue
            end = min(end, r70)
            number, third, fund = KINDS[s.kind]
            insured.append((first, end, third, number))
            if pay is None:
                continue
            if cared is not None and cared > pay:
                pay = cared
            line = pieces.get(number)
            if line is None:
                line = pieces[number] = []
            if first >= FROM_2003:
                table = GIVEN if s.revalued else MAIN_TABLE
                line.append((first, end, pay, FROM, table, fund))
            else:
                line += old_pieces(tables, s, end, pay)
            if end > FROM_2003 and not s.revalued:
                plain.append((first, end, number, MAIN_TABLE, fund))
        self.counting, self.insured, self.works = counting, insured, works
        self.last_work = works[-1][1] if works else 0
        self._join_runs()
        paid = self._read_bonuses(plain)
        numbers = {KINDS[division.kind][0] for division in life.divisions}
        for division in life.divisions:
            if (
                not max(FIRST_INSURED, least) <= division.first <= division.last < r70
                or not 0 <= division.pay <= MOST_PAY
            ):
                self._refuse()
            number = KINDS[division.kind][0]
            divide(tables, division, pieces.setdefault(number, []), paid.setdefault(number, []))
        divided = frozenset(numbers)
        numbers.update(number for _, _, _, number in insured)
        self.numbers = tuple(sorted(numbers))
        self._earned = pieces, paid, divided
        self.earners: dict[int, Earner] = {}

    def read_earned(self) -> None:
        """Re-evaluate what was earned, once; raises ``NotInForce`` where a table has not the year."""
        pieces, paid, divided = self._earned
        if self.earners or not pieces:
            return
        tables, cohort = self.tables, self.cohort
        rates = {
            table: tables.rates(cohort, self.born_on, table)
            for table in {GIVEN, *(piece[4] for line in pieces.values() for piece in line)}
        }
        for number, line in pieces.items():
            self.earners[number] = Earner(
                tables, cohort, rates, line, paid.get(number, []), divided=number in divided
            )

    def _read_bonuses(
        self, plain: list[tuple[Month, Month, int, int, bool]]
    ) -> dict[int, list[PaidYen]]:
        """厚生年金保険法24条の4: cut thousands, apply the cap, and give each to the stretch of its month."""
        self.bonuses: list[tuple[Month, int]] = []
        found: dict[int, list[PaidYen]] = {}
        if not self.life.bonuses:
            return found
        caps, every = self.tables.caps, self.bonuses
        for bonus in self.life.bonuses:
            yen, month = bonus.yen, bonus.month
            if yen < 0:
                self._refuse()
            cap = caps.get(month, 0)
            yen -= yen % 1000
            every.append((month, min(yen, cap)))
        ordered = sorted(dict(every).items())
        place, last = 0, len(plain)
        for month, yen in ordered:
            while place < last and plain[place][1] <= month:
                place += 1
            if place == last:
                break
            first, _, number, table, fund = plain[place]
            if first <= month and month >= FROM_2003:
                line = found.get(number)
                if line is None:
                    line = found[number] = []
                line.append((month, yen, table, fund))
        return found

    def _join_runs(self) -> None:
        """Join insured stretches that follow each other: first month, month after the last."""
        runs: list[tuple[Month, Month]] = []
        start = until = 0
        for first, end, _, _ in self.insured:
            if first != until:
                if until:
                    runs.append((start, until))
                start = first
            until = end
        if until:
            runs.append((start, until))
        self.runs, self.own_until = runs, until
