"""The chain of the audit trail: how each entry is sealed with the one before, and how it is checked.

An administrator who drops the triggers can change rows, but cannot seal them again without the
audit key; cutting off the end is seen by the anchors, which are written to another place.
"""

import hmac
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import bindparam, func, select

from nenkin.storage.codes import stamp
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
START = bytes(32)  # what stands before the first entry

_AT_ONCE = 5_000
_canonical = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking the trail found; ``broken_at`` is the first entry that is not as it was."""

    entries: int
    broken_at: int | None = None
    reason: str = ""

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
_LAST = Prepared(
    select(AUDIT.c.seq, AUDIT.c.mac).where(
        AUDIT.c.seq == select(func.max(AUDIT.c.seq)).scalar_subquery()
    )
)


async def verify(db: Database, anchors: Path | None = None) -> Verdict:
    """Check the whole trail, and that it still holds every anchor."""
    promised = dict(_read_anchors(anchors, db.vault.keys.anchor)) if anchors else {}
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
    for row in await db.rows(_LAST):
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


async def write_anchor(db: Database, file: Path, now: datetime) -> None:
    """Write what the trail is now, signed, to a file that should lie in another place."""
    for seq, mac in await db.rows(_LAST):
        key = db.vault.keys.anchor.current
        statement = {"seq": seq, "mac": bytes(mac).hex(), "at": stamp(now), "key": key.id}
        signature = _signing(key).sign(_signed_text(statement))
        line = json.dumps({**statement, "signature": signature.hex()}) + "\n"
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, line.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _read_anchors(file: Path, ring: KeyRing) -> Iterable[tuple[int, bytes]]:
    """Give the anchors that we signed; a line that somebody else wrote proves nothing."""
    for line in file.read_text("utf-8").splitlines():
        try:
            anchor = json.loads(line)
            signature = bytes.fromhex(anchor.pop("signature"))
            key = ring.find(anchor["key"])
            if key is not None:
                _signing(key).public_key().verify(signature, _signed_text(anchor))
                yield int(anchor["seq"]), bytes.fromhex(anchor["mac"])
        except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
            continue


def _signing(key: Key) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key.secret)


def _signed_text(anchor: dict[str, object]) -> bytes:
    return json.dumps(anchor, sort_keys=True).encode()
