"""/staff/counter: ①申請 ②本人確認 ③照会 ④相談へ, one person at a time, and the end."""

from datetime import timedelta
from typing import Any

import msgspec
from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery

from nenkin.features.counter import practising
from nenkin.features.counter.confirming import CONFIRMING, waits
from nenkin.features.counter.desk import (
    COUNTER,
    Asked,
    Desk,
    Page,
    Papers,
    asked_of,
    provide_desk,
    see_other,
)
from nenkin.features.counter.forms import (
    PAPERS,
    SCOPE,
    AgentPapersForm,
    FamilyPapersForm,
    PapersForm,
    RequestForm,
)
from nenkin.features.counter.referring import REFERRING
from nenkin.features.counter.telling import tell_of
from nenkin.features.counter.unnumbered import WITHOUT_A_NUMBER
from nenkin.interchange import receipt_numbers
from nenkin.interchange.resume_codes import BETWEEN, CodeWords, read
from nenkin.law.duties import Duty
from nenkin.law.wareki import write_day
from nenkin.storage import assisted, audit
from nenkin.storage.assisted import Assisted
from nenkin.storage.attempts import Budget, ask
from nenkin.storage.cases import new_number
from nenkin.storage.people import Known, NoSuchPerson, find_by_number, read_person
from nenkin.storage.receipts import person_of_receipt
from nenkin.storage.resuming import owner_of
from nenkin.web.access import Access
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.refusals import Refused
from nenkin.web.submissions import Submission

RUN: dict[str, Any] = {"access": Access.STAFF, "duty": Duty.RUN_ASSISTED_SESSION}
TOO_MANY = 429
# Everybody whom one clerk can serve in an hour, and no more: a list of numbers is not tried here.
_LOOKS, _HOUR = 40, timedelta(hours=1)


@get(COUNTER, opt=RUN)
async def show(desk: NamedDependency[Desk], ended: FromQuery[str] = "") -> Page:
    """Show how far the request has come; without one, ask for it."""
    helped = await desk.helped()
    if helped is None:
        return desk.form("request", RequestForm, ended=bool(ended))
    return await _session(desk, helped)


@post(COUNTER, opt=RUN)
async def begin(
    desk: NamedDependency[Desk],
    code_words: NamedDependency[CodeWords],
    submission: NamedDependency[Submission],
) -> Page:
    """Begin one: a number and a birth date give one person or none, and why not is not said."""
    form = RequestForm.read(submission)
    if isinstance(form, Rejected):
        return desk.form("request", RequestForm, form, ended=False)
    budget = Budget(kind="counter lookup", key=str(desk.staff.staff_id), times=_LOOKS, period=_HOUR)
    if not (await ask(desk.db, [budget], desk.visit.now)).allowed:
        raise Refused(TOO_MANY)
    known = await _found(desk, form, code_words)
    if known is None:
        await audit.append(desk.db, desk.event(None, "counter.not-found"), desk.visit.now)
        rejected = Rejected(submission, (Trouble("number", "not-found"),))
        return desk.form("request", RequestForm, rejected, ended=False)
    request = msgspec.json.encode(
        Asked(
            form.came,
            list(form.asks),
            sees=desk.staff.may(Duty.SEE_RECORD),
            amounts=desk.staff.may(Duty.SEE_AMOUNTS),
            searches=desk.staff.may(Duty.SEARCH_OWNERLESS),
            slip=receipt_numbers.read(form.number) or "",
        )
    ).decode()
    number = new_number()
    async with desk.db.write() as session:
        await assisted.begin(
            session,
            desk.clerk,
            number=number,
            person_id=known.id,
            request=request,
            now=desk.visit.now,
        )
        begun = audit.Event(
            actor=audit.ActorKind.STAFF,
            actor_id=desk.staff.staff_id,
            action="counter.begun",
            subject=known.id,
            place=desk.staff.place,
            purpose=number,
        )
        await audit.note(session, begun, desk.visit.now)
    return see_other(COUNTER)


@get(f"{COUNTER}/papers", opt=RUN)
async def ask_papers(desk: NamedDependency[Desk]) -> Page:
    """Ask which papers were seen."""
    helped = await desk.opened()
    return see_other(COUNTER) if helped.seen else _papers(desk, helped)


