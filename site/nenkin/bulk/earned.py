"""報酬比例 and the share of a fund, of one of 第1号 to 第4号, for any month before which months count.

Months are pieces in which pay, group and table are the same; each is one subtraction of prefix sums.
"""

from collections.abc import Iterator
from math import lcm
from typing import TypeAlias

from nenkin.bulk.means import Group, Piece, leave_out, times
from nenkin.bulk.tables import HALF, KINDS, MASK, START, Cohort, Rates, Tables
from nenkin.law.earnings import (
    BEFORE,
    FROM,
    FROM_2003,
    GIVEN,
    LAST_EXTRA,
    MAIN_TABLE,
    MUTUAL_TABLE,
    NEW_SEAMEN,
    NEW_THIRD,
    OLD_MUTUAL_UNTIL,
    OLD_THIRD,
    SEAMEN_TABLE,
)
from nenkin.law.lives import Division, Stretch
from nenkin.law.months import Month
from nenkin.law.periods import Scheme
from nenkin.law.proportional import OLD_MEAN_UNTIL

PaidYen: TypeAlias = tuple[Month, int, int, bool]  # month, capped yen, table, whether in a fund
_OLD_BREAKS = (OLD_MUTUAL_UNTIL + 1, NEW_SEAMEN, LAST_EXTRA + 1, FROM_2003)


def old_pieces(tables: Tables, stretch: Stretch, end: Month, pay: int) -> list[Piece]:
    """Split what begins before 2003-04 where group, table or least pay change."""
    least = tables.least_pay
    breaks = (least.until + 1, *_OLD_BREAKS)
    _, third, fund = KINDS[stretch.kind]
    scheme, first = stretch.scheme, stretch.first
    low = least.seamen if scheme is Scheme.SEAMEN else least.employees
    found = []
    for after in (*(at for at in breaks if first < at < end), end):
        table = MAIN_TABLE
        if stretch.revalued:
            table = GIVEN
        elif scheme is Scheme.SEAMEN and first < NEW_SEAMEN:
            table = SEAMEN_TABLE
        elif scheme is Scheme.MUTUAL and first <= OLD_MUTUAL_UNTIL:
            table = MUTUAL_TABLE
        here = max(pay, low) if first <= least.until else pay
        found.append((first, after, here, _group(first, third=third), table, fund))
        first = after
    return found


def _group(at: Month, *, third: bool) -> int:
    if at >= FROM_2003:
        return FROM
    if not third or at > LAST_EXTRA:
        return BEFORE
    return OLD_THIRD if at < NEW_SEAMEN else NEW_THIRD


def divide(tables: Tables, division: Division, pieces: list[Piece], paid: list[PaidYen]) -> None:
    """厚生年金保険法78条の6・78条の14: put the divided pay in its place, and its bonuses in that of all."""
    first, end = division.first, division.last + 1
    _, third, _ = KINDS[division.kind]
    found: list[Piece] = []
    inside: list[Piece] = []
    at = first
    for piece in sorted(pieces):
        start, stop, pay, group, table, fund = piece
        if start < first:
            found.append((start, min(stop, first), pay, group, table, fund))
        if stop > end:
            found.append((max(start, end), stop, pay, group, table, fund))
        low, high = max(start, first), min(stop, end)
        if low >= high:
            continue
        if at < low:
            inside += _deemed(at, low, division.pay, third=third)
        inside.append((low, high, division.pay, group, table, fund))
        at = high
    if at < end:
        inside += _deemed(at, end, division.pay, third=third)
    pieces[:] = sorted(found + inside)
    paid[:] = [bonus for bonus in paid if not first <= bonus[0] < end]
    paid += _divided_bonuses(tables, division, inside)
    paid.sort()


def _divided_bonuses(tables: Tables, division: Division, inside: list[Piece]) -> Iterator[PaidYen]:
    for month, yen in {bonus.month: bonus.yen for bonus in division.bonuses}.items():
        cap = tables.caps.get(month, 0) if month >= FROM_2003 else 0
        for start, stop, _, _, table, fund in inside:
            if start <= month < stop:
                yield month, min(yen - yen % 1000, cap), table, fund


