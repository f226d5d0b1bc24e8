"""The database behind everything: hot reads, transactions, and what happens when it is gone."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy import CursorResult, Executable, insert, make_url, select
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from nenkin.storage import engines
from nenkin.storage.faults import StorageFull, StorageUnavailable, errors_of, translated
from nenkin.storage.groups import Group
from nenkin.storage.keys import BadKeys, Keys
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import KeyCheckRow, table_of
from nenkin.storage.together import Together, together_postgresql, together_sqlite
from nenkin.storage.vault import Vault

if TYPE_CHECKING:
    import psycopg
    from sqlalchemy.ext.asyncio import AsyncEngine

__all__ = (
    "Database",
    "Reading",
    "StorageFull",
    "StorageUnavailable",
    "Together",
    "Writing",
    "open_database",
)

Item = TypeVar("Item")
Result = TypeVar("Result")
Row = tuple[Any, ...]

# Of a connection whose server went away: no answer at all, or that it was told to go.
_DEAD = (None, "57P01", "57P02", "57P03")


class Reading(AsyncSession):
    """A session that sees one state of the database, and the vault to open what it reads."""

    vault: Vault

    async def run(
        self, statement: Executable, values: Any = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a Core statement (or one for each of a list of values) in this transaction."""
        return await (await self.connection()).execute(statement, values)


class Writing(Reading):
    """A session in whose transaction things are changed: all of them at the end of the block, or none."""


