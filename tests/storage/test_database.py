"""Tests of the database itself: what a transaction promises, and what its loss looks like."""

import asyncio
import os
import sqlite3
from contextlib import AsyncExitStack
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from nenkin.storage import audit, audit_chain, engines
from nenkin.storage.database import Database, StorageFull, StorageUnavailable, open_database
from nenkin.storage.imports import import_records
from nenkin.storage.keys import BadKeys, Keys, new_keys
from nenkin.storage.migrating import migrate
from nenkin.storage.records import numbered_spans, read_record
from nenkin.storage.tables import OperationRow, table_of
from tests.storage.conftest import NOW
from tests.storage.samples import RECORD

pytestmark = pytest.mark.usefixtures("threads")  # of several who write at the same time

OPERATIONS = table_of(OperationRow)


def operation(op_id: str) -> dict[str, object]:
    return {
        "op_id": op_id,
        "owner": bytes(32),
        "body_hash": bytes(32),
        "location": "/",
        "created_at": 0,
    }


async def count(database: Database) -> int:
    async with database.read() as session:
        return len((await session.run(select(OPERATIONS.c.op_id))).all())


async def test_a_block_that_ends_is_kept(database: Database) -> None:
    async with database.write() as session:
        await session.run(insert(OPERATIONS), operation("a"))
    assert await count(database) == 1


async def test_a_block_that_raises_leaves_nothing(database: Database) -> None:
    async def fail_half_way() -> None:
        async with database.write() as session:
            await session.run(insert(OPERATIONS), operation("a"))
            raise KeyError

    with pytest.raises(KeyError):
        await fail_half_way()
    assert await count(database) == 0


async def test_a_broken_rule_is_not_called_an_outage(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as session:
            await session.run(insert(OPERATIONS), operation("a") | {"owner": b"short"})


async def test_many_writers_all_get_their_turn(database: Database) -> None:
    async def write(number: int) -> None:
        async with database.write() as session:
            await session.run(insert(OPERATIONS), operation(str(number)))
            await asyncio.sleep(0)

    await asyncio.gather(*(write(number) for number in range(40)))
    assert await count(database) == 40


async def test_two_workers_wait_for_each_other(database: Database, keys: Keys) -> None:
    other = await open_database(database.url.render_as_string(hide_password=False), keys)

    async def write(through: Database, number: int) -> None:
        async with through.write() as session:
            await session.run(insert(OPERATIONS), operation(str(number)))

    try:
        await asyncio.gather(
            *(write((database, other)[number % 2], number) for number in range(20))
        )
        assert await count(other) == 20
    finally:
        await other.close()


async def test_a_write_inside_a_write_is_refused_instead_of_waiting_for_ever(
    sqlite_database: Database,
) -> None:
    database = sqlite_database
    with pytest.raises(RuntimeError, match="inside"):
        async with database.write(), database.write():
            pass


async def test_reading_sessions_cannot_write(sqlite_database: Database) -> None:
    database = sqlite_database
    with pytest.raises(StorageUnavailable):
        async with database.read() as session:
            await session.run(insert(OPERATIONS), operation("a"))


async def test_sqlite_promises_what_it_must(sqlite_database: Database) -> None:
    database = sqlite_database

    def asked(connection: sqlite3.Connection) -> dict[str, object]:
        return {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        }

    right = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}
    assert await database.write_raw(asked) == right
    async with database.write() as session:
        for name, value in right.items():
            assert (await session.run(text(f"PRAGMA {name}"))).scalar_one() == value


async def test_no_database_is_said_so(tmp_path: Path, keys: Keys) -> None:
    with pytest.raises(StorageUnavailable, match="nenkin migrate"):
        await open_database(f"sqlite:///{tmp_path / 'none.db'}", keys)
    assert not list(tmp_path.iterdir())


