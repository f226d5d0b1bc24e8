"""How months, runs of months and amounts are said on the record's pages."""

from fractions import Fraction

from nenkin.content.library import Library
from nenkin.law.months import Month, year_and_number
from nenkin.law.wareki import write_month_both


def write_run(library: Library, first: Month, last: Month) -> str:
    """Say a run of months: 昭和55年（1980年）4月から9月まで."""
    begins = write_month_both(first)
    if first == last:
        return library.words("record.span-one", first=begins)
    (year, _), (last_year, number) = year_and_number(first), year_and_number(last)
    ends = library.words("record.month-number", number=number)
    same = year == last_year and begins[:2] == write_month_both(last)[:2]  # one era, one year
    return library.words("record.span", first=begins, last=ends if same else write_month_both(last))


def write_yen(amount: int) -> str:
    """Say an amount: 66,250円."""
    return f"{amount:,}円"


def write_share(months: Fraction) -> str:
    """Say a number of months that need not be whole: 4, 7.6."""
    tenths = round(months * 10)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths / 10:.1f}"
