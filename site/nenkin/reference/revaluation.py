"""Reads the re-evaluation tables (再評価率): large, so with no object for each number."""

import itertools
import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from nenkin.law.figures import FormerRates, RateLine, Revaluation
from nenkin.reference.rows import BadData, Row, table

if TYPE_CHECKING:
    from nenkin.law.months import Month

_BORN = "born_until_"
_LATER = "born_later"
_RATE = re.compile(r"([0-9]+)\.([0-9]{3})")


def revaluation(path: Path) -> Revaluation:
    """Read one table: sorted by fiscal year and month, without hole or overlap within a year."""
    births: list[str] = []
    firsts: dict[int, list[Month]] = {}
    columns: dict[int, list[list[int]]] = {}
    lines: dict[int, list[RateLine]] = {}
    year, after = 0, 0
    for row in table(path):
        births = births or [name for name in row.values if name.startswith(_BORN)] + [_LATER]
        (first, last), of = row.months(), row.yen("fiscal_year")
        if of < year:
            raise row.wrong("stands before the row before it in time")
        if of > year:
            year, after = of, first
            firsts[year] = []
            columns[year] = [[] for _ in births]
        if first != after or last is None:
            raise row.wrong("leaves a hole after the row before, overlaps it, or has no end")
        after = last + 1
        firsts[year].append(first)
        for column, name in zip(columns[year], births, strict=True):
            column.append(_thousandths(row, name))
        source = row.source
        lines[year] = [RateLine(firsts[year], column, source) for column in columns[year]]
    until = [
        None if name == _LATER else date.fromisoformat(name.removeprefix(_BORN)) for name in births
    ]
    if any(a is None or (b is not None and b <= a) for a, b in itertools.pairwise(until)):
        raise BadData(path, 1, "the classes of birth are not sorted")
    return Revaluation(path.stem, tuple(until), lines)


def former_rates(path: Path, of: str) -> FormerRates:
    """Read the rates of one of the three kinds that the file holds."""
    firsts: list[Month] = []
    rates: list[int] = []
    after: Month | None = None
    source = None
    for row in table(path):
        if row.text("of") != of:
            continue
        first, last = row.months()
        if last is None or (after is not None and first != after):
            raise row.wrong("leaves a hole after the row before, overlaps it, or has no end")
        after, source = last + 1, row.source
        firsts.append(first)
        rates.append(_thousandths(row, "rate"))
    if source is None or after is None:
        raise BadData(path, 1, f"has no rows of {of}")
    return FormerRates(f"{path.stem} ({of})", RateLine(firsts, rates, source), after - 1)


def _thousandths(row: Row, name: str) -> int:
    # Eighteen thousand rates are read at every start: digits are twenty times as quick as fractions.
    if (digits := _RATE.fullmatch(row.text(name))) and (found := int(digits[1] + digits[2])):
        return found
    rate = row.read(name, Fraction) * 1000
    if rate.denominator != 1 or rate <= 0:
        raise row.wrong(f"«{name}» must have three decimals at most, and be above 0", name)
    return rate.numerator
