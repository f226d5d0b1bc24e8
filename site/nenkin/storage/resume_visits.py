"""Visits that a resume code (復帰コード) has let in: how long, and what happens when their time is over.

They end after half an hour in which nobody opened a page, like sessions: whoever sits down next at a
shared device finds nothing. Who types the same code again gets back what was typed too late.
"""

import contextlib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update

from nenkin.storage.codes import day, day_number, moment, stamp
from nenkin.storage.database import Database, StorageUnavailable, Writing
from nenkin.storage.drafts import DRAFTS, UNSENT
from nenkin.storage.identifiers import hashed, new_id
from nenkin.storage.sheets import SHEETS, Holder
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import ResumeCodeRow, ResumeVisitRow, table_of

CODES = table_of(ResumeCodeRow)
VISITS = table_of(ResumeVisitRow)
IDLE = timedelta(minutes=30)
KEPT = timedelta(hours=24)  # of visits that ended: as long as what a visitor typed is kept
SIGN_IN, RESUME = "/sign-in", "/resume?ended=yes"
_EVERY = timedelta(minutes=1)  # at most so often it is noted that somebody is there


@dataclass(frozen=True, slots=True)
class Resumed:
    """Whose sheet a visit may go on with. ``born_on`` is the birth date as typed with the code."""

    holder: Holder
    born_on: date
    ends_at: datetime | None = field(default=None, compare=False)


async def let_in(session: Writing, code_id: int, cookie: str, born_on: date, now: datetime) -> bool:
    """Let a visit in by a code; whether there still is such a code."""
    used = update(CODES).where(CODES.c.id == code_id).values(last_used_at=stamp(now))
    if (await session.run(used)).rowcount == 0:
        return False
    visit_hash = hashed(cookie)
    await session.run(delete(VISITS).where(VISITS.c.visit_hash == visit_hash))
    values = {
        "id": new_id(),
        "visit_hash": visit_hash,
        "code_id": code_id,
        "born_on": day_number(born_on),
        "ends_at": stamp(now + IDLE),
    }
    await session.run(insert(VISITS), values)
    return True


_RESUMED = Prepared(
    select(
        SHEETS.c.person_id,
        SHEETS.c.visit_hash,
        SHEETS.c.expires_at,
        VISITS.c.born_on,
        VISITS.c.ends_at,
    )
    .join(CODES, CODES.c.id == VISITS.c.code_id)
    .join(SHEETS, SHEETS.c.id == CODES.c.sheet_id)
    .where(VISITS.c.visit_hash == bindparam("visit_hash")),
    "visit_hash",
)


async def resumed(db: Database, cookie: str, now: datetime) -> Resumed | None:
    """Say whose sheet a visit was let in to earlier, while its time lasts."""
    found = await _visit(db, cookie, now)
    return found if found and found.ends_at and found.ends_at > now else None


async def welcome(db: Database, cookie: str | None, now: datetime) -> str:
    """Say where a visitor comes in; nothing where they are in, which is noted and gives them time."""
    found = await _visit(db, cookie, now) if cookie else None
    if cookie is None or found is None or found.ends_at is None:
        return SIGN_IN
    if found.ends_at <= now:
        return RESUME
    if found.ends_at < now + IDLE - _EVERY:
        # Where it cannot be written (disk full), pages that need no more are still shown.
        with contextlib.suppress(StorageUnavailable):
            await stay(db, cookie, now)
    return ""


async def stay(db: Database, cookie: str, now: datetime) -> None:
    """Give a visit its whole time again. One that has ended stays ended."""
    until = stamp(now + IDLE)
    mine = (VISITS.c.visit_hash == hashed(cookie), VISITS.c.ends_at > stamp(now))
    async with db.write() as session:
        # never less than it has: two requests may come in another order than they were sent
        later = update(VISITS).where(*mine, VISITS.c.ends_at < until).values(ends_at=until)
        await session.run(later)


async def take_along(db: Database, before: str, cookie: str, now: datetime) -> bool:
    """Give a visit what was typed too late in the one before; whether there was anything.

    Only where both came in by the same code: the device may be another person's by now.
    """
    old, new = hashed(before), hashed(cookie)
    code = select(VISITS.c.code_id).where(VISITS.c.visit_hash == new).scalar_subquery()
    same = select(VISITS.c.id).where(VISITS.c.visit_hash == old, VISITS.c.code_id == code)
    moved = (
        update(DRAFTS)
        .where(
            DRAFTS.c.visit_hash == old,
            DRAFTS.c.journey == UNSENT,
            DRAFTS.c.expires_at > stamp(now),
            same.exists(),
        )
        .values(visit_hash=new)
    )
    async with db.write() as session:
        return (await session.run(moved)).rowcount > 0


async def leave(session: Writing, cookie: str) -> None:
    """End a visit's way in: the helper's table is somebody else's next."""
    visit_hash = hashed(cookie)
    await session.run(delete(VISITS).where(VISITS.c.visit_hash == visit_hash))
    await session.run(
        delete(DRAFTS).where(DRAFTS.c.visit_hash == visit_hash, DRAFTS.c.journey == UNSENT)
    )


async def forget_visits(session: Writing, now: datetime) -> None:
    """Remove visits that ended so long ago that nothing of them is kept any more."""
    await session.run(delete(VISITS).where(VISITS.c.ends_at <= stamp(now - KEPT)))


async def _visit(db: Database, cookie: str, now: datetime) -> Resumed | None:
    for person_id, visit_hash, expires_at, born_on, ends_at in await db.rows(
        _RESUMED, hashed(cookie)
    ):
        if expires_at is None or expires_at > stamp(now):
            return Resumed(Holder(person_id, visit_hash), day(born_on), moment(ends_at))
    return None