class Database:
    """One worker's way to the database; made by ``open_database``."""

    def __init__(self, url: str, vault: Vault) -> None:
        """Prepare the connections; ``open_database`` proves that they work."""
        self.url = make_url(url)
        self.vault = vault
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self._group: Group[tuple[Together[Any, Any], Any], Any] = Group(self._write_together)
        self.ended: set[bytes] = set()  # sessions whose end could not be written yet
        self._turn = asyncio.Lock()
        self._whose_turn: asyncio.Task[Any] | None = None
        self.file: Path | None = None
        if self.sqlite:
            self.file = Path(self.url.database or "").absolute()
            self._inode = engines.inode(self.file)
            # The writing one first: it makes the files that a reading one needs beside the database.
            self._raw = engines.sqlite_connection(self.file, read_only=False)
            self._hot = engines.sqlite_connection(self.file, read_only=True)
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="nenkin-writer")
            self._writer: AsyncEngine = engines.sqlite_engine(self.file, read_only=False)
            self._reader: AsyncEngine = engines.sqlite_engine(self.file, read_only=True)
        else:
            self._pool = engines.postgresql_pool(self.url)
            self._writer = self._reader = engines.postgresql_engine(self.url)

    async def rows(self, query: Prepared, *values: object) -> list[Row]:
        """Read rows on the short way: inline on SQLite (12 µs), from the pool on PostgreSQL."""
        with translated(self.file):
            if self.sqlite:
                return cast("list[Row]", self._hot.execute(query.sqlite, values).fetchall())
            return await self._again(lambda: self._rows(query, values))

    async def snapshot(self, *queries: Prepared, key: object) -> list[list[Row]]:
        """Run several reads that take the same single value, all of one state of the database."""
        with translated(self.file):
            if self.sqlite:
                execute, values = self._hot.execute, (key,)
                execute("BEGIN")
                try:
                    return [execute(query.sqlite, values).fetchall() for query in queries]
                finally:
                    execute("COMMIT")
            return await self._again(lambda: self._snapshot(queries, key))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Reading]:
        """Open a session for reading several things of one state of the database."""
        with translated(self.file):
            async with Reading(self._reader, expire_on_commit=False) as session, session.begin():
                session.vault = self.vault
                yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Writing]:
        """Open a session for changes: kept at the end of the block, thrown away if it raises."""
        async with self._my_turn():
            with translated(self.file):
                async with (
                    Writing(self._writer, expire_on_commit=False) as session,
                    session.begin(),
                ):
                    session.vault = self.vault
                    yield session

    async def write_raw(self, job: Callable[[sqlite3.Connection], Result]) -> Result:
        """On SQLite: run a short job of plain statements in a transaction of its own, off the loop.

        For what every page does; a session costs 50 times as much.
        """
        async with self._my_turn():
            loop = asyncio.get_running_loop()
            with translated(self.file):
                return await loop.run_in_executor(self._thread, self._transact, job)

    def share(self, writer: "Together[Item, Result]", item: Item) -> "asyncio.Future[Result]":
        """Write an item in one transaction with whatever else waits at the same moment.

        Done once it is durable. Not to be awaited inside ``write``: it would wait for itself.
        """
        self.refuse_inside_write()
        return self._group.add((writer, item))

    async def settled(self) -> None:
        """Wait until everything that was shared so far is written, or has failed."""
        await self._group.close()

    @asynccontextmanager
    async def connection(self) -> "AsyncIterator[psycopg.AsyncConnection]":
        """On PostgreSQL: a plain connection of the pool in a transaction, for the same purpose."""
        with translated():
            # Only beginning is tried again: after that, nobody knows what was done.
            transaction, connection = await self._again(self._begun)
            async with transaction:
                yield connection

    async def close(self) -> None:
        """Finish what was begun and let go of every connection."""
        await self.settled()
        await self._writer.dispose()
        await self._reader.dispose()
        if self.sqlite:
            self._thread.shutdown()
            self._raw.close()
            self._hot.close()
        else:
            await self._pool.close()

    async def _write_together(self, batch: list[tuple["Together[Any, Any]", Any]]) -> list[Any]:
        if self.sqlite:
            return await self.write_raw(lambda one: together_sqlite(self.vault, one, batch))
        async with self.connection() as connection:
            return await together_postgresql(self.vault, connection, batch)

    async def _rows(self, query: Prepared, values: tuple[object, ...]) -> list[Row]:
        async with self._pool.connection() as connection:
            cursor = await connection.execute(query.postgresql, query.named(values))
            return cast("list[Row]", await cursor.fetchall())

    async def _snapshot(self, queries: tuple[Prepared, ...], key: object) -> list[list[Row]]:
        async with self._pool.connection() as connection, connection.pipeline():
            # One round trip for all of it.
            await connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursors = [
                await connection.execute(query.postgresql, query.named((key,))) for query in queries
            ]
            await connection.execute("COMMIT")
            return [await cursor.fetchall() for cursor in cursors]

    async def _again(self, reach: Callable[[], Awaitable[Result]]) -> Result:
        """Read or begin, and again where a connection was dead: a restarted server is there again.

        Each dead connection fails once and leaves the pool, so they come to an end.
        """
        for _ in range(engines.POOLED):
            try:
                return await reach()
            except errors_of("psycopg", "OperationalError") as error:
                if getattr(error, "sqlstate", None) not in _DEAD:
                    raise
        return await reach()

    async def _begun(self) -> "tuple[AsyncExitStack, psycopg.AsyncConnection]":
        async with AsyncExitStack() as stack:
            connection = await stack.enter_async_context(self._pool.connection())
            await stack.enter_async_context(connection.transaction())
            return stack.pop_all(), connection

    def refuse_inside_write(self) -> None:
        """Say at once what would otherwise be a wait for oneself."""
        if self._whose_turn is not None and self._whose_turn is asyncio.current_task():
            raise RuntimeError("a write inside a write: the inner one would wait for the outer one")

    @asynccontextmanager
    async def _my_turn(self) -> AsyncIterator[None]:
        """Queue the writers of this worker: SQLite takes one at a time, and its own wait is unfair."""
        if not self.sqlite:
            yield
            return
        self.refuse_inside_write()
        async with self._turn:
            self._whose_turn = asyncio.current_task()
            try:
                if self.file is not None and engines.inode(self.file) != self._inode:
                    # SQLite would go on writing into a deleted file, and say it was done.
                    raise StorageUnavailable(f"{self.file} was replaced or removed")
                yield
            finally:
                self._whose_turn = None

    def _transact(self, job: Callable[[sqlite3.Connection], Result]) -> Result:
        connection = self._raw
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = job(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return result

    async def open(self) -> None:
        """Connect, and prove that the tables are there and the keys are theirs."""
        # Proving first: an engine says at once that nobody is there, a pool goes on trying.
        await self._prove_keys()
        if not self.sqlite:
            await self._pool.open()

    async def _prove_keys(self) -> None:
        proofs = self.vault.proofs()
        table = table_of(KeyCheckRow)
        async with self.read() as session:
            try:
                known = {
                    (row.name, row.key_id): row.proof for row in await session.run(select(table))
                }
            except DBAPIError as error:
                raise StorageUnavailable(
                    "The database has no tables: run nenkin migrate."
                ) from error
        for key, proof in proofs.items():
            if known.get(key, proof) != proof:
                raise BadKeys(
                    f"The key file's {key[0]} key {key[1]} is not the one this database was made "
                    "with. Take the key file from the place where keys are kept."
                )
        new = [
            {"name": name, "key_id": key_id, "proof": proof}
            for (name, key_id), proof in proofs.items()
            if (name, key_id) not in known
        ]
        if new:
            async with self.write() as session:
                await session.run(insert(table), new)


async def open_database(url: str, keys: Keys) -> Database:
    """Open a migrated database; raises ``StorageUnavailable`` or ``BadKeys`` where it cannot be used."""
    with translated():
        database = Database(url, Vault(keys))
    try:
        await database.open()
    except BaseException:
        await database.close()
        raise
    return database
