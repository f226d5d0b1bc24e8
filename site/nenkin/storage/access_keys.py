"""Access keys (アクセスキー): issued, found by what their holder knows, tried five times, used once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from sqlalchemy import bindparam, insert, select, update

from nenkin.interchange.names import folded_kana
from nenkin.law.periods import Person
from nenkin.storage.codes import day_number, moment, stamp
from nenkin.storage.database import Database, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import AccessKeyRow, table_of
from nenkin.storage.vault import Vault

ACCESS_KEYS = table_of(AccessKeyRow)
VALID = timedelta(days=100)
TRIES = 5


class IssuedBy(IntEnum):
    """How the key reached its holder."""

    POST = 1  # in a letter, with the ねんきん定期便
    COUNTER = 2  # by staff at a counter
    MAIL = 3  # by mail, where the address was proven before


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """What the holder types beside the key; all of it together finds the key."""

    basic_number: str  # 基礎年金番号
    born_on: date
    surname_kana: str
    given_name_kana: str


def holder_of(person: Person) -> Holder:
    """Give what a person's key is found by."""
    return Holder(
        basic_number=person.basic_number,
        born_on=person.born_on,
        surname_kana=person.surname_kana,
        given_name_kana=person.given_name_kana,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AtCounter:
    """Who handed the key out, where, and on which kind of document."""

    staff_id: int
    office: str
    document: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A key that may be tried; its hash is compared by the bounded hasher, then it is used."""

    id: int
    person_id: int
    secret_hash: str
    issued_by: IssuedBy
    issued_at: datetime


_LIVE = (ACCESS_KEYS.c.used_at.is_(None), ACCESS_KEYS.c.revoked_at.is_(None))
_FIND = Prepared(
    select(
        ACCESS_KEYS.c.id,
        ACCESS_KEYS.c.person_id,
        ACCESS_KEYS.c.secret_hash,
        ACCESS_KEYS.c.issued_by,
        ACCESS_KEYS.c.issued_at,
    ).where(
        ACCESS_KEYS.c.finder == bindparam("finder"),
        ACCESS_KEYS.c.expires_at > bindparam("at"),
        *_LIVE,
    ),
    "finder",
    "at",
)


async def issue_key(
    session: Writing,
    *,
    person_id: int,
    holder: Holder,
    secret_hash: str,
    issued_by: IssuedBy,
    now: datetime,
    counter: AtCounter | None = None,
) -> int:
    """Store a new key's hash; the person's earlier keys open nothing any more."""
    await revoke_keys(session, person_id, now)
    key_id = new_id()
    await session.run(
        insert(ACCESS_KEYS),
        {
            "id": key_id,
            "person_id": person_id,
            "finder": _finder(session.vault, holder),
            "secret_hash": secret_hash,
            "issued_by": int(issued_by),
            "issued_at": stamp(now),
            "expires_at": stamp(now + VALID),
            "tries": 0,
            "staff_id": None if counter is None else counter.staff_id,
            "office": None if counter is None else counter.office,
            "document": None if counter is None else counter.document,
        },
    )
    return key_id


async def revoke_keys(session: Writing, person_id: int, now: datetime) -> None:
    """Let a person's keys open nothing any more."""
    await session.run(
        update(ACCESS_KEYS)
        .where(ACCESS_KEYS.c.person_id == person_id, *_LIVE)
        .values(revoked_at=stamp(now))
    )


async def find_key(db: Database, holder: Holder, now: datetime) -> Candidate | None:
    """Find the key that a holder may try; used, expired and nobody's all give ``None``."""
    for row in await db.rows(_FIND, _finder(db.vault, holder), stamp(now)):
        return Candidate(row[0], row[1], row[2], IssuedBy(row[3]), moment(row[4]))
    return None


async def count_try(session: Writing, key_id: int) -> bool:
    """Count a try; whether there was one left.

    Commit it before the hash is compared, so that nothing that fails later gives the try back.
    """
    counted = await session.run(
        update(ACCESS_KEYS)
        .where(ACCESS_KEYS.c.id == key_id, ACCESS_KEYS.c.tries < TRIES, *_LIVE)
        .values(tries=ACCESS_KEYS.c.tries + 1)
    )
    return counted.rowcount == 1


async def use_key(session: Writing, key_id: int, now: datetime) -> bool:
    """Use a key up; whether it could still be used. Of two at the same time one gets ``False``."""
    used = await session.run(
        update(ACCESS_KEYS)
        .where(ACCESS_KEYS.c.id == key_id, ACCESS_KEYS.c.expires_at > stamp(now), *_LIVE)
        .values(used_at=stamp(now))
    )
    return used.rowcount == 1


def _finder(vault: Vault, holder: Holder) -> bytes:
    return vault.index(
        "access key",
        holder.basic_number.replace("-", ""),
        str(day_number(holder.born_on)),
        folded_kana(holder.surname_kana),
        folded_kana(holder.given_name_kana),
    )