@post(f"{COUNTER}/papers", opt=RUN)
async def keep_papers(desk: NamedDependency[Desk], submission: NamedDependency[Submission]) -> Page:
    """Note which papers were seen: kinds and the check, never a copy."""
    helped = await desk.opened()
    form = _form_of(helped).read(submission)
    if isinstance(form, AgentPapersForm) and form.mandate_until < desk.today:
        form = Rejected(submission, (Trouble("mandate_until", "over"),))
    if isinstance(form, Rejected):
        return _papers(desk, helped, form)
    assert isinstance(form, PapersForm)
    papers = Papers(number=form.number_paper, identity=form.identity_paper)
    if isinstance(form, AgentPapersForm):
        papers = Papers(
            number=form.number_paper,
            identity=form.identity_paper,
            agent=form.agent_name,
            relation=form.relation,
            agent_identity=form.agent_paper,
            until=form.mandate_until,
            scope=list(form.scope),
        )
    if isinstance(form, FamilyPapersForm):
        papers = msgspec.structs.replace(
            papers,
            agent=form.agent_name,
            relation=form.relation,
            agent_identity=form.agent_paper,
            until=desk.today,  # as of every paper that was seen today: for this day alone
            scope=list(SCOPE),
            ground=form.ground,
        )
    async with desk.db.write() as session:
        seen = msgspec.json.encode(papers).decode()
        if await assisted.identify(session, helped.id, seen, desk.visit.now):
            came = {"came": papers.relation} if papers.agent else {}
            event = desk.event(helped, "counter.identified", came)
            if papers.agent:
                await tell_of(session, desk, helped, papers)
            await audit.note(session, event, desk.visit.now)
    return see_other(COUNTER)


@post(f"{COUNTER}/code", opt=RUN)
async def make_code(desk: NamedDependency[Desk]) -> Page:
    """Show the short code by which the person's own screen joins."""
    helped = await desk.opened()
    if helped.joined:
        return see_other(COUNTER)
    async with desk.db.write() as session:
        code = await assisted.give_code(session, helped.id, desk.visit.now)
    return await _session(desk, helped, code)


@post(f"{COUNTER}/end", opt=RUN)
async def end(desk: NamedDependency[Desk]) -> Page:
    """End it, here and on the person's screen."""
    helped = await desk.helped()
    if helped is not None:
        async with desk.db.write() as session:
            await assisted.end_of_staff(session, desk.staff.session, desk.visit.now)
            await audit.note(session, desk.event(helped, "counter.ended"), desk.visit.now)
    return see_other(f"{COUNTER}?ended=yes")


async def _read(desk: Desk, person_id: int | None) -> Known | None:
    try:
        return None if person_id is None else await read_person(desk.db, person_id)
    except NoSuchPerson:
        return None


async def _found(desk: Desk, form: RequestForm, code_words: CodeWords) -> Known | None:
    """Find exactly one person by a number, or the six words on their paper, and the birth date.

    A restricted one is found nowhere.
    """
    known = None
    receipt = receipt_numbers.read(form.number)
    if receipt is not None:
        person_id = await person_of_receipt(desk.db, receipt, desk.visit.now)
        known = await _read(desk, person_id)
    elif isinstance(code := read(code_words, form.number), tuple):
        person_id = await owner_of(desk.db, BETWEEN.join(code), form.born, desk.visit.now)
        known = await _read(desk, person_id)
    else:
        known = await find_by_number(desk.db, form.number)
    if known is None or known.restricted or known.person.born_on != form.born:
        return None
    return known


def _form_of(helped: Assisted) -> type[PapersForm]:
    return PAPERS[asked_of(helped).came]


def _papers(desk: Desk, helped: Assisted, typed: Rejected | None = None) -> Page:
    return desk.form("papers", _form_of(helped), typed)


async def _session(desk: Desk, helped: Assisted, code: str = "") -> Page:
    """Show the four steps; the person's name only after their papers were seen."""
    said = desk.library.words
    asked = asked_of(helped)
    rows = [
        {"key": said("counter.number"), "value": receipt_numbers.grouped(helped.number)},
        {"key": said("counter.came"), "value": said(f"counter.came-{asked.came}")},
    ]
    if helped.seen:
        assert helped.born_on is not None
        rows += [
            {"key": said("counter.name"), "value": f"{helped.name}（{helped.kana}）"},
            {"key": said("counter.born"), "value": write_day(helped.born_on)},
        ]
    return desk.page(
        "session",
        rows=rows,
        asks=[said(f"counter.asks-{one}") for one in asked.asks],
        helped=helped,
        who=said("counter.agrees-self" if asked.came == "self" else "counter.agrees-other"),
        code=code,
        sees=desk.staff.may(Duty.SEE_RECORD) and helped.may("record", desk.today),
        amounts=desk.staff.may(Duty.SEE_AMOUNTS),
        estimates=desk.staff.may(Duty.SEE_ESTIMATE),
        writes=desk.staff.may(Duty.WRITE_SHEET) and helped.may("sheet", desk.today),
        searches=desk.staff.may(Duty.SEARCH_OWNERLESS) and helped.may("search", desk.today),
        refers=desk.staff.may(Duty.REFER),
        signs_up=await waits(desk, helped),
        passes_on=helped.may("refer", desk.today),
    )


STAFF_LINKS = (
    (Duty.RUN_ASSISTED_SESSION, "counter.link", "/staff/counter"),
    (Duty.TRAINING, "counter.practice.link", practising.PRACTICE),
)
ROUTES = (
    *practising.ROUTES,
    Router(
        "/",
        route_handlers=[
            show,
            begin,
            ask_papers,
            keep_papers,
            make_code,
            end,
            *CONFIRMING,
            *REFERRING,
            *WITHOUT_A_NUMBER,
        ],
        dependencies={"desk": Provide(provide_desk, sync_to_thread=False)},
    ),
)