def _deemed(first: Month, end: Month, pay: int, *, third: bool) -> list[Piece]:
    breaks = [at for at in (NEW_SEAMEN, LAST_EXTRA + 1, FROM_2003) if first < at < end]
    found = []
    for after in (*breaks, end):
        found.append((first, after, pay, _group(first, third=third), MAIN_TABLE, False))
        first = after
    return found


class Earner:
    """What one of 第1号 to 第4号 earned."""

    __slots__ = ("_cohort", "_end", "_funds", "_groups", "_known", "_least", "_scale", "given")

    def __init__(
        self,
        tables: Tables,
        cohort: Cohort,
        rates: dict[int, Rates],
        pieces: list[Piece],
        paid: list[PaidYen],
        *,
        divided: bool,
    ) -> None:
        """Take what is in order of months."""
        self._cohort = cohort
        self._scale = tables.multiples
        self._least = 0 if divided else cohort.least
        self._end = pieces[-1][1]
        self.given = any(piece[4] == GIVEN for piece in pieces)
        self._groups = [
            (place, group)
            for place, group in enumerate(_groups(tables, rates, pieces, paid))
            if group is not None
        ]
        funds = [piece for piece in pieces if piece[5]]
        self._funds: list[Group | None] | None = None
        if funds:
            plain = dict.fromkeys(rates, rates[GIVEN])
            own = [bonus for bonus in paid if bonus[3]]
            self._funds = _groups(tables, plain, funds, own)
        self._known: dict[Month, tuple[int, int]] = {}

    def at(self, cut: Month) -> tuple[int, int]:
        """Give 報酬比例, and what of it a fund pays, counting the months before ``cut``."""
        cut = min(cut, self._end)
        found = self._known.get(cut)
        if found is None:
            funds = self._funds
            found = self._known[cut] = (
                self._proportional(cut),
                0 if funds is None else self._fund(funds, cut),
            )
        return found

    def _proportional(self, cut: Month) -> int:
        cohort, least, given, whole = self._cohort, self._least, self.given, self._scale
        own = former = 0
        for place, group in self._groups:
            total, months, counted, last = group.of(cut)
            if not counted:
                continue
            months *= 1000
            mean = (2 * (total & MASK) + months) // (2 * months)
            since = place == FROM
            if mean < least and not since and last != GIVEN:
                mean = least
            counted *= group.times
            own += mean * cohort.own[since] * counted
            if not given:
                mean = (2 * (total >> HALF) + months) // (2 * months)
                former += mean * cohort.former[since] * counted
        scale = cohort.owns * whole
        yen = (2 * own + scale) // (2 * scale)
        if given:
            return yen
        scale = cohort.formers * whole
        before = (2 * former + scale) // (2 * scale)
        return max(yen, before)

    def _fund(self, funds: "list[Group | None]", cut: Month) -> int:
        shares = []
        for place, group in enumerate(funds):
            if group is not None:
                total, months, counted, _ = group.of(cut)
                if counted:
                    share = self._cohort.own[place == FROM]
                    # The rate is 1,000 thousandths for every month: total is 1,000 times too large.
                    shares.append(((total & MASK) // 1000 * share * counted * group.times, months))
        common = lcm(*(months for _, months in shares))
        exact = sum(product * (common // months) for product, months in shares)
        scale = common * self._cohort.owns * self._scale
        return (2 * exact + scale) // (2 * scale)


def _groups(
    tables: Tables, rates: dict[int, Rates], pieces: list[Piece], paid: list[PaidYen]
) -> "list[Group | None]":
    found: list[Group | None] = [None, None, None, None]
    left_out = 0
    if pieces[0][0] <= OLD_MEAN_UNTIL:
        left_out, pieces = leave_out(pieces)
    for first, end, pay, place, table, _ in pieces:
        group = found[place]
        if group is None:
            group = found[place] = Group(times(tables, place))
        group.add(first, end, pay, rates[table].sums, first >= left_out, table)
    since = found[FROM]
    if since is not None and paid:
        since.pay(
            [bonus[0] for bonus in paid],
            [yen * rates[table].each[month - START] for month, yen, table, _ in paid],
        )
    return found
