"""The chain of the audit trail: how each entry is sealed with the one before, and how it is checked.

An administrator who drops the triggers can change rows, but cannot seal them again without the
audit key; cutting off the end is seen by the anchors (``nenkin.storage.audit_anchors``).
"""

import asyncio
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from nenkin.storage.audit_anchors import LAST, START, Missing, missing, read_anchors
from nenkin.storage.database import Database, Row
from nenkin.storage.keys import Key, KeyRing
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import AuditRow, table_of

AUDIT = table_of(AuditRow)
COLUMNS = (
    "seq",
    "at",
    "actor_kind",
    "actor_id",
    "action",
    "subject",
    "place",
    "purpose",
    "detail",
    "key_id",
)
_AT_ONCE = 5_000
_canonical = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking the trail found; ``broken_at`` is the first entry that is not as it was.

    ``missing``: times without an anchor that had to have one, in which nobody could have seen that
    the end was cut off.
    """

    entries: int
    broken_at: int | None = None
    reason: str = ""
    missing: Sequence[Missing] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing was changed."""
        return self.broken_at is None


def sealed(key: Key, before: bytes, values: tuple[Any, ...]) -> bytes:
    """Seal an entry (its ``COLUMNS``) with the seal before it."""
    # A JSON array in the order of the columns has one spelling only.
    return hmac.digest(key.secret, before + _canonical(values), "sha256")


_PART = Prepared(
    select(*(AUDIT.c[name] for name in (*COLUMNS, "mac")))
    .where(AUDIT.c.seq > bindparam("after"), AUDIT.c.seq <= bindparam("to"))
    .order_by(AUDIT.c.seq),
    "after",
    "to",
)


async def verify(db: Database, anchors: Path | None = None, now: datetime | None = None) -> Verdict:
    """Check the whole trail, that it still holds every anchor, and that none is missing.

    ``now``: the moment for which the latest anchor must be young enough; left out, that is not asked.
    """
    if anchors is None:
        return await _checked(db, {})
    found = read_anchors(anchors, db.vault.keys.anchor)
    verdict = await _checked(db, {one.seq: one.mac for one in found})
    return replace(verdict, missing=missing(found, now))


async def _checked(db: Database, promised: Mapping[int, bytes]) -> Verdict:
    ring = db.vault.keys.audit
    seq, before = 0, START
    while rows := await db.rows(_PART, seq, seq + _AT_ONCE):
        for row in rows:
            seq += 1
            if row[0] != seq:
                return Verdict(seq - 1, seq, "an entry is missing")
            before, reason = _check(ring, before, row)
            if reason:
                return Verdict(seq - 1, seq, reason)
            if promised.get(seq, before) != before:
                return Verdict(seq - 1, seq, "the entry is not the one that was anchored")
        await asyncio.sleep(0)  # a million entries take seconds: others have their turn between
    for row in await db.rows(LAST):
        if row[0] != seq:
            return Verdict(seq, seq + 1, "entries are missing")
    if promised and max(promised) > seq:
        return Verdict(seq, seq + 1, "the end was cut off")
    return Verdict(seq)


def _check(ring: KeyRing, before: bytes, row: Row) -> tuple[bytes, str]:
    key = ring.find(row[9])
    if key is None:
        return before, "its key is not in the key file"
    mac = bytes(row[10])
    if not hmac.compare_digest(mac, sealed(key, before, tuple(row[:10]))):
        return before, "the entry was changed"
    return mac, ""
