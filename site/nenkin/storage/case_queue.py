"""What waits for the office: one queue, whatever it is and whichever way it came, page by page.

Nothing that was sent is opened for it: what it is sorted by was noted when the case came.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_

from nenkin.law.procedures import COURSES, Procedure, State, Way, is_open
from nenkin.storage.cases import ARRIVALS, CASES
from nenkin.storage.codes import moment
from nenkin.storage.database import Database
from nenkin.storage.people import PEOPLE
from nenkin.storage.staff import PLACES
from nenkin.storage.tables import CorrectionRow, table_of

CORRECTIONS = table_of(CorrectionRow)
PAGE = 50
# Which counter somebody under 支援措置 has been to is told to nobody alone: it tells where they live.
_MAY_BE_TOLD = PEOPLE.c.restricted.is_(False)
# What is open of one kind may be the end of another.
_OPEN = [
    (kind, state)
    for kind, course in COURSES.items()
    for state in course.moves
    if is_open(kind, state)
]
_WAITS = (
    CASES.c.state.in_(sorted({state for _, state in _OPEN})),  # what the index knows
    tuple_(CASES.c.kind, CASES.c.state).in_(_OPEN),
)


class By(StrEnum):
    """What the queue is sorted by."""

    AGE = "age"  # the oldest first
    WORTH = "worth"  # what may be worth most first, then what nobody knows of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which of them; ``None``: all. ``place_id``: the counter that passed it on."""

    kind: Procedure | None = None
    way: Way | None = None
    place_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A case that waits. ``proposed``: a correction is proposed; ``waits_for_person``: for their yes."""

    number: str
    kind: Procedure
    state: State
    sent_at: datetime
    way: Way
    place: str
    worth: tuple[int, int] | None
    proposed: bool
    waits_for_person: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of them, and how many there are in all."""

    cases: Sequence[Waiting]
    total: int


async def read_queue(
    db: Database,
    sought: Sought = Sought(),
    *,
    by: By = By.AGE,
    page: int = 1,
) -> Queue:
    """Give a page (from 1) of what waits for the office."""
    oldest = (CASES.c.sent_at, CASES.c.id)
    unknown = ARRIVALS.c.worth_most.is_(None)
    worth = (unknown, ARRIVALS.c.worth_most.desc(), ARRIVALS.c.worth_least.desc())
    proposal = (CORRECTIONS.c.case_id == CASES.c.id) & CORRECTIONS.c.verdict.is_(None)
    rows = (
        _wanted(sought)
        .add_columns(*(CASES.c[name] for name in ("number", "kind", "state", "sent_at")))
        .add_columns(ARRIVALS.c.way, PLACES.c.name)
        .add_columns(ARRIVALS.c.worth_least, ARRIVALS.c.worth_most)
        .add_columns(CORRECTIONS.c.falls, CORRECTIONS.c.agreed_at)
        .outerjoin(PLACES, (PLACES.c.id == ARRIVALS.c.place_id) & _MAY_BE_TOLD)
        .outerjoin(CORRECTIONS, proposal)
        .order_by(*(worth if by is By.WORTH else ()), *oldest)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    counted = _wanted(sought).with_only_columns(func.count(), maintain_column_froms=True)
    async with db.read() as session:
        total = (await session.run(counted)).scalar_one()
        found = (await session.run(rows)).all()
    return Queue([_waiting(row) for row in found], total)


async def places_waited_for(db: Database) -> Sequence[tuple[int, str]]:
    """Give the counters that have passed on something which still waits, by name."""
    wanted = (
        select(PLACES.c.id, PLACES.c.name)
        .join_from(ARRIVALS, PLACES, PLACES.c.id == ARRIVALS.c.place_id)
        .join(CASES, CASES.c.id == ARRIVALS.c.case_id)
        .join(PEOPLE, PEOPLE.c.id == CASES.c.person_id)
        .where(*_WAITS, _MAY_BE_TOLD)
        .distinct()
        .order_by(PLACES.c.name, PLACES.c.id)
    )
    async with db.read() as session:
        return [(row[0], row[1]) for row in (await session.run(wanted)).all()]


def _wanted(sought: Sought) -> Select[tuple[int]]:
    conditions: list[ColumnElement[bool]] = [*_WAITS]
    if sought.kind is not None:
        conditions.append(CASES.c.kind == str(sought.kind))
    if sought.way is not None:
        conditions.append(ARRIVALS.c.way == str(sought.way))
    if sought.place_id is not None:
        conditions += [ARRIVALS.c.place_id == sought.place_id, _MAY_BE_TOLD]
    # What came before anything of it was noted is in the queue too.
    return (
        select(CASES.c.id)
        .join_from(CASES, PEOPLE, PEOPLE.c.id == CASES.c.person_id)
        .outerjoin(ARRIVALS, ARRIVALS.c.case_id == CASES.c.id)
        .where(*conditions)
    )


def _waiting(row: Any) -> Waiting:
    unknown = row.worth_least is None or row.worth_most is None
    return Waiting(
        number=row.number,
        kind=Procedure(row.kind),
        state=State(row.state),
        sent_at=moment(row.sent_at),
        way=Way(row.way or Way.ONLINE),
        place=row.name or "",
        worth=None if unknown else (row.worth_least, row.worth_most),
        proposed=row.falls is not None,
        waits_for_person=bool(row.falls) and row.agreed_at is None,
    )
