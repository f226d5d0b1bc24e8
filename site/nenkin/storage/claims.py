"""Joining records without an owner with their people (持ち主不明記録の統合): two people's act.

One clerk proposes, another one does it. Doing it writes the months, the claim and the audit row in
the transaction of the caller; the store of ownerless records is not written. A claim keeps to the
record's id, which no load changes, so that it outlives them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from nenkin.law.months import Month
from nenkin.law.periods import Span
from nenkin.matching.merging import Proposal
from nenkin.storage.audit import ActorKind, Event, note
from nenkin.storage.codes import day_number, moment, stamp
from nenkin.storage.database import Database, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.records import SPANS, add_spans, known_on, lock_person
from nenkin.storage.tables import OwnerlessClaimRow, table_of

CLAIMS = table_of(OwnerlessClaimRow)
_FACTS = "ownerless_claim.facts"


class AlreadyClaimed(Exception):
    """The record has a standing claim, of this person or of another."""


class SamePerson(Exception):
    """The two people's act was tried by one."""


class NotStanding(Exception):
    """The claim is not in the state that this step begins from; somebody was quicker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim as it stands. ``merged_at`` ``None``: proposed only. ``facts``: the record, as JSON."""

    id: int
    record_id: str
    person_id: int
    case_number: str
    facts: str
    first: Month
    last: Month
    proposed_by: int
    merged_by: int | None
    merged_at: datetime | None
    span_no: int | None
    undo_asked_by: int | None


_COLUMNS = (
    *("id", "record_id", "person_id", "case_number", "facts", "first", "last"),
    *("proposed_by", "merged_by", "merged_at", "span_no", "undo_asked_by"),
)


async def claimed_among(db: Database, ids: Sequence[str]) -> frozenset[str]:
    """Say which of the records have been joined with somebody; for every search, hit or miss."""
    joined = select(CLAIMS.c.record_id).where(
        CLAIMS.c.record_id.in_(ids), CLAIMS.c.ended_at.is_(None), CLAIMS.c.merged_at.is_not(None)
    )
    async with db.read() as session:
        return frozenset((await session.run(joined)).scalars())


async def claims_of(db: Database, person_id: int) -> list[Claim]:
    """Give the standing claims of a person, the first proposed first."""
    wanted = (
        select(*(CLAIMS.c[name] for name in _COLUMNS))
        .where(CLAIMS.c.person_id == person_id, CLAIMS.c.ended_at.is_(None))
        .order_by(CLAIMS.c.proposed_at, CLAIMS.c.id)
    )
    async with db.read() as session:
        rows = (await session.run(wanted)).mappings().all()
    claims = []
    for row in rows:
        facts = db.vault.open(row["facts"], _FACTS, row["id"])
        merged = row["merged_at"]
        claims.append(
            Claim(
                **{**row, "facts": facts, "merged_at": None if merged is None else moment(merged)}
            )
        )
    return claims


async def propose_claim(
    session: Writing,
    proposal: Proposal,
    *,
    person_id: int,
    case_number: str,
    facts: str,
    clerk: int,
    now: datetime,
    place: str = "",
) -> int:
    """Put a record up to be joined with a person; gives the claim. Raises ``AlreadyClaimed``.

    ``facts`` is the record's line of its file, kept as it was looked at. Raises ``ValueError`` for a
    proposal that something stands against. ``place``, here and below: where the clerk is.
    """
    if proposal.span is None or proposal.span.last is None:
        raise ValueError(proposal.hindrances)
    claim_id = new_id()
    values = {
        "id": claim_id,
        "record_id": proposal.record.id,
        "person_id": person_id,
        "case_number": case_number,
        "facts": session.vault.seal(facts, _FACTS, claim_id),
        "first": proposal.span.first,
        "last": proposal.span.last,
        "proposed_by": clerk,
        "proposed_at": stamp(now),
    }
    try:
        await session.run(insert(CLAIMS), values)
    except IntegrityError as error:
        raise AlreadyClaimed from error
    await _note(
        session, "ownerless.proposed", await _standing(session, claim_id), clerk, now, place=place
    )
    return claim_id


