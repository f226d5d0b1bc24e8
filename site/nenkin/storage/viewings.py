"""Looking at what is closed to one alone (閲覧の許し), and opening it alone in an emergency (緊急の閲覧).

One clerk, one case, a short time, with a reason, and by the word of a second person; both stand in
the trail, and both may look until it is over. What was opened alone waits for an auditor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    bindparam,
    literal_column,
    or_,
    select,
)

from nenkin.storage.cases import CASES
from nenkin.storage.codes import moment, optional_moment, stamp
from nenkin.storage.correction_plans import Clerk
from nenkin.storage.database import Database
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import ViewingRow, table_of
from nenkin.storage.vault import Vault

VIEWINGS = table_of(ViewingRow)
REASON, REMARK = "viewing.reason", "viewing.remark"
GLASS_LASTS = timedelta(minutes=30)


class Kind(StrEnum):
    """What is wished for."""

    VIEW = "view"
    LIFT = "lift"  # that the case is open to one alone again
    GLASS = "glass"  # nothing: opened alone


class Verdict(StrEnum):
    """What the second person said."""

    ALLOWED = "allowed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    """A wish to look, and what became of it. ``whole``: with address and recent employers."""

    id: int
    kind: Kind
    case_id: int
    number: str  # the case's 受付番号
    person_id: int
    asked_by: int
    asked_place: int
    asked_at: datetime
    reason: str
    verdict: Verdict | None
    decided_by: int | None
    decided_at: datetime | None
    whole: bool
    until: datetime | None
    reviewed_by: int | None
    reviewed_at: datetime | None
    fine: bool | None
    remark: str


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, and at which place."""

    clerk: Clerk
    place_id: int


_NAMES = (
    *("id", "kind", "case_id", "person_id", "asked_by", "asked_place", "asked_at", "reason"),
    *("verdict", "decided_by", "decided_at", "whole", "until"),
    *("reviewed_by", "reviewed_at", "fine", "remark"),
)
# How many of them nobody has looked into yet: on the first page of those whom it concerns.
_UNREVIEWED = Prepared(
    select(VIEWINGS.c.id).where(
        VIEWINGS.c.kind == literal_column("'glass'"),
        VIEWINGS.c.reviewed_at.is_(None),
        VIEWINGS.c.asked_by != bindparam("staff"),
    ),
    "staff",
)


async def viewing_of(
    db: Database, case_id: int, staff_id: int, now: datetime, *, glass: bool = False
) -> Viewing | None:
    """Give by what somebody may look at a case now, the widest; both of the two may.

    ``glass``: by what they opened alone, and by nothing else.
    """
    theirs = or_(VIEWINGS.c.asked_by == staff_id, VIEWINGS.c.decided_by == staff_id)
    found = await _find(
        db,
        *(VIEWINGS.c.case_id == case_id, theirs, VIEWINGS.c.verdict == str(Verdict.ALLOWED)),
        *(VIEWINGS.c.kind == str(Kind.GLASS if glass else Kind.VIEW),),
        VIEWINGS.c.until > stamp(now),
    )
    return max(found, key=lambda one: (one.whole, one.asked_at), default=None)


async def whole_viewing(
    db: Database, person_id: int, staff_id: int, now: datetime
) -> Viewing | None:
    """Give by what somebody may see where a person lives now, whichever case it is for."""
    theirs = or_(VIEWINGS.c.asked_by == staff_id, VIEWINGS.c.decided_by == staff_id)
    found = await _find(
        db,
        *(VIEWINGS.c.person_id == person_id, theirs, VIEWINGS.c.whole.is_(True)),
        *(VIEWINGS.c.verdict == str(Verdict.ALLOWED), VIEWINGS.c.kind == str(Kind.VIEW)),
        VIEWINGS.c.until > stamp(now),
    )
    return next(iter(found), None)


async def wish_of(db: Database, case_id: int, staff_id: int) -> Viewing | None:
    """Give the wish of somebody that still waits."""
    found = await waiting_viewings(db)
    mine = (one for one in found if (one.case_id, one.asked_by) == (case_id, staff_id))
    return next((one for one in mine if one.kind is Kind.VIEW), None)


async def waiting_viewings(db: Database) -> Sequence[Viewing]:
    """Give every wish that waits for a second person, the oldest first."""
    return list(reversed(await _find(db, VIEWINGS.c.verdict.is_(None))))


async def read_viewing(db: Database, viewing_id: int) -> Viewing | None:
    """Give one of them."""
    return next(iter(await _find(db, VIEWINGS.c.id == viewing_id)), None)


async def opened_alone(db: Database, limit: int = 200) -> Sequence[Viewing]:
    """Give what was opened alone, the latest first."""
    return (await _find(db, VIEWINGS.c.kind == str(Kind.GLASS)))[:limit]


async def unreviewed(db: Database, staff_id: int) -> int:
    """Count what others opened alone and no auditor has looked into yet."""
    return len(await db.rows(_UNREVIEWED, staff_id))


async def _find(db: Database, *wanted: ColumnElement[bool]) -> Sequence[Viewing]:
    statement = (
        select(*(VIEWINGS.c[name] for name in _NAMES), CASES.c.number)
        .join_from(VIEWINGS, CASES, VIEWINGS.c.case_id == CASES.c.id)
        .where(*wanted)
        .order_by(VIEWINGS.c.asked_at.desc(), VIEWINGS.c.id)
    )
    async with db.read() as session:
        rows = (await session.run(statement)).mappings().all()
    return [_viewing(db.vault, row) for row in rows]


def _viewing(vault: Vault, row: RowMapping) -> Viewing:
    moments = ("decided_at", "until", "reviewed_at")
    values: dict[str, Any] = {**row, **{name: optional_moment(row[name]) for name in moments}}
    values |= {
        "kind": Kind(row["kind"]),
        "asked_at": moment(row["asked_at"]),
        "reason": vault.open(row["reason"], REASON, row["id"]),
        "verdict": Verdict(row["verdict"]) if row["verdict"] else None,
        "whole": bool(row["whole"]),
        "fine": None if row["fine"] is None else bool(row["fine"]),
        "remark": vault.open_optional(row["remark"], REMARK, row["id"]) or "",
    }
    return Viewing(**values)
