"""Tests of how long a resume code's visit goes on, and of what was typed too late."""

from datetime import timedelta

from nenkin.storage.database import Database
from nenkin.storage.drafts import UNSENT, Owner, load_draft, save_draft
from nenkin.storage.resume_visits import (
    IDLE,
    RESUME,
    SIGN_IN,
    leave,
    resumed,
    stay,
    take_along,
    welcome,
)
from nenkin.storage.sheets import Holder
from tests.storage.conftest import NOW
from tests.storage.test_resuming import OTHER, SECOND, VISIT, begin, enter

THIRD = "the cookie after the time was over"
MINUTE = timedelta(minutes=1)


async def typed_too_late(database: Database, cookie: str = SECOND) -> None:
    async with database.write() as session:
        await save_draft(session, Owner.visit(cookie), UNSENT, "{}", expected=0, now=NOW)


async def unsent_of(database: Database, cookie: str) -> bool:
    return await load_draft(database, Owner.visit(cookie), UNSENT, NOW) is not None


async def test_half_an_hour_without_a_page_ends_it(database: Database) -> None:
    await begin(database, VISIT)
    await enter(database)
    assert await welcome(database, SECOND, NOW + IDLE - MINUTE) == ""
    assert await welcome(database, SECOND, NOW + 2 * IDLE - 2 * MINUTE) == ""
    assert await welcome(database, SECOND, NOW + 3 * IDLE - 2 * MINUTE) == RESUME
    assert await resumed(database, SECOND, NOW + 3 * IDLE - 2 * MINUTE) is None


async def test_an_ended_visit_stays_ended(database: Database) -> None:
    await begin(database, VISIT)
    await enter(database)
    await stay(database, SECOND, NOW + IDLE)
    assert await resumed(database, SECOND, NOW + IDLE) is None


async def test_a_late_note_takes_no_time_away(database: Database) -> None:
    await begin(database, VISIT)
    await enter(database)
    await stay(database, SECOND, NOW + 20 * MINUTE)
    await stay(database, SECOND, NOW + 10 * MINUTE)
    found = await resumed(database, SECOND, NOW + 20 * MINUTE)
    assert found is not None
    assert found.ends_at == NOW + 20 * MINUTE + IDLE


async def test_whoever_was_never_in_signs_in(database: Database) -> None:
    assert await welcome(database, None, NOW) == SIGN_IN
    assert await welcome(database, "a cookie", NOW) == SIGN_IN


async def test_the_same_code_brings_back_what_was_typed_too_late(database: Database) -> None:
    await begin(database, VISIT)
    await enter(database)
    await typed_too_late(database)
    await enter(database, cookie=THIRD, after=2 * IDLE)
    assert await take_along(database, SECOND, THIRD, NOW + 2 * IDLE)
    assert await unsent_of(database, THIRD)
    assert not await unsent_of(database, SECOND)
    assert not await take_along(database, SECOND, THIRD, NOW + 2 * IDLE)


async def test_another_code_at_the_same_device_does_not(database: Database) -> None:
    await begin(database, VISIT)
    await begin(database, Holder.visit("somebody else"), OTHER)
    await enter(database)
    await typed_too_late(database)
    await enter(database, OTHER, cookie=THIRD, after=2 * IDLE)
    assert not await take_along(database, SECOND, THIRD, NOW + 2 * IDLE)
    assert not await unsent_of(database, THIRD)


async def test_who_leaves_takes_it_all_away(database: Database) -> None:
    await begin(database, VISIT)
    await enter(database)
    await typed_too_late(database)
    async with database.write() as session:
        await leave(session, SECOND)
    assert not await unsent_of(database, SECOND)
    assert await welcome(database, SECOND, NOW) == SIGN_IN
