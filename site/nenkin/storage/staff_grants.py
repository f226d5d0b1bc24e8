"""How a right of staff begins: proposed, opened, confirmed.

Three people, none of whom it is for: a manager proposes, somebody of the back office opens, a
second one there confirms. Each statement changes a row only while it is still to be changed, so
that whoever presses second finds nothing left to do. The tables' own rules hold the rest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, insert, select, update

from nenkin.law.duties import PlaceKind, Role
from nenkin.storage.codes import moment, stamp
from nenkin.storage.database import Database, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.staff import GRANTS, PLACES, STAFF


class Stage(StrEnum):
    """How far a right has come."""

    PROPOSED = "proposed"
    OPENED = "opened"
    IN_FORCE = "in-force"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role of somebody at a place that has not ended."""

    id: int
    staff_id: int
    number: str
    name: str
    place_id: int
    place: str
    kind: PlaceKind
    role: Role
    stage: Stage
    proposed_by: int | None
    opened_by: int | None
    since: datetime  # proposed at
    waits_for_first: bool  # the account has no password yet
    asleep: bool  # disabled

    def may_open(self, staff_id: int) -> bool:
        """Whether somebody may be the one who opens it."""
        return self.stage is Stage.PROPOSED and staff_id not in {self.staff_id, self.proposed_by}

    def may_confirm(self, staff_id: int) -> bool:
        """Whether somebody may be the third person."""
        others = {self.staff_id, self.proposed_by, self.opened_by}
        return self.stage is Stage.OPENED and staff_id not in others


_LIVE = (
    select(
        GRANTS.c.id,
        STAFF.c.id,
        STAFF.c.staff_number,
        STAFF.c.name,
        PLACES.c.id,
        PLACES.c.name,
        PLACES.c.kind,
        GRANTS.c.role,
        GRANTS.c.opened_at,
        GRANTS.c.confirmed_at,
        GRANTS.c.proposed_by,
        GRANTS.c.opened_by,
        GRANTS.c.proposed_at,
        STAFF.c.password_hash.is_(None),
        STAFF.c.disabled_at,
    )
    .join(STAFF, STAFF.c.id == GRANTS.c.staff_id)
    .join(PLACES, PLACES.c.id == GRANTS.c.place_id)
    .where(GRANTS.c.ended_at.is_(None), STAFF.c.ended_at.is_(None))
    .order_by(GRANTS.c.proposed_at, STAFF.c.staff_number, GRANTS.c.role)
)


async def grants_at(db: Database, place_id: int) -> Sequence[Grant]:
    """Give everybody's roles at a place, also those still to come."""
    return await _grants(db, _LIVE.where(PLACES.c.id == place_id))


async def grants_waiting(db: Database) -> Sequence[Grant]:
    """Give all rights that somebody of the back office has to open or confirm, the oldest first."""
    return await _grants(db, _LIVE.where(GRANTS.c.confirmed_at.is_(None)))


async def find_grant(db: Database, grant_id: int) -> Grant | None:
    """Give one right that has not ended."""
    found = await _grants(db, _LIVE.where(GRANTS.c.id == grant_id))
    return found[0] if found else None


async def _grants(db: Database, query: Select[tuple[object, ...]]) -> Sequence[Grant]:
    async with db.read() as reading:
        rows = (await reading.run(query)).all()
    return [
        Grant(
            id=row[0],
            staff_id=row[1],
            number=row[2],
            name=row[3],
            place_id=row[4],
            place=row[5],
            kind=PlaceKind(row[6]),
            role=Role(row[7]),
            stage=Stage.IN_FORCE if row[9] else Stage.OPENED if row[8] else Stage.PROPOSED,
            proposed_by=row[10],
            opened_by=row[11],
            since=moment(row[12]),
            waits_for_first=bool(row[13]),
            asleep=row[14] is not None,
        )
        for row in rows
    ]


class OtherName(Exception):
    """The number is somebody else's, or of somebody who has left: numbers are not given twice."""


async def propose(
    session: Writing,
    *,
    number: str,
    name: str,
    place_id: int,
    roles: Iterable[Role],
    by: int,
    now: datetime,
) -> int:
    """Propose somebody, new or known, in roles at a place; gives their id. Raises ``OtherName``.

    A role that they have, or that waits already, is left as it is.
    """
    query = select(STAFF.c.id, STAFF.c.name, STAFF.c.ended_at).where(STAFF.c.staff_number == number)
    known = (await session.run(query.with_for_update())).one_or_none()
    if known is not None and (known.name != name or known.ended_at is not None or known.id == by):
        raise OtherName
    staff_id = known.id if known is not None else new_id()
    if known is None:
        await session.run(
            insert(STAFF),
            {
                "id": staff_id,
                "staff_number": number,
                "name": name,
                "policy": "",
                "blocklist": 0,
                "created_at": stamp(now),
            },
        )
    has = select(GRANTS.c.role).where(
        GRANTS.c.staff_id == staff_id, GRANTS.c.place_id == place_id, GRANTS.c.ended_at.is_(None)
    )
    there = set((await session.run(has)).scalars())
    for role in roles:
        if role not in there:
            await session.run(
                insert(GRANTS),
                {
                    "id": new_id(),
                    "staff_id": staff_id,
                    "place_id": place_id,
                    "role": str(role),
                    "proposed_by": by,
                    "proposed_at": stamp(now),
                },
            )
    return staff_id


async def open_grant(session: Writing, grant_id: int, by: int, now: datetime) -> bool:
    """Open what was proposed by another; whether there was anything to open."""
    opened = await session.run(
        update(GRANTS)
        .where(
            GRANTS.c.id == grant_id,
            GRANTS.c.opened_at.is_(None),
            GRANTS.c.confirmed_at.is_(None),
            GRANTS.c.ended_at.is_(None),
            GRANTS.c.proposed_by != by,
            GRANTS.c.staff_id != by,
        )
        .values(opened_by=by, opened_at=stamp(now))
    )
    return opened.rowcount == 1


async def confirm_grant(session: Writing, grant_id: int, by: int, now: datetime) -> bool:
    """Confirm what two others have proposed and opened: it is in force."""
    confirmed = await session.run(
        update(GRANTS)
        .where(
            GRANTS.c.id == grant_id,
            GRANTS.c.opened_at.is_not(None),
            GRANTS.c.confirmed_at.is_(None),
            GRANTS.c.ended_at.is_(None),
            GRANTS.c.proposed_by != by,
            GRANTS.c.opened_by != by,
            GRANTS.c.staff_id != by,
        )
        .values(confirmed_by=by, confirmed_at=stamp(now))
    )
    return confirmed.rowcount == 1


async def refuse_grant(session: Writing, grant_id: int, by: int, now: datetime) -> bool:
    """End a right that is not in force yet."""
    ended = await session.run(
        update(GRANTS)
        .where(
            GRANTS.c.id == grant_id, GRANTS.c.confirmed_at.is_(None), GRANTS.c.ended_at.is_(None)
        )
        .values(ended_by=by, ended_at=stamp(now))
    )
    return ended.rowcount == 1
