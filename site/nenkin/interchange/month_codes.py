"""Reads and writes the year lines of the official printout (被保険者記録照会回答票, 国民年金).

A year line is one fiscal year: its label, a hyphen, twelve one-character month codes from April to
March (``平20-*AAAAAAAAAAA``); 納付Ⅲ prints the months of each class instead
(``平20-0500 0007 00000000``: 納 全, 3/4 半, 1/4 学 猶 付).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from nenkin.law.months import Month, first_of_fiscal_year, fiscal_year
from nenkin.law.periods import Kind, Scheme, Span
from nenkin.law.statuses import NOT_INSURED, STATUSES, Standing


def _codes(*standings: Standing, exempt: Fraction | None = None) -> frozenset[str]:
    return frozenset(
        code
        for code, status in STATUSES.items()
        if status.standing in standings and exempt in {None, status.exempt}
    )


_WHOLE, _THREE_QUARTERS, _HALF, _QUARTER = (Fraction(part, 4) for part in (4, 3, 2, 1))
THIRD_CATEGORY = _codes(Standing.CATEGORY_3, Standing.CATEGORY_3_UNPAID)
ADDITIONAL = frozenset(code for code, status in STATUSES.items() if status.additional)
FULL = _codes(Standing.PAID)
EXEMPT = _codes(Standing.EXEMPT, exempt=_WHOLE)
THREE_QUARTERS = _codes(Standing.EXEMPT, exempt=_THREE_QUARTERS)
HALF = _codes(Standing.EXEMPT, exempt=_HALF)
QUARTER = _codes(Standing.EXEMPT, exempt=_QUARTER)
STUDENT, DEFERRED = _codes(Standing.STUDENT), _codes(Standing.DEFERRED)
# Whether the printout counts these is not published, so that either count is accepted.
UNPAID_PARTS = {
    "half": _codes(Standing.PARTLY_UNPAID, exempt=_HALF),
    "three_quarters": _codes(Standing.PARTLY_UNPAID, exempt=_THREE_QUARTERS),
    "quarter": _codes(Standing.PARTLY_UNPAID, exempt=_QUARTER),
}
WITHOUT_PAYMENT = _codes(Standing.CATEGORY_3, Standing.MATERNITY)
CODES = frozenset(STATUSES) | {NOT_INSURED}

_FIRST_YEARS = {"昭": 1926, "平": 1989, "令": 2019}
_FIRST_FISCAL_YEARS = {"昭": 1961, "平": 1989, "令": 2019}  # 国民年金 begins in 1961-04
_LAST_FISCAL_YEARS = {"昭": 1988, "平": 2019, "令": 2099}
_DASHES = re.compile("[‐‑‒–—―−ー─]")
_LINE = re.compile(r"([昭平令])[和成]?(元|[0-9]{1,2})(?:年度?)?-([^0-9]*)([0-9]*)")
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤ"
_HALF_WIDTH = str.maketrans(_KANA, "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔ")
_MONTHS, _DIGITS = 12, 16


class BadLine(Exception):
    """Not a year line; the message is a sentence that says what to write instead."""


class Counts(NamedTuple):
    """The months of one fiscal year by class, in the order of 納付Ⅲ."""

    paid: int  # 納
    exempt: int  # 全
    three_quarters: int  # 3/4
    half: int  # 半
    quarter: int  # 1/4
    student: int  # 学
    deferred: int  # 猶
    additional: int  # 付


@dataclass(frozen=True, slots=True)
class YearLine:
    """One fiscal year as printed: its codes, its counts, or both."""

    year: int
    codes: str = ""
    counts: Counts | None = None


def read_codes(text: str) -> str:
    """Bring codes of any width to capitals, full-width kana and plain signs."""
    normal = unicodedata.normalize("NFKC", text).upper()
    return _DASHES.sub("-", "".join(normal.split()))


def read_line(text: str) -> YearLine:
    """Read a year line of any width, in codes, in counts, or in codes and then counts."""
    match = _LINE.fullmatch(read_codes(text))
    if match is None:
        raise BadLine("Write the year, a hyphen and the months, as in 平20-AAAAAAAAAAAA.")
    era, number, codes, digits = match.groups()
    year = _FIRST_YEARS[era] + (1 if number == "元" else int(number)) - 1
    if not _FIRST_FISCAL_YEARS[era] <= year <= _LAST_FISCAL_YEARS[era]:
        raise BadLine(f"Check the year: {era}{number} is no fiscal year of 国民年金.")
    if not codes and not digits:
        raise BadLine("Write the twelve months after the hyphen, from April to March.")
    if codes and len(codes) != _MONTHS:
        raise BadLine(
            f"Write twelve months, from April to March, not {len(codes)}"
            " («/» for a month without 国民年金)."
        )
    if unknown := sorted(set(codes) - CODES):
        raise BadLine(f"Check the code {unknown[0]!r}: the official list does not have it.")
    if digits and len(digits) != _DIGITS:
        raise BadLine("Write the counts as sixteen digits, as in 平20-0500 0007 00000000.")
    pairs = [int(digits[at : at + 2]) for at in range(0, len(digits), 2)]
    return YearLine(year, codes, Counts(*pairs) if pairs else None)


def write_label(year: int) -> str:
    """Write a fiscal year as the printout does, by the era of its April: 昭55, 平元, 平31, 令02."""
    era = next(era for era, last in _LAST_FISCAL_YEARS.items() if year <= last)
    number = year - _FIRST_YEARS[era] + 1
    return f"{era}元" if number == 1 else f"{era}{number:02d}"


def write_codes(year: int, codes: str, *, half_width: bool = True) -> str:
    """Write a year line in codes; half-width kana as on the printout."""
    return f"{write_label(year)}-{codes.translate(_HALF_WIDTH) if half_width else codes}"


def write_counts(year: int, counts: Counts) -> str:
    """Write a year line in counts, as 納付Ⅲ does."""
    digits = "".join(f"{count:02d}" for count in counts)
    return f"{write_label(year)}-{digits[:4]} {digits[4:8]} {digits[8:]}"


def count(codes: str) -> Counts:
    """Count the months of each class; 第3号 and 産前産後免除 as paid, which they are by law."""
    classes = (FULL | WITHOUT_PAYMENT, EXEMPT, THREE_QUARTERS, HALF, QUARTER, STUDENT, DEFERRED)
    return Counts(*(sum(code in each for code in codes) for each in (*classes, ADDITIONAL)))


def agrees(stated: Counts, codes: str) -> bool:
    """Whether printed counts can be those of the codes."""
    ours = count(codes)
    least = ours._replace(paid=ours.paid - sum(code in WITHOUT_PAYMENT for code in codes))
    most = ours._replace(
        **{
            name: getattr(ours, name) + sum(code in unpaid for code in codes)
            for name, unpaid in UNPAID_PARTS.items()
        }
    )
    return all(low <= said <= high for low, said, high in zip(least, stated, most, strict=True))


def spans_of(lines: Iterable[YearLine], *, known_from: date) -> tuple[Span, ...]:
    """Give the spans that year lines tell of; «/» gives none."""
    cells = sorted(
        (first_of_fiscal_year(line.year) + at, code)
        for line in lines
        for at, code in enumerate(line.codes)
        if code != NOT_INSURED
    )
    runs: list[tuple[Month, Month, str]] = []
    for month, code in cells:
        if runs and runs[-1][1:] == (month - 1, code):
            runs[-1] = (runs[-1][0], month, code)
        else:
            runs.append((month, month, code))
    return tuple(
        Span(
            scheme=Scheme.NATIONAL,
            kind=Kind.CATEGORY_3 if code in THIRD_CATEGORY else Kind.CATEGORY_1,
            first=first,
            last=last,
            known_from=known_from,
            status=code,
        )
        for first, last, code in runs
    )


def year_lines(spans: Iterable[Span], *, until: Month) -> Iterator[YearLine]:
    """Give the year lines of the standing 国民年金 spans; those still running end with ``until``."""
    codes: dict[Month, str] = {}
    for span in spans:
        if span.scheme is Scheme.NATIONAL and span.known_until is None:
            if span.status is None:
                raise BadLine("A 国民年金 span without a month code cannot be printed.")
            last = until if span.last is None else span.last
            codes.update(dict.fromkeys(range(span.first, last + 1), span.status))
    years = [fiscal_year(month) for month in codes]
    for year in range(min(years, default=0), max(years, default=-1) + 1):
        april = first_of_fiscal_year(year)
        row = "".join(codes.get(april + at, NOT_INSURED) for at in range(_MONTHS))
        yield YearLine(year, row, count(row))
