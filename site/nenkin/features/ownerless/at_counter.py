"""/staff/counter/search: the same search with whom a clerk helps, and the same three answers.

The pages are the person's own. Nothing is sent from here and nothing stands: the referral takes it on.
"""

from typing import Any

from litestar import Request, Router
from litestar.di import Provide

from nenkin.clock import japanese_day
from nenkin.features.ownerless import answering, asking, questioning, remembering, slips, starting
from nenkin.features.ownerless.asking import BASE
from nenkin.features.ownerless.desk import COUNTER, Desk
from nenkin.law.duties import Duty
from nenkin.storage.assisted import of_staff
from nenkin.web.access import Access, LedAway, exchange_of
from nenkin.web.staying import staying

SEARCH: dict[str, Any] = {"access": Access.STAFF, "duty": Duty.SEARCH_OWNERLESS}


async def provide_counter_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a clerk, for the search of whom they help; else lead to the counter."""
    visit, parts = exchange_of(request).visit, request.app.state
    assert visit.staff is not None, "the guard lets nobody else in"
    counter = await of_staff(parts.db, visit.staff.session, visit.now)
    if counter is None or not counter.may("search", japanese_day(visit.now)):
        raise LedAway(COUNTER)
    return Desk(visit, parts.db, parts.renderer, parts.library, parts.settings, counter)


_PAGES = (starting, asking, questioning, answering, slips, remembering)
ROUTES = (
    Router(
        COUNTER,
        route_handlers=[page for part in _PAGES for page in part.PAGES],
        dependencies={"desk": Provide(provide_counter_desk)},
        after_request=staying(COUNTER, BASE),
        opt=SEARCH,
    ),
)
