"""Files of the audit trail without anybody's name (監査記録の取り出し): two people, one file, once.

What is given is fixed when it is asked for: the entries up to that moment that fit.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import RowMapping, func, insert, select, update

from nenkin.storage.audit import ActorKind, Entry, Event, entry_of, note
from nenkin.storage.audit_chain import AUDIT, COLUMNS
from nenkin.storage.audit_search import Sought, fitting
from nenkin.storage.codes import moment, optional_moment, stamp
from nenkin.storage.correction_plans import Stop, Stopped
from nenkin.storage.database import Database, Writing
from nenkin.storage.four_eyes import refuse_one_hand
from nenkin.storage.identifiers import new_id
from nenkin.storage.tables import AuditExportRow, table_of
from nenkin.storage.vault import Vault
from nenkin.storage.viewings import Hand, Verdict

EXPORTS = table_of(AuditExportRow)
_REASON = "audit_export.reason"
MOST = 50_000  # entries of one file: who needs more asks for less at a time
LASTS = timedelta(hours=24)  # that an allowed file waits for whoever asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file that was asked for, and what became of it."""

    id: int
    asked_by: int
    asked_at: datetime
    reason: str
    sought: Sought
    until_seq: int
    verdict: Verdict | None
    decided_by: int | None
    decided_at: datetime | None
    given_at: datetime | None
    entries: int | None
    digest: bytes | None

    def may_be_given(self, staff_id: int, now: datetime) -> bool:
        """Whether whoever asked may take it now."""
        return (
            self.verdict is Verdict.ALLOWED
            and self.given_at is None
            and self.asked_by == staff_id
            and self.decided_at is not None
            and now < self.decided_at + LASTS
        )


async def last_entry(db: Database) -> int:
    """Give the number of the trail's last entry."""
    async with db.read() as session:
        return int((await session.run(select(func.max(AUDIT.c.seq)))).scalar_one() or 0)


async def how_many(db: Database, sought: Sought, until_seq: int) -> int:
    """Count the entries that a file would have."""
    counted = select(func.count()).select_from(AUDIT)
    async with db.read() as session:
        wanted = fitting(counted, sought).where(AUDIT.c.seq <= until_seq)
        return int((await session.run(wanted)).scalar_one())


async def ask_export(
    session: Writing, sought: Sought, until_seq: int, hand: Hand, *, why: str, now: datetime
) -> int:
    """Ask for a file; gives its number."""
    export_id = new_id()
    values = {
        "id": export_id,
        "asked_by": hand.clerk.id,
        "asked_session": hand.clerk.session,
        "asked_terminal": hand.clerk.terminal,
        "asked_at": stamp(now),
        "reason": session.vault.seal(why, _REASON, export_id),
        "sought": msgspec.json.encode(sought).decode(),
        "until_seq": until_seq,
    }
    await session.run(insert(EXPORTS), values)
    await note(session, _event(hand, "trail.export-asked", export_id), now)
    return export_id


async def decide_export(
    session: Writing, export_id: int, hand: Hand, verdict: Verdict, now: datetime
) -> None:
    """Say yes or no as the second person; raises ``Stopped``."""
    row = await _locked(session, export_id)
    if row is None or row["verdict"] is not None:
        raise Stopped(Stop.NOT_OPEN)
    await refuse_one_hand(session, row, hand.clerk, "asked")
    values = {
        "verdict": str(verdict),
        "decided_by": hand.clerk.id,
        "decided_session": hand.clerk.session,
        "decided_terminal": hand.clerk.terminal,
        "decided_at": stamp(now),
    }
    await session.run(update(EXPORTS).where(EXPORTS.c.id == export_id).values(**values))
    await note(session, _event(hand, f"trail.export-{verdict}", export_id), now)


async def give_export(
    session: Writing,
    export_id: int,
    hand: Hand,
    write: Callable[[Sequence[Entry]], bytes],
    now: datetime,
) -> bytes:
    """Give the file, this once and to whoever asked for it; raises ``Stopped``."""
    row = await _locked(session, export_id)
    one = None if row is None else _export(session.vault, row)
    if one is None or not one.may_be_given(hand.clerk.id, now):
        raise Stopped(Stop.NOT_OPEN)
    wanted = fitting(select(*(AUDIT.c[name] for name in COLUMNS)), one.sought)
    wanted = wanted.where(AUDIT.c.seq <= one.until_seq).order_by(AUDIT.c.seq).limit(MOST)
    entries = [entry_of(tuple(each)) for each in await session.run(wanted)]
    file = write(entries)
    digest = hashlib.sha256(file).digest()
    values = {"given_at": stamp(now), "entries": len(entries), "digest": digest}
    await session.run(update(EXPORTS).where(EXPORTS.c.id == export_id).values(**values))
    given: dict[str, str | int] = {"entries": len(entries), "digest": digest.hex()}
    await note(session, _event(hand, "trail.exported", export_id, **given), now)
    return file


async def exports(db: Database, limit: int = 100) -> Sequence[Export]:
    """Give what was asked for, the latest first."""
    wanted = select(EXPORTS).order_by(EXPORTS.c.asked_at.desc(), EXPORTS.c.id).limit(limit)
    async with db.read() as session:
        rows = (await session.run(wanted)).mappings().all()
    return [_export(db.vault, row) for row in rows]


async def read_export(db: Database, export_id: int) -> Export | None:
    """Give one of them."""
    async with db.read() as session:
        found = await session.run(select(EXPORTS).where(EXPORTS.c.id == export_id))
        row = found.mappings().one_or_none()
    return None if row is None else _export(db.vault, row)


async def _locked(session: Writing, export_id: int) -> RowMapping | None:
    wanted = select(EXPORTS).where(EXPORTS.c.id == export_id).with_for_update()
    return (await session.run(wanted)).mappings().one_or_none()


def _export(vault: Vault, row: RowMapping) -> Export:
    values: dict[str, Any] = {name: row[name] for name in Export.__dataclass_fields__}
    values |= {name: optional_moment(row[name]) for name in ("decided_at", "given_at")}
    values |= {
        "asked_at": moment(row["asked_at"]),
        "reason": vault.open(row["reason"], _REASON, row["id"]),
        "sought": msgspec.json.decode(row["sought"], type=Sought),
        "verdict": Verdict(row["verdict"]) if row["verdict"] else None,
        "digest": None if row["digest"] is None else bytes(row["digest"]),
    }
    return Export(**values)


def _event(hand: Hand, action: str, export_id: int, **detail: str | int) -> Event:
    clerk = hand.clerk
    return Event(
        actor=ActorKind.STAFF,
        actor_id=clerk.id,
        action=action,
        place=clerk.place or clerk.terminal,
        detail={"export": str(export_id), **detail},
    )
