"""/staff/cases/<number>: everything on a case, and where it goes next."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from nenkin.clock import JAPAN, japanese_day
from nenkin.features.office.desk import CORRECTIONS, WRONG, Desk, Page
from nenkin.features.office.forms import ALONE, NONE, MoveForm
from nenkin.features.office.noting import noted_in
from nenkin.features.office.opened import CASES, Opened
from nenkin.features.office.posting import letter_item
from nenkin.features.office.routing import duty, office_router, see_other
from nenkin.features.office.told import outcome_fact, write_to
from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.duties import Duty
from nenkin.law.months import month_of
from nenkin.law.periods import Span
from nenkin.law.procedures import COURSES, Outcome, State, Way, after, takes_relations
from nenkin.law.wareki import write_day
from nenkin.storage import audit
from nenkin.storage.arrivals import Arrived, arrival_of
from nenkin.storage.cases import Actor, move_case
from nenkin.storage.correction_plans import Stop, Stopped
from nenkin.storage.corrections import Correction, corrections_of
from nenkin.storage.letters import letters_of_case
from nenkin.storage.notices import Notice, tell
from nenkin.storage.records import numbered_spans
from nenkin.web.forms import Rejected, Trouble, view
from nenkin.web.submissions import Submission

MOVED = "case.moved"
_TELLS = {State.PAPERS_WANTED: Notice.PAPERS_WANTED, State.ANSWERED: Notice.ANSWERED}
_TELLS[State.DECIDED] = Notice.ANSWERED
_SHOWN_DIGITS = 2
RECENT = 120  # months back: an employer of them is hidden where address and telephone are


@get(CASES + "/{number:str}", opt=duty(Duty.SEE_CASE))
async def show(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Show a case; its person sees afterwards that it was looked at."""
    return await draw(desk, await desk.open(number, "case"))


