"""Reads and writes the open history sheet: a remembered life as JSON Lines (HISTORY.md)."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from typing import TypeVar

from nenkin.interchange.history_values import (
    kana_or_empty,
    list_of,
    one_shape,
    prose,
    set_of,
    slug,
    whole,
    words,
)
from nenkin.interchange.mistakes import Mistake, Mistakes, Wrong, show
from nenkin.interchange.raw_lines import RawLine, read_lines
from nenkin.interchange.values import Key, day, exactly, month, one_of, read_object, text, yes_or_no
from nenkin.law.months import spell
from nenkin.law.periods import Sex
from nenkin.law.recalled import Precision, When
from nenkin.law.remembered import (
    Category,
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
    Unremembered,
    UsedBirthDate,
    UsedName,
    Work,
    Writer,
    Written,
)
from nenkin.law.remembered_doubts import SheetDoubt, sheet_doubts

FORMAT = "nenkin-history"
VERSION = 1
LONGEST_LINE = 20_000  # characters; an event with every text as long as it may be takes half

T = TypeVar("T")


def _when(values: Mapping[str, object]) -> When:
    try:
        return When(**values)  # type: ignore[arg-type]  # each value was read by its key's reader
    except ValueError as error:
        raise Wrong(f"Write a time that agrees with itself: {error}.") from None


_WHEN = one_shape(
    {
        "precision": Key(one_of(Precision), required=True),
        "earliest": Key(month),
        "latest": Key(month),
        "day": Key(day),
        "about": Key(yes_or_no),
        "age": Key(whole(0, 120)),
        "event": Key(words),
        "typed": Key(words),
    },
    _when,
)
_WRITTEN = list_of(
    one_shape(
        {
            "answers": Key(list_of(slug), required=True),
            "by": Key(one_of(Writer)),
            "record_shown": Key(yes_or_no),
            "on": Key(day),
        },
        lambda values: Written(**values),  # type: ignore[arg-type]
    )
)
_WORK = one_shape(
    {
        **dict.fromkeys(("employer", "workplace", "head_office", "parent"), Key(words)),
        **dict.fromkeys(("occupation", "colleagues"), Key(words)),
        "employment": Key(one_of(Employment)),
        "kept": Key(set_of(one_of(Keepsake))),
        "size": Key(one_of(Size)),
        "trade": Key(slug),
        "incorporated": Key(yes_or_no),
        "hours_a_week": Key(whole(0, 168)),
        "days_a_month": Key(whole(0, 31)),
        "trial_months": Key(whole(0, 600)),
    },
    lambda values: Work(**values),  # type: ignore[arg-type]
)

_SHAPES: dict[str, dict[str, Key]] = {
    "sheet": {
        "format": Key(exactly(FORMAT), required=True),
        "version": Key(exactly(VERSION), required=True),
        "generator": Key(text),
        "born_on": Key(day, required=True),
        "sex": Key(one_of(Sex)),
        "handbook_count": Key(whole(0, 99)),
        "unrecognised": Key(set_of(words)),
    },
    "name": {
        "kind": Key(one_of(NameKind), required=True),
        **dict.fromkeys(("surname", "given_name"), Key(words)),
        **dict.fromkeys(("surname_kana", "given_name_kana"), Key(kana_or_empty)),
        "first": Key(_WHEN),
        "last": Key(_WHEN),
        "written": Key(_WRITTEN),
    },
    "birth-date": {
        "born_on": Key(day, required=True),
        "note": Key(prose),
        "written": Key(_WRITTEN),
    },
    "handbook": {
        "cover": Key(one_of(Cover), required=True),
        "number": Key(words),
        "got": Key(_WHEN),
        "written": Key(_WRITTEN),
    },
    "event": {
        "key": Key(slug, required=True),
        "category": Key(one_of(Category), required=True),
        "first": Key(_WHEN, required=True),
        "last": Key(_WHEN),
        **dict.fromkeys(("goes_on", "spouse_insured", "paid_national", "by_day"), Key(yes_or_no)),
        **dict.fromkeys(("title", "place", "surname_before"), Key(words)),
        "work": Key(_WORK),
        "sureness": Key(one_of(Sureness)),
        "note": Key(prose),
        "explains": Key(list_of(words)),
        "written": Key(_WRITTEN),
    },
    "objection": {
        "objection": Key(one_of(Objection), required=True),
        "first": Key(month, required=True),
        "employer": Key(words),
        "note": Key(prose),
        "written": Key(_WRITTEN),
    },
    "unremembered": {"first": Key(month, required=True), "last": Key(month, required=True)},
}
# The type of each line, the class it becomes, and the field of the sheet that holds it.
_LINES: dict[str, tuple[Callable[..., object], str]] = {
    "name": (UsedName, "names"),
    "birth-date": (UsedBirthDate, "birth_dates"),
    "handbook": (Handbook, "handbooks"),
    "event": (LifeEvent, "events"),
    "objection": (Objected, "objections"),
    "unremembered": (Unremembered, "unremembered"),
}
_MONTHS = frozenset(
    {"earliest", "latest", "first", "last"}
)  # where the value is a number, it is a month
_SAID = {
    SheetDoubt.END_BEFORE_START: "Write an end that is not before the start.",
    SheetDoubt.BEFORE_BIRTH: "Write a time after the birth.",
    SheetDoubt.FUTURE: "Write a time that has come.",
    SheetDoubt.ENDS_AND_GOES_ON: "Write an end, or that it goes on, not both.",
    SheetDoubt.NO_WORK_HERE: "Leave work out: this category has no employer.",
    SheetDoubt.KEY_TWICE: "Write another key: an event before has this one.",
    SheetDoubt.TOO_MANY: "Write fewer events: no life has so many.",
}


@dataclass
class _Reading:
    """What has been read so far, and every mistake."""

    head: dict[str, object] = field(default_factory=dict)
    parts: dict[str, list[object]] = field(default_factory=dict)
    event_lines: list[int] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    lines: int = 0

    def take(self, raw: RawLine) -> None:
        self.lines += 1
        if raw.refused:
            self.mistakes.append(Mistake(raw.number, "", raw.refused))
            return
        content = dict(raw.content)
        kind = content.pop("type", None)
        if not isinstance(kind, str) or kind not in _SHAPES:
            wanted = f"Write one of {', '.join(_SHAPES)}, not {show(kind)}."
            self.mistakes.append(Mistake(raw.number, "type", wanted))
            return
        if (kind == "sheet") != (self.lines == 1):
            wanted = "Write the line sheet first, once, then the others."
            self.mistakes.append(Mistake(raw.number, "type", wanted))
        values, mistakes = read_object(raw.number, content, _SHAPES[kind])
        self.mistakes += mistakes
        if mistakes:
            return
        if kind == "sheet":
            self.head = {name: values[name] for name in values if name not in _FILE_KEYS}
            return
        if kind == "unremembered" and values["last"] < values["first"]:  # type: ignore[operator]
            doubt = SheetDoubt.END_BEFORE_START
            self.mistakes.append(Mistake(raw.number, "last", _SAID[doubt], doubt))
        make, place = _LINES[kind]
        self.parts.setdefault(place, []).append(make(**values))
        if kind == "event":
            self.event_lines.append(raw.number)

    def finish(self) -> HistorySheet | Mistakes:
        if not self.lines:
            self.mistakes.append(Mistake(1, "", "Add the line sheet; the file is empty."))
        if self.head:
            parts = {name: tuple(found) for name, found in self.parts.items()}
            sheet = HistorySheet(**self.head, **parts)  # type: ignore[arg-type]
            for doubted in sheet_doubts(sheet):
                line, doubt = self.event_lines[doubted.place], doubted.doubt
                self.mistakes.append(Mistake(line, doubted.field, _SAID[doubt], doubt))
            if not self.mistakes:
                return sheet
        return Mistakes(tuple(sorted(self.mistakes, key=lambda mistake: mistake.line)))


_FILE_KEYS = frozenset({"format", "version", "generator"})


def read_sheet(lines: Iterable[str]) -> HistorySheet | Mistakes:
    """Read a whole file, strictly: a sheet, or every mistake by line and field."""
    reading = _Reading()
    for raw in read_lines(lines, LONGEST_LINE):
        reading.take(raw)
    return reading.finish()


def write_sheet(sheet: HistorySheet, *, generator: str = "nenkin") -> Iterator[str]:
    """Give the lines of the file, each with its line end; reading them gives the same sheet."""
    places = {place for _, place in _LINES.values()}
    head = {name: value for name, value in _plain_object(sheet).items() if name not in places}
    yield _line("sheet", {"format": FORMAT, "version": VERSION, "generator": generator, **head})
    for kind, (_, place) in _LINES.items():
        for part in getattr(sheet, place):
            yield _line(kind, _plain_object(part))


def part_text(part: object) -> str:
    """Write one part of a sheet by itself, an event or a time, as ``read_event`` and ``read_time`` read it."""
    return json.dumps(_plain_object(part), ensure_ascii=False)


def read_event(text: str) -> LifeEvent:
    """Read what ``part_text`` wrote; raises ``ValueError``."""
    values, mistakes = read_object(0, json.loads(text), _SHAPES["event"])
    if mistakes:
        raise ValueError(str(mistakes[0]))
    return LifeEvent(**values)  # type: ignore[arg-type]  # each value was read by its key's reader


def read_time(text: str) -> When:
    """Read what ``part_text`` wrote; raises ``ValueError``."""
    try:
        return _WHEN(json.loads(text))
    except Wrong as wrong:
        raise ValueError(str(wrong)) from None


def _line(kind: str, values: Mapping[str, object]) -> str:
    return json.dumps({"type": kind, **values}, ensure_ascii=False) + "\n"


def _plain_object(thing: object) -> dict[str, object]:
    """Give what is said, by name; what is as it would be if nothing were said stays out."""
    assert is_dataclass(thing)
    said: dict[str, object] = {}
    for each in fields(thing):
        value = getattr(thing, each.name)
        unsaid = each.default if each.default_factory is MISSING else each.default_factory()
        if (each.default is MISSING and each.default_factory is MISSING) or value != unsaid:
            said[each.name] = _plain(each.name, value)
    return said


def _plain(name: str, value: object) -> object:
    if is_dataclass(value):
        return _plain_object(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain("", each) for each in value]
    if name in _MONTHS and isinstance(value, int):
        return spell(value)
    return value
