"""Tests of accounts and passwords: one open account a person, names that are nobody else's."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from nenkin.storage.accounts import (
    ACCOUNTS,
    NoSuchAccount,
    Taken,
    account_of,
    accounts_of_mail,
    change_mail,
    close_account,
    confirm_mail,
    find_account,
    note_sign_in,
    open_account,
    read_account,
)
from nenkin.storage.database import Database
from nenkin.storage.passwords import (
    change_password,
    change_question,
    disable_password,
    former_passwords,
    rehash,
)
from tests.storage.conftest import NOW, new_account


@pytest.mark.parametrize(
    "typed",
    [
        "hanako0001",
        "HANAKO-0001",
        "ｈａｎａｋｏ ０００１",
        "hanako@example.jp",
        "Hanako@Example.JP ",
    ],
)
async def test_an_account_is_found_however_its_name_is_typed(
    database: Database, account_id: int, typed: str
) -> None:
    found = await find_account(database, typed)
    assert found is not None
    assert found.id == account_id
    assert found.mail == "hanako@example.jp"
    assert found.password_hash == "hash of the first"


@pytest.mark.parametrize("typed", ["", "taro0001", "@", "taro@example.jp"])
async def test_nobody_is_found_under_another_name(
    database: Database, account_id: int, typed: str
) -> None:
    assert await find_account(database, typed) is None


async def test_a_shared_address_names_nobody_but_reaches_everybody(
    database: Database, account_id: int, other_id: int
) -> None:
    async with database.write() as session:
        other = await open_account(session, new_account(other_id, "taro"), NOW)
        await change_mail(session, other, "Hanako@example.jp", NOW)
    assert await find_account(database, "hanako@example.jp") is None
    sharing = await accounts_of_mail(database, "hanako@example.jp")
    assert {account.id for account in sharing} == {account_id, other}
    assert await find_account(database, "taro@example.jp") is None
    for user_id in ("hanako0001", "taro0001"):
        assert await find_account(database, user_id)


async def test_an_address_counts_once_it_is_confirmed(database: Database, person_id: int) -> None:
    unconfirmed = replace(new_account(person_id), mail_confirmed=False)
    async with database.write() as session:
        account_id = await open_account(session, unconfirmed, NOW)
    assert await find_account(database, "hanako@example.jp") is None
    async with database.write() as session:
        await confirm_mail(session, account_id, NOW)
    assert await find_account(database, "hanako@example.jp")


async def test_a_taken_name_does_not_end_the_transaction(
    database: Database, account_id: int, other_id: int
) -> None:
    async with database.write() as session:
        with pytest.raises(Taken):
            await open_account(session, new_account(other_id, "hanako"), NOW)
        await open_account(session, new_account(other_id, "taro"), NOW)
    assert await account_of(database, other_id)


async def test_a_person_has_one_open_account(
    database: Database, person_id: int, account_id: int
) -> None:
    with pytest.raises(Taken, match="person"):
        async with database.write() as session:
            await open_account(session, new_account(person_id, "second"), NOW)
    async with database.write() as session:
        await close_account(session, account_id, NOW)
        again = await open_account(session, new_account(person_id, "second"), NOW)
    found = await account_of(database, person_id)
    assert found is not None
    assert found.id == again


async def test_closing_takes_the_access_and_the_mail_away(
    database: Database, person_id: int, account_id: int
) -> None:
    async with database.write() as session:
        await close_account(session, account_id, NOW)
    assert await find_account(database, "hanako0001") is None
    assert await account_of(database, person_id) is None
    assert not await accounts_of_mail(database, "hanako@example.jp")
    with pytest.raises(NoSuchAccount):
        await read_account(database, account_id)
    with pytest.raises(NoSuchAccount):
        async with database.write() as session:
            await close_account(session, account_id, NOW)


async def test_a_user_id_is_never_given_to_somebody_else(
    database: Database, account_id: int, other_id: int
) -> None:
    async with database.write() as session:
        await close_account(session, account_id, NOW)
    with pytest.raises(Taken, match="user_id"):
        async with database.write() as session:
            await open_account(session, new_account(other_id, "hanako"), NOW)


async def test_the_sign_in_before_is_remembered(database: Database, account_id: int) -> None:
    later = NOW + timedelta(days=1)
    async with database.write() as session:
        assert await note_sign_in(session, account_id, NOW) is None
    async with database.write() as session:
        assert await note_sign_in(session, account_id, later) == NOW
    assert (await read_account(database, account_id)).last_sign_in_at == later


async def test_the_last_five_passwords_are_kept(database: Database, account_id: int) -> None:
    for number in range(7):
        async with database.write() as session:
            await change_password(
                session,
                account_id,
                password_hash=f"hash {number}",
                policy="seed",
                blocklist=2,
                now=NOW + timedelta(days=number),
            )
    assert await former_passwords(database, account_id) == [
        f"hash {number}" for number in (5, 4, 3, 2, 1)
    ]
    account = await read_account(database, account_id)
    assert (account.password_hash, account.policy, account.blocklist) == ("hash 6", "seed", 2)


async def test_a_new_password_opens_again_what_was_disabled(
    database: Database, account_id: int
) -> None:
    async with database.write() as session:
        await disable_password(session, account_id, NOW)
    assert (await read_account(database, account_id)).password_disabled_at == NOW
    async with database.write() as session:
        await change_password(
            session, account_id, password_hash="new", policy="standard", blocklist=1, now=NOW
        )
    assert (await read_account(database, account_id)).password_disabled_at is None


async def test_rehashing_never_undoes_a_change(database: Database, account_id: int) -> None:
    async with database.write() as session:
        await rehash(session, account_id, "hash of another", "stronger")
    assert (await read_account(database, account_id)).password_hash == "hash of the first"
    async with database.write() as session:
        await rehash(session, account_id, "hash of the first", "stronger")
    assert (await read_account(database, account_id)).password_hash == "stronger"


async def test_a_secret_question_is_kept_with_the_hash_of_its_answer_until_the_account_is_closed(
    database: Database, person_id: int, account_id: int
) -> None:
    before = await read_account(database, account_id)
    assert (before.question, before.answer_hash) == (None, None)
    for question in ("pet", "toy"):
        async with database.write() as session:
            await change_question(session, account_id, question=question, answer_hash="a hash")
        found = await account_of(database, person_id)
        assert found is not None
        assert (found.question, found.answer_hash) == (question, "a hash")
    async with database.write() as session:
        await close_account(session, account_id, NOW)
        row = (await session.run(select(ACCOUNTS.c.question, ACCOUNTS.c.answer_hash))).one()
    assert tuple(row) == (None, None)
    with pytest.raises(NoSuchAccount):
        async with database.write() as session:
            await change_question(session, account_id, question="pet", answer_hash="a hash")