async def test_an_empty_database_is_said_so(tmp_path: Path, keys: Keys) -> None:
    (tmp_path / "empty.db").touch()
    with pytest.raises(StorageUnavailable, match="nenkin migrate"):
        await open_database(f"sqlite:///{tmp_path / 'empty.db'}", keys)


async def test_no_server_is_said_so(keys: Keys) -> None:
    with pytest.raises(StorageUnavailable):
        await open_database("postgresql+psycopg://nobody@127.0.0.1:1/nothing", keys)


async def test_a_database_removed_while_open_takes_no_more_writes(
    sqlite_database: Database,
) -> None:
    database = sqlite_database
    assert database.file is not None
    database.file.unlink()
    with pytest.raises(StorageUnavailable):
        async with database.write() as session:
            await session.run(insert(OPERATIONS), operation("a"))


async def test_a_full_disk_is_told_apart_and_reading_goes_on(sqlite_database: Database) -> None:
    database = sqlite_database
    async with database.write() as session:
        pages = (await session.run(text("PRAGMA page_count"))).scalar_one()
        await session.run(text(f"PRAGMA max_page_count = {pages}"))
    rows = [operation(os.urandom(500).hex()) for _ in range(50)]
    with pytest.raises(StorageFull):
        async with database.write() as session:
            await session.run(insert(OPERATIONS), rows)
    assert await count(database) == 0


async def test_other_keys_are_refused(database: Database) -> None:
    with pytest.raises(BadKeys, match="not the one"):
        await open_database(database.url.render_as_string(hide_password=False), new_keys())


async def test_rows_found_are_those_of_one_state(database: Database) -> None:
    async with database.write() as session:
        await session.run(insert(OPERATIONS), operation("a"))
    async with database.read() as session:
        before = (await session.run(select(OPERATIONS.c.op_id))).all()
        assert [row.op_id for row in before] == ["a"]


async def test_a_database_that_stays_locked_is_said_so(sqlite_database: Database) -> None:
    database = sqlite_database
    async with database.write() as session:
        await session.run(text("PRAGMA busy_timeout = 20"))
    assert database.file is not None
    other = sqlite3.connect(database.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable):
        async with database.write() as session:
            await session.run(insert(OPERATIONS), operation("a"))
    assert await count(database) == 0  # reading goes on
    other.execute("ROLLBACK")
    other.close()
    async with database.write() as session:
        await session.run(insert(OPERATIONS), operation("a"))


def cut(database: Database) -> None:
    """End every connection as a restarted server does, and wait until they are gone."""
    if database.sqlite:
        return  # nothing can be cut there; what is asked simply goes on
    statement = (
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())


async def fill_the_pool(database: Database) -> None:
    """Have as many connections open as there can be."""
    if database.sqlite:
        return
    async with AsyncExitStack() as stack:
        for _ in range(engines.POOLED):
            await stack.enter_async_context(database.connection())


async def test_a_server_that_was_restarted_is_read_from_again(database: Database) -> None:
    (person_id,) = await import_records(database, [RECORD])
    await fill_the_pool(database)
    cut(database)
    assert await read_record(database, person_id) == RECORD
    await fill_the_pool(database)
    cut(database)
    assert len(await numbered_spans(database, person_id)) == len(RECORD.spans)
    async with database.write() as session:
        await session.run(insert(OPERATIONS), operation("a"))
    assert await count(database) == 1


async def test_views_are_noted_again_after_a_restart_of_the_server(database: Database) -> None:
    """Else the first pages after it would all be refused."""
    await fill_the_pool(database)
    cut(database)
    view = audit.Event(actor=audit.ActorKind.VISITOR, action="test.viewed")
    assert await audit.append(database, view, NOW)
    verdict = await audit_chain.verify(database)
    assert verdict.whole


def test_the_file_is_its_owners_only(tmp_path: Path) -> None:
    file = tmp_path / "nenkin.db"
    migrate(f"sqlite:///{file}")
    assert file.stat().st_mode & 0o077 == 0
