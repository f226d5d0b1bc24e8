"""What cannot be right in a history sheet, whatever is remembered: ends before starts, work before birth."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from nenkin.law.months import Month, month_of
from nenkin.law.recalled import When
from nenkin.law.remembered import EMPLOYED, Category, HistorySheet, LifeEvent

MOST_EVENTS = 200


class SheetDoubt(StrEnum):
    """Why an answer cannot be right."""

    END_BEFORE_START = "end-before-start"
    BEFORE_BIRTH = "before-birth"
    FUTURE = "future"
    ENDS_AND_GOES_ON = "ends-and-goes-on"
    NO_WORK_HERE = "no-work-here"  # details of a job at an event that is none
    KEY_TWICE = "key-twice"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True)
class Doubted:
    """One such answer: the event's place in the sheet (from 0), its field, and why."""

    place: int
    field: str
    doubt: SheetDoubt


def event_doubts(
    event: LifeEvent, born: Month, until: Month | None = None
) -> Iterator[tuple[str, SheetDoubt]]:
    """Give the fields of an event that cannot be right; ``until`` is the month of today.

    Only what is impossible for every month that is meant: a time that may just be right is none.
    """
    first, last = event.first.months, event.last.months if event.last else None
    if event.goes_on and last is not None:
        yield "last", SheetDoubt.ENDS_AND_GOES_ON
    if first and last and (last[1] < first[0] or _day_before(event.last, event.first)):
        yield "last", SheetDoubt.END_BEFORE_START
    for name, months in (("first", first), ("last", last)):
        if months and months[1] < born:
            yield name, SheetDoubt.BEFORE_BIRTH
        if months and until is not None and months[0] > until:
            yield name, SheetDoubt.FUTURE
    if event.work is not None and event.category not in EMPLOYED | {Category.FAMILY_HELPER}:
        yield "work", SheetDoubt.NO_WORK_HERE


def sheet_doubts(sheet: HistorySheet, until: Month | None = None) -> list[Doubted]:
    """Give everything in a sheet that cannot be right, in the order of its events."""
    born = min([month_of(sheet.born_on), *(month_of(used.born_on) for used in sheet.birth_dates)])
    found: list[Doubted] = []
    keys: set[str] = set()
    for place, event in enumerate(sheet.events):
        found += [Doubted(place, *doubt) for doubt in event_doubts(event, born, until)]
        if event.key in keys:
            found.append(Doubted(place, "key", SheetDoubt.KEY_TWICE))
        keys.add(event.key)
    if len(sheet.events) > MOST_EVENTS:
        found.append(Doubted(MOST_EVENTS, "key", SheetDoubt.TOO_MANY))
    return found


def _day_before(one: When | None, other: When) -> bool:
    return bool(one and one.day and other.day and one.day < other.day)
