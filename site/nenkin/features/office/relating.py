"""/staff/cases/<number>/relation and /staff/relations: for whom somebody may search, confirmed by two."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath

from nenkin.clock import japanese_day
from nenkin.features.office.desk import WRONG, Desk, Page
from nenkin.features.office.opened import CASES, Opened
from nenkin.features.office.relation_forms import PLACES, RelationForm
from nenkin.features.office.routing import duty, office_router, see_other
from nenkin.law.duties import Duty
from nenkin.law.months import months_later
from nenkin.law.procedures import takes_relations
from nenkin.law.relations import Paper, RelationKind, Tie, unfit
from nenkin.law.wareki import write_day
from nenkin.storage import audit, relating
from nenkin.storage.cases import Case
from nenkin.storage.correction_plans import Stopped
from nenkin.storage.people import Known, find_by_number, read_person
from nenkin.storage.relations import (
    Relation,
    invitation_of,
    read_relation,
    relations_in,
    waiting_relations,
)
from nenkin.web.addresses import id_of
from nenkin.web.forms import Rejected, Trouble, view
from nenkin.web.submissions import Submission

RELATIONS = "/staff/relations"
NEW = CASES + "/{number:str}/relation"
ONE = RELATIONS + "/{relation:str}"
# A step of the storage: it takes the session, the relation, who takes it and when.
Step = Callable[..., Awaitable[object]]
PROPOSE, APPROVE = duty(Duty.PROPOSE_CORRECTION), duty(Duty.APPROVE_CORRECTION)


@get(NEW, opt=PROPOSE)
async def ask(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Ask who the other is, as what, by which papers and until when."""
    here = await desk.open(number, "relation")
    if not takes_relations(here.case.kind, here.case.state):
        return see_other(here.address)
    return await _form(desk, here, {})


