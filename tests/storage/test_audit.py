"""Tests of the audit trail: nothing can be changed unseen, whoever tries, and nobody waits long."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from nenkin.storage.audit import ActorKind, Event, append, note, views_of
from nenkin.storage.audit_anchors import write_anchor
from nenkin.storage.audit_chain import AUDIT, verify
from nenkin.storage.database import Database, StorageFull, open_database
from nenkin.storage.keys import Keys, new_keys
from tests.storage.conftest import NOW

pytestmark = pytest.mark.usefixtures("threads")  # of several who write at the same time

VIEWED = Event(
    actor=ActorKind.PERSON,
    actor_id=5,
    action="record.viewed",
    subject=5,
    place="192.0.2.1",
    detail={"page": "年度ごと", "year": 1980},
)


async def fill(database: Database, number: int = 20) -> None:
    await asyncio.gather(*(append(database, VIEWED, NOW) for _ in range(number)))


async def test_what_was_seen_is_told(database: Database) -> None:
    await append(database, VIEWED, NOW)
    by_staff = Event(
        actor=ActorKind.STAFF, actor_id=9, action="record.viewed", subject=5, purpose="受付 12"
    )
    await append(database, by_staff, NOW + timedelta(minutes=1))
    await append(database, Event(actor=ActorKind.VISITOR, action="sign-in.refused"), NOW)
    entries = await views_of(database, 5)
    assert [entry.event for entry in entries] == [by_staff, VIEWED]
    assert [entry.seq for entry in entries] == [2, 1]
    assert entries[0].at == NOW + timedelta(minutes=1)
    assert [entry.seq for entry in await views_of(database, 5, before=2)] == [1]
    assert len(await views_of(database, 5, limit=1)) == 1
    assert await views_of(database, 6) == []


async def test_many_at_once_share_commits_and_keep_one_chain(database: Database) -> None:
    numbers = await asyncio.gather(*(append(database, VIEWED, NOW) for _ in range(200)))
    assert sorted(numbers) == list(range(1, 201))
    verdict = await verify(database)
    assert verdict.whole
    assert verdict.entries == 200


async def test_waiting_requests_share_a_commit(sqlite_database: Database) -> None:
    commits = 0
    original = sqlite_database.write_raw

    async def counted(job: Callable[[sqlite3.Connection], object]) -> object:
        nonlocal commits
        commits += 1
        return await original(job)

    sqlite_database.write_raw = counted  # type: ignore[method-assign, assignment]
    await fill(sqlite_database, 100)
    assert commits <= 2


async def test_several_workers_keep_one_chain(database: Database, keys: Keys) -> None:
    other = await open_database(database.url.render_as_string(hide_password=False), keys)

    async def change(through: Database) -> None:
        async with through.write() as session:
            await note(session, VIEWED, NOW)

    try:
        await asyncio.gather(
            *(append((database, other)[number % 2], VIEWED, NOW) for number in range(30)),
            *(change((database, other)[number % 2]) for number in range(10)),
        )
        verdict = await verify(other)
        assert verdict.whole
        assert verdict.entries == 40
    finally:
        await other.close()


async def test_a_change_and_its_entry_are_one(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as session:
            await note(session, VIEWED, NOW)
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert (await verify(database)).entries == 0


async def test_an_entry_is_there_for_others_before_the_page_is_sent(
    database: Database, keys: Keys
) -> None:
    other = await open_database(database.url.render_as_string(hide_password=False), keys)
    try:
        await append(database, VIEWED, NOW)
        assert len(await views_of(other, 5)) == 1
    finally:
        await other.close()


async def test_one_bad_entry_does_not_fail_the_others(database: Database) -> None:
    good = [asyncio.ensure_future(append(database, VIEWED, NOW)) for _ in range(3)]
    for bad in ("\0", "\ud800"):
        with pytest.raises(ValueError, match=r"NUL|surrogates|utf-8"):
            await append(database, Event(actor=ActorKind.SYSTEM, action=bad), NOW)
    assert await asyncio.gather(*good) == [1, 2, 3]


async def test_whoever_stops_waiting_is_noted_all_the_same(database: Database) -> None:
    waiting = asyncio.ensure_future(append(database, VIEWED, NOW))
    await asyncio.sleep(0)
    waiting.cancel()
    await append(database, VIEWED, NOW)
    assert (await verify(database)).entries == 2


async def test_appending_inside_a_write_is_refused_instead_of_waiting(
    sqlite_database: Database,
) -> None:
    async with sqlite_database.write():
        with pytest.raises(RuntimeError, match="inside"):
            await append(sqlite_database, VIEWED, NOW)


async def test_where_it_cannot_be_noted_it_is_said(sqlite_database: Database) -> None:
    database = sqlite_database

    def limit(connection: sqlite3.Connection) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    await database.write_raw(limit)
    big = Event(actor=ActorKind.SYSTEM, action="x", detail={"text": "x" * 100_000})
    with pytest.raises(StorageFull):
        await append(database, big, NOW)
    await append(database, VIEWED, NOW)  # works again once there is room
    assert (await verify(database)).whole


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET subject = 6",
        "UPDATE audit SET place = '' WHERE seq = 2",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE seq = 20",
    ],
)
async def test_the_database_refuses_changes(database: Database, statement: str) -> None:
    await fill(database)
    with pytest.raises(DBAPIError, match="append-only"):
        async with database.write() as session:
            await session.run(text(statement))
    assert (await verify(database)).entries == 20


async def test_postgresql_refuses_emptying_too(database: Database) -> None:
    statement = "DELETE FROM audit" if database.sqlite else "TRUNCATE audit"
    await fill(database, 1)
    with pytest.raises(DBAPIError, match="append-only"):
        async with database.write() as session:
            await session.run(text(statement))


@pytest.mark.parametrize("seq", [1, 19, 20, 22, 100])
async def test_the_database_refuses_gaps_and_replacements(database: Database, seq: int) -> None:
    await fill(database)
    row = {
        "seq": seq,
        "at": 0,
        "actor_kind": 1,
        "action": "x",
        "place": "",
        "purpose": "",
        "detail": "",
        "key_id": 1,
        "mac": bytes(32),
    }
    statement = insert(AUDIT)
    if database.sqlite:
        statement = statement.prefix_with("OR REPLACE")
    with pytest.raises(DBAPIError, match="no gaps"):
        async with database.write() as session:
            await session.run(statement, row)
    assert (await verify(database)).whole


TAMPERING = {
    "edit": "UPDATE audit SET subject = 6 WHERE seq = 7",
    "edit of a moment": "UPDATE audit SET at = at + 1 WHERE seq = 20",
    "edit of a seal": "UPDATE audit SET mac = zeroblob(32) WHERE seq = 1",
    "deletion": "DELETE FROM audit WHERE seq = 7",
    "deletion of the first": "DELETE FROM audit WHERE seq = 1",
    "swap": (
        "UPDATE audit SET seq = 0 - seq WHERE seq IN (7, 8);"
        "UPDATE audit SET seq = 15 + seq WHERE seq < 0"
    ),
    "deletion closed up": (
        "DELETE FROM audit WHERE seq = 7;"
        "UPDATE audit SET seq = 0 - seq WHERE seq > 7;"
        "UPDATE audit SET seq = 0 - seq - 1 WHERE seq < 0"
    ),
    "copy put at the end": (
        "INSERT INTO audit SELECT 21, at, actor_kind, actor_id, action, subject, place, purpose,"
        " detail, key_id, mac FROM audit WHERE seq = 7"
    ),
    "everything gone": "DELETE FROM audit",
    "end cut off": "DELETE FROM audit WHERE seq > 15",
}


@pytest.fixture
async def without_triggers(sqlite_database: Database) -> AsyncIterator[sqlite3.Connection]:
    """A filled trail, and an administrator who has dropped what protects it."""
    database = sqlite_database
    await fill(database)
    assert database.file is not None
    connection = sqlite3.connect(database.file, isolation_level=None)
    connection.executescript(
        "PRAGMA ignore_check_constraints = ON;"
        "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DROP TRIGGER audit_no_gap;"
    )
    yield connection
    connection.close()


@pytest.mark.parametrize("how", TAMPERING)
async def test_tampering_without_triggers_is_found(
    sqlite_database: Database, without_triggers: sqlite3.Connection, tmp_path: Path, how: str
) -> None:
    anchors = tmp_path / "anchors.jsonl"
    await write_anchor(sqlite_database, anchors, NOW)
    assert (await verify(sqlite_database, anchors)).whole
    without_triggers.executescript(TAMPERING[how])
    assert not (await verify(sqlite_database, anchors)).whole


async def test_only_an_anchor_sees_that_the_end_was_cut_off(
    sqlite_database: Database, without_triggers: sqlite3.Connection, tmp_path: Path
) -> None:
    anchors = tmp_path / "anchors.jsonl"
    await write_anchor(sqlite_database, anchors, NOW)
    without_triggers.executescript(TAMPERING["end cut off"])
    assert (await verify(sqlite_database)).whole
    verdict = await verify(sqlite_database, anchors)
    assert (verdict.entries, verdict.broken_at) == (15, 16)


async def test_an_anchor_sees_a_trail_written_anew_even_with_the_right_key(
    sqlite_database: Database, without_triggers: sqlite3.Connection, tmp_path: Path
) -> None:
    anchors = tmp_path / "anchors.jsonl"
    await write_anchor(sqlite_database, anchors, NOW)
    without_triggers.executescript("DELETE FROM audit")
    harmless = Event(actor=ActorKind.SYSTEM, action="nothing.seen")
    for _ in range(25):
        await append(sqlite_database, harmless, NOW)
    assert (await verify(sqlite_database)).whole
    assert (await verify(sqlite_database, anchors)).broken_at == 20


async def test_a_trail_written_anew_with_another_key_is_found(
    sqlite_database: Database, without_triggers: sqlite3.Connection, tmp_path: Path
) -> None:
    assert sqlite_database.file is not None
    without_triggers.executescript("DELETE FROM audit; DELETE FROM key_check;")
    forger = await open_database(f"sqlite:///{sqlite_database.file}", new_keys())
    await fill(forger)
    assert (await verify(forger)).whole
    await forger.close()
    verdict = await verify(sqlite_database)
    assert verdict.broken_at == 1


async def test_an_anchor_that_we_did_not_sign_proves_nothing(
    database: Database, tmp_path: Path
) -> None:
    anchors = tmp_path / "anchors.jsonl"
    await fill(database)
    await write_anchor(database, anchors, NOW)
    line = anchors.read_text()
    anchors.write_text(line + line.replace('"seq": 20', '"seq": 30') + "nonsense\n{}\n[]\n")
    assert (await verify(database, anchors)).whole
    assert anchors.stat().st_mode & 0o077 == 0
