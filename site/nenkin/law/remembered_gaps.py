"""Months of a remembered life of which nothing was said: they become questions (空いている時期)."""

from collections.abc import Iterator

from nenkin.law.months import Month, month_of
from nenkin.law.remembered import Category, HistorySheet, LifeEvent

# A turn in a life takes no time: no month is spent by it.
TURNS = frozenset(
    {Category.MOVE, Category.MARRIAGE, Category.DIVORCE, Category.ADOPTION, Category.BIRTH}
)
UNTIL_AGE = 60  # 国民年金法7条: whoever is older need not be insured unless they work


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
