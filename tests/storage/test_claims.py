"""Joining a record with its owner: two people's act, in one transaction, and back again."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from nenkin.interchange.ownerless_files import write_row
from nenkin.law.months import month
from nenkin.law.ownerless import OwnerlessScheme
from nenkin.law.periods import Kind, Scheme
from nenkin.matching.merging import Hindrance, Proposal, months_given, propose
from nenkin.storage import audit
from nenkin.storage.claims import (
    CLAIMS,
    AlreadyClaimed,
    NotStanding,
    SamePerson,
    ask_undoing,
    claimed_among,
    claims_of,
    merge_claim,
    propose_claim,
    turn_down_claim,
    undo_claim,
)
from nenkin.storage.database import Database
from nenkin.storage.records import read_record
from tests.matching.lost_records import lost
from tests.storage.conftest import NOW
from tests.storage.samples import RECORD

ON = date(2026, 12, 1)
FIRST, LAST = month(1981, 4), month(1982, 3)
LOST = lost("R1", "ミホン ハナコ", "S35-04-02", first=FIRST, last=LAST, employer="見本紡績")
Step = Callable[[Database, int], Awaitable[None]]
ASKING, DOING, OTHER = 11, 12, 13


def proposal(**changes: Any) -> Proposal:
    own = replace(RECORD, spans=())
    return propose(LOST._replace(**changes), own, ON)


async def put_up(database: Database, person_id: int, clerk: int = ASKING) -> int:
    async with database.write() as session:
        return await propose_claim(
            session,
            proposal(),
            person_id=person_id,
            case_number="K-1",
            facts=write_row(LOST),
            clerk=clerk,
            now=NOW,
        )


async def join(database: Database, claim: int, clerk: int = DOING) -> None:
    span = proposal().span
    assert span is not None
    async with database.write() as session:
        await merge_claim(session, claim, span, clerk=clerk, now=NOW)


async def test_two_clerks_join_a_record_and_the_person_has_the_months(
    database: Database, person_id: int
) -> None:
    before = await read_record(database, person_id)
    claim = await put_up(database, person_id)
    assert await claimed_among(database, ["R1", "R2"]) == frozenset()
    await join(database, claim)
    assert await claimed_among(database, ["R1", "R2"]) == {"R1"}
    added = set((await read_record(database, person_id)).spans) - set(before.spans)
    assert [(span.first, span.last, span.employer) for span in added] == [(FIRST, LAST, "見本紡績")]
    (standing,) = await claims_of(database, person_id)
    assert (standing.facts, standing.merged_by) == (write_row(LOST), DOING)
    told = await audit.views_of(database, person_id)
    assert [entry.event.action for entry in told] == ["ownerless.merged", "ownerless.proposed"]
    assert {entry.event.purpose for entry in told} == {"K-1"}


async def test_one_clerk_alone_cannot(database: Database, person_id: int) -> None:
    before = await read_record(database, person_id)
    claim = await put_up(database, person_id)
    with pytest.raises(SamePerson):
        await join(database, claim, clerk=ASKING)
    assert await read_record(database, person_id) == before
    with pytest.raises(IntegrityError):  # nor by going round our code
        await _alone(database)


async def _alone(database: Database) -> None:
    async with database.write() as session:
        await session.run(update(CLAIMS).values(merged_by=ASKING, merged_at=1))


async def test_a_record_has_one_standing_claim(
    database: Database, person_id: int, other_id: int
) -> None:
    claim = await put_up(database, person_id)
    with pytest.raises(AlreadyClaimed):
        await put_up(database, other_id)
    async with database.write() as session:
        await turn_down_claim(session, claim, clerk=ASKING, now=NOW)
    assert await claims_of(database, person_id) == []
    await put_up(database, other_id)


async def test_a_joining_is_undone_by_two_and_can_be_done_again(
    database: Database, person_id: int
) -> None:
    before = await read_record(database, person_id)
    claim = await put_up(database, person_id)
    await join(database, claim)
    with pytest.raises(NotStanding):
        async with database.write() as session:
            await undo_claim(session, claim, clerk=DOING, now=NOW, on=ON)
    async with database.write() as session:
        await ask_undoing(session, claim, clerk=DOING, now=NOW)
    with pytest.raises(SamePerson):
        async with database.write() as session:
            await undo_claim(session, claim, clerk=DOING, now=NOW, on=ON)
    async with database.write() as session:
        await undo_claim(session, claim, clerk=OTHER, now=NOW, on=ON)
    assert (await read_record(database, person_id)).spans == before.spans
    assert await claimed_among(database, ["R1"]) == frozenset()
    await join(database, await put_up(database, person_id))
    assert await claimed_among(database, ["R1"]) == {"R1"}


async def _lost(database: Database, claim: int) -> None:
    span = proposal().span
    assert span is not None
    async with database.write() as session:
        await merge_claim(session, claim, span, clerk=DOING, now=NOW)
        raise RuntimeError("lost")


async def test_what_fails_half_way_leaves_nothing(database: Database, person_id: int) -> None:
    claim = await put_up(database, person_id)
    before = await read_record(database, person_id)
    with pytest.raises(RuntimeError, match="lost"):
        await _lost(database, claim)
    assert await read_record(database, person_id) == before
    assert await claimed_among(database, ["R1"]) == frozenset()
    assert len(await audit.views_of(database, person_id)) == 1


async def _turned_down(database: Database, claim: int) -> None:
    async with database.write() as session:
        await turn_down_claim(session, claim, clerk=OTHER, now=NOW)


@pytest.mark.parametrize("twice", [join, _turned_down])
async def test_a_step_is_done_once(
    database: Database, person_id: int, twice: Callable[[Database, int], Awaitable[None]]
) -> None:
    claim = await put_up(database, person_id)
    await join(database, claim)
    with pytest.raises(NotStanding):
        await twice(database, claim)


def test_what_would_be_added_is_worked_out() -> None:
    span = proposal().span
    assert span is not None
    assert (span.scheme, span.kind, span.known_from, span.corrected) == (
        Scheme.EMPLOYEES,
        Kind.WOMEN,
        ON,
        True,
    )
    assert months_given([proposal(), proposal()]) == 12


@pytest.mark.parametrize(
    ("changes", "hindrance"),
    [
        ({"first": None}, Hindrance.NO_MONTHS),
        ({"first": month(1950, 1)}, Hindrance.BEFORE_BIRTH),
    ],
)
def test_what_cannot_be_joined_says_why(changes: dict[str, object], hindrance: Hindrance) -> None:
    stopped = proposal(**changes)
    assert (stopped.span, stopped.hindrances) == (None, (hindrance,))


def test_months_of_the_same_scheme_stand_against_it_and_of_another_beside_it() -> None:
    held = next(span for span in RECORD.spans if span.scheme is Scheme.EMPLOYEES)
    there = LOST._replace(first=held.first, last=held.first)
    assert propose(there, RECORD, ON).hindrances == (Hindrance.OVERLAPS,)
    national = propose(
        there._replace(scheme=OwnerlessScheme.NATIONAL), replace(RECORD, spans=(held,)), ON
    )
    assert national.beside == (held,)
    assert national.span is not None
    assert national.span.status == "A"
