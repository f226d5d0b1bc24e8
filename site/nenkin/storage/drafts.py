"""What people have typed so far: saved before each answer, never lost to a second tab."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from nenkin.storage.codes import moment, stamp
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.identifiers import hashed, new_id
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import DraftRow, table_of
from nenkin.storage.vault import Vault

DRAFTS = table_of(DraftRow)
_ANSWERS = "draft.answers"
UNSENT = "unsent"  # the journey of what was typed when the time was over


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose draft it is: a person's, or a visitor's who has not signed in."""

    person_id: int | None
    visit_hash: bytes | None

    @classmethod
    def person(cls, person_id: int) -> "Owner":
        """Give the owner who is signed in."""
        return cls(person_id, None)

    @classmethod
    def visit(cls, cookie: str) -> "Owner":
        """Give the owner who holds the cookie ``visit``."""
        return cls(None, hashed(cookie))

    @property
    def lifetime(self) -> timedelta:
        """How long a draft waits for its owner."""
        return timedelta(hours=24) if self.person_id is None else timedelta(days=30)

    def owns(self) -> ColumnElement[bool]:
        """Give the condition that a draft is this owner's."""
        if self.person_id is not None:
            return DRAFTS.c.person_id == self.person_id
        return DRAFTS.c.visit_hash == self.visit_hash


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it lies there. ``answers`` is the journey's own JSON."""

    journey: str
    answers: str
    version: int
    updated_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another tab or device saved in the meantime; ``there`` is what it saved, ``None`` if deleted."""

    there: Draft | None


_COLUMNS = ("id", "journey", "answers", "version", "updated_at", "expires_at")


def _find(column: str) -> Prepared:
    return Prepared(
        select(*(DRAFTS.c[name] for name in _COLUMNS)).where(
            DRAFTS.c[column] == bindparam(column),
            DRAFTS.c.journey == bindparam("journey"),
            DRAFTS.c.expires_at > bindparam("at"),
        ),
        column,
        "journey",
        "at",
    )


_OF_PERSON = _find("person_id")
_OF_VISIT = _find("visit_hash")


async def load_draft(db: Database, owner: Owner, journey: str, now: datetime) -> Draft | None:
    """Give the owner's draft of a journey."""
    query, key = (
        (_OF_VISIT, owner.visit_hash) if owner.person_id is None else (_OF_PERSON, owner.person_id)
    )
    for row in await db.rows(query, key, journey, stamp(now)):
        return _draft(db.vault, row)
    return None


async def save_draft(
    session: Writing, owner: Owner, journey: str, answers: str, *, expected: int, now: datetime
) -> int | Conflict:
    """Save answers over version ``expected`` (0: there was none) and give the new version.

    Gives ``Conflict`` and saves nothing where another version lies there.
    """
    mine = (owner.owns(), DRAFTS.c.journey == journey)
    await session.run(delete(DRAFTS).where(*mine, DRAFTS.c.expires_at <= stamp(now)))
    lying = select(*(DRAFTS.c[name] for name in _COLUMNS)).where(*mine)
    row = (await session.run(lying.with_for_update())).one_or_none()
    if (0 if row is None else row.version) != expected:
        return Conflict(None if row is None else _draft(session.vault, tuple(row)))
    draft_id = new_id() if row is None else row.id
    values = {
        "answers": session.vault.seal(answers, _ANSWERS, draft_id),
        "version": expected + 1,
        "updated_at": stamp(now),
        "expires_at": stamp(now + owner.lifetime),
    }
    if row is not None:
        await session.run(update(DRAFTS).where(DRAFTS.c.id == draft_id).values(**values))
        return expected + 1
    try:
        async with session.begin_nested():
            await session.run(
                insert(DRAFTS),
                {
                    "id": draft_id,
                    "person_id": owner.person_id,
                    "visit_hash": owner.visit_hash,
                    "journey": journey,
                    "created_at": stamp(now),
                    **values,
                },
            )
    except IntegrityError:
        # PostgreSQL: two tabs saved their first answer in the same moment.
        first = (await session.run(lying)).one_or_none()
        return Conflict(None if first is None else _draft(session.vault, tuple(first)))
    return expected + 1


async def save_over(
    session: Writing,
    owner: Owner,
    journey: str,
    value: object,
    *,
    read: Draft | None,
    now: datetime,
) -> bool:
    """Save a value as JSON over a draft as it was read (``None``: there was none).

    Gives ``False`` and saves nothing where another tab or device has saved meanwhile.
    """
    answers, expected = msgspec.json.encode(value).decode(), read.version if read else 0
    saved = await save_draft(session, owner, journey, answers, expected=expected, now=now)
    return not isinstance(saved, Conflict)


async def hand_over(session: Writing, visit: Owner, person_id: int, now: datetime) -> Sequence[str]:
    """Give a visitor's drafts to the person who signed in; gives the journeys that could not move.

    Where the person has a draft of the same journey already, both stay as they are.
    """
    taken = select(DRAFTS.c.journey).where(DRAFTS.c.person_id == person_id)
    await session.run(
        update(DRAFTS)
        .where(visit.owns(), DRAFTS.c.journey.not_in(taken), DRAFTS.c.expires_at > stamp(now))
        .values(
            person_id=person_id,
            visit_hash=None,
            expires_at=stamp(now + Owner.person(person_id).lifetime),
        )
    )
    left = select(DRAFTS.c.journey).where(visit.owns()).order_by(DRAFTS.c.journey)
    return [row.journey for row in await session.run(left)]


async def delete_drafts(session: Writing, owner: Owner) -> None:
    """Remove everything that an owner has not finished."""
    await session.run(delete(DRAFTS).where(owner.owns()))


async def delete_draft(session: Writing, owner: Owner, journey: str) -> None:
    """Throw a draft away: it was sent, or its owner said so."""
    await session.run(delete(DRAFTS).where(owner.owns(), DRAFTS.c.journey == journey))


async def forget_drafts(session: Writing, now: datetime) -> int:
    """Remove drafts whose time is over."""
    return (await session.run(delete(DRAFTS).where(DRAFTS.c.expires_at <= stamp(now)))).rowcount


def _draft(vault: Vault, row: Row) -> Draft:
    return Draft(
        journey=row[1],
        answers=vault.open(row[2], _ANSWERS, row[0]),
        version=row[3],
        updated_at=moment(row[4]),
        expires_at=moment(row[5]),
    )
