"""Anchors (錨) of the audit trail: what it was at a moment, signed, in a file that lies in another place.

The chain alone shows what was changed in the middle. That its end was cut off is seen by an anchor
that promises more than is left; so one is written every ten minutes, and that one is missing is a
finding of its own.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select

from nenkin.storage.codes import moment, stamp
from nenkin.storage.database import Database
from nenkin.storage.keys import Key, KeyRing
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import AuditRow, table_of

START = bytes(32)  # what stands before the first entry
OLDEST = timedelta(minutes=10)  # that the latest anchor may be, and that two may lie apart
_AUDIT = table_of(AuditRow)
LAST = Prepared(
    select(_AUDIT.c.seq, _AUDIT.c.mac).where(
        _AUDIT.c.seq == select(func.max(_AUDIT.c.seq)).scalar_subquery()
    )
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the trail was: its last entry and that entry's seal. ``stopped``: the site ended then."""

    seq: int
    mac: bytes
    at: datetime
    stopped: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """A time without anchors. Without ``since`` there was none at all; without ``until`` it goes on."""

    since: datetime | None = None
    until: datetime | None = None


async def write_anchor(db: Database, file: Path, now: datetime, *, stopped: bool = False) -> None:
    """Write what the trail is now, signed, to a file that should lie in another place.

    ``stopped``: nothing is written from now on until the site begins again. Raises ``OSError``.
    """
    rows = await db.rows(LAST)
    seq, mac = (rows[0][0], bytes(rows[0][1])) if rows else (0, START)
    key = db.vault.keys.anchor.current
    statement = {"seq": seq, "mac": mac.hex(), "at": stamp(now), "key": key.id, "stopped": stopped}
    signature = _signing(key).sign(_signed_text(statement))
    line = json.dumps({**statement, "signature": signature.hex()}) + "\n"
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_anchors(file: Path, ring: KeyRing) -> Sequence[Anchor]:
    """Give the anchors that we signed, the first one first; no other line proves anything."""
    try:
        lines = file.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    found = (_read(line, ring) for line in lines)
    return sorted((one for one in found if one is not None), key=lambda one: one.at)


def missing(anchors: Sequence[Anchor], now: datetime | None) -> Sequence[Missing]:
    """Give each time that was too long without an anchor, though the site was not stopped."""
    if not anchors:
        return [Missing()]
    gaps = [
        Missing(one.at, following.at)
        for one, following in pairwise(anchors)
        if following.at - one.at > OLDEST and not one.stopped
    ]
    latest = anchors[-1].at
    return [*gaps, Missing(latest)] if now is not None and now - latest > OLDEST else gaps


def _read(line: bytes, ring: KeyRing) -> Anchor | None:
    try:
        anchor = json.loads(line)
        signature = bytes.fromhex(anchor.pop("signature"))
        key = ring.find(anchor["key"])
        if key is None:
            return None
        _signing(key).public_key().verify(signature, _signed_text(anchor))
        return Anchor(
            seq=int(anchor["seq"]),
            mac=bytes.fromhex(anchor["mac"]),
            at=moment(anchor["at"]),
            stopped=bool(anchor.get("stopped")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
        return None


def _signing(key: Key) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key.secret)


def _signed_text(anchor: dict[str, object]) -> bytes:
    return json.dumps(anchor, sort_keys=True).encode()
