"""Two clerks with a case, for the tests of corrections."""

from collections.abc import Sequence
from datetime import date

from nenkin.correcting.changes import Act, Change, worked_out
from nenkin.correcting.checking import Refund
from nenkin.correcting.effects import Effect, Fall
from nenkin.interchange.ownerless_files import write_row
from nenkin.law.estimates import Part
from nenkin.law.months import month
from nenkin.law.periods import Kind, Scheme
from nenkin.law.procedures import Outcome, Procedure, State
from nenkin.matching.merging import Proposal
from nenkin.storage.audit import ActorKind
from nenkin.storage.cases import Actor, move_case, new_number, open_case
from nenkin.storage.correction_plans import Clerk, Plan, base_of
from nenkin.storage.corrections import propose, read_correction
from nenkin.storage.database import Database
from nenkin.storage.deciding import approve
from nenkin.storage.records import numbered_spans
from tests.storage.conftest import NOW

ON = date(2026, 11, 20)
ONE = Clerk(id=11, session=b"1" * 32, terminal="T-1", place="見本年金事務所")
TWO = Clerk(id=12, session=b"2" * 32, terminal="T-2", place="見本年金事務所")
FOUND = Change(
    act=Act.ADD,
    scheme=Scheme.EMPLOYEES,
    first=month(1979, 4),
    last=month(1979, 9),
    kind=Kind.WOMEN,
    pay=100_000,
    employer="まぼろし織物",
)
RISES = Effect(
    year=2026,
    since=month(2026, 10),
    lines=(),
    falls=(),
    before=500_000,
    after=503_000,
    reached=True,
    opened=False,
    crosses=False,
    rough=False,
)
FALLS = Effect(
    year=2026,
    since=month(2026, 10),
    lines=(),
    before=500_000,
    after=503_000,
    falls=(Fall(Part.TRANSFER, month(2026, 11), 15_000),),
    reached=True,
    opened=False,
    crosses=True,
    rough=False,
)


async def case_under_way(database: Database, person_id: int, *, moved: bool = True) -> str:
    """Open a case that is being looked into."""
    number = new_number()
    async with database.write() as session:
        await open_case(
            session,
            Procedure.INQUIRY,
            number=number,
            person_id=person_id,
            sent="{}",
            follows=None,
            now=NOW,
        )
        if moved:
            by = Actor(kind=ActorKind.STAFF, id=ONE.id)
            await move_case(session, number, State.INVESTIGATING, by=by, now=NOW)
    return number


async def plan_for(
    database: Database,
    person_id: int,
    changes: Sequence[Change] = (FOUND,),
    effect: Effect | None = RISES,
) -> Plan:
    """Give what a clerk would propose now."""
    standing = await numbered_spans(database, person_id)
    return Plan(
        changes=list(changes),
        diff=worked_out(standing, changes, ON),
        base=base_of(standing),
        outcome=Outcome.CORRECTED,
        evidence="給与明細を見た",
        refund=Refund.NONE,
        effect=effect,
    )


async def plan_to_join(database: Database, person_id: int, merging: Proposal) -> Plan:
    """Give a plan that joins a record without an owner."""
    assert merging.span is not None
    plan = await plan_for(database, person_id, ())
    return Plan(
        changes=[],
        diff=worked_out({}, (), ON).__class__(closing=(), closed=(), adding=(merging.span,)),
        base=plan.base,
        outcome=Outcome.MERGED,
        evidence=plan.evidence,
        refund=Refund.NONE,
        effect=RISES,
        record_line=write_row(merging.record),
    )


async def put_up(
    database: Database, number: str, plan: Plan, clerk: Clerk = ONE, merging: Proposal | None = None
) -> int:
    """Propose."""
    async with database.write() as session:
        return await propose(session, plan, number=number, clerk=clerk, now=NOW, merging=merging)


async def put_through(
    database: Database, correction_id: int, clerk: Clerk = TWO, digest: bytes | None = None
) -> None:
    """Approve it as it was looked at."""
    looked_at = await read_correction(database, correction_id)
    assert looked_at is not None
    seen = looked_at.digest if digest is None else digest
    async with database.write() as session:
        await approve(session, correction_id, digest=seen, clerk=clerk, now=NOW, on=ON)
