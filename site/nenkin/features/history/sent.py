"""/requests: what was sent to the office, how far each has come, and to take one back (取下げ)."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from nenkin.clock import japanese_day
from nenkin.features.history import corrected as corrections
from nenkin.features.history.desk import Desk, Page, provide_desk, see_other
from nenkin.features.history.sending import PERSON
from nenkin.features.history.steps import steps
from nenkin.features.history.whose import REQUESTS
from nenkin.interchange.receipt_numbers import grouped, read
from nenkin.interchange.search_slips import memory
from nenkin.interchange.sent_requests import Line, Request, decoded
from nenkin.law.objecting import last_day
from nenkin.law.procedures import (
    NOTHING_CHANGED,
    Procedure,
    State,
    is_open,
    may_withdraw,
    to_come,
)
from nenkin.law.wareki import write_day
from nenkin.storage import audit
from nenkin.storage.arrivals import arrival_of
from nenkin.storage.audit import ActorKind
from nenkin.storage.cases import (
    Actor,
    Arrival,
    Case,
    Whole,
    cases_of,
    find_case,
    move_case,
    new_number,
    open_case,
)
from nenkin.storage.drafts import Owner
from nenkin.storage.operations import finish_operation
from nenkin.storage.search_memories import memories_of

WITHDRAWN, CORRECTION_SENT = "request.withdrawn", "correction.sent"
LARGE = "large"


@get(REQUESTS, opt=PERSON)
async def listed(desk: NamedDependency[Desk]) -> Page:
    """List what was sent, the latest first."""
    return desk.page(
        "requests",
        items=[_item(desk, case) for case in await sent_from(desk)],
        notices=await corrections.unread(desk),
    )


@get(f"{REQUESTS}/{{number:str}}", opt=PERSON)
async def status(
    desk: NamedDependency[Desk], number: FromPath[str], sent: FromQuery[str] = ""
) -> Page:
    """Show how far one has come; ``sent``: it has just been sent, and this is its receipt."""
    whole = await _find(desk, number)
    case, words, request = whole.case, desk.library.words, decoded(whole.sent)
    outcome = whole.outcome
    corrected = [
        other
        for other in await sent_from(desk)
        if other.follows == case.number and other.kind is Procedure.CORRECTION
    ]
    return desk.page(
        "request",
        **_heads(desk, case),
        helper=_helper(desk, request),
        **await corrections.of_case(desk, case),
        sent=bool(sent) and case.state is State.RECEIVED,
        state=words(f"request.state.{case.kind}.{case.state}.title"),
        what=words(f"request.state.{case.kind}.{case.state}.what"),
        outcome=words(f"request.outcome.{case.kind}.{outcome}") if outcome else "",
        papers=whole.steps[-1].note,
        wanted=case.state is State.PAPERS_WANTED,
        coming=[
            words(f"request.state.{case.kind}.{state}.title")
            for state in to_come(case.kind, case.state, outcome)
        ],
        goes_on=is_open(case.kind, case.state),
        steps=list(steps(desk, whole, await arrival_of(desk.db, case.id))),
        findings=[one.about for one in request.findings],
        parts=request.parts,
        later=await _later(desk, case),
        slip=case.number,
        objection=_objection(desk, whole),
        nothing_changed=outcome in NOTHING_CHANGED,
        bring=request.bring,
        address=f"{desk.requests}/{case.number}",
        may_withdraw=desk.owns and may_withdraw(case.kind, case.state),
        correction=f"{desk.requests}/{corrected[0].number}" if corrected else "",
        may_correct=desk.owns and not corrected and _may_correct(whole),
    )


@get(f"{REQUESTS}/{{number:str}}/print", opt=PERSON)
async def on_paper(
    desk: NamedDependency[Desk], number: FromPath[str], size: FromQuery[str] = ""
) -> Page:
    """Show what was sent, word for word, as it is printed."""
    whole = await _find(desk, number)
    return desk.page(
        "request_paper",
        **_heads(desk, whole.case),
        request=decoded(whole.sent),
        back=f"{desk.requests}/{whole.case.number}",
        large=size == LARGE,
        marked=True,
    )


@get(f"{REQUESTS}/{{number:str}}/withdraw", opt=PERSON)
async def ask_to_withdraw(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Ask whether it is meant."""
    whole = await _find(desk, number)
    address = f"{desk.requests}/{whole.case.number}"
    if not may_withdraw(whole.case.kind, whole.case.state):
        return see_other(address)
    return desk.page("request_withdraw", **_heads(desk, whole.case), address=address)


