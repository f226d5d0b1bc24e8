"""/staff/counter/history: the sheet of whom a clerk helps, written together (窓口での手伝い).

The person has agreed on their own screen; every answer that is typed here is kept as a clerk's.
"""

from typing import Any

from litestar import Request, Router
from litestar.di import Provide
from litestar.exceptions import NotFoundException

from nenkin.clock import japanese_day
from nenkin.features.history.desk import Desk, made_of
from nenkin.features.history.entries import BASE
from nenkin.features.history.helped import VIEWED
from nenkin.features.history.paper import FILE, PDF, TEXT
from nenkin.features.history.sections import SECTIONS
from nenkin.features.history.whose import COUNTER
from nenkin.law.duties import Duty
from nenkin.storage import audit
from nenkin.storage.assisted import of_staff
from nenkin.web.access import Access, LedAway, exchange_of

WRITE: dict[str, Any] = {"access": Access.STAFF, "duty": Duty.WRITE_SHEET}
# Files would stay in the clerk's machine; what is printed is taken along.
_FILES = frozenset({FILE, TEXT, PDF})


async def provide_counter_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a clerk, for the sheet of whom they help; else lead to the counter.

    Raises ``NotFoundException`` for what is no page of a counter, and ``LedAway``.
    """
    visit, db = exchange_of(request).visit, request.app.state.db
    assert visit.staff is not None, "the guard lets nobody else in"
    counter = await of_staff(db, visit.staff.session, visit.now)
    if counter is None or not counter.may("sheet", japanese_day(visit.now)):
        raise LedAway(COUNTER)
    part = str(request.path_params.get("part", ""))
    if part in _FILES:
        raise NotFoundException
    desk = Desk(*made_of(request), counter=counter)
    if request.method == "GET":
        seen = {"part": part} if part in SECTIONS else {}
        await audit.append(db, desk.event(VIEWED, seen), visit.now)
    return desk


def routes(pages: list[Any]) -> tuple[Any, ...]:
    """Give every page of a sheet once more, below the counter."""
    return (
        Router(
            f"{COUNTER}{BASE}",
            route_handlers=pages,
            dependencies={"desk": Provide(provide_counter_desk)},
            opt=WRITE,
        ),
    )
