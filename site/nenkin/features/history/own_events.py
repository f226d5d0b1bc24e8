"""The person's own turns by which other times can be named: «結婚の年», «上の子の入学»."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from nenkin.content.library import Library
from nenkin.features.history.entries import Entry
from nenkin.law.hints import enters_school
from nenkin.law.months import Month, first_day
from nenkin.law.recalled import folded_event
from nenkin.law.remembered import Category

_MIDDLE_OF_MONTH = 15  # a child whose day of birth is not known; 1 April alone would differ


def own_events(library: Library, entries: Iterable[Entry]) -> Mapping[str, Month]:
    """Give the names of turns that the sheet knows to the month, with their months."""
    entries = list(entries)
    marriages = sorted(_known(entries, Category.MARRIAGE))
    children = sorted(_known(entries, Category.BIRTH))
    found: dict[str, Month] = {}
    if marriages:
        _name(library, found, "marriage", marriages[0])
    if children:
        _name(library, found, "first-child", children[0])
        _name(library, found, "first-child-school", _enters(children[0]))
    if len(children) > 1:
        _name(library, found, "last-child", children[-1])
        _name(library, found, "last-child-school", _enters(children[-1]))
    return found


def _known(entries: Iterable[Entry], category: Category) -> Iterator[Month]:
    for entry in entries:
        if entry.section.category is category and entry.section.first in entry.read:
            when = entry.read[entry.section.first].times.get("at")
            if when is not None and when.earliest is not None and when.earliest == when.latest:
                yield when.earliest


def _enters(born: Month) -> Month:
    day = first_day(born)
    return enters_school(date(day.year, day.month, _MIDDLE_OF_MONTH))


def _name(library: Library, found: dict[str, Month], turn: str, at: Month) -> None:
    """Put a turn under each name that people use for it; content/ has them, parted by «、»."""
    for name in library.phrases[f"history.turn.{turn}"].split(library.phrases["history.and"]):
        found.setdefault(folded_event(name), at)
