"""くらべる: what several estimates have paid in all by an age, and when one overtakes another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from nenkin.law.estimates import Phase
from nenkin.law.months import Month

YEAR = 12


class Paid(NamedTuple):
    """A phase with its yen a year, which are summed once."""

    first: Month
    last: Month | None
    yearly: int


Line: TypeAlias = Sequence[Phase] | Sequence[Paid]


@dataclass(frozen=True, slots=True)
class Overtaking:
    """From ``month`` on more has been paid in all by the first of two (``first``), else by the second."""

    month: Month
    first: bool


def paid(phases: Sequence[Phase]) -> tuple[Paid, ...]:
    """Give what the functions here compare."""
    return tuple(Paid(one.first, one.last, one.yearly) for one in phases)


def received(phases: Line, until: Month) -> int:
    """Give the whole yen paid for all months up to ``until``, that month counted.

    A month is a twelfth of the year's amount; what is under a yen is cut off once, at the end, as
    February does for a year (国民年金法18条の2, 厚生年金保険法36条の2).
    """
    return _twelfths(phases, until) // YEAR


def overtakings(one: Line, other: Line, until: Month) -> tuple[Overtaking, ...]:
    """Give each month, not after ``until``, in which the sum of one passes that of the other.

    Who was paid first does not overtake: there must have been more on the other side before.
    """
    found: list[Overtaking] = []
    ahead = 0  # twelfths of a yen that the first has more, before the months of a stretch
    led: bool | None = None
    for first, last in _stretches(one, other, until):
        slope = yearly_at(one, first) - yearly_at(other, first)
        at_end = ahead + slope * (last - first + 1)
        if at_end and (led is None or (at_end > 0) is not led):
            if led is not None:
                found.append(Overtaking(first + abs(ahead) // abs(slope), at_end > 0))
            led = at_end > 0
        ahead = at_end
    return tuple(found)


def _twelfths(phases: Line, until: Month) -> int:
    return sum(
        one.yearly * max((until if one.last is None else min(one.last, until)) - one.first + 1, 0)
        for one in phases
    )


def _stretches(one: Line, other: Line, until: Month) -> Iterator[tuple[Month, Month]]:
    """Give runs of months, first and last, in which neither amount changes."""
    both = (*one, *other)
    edges = {phase.first for phase in both}
    edges |= {phase.last + 1 for phase in both if phase.last is not None}
    points = [*sorted(at for at in edges if at <= until), until + 1]
    yield from ((first, after - 1) for first, after in pairwise(points))


def yearly_at(phases: Line, at: Month) -> int:
    """Give the yen a year that are due in a month."""
    for one in phases:
        if one.first <= at and (one.last is None or at <= one.last):
            return one.yearly
    return 0
