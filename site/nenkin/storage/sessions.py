"""Signed-in visits: rows that are made at sign-in, only ever ended, and never brought back.

No statement here inserts where a row may have been: a request that was under way while its session
was ended finds nothing to update, and changes nothing.
"""

import contextlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update

from nenkin.storage.codes import moment, optional_day, optional_moment, optional_stamp, stamp
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.faults import StorageUnavailable
from nenkin.storage.identifiers import hashed, new_secret
from nenkin.storage.people import PEOPLE
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import AccountRow, SessionRow, table_of

SESSIONS = table_of(SessionRow)
ACCOUNTS = table_of(AccountRow)

_AGENT_LENGTH = 200
_COLUMNS = (
    "id_hash",
    "person_id",
    "account_id",
    "csrf_key",
    "level",
    "created_at",
    "authenticated_at",
    "last_seen_at",
    "idle_seconds",
    "ends_at",
    "previous_sign_in",
    "device_id",
    "agent",
)


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a person that goes on."""

    id_hash: bytes
    person_id: int
    account_id: int
    csrf_key: bytes
    level: int  # 1 password, 2 with a second factor
    created_at: datetime
    authenticated_at: datetime
    last_seen_at: datetime
    idle: timedelta
    must_end_at: datetime
    previous_sign_in: datetime | None
    device_id: int | None
    agent: str
    name: str
    shown_on: date | None  # the day a sample person's record is shown as of

    @property
    def ends_at(self) -> datetime:
        """When it ends if nothing more is done."""
        return min(self.last_seen_at + self.idle, self.must_end_at)


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session and the cookie's value, which is told this once."""

    cookie: str
    session: Session


# A closed account ends every session at the next request, whatever else happens.
_LIVE = (
    select(
        *(SESSIONS.c[name] for name in _COLUMNS),
        PEOPLE.c.surname,
        PEOPLE.c.given_name,
        PEOPLE.c.shown_on,
    )
    .join(PEOPLE, PEOPLE.c.id == SESSIONS.c.person_id)
    .join(ACCOUNTS, ACCOUNTS.c.id == SESSIONS.c.account_id)
    .where(SESSIONS.c.revoked_at.is_(None), ACCOUNTS.c.closed_at.is_(None))
)
_FIND = Prepared(_LIVE.where(SESSIONS.c.id_hash == bindparam("id_hash")), "id_hash")


async def open_session(
    session: Writing,
    *,
    person_id: int,
    account_id: int,
    now: datetime,
    idle: timedelta,
    longest: timedelta,
    level: int = 1,
    device_id: int | None = None,
    agent: str = "",
    previous_sign_in: datetime | None = None,
) -> Opened:
    """Begin a session. What the browser sent before is no part of it."""
    return await _store(
        session,
        person_id=person_id,
        account_id=account_id,
        level=level,
        created_at=stamp(now),
        authenticated_at=stamp(now),
        last_seen_at=stamp(now),
        idle_seconds=int(idle.total_seconds()),
        ends_at=stamp(now + longest),
        previous_sign_in=optional_stamp(previous_sign_in),
        device_id=device_id,
        agent=agent[:_AGENT_LENGTH],
    )


async def find_session(db: Database, cookie: str, now: datetime) -> Session | None:
    """Give the session of a cookie if it goes on (every request asks this)."""
    for row in await db.rows(_FIND, hashed(cookie)):
        found = _session(row)
        if now < found.ends_at and found.id_hash not in db.ended:
            return found
    return None


async def renew(
    session: Writing, old: Session, *, now: datetime, level: int | None = None
) -> Opened | None:
    """Change the cookie after a proof (password asked again, second factor): the old one ends.

    ``None`` where the old one has ended already.
    """
    if not await revoke(session, old.id_hash, now):
        return None
    return await _store(
        session,
        person_id=old.person_id,
        account_id=old.account_id,
        level=old.level if level is None else level,
        created_at=stamp(old.created_at),
        authenticated_at=stamp(now),
        last_seen_at=stamp(now),
        idle_seconds=int(old.idle.total_seconds()),
        ends_at=stamp(old.must_end_at),
        previous_sign_in=optional_stamp(old.previous_sign_in),
        device_id=old.device_id,
        agent=old.agent,
    )


