"""Which months count, and which of them stand out, year by year."""

from collections.abc import Iterable

from nenkin.content.library import Library
from nenkin.law.career import Career
from nenkin.law.flags import Flag
from nenkin.law.months import Month, first_of_fiscal_year, fiscal_year
from nenkin.law.periods import Scheme
from nenkin.law.statuses import STATUSES


def counted_months(career: Career) -> bytearray:
    """Give 1 for each month that counts towards the ten years, as ``totals`` does."""
    counted = bytearray(len(career.states))
    for span in career.spans:
        if span.scheme is Scheme.NATIONAL and not STATUSES[span.status or "#"].counts:
            continue
        start, stop = span.first - career.first, career.last_of(span) + 1 - career.first
        counted[start:stop] = b"\1" * (stop - start)
    return counted


def fiscal_years(career: Career) -> range:
    """Give the fiscal years that a person's pages have; empty before there is anything."""
    if not career.states:
        return range(0)
    return range(fiscal_year(career.first), fiscal_year(career.end - 1) + 1)


def lived_years(career: Career) -> range:
    """Give them without those at the end in which nothing is insured any more."""
    last = career.first + len(career.states.rstrip(b"\0")) - 1
    years = fiscal_years(career)
    return range(years.start, min(years.stop, fiscal_year(max(last, career.first)) + 1))


def shown_months(career: Career) -> range:
    """Give the months that have a page: whole fiscal years from the first to the last."""
    years = fiscal_years(career)
    return range(first_of_fiscal_year(years.start), first_of_fiscal_year(years.stop))


def flags_of(found: Iterable[Flag], first: Month, last: Month) -> tuple[Flag, ...]:
    """Give the flags that have any of these months."""
    return tuple(flag for flag in found if flag.first <= last and first <= flag.last)


def write_numbers(library: Library, months: list[Month]) -> str:
    """Say months of one year by their numbers: 6月と7月, 7月から10月まで."""
    runs: list[list[Month]] = []
    for at in months:
        if runs and at == runs[-1][-1] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])

    def number(at: Month) -> str:
        return library.words("record.month-number", number=at % 12 + 1)

    def said(run: list[Month]) -> list[str]:
        if len(run) > 2:  # noqa: PLR2004  # two are said by name
            return [library.words("record.span", first=number(run[0]), last=number(run[-1]))]
        return [number(at) for at in run]

    return library.words("record.and").join(words for run in runs for words in said(run))
