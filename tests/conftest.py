"""Databases for tests: a fresh one each, copied from one that was migrated once.

``database`` runs a test on SQLite and, where ``NENKIN_TEST_POSTGRES`` is the address of a running
PostgreSQL (``python -m tests.postgres -- pytest`` starts one), once more there.
"""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from nenkin.storage.database import Database, open_database
from nenkin.storage.keys import Keys, new_keys
from nenkin.storage.migrating import migrate

POSTGRES = os.environ.get("NENKIN_TEST_POSTGRES", "")


@pytest.fixture(scope="session")
def keys() -> Keys:
    return new_keys()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "nenkin.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated SQLite database of the test's own."""
    file = tmp_path / "nenkin.db"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite:///{file}"


def _on_postgres(statement: str) -> None:
    address = make_url(POSTGRES).set(drivername="postgresql")
    plain = address.render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement.encode())


def _postgres_url(name: str) -> str:
    url = make_url(POSTGRES).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    name = f"template_{uuid4().hex}"
    _on_postgres(f"CREATE DATABASE {name}")
    try:
        migrate(_postgres_url(name))
        yield name
    finally:
        _on_postgres(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    """A migrated PostgreSQL database of the test's own."""
    name = f"test_{uuid4().hex}"
    _on_postgres(f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    try:
        yield _postgres_url(name)
    finally:
        _on_postgres(f"DROP DATABASE {name} WITH (FORCE)")


KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=KINDS if POSTGRES else KINDS[:1])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of the test's own, of each kind that is there."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str, keys: Keys) -> AsyncIterator[Database]:
    """The same, open."""
    opened = await open_database(database_url, keys)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(sqlite_url: str, keys: Keys) -> AsyncIterator[Database]:
    """An open SQLite database, for what only SQLite has."""
    opened = await open_database(sqlite_url, keys)
    yield opened
    await opened.close()
