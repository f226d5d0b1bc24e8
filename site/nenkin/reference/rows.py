"""Rows of data/ with their places, so that whatever is wrong is named by file and line."""

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from nenkin.law.months import Month, read_month
from nenkin.law.parameters import Confidence, Source

T = TypeVar("T")
NEEDS_NO_ADDRESS = frozenset({Confidence.RECALLED, Confidence.DESIGN})


class BadData(Exception):
    """A file of data/ that cannot be trusted; says file, line and reason."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        """Take the place and the reason."""
        super().__init__(f"{path}:{line}: {reason}")


@dataclass(frozen=True)
class Row:
    """One row, whose values are read by kind. ``lines``: where each value stands, if not in one."""

    path: Path
    line: int
    values: Mapping[str, object]
    lines: Mapping[str, int] = field(default_factory=dict)

    def wrong(self, reason: str, name: str = "") -> BadData:
        """Give the exception for what is wrong with this row, or with one value of it."""
        return BadData(self.path, self.lines.get(name, self.line), reason)

    def text(self, name: str) -> str:
        """Give a value as text; a missing column is refused."""
        value = self.values.get(name)
        if value is None:
            raise self.wrong(f"«{name}» is missing")
        return str(value).strip()

    def read(self, name: str, kind: Callable[[str], T]) -> T:
        """Give a value as another kind; what cannot be read is refused."""
        text = self.text(name)
        try:
            return kind(text)
        except (ValueError, ZeroDivisionError):
            raise self.wrong(f"«{name}» cannot be {text!r}", name) from None

    def optional(self, name: str, kind: Callable[[str], T]) -> T | None:
        """Give a value as another kind, or ``None`` where it is empty."""
        return self.read(name, kind) if self.text(name) else None

    def yen(self, name: str) -> int:
        """Give an amount in whole yen, not below 0."""
        amount = self.read(name, int)
        if amount < 0:
            raise self.wrong(f"«{name}» cannot be below 0", name)
        return amount

    def percent(self, name: str) -> Fraction:
        """Give a percentage as a fraction, exactly."""
        return self.read(name, Fraction) / 100

    def day(self, name: str) -> date:
        """Give a day."""
        return self.read(name, date.fromisoformat)

    def months(self) -> tuple[Month, Month | None]:
        """Give the months in force, both counted; the last may be open."""
        first = self.read("first", read_month)
        last = self.optional("last", read_month)
        if last is not None and last < first:
            raise self.wrong("«last» is before «first»")
        return first, last

    @property
    def source(self) -> Source:
        """Give where the row's value comes from; a row without a source is refused."""
        return self.source_of("confidence")

    def source_of(self, name: str) -> Source:
        """Give the source of one value of several; ``name`` is the column that says how sure it is."""
        confidence = self.read(name, Confidence)
        article, url = self.text("article"), self.text("url")
        if not article or (not url and confidence not in NEEDS_NO_ADDRESS):
            raise self.wrong("a value needs its article and its address")
        return Source(article, url, confidence)


def table(path: Path) -> Iterator[Row]:
    """Read a table; an empty one is refused."""
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    empty = True
    try:
        for values in reader:
            empty = False
            if None in values or None in values.values():
                raise BadData(path, reader.line_num, "has more or fewer values than columns")
            yield Row(path, reader.line_num, values)
    except csv.Error as error:
        raise BadData(path, reader.reader.line_num, f"cannot be read ({error})") from None
    if empty:
        raise BadData(path, 1, "has no rows")


def parameter(path: Path) -> Row:
    """Read a file that holds one value or a few with one source, and the day they were checked."""
    text = _text(path)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line ([0-9]+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise BadData(path, line, f"cannot be read ({error})") from None
    lines = {
        match[1]: number
        for number, line in enumerate(text.splitlines(), 1)
        if (match := re.match(r"(\w+)\s*=", line))
    }
    row = Row(path, 1, values, lines)
    row.day("checked")
    return row


def _text(path: Path) -> str:
    try:
        read = path.read_bytes()
    except OSError as error:
        raise BadData(path, 1, f"cannot be read ({error.strerror})") from None
    try:
        return read.decode()
    except UnicodeDecodeError as error:
        line = read.count(b"\n", 0, error.start) + 1
        raise BadData(path, line, "is not UTF-8") from None
