"""A person with an account, for the tests that need somebody."""

from datetime import UTC, datetime

import pytest

from nenkin.storage.accounts import NewAccount, ProvenBy, open_account
from nenkin.storage.database import Database
from nenkin.storage.imports import import_records
from tests.storage.samples import RECORD, record_of

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def new_account(person_id: int, name: str = "hanako") -> NewAccount:
    return NewAccount(
        person_id=person_id,
        user_id=f"{name}0001",
        mail=f"{name}@example.jp",
        mail_confirmed=True,
        password_hash="hash of the first",
        policy="standard",
        blocklist=1,
        proven_by=ProvenBy.ACCESS_KEY,
        terms_version="2026-11",
    )


@pytest.fixture
async def person_id(database: Database) -> int:
    (person_id,) = await import_records(database, [RECORD])
    return person_id


@pytest.fixture
async def sqlite_person(sqlite_database: Database) -> int:
    (person_id,) = await import_records(sqlite_database, [RECORD])
    return person_id


@pytest.fixture
async def other_id(database: Database) -> int:
    (person_id,) = await import_records(database, [record_of("2222222222")])
    return person_id


@pytest.fixture
async def account_id(database: Database, person_id: int) -> int:
    async with database.write() as session:
        return await open_account(session, new_account(person_id), NOW)


@pytest.fixture
async def helper_account(database: Database, other_id: int) -> int:
    async with database.write() as session:
        return await open_account(session, new_account(other_id, "taro"), NOW)


@pytest.fixture
def asked(person_id: int, account_id: int) -> int:
    """Give who is helped; they have an account of their own."""
    return person_id
