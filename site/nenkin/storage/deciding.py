"""The second person's act (二人での確認): a correction is done whole or not at all, and can be taken back.

Doing it writes the new spans, the claim on a record without an owner, the state of the case, the
notice and the audit rows in the transaction of the caller.
"""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import RowMapping, select, update

from nenkin.law.procedures import COURSES, Outcome, Procedure, State
from nenkin.storage.audit import ActorKind, Event, note
from nenkin.storage.cases import CASES, Actor, move_case
from nenkin.storage.claims import ask_undoing, merge_claim, turn_down_claim, undo_claim
from nenkin.storage.codes import stamp
from nenkin.storage.correction_plans import Clerk, Plan, Stop, Stopped, Verdict, base_of, event
from nenkin.storage.corrections import (
    CORRECTIONS,
    REASON,
    bonuses_stand,
    plan_of,
    standing_in,
)
from nenkin.storage.database import Writing
from nenkin.storage.four_eyes import refuse_one_hand
from nenkin.storage.notices import Notice, tell
from nenkin.storage.people import PEOPLE
from nenkin.storage.records import (
    correct,
    correct_bonuses,
    lock_person,
)


class Agreed(StrEnum):
    """How a person said that a correction by which something falls shall be done."""

    ONLINE = "online"
    COUNTER = "counter"
    TELEPHONE = "telephone"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class _Open:
    """An open proposal whose row is held until the transaction ends."""

    row: RowMapping
    plan: Plan
    number: str
    kind: Procedure

    @property
    def id(self) -> int:
        return int(self.row["id"])

    @property
    def person_id(self) -> int:
        return int(self.row["person_id"])


async def agree(
    session: Writing,
    correction_id: int,
    *,
    how: Agreed,
    now: datetime,
    person_id: int | None = None,
    clerk: Clerk | None = None,
) -> None:
    """Note that the person agrees: themselves, or as they told a clerk. Raises ``Stopped``."""
    held = await _hold(session, correction_id)
    if person_id is not None and held.person_id != person_id:
        raise Stopped(Stop.NOT_OPEN)
    if held.row["agreed_at"] is not None:
        return
    noted_by = clerk.id if clerk else None
    values = {"agreed_at": stamp(now), "agreed_how": str(how), "agreed_noted_by": noted_by}
    await session.run(update(CORRECTIONS).where(CORRECTIONS.c.id == held.id).values(**values))
    await note(session, _event(held, "correction.agreed", clerk), now)


async def decline(session: Writing, correction_id: int, *, person_id: int, now: datetime) -> None:
    """Note that the person does not want it; it is not done. Raises ``Stopped``."""
    held = await _hold(session, correction_id)
    if held.person_id != person_id:
        raise Stopped(Stop.NOT_OPEN)
    await _end(session, held, Verdict.DECLINED, None, now)
    await note(session, _event(held, "correction.declined", None), now)


async def withdraw(session: Writing, correction_id: int, *, clerk: Clerk, now: datetime) -> None:
    """Take a proposal back; whoever made it may. Raises ``Stopped``."""
    held = await _hold(session, correction_id)
    if held.row["proposed_by"] != clerk.id:
        raise Stopped(Stop.SAME_PERSON)
    await _end(session, held, Verdict.WITHDRAWN, clerk, now)
    await note(session, _event(held, "correction.withdrawn", clerk), now)


async def turn_down(
    session: Writing, correction_id: int, *, clerk: Clerk, reason: str, now: datetime
) -> None:
    """Refuse a proposal, with the reason for its clerk. Raises ``Stopped``."""
    held = await _hold(session, correction_id)
    await refuse_one_hand(session, held.row, clerk)
    await _end(session, held, Verdict.REFUSED, clerk, now, reason=reason)
    await note(session, _event(held, "correction.refused", clerk), now)


async def approve(
    session: Writing,
    correction_id: int,
    *,
    digest: bytes,
    clerk: Clerk,
    now: datetime,
    on: date,
) -> None:
    """Do what was proposed, known from the day ``on``. Raises ``Stopped``; then nothing is changed.

    ``digest`` is that of the proposal which the second person has looked at.
    """
    held = await _hold(session, correction_id)
    await refuse_one_hand(session, held.row, clerk)
    plan = held.plan
    if not (digest == bytes(held.row["digest"]) == plan.digest):
        raise Stopped(Stop.OTHER_DIFF)
    if held.row["falls"] and held.row["agreed_at"] is None:
        raise Stopped(Stop.NOT_AGREED)
    undoes = held.row["undoes"]
    if undoes is None:
        says = COURSES[held.kind].says
        if says is None:  # a case of a letter alone has no answer that a correction could be
            raise Stopped(Stop.CASE_MOVED)
        by = Actor(kind=ActorKind.STAFF, id=clerk.id)
        refused = await move_case(session, held.number, says, by=by, now=now, outcome=plan.outcome)
        if refused is not None:
            raise Stopped(Stop.CASE_MOVED)
    await lock_person(session, held.person_id)
    if base_of(await standing_in(session, held.person_id)) != plan.base:
        raise Stopped(Stop.RECORD_CHANGED)
    if not await bonuses_stand(session, held.person_id, plan):
        raise Stopped(Stop.RECORD_CHANGED)
    added = await _write(session, held, clerk, now, on)
    bonuses = plan.bonus_diff
    if bonuses.closing or bonuses.adding:
        closing, adding = bonuses.closing, bonuses.adding
        await correct_bonuses(session, held.person_id, closing=closing, adding=adding, on=on)
    applied = {"spans_closed": json.dumps(plan.diff.closing), "spans_added": json.dumps(added)}
    await _end(session, held, Verdict.APPROVED, clerk, now, **applied)
    if undoes is None:
        await _go_on(session, held, clerk, now)
    told = Notice.CORRECTED if undoes is None else Notice.UNDONE
    await tell(session, held.person_id, held.row["case_id"], told, now)
    action = "correction.approved" if undoes is None else "correction.undone"
    await note(session, _event(held, action, clerk), now)


