"""The office's desk: cases that lie ready for it."""

from collections.abc import Mapping
from datetime import datetime

import msgspec
from sqlalchemy import bindparam, select

from e2e.requests import REQUEST
from e2e.staff import OFFICE_CLERK
from nenkin.clock import japanese_day
from nenkin.correcting.changes import Act, Change, worked_out
from nenkin.correcting.checking import Caution, Refund
from nenkin.correcting.couples import Missing, Share
from nenkin.correcting.effects import Effect, Fall, Line, Working
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
from nenkin.storage.staff import find_member

CONFLICT = 409
SECOND, CALL_CENTRE = "C0003", "T0001"
# Whose cases they are, and how far each has come.
FRESH, DRAFTED, WAITING, FALLING, DONE = "tenshoku", "antei", "zaishoku", "jieigyo", "funanori"
LOOKED = "hokkaido75"  # of whom there is a record without an owner
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


WORKING = Working(
    month=month(2026, 11), before=900_000, after=906_000, held_before=300_000, held_after=306_000
)
SHARE = Share(part=Part.SPOUSE, first=month(2026, 1), last=month(2027, 4), before=415_900, after=0)


def _effect(*, falls: bool) -> Effect:
    lost = (Fall(Part.TRANSFER, month(2026, 12), 15_732),) if falls else ()
    values = {name: getattr(EFFECT, name) for name in EFFECT.__dataclass_fields__}
    more = {"working": WORKING, "couple": (SHARE,), "missing": (Missing.SPOUSE_LONG, Missing.PAY)}
    return Effect(**{**values, "falls": lost, "crosses": falls, **(more if falls else {})})


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
            *(("falling", FALLING), ("done", DONE), ("looked", LOOKED)),
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
            if name == "drafted":
                owner = Owner.visit(f"staff {one.id} {number}")
                begun = msgspec.json.encode(Begun(lines=[LINE], evidence=EVIDENCE)).decode()
                await save_draft(session, owner, JOURNEY, begun, expected=0, now=now)
    return found
