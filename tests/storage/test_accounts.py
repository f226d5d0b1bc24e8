"""Tests of accounts and passwords: one open account a person, names that are nobody else's."""

from datetime import timedelta

import pytest

from nenkin.storage.accounts import (
    NoSuchAccount,
    Taken,
    account_of,
    change_mail,
    close_account,
    find_account,
    mail_is_taken,
    note_sign_in,
    open_account,
    read_account,
)
from nenkin.storage.database import Database
from nenkin.storage.passwords import (
    change_password,
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


async def test_a_mail_address_belongs_to_one_account(
    database: Database, account_id: int, other_id: int
) -> None:
    second = new_account(other_id, "Hanako")
    with pytest.raises(Taken) as refused:
        async with database.write() as session:
            await open_account(session, new_account(other_id, "hanako"), NOW)
    assert refused.value.what in {"mail", "user_id"}
    async with database.write() as session:
        account = await open_account(session, new_account(other_id, "taro"), NOW)
        with pytest.raises(Taken) as refused:
            await change_mail(session, account, second.mail, NOW)
        assert refused.value.what == "mail"
        await change_mail(session, account, "jiro@example.jp", NOW)  # the block may go on
    assert await mail_is_taken(database, "JIRO@example.jp")
    assert not await mail_is_taken(database, "taro@example.jp")


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
    assert not await mail_is_taken(database, "hanako@example.jp")
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