async def _hold(session: Writing, correction_id: int) -> _Open:
    case_of = select(CORRECTIONS.c.case_id).where(CORRECTIONS.c.id == correction_id)
    # The case first, as whoever proposes holds it, so that two never wait for each other.
    held = select(CASES.c.number, CASES.c.kind).where(CASES.c.id.in_(case_of)).with_for_update()
    case = (await session.run(held)).one_or_none()
    wanted = select(CORRECTIONS).where(
        CORRECTIONS.c.id == correction_id, CORRECTIONS.c.verdict.is_(None)
    )
    row = (await session.run(wanted.with_for_update())).mappings().one_or_none()
    if case is None or row is None:
        raise Stopped(Stop.NOT_OPEN)
    plan = plan_of(session.vault, correction_id, row["plan"])
    return _Open(row, plan, case.number, Procedure(case.kind))


async def _write(session: Writing, held: _Open, clerk: Clerk, now: datetime, on: date) -> list[int]:
    """Write the record; of a record without an owner, by its claim."""
    diff, undoes = held.plan.diff, held.row["undoes"]
    if undoes is None and held.row["claim_id"] is None:
        return await correct(
            session, held.person_id, closing=diff.closing, adding=diff.adding, on=on
        )
    if undoes is None:
        (span,) = (replace(one, known_from=on) for one in diff.adding)
        claim = held.row["claim_id"]
        return [await merge_claim(session, claim, span, clerk=clerk.id, now=now, place=clerk.place)]
    of_before = select(CORRECTIONS.c.claim_id).where(CORRECTIONS.c.id == undoes)
    claim = (await session.run(of_before)).scalar_one()
    if claim is None:
        return await correct(
            session, held.person_id, closing=diff.closing, adding=diff.adding, on=on
        )
    await ask_undoing(session, claim, clerk=held.row["proposed_by"], now=now)
    await undo_claim(session, claim, clerk=clerk.id, now=now, on=on, place=clerk.place)
    return []


async def _go_on(session: Writing, held: _Open, clerk: Clerk, now: datetime) -> None:
    """Whose pension is paid already, theirs is worked out anew (年金額の再計算)."""
    wanted = select(PEOPLE.c.entitled_since).where(PEOPLE.c.id == held.person_id)
    paid = (await session.run(wanted)).scalar_one() is not None
    if paid and held.kind is Procedure.INQUIRY and held.plan.outcome is not Outcome.NOT_FOUND:
        by = Actor(kind=ActorKind.STAFF, id=clerk.id)
        await move_case(session, held.number, State.RECALCULATING, by=by, now=now)


async def _end(  # what a verdict is
    session: Writing,
    held: _Open,
    verdict: Verdict,
    clerk: Clerk | None,
    now: datetime,
    *,
    reason: str = "",
    **applied: str,
) -> None:
    claim = held.row["claim_id"]
    if claim is not None and verdict is not Verdict.APPROVED:
        by = clerk.id if clerk else held.row["proposed_by"]
        await turn_down_claim(session, claim, clerk=by, now=now, place=clerk.place if clerk else "")
    values: dict[str, Any] = {"verdict": str(verdict), "decided_at": stamp(now), **applied}
    if clerk is not None:
        values |= {
            "decided_by": clerk.id,
            "decided_session": clerk.session,
            "decided_terminal": clerk.terminal,
        }
    values["reason"] = session.vault.seal_optional(reason or None, REASON, held.id)
    await session.run(update(CORRECTIONS).where(CORRECTIONS.c.id == held.id).values(**values))


def _event(held: _Open, action: str, clerk: Clerk | None) -> Event:
    if clerk is not None:
        return event(clerk, action, held.person_id, held.number, held.id)
    return Event(
        actor=ActorKind.PERSON,
        actor_id=held.person_id,
        action=action,
        subject=held.person_id,
        purpose=held.number,
        detail={"correction": str(held.id)},
    )
