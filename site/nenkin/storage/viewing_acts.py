"""What is done about looking at what is closed to one alone: asked, allowed, opened alone, reviewed."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from nenkin.storage.audit import ActorKind, Event, note
from nenkin.storage.cases import CASES, Case
from nenkin.storage.codes import stamp
from nenkin.storage.correction_plans import Stop, Stopped
from nenkin.storage.database import Writing
from nenkin.storage.four_eyes import refuse_one_hand
from nenkin.storage.identifiers import new_id
from nenkin.storage.notices import Notice, tell
from nenkin.storage.people import restrict
from nenkin.storage.viewings import GLASS_LASTS, REASON, REMARK, VIEWINGS, Hand, Kind, Verdict


async def ask_viewing(
    session: Writing, kind: Kind, case: Case, hand: Hand, *, why: str, now: datetime
) -> int:
    """Wish for a look, or for an end of the restriction; the same wish twice is one."""
    mine = (VIEWINGS.c.case_id == case.id, VIEWINGS.c.asked_by == hand.clerk.id)
    waiting = select(VIEWINGS.c.id).where(
        *mine, VIEWINGS.c.kind == str(kind), VIEWINGS.c.verdict.is_(None)
    )
    for row in await session.run(waiting.with_for_update()):
        return int(row.id)
    viewing_id = await _insert(session, kind, case, hand, why=why, now=now)
    await note(session, _event(hand, f"viewing.{kind}-asked", None, case.number), now)
    return viewing_id


async def allow_viewing(
    session: Writing, viewing_id: int, hand: Hand, *, lasts: timedelta, whole: bool, now: datetime
) -> None:
    """Say yes, for a while; raises ``Stopped``. ``whole`` is for a clerk of the same place alone."""
    row = await _hold(session, viewing_id, hand)
    values: dict[str, Any] = {"verdict": str(Verdict.ALLOWED)}
    if row["kind"] == Kind.LIFT:
        await restrict(session, row["person_id"], restricted=False, now=now)
    else:
        values["until"] = stamp(now + lasts)
        values["whole"] = whole and row["asked_place"] == hand.place_id
    await _end(session, row, hand, values, now)


async def refuse_viewing(session: Writing, viewing_id: int, hand: Hand, now: datetime) -> None:
    """Say no; raises ``Stopped``."""
    row = await _hold(session, viewing_id, hand)
    await _end(session, row, hand, {"verdict": str(Verdict.REFUSED)}, now)


async def break_glass(session: Writing, case: Case, hand: Hand, *, why: str, now: datetime) -> int:
    """Open a case alone, for half an hour; its person and whoever watches are told."""
    until = now + GLASS_LASTS
    values: dict[str, Any] = {
        "verdict": str(Verdict.ALLOWED),
        "decided_at": stamp(now),
        "until": stamp(until),
    }
    viewing_id = await _insert(
        session, Kind.GLASS, case, hand, why=why, now=now, whole=True, **values
    )
    await tell(session, case.person_id, case.id, Notice.OPENED_ALONE, now)
    await note(session, _event(hand, "viewing.glass", case.person_id, case.number), now)
    return viewing_id


async def review(
    session: Writing, viewing_id: int, hand: Hand, *, fine: bool, remark: str, now: datetime
) -> None:
    """Say what looking into it found; once, and by nobody who was part of it. Raises ``Stopped``."""
    row = await _locked(session, viewing_id)
    if row is None or row["kind"] != Kind.GLASS or row["reviewed_at"] is not None:
        raise Stopped(Stop.NOT_OPEN)
    if row["asked_by"] == hand.clerk.id:
        raise Stopped(Stop.SAME_PERSON)
    values = {
        "reviewed_by": hand.clerk.id,
        "reviewed_at": stamp(now),
        "fine": fine,
        "remark": session.vault.seal_optional(remark or None, REMARK, viewing_id),
    }
    await session.run(update(VIEWINGS).where(VIEWINGS.c.id == viewing_id).values(**values))
    await note(session, _event(hand, "viewing.reviewed", None, row["number"]), now)


async def _insert(  # what a wish is
    session: Writing,
    kind: Kind,
    case: Case,
    hand: Hand,
    *,
    why: str,
    now: datetime,
    whole: bool = False,
    **decided: str | int,
) -> int:
    viewing_id = new_id()
    values = {
        "id": viewing_id,
        "kind": str(kind),
        "case_id": case.id,
        "person_id": case.person_id,
        "asked_by": hand.clerk.id,
        "asked_session": hand.clerk.session,
        "asked_terminal": hand.clerk.terminal,
        "asked_place": hand.place_id,
        "asked_at": stamp(now),
        "reason": session.vault.seal(why, REASON, viewing_id),
        "whole": whole,
        **decided,
    }
    await session.run(insert(VIEWINGS), values)
    return viewing_id


async def _locked(session: Writing, viewing_id: int) -> RowMapping | None:
    wanted = (
        select(VIEWINGS, CASES.c.number)
        .join_from(VIEWINGS, CASES, VIEWINGS.c.case_id == CASES.c.id)
        .where(VIEWINGS.c.id == viewing_id)
        .with_for_update(of=VIEWINGS)
    )
    return (await session.run(wanted)).mappings().one_or_none()


async def _hold(session: Writing, viewing_id: int, hand: Hand) -> RowMapping:
    """Give a wish that waits, whose second person this may be; raises ``Stopped``."""
    row, clerk = await _locked(session, viewing_id), hand.clerk
    if row is None or row["verdict"] is not None:
        raise Stopped(Stop.NOT_OPEN)
    await refuse_one_hand(session, row, clerk, "asked")
    return row


async def _end(
    session: Writing, row: RowMapping, hand: Hand, values: dict[str, Any], now: datetime
) -> None:
    decided = {
        "decided_by": hand.clerk.id,
        "decided_session": hand.clerk.session,
        "decided_terminal": hand.clerk.terminal,
        "decided_place": hand.place_id,
        "decided_at": stamp(now),
    }
    change = update(VIEWINGS).where(VIEWINGS.c.id == row["id"])
    await session.run(change.values(**values, **decided))
    action = f"viewing.{row['kind']}-{values['verdict']}"
    await note(session, _event(hand, action, None, row["number"]), now)


def _event(hand: Hand, action: str, person_id: int | None, number: str) -> Event:
    # Whose own pages tell that their case is closed is nobody: somebody may look over a shoulder.
    clerk = hand.clerk
    return Event(
        actor=ActorKind.STAFF,
        actor_id=clerk.id,
        action=action,
        subject=person_id,
        place=clerk.place or clerk.terminal,
        purpose=number,
    )
