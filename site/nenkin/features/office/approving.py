"""/staff/corrections: what waits for a second person, each proposal, and what is done with it."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nenkin.clock import japanese_day
from nenkin.correcting.bonuses import with_bonuses
from nenkin.correcting.changes import corrected
from nenkin.features.office.case import proposal_item
from nenkin.features.office.desk import CORRECTIONS, WRONG, Desk, Page
from nenkin.features.office.drafting import effect_of
from nenkin.features.office.forms import AgreedForm, ReasonForm
from nenkin.features.office.opened import CASES, Opened
from nenkin.features.office.routing import duty, office_router, see_other
from nenkin.features.office.told import changes, write_to
from nenkin.features.office.wording import plan_view
from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.duties import Duty
from nenkin.law.wareki import write_day
from nenkin.storage.correction_plans import Plan, Stopped, Verdict
from nenkin.storage.corrections import (
    Correction,
    propose,
    read_correction,
    waiting_corrections,
)
from nenkin.storage.database import Writing
from nenkin.storage.deciding import Agreed, agree, approve, turn_down, withdraw
from nenkin.storage.notices import Notice
from nenkin.storage.records import read_record
from nenkin.storage.undoing import plan_undoing
from nenkin.web.addresses import id_of
from nenkin.web.forms import Form, FormView, Rejected, view
from nenkin.web.submissions import Submission, first

ONE = CORRECTIONS + "/{correction:str}"
APPROVE, PROPOSE = duty(Duty.APPROVE_CORRECTION), duty(Duty.PROPOSE_CORRECTION)


@get(CORRECTIONS, opt=APPROVE)
async def listed(desk: NamedDependency[Desk]) -> Page:
    """List what waits for a second person, of every office: a place with one approver needs it."""
    found = await waiting_corrections(desk.db)
    mine = [one for one in found if one.proposed_by == desk.staff.staff_id]
    others = [one for one in found if one not in mine]
    return desk.page(
        "corrections",
        items=[proposal_item(desk, one) for one in others],
        mine=[proposal_item(desk, one) for one in mine],
    )


@get(ONE, opt=duty(Duty.SEE_CASE))
async def show(desk: NamedDependency[Desk], correction: FromPath[str]) -> Page:
    """Show a proposal with all that it rests on and does."""
    one, here = await _open(desk, correction)
    return _draw(desk, one, here)


@post(ONE + "/approve", opt=APPROVE)
async def do_approve(
    desk: NamedDependency[Desk],
    correction: FromPath[str],
    submission: NamedDependency[Submission],
) -> Page:
    """Do what was proposed: exactly what was looked at, and once."""
    one, here = await _open(desk, correction)
    seen = first(submission, "seen")
    digest = bytes.fromhex(seen) if _is_hex(seen) else b""
    on = desk.today(here.known)

    async def step(session: Writing) -> None:
        clerk, now = desk.clerk, desk.visit.now
        await approve(session, one.id, digest=digest, clerk=clerk, now=now, on=on)
        await desk.mail(session, one.person_id, f"done {one.id}")
        told = Notice.CORRECTED if one.undoes is None else Notice.UNDONE
        facts = changes(desk.words, one.plan)
        await write_to(session, desk, here, told, cause=str(one.id), facts=facts)

    return await _take(desk, f"{CORRECTIONS}/{one.id}", step)


@post(ONE + "/refuse", opt=APPROVE)
async def do_refuse(
    desk: NamedDependency[Desk],
    correction: FromPath[str],
    submission: NamedDependency[Submission],
) -> Page:
    """Refuse it, with the reason."""
    one, here = await _open(desk, correction)
    form = ReasonForm.read(submission)
    if isinstance(form, Rejected):
        return _draw(desk, one, here, form)
    reason = form.reason
    clerk, now = desk.clerk, desk.visit.now
    return await _take(
        desk,
        f"{CORRECTIONS}/{one.id}",
        lambda session: turn_down(session, one.id, clerk=clerk, reason=reason, now=now),
    )


@post(ONE + "/withdraw", opt=PROPOSE)
async def do_withdraw(desk: NamedDependency[Desk], correction: FromPath[str]) -> Page:
    """Take one's own proposal back."""
    one, here = await _open(desk, correction)
    clerk, now = desk.clerk, desk.visit.now
    return await _take(
        desk, here.address, lambda session: withdraw(session, one.id, clerk=clerk, now=now)
    )


@post(ONE + "/agreed", opt=PROPOSE)
async def note_agreed(
    desk: NamedDependency[Desk],
    correction: FromPath[str],
    submission: NamedDependency[Submission],
) -> Page:
    """Note that the person has told a clerk that they agree."""
    one, here = await _open(desk, correction)
    form = AgreedForm.read(submission)
    if isinstance(form, Rejected):
        return _draw(desk, one, here, noted=form)
    how, clerk, now = Agreed(form.how), desk.clerk, desk.visit.now
    return await _take(
        desk,
        f"{CORRECTIONS}/{one.id}",
        lambda session: agree(session, one.id, how=how, clerk=clerk, now=now),
    )


@get(ONE + "/undo", opt=PROPOSE)
async def ask_undo(desk: NamedDependency[Desk], correction: FromPath[str]) -> Page:
    """Show what taking a correction back would do, and ask why."""
    one, here = await _open(desk, correction)
    return await _undo(desk, one, here, None)


