"""How each database is connected to, and which of its promises are switched on."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, event
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from nenkin.storage.faults import StorageUnavailable

if TYPE_CHECKING:
    from psycopg_pool import AsyncConnectionPool

# FULL: with NORMAL, 210 of 300 simulated power cuts lost a write that had been acknowledged.
SQLITE_PRAGMAS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
)
SQLITE_WRITER_PRAGMAS = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")
SQLITE_READER_PRAGMAS = ("PRAGMA query_only = ON",)

POSTGRESQL_OPTIONS = " ".join(
    f"-c {setting}"
    for setting in (
        "synchronous_commit=on",
        "statement_timeout=10000",
        "lock_timeout=5000",
        "idle_in_transaction_session_timeout=15000",
    )
)
POOLED = 8  # plain connections a worker
POSTGRESQL_CONNECT = {"options": POSTGRESQL_OPTIONS, "connect_timeout": 5}


def inode(file: Path) -> tuple[int, int]:
    """Give what tells a file from another of the same name."""
    try:
        status = file.stat()
    except OSError as error:
        raise StorageUnavailable(f"{file}: there is no database. Run: nenkin migrate") from error
    return status.st_dev, status.st_ino


def pragmas(*, read_only: bool) -> tuple[str, ...]:
    """Give the settings of an SQLite connection."""
    return SQLITE_PRAGMAS + (SQLITE_READER_PRAGMAS if read_only else SQLITE_WRITER_PRAGMAS)


def sqlite_connection(file: Path, *, read_only: bool) -> sqlite3.Connection:
    """Open a plain connection; the writing one is used by the writer's thread."""
    connection = sqlite3.connect(
        f"{file.as_uri()}?mode={'ro' if read_only else 'rw'}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    try:
        for pragma in pragmas(read_only=read_only):
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def sqlite_engine(file: Path, *, read_only: bool) -> AsyncEngine:
    """Make the engine of sessions; writers take the write lock at once, so none fails half-way."""
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(file)),
        pool_size=2 if read_only else 1,
        max_overflow=8 if read_only else 0,
        pool_timeout=10,
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    def set_up(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        # Without this the driver begins transactions when it likes.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas(read_only=read_only):
            cursor.execute(pragma)
        cursor.close()

    def begin_transaction(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    def give_first_reason(context: ExceptionContext) -> BaseException | None:
        # On a full disk SQLite ends the whole transaction by itself; giving a savepoint up then
        # fails too, and would hide why.
        if context.connection is None:
            return None
        reasons, failure = context.connection.info, context.original_exception
        if "no such savepoint" in str(failure):
            reason: BaseException | None = reasons.pop("failure", None)
            return reason
        reasons["failure"] = failure
        return None

    event.listen(engine.sync_engine, "handle_error", give_first_reason, retval=True)
    event.listen(engine.sync_engine, "connect", set_up)
    event.listen(engine.sync_engine, "begin", begin_transaction)
    return engine


def postgresql_engine(url: URL) -> AsyncEngine:
    """Make the engine of sessions."""
    return create_async_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=4,
        max_overflow=4,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args=dict(POSTGRESQL_CONNECT),
    )


def postgresql_pool(url: URL) -> "AsyncConnectionPool[Any]":
    """Make the pool of plain connections for hot reads."""
    # A worker on SQLite does without the driver, and with nine megabytes less.
    from psycopg_pool import AsyncConnectionPool  # noqa: PLC0415

    return AsyncConnectionPool(
        url.set(drivername="postgresql").render_as_string(hide_password=False),
        min_size=1,
        max_size=POOLED,
        timeout=10,
        open=False,
        kwargs={"autocommit": True, "prepare_threshold": 1, **POSTGRESQL_CONNECT},
    )
