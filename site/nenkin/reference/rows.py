"""Rows of data/ with their places, so that whatever is wrong is named by file and line."""

import csv
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
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

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        """Take the place and the reason."""
        super().__init__(f"{path}:{line}: {reason}" if line else f"{path}: {reason}")


@dataclass(frozen=True)
class Row:
    """One row, whose values are read by kind."""

    path: Path
    line: int | None
    values: Mapping[str, object]

    def wrong(self, reason: str) -> BadData:
        """Give the exception for what is wrong with this row."""
        return BadData(self.path, self.line, reason)

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
            raise self.wrong(f"«{name}» cannot be {text!r}") from None

    def optional(self, name: str, kind: Callable[[str], T]) -> T | None:
        """Give a value as another kind, or ``None`` where it is empty."""
        return self.read(name, kind) if self.text(name) else None

    def yen(self, name: str) -> int:
        """Give an amount in whole yen, not below 0."""
        amount = self.read(name, int)
        if amount < 0:
            raise self.wrong(f"«{name}» cannot be below 0")
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
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            empty = True
            for values in reader:
                empty = False
                if None in values or None in values.values():
                    raise BadData(path, reader.line_num, "has more or fewer values than columns")
                yield Row(path, reader.line_num, values)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadData(path, None, f"cannot be read ({error})") from None
    if empty:
        raise BadData(path, None, "has no rows")


def parameter(path: Path) -> Row:
    """Read a file that holds one value or a few with one source."""
    try:
        return Row(path, None, tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadData(path, None, f"cannot be read ({error})") from None
