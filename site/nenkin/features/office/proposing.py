"""/staff/cases/<number>/proposal: lines, what they rest on, the check page, and off to the second person."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from nenkin.correcting.changes import Act
from nenkin.correcting.checking import Refund
from nenkin.features.office.desk import CONFLICT, CORRECTIONS, Desk, Page
from nenkin.features.office.drafting import JOURNEY, MOST_LINES, Draft, load, troubles
from nenkin.features.office.forms import NONE, EvidenceForm, LineForm
from nenkin.features.office.opened import CASES
from nenkin.features.office.routing import duty, office_router, see_other
from nenkin.features.office.told import changes, write_to
from nenkin.features.office.wording import plan_view
from nenkin.law.duties import Duty
from nenkin.law.periods import Span
from nenkin.law.wareki import write_month
from nenkin.storage.correction_plans import Stopped
from nenkin.storage.corrections import propose
from nenkin.storage.drafts import delete_draft
from nenkin.storage.notices import Notice
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.submissions import Submission, first, without_secrets

PROPOSE = duty(Duty.PROPOSE_CORRECTION)
_BONUS = "bonus-"
ONE = CASES + "/{number:str}/proposal"


@get(ONE, opt=PROPOSE)
async def lines(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Show what is written so far, and the record of which lines can be taken."""
    draft = await load(desk, await desk.open(number, "proposal"))
    if not draft.here.may_be_answered:
        return see_other(draft.here.address)
    words, amounts = desk.words, desk.staff.may(Duty.SEE_AMOUNTS)
    merging = draft.merging()
    stale_bonuses = {one.place for one in draft.wrong_bonuses(draft.begun.bonuses)}
    stale = {one.place for one in draft.wrong(draft.changes, Refund.NONE)}
    return desk.page(
        "proposal",
        **desk.heads(draft.here),
        columns=words.columns(),
        lines=[
            {
                "row": words.row(change, amounts=amounts),
                "act": desk.library.words(f"office.act.{change.act}"),
                "place": place,
                "stale": place in stale,
            }
            for place, change in enumerate(draft.changes)
        ],
        stale=bool(stale or stale_bonuses) or (merging is not None and merging.span is None),
        joined=words.row(merging.span, amounts=amounts) if merging and merging.span else (),
        standing=[
            {
                "row": words.row(span, amounts=amounts),
                "number": place,
            }
            for place, span in sorted(draft.standing.items(), key=lambda each: each[1].first)
        ],
        bonuses=[
            {
                "row": row,
                "act": desk.library.words(f"office.act.bonus-{change.act}"),
                "place": place,
                "stale": place in stale_bonuses,
            }
            for place, (change, row) in enumerate(
                zip(
                    draft.begun.bonuses,
                    words.bonuses(draft.begun.bonuses, amounts=amounts),
                    strict=True,
                )
            )
        ],
        paid=[
            {"row": row, "number": place}
            for place, row in zip(
                draft.paid, words.bonuses(draft.paid.values(), amounts=amounts), strict=True
            )
        ],
        full=len(draft.begun.lines) + len(draft.begun.bonuses) >= MOST_LINES,
        may_add=draft.here.may_be_corrected,
        empty=draft.empty,
    )


