"""Tests of the ledger of estimates: all that was told is there, once, sealed, and for its person only."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from nenkin.storage.database import Database
from nenkin.storage.imports import import_records
from nenkin.storage.ledger import (
    ESTIMATES,
    Entry,
    Shown,
    Versions,
    estimates_of,
    find_estimate,
    keep,
    numbers,
    read_entries,
)
from nenkin.storage.vault import CannotOpen
from tests.storage.conftest import NOW
from tests.storage.samples import RECORD, record_of

SHOWN = Shown(
    kind="so-far",
    inputs='{"pay": 424200}',
    result='{"yen": 1155045}',
    versions=Versions("aaaaaaaaaaaa", "bbbbbbbbbbbb"),
)


async def told(database: Database, person_id: int) -> Sequence[Entry]:
    return await estimates_of(database, person_id)


async def test_what_was_shown_is_there(database: Database, person_id: int) -> None:
    other = replace(SHOWN, kind="as-it-is")
    await keep(database, person_id, [SHOWN], NOW)
    await keep(database, person_id, [other], NOW + timedelta(minutes=1))
    entries = await told(database, person_id)
    assert [entry.shown for entry in entries] == [other, SHOWN]
    assert [entry.shown_at for entry in entries] == [NOW + timedelta(minutes=1), NOW]
    assert await find_estimate(database, person_id, entries[0].id) == entries[0]
    assert len(await estimates_of(database, person_id, limit=1)) == 1


async def test_a_reload_is_no_new_entry(database: Database, person_id: int) -> None:
    for minute in range(3):
        await keep(database, person_id, [SHOWN, SHOWN], NOW + timedelta(minutes=minute))
    (entry,) = await told(database, person_id)
    assert entry.shown_at == NOW


async def test_many_tabs_at_once_keep_one(database: Database, person_id: int) -> None:
    await asyncio.gather(*(keep(database, person_id, [SHOWN], NOW) for _ in range(20)))
    assert len(await told(database, person_id)) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(SHOWN, kind="answers"),
        replace(SHOWN, inputs='{"pay": 424201}'),
        replace(SHOWN, result='{"yen": 1155046}'),
        replace(SHOWN, versions=Versions("cccccccccccc", "bbbbbbbbbbbb")),
        replace(SHOWN, versions=Versions("aaaaaaaaaaaa", "cccccccccccc")),
    ],
)
async def test_anything_that_differs_is_kept(
    database: Database, person_id: int, other: Shown
) -> None:
    await keep(database, person_id, [SHOWN], NOW)
    await keep(database, person_id, [other], NOW)
    assert {entry.shown for entry in await told(database, person_id)} == {SHOWN, other}


async def test_entries_are_their_persons_only(
    database: Database, person_id: int, other_id: int
) -> None:
    await keep(database, person_id, [SHOWN], NOW)
    (entry,) = await told(database, person_id)
    assert await told(database, other_id) == []
    assert await find_estimate(database, other_id, entry.id) is None
    await keep(database, other_id, [SHOWN], NOW)
    assert len(await told(database, other_id)) == 1


async def test_all_can_be_read_again(
    database: Database, person_id: int, other_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nenkin.storage.ledger.AT_ONCE", 2)
    for one in (person_id, other_id):
        await keep(database, one, [SHOWN, replace(SHOWN, kind="as-it-is")], NOW)
    wanted = await numbers(database)
    assert [entry.id async for entry in read_entries(database, wanted)] == wanted
    assert [entry.id async for entry in read_entries(database, wanted[1:2])] == wanted[1:2]


async def test_nothing_is_changed_or_taken_back(database: Database, person_id: int) -> None:
    await keep(database, person_id, [SHOWN], NOW)
    for statement in (update(ESTIMATES).values(kind="another"), delete(ESTIMATES)):
        with pytest.raises(DBAPIError, match="append-only"):
            async with database.write() as session:
                await session.run(statement)
    if not database.sqlite:
        with pytest.raises(DBAPIError, match="append-only"):
            async with database.write() as session:
                await session.run(text("TRUNCATE estimate"))
    assert len(await told(database, person_id)) == 1


async def test_amounts_are_not_in_clear(sqlite_database: Database) -> None:
    (person_id,) = await import_records(sqlite_database, [RECORD])
    await keep(sqlite_database, person_id, [SHOWN], NOW)
    assert sqlite_database.file is not None
    for file in sqlite_database.file.parent.iterdir():
        content = file.read_bytes()
        assert b"1155045" not in content
        assert b"424200" not in content


async def test_an_entry_that_was_moved_does_not_open(sqlite_database: Database) -> None:
    people = [RECORD, record_of("2222222222")]
    person_id, other_id = await import_records(sqlite_database, people)
    await keep(sqlite_database, person_id, [SHOWN], NOW)
    async with sqlite_database.write() as session:
        await session.run(text("DROP TRIGGER estimate_no_update"))
        await session.run(update(ESTIMATES).values(id=7, person_id=other_id))
    with pytest.raises(CannotOpen):
        await told(sqlite_database, other_id)
