"""Counts attempts, so that guessing stays slow: across restarts, workers and devices.

An attempt is counted when it is asked for, not when it has failed: a thousand guesses at the same
moment are a thousand attempts.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete

from nenkin.storage.codes import moment, stamp
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.tables import AttemptRow, table_of
from nenkin.storage.vault import Vault

ATTEMPTS = table_of(AttemptRow)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """So many in a period, flowing back evenly: for addresses, numbers, and everybody together."""

    kind: str
    key: str
    times: int
    period: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Longer waits the more fail in a row; ``forgive`` begins anew. For an account's unknown device.

    ``steps``: from so many failures on, so long a wait after each. After ``last`` nothing helps
    but another way in.
    """

    kind: str
    key: str
    steps: tuple[tuple[int, timedelta], ...] = (
        (5, timedelta(minutes=1)),
        (10, timedelta(minutes=15)),
        (20, timedelta(hours=1)),
    )
    last: int = 100
    memory: timedelta = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether it may be tried. ``retry_at``: when again; ``exhausted``: kinds that are used up."""

    allowed: bool
    retry_at: datetime | None = None
    exhausted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Count:
    """A row's state, before or after."""

    counted: int
    until: int
    forget_at: int


_TOUCH = (
    "INSERT INTO attempt (kind, key, counted, until, forget_at) "
    "VALUES (?, ?, 0, 0, ?) ON CONFLICT DO NOTHING"
)
_READ = "SELECT counted, until, forget_at FROM attempt WHERE kind = ? AND key = ?"
_WRITE = "UPDATE attempt SET counted = ?, until = ?, forget_at = ? WHERE kind = ? AND key = ?"


async def ask(db: Database, limits: Sequence[Budget | Ladder], now: datetime) -> Answer:
    """Ask whether something may be tried under all limits, and count it under each if it may.

    One write of its own, so that nothing that fails later gives the attempt back.
    """
    at = stamp(now)
    # In one order for everybody, so that two requests never wait for each other.
    keyed = sorted(((limit.kind, _key(db.vault, limit), limit) for limit in limits), key=_order)
    return await (_ask_sqlite if db.sqlite else _ask_postgresql)(db, keyed, at)


_Keyed = tuple[str, bytes, Budget | Ladder]
_Changes = list[tuple[int, int, int, str, bytes]]


async def _ask_sqlite(db: Database, keyed: list[_Keyed], at: int) -> Answer:
    def job(connection: sqlite3.Connection) -> Answer:
        found = []
        for kind, key, _ in keyed:
            connection.execute(_TOUCH, (kind, key, at))
            found.append(connection.execute(_READ, (kind, key)).fetchone())
        answer, changes = _decide(keyed, found, at)
        connection.executemany(_WRITE, changes)
        return answer

    return await db.write_raw(job)


async def _ask_postgresql(db: Database, keyed: list[_Keyed], at: int) -> Answer:
    async with db.connection() as connection, connection.cursor() as cursor:
        found = []
        for kind, key, _ in keyed:
            await cursor.execute(_TOUCH.replace("?", "%s"), (kind, key, at))
            await cursor.execute(_READ.replace("?", "%s") + " FOR UPDATE", (kind, key))
            found.append(await cursor.fetchone())
        answer, changes = _decide(keyed, found, at)
        if changes:
            await cursor.executemany(_WRITE.replace("?", "%s"), changes)
        return answer


def _decide(
    keyed: Sequence[_Keyed], found: Sequence[Row | None], at: int
) -> tuple[Answer, _Changes]:
    """Decide by what was counted so far; nothing is counted where it is not allowed."""
    changes: _Changes = []
    refused_until = 0
    exhausted: list[str] = []
    for (kind, key, limit), row in zip(keyed, found, strict=True):
        before = _Count(*row) if row is not None and row[2] > at else _Count(0, 0, at)
        if isinstance(limit, Ladder) and before.counted >= limit.last:
            exhausted.append(kind)
            continue
        refused_until = max(refused_until, _allowed_at(limit, before, at))
        count = _counted(limit, before, at)
        changes.append((count.counted, count.until, count.forget_at, kind, key))
    if exhausted:
        return Answer(allowed=False, exhausted=tuple(exhausted)), []
    if refused_until > at:
        return Answer(allowed=False, retry_at=moment(refused_until)), []
    return Answer(allowed=True), changes


async def forgive(session: Writing, kind: str, key: str) -> None:
    """Begin anew after a success."""
    index = session.vault.index(f"attempt {kind}", key)
    await session.run(delete(ATTEMPTS).where(ATTEMPTS.c.kind == kind, ATTEMPTS.c.key == index))


async def forget_attempts(session: Writing, now: datetime) -> int:
    """Remove counts that say nothing any more."""
    return (await session.run(delete(ATTEMPTS).where(ATTEMPTS.c.forget_at <= stamp(now)))).rowcount


def _key(vault: Vault, limit: Budget | Ladder) -> bytes:
    return vault.index(f"attempt {limit.kind}", limit.key)


def _order(keyed: _Keyed) -> tuple[str, bytes]:
    return keyed[:2]


def _allowed_at(limit: Budget | Ladder, before: _Count, at: int) -> int:
    if isinstance(limit, Ladder):
        return before.until
    # ``until`` is when the budget is full again; one more may not move it beyond a period.
    return max(before.until, at) + _each(limit) - limit.period // _MICROSECOND


def _counted(limit: Budget | Ladder, before: _Count, at: int) -> _Count:
    counted = before.counted + 1
    if isinstance(limit, Ladder):
        wait = max((pause for count, pause in limit.steps if counted >= count), default=timedelta())
        return _Count(counted, at + wait // _MICROSECOND, at + limit.memory // _MICROSECOND)
    until = max(before.until, at) + _each(limit)
    return _Count(counted, until, until)


def _each(limit: Budget) -> int:
    return limit.period // limit.times // _MICROSECOND
