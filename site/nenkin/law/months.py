"""Calendar months as plain numbers, so that a life is arithmetic and not calendar work.

A month is ``12 × western year + (month − 1)``: 1980-04 is 23763. Plain ``int`` rather than a class,
because a career has 540 of them and every page walks over all.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeAlias

Month: TypeAlias = int

APRIL = 4

_WRITTEN = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def month(year: int, number: int) -> Month:
    """Give the month of a western year; ``number`` is 1 to 12."""
    return 12 * year + number - 1


def month_of(day: date) -> Month:
    """Give the month that contains a day."""
    return 12 * day.year + day.month - 1


def year_and_number(at: Month) -> tuple[int, int]:
    """Split a month into its western year and its number, 1 to 12."""
    return at // 12, at % 12 + 1


def first_day(at: Month) -> date:
    """Give the first day of a month."""
    return date(at // 12, at % 12 + 1, 1)


def last_day(at: Month) -> date:
    """Give the last day of a month."""
    return first_day(at + 1) - timedelta(days=1)


def fiscal_year(at: Month) -> int:
    """Give the fiscal year (年度), which runs from April to the following March."""
    return (at - (APRIL - 1)) // 12


def first_of_fiscal_year(year: int) -> Month:
    """Give April of a fiscal year (年度)."""
    return 12 * year + APRIL - 1


def last_of_fiscal_year(year: int) -> Month:
    """Give the March that ends a fiscal year (年度)."""
    return first_of_fiscal_year(year) + 11


def spell(at: Month) -> str:
    """Write a month as files and addresses do: ``1980-04``."""
    return f"{at // 12:04d}-{at % 12 + 1:02d}"


def read_month(text: str) -> Month:
    """Read ``1980-04``; raises ``ValueError`` for anything else."""
    if not _WRITTEN.fullmatch(text):
        raise ValueError(f"not a month such as 1980-04: {text!r}")
    return month(int(text[:4]), int(text[5:]))


def runs(marked: Iterable[bool], first: Month) -> list[tuple[Month, Month]]:
    """Give the unbroken runs of months that are marked, both ends counted."""
    found: list[tuple[Month, Month]] = []
    start: Month | None = None
    for place, mark in enumerate([*marked, False]):
        if mark and start is None:
            start = first + place
        elif not mark and start is not None:
            found.append((start, first + place - 1))
            start = None
    return found


def months_later(day: date, months: int) -> date:
    """Give the same day some months later, or that month's last day."""
    at = month_of(day) + months
    return min(first_day(at) + timedelta(days=day.day - 1), last_day(at))
