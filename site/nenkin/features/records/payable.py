"""納められる月: what can still be paid, for how much, until when, and what it is good for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nenkin.content.library import Library
from nenkin.features.records.desk import Opened
from nenkin.features.records.wording import write_run, write_share, write_yen
from nenkin.law.ages import SIXTY, age_on
from nenkin.law.months import fiscal_year, month_of
from nenkin.law.parameters import Law
from nenkin.law.payable import Payable, PayableRun, Way, payable
from nenkin.law.totals import qualification, totals
from nenkin.law.wareki import write_day

_FULL_AGE = 65
_YEAR = 12
COLUMNS = ("months", "what", "price", "until", "adds", "back")
KEPT = frozenset({"months", "what"})  # short enough that none of their words is cut in two


@dataclass(frozen=True, slots=True)
class PayableView:
    """What the page says; ``rows`` have the cells of ``COLUMNS``."""

    months: int
    sums: tuple[str, ...]  # of all of them together
    first: str  # which to pay first, and until when; empty where there is none
    ten_years: str  # how far the 10 years are, where they are not reached
    rows: tuple[tuple[str, ...], ...]
    unknown: int  # months whose price is not known
    later: bool  # whether any is paid back (追納)
    entitled: bool
    voluntary: bool  # 任意加入 may be open to the person


def payable_of(law: Law, opened: Opened) -> Payable:
    """Find every month that can be paid on the person's day."""
    return payable(law, opened.career, opened.today, fiscal_year(month_of(opened.today)))


def payable_view(law: Law, library: Library, opened: Opened, found: Payable) -> PayableView:
    """Say every month that can be paid on the person's day."""
    born_on = opened.record.person.born_on
    first = found.runs[0].first if found.runs else None
    return PayableView(
        months=found.months,
        sums=tuple(_sums(library, found)),
        first=""
        if first is None
        else library.words(
            "record.payable.first",
            month=write_run(library, first.month, first.month),
            day=write_day(first.until),
        ),
        ten_years=_ten_years(law, library, opened, found),
        rows=tuple(_row(library, run) for run in found.runs),
        unknown=found.unknown,
        later=any(run.first.way is Way.LATER for run in found.runs),
        entitled=found.entitled,
        voluntary=_voluntary(born_on, opened.today) and not found.entitled,
    )


def _sums(library: Library, found: Payable) -> Iterator[str]:
    if found.yen is not None:
        words = "record.payable.price-known" if found.unknown else "record.payable.price-all"
        known = found.months - found.unknown
        yield library.words(words, yen=write_yen(found.yen), months=known)
    if found.adds:
        words = "record.payable.adds-all"
        yield library.words(words, yen=write_yen(found.adds), months=found.months)


def _ten_years(law: Law, library: Library, opened: Opened, found: Payable) -> str:
    reached = qualification(law, opened.career, totals(opened.career))
    if reached.needed is None or reached.reached:
        return ""
    missing = reached.needed - reached.qualifying
    enough = found.new_months >= missing
    return library.words(
        "record.payable.ten-years-enough" if enough else "record.payable.ten-years",
        months=write_share(missing),
    )


def _row(library: Library, run: PayableRun) -> tuple[str, ...]:
    said = library.words
    first, count = run.first, len(run.months)
    unknown = library.phrases["record.premium-unknown"]
    price = unknown if first.yen is None else write_yen(first.yen)
    if first.surcharge:
        price = said(
            "record.payable.with-surcharge", yen=price, surcharge=write_yen(first.surcharge)
        )
    if count > 1 and run.yen is not None:
        whole = write_yen(run.yen)
        price = said("record.payable.each", yen=price, months=count, whole=whole)
    until = write_day(first.until)
    return (
        write_run(library, first.month, run.months[-1].month),
        said(f"record.payable.{first.way}", status=library.statuses[first.status].word),
        price,
        said("record.payable.until-each", day=until) if count > 1 else until,
        library.phrases["record.unknown"]
        if run.adds is None
        else said(
            "record.payable.adds-each" if count > 1 else "record.payable.adds",
            yen=write_yen(run.adds),
        ),
        _back(library, run),
    )


def _back(library: Library, run: PayableRun) -> str:
    months = run.paid_back_after
    if months is None:
        return library.phrases["record.unknown"]
    years, rest = divmod(months, _YEAR)
    return library.words(
        "record.payable.back" if rest else "record.payable.back-years",
        age=_FULL_AGE + years,
        months=rest,
    )


def _voluntary(born_on: date, today: date) -> bool:
    return SIXTY <= age_on(born_on, today) < _FULL_AGE
