"""The trail as an auditor reads it: by what was done, by whom, in which case; without anybody's name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select

from nenkin.storage.audit import ActorKind, Entry, entry_of
from nenkin.storage.audit_chain import AUDIT, COLUMNS
from nenkin.storage.codes import stamp
from nenkin.storage.database import Database
from nenkin.storage.tables import StaffRow, table_of

STAFF = table_of(StaffRow)
LAST = (1 << 63) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What an auditor looks for; what is left out is not asked."""

    action: str = ""
    staff_id: int | None = None
    case_number: str = ""
    until: datetime | None = None  # not after this moment


@dataclass(frozen=True, slots=True)
class Looked:
    """How often one member of staff opened cases of one person, and what they did in them.

    ``acted``: entries of anything but looking (moved, noted, proposed, a letter, a relation).
    """

    staff_id: int
    person_id: int
    times: int
    acted: int = 0


# Of the office's entries about a person those that change nothing, beside the look itself.
_ONLY_LOOKING = (
    "case.refused",
    "letter.viewed",
    "letter.closed",
    "relation.viewed",
    "unnumbered.seen",
)


async def search_trail(
    db: Database, sought: Sought, *, before: int = LAST, limit: int = 50
) -> Sequence[Entry]:
    """Give entries, the latest first, page by page."""
    entries = select(*(AUDIT.c[name] for name in COLUMNS)).where(AUDIT.c.seq < before)
    async with db.read() as session:
        wanted = fitting(entries, sought).order_by(AUDIT.c.seq.desc()).limit(limit)
        return [entry_of(tuple(row)) for row in await session.run(wanted)]


def fitting(statement: Select[Any], sought: Sought) -> Select[Any]:
    """Keep to the entries that are looked for."""
    if sought.action:
        statement = statement.where(AUDIT.c.action == sought.action)
    if sought.staff_id is not None:
        staff = AUDIT.c.actor_kind == int(ActorKind.STAFF)
        statement = statement.where(staff, AUDIT.c.actor_id == sought.staff_id)
    if sought.case_number:
        statement = statement.where(AUDIT.c.purpose == sought.case_number)
    if sought.until is not None:
        statement = statement.where(AUDIT.c.at <= stamp(sought.until))
    return statement


async def looked_at(db: Database, action: str, since: datetime) -> Sequence[Looked]:
    """Count, for each member of staff and each person, how often a case was opened since a moment."""
    looks = AUDIT.c.action == action
    seen = func.sum(case((looks, 1), else_=0))
    acted = func.sum(case((looks | AUDIT.c.action.in_(_ONLY_LOOKING), 0), else_=1))
    statement = (
        select(AUDIT.c.actor_id, AUDIT.c.subject, seen, acted)
        .where(
            AUDIT.c.at >= stamp(since),
            AUDIT.c.actor_kind == int(ActorKind.STAFF),
            AUDIT.c.subject.is_not(None),
        )
        .group_by(AUDIT.c.actor_id, AUDIT.c.subject)
        .having(seen > 0)
    )
    async with db.read() as session:
        return [Looked(*row) for row in await session.run(statement)]


async def staff_numbers(db: Database, ids: Collection[int]) -> Mapping[int, str]:
    """Give the numbers of members of staff; whom a changed entry invents has none."""
    wanted = select(STAFF.c.id, STAFF.c.staff_number).where(STAFF.c.id.in_(ids))
    async with db.read() as session:
        return {row[0]: row[1] for row in await session.run(wanted)}


def pseudonym(db: Database, whose: int | str) -> str:
    """Give what stands for a person in the trail: the same for the same one, and nobody's number."""
    return db.vault.index("auditor", str(whose)).hex()[:8]
