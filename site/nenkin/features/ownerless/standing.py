"""/search/standing: searches that are repeated when records arrive; begun with consent, ended at will."""

import asyncio
import contextlib
from typing import Any

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from nenkin.clock import Clock
from nenkin.content.library import Library
from nenkin.features.ownerless.answering import PACE
from nenkin.features.ownerless.asking import BASE, PERSON, SLIPS, slip_day
from nenkin.features.ownerless.desk import Desk, Page, knowledge, provide_desk, see_other
from nenkin.interchange.receipt_numbers import read
from nenkin.interchange.search_slips import Slip, decoded
from nenkin.law.wareki import write_day
from nenkin.settings import Settings
from nenkin.storage.claims import claimed_among
from nenkin.storage.database import Database
from nenkin.storage.outbox import Mail
from nenkin.storage.ownerless.rows import OtherStore
from nenkin.storage.ownerless.searching import Store, gather, judge
from nenkin.storage.searches import Search, criteria_of, find_search, was_of_day
from nenkin.storage.standing import MOST, TooMany, begin, end, news_of, standing_of
from nenkin.storage.standing_runs import Compose, Repeating
from nenkin.web.addresses import id_of
from nenkin.web.submissions import Submission, first

STANDING = f"{BASE}/standing"
FULL = 409
_BLANK = "\n\n"


@get(f"{SLIPS}/{{number:str}}/standing")
async def ask(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Say what is kept, how one is told, and that it can be ended; ask whether that is wanted."""
    return await _consent(desk, await _find(desk, number))


@post(f"{SLIPS}/{{number:str}}/standing")
async def agree(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Let the search stand. It looks once, tells nothing of it, and answers at a fixed time."""
    began = PACE.now()
    found = await _find(desk, number)
    slip = decoded(found.typed)
    seen = looked_at = None
    with contextlib.suppress(OtherStore):  # gone meanwhile: as if it had not been there
        async with desk.store() as store:
            if store is not None:
                looked_at, seen = store.data_date, await _seen(desk, store, found, slip)
    try:
        async with desk.db.write() as session:
            await begin(
                session,
                person_id=desk.subject,
                slip=slip,
                looked_at=None if seen is None else looked_at,
                seen=seen or (),
                place=desk.visit.address,
                now=desk.visit.now,
            )
    except TooMany:
        await PACE.hold(began)
        return await _consent(desk, found, status=FULL)
    await PACE.hold(began)
    return see_other(f"{STANDING}?begun=yes")


@get(STANDING)
async def show(
    desk: NamedDependency[Desk], begun: FromQuery[str] = "", ended: FromQuery[str] = ""
) -> Page:
    """Show what stands, what was new, and how to end each."""
    words, person_id = desk.library.words, desk.subject
    standing = await standing_of(desk.db, person_id)
    news = [
        {
            "text": words("search.standing.news.open", day=slip_day(one.at)),
            "href": f"{SLIPS}/{one.number}",
        }
        for one in await news_of(desk.db, person_id, desk.visit.now)
    ]
    return desk.page(
        "standing",
        news=news,
        standing=[
            {
                "id": one.id,
                "rows": [
                    *({"key": line.key, "value": line.value} for line in one.slip.lines[:2]),
                    {"key": words("search.standing.since"), "value": slip_day(one.begun_at)},
                    {
                        "key": words("search.standing.looked"),
                        "value": words("search.standing.looked-of", day=write_day(one.looked_at))
                        if one.looked_at
                        else words("search.standing.not-yet"),
                    },
                ],
            }
            for one in standing
        ],
        said="begun" if begun and standing else "ended" if ended else "",
        address=STANDING,
        back=BASE,
    )


@post(f"{STANDING}/end")
async def stop(desk: NamedDependency[Desk], submission: NamedDependency[Submission]) -> Page:
    """End one, at once."""
    standing_id = id_of(first(submission, "at"))
    if standing_id is not None:
        async with desk.db.write() as session:
            await end(
                session,
                desk.subject,
                standing_id,
                place=desk.visit.address,
                now=desk.visit.now,
            )
    return see_other(f"{STANDING}?ended=yes")


def repeating(db: Database, settings: Settings, library: Library, clock: Clock) -> Repeating:
    """Give what looks again when records arrive, and writes the mails."""
    return Repeating(
        db, settings.ownerless_store, knowledge, _composing(library, settings.origin), clock
    )


def _composing(library: Library, origin: str) -> Compose:
    """Give what writes a mail: that there is something new, and nothing of what."""

    def compose(to: str, person_id: int, cause: str) -> Mail:
        said = "account.mails.news"
        parts = [
            library.words("account.mails.greeting"),
            library.words(f"{said}.text"),
            f"{origin}/account",
            library.words("account.mails.unknown"),
            library.words("account.mails.from"),
        ]
        return Mail(
            recipient=to,
            subject=library.words(f"{said}.subject"),
            body=_BLANK.join(parts) + "\n",
            dedupe=f"standing:{cause}",
            person_id=person_id,
        )

    return compose


async def _consent(desk: Desk, found: Search, status: int = 200) -> Page:
    slip = decoded(found.typed)
    standing = await standing_of(desk.db, desk.subject)
    address = f"{SLIPS}/{found.number}"
    same = any((one.slip.names, one.slip.births) == (slip.names, slip.births) for one in standing)
    return desk.page(
        "stand",
        status=status,
        rows=[{"key": line.key, "value": line.value} for line in slip.lines[:2]],
        state="same" if same else "full" if len(standing) >= MOST else "",
        action=f"{address}/standing",
        standing=STANDING,
        back=address,
    )


async def _find(desk: Desk, typed: str) -> Search:
    """Give a valid slip whose answer was given here: what the office answers, it looks for itself."""
    number = read(typed)
    found = await find_search(desk.db, desk.subject, number) if number else None
    if found is None or found.answer is None or not found.is_valid(desk.visit.now):
        raise NotFoundException
    if decoded(found.typed).whose:  # it would go on for longer than it is allowed
        raise NotFoundException
    return found


async def _seen(desk: Desk, store: Store, found: Search, slip: Slip) -> frozenset[str] | None:
    """Give the records that the person's answer was about; ``None`` where others have come since."""
    record = await desk.record()
    own = [(span.first, span.last) for span in record.spans if span.last is not None]
    query = slip.query(record.person.sex, own)
    known = await asyncio.to_thread(knowledge)
    gathered = await asyncio.to_thread(gather, store, query, known)
    claimed = await claimed_among(desk.db, gathered.ids)
    weighed = (await asyncio.to_thread(judge, gathered, known, claimed)).ids
    criteria = criteria_of(desk.db.vault, query, store.data_date)
    return weighed if await was_of_day(desk.db, found.number, criteria) else None


ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=[ask, agree, show, stop],
        dependencies={"desk": Provide(provide_desk)},
        opt=PERSON,
    ),
)
