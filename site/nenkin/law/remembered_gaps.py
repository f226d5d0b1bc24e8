"""Months of a remembered life of which nothing was said: they become questions (空いている時期)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from nenkin.law.months import Month, month_of
from nenkin.law.remembered import Category, HistorySheet, LifeEvent

# A turn in a life takes no time: no month is spent by it.
TURNS = frozenset(
    {Category.MOVE, Category.MARRIAGE, Category.DIVORCE, Category.ADOPTION, Category.BIRTH}
)
UNTIL_AGE = 60  # 国民年金法7条: whoever is older need not be insured unless they work
# Our own design decisions: nobody can say in one answer what they did in more months than this; then
# they are asked by the turns of their own life and by these ages, none of the parts shorter than a year.
LONGEST_ASKED = 120
_AGES = range(20, UNTIL_AGE, 5)
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class GapAsked:
    """Months that are asked about, both ends counted.

    ``begins`` says that something remembered ends just before them, ``ends`` that something remembered
    begins just after: what was done then began, or ended, with them.
    """

    first: Month
    last: Month
    begins: bool
    ends: bool


def asked(sheet: HistorySheet, until: Month) -> list[GapAsked]:
    """Give the gaps as they are asked about: long ones in parts. ``until`` is the month of today."""
    found = []
    end = min(until, month_of(sheet.born_on) + 12 * UNTIL_AGE - 1)
    for first, last in gaps(sheet, until):
        for start, stop in pairwise([first, *_cuts(sheet, first, last), last + 1]):
            # Of the last gap nobody knows whether it has ended: it may go on to this day.
            ends = stop == last + 1 and last != end
            found.append(GapAsked(start, stop - 1, start == first, ends))
    return found


def _cuts(sheet: HistorySheet, first: Month, last: Month) -> list[Month]:
    if last - first < LONGEST_ASKED:
        return []
    born = month_of(sheet.born_on)
    turns = {
        event.first.earliest
        for event in sheet.events
        if event.category in TURNS and event.first.earliest == event.first.latest
    }
    ages = {born + 12 * age for age in _AGES}
    cuts: list[Month] = []
    for at in sorted(ages | {turn for turn in turns if turn is not None}):
        if at - (cuts[-1] if cuts else first) >= _SHORTEST and last + 1 - at >= _SHORTEST:
            cuts.append(at)
    return cuts


def gaps(sheet: HistorySheet, until: Month) -> list[tuple[Month, Month]]:
    """Give the months between what is remembered, both ends counted, up to ``until`` and to 60.

    A time may have been as long as its words allow: only what it cannot have filled is a gap.
    """
    end = min(until, month_of(sheet.born_on) + 12 * UNTIL_AGE - 1)
    found: list[tuple[Month, Month]] = []
    reached: Month | None = None
    for first, last in sorted(_filled(sheet, end)):
        if reached is not None and first > reached + 1:
            found.append((reached + 1, first - 1))
        reached = last if reached is None else max(reached, last)
    if reached is not None and reached < end:
        found.append((reached + 1, end))
    return [(first, min(last, end)) for first, last in found if first <= end]


def _filled(sheet: HistorySheet, end: Month) -> Iterator[tuple[Month, Month]]:
    for event in sheet.events:
        if event.category not in TURNS:
            yield from _of_event(event, end)


def _of_event(event: LifeEvent, end: Month) -> Iterator[tuple[Month, Month]]:
    first, last = event.first.months, event.last.months if event.last else None
    if first is None and last is None:
        return
    if first is None:
        assert last is not None
        yield last
    elif event.goes_on:
        yield first[0], max(first[1], end)
    else:
        yield first[0], max(first[1], last[1] if last else first[1])
