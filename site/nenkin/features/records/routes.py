"""/record and all below it: a person's own record, read page by page."""

import re
from typing import Any

from litestar import Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from nenkin.features.records.desk import Desk, provide_desk
from nenkin.features.records.leaflet import leaflet
from nenkin.features.records.month import has_month, month_view
from nenkin.features.records.overview import overview
from nenkin.features.records.payable import COLUMNS, KEPT, payable_of, payable_view
from nenkin.features.records.saving import SAVING
from nenkin.features.records.schemes import overlaps_view, schemes_view
from nenkin.features.records.years import has_year, year_lines, year_view
from nenkin.law.flags import FlagCode, flagged_months
from nenkin.law.months import read_month
from nenkin.storage.notices import unread_notices
from nenkin.web.access import Access

_YEAR = re.compile("[0-9]{4}")
PERSON: dict[str, Any] = {"access": Access.PERSON}
BESIDE = {"ten_years": "ten-years", "totals": "schemes-total"}  # the question of each section
FIRST_SHOWN = 6  # the dearest; more than these are one press away


@get("/record", opt=PERSON)
async def record(desk: NamedDependency[Desk], all: FromQuery[str] = "") -> Response[bytes]:  # noqa: A002
    """Say what to look at first, then how many months there are."""
    opened = await desk.open("record")
    view = overview(desk.law, desk.library, opened)
    shown = view.concerns.items if all else view.concerns.items[:FIRST_SHOWN]
    # A notice leads to what was sent, which is not open where others stand beside the screen.
    notices = await unread_notices(desk.db, desk.person_id) if desk.home else ()
    beside = {section: desk.library.faq[slug] for section, slug in BESIDE.items()}
    return desk.page(
        "overview", "record", opened, view=view, shown=shown, notices=notices, beside=beside
    )


@get("/record/grid", opt=PERSON)
async def grid(desk: NamedDependency[Desk], show: FromQuery[str] = "") -> Response[bytes]:
    """Show a whole life as a table of months."""
    opened = await desk.open_marks("grid")
    view = desk.shelf.grid.view(opened.career, opened.flags, show)
    return desk.page("grid", "grid", opened, view=view, spliced=view.rows)


@get("/record/years", opt=PERSON)
async def years(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Show a life by fiscal years."""
    opened = await desk.open("years")
    lines = year_lines(desk.law, desk.library, opened)
    attention = len(flagged_months(opened.flags))
    return desk.page("years", "record", opened, lines=lines, attention=attention)


# Text, not a number, so that whoever is not signed in is told to sign in whatever stands there.
@get("/record/years/{year:str}", opt=PERSON)
async def year(
    desk: NamedDependency[Desk], year: FromPath[str], closed: FromQuery[str] = ""
) -> Response[bytes]:
    """Show the twelve months of one year; for htmx as lines of the table of years."""
    if not _YEAR.fullmatch(year):
        raise NotFoundException
    opened = await desk.open("year")
    if not has_year(opened, int(year)):
        raise NotFoundException
    view = year_view(desk.law, desk.library, desk.shelf.grid.marks, opened, int(year))
    return desk.page("year", "premium", opened, view=view, opened_here=not closed)


@get("/record/months/{month:str}", opt=PERSON)
async def month(desk: NamedDependency[Desk], month: FromPath[str]) -> Response[bytes]:
    """Show everything that is known of one month, and what was known before."""
    try:
        at = read_month(month)
    except ValueError:
        raise NotFoundException from None
    opened = await desk.open_history("month")
    if not has_month(opened, at):
        raise NotFoundException
    view = month_view(desk.law, desk.library, desk.shelf.grid.marks, opened, at)
    return desk.page("month", "month", opened, view=view)


@get("/record/schemes", opt=PERSON)
async def schemes(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Show a life by schemes and employers."""
    opened = await desk.open("schemes")
    return desk.page("schemes", "schemes", opened, view=schemes_view(desk.library, opened))


@get("/record/overlaps", opt=PERSON)
async def overlaps(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Show months that several records have."""
    opened = await desk.open("overlaps")
    found = overlaps_view(desk.library, opened.career)
    about = desk.library.flags[FlagCode.OVERLAP]
    return desk.page("overlaps", "overlap", opened, overlaps=found, about=about)


@get("/record/payable", opt=PERSON)
async def payable(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Show every month that can still be paid or paid back."""
    opened = await desk.open("payable")
    found = payable_of(desk.law, opened)
    if found.gains is not None:
        await desk.keep_gains("payable", found.gains)
    view = payable_view(desk.law, desk.library, opened, found)
    columns = [
        {"text": desk.library.words(f"record.payable.column-{name}"), "kept": name in KEPT}
        for name in COLUMNS
    ]
    return desk.page("payable", "premium", opened, view=view, columns=columns)


ROUTES = (
    Router(
        "/",
        route_handlers=[
            record,
            grid,
            years,
            year,
            month,
            schemes,
            overlaps,
            payable,
            leaflet,
            *SAVING,
        ],
        dependencies={"desk": Provide(provide_desk, sync_to_thread=False)},
    ),
)
