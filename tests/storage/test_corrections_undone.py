"""Taking a correction back, and joining a record without an owner: the same two people's act."""

from dataclasses import replace

import msgspec
import pytest

from nenkin.correcting.changes import Act
from nenkin.law.months import month
from nenkin.law.procedures import Outcome, State
from nenkin.storage.claims import claimed_among
from nenkin.storage.correction_plans import Stop, Stopped
from nenkin.storage.corrections import propose
from nenkin.storage.database import Database
from nenkin.storage.deciding import turn_down
from nenkin.storage.notices import Notice, notices_of
from nenkin.storage.records import correct, read_record
from nenkin.storage.undoing import plan_undoing
from tests.storage.conftest import NOW
from tests.storage.desks import (
    FOUND,
    ON,
    ONE,
    RISES,
    TWO,
    case_under_way,
    plan_for,
    plan_to_join,
    put_through,
    put_up,
)
from tests.storage.samples import EMPLOYED, UNPAID
from tests.storage.test_claims import proposal
from tests.storage.test_corrections import one, state_of, stopped


async def undoing(database: Database, correction: int, number: str) -> int:
    done = await one(database, correction)
    plan = await plan_undoing(database, done, ON, "別の方の記録でした")
    plan = msgspec.structs.replace(plan, effect=RISES)
    async with database.write() as session:
        return await propose(session, plan, number=number, clerk=TWO, now=NOW, undoes=correction)


async def test_a_correction_is_taken_back_by_two_and_nothing_is_forgotten(
    database: Database, person_id: int
) -> None:
    before = await read_record(database, person_id)
    number = await case_under_way(database, person_id)
    pay = replace(FOUND, act=Act.CHANGE, first=EMPLOYED.first, last=EMPLOYED.first + 5)
    plan = await plan_for(database, person_id, (FOUND, pay))
    correction = await put_up(database, number, plan)
    await put_through(database, correction)
    back = await undoing(database, correction, number)
    assert await stopped(put_through(database, back)) is Stop.SAME_PERSON
    await put_through(database, back, ONE)

    after = await read_record(database, person_id)
    assert {replace(span, known_from=ON) for span in before.spans} == {
        replace(span, known_from=ON) for span in after.spans
    }
    assert await state_of(database, person_id, number) == (State.ANSWERED, Outcome.CORRECTED)
    assert {each.kind for each in await notices_of(database, person_id)} == {
        *(Notice.CORRECTED, Notice.UNDONE),
    }
    with pytest.raises(Stopped):  # once
        await plan_undoing(database, await one(database, correction), ON, "")


async def test_what_was_corrected_since_is_not_taken_back_underneath(
    database: Database, person_id: int
) -> None:
    number = await case_under_way(database, person_id)
    assert UNPAID.last is not None
    take = replace(FOUND, act=Act.TAKE, first=UNPAID.first, last=UNPAID.last, scheme=UNPAID.scheme)
    correction = await put_up(database, number, await plan_for(database, person_id, (take,)))
    await put_through(database, correction)
    async with database.write() as session:  # months in the place of those that would come back
        await correct(session, person_id, closing=[], adding=[UNPAID], on=ON)
    with pytest.raises(Stopped) as caught:
        await plan_undoing(database, await one(database, correction), ON, "")
    assert caught.value.why is Stop.RECORD_CHANGED


async def test_joining_a_record_without_an_owner_is_the_same_act(
    database: Database, person_id: int, other_id: int
) -> None:
    before = await read_record(database, person_id)
    merging = proposal(first=month(1978, 4), last=month(1978, 9))
    number = await case_under_way(database, person_id)
    plan = await plan_to_join(database, person_id, merging)
    correction = await put_up(database, number, plan, merging=merging)
    theirs = await case_under_way(database, other_id)
    for_them = await plan_to_join(database, other_id, merging)
    attempt = put_up(database, theirs, for_them, merging=merging)
    assert await stopped(attempt) is Stop.ALREADY_CLAIMED
    await put_through(database, correction)
    assert await claimed_among(database, ["R1"]) == {"R1"}
    assert await state_of(database, person_id, number) == (State.ANSWERED, Outcome.MERGED)
    assert len((await read_record(database, person_id)).spans) == len(before.spans) + 1

    await put_through(database, await undoing(database, correction, number), ONE)
    assert await claimed_among(database, ["R1"]) == frozenset()
    assert (await read_record(database, person_id)).spans == before.spans


async def test_a_joining_that_is_refused_frees_the_record(
    database: Database, person_id: int, other_id: int
) -> None:
    merging = proposal(first=month(1978, 4), last=month(1978, 9))
    number = await case_under_way(database, person_id)
    plan = await plan_to_join(database, person_id, merging)
    correction = await put_up(database, number, plan, merging=merging)
    async with database.write() as session:
        await turn_down(session, correction, clerk=TWO, reason="別の方", now=NOW)
    theirs = await case_under_way(database, other_id)
    for_them = await plan_to_join(database, other_id, merging)
    assert await put_up(database, theirs, for_them, merging=merging)
