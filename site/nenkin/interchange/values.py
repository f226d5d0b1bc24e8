"""Reads single values of the open record file: each gives the value or says what to write."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from nenkin.interchange.mistakes import Mistake, Wrong, show
from nenkin.interchange.month_codes import (
    CODES,
    BadLine,
    YearLine,
    read_codes,
    read_line,
)
from nenkin.law.months import Month, read_month
from nenkin.law.statuses import NOT_INSURED

LONGEST_TEXT = 100
MOST_HANDBOOKS = 20
LARGEST_PAY = 1_000_000  # yen a month; the highest grade the law knows is 750,000 (from 2029-09)
LARGEST_BONUS = 100_000_000
FIRST_YEAR, LAST_YEAR = 1868, 2199

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KANA = re.compile(r"[ァ-ヴー・]+(?: [ァ-ヴー・]+)*")
_BASIC_NUMBER = re.compile(r"[0-9]{10}")
_INQUIRY_NUMBER = re.compile("[0-9]{3}-[0-9]{3}-[0-9]{3}")
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a line: how it is read, and whether it may be left out."""

    read: Callable[[object], object]
    required: bool = False


def read_object(
    line: int, content: Mapping[str, object], shape: Mapping[str, Key]
) -> tuple[dict[str, object], list[Mistake]]:
    """Read every key of a line; gives what could be read and every mistake."""
    values: dict[str, object] = {}
    mistakes = [
        Mistake(line, show(key)[1:-1], f"Remove this key; the keys here are {', '.join(shape)}.")
        for key in content
        if key not in shape
    ]
    for name, key in shape.items():
        if name in content:
            try:
                values[name] = key.read(content[name])
            except Wrong as wrong:
                mistakes.append(Mistake(line, name, str(wrong)))
        elif key.required:
            mistakes.append(Mistake(line, name, "Add this key."))
    return values, mistakes


def text(value: object) -> str:
    """Read words as people wrote them, rare kanji included."""
    if not isinstance(value, str):
        raise Wrong(f"Write text in quotes, not {show(value)}.")
    if not value or value != value.strip():
        raise Wrong("Write at least one character, and no space before or after.")
    if len(value) > LONGEST_TEXT:
        raise Wrong(f"Write at most {LONGEST_TEXT} characters, not {len(value)}.")
    for character in value:
        if unicodedata.category(character) in _UNPRINTABLE:
            raise Wrong(f"Remove the unprintable character U+{ord(character):04X}.")
    return value


def kana(value: object) -> str:
    """Read a name's フリガナ."""
    words = text(value)
    if not _KANA.fullmatch(words):
        raise Wrong(f"Write full-width katakana, as ネンキン, not {show(words)}.")
    return words


def day(value: object) -> date:
    """Read a day such as 1980-04-01."""
    words = text(value)
    if not _DAY.fullmatch(words):
        raise Wrong(f"Write the day as 1980-04-01, not {show(words)}.")
    try:
        read = date.fromisoformat(words)
    except ValueError:
        raise Wrong(f"Write a day that the calendar has; {words} is none.") from None
    _check_year(read.year)
    return read


def month(value: object) -> Month:
    """Read a month such as 1980-04."""
    words = text(value)
    try:
        read = read_month(words)
    except ValueError:
        raise Wrong(f"Write the month as 1980-04, not {show(words)}.") from None
    _check_year(read // 12)
    return read


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Wrong(f"Write a year from {FIRST_YEAR} to {LAST_YEAR}, not {year}.")


def yes_or_no(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise Wrong(f"Write true or false, not {show(value)}.")
    return value


def yen(most: int) -> Callable[[object], int]:
    """Read a whole amount from 1 to ``most``."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise Wrong(f"Write a whole number of yen without quotes, not {show(value)}.")
        if not 1 <= value <= most:
            raise Wrong(f"Write an amount from 1 to {most:,} yen, not {show(value)}.")
        return value

    return read


def one_of(choices: type[Choice]) -> Callable[[object], Choice]:
    """Read one of a fixed list of words."""

    def read(value: object) -> Choice:
        try:
            return choices(text(value))
        except ValueError:
            known = ", ".join(choices)
            raise Wrong(f"Write one of {known}, not {show(value)}.") from None

    return read


def exactly(wanted: object) -> Callable[[object], object]:
    """Read the one value that is right here."""

    def read(value: object) -> object:
        if value != wanted or type(value) is not type(wanted):
            raise Wrong(f"Write {wanted!r}, not {show(value)}.")
        return value

    return read


def basic_number(value: object) -> str:
    """Read a 基礎年金番号."""
    words = text(value)
    if not _BASIC_NUMBER.fullmatch(words):
        raise Wrong(f"Write ten digits without hyphens, not {show(words)}.")
    return words


def inquiry_number(value: object) -> str:
    """Read a 照会番号; gives its nine digits."""
    words = text(value)
    if not _INQUIRY_NUMBER.fullmatch(words):
        raise Wrong(f"Write nine digits as 123-456-789, not {show(words)}.")
    return words.replace("-", "")


def grouped_inquiry_number(digits: str) -> str:
    """Write a 照会番号 as on paper: 123-456-789."""
    return "-".join((digits[:3], digits[3:6], digits[6:]))


def handbooks(value: object) -> tuple[str, ...]:
    """Read the list of 年金手帳記号番号."""
    if not isinstance(value, list):
        raise Wrong(f"Write a list of texts in brackets, not {show(value)}.")
    if len(value) > MOST_HANDBOOKS:
        raise Wrong(f"Write at most {MOST_HANDBOOKS} numbers, not {len(value)}.")
    return tuple(text(each) for each in value)


def month_code(value: object) -> str:
    """Read one official month code of 国民年金, of any width."""
    code = read_codes(text(value))
    if len(code) != 1 or code not in CODES or code == NOT_INSURED:
        raise Wrong(f"Write one official month code such as A, * or Z, not {show(value)}.")
    return code


def year_line(value: object) -> YearLine:
    """Read a year line of the official printout."""
    try:
        return read_line(text(value))
    except BadLine as bad:
        raise Wrong(str(bad)) from None
