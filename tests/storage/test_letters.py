"""Tests of letters in batches: each once, whoever presses when."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select, text
from sqlalchemy.dialects import sqlite

from nenkin.storage import audit
from nenkin.storage.addresses import registered_address
from nenkin.storage.batches import (
    MOST,
    BatchFiles,
    count_waiting,
    file_key,
    give,
    open_batches,
    read_batch,
    ready,
)
from nenkin.storage.database import Database
from nenkin.storage.letter_steps import (
    Halt,
)
from nenkin.storage.letters import (
    LETTERS,
    UNCHECKED,
    letter_after,
    letters,
    letters_of_batch,
    letters_to_check,
    wants_large,
)
from nenkin.storage.people import restrict
from nenkin.storage.telling import Way, agree_telling, may_tell
from tests.storage.conftest import NOW
from tests.storage.desks import ONE, TWO
from tests.storage.posts import LATER, counted, given, halted, make, noted, notice, put, stored


async def test_a_letter_is_noted_once_and_waits(database: Database, person_id: int) -> None:
    (letter_id,) = await put(database, notice(person_id), notice(person_id))
    (waiting,) = await letters(database)
    assert (waiting.id, waiting.letter) == (letter_id, notice(person_id))
    assert not waiting.waits_for_check
    assert await count_waiting(database, secret=False) == 1
    assert await count_waiting(database, secret=True) == 0


async def test_a_batch_takes_each_letter_once_and_is_counted(
    database: Database, person_id: int
) -> None:
    ids = await put(database, *(notice(person_id, number) for number in range(3)))
    batch = await make(database)
    assert {one.id for one in await letters_of_batch(database, batch)} == set(ids)
    assert await halted(counted(database, batch)) is Halt.NOT_GIVEN
    await given(database, batch)
    await counted(database, batch, 2)
    one, spoiled, three = await letters_of_batch(database, batch)
    assert one.printed_at == three.printed_at == LATER
    assert spoiled.printed_at is None
    again = await stored(database, await letter_after(database, spoiled.id) or 0)
    assert (again.reason, again.letter.facts) == ("紙づまり", spoiled.letter.facts)
    assert await count_waiting(database, secret=False) == 1
    assert await file_key(database, batch) is None
    over = await read_batch(database, batch)
    assert over is not None
    assert (over.is_over, over.printed, over.size) == (True, 2, 3)
    assert await halted(counted(database, batch)) is Halt.DONE  # pressed twice
    trail = [each.event.action for each in await audit.views_of(database, person_id)]
    assert sorted(trail) == ["letter.printed", "letter.printed", "letter.spoiled"]


async def test_of_two_clerks_one_makes_the_batch(database: Database, person_id: int) -> None:
    await put(database, *(notice(person_id, number) for number in range(MOST + 5)))
    results = await asyncio.gather(
        *(make(database, seen=0) for _ in range(4)), return_exceptions=True
    )
    made = [one for one in results if isinstance(one, int)]
    assert len(made) == 1
    assert len(await letters_of_batch(database, made[0])) == MOST
    assert await count_waiting(database, secret=False) == 5
    assert [one.id for one in await open_batches(database)] == made


async def test_the_file_goes_out_once_but_for_a_double_click(
    database: Database, person_id: int
) -> None:
    await put(database, notice(person_id))
    batch = await make(database)
    await given(database, batch)
    await given(database, batch)

    async def by(clerk: object, at: object) -> None:
        async with database.write() as session:
            await give(session, batch, clerk=clerk, noted=noted, now=at)  # type: ignore[arg-type]

    assert await halted(by(TWO, NOW)) is Halt.GIVEN
    assert await halted(by(ONE, LATER)) is Halt.GIVEN
    # Nothing came out of the printer: everything is sent anew.
    await counted(database, batch, 1)
    assert await count_waiting(database, secret=False) == 1


async def test_a_sealed_file_opens_with_its_key_alone_and_is_destroyed(tmp_path: Path) -> None:
    files = BatchFiles(tmp_path / "letters")
    assert files.read(1, b"k" * 32) is None
    files.keep(1, b"k" * 32, b"a letter")
    files.keep(2, b"k" * 32, b"another")
    (tmp_path / "letters" / ".3.killed").write_bytes(b"half")
    assert all(b"letter" not in path.read_bytes() for path in (tmp_path / "letters").iterdir())
    assert files.read(1, b"k" * 32) == b"a letter"
    with pytest.raises(InvalidTag):
        files.read(1, b"x" * 32)
    files.destroy_others(frozenset({2}))
    assert files.read(1, b"k" * 32) is None
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["2.sealed"]


async def test_letters_of_restricted_people_are_in_a_batch_only_as_agreed_with_them(
    database: Database, person_id: int
) -> None:
    (letter_id,) = await put(database, notice(person_id))
    async with database.write() as session:
        await restrict(session, person_id, restricted=True, now=NOW)
    assert await count_waiting(database, secret=False) == 0
    assert await halted(make(database)) is Halt.DONE
    for ways, waiting in (
        ([Way.TELEPHONE], 0),
        (list(Way), 1),  # any order and company of the ways
        ([], 0),
        ([Way.LETTER], 1),
    ):
        async with database.write() as session:
            await agree_telling(session, person_id, ways, "counter", clerk=ONE, now=NOW)
            assert await may_tell(session, person_id, Way.LETTER) is bool(waiting)
        assert await count_waiting(database, secret=False) == waiting, ways
    batch = await make(database)
    assert [one.id for one in await letters_of_batch(database, batch)] == [letter_id]


async def test_what_waits_is_found_without_a_look_at_what_was_sent(
    sqlite_database: Database,
) -> None:
    for wanted in (ready(secret=False), UNCHECKED):
        statement = select(LETTERS.c.id).where(*wanted).order_by(LETTERS.c.created_at, LETTERS.c.id)
        compiled = statement.compile(
            dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
        )
        async with sqlite_database.read() as session:
            plan = await session.run(text(f"EXPLAIN QUERY PLAN {compiled}"))
            assert "ix_letter_waiting" in str(plan.all())


async def test_a_letter_without_address_waits_and_large_print_is_remembered(
    database: Database, person_id: int
) -> None:
    nowhere = replace(notice(person_id), address=())
    async with database.read() as session:
        assert await registered_address(session, person_id) == ()
        assert not await wants_large(session, person_id)
    await put(database, replace(nowhere, large=True))
    assert [one.letter.address for one in await letters_to_check(database, 10)] == [()]
    async with database.read() as session:
        assert await wants_large(session, person_id)