@post(ONE + "/undo", opt=PROPOSE)
async def do_undo(
    desk: NamedDependency[Desk],
    correction: FromPath[str],
    submission: NamedDependency[Submission],
) -> Page:
    """Propose to take it back; a second person does it."""
    one, here = await _open(desk, correction)
    form = ReasonForm.read(submission)
    if isinstance(form, Rejected):
        return await _undo(desk, one, here, form)
    try:
        plan = await _undoing(desk, one, here, form.reason)
        async with desk.db.write() as session:
            undoing = await propose(
                session,
                plan,
                number=one.number,
                clerk=desk.clerk,
                now=desk.visit.now,
                undoes=one.id,
            )
            if plan.falls:
                cause, kind = str(undoing), Notice.AGREEMENT_WANTED
                facts = changes(desk.words, plan)
                await write_to(session, desk, here, kind, cause=cause, facts=facts)
    except Stopped as stopped:
        return desk.stopped(stopped, f"{CORRECTIONS}/{one.id}")
    return see_other(f"{CORRECTIONS}/{undoing}")


async def _take(desk: Desk, back: str, step: Callable[[Writing], Awaitable[object]]) -> Page:
    """Take a step in one transaction and lead back, or say why it is not taken any more."""
    try:
        async with desk.db.write() as session:
            await step(session)
    except Stopped as stopped:
        return desk.stopped(stopped, back)
    return see_other(back)


async def _open(desk: Desk, typed: str) -> tuple[Correction, Opened]:
    number = id_of(typed)
    one = None if number is None else await read_correction(desk.db, number)
    if one is None:
        raise NotFoundException
    return one, await desk.open(one.number, "correction")


async def _undoing(desk: Desk, one: Correction, here: Opened, reason: str) -> Plan:
    plan = await plan_undoing(desk.db, one, desk.today(here.known), reason)
    record = await read_record(desk.db, one.person_id)
    after = with_bonuses(corrected(record, plan.diff), plan.bonus_diff)
    return plan.with_effect(effect_of(desk, here, record, after, one.plan.spouse))


async def _undo(desk: Desk, one: Correction, here: Opened, typed: Rejected | None) -> Page:
    try:
        plan = await _undoing(desk, one, here, "")
    except Stopped as stopped:
        return desk.stopped(stopped, f"{CORRECTIONS}/{one.id}")
    return desk.page(
        "undo",
        status=WRONG if typed else 200,
        **desk.heads(here),
        plan=_said(desk, plan),
        form=_form(desk, ReasonForm, typed),
        correction=f"{CORRECTIONS}/{one.id}",
    )


def _draw(
    desk: Desk,
    one: Correction,
    here: Opened,
    refused: Rejected | None = None,
    noted: Rejected | None = None,
) -> Page:
    """Draw a proposal, with its two forms as they were typed: why it is refused, how it is agreed."""
    staff = desk.staff
    own = one.proposed_by == staff.staff_id
    refusing, agreeing = _form(desk, ReasonForm, refused), _form(desk, AgreedForm, noted)
    may_decide = one.is_open and staff.may(Duty.APPROVE_CORRECTION) and not own
    return desk.page(
        "correction",
        status=WRONG if refused or noted else 200,
        **desk.heads(here),
        item=proposal_item(desk, one),
        plan=_said(desk, one.plan),
        undoes=f"{CORRECTIONS}/{one.undoes}" if one.undoes else "",
        errors=[*refusing.errors, *agreeing.errors],
        refusing=refusing,
        agreeing=agreeing,
        may_decide=may_decide,
        may_approve=may_decide and not one.waits_for_the_person,
        may_withdraw=one.is_open and own and staff.may(Duty.PROPOSE_CORRECTION),
        may_note=one.waits_for_the_person and staff.may(Duty.PROPOSE_CORRECTION),
        may_undo=one.verdict is Verdict.APPROVED and staff.may(Duty.PROPOSE_CORRECTION),
        waits=one.waits_for_the_person,
        agreed=_day(one.agreed_at),
        decided=_day(one.decided_at),
        reason=one.reason,
        seen=one.digest.hex(),
        correction=f"{CORRECTIONS}/{one.id}",
        case=f"{CASES}/{one.number}",
        grouped=grouped(one.number),
        own=own,
    )


def _said(desk: Desk, plan: Plan) -> object:
    staff = desk.staff
    return plan_view(
        desk.words, plan, amounts=staff.may(Duty.SEE_AMOUNTS), estimate=staff.may(Duty.SEE_ESTIMATE)
    )


def _form(desk: Desk, form: type[Form], typed: Rejected | None) -> FormView:
    return view(form, desk.library.forms[form.words], typed)


def _day(at: datetime | None) -> str:
    return write_day(japanese_day(at)) if at else ""


def _is_hex(text: str) -> bool:
    return len(text) == 64 and all(one in "0123456789abcdef" for one in text)  # noqa: PLR2004  # SHA-256


ROUTES = (
    office_router(
        *(listed, show, do_approve, do_refuse, do_withdraw, note_agreed, ask_undo, do_undo),
    ),
)
