"""A person's turn at a kiosk (キオスク): how long it goes on, and that it never comes back.

As with sessions, no statement here inserts where a row may have been: a request that was under way
while the turn ended finds nothing to update, and changes nothing.
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update

from nenkin.storage.codes import moment, optional_moment, stamp
from nenkin.storage.database import Database, Writing
from nenkin.storage.faults import StorageUnavailable
from nenkin.storage.identifiers import hashed, new_secret
from nenkin.storage.sessions import SESSIONS
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import AssistedSessionRow, KioskVisitRow, table_of

VISITS = table_of(KioskVisitRow)
ASSISTED = table_of(AssistedSessionRow)
IDLE = timedelta(seconds=120)  # without a touch: then a page asks whether anybody is there
LAST = timedelta(seconds=60)  # that the page waits for an answer
# A browser notes at most so often that somebody is there, and answers take their time.
SLACK = timedelta(seconds=30)
LIMIT = IDLE + LAST + SLACK  # after this a turn is over, whatever the browser does
HOUR = timedelta(hours=1)  # after each of them the person is reminded that they may rest
SHOWN = timedelta(seconds=60)  # that numbers and amounts are shown after «見せる»
_EVERY = timedelta(seconds=5)
_SECOND = 1_000_000  # of a stamp


@dataclass(frozen=True, slots=True)
class KioskVisit:
    """A turn that goes on. ``beside``: when the clerk last did something who helps in it."""

    started_at: datetime
    last_seen_at: datetime
    reminded_at: datetime
    shown_until: datetime | None
    sound: bool
    beside: datetime | None = None

    @property
    def used_at(self) -> datetime:
        """Give when either screen was last used."""
        return max(self.last_seen_at, self.beside or self.last_seen_at)


_CLERKS = SESSIONS.alias("clerks")
_FIND = Prepared(
    select(
        VISITS.c.started_at,
        VISITS.c.last_seen_at,
        VISITS.c.reminded_at,
        VISITS.c.shown_until,
        VISITS.c.sound,
        _CLERKS.c.last_seen_at,
    )
    .outerjoin_from(
        VISITS,
        ASSISTED,
        (ASSISTED.c.kiosk_hash == VISITS.c.id_hash) & ASSISTED.c.ended_at.is_(None),
    )
    .outerjoin(
        _CLERKS, (_CLERKS.c.id_hash == ASSISTED.c.staff_session) & _CLERKS.c.revoked_at.is_(None)
    )
    .where(VISITS.c.id_hash == bindparam("id_hash"), VISITS.c.ended_at.is_(None)),
    "id_hash",
)


_ENDED = Prepared(
    select(VISITS.c.ended_at).where(
        VISITS.c.id_hash == bindparam("id_hash"), VISITS.c.ended_at.is_not(None)
    ),
    "id_hash",
)


async def begin(session: Writing, now: datetime, *, sound: bool = False) -> str:
    """Begin somebody's turn; gives the cookie's value, which is told this once.

    ``sound``: they want to hear a tone when they are asked whether they are still there.
    """
    cookie = new_secret()
    at = stamp(now)
    values = {
        "id_hash": hashed(cookie),
        "started_at": at,
        "last_seen_at": at,
        "reminded_at": at,
        "sound": int(sound),
    }
    await session.run(insert(VISITS), values)
    return cookie


async def find(db: Database, cookie: str, now: datetime) -> KioskVisit | None:
    """Give the turn of a cookie while it goes on: as long as it, or the clerk's screen, is used."""
    for started_at, last_seen_at, reminded_at, shown_until, sound, beside in await db.rows(
        _FIND, hashed(cookie)
    ):
        found = KioskVisit(
            moment(started_at),
            moment(last_seen_at),
            moment(reminded_at),
            optional_moment(shown_until),
            sound=bool(sound),
            beside=optional_moment(beside),
        )
        if now < found.used_at + LIMIT:
            return found
    return None


async def was_ended(db: Database, cookie: str) -> bool:
    """Whether somebody ended a turn, and not time alone: the person, or the clerk with them."""
    return bool(await db.rows(_ENDED, hashed(cookie)))


async def stay(db: Database, cookie: str, found: KioskVisit, now: datetime) -> None:
    """Note that somebody is there, for the clerk's visit too who helps them; what has ended stays so."""
    if now < found.last_seen_at + _EVERY:
        return
    # Where it cannot be written (disk full), pages that need no more are still shown.
    with contextlib.suppress(StorageUnavailable):
        async with db.write() as session:
            await session.run(
                update(VISITS)
                .where(
                    VISITS.c.id_hash == hashed(cookie),
                    VISITS.c.ended_at.is_(None),
                    VISITS.c.last_seen_at < stamp(now),
                )
                .values(last_seen_at=stamp(now))
            )
            helps = (ASSISTED.c.kiosk_hash == hashed(cookie), ASSISTED.c.ended_at.is_(None))
            await session.run(
                update(SESSIONS)
                .where(
                    SESSIONS.c.id_hash.in_(select(ASSISTED.c.staff_session).where(*helps)),
                    SESSIONS.c.revoked_at.is_(None),
                    SESSIONS.c.last_seen_at < stamp(now),
                    SESSIONS.c.last_seen_at + SESSIONS.c.idle_seconds * _SECOND > stamp(now),
                )
                .values(last_seen_at=stamp(now))
            )


async def remind(db: Database, cookie: str, now: datetime) -> bool:
    """Note that another hour has gone by; whether it had, and nobody had said so yet."""
    async with db.write() as session:
        due = update(VISITS).where(
            VISITS.c.id_hash == hashed(cookie),
            VISITS.c.ended_at.is_(None),
            VISITS.c.reminded_at <= stamp(now - HOUR),
        )
        return (await session.run(due.values(reminded_at=stamp(now)))).rowcount == 1


async def show(session: Writing, cookie: str, until: datetime | None) -> None:
    """Show numbers and amounts for a while, or hide them again; a turn that is over stays over."""
    mine = (VISITS.c.id_hash == hashed(cookie), VISITS.c.ended_at.is_(None))
    values = {"shown_until": None if until is None else stamp(until)}
    await session.run(update(VISITS).where(*mine).values(**values))


async def end(session: Writing, cookie: str, now: datetime) -> None:
    """End a turn for good."""
    mine = (VISITS.c.id_hash == hashed(cookie), VISITS.c.ended_at.is_(None))
    await session.run(update(VISITS).where(*mine).values(ended_at=stamp(now)))


async def forget_kiosk_visits(session: Writing, before: datetime) -> None:
    """Remove turns that are long over."""
    await session.run(delete(VISITS).where(VISITS.c.last_seen_at < stamp(before)))
