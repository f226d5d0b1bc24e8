"""/search: what the search is, the slips that are valid, and what stands."""

from typing import Any

from litestar import Router, get
from litestar.di import NamedDependency, Provide

from nenkin.features.ownerless.asking import BASE, NAMES, PERSON, SLIPS, slip_day
from nenkin.features.ownerless.desk import Desk, Page, provide_desk
from nenkin.features.ownerless.standing import STANDING
from nenkin.interchange.receipt_numbers import grouped
from nenkin.interchange.search_slips import decoded
from nenkin.storage.searches import searches_of
from nenkin.storage.standing import news_of, standing_of


@get(BASE)
async def start(desk: NamedDependency[Desk]) -> Page:
    """Say what this is, with the way on and the slips that are valid; or that there is no store."""
    async with desk.store() as store:
        there = store is not None
    words, person_id, now = desk.library.words, desk.subject, desk.visit.now
    standing, news = await standing_of(desk.db, person_id), await news_of(desk.db, person_id, now)
    told = {one.number for one in news}
    slips = [
        {
            "text": words("search.slip.line", number=grouped(one.number)),
            "href": f"{SLIPS}/{one.number}",
            "hint": words("search.slip.until", day=slip_day(one.valid_until)),
        }
        for one in await searches_of(desk.db, person_id, now)
        # What a standing search found nothing new in is no paper that anybody asked for.
        if one.number in told or not decoded(one.typed).again
    ]
    return desk.page(
        "start",
        there=there,
        slips=slips,
        names=NAMES,
        standing=len(standing),
        news=bool(news),
        address=STANDING,
    )


PAGES: list[Any] = [start]
ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=PAGES,
        dependencies={"desk": Provide(provide_desk, sync_to_thread=False)},
        opt=PERSON,
    ),
)
