"""The office's desk: cases that lie ready for it, and its pages in every state."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec
from playwright.sync_api import Page
from sqlalchemy import bindparam, select

from e2e.audit import WHOLE_RECORD
from e2e.requests import REQUEST
from e2e.staff import OFFICE_CLERK
from e2e.states import State, empty, hidden, send, typed, wrong
from nenkin.clock import japanese_day
from nenkin.correcting.changes import Act, Change, worked_out
from nenkin.correcting.checking import Caution, Refund
from nenkin.correcting.effects import Effect, Fall, Line
from nenkin.features.office.drafting import JOURNEY, Begun
from nenkin.law.estimates import Part
from nenkin.law.months import month
from nenkin.law.periods import Kind, Scheme
from nenkin.law.procedures import Outcome, Procedure
from nenkin.law.procedures import State as Stage
from nenkin.storage.accounts import Account
from nenkin.storage.audit import ActorKind
from nenkin.storage.case_notes import Noted, write_note
from nenkin.storage.cases import CASES, Actor, Arrival, move_case, new_number, open_case
from nenkin.storage.correction_plans import Clerk, Plan, base_of
from nenkin.storage.corrections import propose, standing_in
from nenkin.storage.database import Database, Writing
from nenkin.storage.deciding import approve
from nenkin.storage.drafts import Owner, save_draft
from nenkin.storage.notices import Notice, tell
from nenkin.storage.people import restrict
from nenkin.storage.staff import find_member

CONFLICT, FORBIDDEN = 409, 403
SECOND, CALL_CENTRE = "C0003", "T0001"
# Whose cases they are, and how far each has come.
FRESH, DRAFTED, WAITING, FALLING, DONE = "tenshoku", "antei", "zaishoku", "jieigyo", "funanori"
CLOSED, LOOKED = "kaigai", "hokkaido75"  # of whom there is a record without an owner
NOTES = {
    Noted.NOTE: "事業所のあった場所を、地図で確かめた。",
    Noted.PAPER: "昭和50年の給与明細（本人のもの）",
}
LINE = {
    "act": ["add"],
    "scheme": ["employees"],
    "first": ["平成3年4月"],
    "last": ["平成4年2月"],
    "kind": ["men"],
    "employer": ["まぼろし織物"],
    "pay": ["200,000"],
}
EVIDENCE = {"evidence": ["給与明細を見た"], "refund": ["none"], "spouse": ["none"]}
FOUND = Change(
    act=Act.ADD,
    scheme=Scheme.EMPLOYEES,
    first=month(1975, 4),
    last=month(1975, 9),
    kind=Kind.MEN,
    pay=80_000,
    employer="まぼろし織物",
)
EFFECT = Effect(
    year=2026,
    since=month(2026, 10),
    lines=(Line(Part.BASIC, 700_000, 700_000), Line(Part.PROPORTIONAL, 500_000, 512_000)),
    falls=(),
    before=1_200_000,
    after=1_212_000,
    reached=True,
    opened=False,
    crosses=False,
    rough=True,
)


_CASE_ID = select(CASES.c.id).where(CASES.c.number == bindparam("number"))


def _effect(*, falls: bool) -> Effect:
    lost = (Fall(Part.TRANSFER, month(2026, 12), 15_732),) if falls else ()
    values = {name: getattr(EFFECT, name) for name in EFFECT.__dataclass_fields__}
    return Effect(**{**values, "falls": lost, "crosses": falls})


async def _case(session: Writing, person_id: int, now: datetime, *, looked_into: bool) -> str:
    number = new_number()
    await open_case(
        session,
        Procedure.INQUIRY,
        number=number,
        person_id=person_id,
        sent=REQUEST.encoded(),
        follows=None,
        now=now,
        arrival=Arrival(worth=REQUEST.worth),
    )
    if looked_into:
        by = Actor(kind=ActorKind.STAFF, id=1)
        await move_case(session, number, Stage.INVESTIGATING, by=by, now=now)
    return number


async def _proposed(
    session: Writing, person_id: int, number: str, clerk: Clerk, now: datetime, *, falls: bool
) -> tuple[int, Plan]:
    standing = await standing_in(session, person_id)
    plan = Plan(
        changes=[FOUND],
        diff=worked_out(standing, [FOUND], japanese_day(now)),
        base=base_of(standing),
        outcome=Outcome.CORRECTED,
        evidence="昭和50年の給与明細（本人が持参）と、事業所の名簿を見た。",
        refund=Refund.NONE,
        cautions=[Caution.BESIDE],
        effect=_effect(falls=falls),
    )
    return await propose(session, plan, number=number, clerk=clerk, now=now), plan


async def keep(db: Database, accounts: Mapping[str, Account], now: datetime) -> dict[str, str]:
    """Lay cases ready; give their numbers, and the ids of what was proposed."""
    one, two = await find_member(db, OFFICE_CLERK), await find_member(db, SECOND)
    assert one is not None
    assert two is not None
    clerk = Clerk(id=one.id, session=b"1" * 32, terminal="e2e 1", place="みほん年金事務所")
    second = Clerk(id=two.id, session=b"2" * 32, terminal="e2e 2", place="みほん年金事務所")
    found = {}
    async with db.write() as session:
        for name, who in (
            *(("fresh", FRESH), ("drafted", DRAFTED), ("waiting", WAITING)),
            *(("falling", FALLING), ("done", DONE), ("closed", CLOSED), ("looked", LOOKED)),
        ):
            person_id, looked_into = accounts[who].person_id, name != "fresh"
            number = await _case(session, person_id, now, looked_into=looked_into)
            found[f"case-{name}"] = number
            if name in {"waiting", "falling", "done"}:
                correction, plan = await _proposed(
                    session, person_id, number, clerk, now, falls=name == "falling"
                )
                found[f"correction-{name}"] = str(correction)
                if name == "done":
                    await approve(
                        session,
                        correction,
                        digest=plan.digest,
                        clerk=second,
                        now=now,
                        on=japanese_day(now),
                    )
            if name == "fresh":
                case_id = (await session.run(_CASE_ID, {"number": number})).scalar_one()
                for kind, text in NOTES.items():
                    await write_note(session, case_id, kind, text, staff_id=one.id, now=now)
            if name == "waiting":  # and has not been looked at by its person
                case_id = (await session.run(_CASE_ID, {"number": number})).scalar_one()
                await tell(session, person_id, case_id, Notice.PAPERS_WANTED, now)
            if name == "closed":
                await restrict(session, person_id, restricted=True, now=now)
            if name == "drafted":
                owner = Owner.visit(f"staff {one.id} {number}")
                begun = msgspec.json.encode(Begun(lines=[LINE], evidence=EVIDENCE)).decode()
                await save_draft(session, owner, JOURNEY, begun, expected=0, now=now)
    return found


def _nothing_written(page: Page) -> None:
    with page.expect_navigation():
        page.locator("form[action*='/notes'] button").click()


def _papers(page: Page) -> None:
    page.locator("main [name=to][value=papers-wanted]").check()
    send(page)


def pages() -> Iterator[State]:
    """Walk the queue, a case, a proposal from its first line to the second person, and its undoing."""
    case, one = "/staff/cases/{number}", "/staff/corrections/{correction}"
    for path in ("/staff/cases", "/staff/cases?by=worth&came=post"):
        yield State(name=f"office, {path[7:]}", path=path, staff=OFFICE_CLERK)
    for who, name in (
        *((OFFICE_CLERK, "fresh"), (OFFICE_CLERK, "drafted"), (OFFICE_CLERK, "done")),
        (CALL_CENTRE, "waiting"),
    ):
        yield State(
            name=f"office, case {name}",
            path=f"/staff/cases/{{case-{name}}}",
            route=case,
            staff=who,
            budget=WHOLE_RECORD,
        )
    yield State(
        name="office, case closed to one alone",
        path="/staff/cases/{case-closed}",
        route=case,
        staff=OFFICE_CLERK,
        status=FORBIDDEN,
    )
    noting = State(
        name="office, case noted",
        path="/staff/cases/{case-fresh}",
        route=case,
        staff=OFFICE_CLERK,
        budget=WHOLE_RECORD,
    )
    yield wrong(noting, "nothing written", _nothing_written)
    moving = State(
        name="office, case moved",
        path="/staff/cases/{case-drafted}",
        route=case,
        staff=OFFICE_CLERK,
        budget=WHOLE_RECORD,
    )
    yield wrong(moving, "no papers named", _papers)
    yield State(
        name="office, candidates",
        path="/staff/cases/{case-looked}/candidates",
        route=f"{case}/candidates",
        staff=OFFICE_CLERK,
        budget=WHOLE_RECORD,
    )
    drafted = "/staff/cases/{case-drafted}/proposal"
    for name, slug in (("lines", ""), ("a line", "/line"), ("evidence", "/evidence")):
        yield State(
            name=f"office, proposal, {name}",
            path=f"{drafted}{slug}",
            route=f"{case}/proposal{slug}",
            staff=OFFICE_CLERK,
            budget=WHOLE_RECORD,
        )
    line = State(
        name="office, proposal, line",
        path=f"{drafted}/line",
        route=f"{case}/proposal/line",
        staff=OFFICE_CLERK,
    )
    yield wrong(line, "empty", empty)
    yield wrong(line, "refused", typed({"first": "むかし", "pay": "たくさん", "status": "？？"}))
    evidence = State(
        name="office, proposal, reasons",
        path=f"{drafted}/evidence",
        route=f"{case}/proposal/evidence",
        staff=OFFICE_CLERK,
    )
    yield wrong(evidence, "empty", _wiped)
    check = State(
        name="office, proposal, check",
        path=f"{drafted}/check",
        route=f"{case}/proposal/check",
        staff=OFFICE_CLERK,
    )
    yield check
    yield State(
        name="office, proposal, check, changed",
        path=f"{drafted}/check",
        route=f"{case}/proposal/check",
        staff=OFFICE_CLERK,
        then=hidden("seen", "x"),
        status=CONFLICT,
    )
    for who in (OFFICE_CLERK, SECOND):
        for name in ("waiting", "falling", "done"):
            yield State(
                name=f"office, correction {name}, {who}",
                path=f"/staff/corrections/{{correction-{name}}}",
                route=one,
                staff=who,
            )
    yield State(name="office, corrections", path="/staff/corrections", staff=SECOND)
    stopped = State(
        name="office, correction, another one",
        path="/staff/corrections/{correction-waiting}",
        route=one,
        staff=SECOND,
        then=hidden("seen", "x"),
        status=CONFLICT,
    )
    yield stopped
    undo = State(
        name="office, undoing",
        path="/staff/corrections/{correction-done}/undo",
        route=f"{one}/undo",
        staff=OFFICE_CLERK,
    )
    yield undo
    yield wrong(undo, "empty", _wiped)
    for who, name in ((FALLING, "falling"), (DONE, "done")):
        yield State(
            name=f"request, correction {name}",
            path=f"/requests/{{case-{name}}}",
            route="/requests/{number}",
            persona=who,
        )
    yield State(
        name="request, answer",
        path="/requests/{case-falling}/answer",
        route="/requests/{number}/answer",
        persona=FALLING,
    )
    yield State(name="requests, a notice", path="/requests", persona=WAITING)


def _wiped(page: Page) -> None:
    page.locator("main textarea").first.fill("")
    send(page)
