"""Standing searches for records without an owner (継続検索): kept with consent, until they are ended.

What is kept of one tells nothing about what it found: the rows are of one length, and what was seen of
the store is a keyed hash of each record, filled up with chance. Audit rows are in the transaction.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from sqlalchemy import bindparam, delete, insert, select, update

from nenkin.interchange.search_slips import Slip, decoded
from nenkin.storage import audit
from nenkin.storage.codes import day as day_of
from nenkin.storage.codes import day_number, moment, stamp
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.ownerless.searching import MOST_WEIGHED
from nenkin.storage.records import lock_person
from nenkin.storage.searches import Search, find_search
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import StandingSearchRow, table_of
from nenkin.storage.vault import Vault

STANDING = table_of(StandingSearchRow)
MOST = 3  # of one person, at a time
BEGUN, ENDED = "standing.begun", "standing.ended"
_TYPED, _STATE = "standing_search.typed", "standing_search.state"
_MARK = 16  # hexadecimal digits of one record that was seen
_NO_NUMBER = "0" * 14
_COLUMNS = ("id", "person_id", "typed", "state", "begun_at", "store_day")
_ALL = select(*(STANDING.c[name] for name in _COLUMNS))
_OF_PERSON = Prepared(
    _ALL.where(STANDING.c.person_id == bindparam("person_id")).order_by(
        STANDING.c.begun_at, STANDING.c.id
    ),
    "person_id",
)


class TooMany(Exception):
    """Somebody has as many standing searches as may be."""


class _State(msgspec.Struct, frozen=True):
    """What was seen and told. ``number``: of the slip of the last news."""

    seen: str
    number: str = _NO_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One standing search. ``looked_at``: the day of the records it has looked at, ``None``: of none.

    ``news``: the receipt number of the slip of the last news, or empty.
    """

    id: int
    person_id: int
    slip: Slip
    begun_at: datetime
    looked_at: date | None
    news: str
    seen: frozenset[str]

    def has_seen(self, vault: Vault, record_id: str) -> bool:
        """Whether a record was there when it last looked."""
        return _mark(vault, self.id, record_id) in self.seen


async def begin(
    session: Writing,
    *,
    person_id: int,
    slip: Slip,
    looked_at: date | None,
    seen: Collection[str],
    place: str,
    now: datetime,
) -> None:
    """Keep a search so that it is repeated; nothing happens where the same one stands already.

    ``seen``: ids of the records that the person's own search has weighed already, on ``looked_at``.
    Raises ``TooMany``.
    """
    await lock_person(session, person_id)
    criteria = _criteria(session.vault, slip)
    there = select(STANDING.c.criteria).where(STANDING.c.person_id == person_id)
    before = [bytes(row.criteria) for row in await session.run(there)]
    if criteria in before:
        return
    if len(before) >= MOST:
        raise TooMany
    standing_id = new_id()
    marks = [_mark(session.vault, standing_id, one) for one in seen]
    values = {
        "id": standing_id,
        "person_id": person_id,
        "criteria": criteria,
        "typed": session.vault.seal(slip.encoded(), _TYPED, standing_id),
        "state": _sealed(session.vault, standing_id, _State(_filled(marks))),
        "begun_at": stamp(now),
        "store_day": _number(looked_at),
    }
    await session.run(insert(STANDING), values)
    await audit.note(session, _event(BEGUN, person_id, place), now)


async def end(
    session: Writing, person_id: int, standing_id: int, *, place: str, now: datetime
) -> None:
    """End one; nothing happens where it has been ended already."""
    wanted = (STANDING.c.id == standing_id, STANDING.c.person_id == person_id)
    if (await session.run(delete(STANDING).where(*wanted))).rowcount:
        await audit.note(session, _event(ENDED, person_id, place), now)


async def forget_person(session: Writing, person_id: int) -> None:
    """Remove them all, of somebody who has no account any more."""
    await session.run(delete(STANDING).where(STANDING.c.person_id == person_id))


async def standing_of(db: Database, person_id: int) -> Sequence[Standing]:
    """Give a person's standing searches, the first begun first."""
    return [_standing(db.vault, row) for row in await db.rows(_OF_PERSON, person_id)]


async def due(db: Database, day: date, *, limit: int = 50) -> Sequence[Standing]:
    """Give some that have not looked at the records of a day."""
    wanted = _ALL.where(STANDING.c.store_day < day_number(day)).limit(limit)
    async with db.read() as session:
        return [_standing(db.vault, tuple(row)) for row in await session.run(wanted)]


async def note_looked(
    session: Writing, one: Standing, day: date, *, seen: Collection[str], news: str | None
) -> bool:
    """Note that it has looked at the records of a day; ``False`` where another worker was quicker.

    ``news``: the number of the slip, where there is something new.
    """
    state = _State(
        _filled([_mark(session.vault, one.id, record_id) for record_id in seen]),
        number=news or one.news or _NO_NUMBER,
    )
    done = await session.run(
        update(STANDING)
        .where(STANDING.c.id == one.id, STANDING.c.store_day == _number(one.looked_at))
        .values(state=_sealed(session.vault, one.id, state), store_day=_number(day))
    )
    return done.rowcount == 1


async def news_of(db: Database, person_id: int, now: datetime) -> Sequence[Search]:
    """Give the slips of what was new for a person, as long as these are valid; the latest first."""
    numbers = [one.news for one in await standing_of(db, person_id) if one.news]
    slips = [await find_search(db, person_id, number) for number in numbers]
    valid = [slip for slip in slips if slip is not None and slip.is_valid(now)]
    return sorted(valid, key=lambda slip: slip.at, reverse=True)


def again(slip: Slip) -> Slip:
    """Give a search as it is repeated."""
    return msgspec.structs.replace(slip, again=True)


def _criteria(vault: Vault, slip: Slip) -> bytes:
    names = sorted("\x1f".join(name.get(part, "") for part in _PARTS) for name in slip.names)
    return vault.index("standing search", *sorted(slip.births), *names)


_PARTS = ("family_kana", "given_kana", "family_kanji", "given_kanji")


def _mark(vault: Vault, standing_id: int, record_id: str) -> str:
    return vault.index("standing search seen", str(standing_id), record_id).hex()[:_MARK]


def _filled(marks: Sequence[str]) -> str:
    """Fill up with chance, so that a sealed row does not tell how many there are."""
    rest = MOST_WEIGHED - len(marks)
    return "".join([*marks[:MOST_WEIGHED], *(secrets.token_hex(_MARK // 2) for _ in range(rest))])


def _number(day: date | None) -> int:
    return day_number(day) if day else 0


def _sealed(vault: Vault, standing_id: int, state: _State) -> bytes:
    return vault.seal(msgspec.json.encode(state).decode(), _STATE, standing_id)


def _standing(vault: Vault, row: Row) -> Standing:
    standing_id, person_id, typed, sealed, begun_at, store_day = row
    state = msgspec.json.decode(vault.open(sealed, _STATE, standing_id), type=_State)
    marks = state.seen
    return Standing(
        id=standing_id,
        person_id=person_id,
        slip=decoded(vault.open(typed, _TYPED, standing_id)),
        begun_at=moment(begun_at),
        looked_at=day_of(store_day) if store_day else None,
        news="" if state.number == _NO_NUMBER else state.number,
        seen=frozenset(marks[at : at + _MARK] for at in range(0, len(marks), _MARK)),
    )


def _event(action: str, person_id: int, place: str) -> audit.Event:
    return audit.Event(
        actor=audit.ActorKind.PERSON,
        actor_id=person_id,
        action=action,
        subject=person_id,
        place=place,
    )
