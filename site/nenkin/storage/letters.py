"""Letters for the outgoing post: noted with their cause, and how far each has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, func, insert, select

from nenkin.storage.codes import moment, optional_moment, stamp
from nenkin.storage.database import Database, Reading, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.outbox import once
from nenkin.storage.tables import LetterRow, table_of

LETTERS = table_of(LetterRow)
SIGN_UP_CODE, ACCESS_KEY = "sign-up-code", "access-key"
SECRETS = frozenset({SIGN_UP_CODE, ACCESS_KEY})  # kinds of letters that carry a code
CODE = "code"  # the fact that is forgotten once it is printed
CASE = "case"  # the fact that names the case which it belongs to (受付番号)
# What is neither printed nor dropped: said in these words, so that its index is used.
WAITING = (LETTERS.c.batch_id.is_(None), LETTERS.c.dropped_at.is_(None))
UNCHECKED = (*WAITING, LETTERS.c.checked_at.is_(None))
_ADDRESS, _FACTS, _REASON = "letter.address", "letter.facts", "letter.reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """To whom, where, and the facts its page is printed from; ``dedupe`` names the cause."""

    kind: str
    person_id: int
    address: Sequence[str]
    facts: Mapping[str, str]
    dedupe: str
    large: bool = False  # printed in 18 point


@dataclass(frozen=True, slots=True)
class StoredLetter:
    """A letter and how far it has come."""

    id: int
    letter: Letter
    created_at: datetime
    checked_at: datetime | None  # that it goes to where its person is known to live
    dropped_at: datetime | None  # never printed, or not well
    batch_id: int | None
    batch_no: int | None
    printed_at: datetime | None
    again_of: int | None
    reason: str

    @property
    def secret(self) -> bool:
        """Whether it carries a code."""
        return self.letter.kind in SECRETS

    @property
    def waits_for_check(self) -> bool:
        """Whether nobody has said yet where it goes."""
        return self.checked_at is None and self.dropped_at is None

    @property
    def may_be_sent_again(self) -> bool:
        """Whether it was on paper, and is no more under way."""
        return self.printed_at is not None


async def enqueue_letter(
    session: Writing,
    letter: Letter,
    now: datetime,
    *,
    again_of: int | None = None,
    reason: str = "",
) -> int | None:
    """Note a letter for the outgoing post; ``None`` where the same cause noted one already.

    One with a code waits until somebody has checked its address, and so does one without any.
    """
    letter_id, vault = new_id(), session.vault
    checked = bool(letter.address) and (letter.kind not in SECRETS or again_of is not None)
    added = await once(
        session,
        insert(LETTERS).values(
            id=letter_id,
            kind=letter.kind,
            person_id=letter.person_id,
            dedupe=letter.dedupe,
            address=sealed_lines(session, letter.address, letter_id),
            facts=sealed_facts(session, letter.facts, letter_id),
            large=letter.large,
            created_at=stamp(now),
            checked_at=stamp(now) if checked else None,
            again_of=again_of,
            reason=vault.seal_optional(reason or None, _REASON, letter_id),
        ),
    )
    return letter_id if added else None


async def letters(db: Database, *, limit: int = 100) -> Sequence[StoredLetter]:
    """List letters, the latest first."""
    return await _find(db, limit=limit)


async def count_to_check(db: Database) -> int:
    """Count those whose address nobody has checked."""
    wanted = select(func.count()).select_from(LETTERS).where(*UNCHECKED)
    async with db.read() as session:
        return int((await session.run(wanted)).scalar_one())


async def letters_to_check(db: Database, limit: int) -> Sequence[StoredLetter]:
    """Give those whose address nobody has checked, the oldest first."""
    return await _find(db, *UNCHECKED, limit=limit, oldest=True)


async def printed_letters(db: Database, limit: int) -> Sequence[StoredLetter]:
    """Give those that were printed, the latest first, and that no other letter has followed."""
    followed = select(LETTERS.c.again_of).where(LETTERS.c.again_of.is_not(None))
    printed = (LETTERS.c.printed_at.is_not(None), LETTERS.c.id.not_in(followed))
    return await _find(db, *printed, limit=limit)


async def letters_of_batch(db: Database, batch_id: int) -> Sequence[StoredLetter]:
    """Give what is in a batch, in its order."""
    found = await _find(db, LETTERS.c.batch_id == batch_id, limit=1000)
    return sorted(found, key=lambda one: one.batch_no or 0)


async def read_letter(db: Database, letter_id: int) -> StoredLetter | None:
    """Give one letter."""
    return next(iter(await _find(db, LETTERS.c.id == letter_id, limit=1)), None)


async def letters_of_case(db: Database, person_id: int, number: str) -> Sequence[StoredLetter]:
    """Give the letters that belong to a case of somebody's, the latest first."""
    found = await _find(db, LETTERS.c.person_id == person_id, limit=1000)
    return [one for one in found if one.letter.facts.get(CASE) == number]


