"""Proposals to correct a record (訂正の案): kept as they were proposed, one open at a time in a case.

What a second person does with them is in ``nenkin.storage.deciding``.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, insert, select

from nenkin.law.periods import Span
from nenkin.law.procedures import COURSES, Outcome, Party, Procedure, State, refuse
from nenkin.matching.merging import Proposal
from nenkin.storage.audit import note
from nenkin.storage.cases import CASES
from nenkin.storage.claims import AlreadyClaimed, propose_claim
from nenkin.storage.codes import day, day_number, moment, optional_moment, stamp
from nenkin.storage.correction_plans import Clerk, Plan, Stop, Stopped, Verdict, base_of, event
from nenkin.storage.database import Database, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.notices import Notice, tell
from nenkin.storage.records import BONUSES, SPANS
from nenkin.storage.span_rows import BONUS_COLUMNS, SPAN_COLUMNS, bonuses_of, spans_of
from nenkin.storage.tables import CorrectionRow, table_of
from nenkin.storage.vault import Vault

CORRECTIONS = table_of(CorrectionRow)
_PLAN, REASON = "correction.plan", "correction.reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A proposal as it stands."""

    id: int
    case_id: int
    number: str  # the case's 受付番号
    person_id: int
    undoes: int | None
    claim_id: int | None
    plan: Plan
    digest: bytes
    falls: bool
    proposed_by: int
    proposed_at: datetime
    agreed_at: datetime | None
    agreed_how: str | None
    verdict: Verdict | None
    decided_by: int | None
    decided_at: datetime | None
    reason: str

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its second person."""
        return self.verdict is None

    @property
    def waits_for_the_person(self) -> bool:
        """Whether the person has to agree first."""
        return self.is_open and self.falls and self.agreed_at is None


async def propose(
    session: Writing,
    plan: Plan,
    *,
    number: str,
    clerk: Clerk,
    now: datetime,
    merging: Proposal | None = None,
    undoes: int | None = None,
) -> int:
    """Put a correction up for its second person; gives its id. Raises ``Stopped``.

    ``merging`` is the joining of a record without an owner that the plan is; ``undoes`` the correction
    that it takes back, in a case that may be closed.
    """
    columns = (CASES.c.id, CASES.c.kind, CASES.c.state, CASES.c.person_id)
    found = await session.run(select(*columns).where(CASES.c.number == number).with_for_update())
    case = found.one_or_none()
    if case is None:
        raise Stopped(Stop.CASE_MOVED)
    if undoes is None and not _may_answer(case.kind, case.state, plan.outcome):
        raise Stopped(Stop.CASE_MOVED)
    opened = (CORRECTIONS.c.case_id == case.id, CORRECTIONS.c.verdict.is_(None))
    if (await session.run(select(CORRECTIONS.c.id).where(*opened))).first():
        raise Stopped(Stop.ALREADY_PROPOSED)
    if base_of(await standing_in(session, case.person_id)) != plan.base:
        raise Stopped(Stop.RECORD_CHANGED)
    if not await bonuses_stand(session, case.person_id, plan):
        raise Stopped(Stop.RECORD_CHANGED)
    claim = None
    if merging is not None:
        try:
            claim = await propose_claim(
                session,
                merging,
                person_id=case.person_id,
                case_number=number,
                facts=plan.record_line,
                clerk=clerk.id,
                now=now,
                place=clerk.place,
            )
        except AlreadyClaimed as error:
            raise Stopped(Stop.ALREADY_CLAIMED) from error
    correction_id = new_id()
    values = {
        "id": correction_id,
        "case_id": case.id,
        "person_id": case.person_id,
        "undoes": undoes,
        "claim_id": claim,
        "plan": session.vault.seal(plan.encoded().decode(), _PLAN, correction_id),
        "digest": plan.digest,
        "falls": plan.falls,
        "proposed_by": clerk.id,
        "proposed_session": clerk.session,
        "proposed_terminal": clerk.terminal,
        "proposed_at": stamp(now),
    }
    await session.run(insert(CORRECTIONS), values)
    if plan.falls:
        await tell(session, case.person_id, case.id, Notice.AGREEMENT_WANTED, now)
    action = "correction.proposed" if undoes is None else "correction.undoing-proposed"
    await note(session, event(clerk, action, case.person_id, number, correction_id), now)
    return correction_id


async def standing_in(session: Writing, person_id: int) -> dict[int, Span]:
    """Give the spans that stand, by number, as the open transaction sees them."""
    columns = (SPANS.c[name] for name in ("span_no", *SPAN_COLUMNS))
    wanted = select(*columns).where(SPANS.c.person_id == person_id, SPANS.c.known_until.is_(None))
    rows = (await session.run(wanted)).all()
    return {row[0]: spans_of([tuple(row[1:])])[0] for row in rows}


async def bonuses_stand(session: Writing, person_id: int, plan: Plan) -> bool:
    """Whether the bonuses that a plan closes stand as they were looked at."""
    diff = plan.bonus_diff
    if not diff.closing:
        return True
    wanted = select(BONUSES.c.bonus_no, *(BONUSES.c[name] for name in BONUS_COLUMNS)).where(
        BONUSES.c.person_id == person_id, BONUSES.c.known_until.is_(None)
    )
    rows = (await session.run(wanted)).all()
    standing = {row[0]: bonuses_of([tuple(row[1:])])[0] for row in rows}
    return tuple(standing.get(number) for number in diff.closing) == diff.closed


async def corrections_of(db: Database, person_id: int, number: str) -> Sequence[Correction]:
    """Give all that was proposed in a case of a person, the latest first."""
    return await _find(db, CASES.c.number == number, CASES.c.person_id == person_id)


async def waiting_corrections(db: Database) -> Sequence[Correction]:
    """Give what waits for a second person, the oldest first, whatever the office."""
    return list(reversed(await _find(db, CORRECTIONS.c.verdict.is_(None))))


async def corrections_done(db: Database, person_id: int) -> Sequence[tuple[date, Correction]]:
    """Give what was done to a person's record in any case, each with the day it is known from."""
    mine = CORRECTIONS.c.person_id == person_id
    done = (mine, CORRECTIONS.c.verdict == str(Verdict.APPROVED))
    wrote = select(CORRECTIONS.c.id, CORRECTIONS.c.spans_added, CORRECTIONS.c.spans_closed)
    lines = select(SPANS.c.span_no, SPANS.c.known_from, SPANS.c.known_until)
    async with db.read() as session:
        rows = (await session.run(wrote.where(*done))).all()
        spans = (await session.run(lines.where(SPANS.c.person_id == person_id))).all()
    began = {row[0]: row[1] for row in spans}
    ended = {row[0]: row[2] for row in spans}
    days: dict[int, int] = {}
    for correction_id, added, closed in rows:
        # What only takes months away has added none; both were written on one day.
        known = [began[one] for one in json.loads(added or "[]") if one in began]
        known += [ended[one] for one in json.loads(closed or "[]") if ended.get(one)]
        if known:
            days[correction_id] = max(known)
    found = await _find(db, *done)
    for one in found:  # of bonuses alone
        if one.id not in days and (known := await _known_bonuses(db, one)):
            days[one.id] = max(known)
    return [(day(days[one.id]), one) for one in found if one.id in days]


