"""/staff/counter/refer: ④相談へ, a case in the office's queue with everything so far."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from litestar import Request as HttpRequest
from litestar import get, post
from litestar.di import NamedDependency

from nenkin.features.counter.desk import COUNTER, Asked, Desk, Page, Papers, asked_of, see_other
from nenkin.features.counter.forms import ReferForm
from nenkin.interchange.receipt_numbers import grouped
from nenkin.interchange.search_slips import decoded
from nenkin.interchange.sent_requests import Entry, Line, Part, Request
from nenkin.law.duties import Duty
from nenkin.law.procedures import Procedure, Way
from nenkin.law.wareki import write_day
from nenkin.storage import assisted
from nenkin.storage.assisted import Assisted
from nenkin.storage.audit import note
from nenkin.storage.cases import Arrival, new_number, open_case
from nenkin.storage.searches import Search, searches_of
from nenkin.web.access import Access
from nenkin.web.forms import Rejected
from nenkin.web.submissions import Submission

REFER = f"{COUNTER}/refer"
OFFICE = "office"  # an answer that is given there, and not on screen
OPT: dict[str, Any] = {"access": Access.STAFF, "duty": Duty.REFER}


@get(REFER, opt=OPT)
async def ask_referral(desk: NamedDependency[Desk], request: HttpRequest[Any, Any, Any]) -> Page:
    """Ask where to, when, and what the person needs; or say that it has gone on already."""
    helped = await desk.opened()
    if not helped.may("refer", desk.today):
        return see_other(COUNTER)
    if helped.referred:
        return desk.page("referred", number=grouped(helped.referred))
    return await _form(desk, request, helped)


@post(REFER, opt=OPT)
async def send_referral(
    desk: NamedDependency[Desk],
    request: HttpRequest[Any, Any, Any],
    submission: NamedDependency[Submission],
) -> Page:
    """Put it into the office's queue, once."""
    helped = await desk.opened()
    if not helped.may("refer", desk.today):
        return see_other(COUNTER)
    form = ReferForm.read(submission)
    if isinstance(form, Rejected):
        return await _form(desk, request, helped, form)
    number, slip = new_number(), asked_of(helped).slip
    searched = [
        one
        for one in await searches_of(desk.db, helped.person_id, desk.visit.now)
        if one.at >= helped.started_at or one.number == slip
    ]
    along = await _along(desk, request, helped)
    async with desk.db.write() as session:
        if await assisted.refer(session, helped.id, number):
            await open_case(
                session,
                Procedure.INQUIRY,
                number=number,
                person_id=helped.person_id,
                sent=_request(desk, helped, form, searched, along).encoded(),
                follows=None,
                now=desk.visit.now,
                arrival=Arrival(way=Way.COUNTER, place_id=desk.staff.place_id),
            )
            event = desk.event(helped, "counter.referred", {"number": number})
            await note(session, event, desk.visit.now)
    return see_other(REFER)


async def _form(
    desk: Desk, request: HttpRequest[Any, Any, Any], helped: Assisted, typed: Rejected | None = None
) -> Page:
    parts, _ = await _along(desk, request, helped)
    return desk.form("refer", ReferForm, typed, sheet=bool(parts))


async def _along(
    desk: Desk, request: HttpRequest[Any, Any, Any], helped: Assisted
) -> tuple[list[Part], list[str]]:
    """Give what of the person's sheet goes along: nothing where a mandate does not reach as far."""
    if not helped.may("sheet", desk.today):
        return [], []
    parts, lines = await request.app.state.sheet_along(request, helped)
    return [msgspec.structs.replace(part, href="") for part in parts], lines


def _request(
    desk: Desk,
    helped: Assisted,
    form: ReferForm,
    searched: Sequence[Search],
    along: tuple[list[Part], list[str]],
) -> Request:
    """Say all of it in the words that both sides read."""
    said = desk.library.words
    assert helped.born_on is not None
    asked = asked_of(helped)
    papers = msgspec.json.decode(helped.seen, type=Papers)
    wishes = [wish for wish in (form.first, form.second, form.third) if wish]
    contact = [
        Line(said("counter.refer.where"), said(f"counter.refer.{form.where}")),
        *(
            Line(said("counter.refer.wish", place=place), wish)
            for place, wish in enumerate(wishes, 1)
        ),
        *(Line(said("counter.refer.needs"), said(f"counter.refer.{one}")) for one in form.needs),
    ]
    counter = Entry(said("counter.refer.counter"), list(_so_far(desk, helped, asked, papers)))
    what = Entry(said("counter.refer.what"), [Line(said("counter.refer.what"), form.what)])
    found = [
        Entry(
            said("counter.refer.searched"),
            [
                *decoded(one.typed).lines,
                Line(
                    said("search.send.answer"), said(f"search.answer.{one.answer or OFFICE}.title")
                ),
                Line(said("search.slip.number"), grouped(one.number)),
            ],
        )
        for one in searched
    ]
    return Request(
        person=[
            Line(said("counter.name"), f"{helped.name}（{helped.kana}）"),
            Line(said("counter.born"), write_day(helped.born_on)),
        ],
        contact=contact,
        bring=[],
        parts=[Part(said("counter.refer.title"), "", [what, counter, *found]), *along[0]],
        sheet=along[1],
        # What got no answer here is a case of its own already, and so is what was for another person.
        searches=[one.number for one in searched if one.answer and not decoded(one.typed).whose],
    )


def _so_far(desk: Desk, helped: Assisted, asked: Asked, papers: Papers) -> Iterator[Line]:
    said = desk.library.words
    yield Line(said("counter.place"), helped.place)
    yield Line(said("counter.number"), grouped(helped.number))
    yield Line(said("counter.came"), said(f"counter.came-{asked.came}"))
    for one in asked.asks:
        yield Line(said("counter.asks"), said(f"counter.asks-{one}"))
    yield Line(said("counter.papers.number"), said(f"counter.papers.{papers.number}"))
    yield Line(said("counter.papers.identity"), said(f"counter.papers.{papers.identity}"))
    if papers.agent:
        yield Line(said("counter.papers.agent"), papers.agent)
        yield Line(said("counter.papers.relation"), said(f"counter.papers.{papers.relation}"))
    if papers.ground:
        yield Line(said("counter.papers.ground"), said(f"counter.papers.{papers.ground}"))


REFERRING = (ask_referral, send_referral)