async def merge_claim(
    session: Writing, claim_id: int, span: Span, *, clerk: int, now: datetime, place: str = ""
) -> int:
    """Join: the months, the claim and the audit row; gives the months' number in the record.

    Raises ``SamePerson``, ``NotStanding``.
    """
    row = await _standing(session, claim_id)
    if row.merged_at is not None or (span.first, span.last) != (row.first, row.last):
        raise NotStanding
    if row.proposed_by == clerk:
        raise SamePerson
    await lock_person(session, row.person_id)
    await known_on(session, row.person_id, span.known_from)
    (number,) = await add_spans(session, row.person_id, [span])
    await session.run(
        update(CLAIMS)
        .where(CLAIMS.c.id == claim_id)
        .values(merged_by=clerk, merged_at=stamp(now), span_no=number)
    )
    await _note(session, "ownerless.merged", row, clerk, now, place=place)
    return number


async def turn_down_claim(
    session: Writing, claim_id: int, *, clerk: int, now: datetime, place: str = ""
) -> None:
    """End a proposal that was not done; one clerk may. Raises ``NotStanding``."""
    row = await _standing(session, claim_id)
    if row.merged_at is not None:
        raise NotStanding
    await _end(session, claim_id, clerk, now)
    await _note(session, "ownerless.turned-down", row, clerk, now, place=place)


async def ask_undoing(session: Writing, claim_id: int, *, clerk: int, now: datetime) -> None:
    """Ask for a joining to be undone (統合の取消し). Raises ``NotStanding``."""
    row = await _standing(session, claim_id)
    if row.merged_at is None or row.undo_asked_by is not None:
        raise NotStanding
    asked = update(CLAIMS).where(CLAIMS.c.id == claim_id).values(undo_asked_by=clerk)
    await session.run(asked)
    await _note(session, "ownerless.undoing-asked", row, clerk, now)


async def undo_claim(
    session: Writing, claim_id: int, *, clerk: int, now: datetime, on: date, place: str = ""
) -> None:
    """Close the months and free the record again. Raises ``SamePerson``, ``NotStanding``.

    ``NotStanding`` also where the months have been corrected since: those are undone first.
    """
    row = await _standing(session, claim_id)
    if row.merged_at is None or row.undo_asked_by is None:
        raise NotStanding
    if row.undo_asked_by == clerk:
        raise SamePerson
    await lock_person(session, row.person_id)
    closed = await session.run(
        update(SPANS)
        .where(
            SPANS.c.person_id == row.person_id,
            SPANS.c.span_no == row.span_no,
            SPANS.c.known_until.is_(None),
        )
        .values(known_until=day_number(on))
    )
    if closed.rowcount != 1:
        raise NotStanding
    await _end(session, claim_id, clerk, now)
    await _note(session, "ownerless.undone", row, clerk, now, place=place)


async def _standing(session: Writing, claim_id: int) -> "OwnerlessClaimRow":
    wanted = (
        select(CLAIMS).where(CLAIMS.c.id == claim_id, CLAIMS.c.ended_at.is_(None)).with_for_update()
    )
    row = (await session.run(wanted)).one_or_none()
    if row is None:
        raise NotStanding
    return row  # type: ignore[return-value]  # a row of that table, with its columns as attributes


async def _end(session: Writing, claim_id: int, clerk: int, now: datetime) -> None:
    ended = {"ended_by": clerk, "ended_at": stamp(now)}
    await session.run(update(CLAIMS).where(CLAIMS.c.id == claim_id).values(**ended))


async def _note(
    session: Writing,
    action: str,
    claim: "OwnerlessClaimRow",
    clerk: int,
    now: datetime,
    *,
    place: str = "",
) -> None:
    event = Event(
        actor=ActorKind.STAFF,
        actor_id=clerk,
        action=action,
        subject=claim.person_id,
        place=place,
        purpose=claim.case_number,
        detail={"claim": str(claim.id)},
    )
    await note(session, event, now)