@post(NEW, opt=PROPOSE)
async def propose(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Put it up for the second person, or show everything that is wrong."""
    here = await desk.open(number, "relation")
    form = RelationForm.read(submission)
    if isinstance(form, Rejected):
        return await _form(desk, here, form)
    kind, tie = RelationKind(form.kind), Tie(form.tie)
    papers = [Paper(one) for one in form.papers]
    sought = await find_by_number(desk.db, form.of_number)
    if sought is not None and sought.person.born_on != form.of_born:
        sought = None
    troubles, invited = [], False
    if sought is None:
        troubles.append(Trouble("of_number", "not-found"))
    elif sought.id == here.case.person_id:
        troubles.append(Trouble("of_number", "own"))
    else:
        now = desk.visit.now
        invited = bool(await invitation_of(desk.db, here.case.person_id, sought.id, now))
    missing = unfit(kind, tie, papers, invited=invited)
    troubles += [Trouble(PLACES[one], one) for one in missing]
    if sought is None or troubles:
        return await _form(desk, here, Rejected(submission, tuple(troubles)))
    await _note_restricted(desk, here.case, sought)
    try:
        async with desk.db.write() as session:
            relation = await relating.propose(
                session,
                number=here.case.number,
                of_person_id=sought.id,
                kind=kind,
                tie=tie,
                papers=papers,
                until=months_later(japanese_day(desk.visit.now), int(form.months)),
                clerk=desk.clerk,
                now=desk.visit.now,
            )
    except Stopped as stopped:
        return desk.stopped(stopped, here.address)
    return see_other(f"{RELATIONS}/{relation}")


@get(RELATIONS, opt=APPROVE)
async def listed(desk: NamedDependency[Desk]) -> Page:
    """List what waits for a second person; no names, which are on each page of its own."""
    found = await waiting_relations(desk.db, desk.visit.now)
    mine = [one for one in found if one.proposed_by == desk.staff.staff_id]
    return desk.page(
        "relations",
        items=[_item(desk, one) for one in found if one not in mine],
        mine=[_item(desk, one) for one in mine],
    )


@get(ONE, opt=duty(Duty.SEE_CASE))
async def show(desk: NamedDependency[Desk], relation: FromPath[str]) -> Page:
    """Show a relation with what was seen; both people can read afterwards that it was."""
    one, here, sought = await _open(desk, relation)
    words, person = desk.library.words, sought.person
    own = one.proposed_by == desk.staff.staff_id
    may_decide = one.is_open and desk.staff.may(Duty.APPROVE_CORRECTION) and not own
    may_propose = desk.staff.may(Duty.PROPOSE_CORRECTION)
    rows = [
        ("searches", f"{here.known.person.surname} {here.known.person.given_name}"),
        (
            "sought",
            f"{person.surname} {person.given_name}（{person.surname_kana} {person.given_name_kana}）",
        ),
        ("kind", _option(desk, "kind", one.kind)),
        ("tie", _option(desk, "tie", one.tie)),
        ("papers", "、".join(_option(desk, "papers", paper) for paper in one.papers)),
        *([("invited", words("office.relation.invited-what"))] if one.invited else ()),
        ("until", write_day(one.until)),
        ("now", _state(desk, one)),
    ]
    return desk.page(
        "relation",
        **desk.heads(here),
        rows=[{"key": words(f"office.relation.{key}"), "value": value} for key, value in rows],
        relation=f"{RELATIONS}/{one.id}",
        may_decide=may_decide,
        may_withdraw=one.is_open and own and may_propose,
        may_end=one.live and may_propose,
    )


@post(ONE + "/confirm", opt=APPROVE)
async def do_confirm(desk: NamedDependency[Desk], relation: FromPath[str]) -> Page:
    """Confirm it as the second person."""
    return await _take(desk, relation, relating.confirm)


@post(ONE + "/refuse", opt=APPROVE)
async def do_refuse(desk: NamedDependency[Desk], relation: FromPath[str]) -> Page:
    """Refuse it as the second person."""
    return await _take(desk, relation, relating.turn_down)


@post(ONE + "/withdraw", opt=PROPOSE)
async def do_withdraw(desk: NamedDependency[Desk], relation: FromPath[str]) -> Page:
    """Take one's own proposal back."""
    return await _take(desk, relation, relating.withdraw)


@post(ONE + "/end", opt=PROPOSE)
async def do_end(desk: NamedDependency[Desk], relation: FromPath[str]) -> Page:
    """End it at once, alone: nobody is shown anything by that."""
    return await _take(desk, relation, relating.end)


async def _take(desk: Desk, typed: str, step: Step) -> Page:
    """Take a step in one transaction and lead back, or say why it is not taken any more."""
    one, _, _ = await _open(desk, typed)
    address = f"{RELATIONS}/{one.id}"
    try:
        async with desk.db.write() as session:
            await step(session, one.id, clerk=desk.clerk, now=desk.visit.now)
    except Stopped as stopped:
        return desk.stopped(stopped, address)
    return see_other(address)


async def _open(desk: Desk, typed: str) -> tuple[Relation, Opened, Known]:
    relation_id = id_of(typed)
    one = await read_relation(desk.db, relation_id, desk.visit.now) if relation_id else None
    if one is None:
        raise NotFoundException
    here = await desk.open(one.number, "relation")
    sought = await read_person(desk.db, one.of_person_id)
    await _note_restricted(desk, here.case, sought)
    if sought.restricted:
        raise PermissionDeniedException
    await audit.append(desk.db, _event(desk, here.case, sought, "relation.viewed"), desk.visit.now)
    return one, here, sought


async def _note_restricted(desk: Desk, case: Case, sought: Known) -> None:
    """Put on record that somebody came to a person who is restricted; the storage stops every step."""
    if sought.restricted:
        event = _event(desk, case, sought, "relation.restricted")
        await audit.append(desk.db, event, desk.visit.now)


def _event(desk: Desk, case: Case, sought: Known, action: str) -> audit.Event:
    return audit.Event(
        actor=audit.ActorKind.STAFF,
        actor_id=desk.staff.staff_id,
        action=action,
        subject=sought.id,
        place=desk.clerk.place,
        purpose=case.number,
    )


async def _form(desk: Desk, here: Opened, typed: Submission | Rejected) -> Page:
    found = await relations_in(desk.db, here.case.number, desk.visit.now)
    return desk.page(
        "relation_new",
        status=WRONG if isinstance(typed, Rejected) else 200,
        **desk.heads(here),
        form=view(RelationForm, desk.library.forms[RelationForm.words], typed),
        items=[_item(desk, one) for one in found],
        waits=any(one.is_open for one in found),
    )


def _item(desk: Desk, one: Relation) -> Mapping[str, str]:
    words = desk.library.words
    return {
        "text": words(
            "office.relations.line",
            kind=_option(desk, "kind", one.kind),
            tie=_option(desk, "tie", one.tie),
        ),
        "href": f"{RELATIONS}/{one.id}",
        "status": _state(desk, one),
        "hint": words("office.proposal.day", day=write_day(japanese_day(one.proposed_at))),
    }


def _state(desk: Desk, one: Relation) -> str:
    state = "live" if one.live else "waits" if one.is_open else str(one.verdict or "over")
    if state == "approved":
        state = "over"
    return desk.library.words(f"office.relation.state.{state}")


def _option(desk: Desk, field: str, value: str) -> str:
    return desk.library.forms[RelationForm.words].fields[field].options[value].label


ROUTES: tuple[Any, ...] = (
    office_router(
        *(ask, propose, listed, show, do_confirm, do_refuse, do_withdraw, do_end),
    ),
)
