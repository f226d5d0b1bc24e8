"""/record and all below it: a person's own record, read page by page."""

from typing import Any

from litestar import Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery

from nenkin.features.records.desk import Desk, provide_desk
from nenkin.features.records.overview import overview
from nenkin.web.access import Access

PERSON: dict[str, Any] = {"access": Access.PERSON}
FIRST_SHOWN = 6  # the dearest; more than these are one press away


@get("/record", opt=PERSON)
async def record(desk: NamedDependency[Desk], all: FromQuery[str] = "") -> Response[bytes]:  # noqa: A002
    """Say what to look at first, then how many months there are."""
    opened = await desk.open("record")
    view = overview(desk.law, desk.library, opened)
    shown = view.concerns.items if all else view.concerns.items[:FIRST_SHOWN]
    return desk.page("overview", "record", opened=opened, view=view, shown=shown)


@get("/record/grid", opt=PERSON)
async def grid(desk: NamedDependency[Desk], show: FromQuery[str] = "") -> Response[bytes]:
    """Show a whole life as a table of months."""
    opened = await desk.open("grid")
    view = desk.grid.view(opened.career, opened.flags, show)
    return desk.page("grid", "grid", opened=opened, view=view)


ROUTES = (
    Router(
        "/",
        route_handlers=[record, grid],
        dependencies={"desk": Provide(provide_desk, sync_to_thread=False)},
    ),
)