@post(CASES + "/{number:str}/state", opt=duty(Duty.PROPOSE_CORRECTION))
async def move(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Bring a case to its next state. Pressed twice, it leads to how things stand."""
    here = await desk.open(number, "move")
    if not _offered(here):  # closed meanwhile, by its person or from another screen
        return desk.stopped(Stopped(Stop.CASE_MOVED), here.address)
    form = MoveForm.read(submission)
    if not isinstance(form, Rejected) and form.to not in _offered(here):
        form = Rejected(submission, (Trouble("to", "not-from-here"),))
    if isinstance(form, Rejected):
        return await draw(desk, here, form)
    to, now = State(form.to), desk.visit.now
    says = to is COURSES[here.case.kind].says
    async with desk.db.write() as session:
        refused = await move_case(
            session,
            here.case.number,
            to,
            by=Actor(kind=audit.ActorKind.STAFF, id=desk.staff.staff_id),
            now=now,
            outcome=form.said if says else None,
            note=form.note,
        )
        if refused is None:
            if to in _TELLS:
                await tell(session, here.case.person_id, here.case.id, _TELLS[to], now)
                cause = f"{here.case.number} {here.case.version + 1}"
                await desk.mail(session, here.case.person_id, cause)
                facts = {"note": form.note, **outcome_fact(here, form.said if says else None)}
                await write_to(session, desk, here, _TELLS[to], cause=cause, facts=facts)
            await audit.note(session, desk.event(here.case, MOVED, state=str(to)), now)
    if refused is not None:
        field = "outcome" if str(refused).startswith("outcome") else "to"
        code = str(refused) if field == "outcome" else "not-from-here"
        return await draw(desk, here, Rejected(submission, (Trouble(field, code),)))
    return see_other(here.address)


async def draw(desk: Desk, here: Opened, rejected: Rejected | None = None) -> Page:
    """Draw a case, with the form for its next step as it was typed."""
    person_id, amounts = here.case.person_id, desk.staff.may(Duty.SEE_AMOUNTS)
    found = await corrections_of(desk.db, person_id, here.case.number)
    spans: Collection[Span] = ()
    if sees := (desk.staff.may(Duty.SEE_RECORD) or here.alone) and not here.by_letter:
        spans = (await numbered_spans(desk.db, person_id)).values()
    if here.hidden:
        spans = _without_recent(desk, here, spans)
    return desk.page(
        "case",
        status=WRONG if rejected else 200,
        **desk.heads(here),
        facts=list(_facts(desk, here)),
        request=here.sent,
        columns=desk.words.columns(),
        sees_record=sees,
        spans=desk.words.spans(sorted(spans, key=lambda span: span.first), amounts=amounts),
        hidden=here.hidden,
        alone=here.alone,
        by_letter=here.by_letter,
        letters=await _letters(desk, here),
        until=_until(here),
        proposals=[proposal_item(desk, one) for one in found],
        may_propose=here.may_be_corrected
        and not here.hidden
        and not any(one.is_open for one in found),
        may_relate=takes_relations(here.case.kind, here.case.state)
        and desk.staff.may(Duty.PROPOSE_CORRECTION),
        steps=list(_steps(desk, here, await arrival_of(desk.db, here.case.id))),
        **_moves(desk, here, rejected),
        **await noted_in(desk, here),
    )


def _without_recent(desk: Desk, here: Opened, spans: Collection[Span]) -> list[Span]:
    """Give spans without whoever employed somebody of late: that tells where they can be found."""
    since = month_of(desk.today(here.known)) - RECENT
    recent = {one.employer for one in spans if one.last is None or one.last >= since}
    word = desk.library.words("office.case.hidden-employer")
    return [
        replace(one, employer=word) if one.employer and one.employer in recent else one
        for one in spans
    ]


def _until(here: Opened) -> str:
    """Give until when a case that is closed to one alone is open here."""
    if here.viewing is None or here.viewing.until is None:
        return ""
    return here.viewing.until.astimezone(JAPAN).strftime("%H:%M")


def proposal_item(desk: Desk, one: Correction) -> Mapping[str, str]:
    """Say a proposal in a list."""
    words, at = desk.library.words, one.proposed_at.astimezone(JAPAN)
    state = str(one.verdict or ("waits-person" if one.waits_for_the_person else "waits-second"))
    kind = "line" if one.undoes is None else "undo-line"
    return {
        "text": words(
            f"office.proposal.{kind}", number=grouped(one.number), time=at.strftime("%H:%M")
        ),
        "href": f"{CORRECTIONS}/{one.id}",
        "status": words(f"office.proposal.state.{state}"),
        "hint": words("office.proposal.day", day=write_day(at.date())),
    }


async def _letters(desk: Desk, here: Opened) -> Sequence[Mapping[str, str]]:
    """Give the letters of a case to whoever sends them."""
    if not desk.staff.may(Duty.PRINT_LETTERS) or here.hidden:
        return []
    found = await letters_of_case(desk.db, here.case.person_id, here.case.number)
    return [letter_item(desk, one) for one in found]


def _offered(here: Opened) -> list[str]:
    """Give the states that a clerk may bring a case to."""
    kind, state = here.case.kind, here.case.state
    if here.by_letter:
        return []
    return [str(to) for to in State if to in after(kind, state) and to is not State.WITHDRAWN]


def _moves(desk: Desk, here: Opened, rejected: Rejected | None) -> Mapping[str, Any]:
    words, kind, offered = desk.library.words, here.case.kind, _offered(here)
    typed: Submission = {"to": offered[:1] if len(offered) == 1 else [], "outcome": [NONE]}
    form = view(MoveForm, desk.library.forms[MoveForm.words], rejected or typed)
    to = dict(form.fields["to"].arguments)
    to["options"] = [
        {"value": state, "label": words(f"request.state.{kind}.{state}.title"), "hint": ""}
        for state in offered
    ]
    fields = {"to": {"component": "radios", "arguments": to}}
    if COURSES[kind].says in offered:
        outcome = dict(form.fields["outcome"].arguments)
        fits = {NONE, *(str(one) for one in ALONE if one in COURSES[kind].outcomes)}
        outcome["options"] = [one for one in outcome["options"] if one["value"] in fits]
        fields["outcome"] = {"component": "radios", "arguments": outcome}
    note = form.fields["note"]
    fields["note"] = {"component": note.component, "arguments": dict(note.arguments)}
    return {
        "errors": form.errors,
        "fields": fields,
        "may_move": bool(offered) and not here.hidden and desk.staff.may(Duty.PROPOSE_CORRECTION),
        "hidden_outcome": "outcome" not in fields,
    }


def _facts(desk: Desk, here: Opened) -> Iterator[Mapping[str, str]]:
    words, person = desk.library.words, here.known.person
    yield {"key": words("office.case.name"), "value": f"{person.surname} {person.given_name}"}
    kana = f"{person.surname_kana} {person.given_name_kana}"
    yield {"key": words("office.case.kana"), "value": kana}
    yield {"key": words("office.case.born"), "value": write_day(person.born_on)}
    number = f"****-****{person.basic_number[-_SHOWN_DIGITS:]}"
    yield {"key": words("office.case.basic-number"), "value": number}
    yield {
        "key": words("request.day"),
        "value": write_day(japanese_day(here.case.sent_at)),
    }
    yield {
        "key": words("request.now"),
        "value": words(f"request.state.{here.case.kind}.{here.case.state}.title"),
    }
    outcome: Outcome | None = here.whole.outcome
    if outcome:
        said = words(f"request.outcome.{here.case.kind}.{outcome}")
        yield {"key": words("office.case.outcome"), "value": said}


def _steps(desk: Desk, here: Opened, arrived: Arrived) -> Iterator[tuple[str, str, str]]:
    words, kind = desk.library.words, here.case.kind
    # Which counter somebody under 支援措置 has been to is told to nobody: it tells where they live.
    place = "" if here.known.restricted else arrived.place
    for step in reversed(here.whole.steps):
        who = "person" if step.actor is audit.ActorKind.PERSON else "office"
        if step is here.whole.steps[0] and arrived.way is Way.COUNTER:
            who = "counter" if place else "some-counter"
        said = words(f"request.state.{kind}.{step.state}.title")
        yield (
            write_day(japanese_day(step.at)),
            words("office.case.step", state=said, note=step.note)
            if step.note and not here.hidden
            else said,
            words(f"office.who.{who}", place=place),
        )


ROUTES: tuple[Any, ...] = (office_router(show, move),)