@post(f"{REQUESTS}/{{number:str}}/withdraw", opt=PERSON)
async def withdraw(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Take it back. Pressed twice, or after the office has answered, it leads to how things stand."""
    whole = await _find(desk, number)
    me, now = Actor(kind=ActorKind.PERSON, id=desk.person.person_id), desk.visit.now
    async with desk.db.write() as session:
        refused = await move_case(session, whole.case.number, State.WITHDRAWN, by=me, now=now)
        if refused is None:
            await audit.note(session, desk.event(WITHDRAWN, {"number": whole.case.number}), now)
    return see_other(f"{desk.requests}/{whole.case.number}")


@get(f"{REQUESTS}/{{number:str}}/correction", opt=PERSON)
async def ask_to_correct(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Say what 訂正請求 is, who decides and how; show what would be sent."""
    whole = await _find(desk, number)
    if not _may_correct(whole):
        return see_other(f"{desk.requests}/{whole.case.number}")
    words, kind = desk.library.words, Procedure.CORRECTION
    states = (State.RECEIVED, *to_come(kind, State.RECEIVED))
    return desk.page(
        "request_correction",
        **_heads(desk, whole.case),
        address=f"{desk.requests}/{whole.case.number}",
        states=[words(f"request.state.{kind}.{state}.title") for state in states],
        request=decoded(whole.sent),
    )


@post(f"{REQUESTS}/{{number:str}}/correction", opt=PERSON)
async def correct(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Send 訂正請求, with what was sent before; once for each request, so that no tab sends another."""
    whole = await _find(desk, number)
    address = f"{desk.requests}/{whole.case.number}"
    if not _may_correct(whole):
        return see_other(address)
    person_id, now, new = desk.person.person_id, desk.visit.now, new_number()
    request = decoded(whole.sent)
    helper = _helper(desk, request)  # who has sent that one; this one the person sends
    own = [line for line in request.person if line not in helper]
    op, location = f"correction after {whole.case.number}", f"{desk.requests}/{new}?sent=yes"
    async with desk.db.write() as session:
        done = await finish_operation(
            session, op, Owner.person(person_id), op.encode(), location=location, now=now
        )
        if done is not None:
            return see_other(done.location)
        await open_case(
            session,
            Procedure.CORRECTION,
            number=new,
            person_id=person_id,
            sent=msgspec.structs.replace(request, person=own).encoded(),
            follows=whole.case.number,
            now=now,
            arrival=Arrival(worth=request.worth),
        )
        await audit.note(session, desk.event(CORRECTION_SENT, {"number": new}), now)
    return see_other(location)


async def _find(desk: Desk, typed: str) -> Whole:
    number = read(typed)
    whole = await find_case(desk.db, desk.subject, number) if number else None
    if whole is None or not _is_open_to(desk, whole.case):
        raise NotFoundException
    return whole


async def sent_from(desk: Desk) -> Sequence[Case]:
    """Give what was sent, the latest first; who helps sees only what they have sent themselves."""
    if not desk.sends:
        return ()
    return [case for case in await cases_of(desk.db, desk.subject) if _is_open_to(desk, case)]


def _is_open_to(desk: Desk, case: Case) -> bool:
    return desk.owns or case.sent_by == desk.person.person_id


def _helper(desk: Desk, request: Request) -> list[Line]:
    """Give the line that names who sent it for the person, if somebody did."""
    return [line for line in request.person if line.key == desk.library.words("request.sender")]


def _objection(desk: Desk, whole: Whole) -> str:
    """Say until when 審査請求 is possible: counted from the day of the letter, which came later."""
    words = desk.library.words
    if whole.case.kind is not Procedure.CORRECTION or whole.outcome is None:
        return ""
    letters = [step.at for step in whole.steps if step.state is State.NOTIFIED]
    if not letters:
        return words("request.objection.letter", months=desk.law.objection.months)
    sent = japanese_day(letters[0])
    return words(
        "request.objection.until",
        sent=write_day(sent),
        day=write_day(last_day(sent, desk.law.objection.months)),
    )


def _may_correct(whole: Whole) -> bool:
    """Whether 訂正請求 is next: the office found nothing, or the record itself was disputed."""
    case = whole.case
    if case.kind is not Procedure.INQUIRY or case.state is State.WITHDRAWN:
        return False
    return whole.outcome in NOTHING_CHANGED or (
        whole.outcome is None and decoded(whole.sent).disputed
    )


async def _later(desk: Desk, case: Case) -> list[Line]:
    """Give what was remembered of a search after it was sent."""
    if case.kind is not Procedure.SEARCH:
        return []
    kept = await memories_of(desk.db, case.number)
    return [memory(one.said).line for one in kept if one.late]


def _heads(desk: Desk, case: Case) -> Mapping[str, Any]:
    words = desk.library.words
    return {
        "title": words(f"request.kind.{case.kind}"),
        "number": grouped(case.number),
        "day": write_day(japanese_day(case.sent_at)),
        "follows": grouped(case.follows) if case.follows else "",
        "follows_href": f"{desk.requests}/{case.follows}" if case.follows and desk.owns else "",
        "kind": case.kind,
    }


def _item(desk: Desk, case: Case) -> Mapping[str, str]:
    words = desk.library.words
    return {
        "text": words(
            "request.list.line",
            kind=words(f"request.kind.{case.kind}"),
            number=grouped(case.number),
        ),
        "href": f"{desk.requests}/{case.number}",
        "status": words(f"request.state.{case.kind}.{case.state}.title"),
        "hint": words("request.list.day", day=write_day(japanese_day(case.sent_at))),
    }


# Who helps sends and sees what came of it; taking back and 訂正請求 are the person's own.
PAGES: list[Any] = [listed, status, on_paper]
ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=[*PAGES, ask_to_withdraw, withdraw, ask_to_correct, correct],
        dependencies={"desk": Provide(provide_desk)},
    ),
)
