"""/search/check: what is looked for, and one of three answers.

Nothing that a page says here follows from a record but which of the three answers it is.
"""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide

from nenkin.clock import JAPAN
from nenkin.features.ownerless.asking import (
    BASE,
    BIRTHS,
    CHECK,
    NAMES,
    PERSON,
    SLIPS,
    name_words,
    own_name,
    slip_day,
)
from nenkin.features.ownerless.desk import (
    Begun,
    Desk,
    Page,
    Sought,
    knowledge,
    new_op,
    provide_desk,
    see_other,
)
from nenkin.features.ownerless.forms import SKIPPED, PlaceForm
from nenkin.features.ownerless.questioning import asked
from nenkin.features.ownerless.sending import contact_of, open_for, request_of
from nenkin.features.ownerless.whose import tie_words
from nenkin.interchange.search_slips import slip_of
from nenkin.interchange.sent_requests import Line
from nenkin.law.wareki import write_day
from nenkin.matching.found import Answer
from nenkin.matching.own_search import is_own_search
from nenkin.matching.questions import Question
from nenkin.storage import audit
from nenkin.storage.attempts import ask as may_try
from nenkin.storage.cases import new_number
from nenkin.storage.claims import claimed_among
from nenkin.storage.operations import OtherBody, find_operation, finish_operation
from nenkin.storage.ownerless.rows import OtherStore
from nenkin.storage.ownerless.searching import Store, gather, judge
from nenkin.storage.relations import still_may
from nenkin.storage.searches import Search, criteria_of, keep_search, limits
from nenkin.web.pacing import Pace
from nenkin.web.submissions import Submission, first

SEARCHED, SEARCHED_FOR = "ownerless.searched", "ownerless.searched-for"
PACE = Pace(step=0.3)  # seconds: a hit takes no longer than a miss to be told
TOO_MANY, NO_STORE = 429, 409
BODY = b"search"  # all that a form says besides its number


class _Over(Exception):
    """Whom it was for, may not be searched for any more."""


@get(CHECK)
async def check(desk: NamedDependency[Desk]) -> Page:
    """Show what will be looked for, and whether the answer comes here or from the office."""
    return await check_page(desk, await desk.keep())  # so that the number of this form stands


async def check_page(desk: Desk, begun: Begun) -> Page:
    """Draw it."""
    now = await desk.sought(begun)
    hrefs = [NAMES, BIRTHS, f"{BASE}/place", f"{BASE}/work", f"{BASE}/years"]
    if desk.relation:
        hrefs.insert(0, BASE)  # where it is chosen for whom
    rows = await lines_of(desk, now)
    return desk.page(
        "check",
        rows=[
            {"key": line.key, "value": line.value, "href": href}
            for line, href in zip(rows, hrefs, strict=False)
        ],
        own=await asyncio.to_thread(is_own_search, now.query, now.record.person, knowledge()),
        op=begun.op,
        action=CHECK,
        back=hrefs[len(rows) - 1],
    )


@post(CHECK)
async def search(desk: NamedDependency[Desk], submission: NamedDependency[Submission]) -> Page:
    """Search once, however often it is pressed; the answer goes out at a fixed time."""
    op = first(submission, "op")
    begun = await desk.begun()
    try:
        done = await find_operation(desk.db, op, desk.owner, BODY)
    except OtherBody:
        return see_other(CHECK)
    if done is not None or begun.op != op:
        return see_other(done.location if done else CHECK)
    return await _search(desk, begun)


async def _search(desk: Desk, begun: Begun) -> Page:
    began = PACE.now()
    now = await desk.sought(begun)
    async with desk.store() as store:
        if store is None:
            return desk.page("none", status=NO_STORE, back=BASE)
        tried = await may_try(desk.db, limits(desk.subject), desk.visit.now)
        if not tried.allowed:
            at = _next_hour(tried.retry_at or desk.visit.now)
            return desk.page("wait", status=TOO_MANY, day=slip_day(at), hour=at.hour, back=BASE)
        try:
            found = await _answered(desk, now, store)
        except OtherStore:  # it has gone since it was opened
            return desk.page("none", status=NO_STORE, back=BASE)
        try:
            location = await _keep(desk, now, store, begun.op, found)
        except _Over:
            return see_other(BASE)
    await desk.keep(op=new_op())
    await PACE.hold(began)  # nothing is done after it
    return see_other(location)


