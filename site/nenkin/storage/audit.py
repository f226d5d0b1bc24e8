"""The audit trail (いつ、だれが、だれの記録を見たか): written before what it tells of is shown.

Requests that wait at the same moment share one commit. The seal of the entry before is read inside
the write transaction, so that several workers keep one chain.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import bindparam, insert, literal_column, select, text

from nenkin.storage.audit_anchors import START
from nenkin.storage.audit_chain import AUDIT, COLUMNS, sealed
from nenkin.storage.codes import moment, stamp
from nenkin.storage.database import Database, Row, Together, Writing
from nenkin.storage.statements import Prepared
from nenkin.storage.vault import Vault

if TYPE_CHECKING:
    import psycopg


class ActorKind(IntEnum):
    """Who did it."""

    PERSON = 1
    STAFF = 2
    VISITOR = 3  # nobody is signed in
    SYSTEM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that is noted. ``action`` is a word such as ``record.viewed``.

    ``subject`` is whose record or account it touches; ``place`` an address, terminal or office;
    ``purpose`` why (a case number, for staff). No number of a person belongs into ``detail``.
    """

    actor: ActorKind
    actor_id: int | None = None
    action: str
    subject: int | None = None
    place: str = ""
    purpose: str = ""
    detail: Mapping[str, str | int] = field(default_factory=dict)


def of_own(
    person_id: int,
    action: str,
    *,
    place: str = "",
    detail: Mapping[str, str | int] | None = None,
) -> Event:
    """Give what a person does with what is theirs."""
    return Event(
        actor=ActorKind.PERSON,
        actor_id=person_id,
        action=action,
        subject=person_id,
        place=place,
        detail=detail or {},
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as it stands in the trail."""

    seq: int
    at: datetime
    event: Event


_Values = tuple[Any, ...]  # ``COLUMNS`` without ``seq`` and ``key_id``

_LOCK = 7203412  # PostgreSQL: whoever appends holds it until the commit
_LAST_SQL = "SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1"
_INSERT_SQLITE = (
    f"INSERT INTO audit ({', '.join(COLUMNS)}, mac) "  # noqa: S608  # names of columns only
    f"VALUES ({', '.join('?' * (len(COLUMNS) + 1))})"
)
_INSERT_POSTGRESQL = _INSERT_SQLITE.replace("?", "%s")


async def append(db: Database, event: Event, now: datetime) -> int:
    """Note an event durably and give its number; a page is sent only after this.

    Raises ``StorageFull`` or ``StorageUnavailable``; then nothing may be shown. Not to be awaited
    inside ``db.write()``: there, ``note`` writes into the open transaction.
    """
    return await db.share(_APPENDING, _values(event, now))


async def note(session: Writing, event: Event, now: datetime) -> int:
    """Note an event in the transaction that does what it tells of. Call it last in the block."""
    if session.get_bind().dialect.name != "sqlite":
        await session.run(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    last = (await session.run(text(_LAST_SQL))).one_or_none()
    ((values, mac),) = _chained(
        session.vault, None if last is None else tuple(last), [_values(event, now)]
    )
    await session.run(insert(AUDIT), dict(zip((*COLUMNS, "mac"), (*values, mac), strict=True)))
    return int(values[0])


_ABOUT = Prepared(
    select(*(AUDIT.c[name] for name in COLUMNS))
    .where(AUDIT.c.subject == bindparam("subject"), AUDIT.c.seq < bindparam("before"))
    .order_by(AUDIT.c.seq.desc())
    .limit(bindparam("limit"))
    # SQLAlchemy would add an offset of its own, as a value.
    .offset(literal_column("0")),
    "subject",
    "before",
    "limit",
)


async def views_of(
    db: Database, person_id: int, *, before: int | None = None, limit: int = 50
) -> Sequence[Entry]:
    """Give what was done with a person's record and account, the latest first, page by page."""
    rows = await db.rows(_ABOUT, person_id, (1 << 63) - 1 if before is None else before, limit)
    return [entry_of(row) for row in rows]


_ACTS = Prepared(
    select(*(AUDIT.c[name] for name in COLUMNS))
    .where(
        AUDIT.c.subject == bindparam("subject"),
        AUDIT.c.actor_kind == literal_column(str(int(ActorKind.PERSON))),
        AUDIT.c.actor_id == bindparam("actor"),
        AUDIT.c.seq < bindparam("before"),
    )
    .order_by(AUDIT.c.seq.desc())
    .limit(bindparam("limit"))
    .offset(literal_column("0")),
    "subject",
    "actor",
    "before",
    "limit",
)


async def acts_of(
    db: Database, person_id: int, actor: int, *, before: int | None = None, limit: int = 50
) -> Sequence[Entry]:
    """Give what one other person did with somebody's sheet or record, the latest first."""
    until = (1 << 63) - 1 if before is None else before
    return [entry_of(row) for row in await db.rows(_ACTS, person_id, actor, until, limit)]


def _append_sqlite(vault: Vault, connection: sqlite3.Connection, batch: list[_Values]) -> list[int]:
    last = connection.execute(_LAST_SQL).fetchone()
    chained = _chained(vault, last, batch)
    connection.executemany(_INSERT_SQLITE, [(*values, mac) for values, mac in chained])
    return [values[0] for values, _ in chained]


async def _append_postgresql(
    vault: Vault, connection: "psycopg.AsyncConnection", batch: list[_Values]
) -> list[int]:
    await connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
    last = await (await connection.execute(_LAST_SQL)).fetchone()
    chained = _chained(vault, last, batch)
    async with connection.cursor() as cursor:
        await cursor.executemany(_INSERT_POSTGRESQL, [(*values, mac) for values, mac in chained])
    return [values[0] for values, _ in chained]


_APPENDING = Together(_append_sqlite, _append_postgresql)


def _values(event: Event, now: datetime) -> _Values:
    values = (
        stamp(now),
        int(event.actor),
        event.actor_id,
        event.action,
        event.subject,
        event.place,
        event.purpose,
        msgspec.json.encode(event.detail, order="sorted").decode() if event.detail else "",
    )
    # What cannot be written must fail here, not for everybody who shares the commit.
    if any("\0" in text for text in values if isinstance(text, str)):
        raise ValueError("NUL in an audit event")
    msgspec.json.encode(values)
    return values


def _chained(vault: Vault, last: Row | None, batch: list[_Values]) -> list[tuple[_Values, bytes]]:
    """Number and seal entries behind the last one."""
    key = vault.keys.audit.current
    seq, mac = (0, START) if last is None else (last[0], bytes(last[1]))
    chained = []
    for values in batch:
        seq += 1
        numbered = (seq, *values, key.id)
        mac = sealed(key, mac, numbered)
        chained.append((numbered, mac))
    return chained


def entry_of(row: Row) -> Entry:
    """Read an entry of a row with ``COLUMNS``."""
    return Entry(
        seq=row[0],
        at=moment(row[1]),
        event=Event(
            actor=ActorKind(row[2]),
            actor_id=row[3],
            action=row[4],
            subject=row[5],
            place=row[6],
            purpose=row[7],
            detail=msgspec.json.decode(row[8]) if row[8] else {},
        ),
    )
