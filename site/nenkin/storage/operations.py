"""Exactly once: a form that is sent twice is carried out once, and both answers are the same."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from nenkin.storage.codes import stamp
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.drafts import Owner
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import OperationRow, table_of

OPERATIONS = table_of(OperationRow)


@dataclass(frozen=True, slots=True)
class Done:
    """It was carried out before; lead there again."""

    location: str


class OtherBody(Exception):
    """The same operation was sent with another content, or by somebody else; nothing was done."""


_FIND = Prepared(
    select(OPERATIONS.c.owner, OPERATIONS.c.body_hash, OPERATIONS.c.location).where(
        OPERATIONS.c.op_id == bindparam("op_id")
    ),
    "op_id",
)


async def find_operation(db: Database, op_id: str, owner: Owner, body: bytes) -> Done | None:
    """Say whether a form was carried out already, before anything costly; raises ``OtherBody``."""
    for row in await db.rows(_FIND, op_id):
        return _done(row, owner, body)
    return None


async def finish_operation(
    session: Writing, op_id: str, owner: Owner, body: bytes, *, location: str, now: datetime
) -> Done | None:
    """Note within the operation's own transaction that it is carried out.

    Call it first in the block. Gives ``Done`` where another request was quicker: leave the block
    without doing anything. Raises ``OtherBody``.
    """
    values = {
        "op_id": op_id,
        "owner": _whose(owner),
        "body_hash": hashlib.sha256(body).digest(),
        "location": location,
        "created_at": stamp(now),
    }
    try:
        async with session.begin_nested():
            await session.run(insert(OPERATIONS), values)
    except IntegrityError:
        columns = (OPERATIONS.c.owner, OPERATIONS.c.body_hash, OPERATIONS.c.location)
        there = await session.run(select(*columns).where(OPERATIONS.c.op_id == op_id))
        return _done(tuple(there.one()), owner, body)
    return None


def _done(row: Row, owner: Owner, body: bytes) -> Done:
    if row[0] != _whose(owner) or row[1] != hashlib.sha256(body).digest():
        raise OtherBody
    return Done(row[2])


def _whose(owner: Owner) -> bytes:
    if owner.visit_hash is not None:
        return owner.visit_hash
    return hashlib.sha256(f"person {owner.person_id}".encode()).digest()
