"""Databases for tests: an empty one each, migrated once.

``database`` runs a test on SQLite and, where ``NENKIN_TEST_POSTGRES`` is the address of a running
PostgreSQL (``python -m tests.postgres -- pytest`` starts one), once more there.
"""

import gc
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import hypothesis
import hypothesis.configuration
import psycopg
import pytest
from sqlalchemy import make_url

from nenkin.storage.database import Database, open_database
from nenkin.storage.keys import Keys, new_keys
from nenkin.storage.migrating import migrate
from nenkin.storage.tables import METADATA
from nenkin.web import hashing
from tests.at_once import _without_threads, threads
from tests.in_memory import pytest_configure, pytest_sessionfinish
from tests.one_setter import _one_setter, own_processes

# pytest calls them
__all__ = [
    "_one_setter",
    "_without_threads",
    "own_processes",
    "pytest_configure",
    "pytest_sessionfinish",
    "threads",
]

hypothesis.configuration.set_hypothesis_home_dir(
    Path(__file__).parent.parent / "var" / "hypothesis"
)
# A busy machine is no fault of the code: what is too slow is told by the processor's time.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among what was collected and imported: it stays to the end."""
    gc.collect()
    gc.freeze()
    # A site's templates and words stay too; to walk over them again and again took a twelfth of the time.
    gc.set_threshold(50_000, 20, 50)


POSTGRES = os.environ.get("NENKIN_TEST_POSTGRES", "")


@pytest.fixture(scope="module")
def cheap_hashes() -> Iterator[None]:
    """Let passwords cost hardly anything; what they do cost, tests/web/test_hashing.py says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashing, "PASSES", 1)
        patch.setattr(hashing, "MEMORY_KIB", 8)
        yield


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


def _on_postgres(statement: str, database: str | None = None) -> None:
    address = make_url(POSTGRES).set(drivername="postgresql")
    if database is not None:
        address = address.set(database=database)
    plain = address.render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[tuple[str, str]]:
    """One migrated database a worker: its name and its address."""
    name = f"test_{uuid4().hex}"
    url = make_url(POSTGRES).set(drivername="postgresql+psycopg", database=name)
    address = url.render_as_string(hide_password=False)
    _on_postgres(f"CREATE DATABASE {name}")
    try:
        migrate(address)
        yield name, address
    finally:
        _on_postgres(f"DROP DATABASE {name} WITH (FORCE)")


# Emptying takes 5 ms, a database copied for each test 500. As a replica, no trigger and no foreign
# key has a say: the audit trail lets nobody delete from it otherwise.
_EMPTY = "SET session_replication_role = replica; SET lock_timeout = '10s';" + "".join(
    f"DELETE FROM {table.name};" for table in METADATA.sorted_tables
)


@pytest.fixture
def postgres_url(postgres_database: tuple[str, str]) -> str:
    """A migrated PostgreSQL database with nothing in it."""
    name, address = postgres_database
    _on_postgres(_EMPTY, name)
    return address


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
