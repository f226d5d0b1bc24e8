"""The months of one mean of pay, with the sums of those before each, and which months stand in none."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import TypeAlias

from nenkin.bulk.tables import START, Tables
from nenkin.law.earnings import GIVEN, NEW_SEAMEN, NEW_THIRD, OLD_THIRD
from nenkin.law.months import Month
from nenkin.law.proportional import FIRST_MEAN_MONTHS, FIRST_MEAN_UNTIL, OLD_MEAN_UNTIL

# First month, month after the last, pay, its group, its table, whether in a fund.
Piece: TypeAlias = tuple[Month, Month, int, int, int, bool]


class Group:
    """The pieces of one mean, each with the sums of those before it."""

    __slots__ = ("_firsts", "_paid", "_paid_in", "_pieces", "_sums", "_total", "times")

    def __init__(self, times: int) -> None:
        """Begin; ``times`` is what a month counts for, in 1/multiples."""
        self.times = times
        self._pieces: list[tuple[Month, Month, int, list[int], bool, int]] = []
        self._firsts: list[Month] = []
        self._sums: list[tuple[int, int, int]] = []  # weights, months in the mean, all months
        self._total = (0, 0, 0)
        self._paid_in: list[Month] = []
        self._paid = [0]

    def add(  # noqa: PLR0917  # the fields of a piece
        self, first: Month, end: Month, pay: int, sums: list[int], inside: bool, table: int
    ) -> None:
        """Add the piece that comes next."""
        self._pieces.append((first, end, pay, sums, inside, table))
        self._firsts.append(first)
        self._sums.append(self._total)
        total, months, counted = self._total
        if inside:
            total += pay * (sums[end - START] - sums[first - START])
            months += end - first
        self._total = (total, months, counted + end - first)

    def pay(self, months: list[Month], weights: Iterable[int]) -> None:
        """Take the bonuses, in order."""
        self._paid_in = months
        self._paid = list(accumulate(weights, initial=0))

    def of(self, cut: Month) -> tuple[int, int, int, int]:
        """Give the sum of weights, the months in the mean, all months, and the last month's table."""
        place = bisect_left(self._firsts, cut) - 1
        if place < 0:
            return 0, 0, 0, GIVEN
        first, end, pay, sums, inside, table = self._pieces[place]
        if end > cut:
            total, months, counted = self._sums[place]
            counted += cut - first
            if inside:
                months += cut - first
                total += pay * (sums[cut - START] - sums[first - START])
        elif place + 1 < len(self._sums):
            total, months, counted = self._sums[place + 1]
        else:
            total, months, counted = self._total
        total += self._paid[bisect_left(self._paid_in, cut)]
        if not months:  # a group that is left out whole keeps its own mean
            months = counted
            total = sum(
                pay * (sums[min(end, cut) - START] - sums[first - START])
                for first, end, pay, sums, _, _ in self._pieces
                if first < cut
            )
        return total, months, counted, table


def times(tables: Tables, place: int) -> int:
    """昭和60年改正法附則47条: 4/3 for 第3種 until 1986-03, 6/5 until 1991-03."""
    whole = tables.multiples
    if place in {OLD_THIRD, NEW_THIRD}:
        at = NEW_SEAMEN - 1 if place == OLD_THIRD else NEW_SEAMEN
        for first, end, more in tables.multipliers:
            if first <= at < end:
                return whole + more
    return whole


def leave_out(pieces: list[Piece]) -> tuple[Month, list[Piece]]:
    """昭和44年改正法附則4条, 昭和51年改正法附則35条: give the first month that stands in a mean, and split there.

    Of the months until 1976-07 the latest 36 always do, and all since 1957-10.
    """
    months = sum(max(min(end, FIRST_MEAN_UNTIL + 1) - first, 0) for first, end, *_ in pieces)
    skip = months - FIRST_MEAN_MONTHS
    since = 0
    for first, end, *_ in pieces:
        old = min(end, OLD_MEAN_UNTIL + 1) - first
        if skip <= 0 or old <= 0:
            break
        since = first + min(old, skip)
        skip -= min(old, skip)
    found: list[Piece] = []
    for first, end, pay, group, table, fund in pieces:
        if first < since < end:
            found.append((first, since, pay, group, table, fund))
            first = since  # noqa: PLW2901  # the rest
        found.append((first, end, pay, group, table, fund))
    return since, found
