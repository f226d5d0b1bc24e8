"""Tests of sessions: nothing brings one back once it has ended."""

import asyncio
import sqlite3
from datetime import datetime, timedelta

import pytest

from nenkin.storage import engines
from nenkin.storage.accounts import NewAccount, close_account, open_account
from nenkin.storage.database import Database, open_database
from nenkin.storage.devices import (
    devices_of,
    find_device,
    forget_devices,
    note_device,
    remember_device,
)
from nenkin.storage.housekeeping import tidy
from nenkin.storage.identifiers import hashed
from nenkin.storage.imports import import_records
from nenkin.storage.keys import Keys
from nenkin.storage.presence import extend, touch
from nenkin.storage.sessions import (
    Opened,
    find_session,
    forget_ended,
    open_session,
    renew,
    revoke,
    revoke_all,
    revoke_own,
    sessions_of,
    sign_out,
)
from tests.storage.conftest import NOW, new_account
from tests.storage.samples import RECORD

pytestmark = pytest.mark.usefixtures("threads")  # of several who write at the same time

IDLE = timedelta(minutes=30)


async def sign_in(
    database: Database, person_id: int, account_id: int, now: datetime = NOW
) -> Opened:
    async with database.write() as session:
        return await open_session(
            session,
            person_id=person_id,
            account_id=account_id,
            now=now,
            idle=IDLE,
            longest=timedelta(hours=12),
            agent="w3m " + "x" * 500,
        )


@pytest.fixture
async def opened(database: Database, person_id: int, account_id: int) -> Opened:
    return await sign_in(database, person_id, account_id)


async def test_a_session_is_found_by_its_cookie(database: Database, opened: Opened) -> None:
    found = await find_session(database, opened.cookie, NOW)
    assert found == opened.session
    assert found is not None
    assert found.name == "見本 花子"
    assert found.ends_at == NOW + IDLE
    assert len(found.csrf_key) == 32
    assert len(found.agent) == 200


@pytest.mark.parametrize("cookie", ["", "nothing", "\udcff", "x" * 10_000])
async def test_nothing_else_finds_one(database: Database, opened: Opened, cookie: str) -> None:
    assert await find_session(database, cookie, NOW) is None


async def test_the_cookie_is_not_stored(sqlite_database: Database) -> None:
    (person_id,) = await import_records(sqlite_database, [RECORD])
    async with sqlite_database.write() as session:
        account_id = await open_account(session, new_account(person_id), NOW)
    opened = await sign_in(sqlite_database, person_id, account_id)
    assert sqlite_database.file is not None
    content = b"".join(
        file.read_bytes() for file in sqlite_database.file.parent.iterdir() if file.is_file()
    )
    assert opened.session.id_hash in content
    assert opened.cookie.encode() not in content


async def test_it_ends_when_nobody_is_there(database: Database, opened: Opened) -> None:
    assert await find_session(database, opened.cookie, NOW + IDLE - timedelta(seconds=1))
    assert await find_session(database, opened.cookie, NOW + IDLE) is None


async def test_it_ends_after_the_longest_time_whatever_is_done(
    database: Database, opened: Opened
) -> None:
    session = opened.session
    for minutes in range(20, 12 * 60, 20):
        session = touch(database, session, NOW + timedelta(minutes=minutes))
    await database.settled()
    almost = NOW + timedelta(hours=12) - timedelta(seconds=1)
    assert await find_session(database, opened.cookie, almost)
    assert await find_session(database, opened.cookie, almost + timedelta(seconds=1)) is None


async def test_it_is_written_at_most_once_a_minute(database: Database, opened: Opened) -> None:
    soon = touch(database, opened.session, NOW + timedelta(seconds=59))
    assert soon is opened.session
    at_a_minute = NOW + timedelta(seconds=60)
    assert touch(database, opened.session, at_a_minute).last_seen_at == at_a_minute
    await database.settled()
    found = await find_session(database, opened.cookie, at_a_minute)
    assert found is not None
    assert found.last_seen_at == at_a_minute


async def test_time_never_runs_backwards(database: Database, opened: Opened) -> None:
    await extend(database, opened.session, NOW + timedelta(minutes=10))
    await extend(database, opened.session, NOW + timedelta(minutes=5))
    found = await find_session(database, opened.cookie, NOW + timedelta(minutes=11))
    assert found is not None
    assert found.last_seen_at == NOW + timedelta(minutes=10)


async def test_a_request_under_way_does_not_bring_an_ended_session_back(
    database: Database, opened: Opened
) -> None:
    under_way = await find_session(database, opened.cookie, NOW)
    assert under_way is not None
    async with database.write() as session:
        assert await revoke(session, opened.session.id_hash, NOW)
    later = NOW + timedelta(minutes=5)
    touch(database, under_way, later)
    await extend(database, under_way, later)
    async with database.write() as session:
        assert await renew(session, under_way, now=later) is None
    assert await find_session(database, opened.cookie, later) is None


