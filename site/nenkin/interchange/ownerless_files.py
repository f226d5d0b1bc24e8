"""Reads and writes the open file of ownerless records (OWNERLESS.md), line by line, of any length."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import Field, dataclass, fields
from datetime import date
from enum import StrEnum

from nenkin.interchange.mistakes import Mistake, Wrong, show
from nenkin.interchange.raw_lines import read_line
from nenkin.interchange.values import Key, day, exactly, month, one_of, read_object, text
from nenkin.law.months import spell
from nenkin.law.ownerless import (
    LEDGERS,
    OwnerlessRecord,
    OwnerlessScheme,
    RecordedBirth,
    read_birth,
)
from nenkin.law.periods import Sex

FORMAT = "nenkin-ownerless"
VERSION = 1
LONGEST_LINE = 2_000  # characters
LONGEST_NAME = 46
LONGEST_WORDS = 100  # of an employer or a place
LONGEST_ID = 40

ID = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_ID}}}")
_NAMES = ("family_kana", "given_kana", "family_kanji", "given_kanji")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・゛゜ゝゞヽヾｦ-ﾟ  ]+")
_MONTHS = frozenset({"first", "last"})


class FileKind(StrEnum):
    """Whether a file has every record, or what has changed since another (差分)."""

    FULL = "full"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first line. A difference changes the state of the day that it ``follows``, and no other."""

    data_date: date
    kind: FileKind
    follows: date | None = None
    generator: str = ""


@dataclass(frozen=True, slots=True)
class Removal:
    """A record that is not without an owner any more (difference files only)."""

    id: str


def of_length(longest: int) -> "Key":
    """Read a text of at most so many characters."""

    def read(value: object) -> str:
        words = text(value)
        if len(words) > longest:
            raise Wrong(f"Write at most {longest} characters, not {len(words)}.")
        return words

    return Key(read)


def identifier(value: object) -> str:
    """Read the name of a record that stays the same in every file."""
    words = text(value)
    if not ID.fullmatch(words):
        raise Wrong(f"Write 1 to {LONGEST_ID} letters, digits, - or _, not {show(words)}.")
    return words


def kana_of_any_width(value: object) -> str:
    """Read kana as recorded, half-width or full, or a foreign name's."""
    words = text(value)
    if len(words) > LONGEST_NAME or not _KANA.fullmatch(words):
        raise Wrong(f"Write at most {LONGEST_NAME} kana, not {show(words)}.")
    return words


def birth(value: object) -> RecordedBirth:
    """Read a birth date as recorded."""
    words = text(value)
    try:
        return read_birth(words)
    except ValueError:
        forms = "S05-04-02, 05-04-02 (no era), 1930-04-02 or 00 for what cannot be read"
        raise Wrong(f"Write the day of birth as {forms}, not {show(words)}.") from None


HEADER: dict[str, Key] = {
    "type": Key(exactly("records"), required=True),
    "format": Key(exactly(FORMAT), required=True),
    "version": Key(exactly(VERSION), required=True),
    "data_date": Key(day, required=True),
    "kind": Key(one_of(FileKind), required=True),
    "follows": Key(day),
    "generator": Key(text),
}
RECORD: dict[str, Key] = {
    "type": Key(exactly("record"), required=True),
    "id": Key(identifier, required=True),
    "scheme": Key(one_of(OwnerlessScheme), required=True),
    "family_kana": Key(kana_of_any_width),
    "given_kana": Key(kana_of_any_width),
    "family_kanji": of_length(LONGEST_NAME),
    "given_kanji": of_length(LONGEST_NAME),
    "born": Key(birth, required=True),
    "sex": Key(one_of(Sex)),
    "employer": of_length(LONGEST_WORDS),
    "place": of_length(LONGEST_WORDS),
    "first": Key(month),
    "last": Key(month),
    "ledger": of_length(LONGEST_NAME),
}
REMOVAL: dict[str, Key] = {
    "type": Key(exactly("removal"), required=True),
    "id": Key(identifier, required=True),
}


def read_header(line: str) -> Header | list[Mistake]:
    """Read the first line of a file, strictly."""
    try:
        content = read_line(line.removeprefix("\ufeff"), LONGEST_LINE)
    except Wrong as wrong:
        return [Mistake(1, "", str(wrong))]
    values, mistakes = read_object(1, content, HEADER)
    if mistakes:
        return mistakes
    del values["type"], values["format"], values["version"]
    header = Header(**values)  # type: ignore[arg-type]  # each read by the reader of its own key
    if (header.kind is FileKind.DIFFERENCE) != (header.follows is not None):
        return [Mistake(1, "follows", "Add the day that a difference follows, and only there.")]
    if header.follows is not None and header.follows >= header.data_date:
        return [Mistake(1, "follows", "Write a day before the data's own.")]
    return header


def read_row(number: int, line: str, kind: FileKind) -> OwnerlessRecord | Removal | list[Mistake]:
    """Read any later line, strictly: a record, a removal, or every mistake of the line."""
    try:
        content = read_line(line, LONGEST_LINE)
    except Wrong as wrong:
        return [Mistake(number, "", str(wrong))]
    if content.get("type") == "removal" and kind is FileKind.DIFFERENCE:
        values, mistakes = read_object(number, content, REMOVAL)
        return mistakes or Removal(str(values["id"]))
    values, mistakes = read_object(number, content, RECORD)
    if not any(name in content for name in _NAMES):
        mistakes.append(Mistake(number, "", f"Add one of {', '.join(_NAMES)}."))
    if values.get("scheme") in LEDGERS and "employer" in values:
        wanted = "Remove the employer: records of a 旧台帳 were keyed without."
        mistakes.append(Mistake(number, "employer", wanted))
    first, last = values.get("first"), values.get("last")
    if isinstance(first, int) and isinstance(last, int) and last < first:
        mistakes.append(Mistake(number, "last", "Write a month that is not before the first."))
    if mistakes:
        return mistakes
    del values["type"]
    return OwnerlessRecord(**values)  # type: ignore[arg-type]  # as above


def write_header(header: Header) -> str:
    """Give the first line, with its line end."""
    head = {"type": "records", "format": FORMAT, "version": VERSION}
    return written({**head, **_said(header)})


def write_row(row: OwnerlessRecord | Removal) -> str:
    """Give one line, with its line end; reading it gives the same."""
    kind = "removal" if isinstance(row, Removal) else "record"
    return written({"type": kind, **_said(row)})


def write_file(header: Header, rows: Iterable[OwnerlessRecord | Removal]) -> Iterator[str]:
    """Give every line of a file."""
    yield write_header(header)
    for row in rows:
        yield write_row(row)


def _said(thing: Header | OwnerlessRecord | Removal) -> dict[str, object]:
    names = thing._fields if isinstance(thing, OwnerlessRecord) else map(_name_of, fields(thing))
    named = ((name, getattr(thing, name)) for name in names)
    return {name: _plain(name, value) for name, value in named if value not in {None, ""}}


def _name_of(each: Field[object]) -> str:
    return each.name


def _plain(name: str, value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, RecordedBirth):
        return str(value)
    return spell(value) if name in _MONTHS and isinstance(value, int) else value


def written(values: Mapping[str, object]) -> str:
    """Give one line of plain values, with its line end."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"