async def letters_of(session: Reading, person_id: int, kind: str) -> Sequence[StoredLetter]:
    """Give a person's letters of a kind, the latest first."""
    statement = select(LETTERS).where(LETTERS.c.person_id == person_id, LETTERS.c.kind == kind)
    found = await session.run(statement.order_by(LETTERS.c.created_at.desc(), LETTERS.c.id))
    return [_letter(session, row) for row in found]


async def letter_after(db: Database, letter_id: int) -> int | None:
    """Give the letter that went in another's place."""
    wanted = select(LETTERS.c.id).where(LETTERS.c.again_of == letter_id)
    async with db.read() as session:
        return (await session.run(wanted)).scalar_one_or_none()


async def wants_large(session: Reading, person_id: int) -> bool:
    """Whether somebody's latest letter was to be in large print."""
    wanted = select(LETTERS.c.large).where(LETTERS.c.person_id == person_id)
    latest = wanted.order_by(LETTERS.c.created_at.desc(), LETTERS.c.id).limit(1)
    return bool((await session.run(latest)).scalar_one_or_none())


async def hold(session: Writing, *wanted: ColumnElement[bool]) -> Sequence[StoredLetter]:
    """Give letters whose rows are held until the transaction ends."""
    statement = select(LETTERS).where(*wanted).order_by(LETTERS.c.id).with_for_update()
    return [_letter(session, row) for row in await session.run(statement)]


async def _find(
    db: Database, *wanted: ColumnElement[bool], limit: int, oldest: bool = False
) -> Sequence[StoredLetter]:
    at = LETTERS.c.created_at if oldest else LETTERS.c.created_at.desc()
    statement = select(LETTERS).where(*wanted).order_by(at, LETTERS.c.id).limit(limit)
    async with db.read() as session:
        return [_letter(session, row) for row in await session.run(statement)]


def sealed_lines(session: Reading, lines: Sequence[str], letter_id: int) -> bytes:
    """Give what a letter's row holds of its address."""
    return session.vault.seal(msgspec.json.encode(list(lines)).decode(), _ADDRESS, letter_id)


def sealed_facts(session: Reading, facts: Mapping[str, str], letter_id: int) -> bytes:
    """Give what a letter's row holds of its facts."""
    return session.vault.seal(msgspec.json.encode(dict(facts)).decode(), _FACTS, letter_id)


def _letter(session: Reading, row: Any) -> StoredLetter:
    vault = session.vault
    return StoredLetter(
        id=row.id,
        letter=Letter(
            kind=row.kind,
            person_id=row.person_id,
            address=tuple(msgspec.json.decode(vault.open(row.address, _ADDRESS, row.id))),
            facts=msgspec.json.decode(vault.open(row.facts, _FACTS, row.id)),
            dedupe=row.dedupe,
            large=bool(row.large),
        ),
        created_at=moment(row.created_at),
        checked_at=optional_moment(row.checked_at),
        dropped_at=optional_moment(row.dropped_at),
        batch_id=row.batch_id,
        batch_no=row.batch_no,
        printed_at=optional_moment(row.printed_at),
        again_of=row.again_of,
        reason=vault.open_optional(row.reason, _REASON, row.id) or "",
    )