@post(ONE, opt=PROPOSE)
async def remove(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Take a line out again, or the record that was to be joined."""
    draft = await load(desk, await desk.open(number, "proposal"))
    place = first(submission, "remove")
    if place == "joined":
        await draft.keep(joined="")
    elif place.startswith(_BONUS):
        bonuses = [one for at, one in enumerate(draft.begun.bonuses) if f"{_BONUS}{at}" != place]
        await draft.keep(bonuses=bonuses)
    elif place.isascii() and place.isdigit():
        kept = [line for at, line in enumerate(draft.begun.lines) if at != int(place[:4])]
        await draft.keep(lines=kept)
    return see_other(f"{draft.here.address}/proposal")


@get(ONE + "/line", opt=PROPOSE)
async def ask_line(
    desk: NamedDependency[Desk],
    number: FromPath[str],
    span: FromQuery[str] = "",
    act: FromQuery[str] = "",
) -> Page:
    """Ask for a line; of a span that stands, with what it says now."""
    draft = await load(desk, await desk.open(number, "proposal"))
    known = {str(place): one for place, one in draft.standing.items()}
    typed = {"act": [act if act in list(Act) else Act.ADD], "kind": [NONE]}
    if span in known:
        typed |= _typed(known[span])
    return _line(desk, draft, typed)


@post(ONE + "/line", opt=PROPOSE)
async def keep_line(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Keep a line that can be; otherwise show everything that is wrong with it."""
    draft = await load(desk, await desk.open(number, "proposal"))
    form = LineForm.read(submission)
    if not isinstance(form, Rejected):
        changes = [*draft.changes, form.change]
        wrong = troubles(draft.wrong(changes, Refund.NONE), len(changes) - 1)
        if not wrong and len(changes) <= MOST_LINES:
            typed = dict(without_secrets(submission))
            await draft.keep(lines=[*draft.begun.lines, typed], joined="")
            return see_other(f"{draft.here.address}/proposal")
        form = Rejected(submission, wrong or (Trouble("first", "clash"),))
    return _line(desk, draft, form)


@get(ONE + "/evidence", opt=PROPOSE)
async def ask_evidence(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Ask what the proposal rests on."""
    draft = await load(desk, await desk.open(number, "proposal"))
    if draft.empty:
        return see_other(f"{draft.here.address}/proposal")
    return _evidence(desk, draft, draft.begun.evidence or {"spouse": [NONE]})


@post(ONE + "/evidence", opt=PROPOSE)
async def keep_evidence(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Keep it; months that were paid out are not proposed."""
    draft = await load(desk, await desk.open(number, "proposal"))
    form = EvidenceForm.read(submission)
    if not isinstance(form, Rejected):
        refund = Refund(form.refund)
        joins = bool(draft.begun.joined) and refund is Refund.PAID
        if joins or any(one.field == "refund" for one in draft.wrong(draft.changes, refund)):
            form = Rejected(submission, (Trouble("refund", "refunded"),))
    if isinstance(form, Rejected):
        return _evidence(desk, draft, form)
    await draft.keep(evidence=dict(without_secrets(submission)))
    return see_other(f"{draft.here.address}/proposal/check")


@get(ONE + "/check", opt=PROPOSE)
async def check(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Show exactly what the second person will see."""
    draft = await load(desk, await desk.open(number, "proposal"))
    return _check(desk, draft)


@post(ONE + "/check", opt=PROPOSE)
async def send(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Put it up for the second person, if it is what was seen."""
    here = await desk.open(number, "proposal")
    draft = await load(desk, here)
    form = EvidenceForm.read(draft.begun.evidence)
    if draft.empty or isinstance(form, Rejected):
        return see_other(here.address)  # sent already, from this tab or another
    plan = draft.plan(form)
    if plan.digest.hex() != first(submission, "seen"):
        return _check(desk, draft, changed=True)
    try:
        async with desk.db.write() as session:
            correction = await propose(
                session,
                plan,
                number=here.case.number,
                clerk=desk.clerk,
                now=desk.visit.now,
                merging=draft.merging(),
            )
            await delete_draft(session, desk.owner(here.case.number), JOURNEY)
            if plan.falls:
                await desk.mail(session, here.case.person_id, f"answer to {correction}")
                told, cause = Notice.AGREEMENT_WANTED, str(correction)
                facts = changes(desk.words, plan)
                await write_to(session, desk, here, told, cause=cause, facts=facts)
    except Stopped as stopped:
        return desk.stopped(stopped, here.address)
    return see_other(f"{CORRECTIONS}/{correction}")


def _typed(span: Span) -> Submission:
    """Write a span that stands as a clerk would have typed it."""
    return {
        "scheme": [str(span.scheme)],
        "first": [write_month(span.first)],
        "last": [write_month(span.last)] if span.last is not None else [],
        "kind": [str(span.kind)],
        "status": [span.status or ""],
        "employer": [span.employer or ""],
        "pay": ["" if span.pay is None else f"{span.pay:,}"],
    }


def _line(desk: Desk, draft: Draft, typed: Submission | Rejected) -> Page:
    return desk.page(
        "line",
        **desk.heads(draft.here),
        **desk.form(LineForm, typed),
        codes=[(code, one.word) for code, one in desk.library.statuses.items()],
    )


def _evidence(desk: Desk, draft: Draft, typed: Submission | Rejected) -> Page:
    return desk.page("evidence", **desk.heads(draft.here), **desk.form(EvidenceForm, typed))


def _check(desk: Desk, draft: Draft, *, changed: bool = False) -> Page:
    form = EvidenceForm.read(draft.begun.evidence)
    if draft.empty or isinstance(form, Rejected):
        return see_other(f"{draft.here.address}/proposal")
    merging = draft.merging()
    wrong = draft.wrong(draft.changes, Refund(form.refund))
    if wrong or draft.wrong_bonuses(draft.begun.bonuses) or (merging and merging.span is None):
        return see_other(f"{draft.here.address}/proposal")  # the record is another by now
    plan, staff = draft.plan(form), desk.staff
    return desk.page(
        "check",
        status=CONFLICT if changed else 200,
        **desk.heads(draft.here),
        plan=plan_view(
            desk.words,
            plan,
            amounts=staff.may(Duty.SEE_AMOUNTS),
            estimate=staff.may(Duty.SEE_ESTIMATE),
        ),
        falls=plan.falls,
        changed=changed,
        seen=plan.digest.hex(),
    )


ROUTES: tuple[Any, ...] = (
    office_router(
        *(
            lines,
            remove,
            ask_line,
            keep_line,
            ask_evidence,
            keep_evidence,
            check,
            send,
        ),
    ),
)
