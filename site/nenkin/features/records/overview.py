"""The first page of a record: what to look at, how many months there are, and the ten years."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from nenkin.content.library import Library
from nenkin.features.records.concerns import Concerns, concerns
from nenkin.features.records.desk import Opened
from nenkin.features.records.wording import write_share
from nenkin.law.parameters import Law
from nenkin.law.periods import Scheme
from nenkin.law.statuses import Standing
from nenkin.law.totals import Totals, qualification, totals
from nenkin.law.wareki import write_month_both

# The parts of 国民年金 in the order in which people look for them.
_PARTS = (
    Standing.PAID,
    Standing.CATEGORY_3,
    Standing.MATERNITY,
    Standing.EXEMPT,
    Standing.STUDENT,
    Standing.DEFERRED,
)
_LEFT_OUT = (
    Standing.UNPAID,
    Standing.PARTLY_UNPAID,
    Standing.CATEGORY_3_UNPAID,
    Standing.NOT_SWITCHED,
)
_SHARES = (Fraction(1), Fraction(3, 4), Fraction(1, 2), Fraction(1, 4))


@dataclass(frozen=True, slots=True)
class TotalLine:
    """A line of the totals. ``part`` says that the line above has these months already."""

    name: str
    months: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class TenYears:
    """受給資格期間 in sentences."""

    reached: bool
    years: int  # 10; 25 before 2017-08
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page."""

    concerns: Concerns
    totals: tuple[TotalLine, ...]
    counted: int
    overlapping: bool  # some months are counted in two schemes
    left_out: tuple[TotalLine, ...]
    ten_years: TenYears
    empty: bool


def overview(law: Law, library: Library, opened: Opened, phrases: str = "record") -> Overview:
    """Say a record in one page; ``phrases``: where the sentences about the ten years are."""
    found = totals(opened.career)
    return Overview(
        concerns=concerns(library, opened.flags),
        totals=tuple(total_lines(library, found)),
        counted=found.counted,
        overlapping=sum(found.by_scheme.values()) > found.counted,
        left_out=tuple(_left_out(library, found)),
        ten_years=ten_years(law, library, opened, found, phrases),
        empty=not opened.career.spans,
    )


def total_lines(library: Library, found: Totals) -> Iterator[TotalLine]:
    """Give the months of each scheme that has any; those of 国民年金 in their parts too."""
    for scheme in (
        Scheme.NATIONAL,
        Scheme.EMPLOYEES,
        Scheme.SEAMEN,
        Scheme.MUTUAL,
        Scheme.COMPLEMENTARY,
    ):
        months = found.by_scheme[scheme]
        if months:
            yield TotalLine(library.words(f"record.scheme.{scheme}"), months)
        if scheme is Scheme.NATIONAL:
            yield from _national(library, found)


def _national(library: Library, found: Totals) -> Iterator[TotalLine]:
    for standing in _PARTS:
        if standing is Standing.EXEMPT:
            for share in _SHARES:
                if months := found.exempt.get(share, 0):
                    name = library.words(f"record.exempt.{share.numerator}-{share.denominator}")
                    yield TotalLine(name, months, part=True)
        elif months := found.national[standing]:
            yield TotalLine(library.words(f"record.standing.{standing}"), months, part=True)
    if found.additional:
        yield TotalLine(library.words("record.standing.additional"), found.additional, part=True)


def _left_out(library: Library, found: Totals) -> Iterator[TotalLine]:
    """Give the months that do not count at all."""
    for standing in _LEFT_OUT:
        if months := found.national[standing]:
            yield TotalLine(library.words(f"record.standing.{standing}"), months)
    if found.missing:
        yield TotalLine(library.states["uninsured"].word, found.missing)


def ten_years(
    law: Law, library: Library, opened: Opened, found: Totals, phrases: str = "record"
) -> TenYears:
    """Say whether the months are enough, and by when they can be."""
    state = qualification(law, opened.career, found)

    def said(name: str, **values: object) -> str:
        return library.words(f"{phrases}.ten-years-{name}", **values)

    needed = state.needed
    if needed is None:
        return TenYears(False, law.qualifying.rows[-1].months // 12, (said("old-law"),))
    years = needed // 12
    now = [said("now", months=state.months)]
    if state.qualifying != state.months:
        now.append(said("weighted", months=write_share(state.qualifying)))
    if state.reached:
        return TenYears(True, years, (said("reached", years=years, needed=needed), *now))
    left = math.ceil(needed - state.qualifying)
    sentences = (
        *now,
        said("short", years=years, needed=needed, months=left),
        said("not-by")
        if state.reachable_from is None
        else said("by", month=write_month_both(state.reachable_from)),
    )
    return TenYears(False, years, sentences)
