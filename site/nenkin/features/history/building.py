"""What the pages hold, as a history sheet of the law: names, handbooks, events with their times."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from nenkin.features.history.boxes import RecordPart
from nenkin.features.history.entries import Entry
from nenkin.interchange.history_sheets import read_event
from nenkin.law.periods import Sex
from nenkin.law.recalled import UNKNOWN, When
from nenkin.law.remembered import (
    EMPLOYED,
    Cover,
    Employment,
    Handbook,
    HistorySheet,
    Keepsake,
    LifeEvent,
    NameKind,
    Objected,
    Objection,
    Size,
    Sureness,
    UsedBirthDate,
    UsedName,
    Work,
    Writer,
    Written,
)
from nenkin.web.forms import html_name, kinds
from nenkin.web.submissions import Submission, first

TITLES = ("school", "ship", "doing", "country", "child")
_TRUTH = {"yes": True, "no": False}


def sheet_of(entries: Iterable[Entry], born_on: date, sex: Sex | None = None) -> HistorySheet:
    """Give the sheet. What does not read any more is not in it; nor is an entry without its first page."""
    found: dict[str, list[Any]] = {}
    events: list[LifeEvent] = []
    for entry in entries:
        if entry.section.first in entry.read:
            found.setdefault(entry.section.slug, []).append(entry)
            if entry.section.category:
                events.append(_event(entry))
    count = [_values(entry)["handbook_count"] for entry in found.get("handbook-count", ())]
    return HistorySheet(
        born_on=born_on,
        sex=sex,
        names=tuple(_name(entry) for entry in found.get("names", ())),
        birth_dates=tuple(_birth_date(entry) for entry in found.get("birth-dates", ())),
        handbooks=tuple(_handbook(entry) for entry in found.get("handbooks", ())),
        handbook_count=count[0] if count else None,
        events=tuple(events),
        objections=tuple(_objected(entry) for entry in found.get("objections", ())),
    )


def _values(entry: Entry) -> Mapping[str, Any]:
    """Give all answers of an entry by their fields."""
    return {name: value for read in entry.read.values() for name, value in vars(read.form).items()}


def _times(entry: Entry) -> Mapping[str, When]:
    return {name: when for read in entry.read.values() for name, when in read.times.items()}


def _written(entry: Entry) -> tuple[Written, ...]:
    return tuple(
        Written(
            answers=tuple(html_name(name) for name in kinds(type(read.form))),
            by=Writer(entry.answers[page].written_by),
            record_shown=entry.answers[page].record_shown,
            on=entry.answers[page].updated_at.date(),
        )
        for page, read in entry.read.items()
    )


def _name(entry: Entry) -> UsedName:
    said, times = _values(entry), _times(entry)
    return UsedName(
        kind=NameKind(said["name_kind"]),
        surname=said["surname"],
        given_name=said["given_name"],
        surname_kana=said.get("surname_kana", ""),
        given_name_kana=said.get("given_name_kana", ""),
        first=times.get("first"),
        last=times.get("last"),
        written=_written(entry),
    )


def _birth_date(entry: Entry) -> UsedBirthDate:
    said = _values(entry)
    return UsedBirthDate(born_on=said["other_birth"], note=said["note"], written=_written(entry))


def _handbook(entry: Entry) -> Handbook:
    said = _values(entry)
    return Handbook(
        cover=Cover(said["cover"]),
        number=said["number"],
        got=_times(entry).get("got"),
        written=_written(entry),
    )


def _objected(entry: Entry) -> Objected:
    said = _values(entry)
    part = said["recorded"]
    assert isinstance(part, RecordPart)
    return Objected(
        objection=Objection(said["objection"]),
        first=part.first,
        employer=part.employer,
        note=said["note"],
        written=_written(entry),
    )


def _event(entry: Entry) -> LifeEvent:
    said, times = _values(entry), _times(entry)
    category = entry.section.category
    assert category is not None
    title = next((said[name] for name in TITLES if said.get(name)), "")
    event = LifeEvent(
        key=entry.event_key,
        category=category,
        first=times.get("at") or times.get("first") or UNKNOWN,
        last=times.get("last"),
        goes_on=any(read.goes_on for read in entry.read.values()),
        title=title,
        place=said.get("moved_to") or said.get("place", ""),
        work=_work(said) if category in EMPLOYED else None,
        surname_before=said.get("surname_before", ""),
        spouse_insured=_truth(said, "spouse_insured"),
        paid_national=_truth(said, "paid_national"),
        by_day=_truth(said, "by_day"),
        sureness=Sureness(said.get("sureness") or Sureness.CLEAR),
        note=said.get("note", ""),
        written=_written(entry),
    )
    return _with_kept(event, entry.kept)


def _with_kept(event: LifeEvent, kept: Submission) -> LifeEvent:
    """Add what no page asks, as the file had it."""
    if not kept:
        return event
    whole = read_event(first(kept, "event"))
    event = replace(event, **{name: getattr(whole, name) for name in kept.get("take", ())})
    names = kept.get("work", ())
    if not names or whole.work is None:
        return event
    work = {name: getattr(whole.work, name) for name in names}
    return replace(event, work=replace(event.work or Work(), **work))


def _work(said: Mapping[str, Any]) -> Work:
    employment, size = said.get("employment"), said.get("size")
    return Work(
        employer=said.get("employer", ""),
        workplace=said.get("workplace", ""),
        head_office=said.get("head_office", ""),
        parent=said.get("parent", ""),
        occupation=said.get("occupation", ""),
        employment=Employment(employment) if employment else None,
        kept=frozenset(Keepsake(one) for one in said.get("kept", ())),
        colleagues=said.get("colleagues", ""),
        size=Size(size) if size else None,
        incorporated=_truth(said, "incorporated"),
    )


def _truth(said: Mapping[str, Any], name: str) -> bool | None:
    return _TRUTH.get(said.get(name) or "")
