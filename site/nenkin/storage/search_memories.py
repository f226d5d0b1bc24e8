"""What people remember after a search (参考情報): it goes to the office, and changes no answer.

It lies with the slip, so that the office finds it whether the slip was sent or brought on paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, exists, insert, select

from nenkin.storage.cases import CASES
from nenkin.storage.codes import moment, stamp
from nenkin.storage.database import Database, Reading, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.records import lock_person
from nenkin.storage.searches import SEARCHES
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import OwnerlessMemoryRow, table_of
from nenkin.storage.vault import Vault

MEMORIES = table_of(OwnerlessMemoryRow)
MOST = 20  # of one search
_SAID = "ownerless_memory.said"
_LATER = timedelta(microseconds=1)


class TooMany(Exception):
    """A search has as many as it may have."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One memory; ``late``: it came after the search was sent, and stays as it is."""

    id: int
    at: datetime
    late: bool
    said: str


_OF_SEARCH = (
    select(*(MEMORIES.c[name] for name in ("id", "at", "late", "said")))
    .join(SEARCHES, SEARCHES.c.id == MEMORIES.c.search_id)
    .where(SEARCHES.c.number == bindparam("number"))
    .order_by(MEMORIES.c.at, MEMORIES.c.id)
)
_READ = Prepared(_OF_SEARCH, "number")


async def memories_of(db: Database, number: str) -> Sequence[Kept]:
    """Give what was remembered after a search, in order. Whose search it is, the caller has proved."""
    return [_kept(db.vault, *row) for row in await db.rows(_READ, number)]


async def memories_now(session: Reading, number: str) -> Sequence[Kept]:
    """Give the same within a transaction."""
    rows = await session.run(_OF_SEARCH, {"number": number})
    return [_kept(session.vault, *row) for row in rows]


async def keep_memory(
    session: Writing, person_id: int, number: str, said: str, now: datetime
) -> bool:
    """Keep one more and say whether the office is told it by this. Raises ``TooMany``.

    What is there already, as after a double click, is not kept again. Raises ``NoResultFound``
    where the search is not this person's.
    """
    await lock_person(session, person_id)  # or it might be sent at this moment without this
    search_id = await _search_id(session, person_id, number)
    there = await memories_now(session, number)
    if said in [one.said for one in there]:
        return False
    if len(there) >= MOST:
        raise TooMany
    late = await _is_sent(session, number)
    at = max([now, *(one.at + _LATER for one in there)])  # so that they stay in their order
    memory_id = new_id()
    values = {
        "id": memory_id,
        "search_id": search_id,
        "person_id": person_id,
        "at": stamp(at),
        "late": late,
        "said": session.vault.seal(said, _SAID, memory_id),
    }
    await session.run(insert(MEMORIES), values)
    return late


async def drop_memory(session: Writing, person_id: int, number: str, memory_id: int) -> None:
    """Take one back, unless the search was sent: then the office has it."""
    await lock_person(session, person_id)
    if await _is_sent(session, number):
        return
    search_id = await _search_id(session, person_id, number)
    mine = (MEMORIES.c.search_id == search_id, MEMORIES.c.id == memory_id)
    await session.run(delete(MEMORIES).where(*mine))


async def _search_id(session: Writing, person_id: int, number: str) -> int:
    mine = select(SEARCHES.c.id).where(
        SEARCHES.c.number == number, SEARCHES.c.person_id == person_id
    )
    return int((await session.run(mine)).scalar_one())


async def _is_sent(session: Writing, number: str) -> bool:
    sent = select(exists().where(CASES.c.number == number))
    return bool((await session.run(sent)).scalar_one())


def _kept(vault: Vault, memory_id: int, at: int, late: bool, said: bytes) -> Kept:
    return Kept(memory_id, moment(at), bool(late), vault.open(said, _SAID, memory_id))