async def sign_out(db: Database, id_hash: bytes, now: datetime) -> None:
    """End a session whatever happens: with a full disk it is ended here, and written later."""
    db.ended.add(id_hash)
    with contextlib.suppress(StorageUnavailable):
        await write_ended(db, now)


async def write_ended(db: Database, now: datetime) -> None:
    """Write the ends that could not be written before."""
    waiting = set(db.ended)
    if waiting:
        async with db.write() as session:
            for id_hash in waiting:
                await revoke(session, id_hash, now)
        db.ended -= waiting


async def revoke(session: Writing, id_hash: bytes, now: datetime) -> bool:
    """End a session; whether it was going on."""
    ended = await session.run(
        update(SESSIONS)
        .where(SESSIONS.c.id_hash == id_hash, SESSIONS.c.revoked_at.is_(None))
        .values(revoked_at=stamp(now))
    )
    return ended.rowcount == 1


async def revoke_own(session: Writing, person_id: int, id_hash: bytes, now: datetime) -> bool:
    """End one of a person's own sessions; nobody else's, whatever hash is sent."""
    ended = await session.run(
        update(SESSIONS)
        .where(
            SESSIONS.c.id_hash == id_hash,
            SESSIONS.c.person_id == person_id,
            SESSIONS.c.revoked_at.is_(None),
        )
        .values(revoked_at=stamp(now))
    )
    return ended.rowcount == 1


async def revoke_all(
    session: Writing, person_id: int, now: datetime, *, but: bytes | None = None
) -> int:
    """End all sessions of a person (but this one); how many there were."""
    statement = update(SESSIONS).where(
        SESSIONS.c.person_id == person_id, SESSIONS.c.revoked_at.is_(None)
    )
    if but is not None:
        statement = statement.where(SESSIONS.c.id_hash != but)
    return (await session.run(statement.values(revoked_at=stamp(now)))).rowcount


async def sessions_of(db: Database, person_id: int, now: datetime) -> Sequence[Session]:
    """List a person's sessions that go on, the latest first."""
    statement = _LIVE.where(SESSIONS.c.person_id == person_id).order_by(
        SESSIONS.c.last_seen_at.desc()
    )
    async with db.read() as reading:
        found = [_session(tuple(row)) for row in await reading.run(statement)]
    return [session for session in found if now < session.ends_at]


async def forget_ended(session: Writing, before: datetime) -> int:
    """Remove sessions that ended long ago."""
    return (await session.run(delete(SESSIONS).where(SESSIONS.c.ends_at < stamp(before)))).rowcount


async def _store(session: Writing, **values: object) -> Opened:
    cookie = new_secret()
    fresh = {"id_hash": hashed(cookie), "csrf_key": secrets.token_bytes(32), **values}
    await session.run(insert(SESSIONS), fresh)
    row = (await session.run(_LIVE.where(SESSIONS.c.id_hash == fresh["id_hash"]))).one()
    return Opened(cookie, _session(tuple(row)))


def _session(row: Row) -> Session:
    return Session(
        id_hash=row[0],
        person_id=row[1],
        account_id=row[2],
        csrf_key=row[3],
        level=row[4],
        created_at=moment(row[5]),
        authenticated_at=moment(row[6]),
        last_seen_at=moment(row[7]),
        idle=timedelta(seconds=row[8]),
        must_end_at=moment(row[9]),
        previous_sign_in=optional_moment(row[10]),
        device_id=row[11],
        agent=row[12],
        name=f"{row[13]} {row[14]}",
        shown_on=optional_day(row[15]),
    )
