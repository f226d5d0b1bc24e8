"""Signed-in members of staff: sessions of the same table as people's, found by nobody else's cookie.

A session holds only while everything does that it rests on: the account, a role at the place of
the terminal, the terminal and the place. What is ended is ended with the next request.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, select, update

from nenkin.law.duties import PlaceKind, Role
from nenkin.storage.codes import moment, optional_moment, stamp
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.identifiers import hashed, new_secret
from nenkin.storage.sessions import SESSIONS
from nenkin.storage.staff import GRANTS, IN_FORCE, PLACES, STAFF, TERMINALS
from nenkin.storage.statements import Prepared

ENTERING, ENTERED = 1, 2  # by the password alone; by password and code


@dataclass(frozen=True, slots=True)
class StaffSession:
    """A session of a member of staff that goes on. ``level``: see ``ENTERING`` and ``ENTERED``."""

    id_hash: bytes
    csrf_key: bytes
    level: int
    authenticated_at: datetime
    last_seen_at: datetime
    idle: timedelta
    must_end_at: datetime
    staff_id: int
    number: str
    name: str
    terminal_id: int
    terminal: str
    place_id: int
    place: str
    kind: PlaceKind
    roles: frozenset[Role]
    password_changed_at: datetime | None
    trained: bool

    @property
    def ends_at(self) -> datetime:
        """When it ends if nothing more is done."""
        return min(self.last_seen_at + self.idle, self.must_end_at)


_FIND = Prepared(
    select(
        SESSIONS.c.id_hash,
        SESSIONS.c.csrf_key,
        SESSIONS.c.level,
        SESSIONS.c.authenticated_at,
        SESSIONS.c.last_seen_at,
        SESSIONS.c.idle_seconds,
        SESSIONS.c.ends_at,
        STAFF.c.id,
        STAFF.c.staff_number,
        STAFF.c.name,
        TERMINALS.c.id,
        TERMINALS.c.label,
        PLACES.c.id,
        PLACES.c.name,
        PLACES.c.kind,
        GRANTS.c.role,
        STAFF.c.password_changed_at,
        STAFF.c.trained_at,
    )
    .join(STAFF, STAFF.c.id == SESSIONS.c.staff_id)
    .join(TERMINALS, TERMINALS.c.id == SESSIONS.c.terminal_id)
    .join(PLACES, PLACES.c.id == TERMINALS.c.place_id)
    .join(GRANTS, (GRANTS.c.staff_id == STAFF.c.id) & (GRANTS.c.place_id == PLACES.c.id))
    .where(
        SESSIONS.c.id_hash == bindparam("id_hash"),
        SESSIONS.c.revoked_at.is_(None),
        STAFF.c.disabled_at.is_(None),
        STAFF.c.ended_at.is_(None),
        TERMINALS.c.revoked_at.is_(None),
        PLACES.c.closed_at.is_(None),
        *IN_FORCE,
    ),
    "id_hash",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """How long a session lasts."""

    idle: timedelta
    longest: timedelta


async def open_staff_session(
    session: Writing,
    *,
    staff_id: int,
    terminal_id: int,
    level: int,
    lasting: Lasting,
    now: datetime,
) -> str:
    """Begin a session, or its next step; gives the cookie's value, which is told this once."""
    cookie = new_secret()
    await session.run(
        insert(SESSIONS),
        {
            "id_hash": hashed(cookie),
            "staff_id": staff_id,
            "terminal_id": terminal_id,
            "csrf_key": secrets.token_bytes(32),
            "level": level,
            "created_at": stamp(now),
            "authenticated_at": stamp(now),
            "last_seen_at": stamp(now),
            "idle_seconds": int(lasting.idle.total_seconds()),
            "ends_at": stamp(now + lasting.longest),
            "agent": "",
        },
    )
    return cookie


async def find_staff_session(db: Database, cookie: str, now: datetime) -> StaffSession | None:
    """Give the session of a cookie if it goes on (every request under /staff asks this)."""
    found = await session_of(db, hashed(cookie))
    return found if found and now < found.ends_at and found.id_hash not in db.ended else None


async def session_of(db: Database, id_hash: bytes) -> StaffSession | None:
    """Give a session that nobody has ended, by its hash; its time may be over."""
    rows = await db.rows(_FIND, id_hash)
    return _session(rows) if rows else None


async def revoke_all_of_staff(session: Writing, staff_id: int, now: datetime) -> int:
    """End all sessions of a member of staff; how many there were."""
    ended = await session.run(
        update(SESSIONS)
        .where(SESSIONS.c.staff_id == staff_id, SESSIONS.c.revoked_at.is_(None))
        .values(revoked_at=stamp(now))
    )
    return ended.rowcount


def _session(rows: list[Row]) -> StaffSession:
    """Put a session together from rows that differ in nothing but the role."""
    row = rows[0]
    return StaffSession(
        id_hash=row[0],
        csrf_key=row[1],
        level=row[2],
        authenticated_at=moment(row[3]),
        last_seen_at=moment(row[4]),
        idle=timedelta(seconds=row[5]),
        must_end_at=moment(row[6]),
        staff_id=row[7],
        number=row[8],
        name=row[9],
        terminal_id=row[10],
        terminal=row[11],
        place_id=row[12],
        place=row[13],
        kind=PlaceKind(row[14]),
        roles=frozenset(Role(one[15]) for one in rows),
        password_changed_at=optional_moment(row[16]),
        trained=row[17] is not None,
    )
