"""Terminals (端末): the machines of a place, each registered once by a code on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from nenkin.storage.codes import stamp
from nenkin.storage.database import Database, Writing
from nenkin.storage.identifiers import hashed, new_id, new_secret
from nenkin.storage.staff import TERMINALS

CODE_LASTS = timedelta(minutes=30)


async def announce_terminal(
    session: Writing, place_id: int, label: str, *, code: str, by: int | None, now: datetime
) -> int:
    """Announce a machine, which becomes a terminal where the code is typed; gives its id."""
    terminal_id = new_id()
    await session.run(
        insert(TERMINALS),
        {
            "id": terminal_id,
            "place_id": place_id,
            "label": label,
            "code_hash": session.vault.index("terminal code", code),
            "code_until": stamp(now + CODE_LASTS),
            "registered_by": by,
            "registered_at": stamp(now),
        },
    )
    return terminal_id


async def register_terminal(session: Writing, code: str, now: datetime) -> tuple[int, str] | None:
    """Make the machine where a code was typed the terminal; gives its id and the cookie's value."""
    cookie = new_secret()
    meant = (
        TERMINALS.c.code_hash == session.vault.index("terminal code", code),
        TERMINALS.c.code_until > stamp(now),
        TERMINALS.c.revoked_at.is_(None),
    )
    found = (await session.run(select(TERMINALS.c.id).where(*meant).with_for_update())).scalar()
    if found is None:
        return None
    await session.run(
        update(TERMINALS)
        .where(TERMINALS.c.id == found)
        .values(cookie_hash=hashed(cookie), code_hash=None, code_until=None)
    )
    return int(found), cookie


@dataclass(frozen=True, slots=True)
class Listed:
    """A terminal in a place's list; ``known``: its code was typed in."""

    id: int
    label: str
    known: bool


async def terminals_of(db: Database, place_id: int) -> Sequence[Listed]:
    """Give a place's terminals that have not ended."""
    query = (
        select(TERMINALS.c.id, TERMINALS.c.label, TERMINALS.c.cookie_hash)
        .where(TERMINALS.c.place_id == place_id, TERMINALS.c.revoked_at.is_(None))
        .order_by(TERMINALS.c.registered_at, TERMINALS.c.id)
    )
    async with db.read() as reading:
        return [Listed(row[0], row[1], row[2] is not None) for row in await reading.run(query)]


async def revoke_terminal(session: Writing, terminal_id: int, place_id: int, now: datetime) -> bool:
    """End a terminal of a place, and with it every session there; whether it was going on."""
    ended = await session.run(
        update(TERMINALS)
        .where(
            TERMINALS.c.id == terminal_id,
            TERMINALS.c.place_id == place_id,
            TERMINALS.c.revoked_at.is_(None),
        )
        .values(revoked_at=stamp(now), code_hash=None, code_until=None)
    )
    return ended.rowcount == 1
