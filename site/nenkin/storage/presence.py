"""Noting that somebody is there, which is what keeps their session going."""

import logging
import sqlite3
from asyncio import Future
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from nenkin.storage.codes import stamp
from nenkin.storage.database import Database
from nenkin.storage.faults import StorageUnavailable
from nenkin.storage.sessions import Session
from nenkin.storage.staff_sessions import StaffSession
from nenkin.storage.together import Together
from nenkin.storage.vault import Vault

if TYPE_CHECKING:
    import psycopg

log = logging.getLogger(__name__)

Anybodys = TypeVar("Anybodys", Session, StaffSession)

_EVERY = timedelta(minutes=1)
_SEEN = (
    "UPDATE session SET last_seen_at = ? "
    "WHERE id_hash = ? AND revoked_at IS NULL AND last_seen_at < ?"
)


def touch(db: Database, session: Anybodys, now: datetime) -> Anybodys:
    """Note that somebody is there, at most once a minute; gives the session as it is then.

    Nobody waits for it: it is written with what the page itself writes. Where it cannot be (disk
    full), pages that need no more are still shown.
    """
    if now - session.last_seen_at < _EVERY:
        return session
    _note_seen(db, session, now).add_done_callback(_look_at_failure)
    return _seen(session, now)


async def extend(db: Database, session: Anybodys, now: datetime) -> Anybodys:
    """Note it at once (somebody asked for more time). An ended session stays ended."""
    await _note_seen(db, session, now)
    return _seen(session, now)


_Seen = tuple[int, bytes, int]  # the values of ``_SEEN``


def _see_sqlite(_vault: Vault, connection: sqlite3.Connection, batch: list[_Seen]) -> list[None]:
    connection.executemany(_SEEN, batch)
    return [None] * len(batch)


async def _see_postgresql(
    _vault: Vault, connection: "psycopg.AsyncConnection", batch: list[_Seen]
) -> list[None]:
    # In one order everywhere: workers that see the same sessions would wait for each other.
    ordered: list[_Seen] = sorted(batch, key=lambda seen: seen[1])
    async with connection.cursor() as cursor:
        await cursor.executemany(_SEEN.replace("?", "%s"), ordered)
    return [None] * len(batch)


_SEEING = Together(_see_sqlite, _see_postgresql)


def _note_seen(db: Database, session: Session | StaffSession, now: datetime) -> Future[None]:
    return db.share(_SEEING, (stamp(now), session.id_hash, stamp(now)))


def _seen(session: Anybodys, now: datetime) -> Anybodys:
    return replace(session, last_seen_at=max(now, session.last_seen_at))


def _look_at_failure(written: Future[None]) -> None:
    if not written.cancelled() and isinstance(written.exception(), StorageUnavailable):
        log.warning("a session's last request could not be noted")
