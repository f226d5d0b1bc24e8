"""/search: what the search is, the slips that are valid, and what stands."""

from typing import Any

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide

from nenkin.features.ownerless.asking import BASE, NAMES, PERSON, SLIPS
from nenkin.features.ownerless.desk import Desk, Page, provide_desk, see_other
from nenkin.features.ownerless.standing import STANDING
from nenkin.features.ownerless.whose import WHOSE, tie_words
from nenkin.interchange.receipt_numbers import grouped
from nenkin.interchange.search_slips import decoded
from nenkin.law.wareki import write_day
from nenkin.storage.drafts import load_draft, save_over
from nenkin.storage.relations import searches_for
from nenkin.storage.searches import searches_of
from nenkin.storage.standing import news_of, standing_of
from nenkin.web.submissions import Submission, first

CHOOSE = f"{BASE}/whose"


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
            "hint": words("search.slip.until", day=write_day(one.valid_until)),
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
        whose=[
            {"id": one.id, "text": words("search.whose.do", tie=tie_words(desk.library, one))}
            for one in (await searches_for(desk.db, person_id, now) if desk.alone else ())
        ],
        address_whose=CHOOSE,
        standing=len(standing),
        news=bool(news),
        address=STANDING,
    )


@post(CHOOSE)
async def choose(desk: NamedDependency[Desk], submission: NamedDependency[Submission]) -> Page:
    """Search for oneself, or for somebody whom the office has confirmed; what was typed of each stays."""
    there = await searches_for(desk.db, desk.subject, desk.visit.now)
    wanted = next((one.id for one in there if str(one.id) == first(submission, "whose")), 0)
    saved = False
    while not saved:
        draft = await load_draft(desk.db, desk.owner, WHOSE, desk.visit.now)
        async with desk.db.write() as session:
            saved = await save_over(
                session, desk.owner, WHOSE, wanted, read=draft, now=desk.visit.now
            )
    return see_other(NAMES)


PAGES: list[Any] = [start]
ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=[*PAGES, choose],
        dependencies={"desk": Provide(provide_desk)},
        opt=PERSON,
    ),
)
