"""Letters printed at once (束): each letter in one batch, each batch's file given out once.

Whatever stops between two steps leaves what the next press goes on from: a batch without a file
is set anew from the same letters, one that was given out waits for its count. Its file opens only
with the key in its row, which goes with the count; so no copy of the file is worth anything then.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ColumnElement, func, insert, select, update

from nenkin.law.procedures import State
from nenkin.storage.audit import ActorKind, Event, note
from nenkin.storage.cases import Actor
from nenkin.storage.codes import moment, optional_moment, stamp
from nenkin.storage.correction_plans import Clerk
from nenkin.storage.database import Database, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.letter_steps import (
    Halt,
    Halted,
    NewSecret,
    drop,
    forget_code,
    move_its_case,
    send_again,
)
from nenkin.storage.letters import LETTERS, SECRETS, WAITING, StoredLetter, hold
from nenkin.storage.tables import LetterBatchRow, table_of
from nenkin.storage.telling import Way, not_told

BATCHES = table_of(LetterBatchRow)
MOST = 100  # letters in a batch: some seconds of typesetting, and one tray of paper
SAME_PRESS = timedelta(seconds=60)  # in which a double click gives the same file once more
_KEY, _NONCE = "letter_batch.key", 12


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch and how far it has come."""

    id: int
    secret: bool
    size: int
    made_by: int
    made_at: datetime
    given_by: int | None
    given_at: datetime | None
    confirmed_at: datetime | None
    printed: int | None

    @property
    def is_over(self) -> bool:
        """Whether it is counted, and its file destroyed."""
        return self.confirmed_at is not None


_LATEST = select(BATCHES.c.id).order_by(BATCHES.c.made_at.desc(), BATCHES.c.id).limit(1)
Noted = Callable[[str, int | None, Mapping[str, str | int]], Event]  # action, person, details


def ready(*, secret: bool) -> tuple[ColumnElement[bool], ...]:
    """Say which letters a batch takes; to restricted people only what was agreed with them."""
    return (
        *WAITING,
        LETTERS.c.kind.in_(SECRETS) if secret else LETTERS.c.kind.not_in(SECRETS),
        LETTERS.c.checked_at.is_not(None),
        LETTERS.c.person_id.not_in(not_told(Way.LETTER)),
    )


async def count_waiting(db: Database, *, secret: bool) -> int:
    """Count what the next batches would take."""
    wanted = select(func.count()).select_from(LETTERS).where(*ready(secret=secret))
    async with db.read() as session:
        return int((await session.run(wanted)).scalar_one())


async def make_batch(
    session: Writing, *, secret: bool, clerk: Clerk, seen: int, noted: Noted, now: datetime
) -> int:
    """Put the oldest letters that wait into a batch of their own. Raises ``Halted``.

    ``seen`` is the latest batch that whoever pressed had on the screen, or 0.
    """
    oldest = select(LETTERS.c.id).where(*ready(secret=secret))
    oldest = oldest.order_by(LETTERS.c.created_at, LETTERS.c.id).limit(MOST).with_for_update()
    taken = (await session.run(oldest)).scalars().all()
    # After the rows are held: whoever waited for them sees what was made meanwhile.
    if not taken or ((await session.run(_LATEST)).scalar_one_or_none() or 0) != seen:
        raise Halted(Halt.DONE)
    batch_id = new_id()
    key = session.vault.seal(os.urandom(32).hex(), _KEY, batch_id)
    values = {"secret": secret, "size": len(taken), "key": key, "made_by": clerk.id}
    await session.run(insert(BATCHES).values(id=batch_id, made_at=stamp(now), **values))
    for number, letter_id in enumerate(taken, 1):
        place = {"batch_id": batch_id, "batch_no": number}
        await session.run(update(LETTERS).where(LETTERS.c.id == letter_id).values(**place))
    await note(session, noted("letters.batched", None, {"letters": len(taken)}), now)
    return batch_id


async def latest_batch(db: Database) -> int:
    """Give the one made last; 0 before the first."""
    async with db.read() as session:
        return (await session.run(_LATEST)).scalar_one_or_none() or 0


async def open_batches(db: Database) -> Sequence[Batch]:
    """List those that nobody has counted, the latest first."""
    return await _find(db, BATCHES.c.confirmed_at.is_(None), limit=1000)


async def read_batch(db: Database, batch_id: int) -> Batch | None:
    """Give one."""
    return next(iter(await _find(db, BATCHES.c.id == batch_id, limit=1)), None)


async def file_key(db: Database, batch_id: int) -> bytes | None:
    """Give the key of a batch's file; ``None`` once it is destroyed."""
    async with db.read() as session:
        wanted = select(BATCHES.c.key).where(BATCHES.c.id == batch_id)
        sealed = (await session.run(wanted)).scalar_one_or_none()
        return bytes.fromhex(db.vault.open(sealed, _KEY, batch_id)) if sealed else None


