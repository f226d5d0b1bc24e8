"""Confirming relations (関係の確認): one clerk proposes, another at another terminal confirms; ending them.

Each step stands in the histories of both people, in the transaction of the caller.
"""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Self

from sqlalchemy import RowMapping, insert, select, update

from nenkin.law.procedures import Procedure, State, takes_relations
from nenkin.law.relations import Paper, RelationKind, Tie
from nenkin.storage.audit import ActorKind, Event, note
from nenkin.storage.cases import CASES
from nenkin.storage.codes import day, day_number, stamp
from nenkin.storage.correction_plans import Clerk, Stop, Stopped
from nenkin.storage.database import Writing
from nenkin.storage.four_eyes import refuse_one_hand
from nenkin.storage.identifiers import new_id
from nenkin.storage.people import PEOPLE, RELATIONS
from nenkin.storage.relations import Confirmed, invitation, rows_of

SCOPE = "search"


class EndedHow(StrEnum):
    """Who ended it; a restriction (支援措置) does it in ``people.restrict``."""

    OFFICE = "office"
    PERSON = "person"


class _Noted(NamedTuple):
    """What the trail says of a relation."""

    id: int
    person_id: int
    of_person_id: int
    number: str

    @classmethod
    def of(cls, row: RowMapping) -> Self:
        """Take it from a row of ``rows_of``."""
        return cls(row["id"], row["person_id"], row["of_person_id"], row["number"])


async def propose(
    session: Writing,
    *,
    number: str,
    of_person_id: int,
    kind: RelationKind,
    tie: Tie,
    papers: Sequence[Paper],
    until: date,
    clerk: Clerk,
    now: datetime,
) -> int:
    """Put a relation up for its second person; gives its id. Raises ``Stopped``."""
    columns = (CASES.c.id, CASES.c.kind, CASES.c.state, CASES.c.person_id)
    found = await session.run(select(*columns).where(CASES.c.number == number).with_for_update())
    case = found.one_or_none()
    if (
        case is None
        or case.person_id == of_person_id
        or not takes_relations(Procedure(case.kind), State(case.state))
    ):
        raise Stopped(Stop.CASE_MOVED)
    waiting = select(RELATIONS.c.id).where(
        RELATIONS.c.case_id == case.id, RELATIONS.c.verdict.is_(None)
    )
    if (await session.run(waiting)).first():
        raise Stopped(Stop.ALREADY_PROPOSED)
    await _refuse_restricted(session, case.person_id, of_person_id)
    asked = None
    if kind is RelationKind.HELPER:
        asked = (await session.run(invitation(case.person_id, of_person_id, now))).first()
    relation_id = new_id()
    values = {
        "id": relation_id,
        "case_id": case.id,
        "person_id": case.person_id,
        "of_person_id": of_person_id,
        "helper_id": asked.id if asked else None,
        "kind": str(kind),
        "tie": str(tie),
        "scope": SCOPE,
        "papers": " ".join(papers),
        "until": day_number(min(until, day(asked.until)) if asked else until),
        "proposed_by": clerk.id,
        "proposed_session": clerk.session,
        "proposed_terminal": clerk.terminal,
        "proposed_at": stamp(now),
    }
    await session.run(insert(RELATIONS), values)
    noted = _Noted(relation_id, case.person_id, of_person_id, number)
    await _note(session, "relation.proposed", noted, now, clerk)
    return relation_id


async def confirm(session: Writing, relation_id: int, *, clerk: Clerk, now: datetime) -> None:
    """Confirm a relation as the second person. Raises ``Stopped``."""
    row = await _hold(session, relation_id)
    await refuse_one_hand(session, row, clerk)
    await _refuse_restricted(session, row["person_id"], row["of_person_id"])
    await _decide(session, row, Confirmed.APPROVED, clerk, now)


async def turn_down(session: Writing, relation_id: int, *, clerk: Clerk, now: datetime) -> None:
    """Refuse it as the second person. Raises ``Stopped``."""
    row = await _hold(session, relation_id)
    await refuse_one_hand(session, row, clerk)
    await _decide(session, row, Confirmed.REFUSED, clerk, now)


async def withdraw(session: Writing, relation_id: int, *, clerk: Clerk, now: datetime) -> None:
    """Take one's own proposal back. Raises ``Stopped``."""
    row = await _hold(session, relation_id)
    if row["proposed_by"] != clerk.id:
        raise Stopped(Stop.SAME_PERSON)
    await _decide(session, row, Confirmed.WITHDRAWN, clerk, now)


async def end(
    session: Writing,
    relation_id: int,
    *,
    now: datetime,
    clerk: Clerk | None = None,
    of_person_id: int | None = None,
    place: str = "",
) -> bool:
    """End it at once: a clerk alone, or the person whose record it opens. Whether it went on."""
    wanted = rows_of(RELATIONS.c.id == relation_id, RELATIONS.c.ended_at.is_(None))
    row = (await session.run(wanted.with_for_update(of=RELATIONS))).mappings().one_or_none()
    if row is None or row["verdict"] != Confirmed.APPROVED:
        return False
    if clerk is None and row["of_person_id"] != of_person_id:
        return False
    how = EndedHow.PERSON if clerk is None else EndedHow.OFFICE
    values = {"ended_at": stamp(now), "ended_how": str(how)}
    await session.run(update(RELATIONS).where(RELATIONS.c.id == relation_id).values(**values))
    await _note(session, "relation.ended", _Noted.of(row), now, clerk, place=place)
    return True


async def _refuse_restricted(session: Writing, *people: int) -> None:
    closed = select(PEOPLE.c.id).where(PEOPLE.c.id.in_(people), PEOPLE.c.restricted)
    if (await session.run(closed)).first():
        raise Stopped(Stop.RESTRICTED)


async def _hold(session: Writing, relation_id: int) -> RowMapping:
    wanted = rows_of(
        RELATIONS.c.id == relation_id, RELATIONS.c.verdict.is_(None), RELATIONS.c.ended_at.is_(None)
    )
    row = (await session.run(wanted.with_for_update(of=RELATIONS))).mappings().one_or_none()
    if row is None:
        raise Stopped(Stop.NOT_OPEN)
    return row


async def _decide(
    session: Writing, row: RowMapping, said: Confirmed, clerk: Clerk, now: datetime
) -> None:
    values = {
        "verdict": str(said),
        "decided_at": stamp(now),
        "decided_by": clerk.id,
        "decided_session": clerk.session,
        "decided_terminal": clerk.terminal,
    }
    await session.run(update(RELATIONS).where(RELATIONS.c.id == row["id"]).values(**values))
    await _note(session, f"relation.{said}", _Noted.of(row), now, clerk)


async def _note(
    session: Writing,
    action: str,
    of: _Noted,
    now: datetime,
    clerk: Clerk | None,
    *,
    place: str = "",
) -> None:
    """Note it in the histories of both people."""
    for subject in (of.person_id, of.of_person_id):
        event = Event(
            actor=ActorKind.STAFF if clerk else ActorKind.PERSON,
            actor_id=clerk.id if clerk else of.of_person_id,
            action=action,
            subject=subject,
            place=(clerk.place or clerk.terminal) if clerk else place,
            purpose=of.number if clerk else "",
            detail={"relation": str(of.id)},
        )
        await note(session, event, now)
