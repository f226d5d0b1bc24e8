"""A life read into integers, and refused where it cannot be."""

from bisect import bisect_left
from operator import ge

from nenkin.bulk.earned import Earner, PaidYen, divide, old_pieces
from nenkin.bulk.tables import CODES, KINDS, Tables
from nenkin.law.ages import NATIONAL_BEGAN
from nenkin.law.counting import is_voluntary_unpaid
from nenkin.law.earnings import FROM, FROM_2003, GIVEN, MAIN_TABLE
from nenkin.law.lives import Life, Scenario
from nenkin.law.months import Month
from nenkin.law.periods import Kind, Scheme
from nenkin.law.refusals import (
    AT_60,
    FIRST_INSURED,
    LATE_FROM,
    LATE_UNTIL,
    LEAST_AGE,
    MOST_PAY,
    has_impossible_benefits,
    refuse_the_impossible,
)

_NATIONAL, _COMPLEMENTARY = Scheme.NATIONAL, Scheme.COMPLEMENTARY
_VOLUNTARY = Kind.VOLUNTARY
_NOTHING_BEFORE = (0, 0, 0, 0, False)


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
        "counting_until",
        "earners",
        "insured",
        "last_work",
        "life",
        "national_until",
        "numbers",
        "own_until",
        "qualifying",
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
        if has_impossible_benefits(life):
            self._refuse()
        self._read()

    def _refuse(self) -> None:
        refuse_the_impossible(self.tables.law, self.life, Scenario(), self.tables.year)
        raise AssertionError

    def _read(self) -> None:  # noqa: C901, PLR0912, PLR0915  # one walk over the stretches
        tables, life, r70, born = self.tables, self.life, self.r70, self.born
        if self.born_on <= tables.law.old_law.born_until or born > tables.march:
            self._refuse()
        self.cohort = tables.cohort(self.born_on)
        # 国民年金: first month, month after the last, place of the code, 付加
        counting: list[tuple[Month, Month, int, bool]] = []
        qualifying: list[tuple[Month, Month, bool]] = []  # to the 10 years; 第3種
        insured: list[tuple[Month, Month, bool, int]] = []  # until 70; 第3種; of 第1号 to 第4号
        works: list[tuple[Month, Month, int | None]] = []
        pieces: dict[int, list[tuple[Month, Month, int, int, int, bool]]] = {}
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
                counting.append((first, end, code[0], code[1]))
                if code[2]:
                    qualifying.append((first, end, False))
                elif (
                    first < born + 720
                    and s.kind is _VOLUNTARY
                    and is_voluntary_unpaid(s.kind, s.status)
                ):
                    qualifying.append((first, min(end, born + 720), False))
                continue
            cared = s.cared
            if s.status is not None or first < FIRST_INSURED:
                self._refuse()
            if scheme is _COMPLEMENTARY:
                if pay is not None or cared is not None:
                    self._refuse()
                qualifying.append((first, end, False))
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
            qualifying.append((first, end, third))
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
                line_before = plain[-1] if plain else _NOTHING_BEFORE
                if line_before[1:] == (first, number, MAIN_TABLE, fund):
                    plain[-1] = (line_before[0], end, number, MAIN_TABLE, fund)
                else:
                    plain.append((first, end, number, MAIN_TABLE, fund))
        self.counting, self.insured, self.works = counting, insured, works
        self.qualifying = qualifying
        self.last_work = works[-1][1] if works else 0
        self._join_runs()
        self.national_until = counting[-1][1] if counting else 0
        # Months from 60 on count for 老齢基礎年金 only where they are paid voluntarily.
        self.counting_until = max(self.national_until, min(self.own_until, self.born + AT_60))
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
        months = [bonus.month for bonus in self.life.bonuses]
        yens = [bonus.yen - bonus.yen % 1000 for bonus in self.life.bonuses]
        if min(yens) < 0:
            self._refuse()
        if months[0] < FROM_2003 or max(yens) > self.tables.least_cap:
            caps = self.tables.caps
            yens = [min(yen, caps.get(at, 0)) for at, yen in zip(months, yens, strict=True)]
        ordered = self.bonuses = list(zip(months, yens, strict=True))
        if any(map(ge, months, months[1:])):
            ordered = sorted(dict(ordered).items())
        months = [month for month, _ in ordered]
        for first, end, number, table, fund in plain:
            start = bisect_left(months, max(FROM_2003, first))
            stop = bisect_left(months, end, start)
            if start < stop:
                line = found.setdefault(number, [])
                line += [(month, yen, table, fund) for month, yen in ordered[start:stop]]
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