def _next_hour(moment: datetime) -> datetime:
    """Give the next whole hour in Japan, which may be one of the next day."""
    begun = moment.astimezone(JAPAN).replace(minute=0, second=0, microsecond=0)
    return begun + timedelta(hours=1)


async def _answered(desk: Desk, now: Sought, store: Store) -> Answer | None:
    """Look; for whoever does not look for their own record too, so that all take the same way."""
    known = await asyncio.to_thread(knowledge)
    gathered = await asyncio.to_thread(gather, store, now.query, known)
    claimed = await claimed_among(desk.db, gathered.ids)
    found = await asyncio.to_thread(judge, gathered, known, claimed)
    own = is_own_search(now.query, now.record.person, known)
    return found.answer if own else None


async def _keep(desk: Desk, now: Sought, store: Store, op: str, answer: Answer | None) -> str:
    """Write the same rows whatever was found, and give where the answer stands."""
    number, person_id = new_number(), desk.subject
    location = f"{SLIPS}/{number}"
    relation = desk.relation.id if desk.relation else 0
    criteria = criteria_of(desk.db.vault, now.query, store.data_date, relation)
    typed = slip_of(now.query, await lines_of(desk, now), relation).encoded()
    unanswered = Search(number=number, at=desk.visit.now, typed=typed, answer=None)
    request = await request_of(desk, unanswered, (), await contact_of(desk))
    async with desk.db.write() as session:
        if relation and not await still_may(session, relation, person_id, desk.visit.now):
            raise _Over
        done = await finish_operation(
            session, op, desk.owner, BODY, location=location, now=desk.visit.now
        )
        if done is not None:
            return done.location
        stands = await keep_search(
            session,
            number=number,
            person_id=person_id,
            criteria=criteria,
            typed=typed,
            answer=answer,
            now=desk.visit.now,
        )
        for event in _noted(desk, number, criteria):
            await audit.note(session, event, desk.visit.now)
        if stands is None:  # no answer on screen: the office gives it, and is asked at once
            await open_for(desk, session, number, request)
    return location


def _noted(desk: Desk, number: str, criteria: bytes) -> Iterator[audit.Event]:
    """Give what stands in the person's own history, and in that of whose record it was for."""
    yield desk.did(SEARCHED, number, criteria=criteria.hex())
    if desk.relation is not None:
        yield audit.Event(
            actor=audit.ActorKind.PERSON,
            actor_id=desk.subject,
            action=SEARCHED_FOR,
            subject=desk.relation.of_person_id,
            place=desk.visit.address,
            detail={"relation": str(desk.relation.id)},
        )


async def lines_of(desk: Desk, now: Sought) -> list[Line]:
    """Say what is looked for, line by line."""
    words, library = desk.library.words, desk.library
    join = words("search.and").join
    days = [write_day(day) for day in now.query.born]
    whose = desk.relation
    lines = [
        *([Line(words("search.row.whose"), tie_words(desk.library, whose))] if whose else ()),
        Line(
            words("search.row.names"),
            join([own_name(now), *(name_words(library, form) for form in now.names)]),
        ),
        Line(words("search.row.births"), join(days)),
    ]
    said = (
        (Question.PLACE, "prefecture", now.prefecture),
        (Question.WORK, "work", now.work),
        (Question.YEARS, "years", now.years),
    )
    wanted = await asked(now.query)
    fields = library.forms[PlaceForm.words].fields
    for question, field, value in said:
        if question in wanted:
            shown = (
                words("search.skipped") if value == SKIPPED else fields[field].options[value].label
            )
            lines.append(Line(words(f"search.row.{question}"), shown))
    return lines


PAGES: list[Any] = [check, search]
ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=PAGES,
        dependencies={"desk": Provide(provide_desk)},
        opt=PERSON,
    ),
)
