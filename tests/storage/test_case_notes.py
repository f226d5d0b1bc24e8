"""Notes in a case: in order, sealed, and never changed."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from nenkin.storage.case_notes import NOTES, Noted, notes_of, write_note
from nenkin.storage.cases import CASES
from nenkin.storage.database import Database
from nenkin.storage.staff import STAFF
from tests.storage.conftest import NOW
from tests.storage.desks import case_under_way

CLERK, OTHER = 11, 12


@pytest.fixture
async def case_id(database: Database, person_id: int) -> int:
    number = await case_under_way(database, person_id)
    member = {"name": "x", "policy": "", "blocklist": 0, "created_at": 0}
    async with database.write() as session:
        for staff_id in (CLERK, OTHER):
            values = {**member, "id": staff_id, "staff_number": f"C00{staff_id}"}
            await session.run(insert(STAFF).values(**values))
        found = await session.run(select(CASES.c.id).where(CASES.c.number == number))
        return int(found.scalar_one())


async def note(
    database: Database, case_id: int, text: str, *, staff_id: int = CLERK, minutes: int = 0
) -> bool:
    async with database.write() as session:
        now = NOW + timedelta(minutes=minutes)
        return await write_note(session, case_id, Noted.NOTE, text, staff_id=staff_id, now=now)


async def test_notes_are_read_in_order_with_who_wrote_them(
    database: Database, case_id: int
) -> None:
    assert await note(database, case_id, "電話をした")
    assert await note(database, case_id, "名簿を見た", staff_id=OTHER, minutes=1)
    assert [(one.by, one.text, one.at) for one in await notes_of(database, case_id)] == [
        ("C0011", "電話をした", NOW),
        ("C0012", "名簿を見た", NOW + timedelta(minutes=1)),
    ]


async def test_the_same_note_twice_in_a_row_is_there_once(database: Database, case_id: int) -> None:
    assert await note(database, case_id, "電話をした")
    assert not await note(database, case_id, "電話をした", minutes=1)
    assert await note(database, case_id, "電話をした", staff_id=OTHER, minutes=2)
    assert await note(database, case_id, "電話をした", minutes=3)
    assert len(await notes_of(database, case_id)) == 3


async def test_what_is_written_is_sealed_and_stays(database: Database, case_id: int) -> None:
    await note(database, case_id, "まぼろし織物の名簿")
    async with database.read() as session:
        (kept,) = (await session.run(select(NOTES.c.text))).scalars()
    assert "まぼろし".encode() not in bytes(kept)
    for statement in (update(NOTES).values(text=b""), delete(NOTES)):
        with pytest.raises(DBAPIError, match="append-only"):
            async with database.write() as session:
                await session.run(statement)