async def test_many_requests_at_once_cannot_bring_it_back_either(
    database: Database, opened: Opened
) -> None:
    async def end() -> None:
        async with database.write() as session:
            await revoke(session, opened.session.id_hash, NOW)

    later = NOW + timedelta(minutes=5)

    async def request() -> None:
        touch(database, opened.session, later)

    requests = [request() for _ in range(30)]
    await asyncio.gather(*requests[:15], end(), *requests[15:])
    await database.settled()
    assert await find_session(database, opened.cookie, later) is None


async def test_a_planted_cookie_is_never_adopted(
    database: Database, person_id: int, account_id: int
) -> None:
    planted = "chosen-by-an-attacker"
    opened = await sign_in(database, person_id, account_id)
    assert opened.cookie != planted
    assert opened.session.id_hash != hashed(planted)
    assert await find_session(database, planted, NOW) is None


async def test_a_renewed_session_has_another_cookie_and_key(
    database: Database, opened: Opened
) -> None:
    later = NOW + timedelta(minutes=5)
    async with database.write() as session:
        renewed = await renew(session, opened.session, now=later, level=2)
    assert renewed is not None
    assert await find_session(database, opened.cookie, later) is None
    found = await find_session(database, renewed.cookie, later)
    assert found is not None
    assert (found.level, found.authenticated_at) == (2, later)
    assert found.must_end_at == opened.session.must_end_at
    assert found.csrf_key != opened.session.csrf_key


async def test_somebody_ends_their_other_sessions_and_nobody_elses(
    database: Database, person_id: int, other_id: int, account_id: int, opened: Opened
) -> None:
    async with database.write() as session:
        other_account = await open_account(session, new_account(other_id, "taro"), NOW)
    second = await sign_in(database, person_id, account_id, NOW + timedelta(seconds=1))
    strangers = await sign_in(database, other_id, other_account)

    async with database.write() as session:
        assert not await revoke_own(session, person_id, strangers.session.id_hash, NOW)
    listed = await sessions_of(database, person_id, NOW + timedelta(seconds=2))
    assert [session.id_hash for session in listed] == [
        second.session.id_hash,
        opened.session.id_hash,
    ]
    async with database.write() as session:
        assert await revoke_all(session, person_id, NOW, but=opened.session.id_hash) == 1
    assert await find_session(database, second.cookie, NOW) is None
    assert await find_session(database, opened.cookie, NOW)
    assert await find_session(database, strangers.cookie, NOW)


async def test_a_closed_account_ends_what_is_signed_in(
    database: Database, account_id: int, opened: Opened
) -> None:
    async with database.write() as session:
        await close_account(session, account_id, NOW)
    assert await find_session(database, opened.cookie, NOW) is None


async def test_sessions_long_over_are_removed(database: Database, opened: Opened) -> None:
    async with database.write() as session:
        assert await forget_ended(session, NOW) == 0
        assert await forget_ended(session, NOW + timedelta(days=2)) == 1


async def test_a_device_is_known_to_one_account(
    database: Database, account_id: int, other_id: int
) -> None:
    other: NewAccount = new_account(other_id, "taro")
    async with database.write() as session:
        other_account = await open_account(session, other, NOW)
        device_id, cookie = await remember_device(session, account_id, agent="Firefox", now=NOW)
        await note_device(session, device_id, NOW + timedelta(days=1))
    assert await find_device(database, cookie, account_id) == device_id
    assert await find_device(database, cookie, other_account) is None
    (device,) = await devices_of(database, account_id)
    assert device.last_seen_at == NOW + timedelta(days=1)
    async with database.write() as session:
        assert await forget_devices(session, account_id, NOW) == 1
    assert await find_device(database, cookie, account_id) is None


async def test_signing_out_works_where_nothing_can_be_written(
    sqlite_url: str, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "SQLITE_PRAGMAS", ("PRAGMA busy_timeout = 20",))
    database = await open_database(sqlite_url, keys)
    (person_id,) = await import_records(database, [RECORD])
    async with database.write() as session:
        account_id = await open_account(session, new_account(person_id), NOW)
    opened = await sign_in(database, person_id, account_id)
    assert database.file is not None
    other = sqlite3.connect(database.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    later = NOW + timedelta(minutes=5)
    touch(database, opened.session, later)
    await database.settled()
    await sign_out(database, opened.session.id_hash, later)
    assert await find_session(database, opened.cookie, later) is None
    other.execute("ROLLBACK")
    other.close()
    await tidy(database, later)
    assert not database.ended
    assert await find_session(database, opened.cookie, later) is None
    await database.close()


async def test_signing_out_ends_one_session(
    database: Database, person_id: int, account_id: int, opened: Opened
) -> None:
    second = await sign_in(database, person_id, account_id)
    await sign_out(database, opened.session.id_hash, NOW)
    assert not database.ended
    assert await find_session(database, opened.cookie, NOW) is None
    assert await find_session(database, second.cookie, NOW)
