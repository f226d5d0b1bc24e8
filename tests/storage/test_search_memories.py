"""What is remembered after a search: kept once, sealed, and not taken back once the office has it."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from nenkin.law.procedures import Procedure
from nenkin.matching.found import Answer
from nenkin.storage.cases import new_number, open_case
from nenkin.storage.database import Database
from nenkin.storage.search_memories import (
    MEMORIES,
    MOST,
    TooMany,
    drop_memory,
    keep_memory,
    memories_now,
    memories_of,
)
from nenkin.storage.searches import find_search, keep_search
from tests.storage.conftest import NOW

SHIP = "第三まぼろし丸"


async def searched(database: Database, person_id: int) -> str:
    number = new_number()
    async with database.write() as session:
        await keep_search(
            session,
            number=number,
            person_id=person_id,
            criteria=b"a" * 16,
            typed="{}",
            answer=Answer.NOT_FOUND,
            now=NOW,
        )
    return number


async def add(database: Database, person_id: int, number: str, said: str, minutes: int = 0) -> bool:
    async with database.write() as session:
        now = NOW + timedelta(minutes=minutes)
        return await keep_memory(session, person_id, number, said, now)


async def send(database: Database, person_id: int, number: str) -> None:
    async with database.write() as session:
        await open_case(
            session,
            Procedure.SEARCH,
            number=number,
            person_id=person_id,
            sent="{}",
            follows=None,
            now=NOW,
        )


async def said(database: Database, number: str) -> list[str]:
    return [one.said for one in await memories_of(database, number)]


async def test_it_is_kept_once_in_order_and_sealed(database: Database, person_id: int) -> None:
    number, other = await searched(database, person_id), await searched(database, person_id)
    for words in (SHIP, "みほん造船", SHIP):  # all at one moment
        assert not await add(database, person_id, number, words)
    assert await said(database, number) == [SHIP, "みほん造船"]
    assert await said(database, other) == []
    async with database.read() as session:
        assert await memories_now(session, number) == await memories_of(database, number)
        for stored in (await session.run(select(MEMORIES.c.said))).scalars():
            assert SHIP.encode() not in stored


async def test_the_answer_stays_as_it_was(database: Database, person_id: int) -> None:
    number = await searched(database, person_id)
    before = await find_search(database, person_id, number)
    await add(database, person_id, number, SHIP)
    assert await find_search(database, person_id, number) == before


async def test_until_it_is_sent_it_can_be_taken_back_and_then_it_cannot(
    database: Database, person_id: int
) -> None:
    number = await searched(database, person_id)
    await add(database, person_id, number, SHIP)
    await add(database, person_id, number, "みほん造船", 1)
    (first, _) = await memories_of(database, number)
    async with database.write() as session:
        await drop_memory(session, person_id, number, first.id)
    assert await said(database, number) == ["みほん造船"]
    await send(database, person_id, number)
    assert await add(database, person_id, number, "下関市", 2)
    assert [one.late for one in await memories_of(database, number)] == [False, True]
    for one in await memories_of(database, number):
        async with database.write() as session:
            await drop_memory(session, person_id, number, one.id)
    assert await said(database, number) == ["みほん造船", "下関市"]


async def test_nobody_adds_to_anothers_search_or_takes_from_it(
    database: Database, person_id: int, other_id: int
) -> None:
    number, own = await searched(database, person_id), await searched(database, other_id)
    await add(database, person_id, number, SHIP)
    (one,) = await memories_of(database, number)
    with pytest.raises(NoResultFound):
        await add(database, other_id, number, "うそ")
    with pytest.raises(NoResultFound):
        async with database.write() as session:
            await drop_memory(session, other_id, number, one.id)
    async with database.write() as session:  # by the number of a search of their own
        await drop_memory(session, other_id, own, one.id)
    assert await said(database, number) == [SHIP]


async def test_there_is_an_end_to_it(database: Database, person_id: int) -> None:
    number = await searched(database, person_id)
    for at in range(MOST):
        await add(database, person_id, number, f"会社{at}")
    with pytest.raises(TooMany):
        await add(database, person_id, number, "もう一つ")
    assert not await add(database, person_id, number, "会社0")
