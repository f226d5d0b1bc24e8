"""Correcting a record: two people's act, whole or not at all, once, and back again."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from nenkin.law.procedures import Outcome, State
from nenkin.storage import audit
from nenkin.storage.audit import ActorKind
from nenkin.storage.cases import Actor, find_case, move_case
from nenkin.storage.correction_plans import Clerk, Stop, Stopped, Verdict
from nenkin.storage.corrections import (
    CORRECTIONS,
    Correction,
    corrections_of,
    read_correction,
    waiting_corrections,
)
from nenkin.storage.database import Database
from nenkin.storage.deciding import (
    approve,
    turn_down,
    withdraw,
)
from nenkin.storage.notices import Notice, notices_of
from nenkin.storage.people import PEOPLE
from nenkin.storage.records import correct, read_as_known, read_record
from tests.storage.conftest import NOW
from tests.storage.desks import (
    FOUND,
    ON,
    ONE,
    TWO,
    case_under_way,
    plan_for,
    put_through,
    put_up,
)

Try = Callable[[], Awaitable[object]]


async def stopped(attempt: Awaitable[object]) -> Stop:
    with pytest.raises(Stopped) as caught:
        await attempt
    return caught.value.why


async def one(database: Database, correction_id: int) -> Correction:
    found = await read_correction(database, correction_id)
    assert found is not None
    return found


async def state_of(database: Database, person_id: int, number: str) -> tuple[State, Outcome | None]:
    found = await find_case(database, person_id, number)
    assert found is not None
    return found.case.state, found.outcome


async def test_two_clerks_correct_a_record_and_the_person_is_told(
    database: Database, person_id: int
) -> None:
    before = await read_record(database, person_id)
    number = await case_under_way(database, person_id)
    correction = await put_up(database, number, await plan_for(database, person_id))
    assert await read_record(database, person_id) == before  # a proposal is no more than that
    assert [each.id for each in await waiting_corrections(database)] == [correction]
    await put_through(database, correction)

    (added,) = set((await read_record(database, person_id)).spans) - set(before.spans)
    assert (added.first, added.last, added.employer) == (FOUND.first, FOUND.last, FOUND.employer)
    assert await state_of(database, person_id, number) == (State.ANSWERED, Outcome.CORRECTED)
    assert [each.kind for each in await notices_of(database, person_id)] == [Notice.CORRECTED]
    told = [entry.event for entry in await audit.views_of(database, person_id)]
    assert [(each.action, each.actor_id, each.purpose) for each in told] == [
        ("correction.approved", TWO.id, number),
        ("correction.proposed", ONE.id, number),
    ]
    done = await one(database, correction)
    assert (done.verdict, done.decided_by, done.plan.evidence) == (
        *(Verdict.APPROVED, TWO.id, "給与明細を見た"),
    )
    assert await waiting_corrections(database) == []
    # What was known before is to be read as it was.
    yesterday = await read_as_known(database, person_id, ON - timedelta(days=1))
    assert yesterday.spans == before.spans


@pytest.mark.parametrize(
    ("clerk", "why"),
    [
        (replace(TWO, id=ONE.id), Stop.SAME_PERSON),
        (replace(TWO, session=ONE.session), Stop.SAME_SESSION),
        (replace(TWO, terminal=ONE.terminal), Stop.SAME_TERMINAL),
    ],
)
async def test_the_second_person_is_another_in_another_session_at_another_terminal(
    database: Database, person_id: int, clerk: Clerk, why: Stop
) -> None:
    before = await read_record(database, person_id)
    number = await case_under_way(database, person_id)
    correction = await put_up(database, number, await plan_for(database, person_id))
    assert await stopped(put_through(database, correction, clerk)) is why
    assert await read_record(database, person_id) == before
    assert await state_of(database, person_id, number) == (State.INVESTIGATING, None)
    with pytest.raises(DBAPIError):  # nor by going round our code
        await _written_by(database, correction, clerk)


async def _written_by(database: Database, correction: int, clerk: Clerk) -> None:
    values = {"verdict": "approved", "decided_at": 1, "spans_added": "[]", "decided_by": clerk.id}
    values |= {"decided_session": clerk.session, "decided_terminal": clerk.terminal}
    async with database.write() as session:
        await session.run(
            update(CORRECTIONS).where(CORRECTIONS.c.id == correction).values(**values)
        )


async def test_an_approval_is_bound_to_what_was_looked_at(
    database: Database, person_id: int
) -> None:
    number = await case_under_way(database, person_id)
    correction = await put_up(database, number, await plan_for(database, person_id))
    assert await stopped(put_through(database, correction, digest=b"x" * 32)) is Stop.OTHER_DIFF


async def test_what_was_proposed_and_what_was_decided_stay_as_they_were(
    database: Database, person_id: int
) -> None:
    number = await case_under_way(database, person_id)
    correction = await put_up(database, number, await plan_for(database, person_id))
    mine = CORRECTIONS.c.id == correction

    async def tried(statement: object) -> None:
        async with database.write() as session:
            await session.run(statement)  # type: ignore[arg-type]

    for forged in (update(CORRECTIONS).where(mine).values(digest=b"y" * 32), delete(CORRECTIONS)):
        with pytest.raises(DBAPIError):
            await tried(forged)
    await put_through(database, correction)
    with pytest.raises(DBAPIError):
        await tried(update(CORRECTIONS).where(mine).values(decided_by=99))


async def test_approved_twice_it_is_done_once(database: Database, person_id: int) -> None:
    number = await case_under_way(database, person_id)
    correction = await put_up(database, number, await plan_for(database, person_id))
    both = await asyncio.gather(
        put_through(database, correction),
        put_through(database, correction, replace(TWO, id=13, session=b"3" * 32, terminal="T-3")),
        return_exceptions=True,
    )
    failed = [each for each in both if each is not None]
    assert [each.why for each in failed if isinstance(each, Stopped)] == [Stop.NOT_OPEN]
    spans = (await read_record(database, person_id)).spans
    assert [span.employer for span in spans].count(FOUND.employer) == 1
    assert len(await notices_of(database, person_id)) == 1


async def test_a_case_has_one_open_proposal(database: Database, person_id: int) -> None:
    number = await case_under_way(database, person_id)
    plan = await plan_for(database, person_id)
    first = await put_up(database, number, plan)
    assert await stopped(put_up(database, number, plan, TWO)) is Stop.ALREADY_PROPOSED
    async with database.write() as session:
        await withdraw(session, first, clerk=ONE, now=NOW)
    second = await put_up(database, number, plan, TWO)
    found = await corrections_of(database, person_id, number)
    assert {each.id: each.verdict for each in found} == {first: Verdict.WITHDRAWN, second: None}


async def test_a_case_that_was_closed_meanwhile_changes_no_record(
    database: Database, person_id: int
) -> None:
    before = await read_record(database, person_id)
    number = await case_under_way(database, person_id)
    plan = await plan_for(database, person_id)
    correction = await put_up(database, number, plan)
    async with database.write() as session:
        me = Actor(kind=ActorKind.PERSON, id=person_id)
        await move_case(session, number, State.WITHDRAWN, by=me, now=NOW)
    assert await stopped(put_through(database, correction)) is Stop.CASE_MOVED
    assert await read_record(database, person_id) == before
    async with database.write() as session:
        await turn_down(session, correction, clerk=TWO, reason="取下げ", now=NOW)
    assert (await one(database, correction)).reason == "取下げ"
    assert await stopped(put_up(database, number, plan)) is Stop.CASE_MOVED


@pytest.mark.parametrize("moved", [True, False])
async def test_a_proposal_for_another_record_than_stands_there_is_stopped(
    database: Database, person_id: int, *, moved: bool
) -> None:
    number = await case_under_way(database, person_id)
    plan = await plan_for(database, person_id)
    correction = await put_up(database, number, plan) if moved else None
    async with database.write() as session:
        await correct(session, person_id, closing=[1], adding=[], on=ON)
    tried = put_up(database, number, plan)
    if correction is not None:
        tried.close()
    attempt = tried if correction is None else put_through(database, correction)
    assert await stopped(attempt) is Stop.RECORD_CHANGED


async def test_a_proposal_is_refused_with_a_reason_by_another(
    database: Database, person_id: int
) -> None:
    number = await case_under_way(database, person_id)
    correction = await put_up(database, number, await plan_for(database, person_id))

    async def refused(clerk: Clerk) -> None:
        async with database.write() as session:
            await turn_down(session, correction, clerk=clerk, reason="台帳と合わない", now=NOW)

    async def taken_back(clerk: Clerk) -> None:
        async with database.write() as session:
            await withdraw(session, correction, clerk=clerk, now=NOW)

    assert await stopped(refused(ONE)) is Stop.SAME_PERSON
    assert await stopped(taken_back(TWO)) is Stop.SAME_PERSON
    await refused(TWO)
    done = await one(database, correction)
    assert (done.verdict, done.reason) == (Verdict.REFUSED, "台帳と合わない")
    assert await state_of(database, person_id, number) == (State.INVESTIGATING, None)


async def test_whose_pension_is_paid_theirs_is_worked_out_anew(
    database: Database, person_id: int
) -> None:
    async with database.write() as session:
        mine = update(PEOPLE).where(PEOPLE.c.id == person_id)
        await session.run(mine.values(entitled_since=20250301))
    number = await case_under_way(database, person_id)
    await put_through(database, await put_up(database, number, await plan_for(database, person_id)))
    assert await state_of(database, person_id, number) == (
        *(State.RECALCULATING, Outcome.CORRECTED),
    )


async def _half(database: Database, correction: int) -> None:
    looked_at = await one(database, correction)
    async with database.write() as session:
        await approve(session, correction, digest=looked_at.digest, clerk=TWO, now=NOW, on=ON)
        raise RuntimeError("lost")


async def test_what_fails_half_way_leaves_nothing(database: Database, person_id: int) -> None:
    before = await read_record(database, person_id)
    number = await case_under_way(database, person_id)
    correction = await put_up(database, number, await plan_for(database, person_id))
    with pytest.raises(RuntimeError, match="lost"):
        await _half(database, correction)
    assert await read_record(database, person_id) == before
    assert await state_of(database, person_id, number) == (State.INVESTIGATING, None)
    assert (await one(database, correction)).is_open
    assert await notices_of(database, person_id) == []


async def test_a_case_that_has_not_been_looked_into_is_not_answered(
    database: Database, person_id: int
) -> None:
    number = await case_under_way(database, person_id, moved=False)
    plan = await plan_for(database, person_id)
    assert await stopped(put_up(database, number, plan)) is Stop.CASE_MOVED
    assert await stopped(put_up(database, "nothing", plan)) is Stop.CASE_MOVED
