"""/staff/counter/record: a person's record as a clerk sees it who helps them.

The pages are the person's own, and what leads on stays at the counter. Amounts are there where they
are a duty (年金事務所と街角の年金相談センター), and nowhere else.
"""

from typing import Any

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery

from nenkin.clock import japanese_day
from nenkin.features.records import routes, saving
from nenkin.features.records.desk import Desk, desk_of
from nenkin.features.records.leaflet import leaflet
from nenkin.law.duties import Duty
from nenkin.storage.assisted import of_staff
from nenkin.web.access import Access, LedAway, exchange_of
from nenkin.web.staying import staying

COUNTER = "/staff/counter"
SEE: dict[str, Any] = {"access": Access.STAFF, "duty": Duty.SEE_RECORD}
AMOUNTS: dict[str, Any] = {"access": Access.STAFF, "duty": Duty.SEE_AMOUNTS}
PRINT: dict[str, Any] = {"access": Access.STAFF, "duty": Duty.PRINT_RECORD}


@get("/record")
async def record(desk: NamedDependency[Desk], all: FromQuery[str] = "") -> Response[bytes]:  # noqa: A002
    """Say what to look at first, then how many months there are."""
    return await _drawn(routes.record, desk, all)


@get("/record/grid")
async def grid(desk: NamedDependency[Desk], show: FromQuery[str] = "") -> Response[bytes]:
    """Show a whole life as a table of months."""
    return await _drawn(routes.grid, desk, show)


@get("/record/years")
async def years(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Show a life by fiscal years."""
    return await _drawn(routes.years, desk)


@get("/record/years/{year:str}")
async def year(
    desk: NamedDependency[Desk], year: FromPath[str], closed: FromQuery[str] = ""
) -> Response[bytes]:
    """Show the twelve months of one year."""
    return await _drawn(routes.year, desk, year, closed)


@get("/record/months/{month:str}")
async def month(desk: NamedDependency[Desk], month: FromPath[str]) -> Response[bytes]:
    """Show everything that is known of one month but amounts."""
    return await _drawn(routes.month, desk, month)


@get("/record/schemes")
async def schemes(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Show a life by schemes and employers."""
    return await _drawn(routes.schemes, desk)


@get("/record/overlaps")
async def overlaps(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Show months that several records have."""
    return await _drawn(routes.overlaps, desk)


@get("/record/payable")
async def payable(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Show what can still be paid, until when, and what it costs (追納・後納)."""
    return await _drawn(routes.payable, desk)


@get("/record/print")
async def whole(
    desk: NamedDependency[Desk], size: FromQuery[str] = "", words: FromQuery[str] = ""
) -> Response[bytes]:
    """Show the whole record as it is printed (被保険者記録照会回答票)."""
    return await _drawn(saving.whole, desk, size, words)


@get("/record/unclear")
async def unclear(desk: NamedDependency[Desk], size: FromQuery[str] = "") -> Response[bytes]:
    """Show the months to take along as they are printed."""
    return await _drawn(saving.unclear, desk, size)


@get("/record/leaflet")
async def sheet(
    desk: NamedDependency[Desk], size: FromQuery[str] = "", words: FromQuery[str] = ""
) -> Response[bytes]:
    """Show the leaflet of what to check, to be handed over."""
    return await _drawn(leaflet, desk, size, words)


async def _drawn(handler: HTTPRouteHandler, *given: object) -> Response[bytes]:
    """Draw the person's own page: what a handler does, without its route."""
    page: Response[bytes] = await handler.fn(*given)
    return page


async def provide_counter_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a clerk, for whom they help and nobody else; else lead to the counter."""
    visit = exchange_of(request).visit
    assert visit.staff is not None, "the guard lets nobody else in"
    helped = await of_staff(request.app.state.db, visit.staff.session, visit.now)
    today = japanese_day(visit.now)
    if helped is None or not helped.may("record", today):
        raise LedAway(COUNTER)
    return desk_of(request, helped)


SEEN: list[Any] = [record, grid, years, year, month, schemes, overlaps]
PRINTED: list[Any] = [whole, unclear, sheet]


def _at_counter(pages: list[Any], opt: dict[str, Any]) -> Router:
    return Router(
        COUNTER,
        route_handlers=pages,
        dependencies={"desk": Provide(provide_counter_desk)},
        after_request=staying(COUNTER, "/record", "/estimate"),
        opt=opt,
    )


ROUTES = (
    _at_counter(SEEN, SEE),
    _at_counter([payable], AMOUNTS),
    _at_counter(PRINTED, PRINT),
)
