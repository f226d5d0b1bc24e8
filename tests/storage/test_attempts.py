"""Tests of counted attempts: guessing is slow, also at once, elsewhere and after a restart."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nenkin.storage.attempts import (
    Answer,
    Budget,
    Ladder,
    _allowed_at,
    _Count,
    _counted,
    ask,
    forget_attempts,
    forgive,
)
from nenkin.storage.database import Database, open_database
from nenkin.storage.keys import Keys
from tests.storage.conftest import NOW

pytestmark = pytest.mark.usefixtures("threads")  # of several who write at the same time

TEN_AN_HOUR = Budget(kind="number", key="9912345678", times=10, period=timedelta(hours=1))
UNKNOWN_DEVICE = Ladder(kind="device", key="account 1")
EVERYBODY = Budget(kind="all", key="", times=1000, period=timedelta(hours=1))


async def test_a_budget_is_used_up_and_flows_back(database: Database) -> None:
    answers = [await ask(database, [TEN_AN_HOUR], NOW) for _ in range(11)]
    assert [answer.allowed for answer in answers] == [True] * 10 + [False]
    retry_at = answers[-1].retry_at
    assert retry_at == NOW + timedelta(minutes=6)
    assert not (await ask(database, [TEN_AN_HOUR], NOW + timedelta(minutes=5))).allowed
    assert (await ask(database, [TEN_AN_HOUR], NOW + timedelta(minutes=6))).allowed
    assert not (await ask(database, [TEN_AN_HOUR], NOW + timedelta(minutes=7))).allowed


async def test_all_at_once_are_all_counted(database: Database) -> None:
    answers = await asyncio.gather(*(ask(database, [TEN_AN_HOUR], NOW) for _ in range(30)))
    assert sum(answer.allowed for answer in answers) == 10


async def test_workers_and_restarts_count_together(database: Database, keys: Keys) -> None:
    for _ in range(5):
        await ask(database, [TEN_AN_HOUR], NOW)
    restarted = await open_database(database.url.render_as_string(hide_password=False), keys)
    try:
        answers = await asyncio.gather(
            *(ask((database, restarted)[n % 2], [TEN_AN_HOUR], NOW) for n in range(10))
        )
        assert sum(answer.allowed for answer in answers) == 5
    finally:
        await restarted.close()


async def test_other_keys_and_kinds_are_counted_apart(database: Database) -> None:
    for _ in range(10):
        await ask(database, [TEN_AN_HOUR], NOW)
    other = Budget(kind="number", key="1111111111", times=10, period=timedelta(hours=1))
    elsewhere = Budget(kind="address", key="9912345678", times=10, period=timedelta(hours=1))
    assert (await ask(database, [other, elsewhere], NOW)).allowed


async def test_a_refused_attempt_takes_nothing_from_the_other_budgets(database: Database) -> None:
    two = Budget(kind="all", key="", times=11, period=timedelta(hours=1))
    for _ in range(20):
        await ask(database, [TEN_AN_HOUR, two], NOW)
    assert (await ask(database, [two], NOW)).allowed
    assert not (await ask(database, [two], NOW)).allowed


async def test_the_waits_grow_with_the_failures_in_a_row(database: Database) -> None:
    now = NOW
    waits = []
    for _ in range(21):
        answer = await ask(database, [UNKNOWN_DEVICE], now)
        if answer.retry_at is not None:
            waits.append(answer.retry_at - now)
            now = answer.retry_at
            answer = await ask(database, [UNKNOWN_DEVICE], now)
        assert answer.allowed
    minute = timedelta(minutes=1)
    assert waits == [minute] * 5 + [15 * minute] * 10 + [60 * minute]


async def test_asking_while_one_has_to_wait_makes_nothing_longer(database: Database) -> None:
    for _ in range(5):
        await ask(database, [UNKNOWN_DEVICE], NOW)
    for _ in range(50):
        refused = await ask(database, [UNKNOWN_DEVICE], NOW + timedelta(seconds=30))
        assert refused == Answer(allowed=False, retry_at=NOW + timedelta(minutes=1))
    assert (await ask(database, [UNKNOWN_DEVICE], NOW + timedelta(minutes=1))).allowed


async def test_after_a_hundred_only_another_way_helps(database: Database) -> None:
    ladder = Ladder(kind="device", key="account 1", steps=(), last=100)
    for _ in range(100):
        assert (await ask(database, [ladder], NOW)).allowed
    later = NOW + timedelta(days=100)
    assert await ask(database, [ladder, EVERYBODY], later) == Answer(
        allowed=False, exhausted=("device",)
    )


async def test_a_success_begins_anew(database: Database) -> None:
    for _ in range(5):
        await ask(database, [UNKNOWN_DEVICE], NOW)
    async with database.write() as session:
        await forgive(session, "device", "account 1")
    assert (await ask(database, [UNKNOWN_DEVICE], NOW)).allowed


async def test_what_says_nothing_any_more_is_removed(database: Database) -> None:
    await ask(database, [TEN_AN_HOUR, UNKNOWN_DEVICE], NOW)
    async with database.write() as session:
        assert await forget_attempts(session, NOW + timedelta(minutes=5)) == 0
        assert await forget_attempts(session, NOW + timedelta(minutes=6)) == 1
        assert await forget_attempts(session, NOW + timedelta(days=366)) == 1


async def test_numbers_are_not_listed_by_counting_them(sqlite_database: Database) -> None:
    await ask(sqlite_database, [TEN_AN_HOUR], NOW)
    assert sqlite_database.file is not None
    for file in sqlite_database.file.parent.iterdir():
        assert b"9912345678" not in file.read_bytes()


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.integers(min_value=0, max_value=3_600_000_000), max_size=80),
    st.integers(min_value=1, max_value=20),
)
def test_no_period_ever_holds_more_than_twice_the_budget(gaps: list[int], times: int) -> None:
    """A full budget may be spent at once, and what flows back during the period after it."""
    budget = Budget(kind="x", key="", times=times, period=timedelta(hours=1))
    period = 3_600_000_000
    now, count, spent = 0, _Count(0, 0, 0), []
    for gap in gaps:
        now += gap
        if _allowed_at(budget, count, now) <= now:
            count = _counted(budget, count, now)
            spent.append(now)
    for start in spent:
        assert sum(start <= moment < start + period for moment in spent) <= 2 * times


@pytest.mark.parametrize("times", [1, 3, 7])
def test_a_fresh_budget_gives_exactly_what_it_says(times: int) -> None:
    budget = Budget(kind="x", key="", times=times, period=timedelta(seconds=10))
    count, given_out = _Count(0, 0, 0), 0
    for _ in range(times + 5):
        if _allowed_at(budget, count, 0) <= 0:
            count = _counted(budget, count, 0)
            given_out += 1
    assert given_out == times
