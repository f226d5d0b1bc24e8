"""How routes of the office are put together: whose duty they are, and the desk that they all have."""

from typing import Any

from litestar import Request, Router
from litestar.di import Provide
from litestar.response import Redirect

from nenkin.features.office.desk import Desk, Page
from nenkin.features.office.opened import Restricted
from nenkin.law.duties import Duty
from nenkin.web.access import Access, exchange_of


def duty(needed: Duty) -> dict[str, Any]:
    """Give the options of a route for those whose duty it is."""
    return {"access": Access.STAFF, "duty": needed}


def see_other(address: str) -> Redirect:
    """Lead to a page; ``#main`` so that a browser does not carry ``#err`` along."""
    return Redirect(f"{address}#main", status_code=303)


def provide_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a request, from the application's state."""
    parts = request.app.state
    return Desk(
        exchange_of(request).visit,
        parts.db,
        parts.renderer,
        parts.library,
        parts.law,
        parts.settings,
    )


def show_restricted(request: Request[Any, Any, Any], failure: Restricted) -> Page:
    """Say that nobody opens this case alone."""
    part = failure.view is not None
    return provide_desk(request).closed_page(failure.case, wish=failure.wish, part=part)


def office_router(*handlers: Any) -> Router:
    """Put routes of the office together, which all have the desk."""
    return Router(
        "/",
        route_handlers=handlers,
        dependencies={"desk": Provide(provide_desk, sync_to_thread=False)},
        exception_handlers={Restricted: show_restricted},
    )
