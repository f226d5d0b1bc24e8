"""Tests of access keys and links: used once, tried five times, dead in time, all alike from outside."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from nenkin.storage.access_keys import (
    TRIES,
    AtCounter,
    Holder,
    IssuedBy,
    count_try,
    find_key,
    issue_key,
    use_key,
)
from nenkin.storage.database import Database
from nenkin.storage.tables import StaffRow, table_of
from nenkin.storage.tokens import (
    LIFETIMES,
    Purpose,
    Token,
    forget_tokens,
    issue_token,
    look_at_token,
    use_token,
)
from tests.storage.conftest import NOW
from tests.storage.samples import NUMBER

HOLDER = Holder(
    basic_number=NUMBER,
    born_on=date(1960, 2, 29),
    surname_kana="ミホン",
    given_name_kana="ハナコ",
)


@pytest.fixture
async def key_id(database: Database, person_id: int) -> int:
    return await issue(database, person_id)


async def issue(database: Database, person_id: int) -> int:
    async with database.write() as session:
        return await issue_key(
            session,
            person_id=person_id,
            holder=HOLDER,
            secret_hash="hash",
            issued_by=IssuedBy.POST,
            now=NOW,
        )


async def test_a_key_is_found_by_all_that_its_holder_knows(
    database: Database, person_id: int, key_id: int
) -> None:
    found = await find_key(database, HOLDER, NOW)
    assert found is not None
    assert (found.id, found.person_id, found.secret_hash) == (key_id, person_id, "hash")
    assert await find_key(database, replace(HOLDER, basic_number="9912-345678"), NOW) == found


@pytest.mark.parametrize(
    "wrong",
    [
        {"basic_number": "9912345679"},
        {"born_on": date(1960, 2, 28)},
        {"surname_kana": "ミホ", "given_name_kana": "ンハナコ"},  # the same letters, cut elsewhere
        {"given_name_kana": "ハナ"},
    ],
)
async def test_one_wrong_answer_finds_nothing(
    database: Database, key_id: int, wrong: dict[str, str]
) -> None:
    assert await find_key(database, replace(HOLDER, **wrong), NOW) is None  # type: ignore[arg-type]


async def test_a_key_lives_a_hundred_days(database: Database, key_id: int) -> None:
    end = NOW + timedelta(days=100)
    assert await find_key(database, HOLDER, end - timedelta(seconds=1))
    assert await find_key(database, HOLDER, end) is None
    assert await find_key(database, HOLDER, end + timedelta(days=1)) is None
    async with database.write() as session:
        assert not await use_key(session, key_id, end)


async def test_a_key_is_used_once(database: Database, key_id: int) -> None:
    async def use() -> bool:
        async with database.write() as session:
            return await use_key(session, key_id, NOW)

    assert sum(await asyncio.gather(*(use() for _ in range(10)))) == 1
    assert await find_key(database, HOLDER, NOW) is None


async def test_a_key_is_tried_five_times_even_at_once(database: Database, key_id: int) -> None:
    async def count_one() -> bool:
        async with database.write() as session:
            return await count_try(session, key_id)

    tries = await asyncio.gather(*(count_one() for _ in range(12)))
    assert sum(tries) == TRIES == 5


async def test_a_new_key_ends_the_old_one(database: Database, person_id: int, key_id: int) -> None:
    newer = await issue(database, person_id)
    found = await find_key(database, HOLDER, NOW)
    assert found is not None
    assert found.id == newer
    async with database.write() as session:
        assert not await use_key(session, key_id, NOW)


async def test_a_key_of_a_counter_names_who_gave_it(database: Database, person_id: int) -> None:
    async def at_counter(counter: AtCounter | None) -> None:
        async with database.write() as session:
            await issue_key(
                session,
                person_id=person_id,
                holder=HOLDER,
                secret_hash="hash",
                issued_by=IssuedBy.COUNTER,
                now=NOW,
                counter=counter,
            )

    with pytest.raises(IntegrityError):
        await at_counter(None)
    async with database.write() as session:
        await session.run(
            insert(table_of(StaffRow)),
            {
                "id": 7,
                "staff_number": "S-0007",
                "name": "窓口 一郎",
                "policy": "",
                "blocklist": 0,
                "created_at": 0,
            },
        )
    await at_counter(AtCounter(staff_id=7, office="みほん年金事務所", document="運転免許証"))
    assert await find_key(database, HOLDER, NOW)


async def send(
    database: Database, purpose: Purpose, account_id: int | None = None, payload: str | None = None
) -> str:
    async with database.write() as session:
        return await issue_token(session, purpose, now=NOW, account_id=account_id, payload=payload)


async def test_a_link_works_once_and_looking_does_not_use_it(
    database: Database, account_id: int
) -> None:
    link = await send(database, Purpose.CHANGE_MAIL, account_id, "new@example.jp")
    right = Token(account_id, "new@example.jp")
    for _ in range(3):
        assert await look_at_token(database, Purpose.CHANGE_MAIL, link, NOW) == right

    async def use() -> Token | None:
        async with database.write() as session:
            return await use_token(session, Purpose.CHANGE_MAIL, link, NOW)

    results = await asyncio.gather(*(use() for _ in range(5)))
    assert results.count(right) == 1
    assert await look_at_token(database, Purpose.CHANGE_MAIL, link, NOW) is None


async def test_a_link_opens_only_what_it_is_for(database: Database, account_id: int) -> None:
    link = await send(database, Purpose.CONFIRM_MAIL, account_id)
    async with database.write() as session:
        assert await use_token(session, Purpose.RECOVER, link, NOW) is None
        assert await use_token(session, Purpose.CONFIRM_MAIL, link + "x", NOW) is None
        assert await use_token(session, Purpose.CONFIRM_MAIL, link, NOW) == Token(account_id, None)


@pytest.mark.parametrize("purpose", list(Purpose))
async def test_every_link_ends(database: Database, account_id: int, purpose: Purpose) -> None:
    link = await send(database, purpose, account_id)
    end = NOW + LIFETIMES[purpose]
    assert await look_at_token(database, purpose, link, end - timedelta(seconds=1))
    assert await look_at_token(database, purpose, link, end) is None
    async with database.write() as session:
        assert await use_token(session, purpose, link, end) is None
        assert await forget_tokens(session, end + timedelta(seconds=1)) == 1


async def test_a_later_link_ends_the_earlier(database: Database, account_id: int) -> None:
    first = await send(database, Purpose.RECOVER, account_id)
    other = await send(database, Purpose.CONFIRM_MAIL, account_id)
    second = await send(database, Purpose.RECOVER, account_id)
    assert await look_at_token(database, Purpose.RECOVER, first, NOW) is None
    assert await look_at_token(database, Purpose.RECOVER, second, NOW)
    assert await look_at_token(database, Purpose.CONFIRM_MAIL, other, NOW)
