"""What the database's own errors mean to the rest of the site: gone, full, or our mistake."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolExhausted

_DISK_FULL = "53100"  # PostgreSQL


class StorageUnavailable(Exception):
    """The database cannot be reached or is too busy; what was asked was not done."""


class StorageFull(StorageUnavailable):
    """Nothing more can be written until somebody makes room; reading still works."""


_GONE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_NOMEM,
    }
)


def errors_of(module: str, *names: str) -> tuple[type[Exception], ...]:
    """Give exceptions of a driver; none where it was never loaded, as nothing can raise them then."""
    loaded = sys.modules.get(module)
    return tuple(getattr(loaded, name) for name in names) if loaded else ()


def _drivers() -> tuple[type[Exception], ...]:
    return (DBAPIError, sqlite3.Error, *errors_of("psycopg", "Error"))


def _waits() -> tuple[type[Exception], ...]:
    return (PoolExhausted, *errors_of("psycopg_pool", "PoolTimeout", "PoolClosed"))


@contextmanager
def translated(file: Path | None = None) -> Iterator[None]:
    """Turn errors of drivers into ours; a broken rule of a table stays what it is."""
    try:
        yield
    except IntegrityError:
        raise
    except _drivers() as error:
        fault = _fault(error.orig if isinstance(error, DBAPIError) else error, file)
        if fault is None:
            raise
        raise fault from error
    except _waits() as error:
        raise StorageUnavailable("no connection became free in time") from error


def _fault(error: BaseException | None, file: Path | None) -> StorageUnavailable | None:
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _no_room(file)):
            return StorageFull(str(error))
        if code in _GONE or "no such table" in str(error):
            return StorageUnavailable(str(error))
    elif isinstance(error, errors_of("psycopg", "OperationalError")):
        if getattr(error, "sqlstate", None) == _DISK_FULL:
            return StorageFull(str(error))
        return StorageUnavailable(str(error))
    return None


def _no_room(file: Path | None) -> bool:
    """Ask the file system: a full disk shows itself as an I/O error where SQLite maps memory."""
    if file is None:
        return False
    try:
        return os.statvfs(file.parent).f_bavail == 0
    except OSError:
        return False
