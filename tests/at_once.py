"""SQLite in the tests' own thread, by statements that were compiled once.

A site gives each statement of a session to a thread, and that four times: for its cursor, itself, its
rows and its end. Waiting for threads took longer than all that SQLite did, and compiling the same
statements for each test's database as long again. What a test sees is the same: whoever awaits a
statement lets others go on meanwhile, and a statement is compiled when it is first run. Tests of
what threads are for ask for ``threads``.
"""

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import aiosqlite.core
import pytest
from sqlalchemy import URL
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from nenkin.storage import database, engines

Told = tuple["asyncio.Future[Any] | None", Callable[[], Any]]


class _AtOnce:
    """Where work for a thread is put, and done at once; who awaits it is told in the loop's next round."""

    def __init__(self, *_: Any, **__: Any) -> None:
        """Take what a thread or a pool of them is made with."""

    def put_nowait(self, told: Told) -> None:
        """Do what aiosqlite wants to be done."""
        future, work = told
        failure = result = None
        try:
            result = work()
        except Exception as failed:  # noqa: BLE001  # whoever awaits it gets it
            failure = failed
        if future is None:
            return
        if failure is None:
            future.get_loop().call_soon(aiosqlite.core.set_result, future, result)
        else:
            future.get_loop().call_soon(aiosqlite.core.set_exception, future, failure)

    def submit(self, work: Callable[..., Any], *values: Any) -> "asyncio.Future[Any]":
        """Do what an event loop wants to be done by an executor."""
        future = asyncio.get_running_loop().create_future()
        self.put_nowait((future, partial(work, *values)))
        return future

    def start(self) -> None:
        """Start no thread."""

    shutdown = start


_theirs: Any = aiosqlite.core.Connection._execute
_WHOLE = {"execute", "executemany"}  # a statement, without its cursor, its rows and its end


async def _execute(
    connection: aiosqlite.Connection, work: Callable[..., Any], *values: Any, **more: Any
) -> Any:
    """Do what a connection is asked for at once, and let others go on after each statement."""
    if not isinstance(connection._tx, _AtOnce):  # it was opened with its thread
        return await _theirs(connection, work, *values, **more)
    if not connection._running or not connection._connection:
        raise ValueError("Connection closed")  # as aiosqlite says it, which SQLAlchemy knows
    try:
        return work(*values, **more)
    finally:
        if work.__name__ in _WHOLE:
            await asyncio.sleep(0)


class _Dialect(SQLiteDialect_aiosqlite):
    """Equal to every other of its kind, so that what was compiled for one is known to be for all."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


THREADED: list[tuple[Any, str, Any]] = [
    (aiosqlite.core, "SimpleQueue", _AtOnce),
    (aiosqlite.core, "Thread", _AtOnce),
    (aiosqlite.core.Connection, "_execute", _execute),
    (database, "ThreadPoolExecutor", _AtOnce),
]
_THEIRS = [getattr(owner, name) for owner, name, _ in THREADED]
_COMPILED: dict[Any, Any] = {}  # by dialect and statement


def _engine(url: URL, **more: Any) -> AsyncEngine:
    if url.get_backend_name() == "sqlite":
        more["execution_options"] = {"compiled_cache": _COMPILED}
    return create_async_engine(url, **more)


@pytest.fixture(scope="session", autouse=True)
def _without_threads() -> Iterator[None]:
    """Let whatever opens a database do without threads, and without compiling anew."""
    registry.register("sqlite.aiosqlite", __name__, _Dialect.__name__)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "create_async_engine", _engine)
        for owner, name, ours in THREADED:
            patch.setattr(owner, name, ours)
        yield


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whatever is opened from now on have its threads, as a server's databases have."""
    for (owner, name, _), theirs in zip(THREADED, _THEIRS, strict=True):
        monkeypatch.setattr(owner, name, theirs)
