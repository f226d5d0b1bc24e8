"""/staff/counter/estimate: what a pension will be, where a clerk may say so (年金事務所).

As it is, and why: conditions of one's own choice are for one's own home (K-08).
"""

from typing import Any

from litestar import Request, Router
from litestar.di import Provide

from nenkin.clock import japanese_day
from nenkin.features.estimate.desk import Desk, desk_of
from nenkin.law.duties import Duty
from nenkin.storage.assisted import of_staff
from nenkin.web.access import Access, LedAway, exchange_of
from nenkin.web.staying import staying

COUNTER = "/staff/counter"
SEE: dict[str, Any] = {"access": Access.STAFF, "duty": Duty.SEE_ESTIMATE}


async def provide_counter_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a clerk, for the figures of whom they help; else lead to the counter."""
    visit = exchange_of(request).visit
    assert visit.staff is not None, "the guard lets nobody else in"
    helped = await of_staff(request.app.state.db, visit.staff.session, visit.now)
    if helped is None or not helped.may("record", japanese_day(visit.now)):
        raise LedAway(COUNTER)
    return desk_of(request, helped)


def routes(pages: list[Any]) -> tuple[Router, ...]:
    """Give these pages once more, below the counter."""
    return (
        Router(
            COUNTER,
            route_handlers=pages,
            dependencies={"desk": Provide(provide_counter_desk)},
            after_request=staying(COUNTER, "/record", "/estimate"),
            opt=SEE,
        ),
    )