async def give(
    session: Writing, batch_id: int, *, clerk: Clerk, noted: Noted, now: datetime
) -> None:
    """Note that the file goes out, to one clerk and once. Raises ``Halted``."""
    row = await _hold(session, batch_id)
    if row.given_at is not None:
        again = bytes(row.given_session) == clerk.session
        if not again or now - moment(row.given_at) > SAME_PRESS:
            raise Halted(Halt.GIVEN)
        return
    values = {"given_by": clerk.id, "given_session": clerk.session, "given_at": stamp(now)}
    await session.run(update(BATCHES).where(BATCHES.c.id == batch_id).values(**values))
    await note(session, noted("letters.given", None, {"letters": row.size}), now)


async def confirm(
    session: Writing,
    batch_id: int,
    *,
    spoiled: frozenset[int],
    secrets: Mapping[int, NewSecret],
    clerk: Clerk,
    noted: Noted,
    reason: str,
    now: datetime,
) -> None:
    """Note how many were printed; those that were spoiled are sent anew. Raises ``Halted``.

    ``spoiled`` are numbers within the batch, ``secrets`` new codes by letter, for each that has one.
    The key of the file goes with this transaction.
    """
    row = await _hold(session, batch_id)
    if row.given_at is None:
        raise Halted(Halt.NOT_GIVEN)
    by = Actor(kind=ActorKind.STAFF, id=clerk.id)
    for one in await hold(session, LETTERS.c.batch_id == batch_id):
        if one.batch_no in spoiled:
            await _spoil(session, one, secrets.get(one.id), by=by, reason=reason, now=now)
            action = "letter.spoiled"
        else:
            put = {"printed_at": stamp(now)}
            await session.run(update(LETTERS).where(LETTERS.c.id == one.id).values(**put))
            await forget_code(session, one)
            await move_its_case(session, one.letter, State.NOTIFIED, by=by, now=now)
            action = "letter.printed"
        await note(session, noted(action, one.letter.person_id, {"kind": one.letter.kind}), now)
    values = {"confirmed_by": clerk.id, "confirmed_at": stamp(now), "key": None}
    values["printed"] = row.size - len(spoiled)
    await session.run(update(BATCHES).where(BATCHES.c.id == batch_id).values(**values))
    detail = {"letters": row.size, "printed": row.size - len(spoiled)}
    await note(session, noted("letters.counted", None, detail), now)


async def _spoil(
    session: Writing,
    one: StoredLetter,
    secret: NewSecret | None,
    *,
    by: Actor,
    reason: str,
    now: datetime,
) -> None:
    large = one.letter.large
    try:
        async with session.begin_nested():
            await send_again(session, one, reason=reason, large=large, secret=secret, now=now)
    except Halted as halted:  # what its code was for is over: nobody needs another
        if halted.why is not Halt.OVER:
            raise
        await move_its_case(session, one.letter, State.WITHDRAWN, by=by, now=now)
    await drop(session, one, now)


async def _hold(session: Writing, batch_id: int) -> Any:
    wanted = select(BATCHES).where(BATCHES.c.id == batch_id, BATCHES.c.confirmed_at.is_(None))
    row = (await session.run(wanted.with_for_update())).one_or_none()
    if row is None:
        raise Halted(Halt.DONE)
    return row


async def _find(db: Database, *wanted: ColumnElement[bool], limit: int) -> Sequence[Batch]:
    names = tuple(Batch.__dataclass_fields__)
    statement = select(*(BATCHES.c[name] for name in names)).where(*wanted)
    statement = statement.order_by(BATCHES.c.made_at.desc(), BATCHES.c.id).limit(limit)
    async with db.read() as session:
        return [
            Batch(
                *(row.id, bool(row.secret), row.size, row.made_by, moment(row.made_at)),
                *(row.given_by, optional_moment(row.given_at)),
                *(optional_moment(row.confirmed_at), row.printed),
            )
            for row in await session.run(statement)
        ]


@dataclass(frozen=True)
class BatchFiles:
    """Files of batches in a folder, each sealed with a key of its own."""

    folder: Path

    def keep(self, batch_id: int, key: bytes, made: bytes) -> None:
        """Write a file: whole, or not at all."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        nonce = os.urandom(_NONCE)
        sealed = nonce + AESGCM(key).encrypt(nonce, made, str(batch_id).encode())
        draft = self.folder / f".{batch_id}.{os.urandom(4).hex()}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path(batch_id))

    def read(self, batch_id: int, key: bytes) -> bytes | None:
        """Give a file; ``None`` where there is none (any more)."""
        path = self._path(batch_id)
        if not path.exists():
            return None
        sealed = path.read_bytes()
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], str(batch_id).encode())

    def destroy_others(self, batch_ids: frozenset[int]) -> None:
        """Remove every file but those of these batches: also what an interrupted one left."""
        keep = {str(batch_id) for batch_id in batch_ids}
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.name.strip(".").partition(".")[0] not in keep:
                path.unlink(missing_ok=True)

    def _path(self, batch_id: int) -> Path:
        return self.folder / f"{batch_id}.sealed"