async def _known_bonuses(db: Database, one: Correction) -> list[int]:
    """Give the days since when its bonuses are known, or not known any more."""
    diff = one.plan.bonus_diff
    wanted = select(BONUSES.c.bonus_no, *(BONUSES.c[name] for name in BONUS_COLUMNS)).where(
        BONUSES.c.person_id == one.person_id
    )
    async with db.read() as session:
        rows = (await session.run(wanted)).all()
    days = []
    for row in rows:
        (bonus,) = bonuses_of([tuple(row[1:])])
        if any(
            replace(new, known_from=bonus.known_from) == replace(bonus, known_until=None)
            for new in diff.adding
        ):
            days.append(day_number(bonus.known_from))
        if row[0] in diff.closing and bonus.known_until is not None:
            days.append(day_number(bonus.known_until))
    return days


async def read_correction(db: Database, correction_id: int) -> Correction | None:
    """Give one of them."""
    return next(iter(await _find(db, CORRECTIONS.c.id == correction_id)), None)


def plan_of(vault: Vault, correction_id: int, sealed: bytes) -> Plan:
    """Open a plan."""
    return msgspec.json.decode(vault.open(sealed, _PLAN, correction_id), type=Plan)


def _may_answer(kind: str, state: str, outcome: Outcome) -> bool:
    procedure = Procedure(kind)
    says = COURSES[procedure].says
    fits = says and refuse(procedure, State(state), says, by=Party.OFFICE, outcome=outcome) is None
    return bool(fits)


_NAMES = (
    *("id", "case_id", "person_id", "undoes", "claim_id", "plan", "digest", "falls"),
    *("proposed_by", "proposed_at", "agreed_at", "agreed_how", "verdict"),
    *("decided_by", "decided_at", "reason"),
)


async def _find(db: Database, *wanted: ColumnElement[bool]) -> Sequence[Correction]:
    statement = (
        select(*(CORRECTIONS.c[name] for name in _NAMES), CASES.c.number)
        .join_from(CORRECTIONS, CASES, CORRECTIONS.c.case_id == CASES.c.id)
        .where(*wanted)
        .order_by(CORRECTIONS.c.proposed_at.desc(), CORRECTIONS.c.id)
    )
    async with db.read() as session:
        rows = (await session.run(statement)).mappings().all()
    return [_correction(db.vault, dict(row)) for row in rows]


def _correction(vault: Vault, row: dict[str, Any]) -> Correction:
    reason = vault.open_optional(row.pop("reason"), REASON, row["id"]) or ""
    verdict = row.pop("verdict")
    moments = {name: optional_moment(row.pop(name)) for name in ("agreed_at", "decided_at")}
    return Correction(
        **{
            **row,
            **moments,
            "plan": plan_of(vault, row["id"], row["plan"]),
            "digest": bytes(row["digest"]),
            "falls": bool(row["falls"]),
            "proposed_at": moment(row["proposed_at"]),
            "verdict": Verdict(verdict) if verdict else None,
            "reason": reason,
        }
    )
