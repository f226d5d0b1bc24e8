"""Relations (手伝う人、遺族): for whom somebody may search, as two members of staff have confirmed it.

A relation opens nothing but the search's one answer of three, on that person's verified identity; it
ends on a day, at once by the office or by the person, and with the invitation that it came from. It
is never between people of whom one is restricted (支援措置).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, select

from nenkin.clock import japanese_day
from nenkin.law.relations import Paper, RelationKind, Tie
from nenkin.storage.cases import CASES
from nenkin.storage.codes import day, day_number, moment, optional_moment
from nenkin.storage.database import Database, Writing
from nenkin.storage.helpers import ACCOUNTS
from nenkin.storage.people import HELPERS, PEOPLE, RELATIONS


class Confirmed(StrEnum):
    """What became of a proposal."""

    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation as it stands. ``person_id`` searches for ``of_person_id`` until the day ``until``."""

    id: int
    number: str  # 受付番号 of the case in which it was confirmed
    person_id: int
    of_person_id: int
    kind: RelationKind
    tie: Tie
    papers: tuple[Paper, ...]
    until: date
    proposed_by: int
    proposed_at: datetime
    verdict: Confirmed | None
    decided_at: datetime | None
    ended_at: datetime | None
    invited: bool
    live: bool  # confirmed, not over, not ended, its invitation neither, and nobody restricted

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its second person."""
        return self.verdict is None and self.ended_at is None


async def invitation_of(
    db: Database, person_id: int, of_person_id: int, now: datetime
) -> int | None:
    """Give the invitation by which ``of_person_id`` has asked ``person_id`` to help, where it lasts."""
    async with db.read() as session:
        found = (await session.run(invitation(person_id, of_person_id, now))).first()
    return None if found is None else int(found.id)


async def searches_for(db: Database, person_id: int, now: datetime) -> Sequence[Relation]:
    """Give for whom somebody may search now."""
    found = await _find(db, now, RELATIONS.c.person_id == person_id)
    return [one for one in found if one.live]


async def searched_by(db: Database, person_id: int, now: datetime) -> Sequence[Relation]:
    """Give who may search for a person now."""
    found = await _find(db, now, RELATIONS.c.of_person_id == person_id)
    return [one for one in found if one.live]


async def still_may(session: Writing, relation_id: int, person_id: int, now: datetime) -> bool:
    """Whether somebody may search by it at this moment, inside the transaction that keeps the search."""
    wanted = rows_of(RELATIONS.c.id == relation_id, RELATIONS.c.person_id == person_id)
    row = (await session.run(wanted)).mappings().one_or_none()
    return row is not None and _relation(row, now).live


async def waiting_relations(db: Database, now: datetime) -> Sequence[Relation]:
    """Give what waits for a second person, the oldest first."""
    found = await _find(db, now, RELATIONS.c.verdict.is_(None))
    return [one for one in reversed(found) if one.is_open]


async def relations_in(db: Database, number: str, now: datetime) -> Sequence[Relation]:
    """Give all that was proposed in a case, the latest first."""
    return await _find(db, now, CASES.c.number == number)


async def read_relation(db: Database, relation_id: int, now: datetime) -> Relation | None:
    """Give one of them."""
    return next(iter(await _find(db, now, RELATIONS.c.id == relation_id)), None)


def invitation(person_id: int, of_person_id: int, now: datetime) -> Any:
    """Give what finds the invitation to help that lasts longest."""
    return (
        select(HELPERS.c.id, HELPERS.c.until)
        .join(ACCOUNTS, ACCOUNTS.c.id == HELPERS.c.account_id)
        .where(
            HELPERS.c.person_id == of_person_id,
            ACCOUNTS.c.person_id == person_id,
            HELPERS.c.begun_at.is_not(None),
            HELPERS.c.ended_at.is_(None),
            HELPERS.c.until >= day_number(japanese_day(now)),
        )
        .order_by(HELPERS.c.until.desc())
    )


_SEARCHES, _SOUGHT = PEOPLE.alias("searches"), PEOPLE.alias("sought")


def rows_of(*wanted: ColumnElement[bool]) -> Any:
    """Give what finds relations, with all that decides whether they go on."""
    return (
        select(
            RELATIONS,
            CASES.c.number,
            _SEARCHES.c.restricted.label("closed"),
            _SOUGHT.c.restricted.label("closed_too"),
            HELPERS.c.ended_at.label("uninvited_at"),
            HELPERS.c.until.label("invited_until"),
        )
        .join_from(RELATIONS, CASES, RELATIONS.c.case_id == CASES.c.id)
        .join(_SEARCHES, _SEARCHES.c.id == RELATIONS.c.person_id)
        .join(_SOUGHT, _SOUGHT.c.id == RELATIONS.c.of_person_id)
        .outerjoin(HELPERS, HELPERS.c.id == RELATIONS.c.helper_id)
        .where(*wanted)
        .order_by(RELATIONS.c.proposed_at.desc(), RELATIONS.c.id)
    )


async def _find(db: Database, now: datetime, *wanted: ColumnElement[bool]) -> Sequence[Relation]:
    async with db.read() as session:
        rows = (await session.run(rows_of(*wanted))).mappings().all()
    return [_relation(row, now) for row in rows]


def _relation(row: RowMapping, now: datetime) -> Relation:
    verdict = Confirmed(row["verdict"]) if row["verdict"] else None
    today = japanese_day(now)
    invited = row["helper_id"] is not None
    return Relation(
        id=row["id"],
        number=row["number"],
        person_id=row["person_id"],
        of_person_id=row["of_person_id"],
        kind=RelationKind(row["kind"]),
        tie=Tie(row["tie"]),
        papers=tuple(Paper(one) for one in row["papers"].split()),
        until=day(row["until"]),
        proposed_by=row["proposed_by"],
        proposed_at=moment(row["proposed_at"]),
        verdict=verdict,
        decided_at=optional_moment(row["decided_at"]),
        ended_at=optional_moment(row["ended_at"]),
        invited=invited,
        live=(
            verdict is Confirmed.APPROVED
            and row["ended_at"] is None
            and today <= day(row["until"])
            and not row["closed"]
            and not row["closed_too"]
            and (
                not invited or (row["uninvited_at"] is None and today <= day(row["invited_until"]))
            )
        ),
    )
