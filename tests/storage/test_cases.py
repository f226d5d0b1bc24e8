"""Tests of the office's queue: frozen as it was sent, moved as the table allows, every step kept."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from nenkin.law.procedures import Outcome, Procedure, Refusal, State
from nenkin.storage.audit import ActorKind
from nenkin.storage.case_queue import read_queue
from nenkin.storage.cases import (
    CASES,
    STEPS,
    Actor,
    Whole,
    cases_of,
    find_case,
    move_case,
    new_number,
    open_case,
)
from nenkin.storage.database import Database
from nenkin.storage.imports import import_records
from nenkin.storage.vault import CannotOpen
from tests.storage.conftest import NOW
from tests.storage.samples import RECORD

SENT = '{"findings": ["まぼろし織物"]}'
OFFICE = Actor(kind=ActorKind.STAFF, id=7)
MINUTE = timedelta(minutes=1)


async def sent(
    database: Database, person_id: int, *, follows: str | None = None, minutes: int = 0
) -> str:
    number = new_number()
    async with database.write() as session:
        await open_case(
            session,
            Procedure.INQUIRY,
            number=number,
            person_id=person_id,
            sent=SENT,
            follows=follows,
            now=NOW + minutes * MINUTE,
        )
    return number


async def move(
    database: Database,
    number: str,
    to: State,
    by: Actor = OFFICE,
    *,
    outcome: Outcome | None = None,
    note: str = "",
) -> Refusal | None:
    async with database.write() as session:
        return await move_case(session, number, to, by=by, now=NOW, outcome=outcome, note=note)


async def whole(database: Database, person_id: int, number: str) -> Whole:
    found = await find_case(database, person_id, number)
    assert found is not None
    return found


async def test_a_case_is_there_as_it_was_sent(database: Database, person_id: int) -> None:
    number = await sent(database, person_id)
    found = await whole(database, person_id, number)
    assert found.sent == SENT
    assert (found.case.kind, found.case.state) == (Procedure.INQUIRY, State.RECEIVED)
    assert [(step.at, step.state, step.actor) for step in found.steps] == [
        (NOW, State.RECEIVED, ActorKind.PERSON)
    ]
    assert found.outcome is None


async def test_nobody_finds_or_moves_somebody_elses(
    database: Database, person_id: int, other_id: int
) -> None:
    number = await sent(database, person_id)
    other = Actor(kind=ActorKind.PERSON, id=other_id)
    assert await find_case(database, other_id, number) is None
    assert await cases_of(database, other_id) == []
    assert await move(database, number, State.WITHDRAWN, other) is Refusal.NOT_YOURS
    assert (await whole(database, person_id, number)).case.state is State.RECEIVED


async def test_the_queue_has_what_is_open_oldest_first(
    database: Database, person_id: int, other_id: int
) -> None:
    late = await sent(database, person_id, minutes=2)
    early = await sent(database, other_id)
    over = await sent(database, person_id, minutes=1)
    await move(database, over, State.WITHDRAWN)
    assert [case.number for case in (await read_queue(database)).cases] == [early, late]
    assert [case.number for case in await cases_of(database, person_id)] == [late, over]


async def test_one_that_was_sent_again_says_after_which(database: Database, person_id: int) -> None:
    first = await sent(database, person_id)
    second = await sent(database, person_id, follows=first, minutes=1)
    assert [case.follows for case in await cases_of(database, person_id)] == [first, None]
    assert (await whole(database, person_id, second)).case.follows == first


async def test_every_step_is_kept_with_who_and_what_was_said(
    database: Database, person_id: int
) -> None:
    number = await sent(database, person_id)
    assert await move(database, number, State.INVESTIGATING) is None
    assert await move(database, number, State.PAPERS_WANTED, note="給料の明細") is None
    assert await move(database, number, State.INVESTIGATING) is None
    assert await move(database, number, State.ANSWERED, outcome=Outcome.MERGED) is None
    found = await whole(database, person_id, number)
    assert [step.state for step in found.steps] == [
        *(State.RECEIVED, State.INVESTIGATING, State.PAPERS_WANTED),
        *(State.INVESTIGATING, State.ANSWERED),
    ]
    assert [step.note for step in found.steps] == ["", "", "給料の明細", "", ""]
    assert (found.case.version, found.outcome) == (5, Outcome.MERGED)


async def test_what_the_table_does_not_allow_changes_nothing(
    database: Database, person_id: int
) -> None:
    number = await sent(database, person_id)
    before = await whole(database, person_id, number)
    me = Actor(kind=ActorKind.PERSON, id=person_id)
    assert await move(database, number, State.DONE) is Refusal.NOT_FROM_HERE
    assert await move(database, number, State.INVESTIGATING, me) is Refusal.NOT_YOURS
    assert await whole(database, person_id, number) == before
    assert await move(database, number, State.WITHDRAWN, me) is None
    assert await move(database, number, State.WITHDRAWN, me) is Refusal.NOT_FROM_HERE


@pytest.mark.parametrize(
    "statement",
    [
        update(CASES).values(sent=b"other"),
        update(CASES).values(person_id=1),
        update(CASES).values(number="0"),
        delete(CASES),
        update(STEPS).values(state="done"),
        delete(STEPS),
        text(
            "INSERT INTO office_case_step (id, case_id, seq, at, state, outcome, actor_kind) "
            "SELECT 1, case_id, 9, at, 'done', '', 2 FROM office_case_step"
        ),
    ],
)
async def test_what_was_sent_and_what_was_done_cannot_be_changed(
    database: Database, person_id: int, statement: object
) -> None:
    number = await sent(database, person_id)
    before = await whole(database, person_id, number)
    with pytest.raises(DBAPIError):
        async with database.write() as session:
            await session.run(statement)  # type: ignore[arg-type]  # of several kinds
    assert await whole(database, person_id, number) == before


@pytest.mark.parametrize("table", ["office_case", "office_case_step"])
async def test_no_row_is_replaced(sqlite_database: Database, table: str) -> None:
    """INSERT OR REPLACE deletes without firing the trigger that refuses deleting."""
    (person_id,) = await import_records(sqlite_database, [RECORD])
    await sent(sqlite_database, person_id)
    with pytest.raises(DBAPIError):
        async with sqlite_database.write() as session:
            await session.run(text(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"))


async def test_what_was_sent_is_sealed_and_bound_to_its_case(
    database: Database, person_id: int
) -> None:
    number = await sent(database, person_id)
    case_id = (await whole(database, person_id, number)).case.id
    async with database.read() as session:
        row = (await session.run(text("SELECT sent FROM office_case"))).one()
    assert "まぼろし".encode() not in bytes(row.sent)
    with pytest.raises(CannotOpen):
        database.vault.open(bytes(row.sent), "office_case.sent", case_id + 1)
