"""The office's queue: a case is sent once, frozen as it was, and moved from state to state.

A case, its first step, what the sender's form was (``operations``) and the audit row belong into
one transaction of the caller's, in the order: operation, case, audit.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, literal_column, select, update

from nenkin.interchange.receipt_numbers import make
from nenkin.law.procedures import (
    FIRST,
    Outcome,
    Party,
    Procedure,
    Refusal,
    State,
    Way,
    refuse,
)
from nenkin.storage.audit import ActorKind
from nenkin.storage.codes import moment, stamp
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import CaseArrivalRow, OfficeCaseRow, OfficeCaseStepRow, table_of
from nenkin.storage.vault import Vault

CASES = table_of(OfficeCaseRow)
STEPS = table_of(OfficeCaseStepRow)
ARRIVALS = table_of(CaseArrivalRow)
_SENT, _NOTE = "office_case.sent", "office_case_step.note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case as it stands. ``follows`` is the number of the case that it follows.

    ``sent_by``: the person who sent it, which is its own or one who helps (手伝う).
    """

    id: int
    number: str
    kind: Procedure
    person_id: int
    follows: str | None
    sent_at: datetime
    state: State
    version: int
    changed_at: datetime
    sent_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How a case reached the office: which way, which counter passed it on, what it may be worth.

    ``worth`` is yen a year for life, at least and at most; ``None`` where nobody knows.
    """

    way: Way = Way.ONLINE
    place_id: int | None = None
    worth: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A state that a case came to; ``note`` is what the person is told with it."""

    at: datetime
    state: State
    outcome: Outcome | None
    actor: ActorKind
    actor_id: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A case with what was sent (the feature's own JSON) and every step, the first one first."""

    case: Case
    sent: str
    steps: Sequence[Step]

    @property
    def outcome(self) -> Outcome | None:
        """Give what came of it, once that was said."""
        return next((step.outcome for step in reversed(self.steps) if step.outcome), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who moves a case on."""

    kind: ActorKind
    id: int | None = None

    @property
    def party(self) -> Party:
        """Give whose side they are on."""
        return Party.PERSON if self.kind is ActorKind.PERSON else Party.OFFICE


_CASE = ("id", "number", "kind", "person_id", "sent_at", "state", "version", "changed_at")
_BEFORE = CASES.alias("before")
_SENDING = STEPS.alias("sending")
_CASES = (
    select(*(CASES.c[name] for name in _CASE), _BEFORE.c.number, _SENDING.c.actor_id)
    .outerjoin_from(CASES, _BEFORE, CASES.c.follows == _BEFORE.c.id)
    .join(_SENDING, (_SENDING.c.case_id == CASES.c.id) & (_SENDING.c.seq == literal_column("1")))
)
# Who asks to be let in has no pages yet, and may be somebody else: what they sent is the office's.
_OWN = _CASES.where(
    CASES.c.person_id == bindparam("person_id"),
    CASES.c.kind != literal_column(f"'{Procedure.SIGN_UP}'"),
)
_OF_PERSON = Prepared(_OWN.order_by(CASES.c.sent_at.desc(), CASES.c.id), "person_id")
_ONE = Prepared(
    _OWN.add_columns(CASES.c.sent).where(CASES.c.number == bindparam("number")),
    "person_id",
    "number",
)
_NUMBERED = Prepared(
    _CASES.add_columns(CASES.c.sent).where(CASES.c.number == bindparam("number")), "number"
)
_STEPS_OF = Prepared(
    select(
        *(STEPS.c[name] for name in ("id", "at", "state", "outcome", "actor_kind", "actor_id")),
        STEPS.c.note,
    )
    .where(STEPS.c.case_id == bindparam("case_id"))
    .order_by(STEPS.c.seq),
    "case_id",
)


def new_number() -> str:
    """Make a receipt number (受付番号) of which nothing can be told and none guessed from another."""
    return make(secrets.randbelow)


async def open_case(  # what a case is
    session: Writing,
    kind: Procedure,
    *,
    number: str,
    person_id: int,
    sent: str,
    follows: str | None,
    now: datetime,
    sent_by: int | None = None,
    arrival: Arrival = Arrival(),
) -> None:
    """Put a case into the queue as its person has sent it, or who helps them (``sent_by``)."""
    case_id = new_id()
    before = select(CASES.c.id).where(CASES.c.number == follows, CASES.c.person_id == person_id)
    values = {
        "id": case_id,
        "number": number,
        "kind": str(kind),
        "person_id": person_id,
        "follows": (await session.run(before)).scalar_one() if follows else None,
        "sent_at": stamp(now),
        "sent": session.vault.seal(sent, _SENT, case_id),
        "state": str(FIRST),
        "version": 1,
        "changed_at": stamp(now),
    }
    await session.run(insert(CASES), values)
    least, most = arrival.worth or (None, None)
    values = {
        "case_id": case_id,
        "way": str(arrival.way),
        "place_id": arrival.place_id,
        "worth_least": least,
        "worth_most": most,
    }
    await session.run(insert(ARRIVALS), values)
    by = Actor(kind=ActorKind.PERSON, id=sent_by or person_id)
    await _step(session, case_id, 1, FIRST, by=by, now=now)


async def move_case(  # what is noted of a step
    session: Writing,
    number: str,
    to: State,
    *,
    by: Actor,
    now: datetime,
    outcome: Outcome | None = None,
    note: str = "",
) -> Refusal | None:
    """Bring a case to its next state, or say why not: somebody else may have been quicker.

    A person moves their own cases only; for anybody else's it is as if there were none.
    """
    wanted = CASES.c.number == number
    if by.party is Party.PERSON:
        wanted &= CASES.c.person_id == by.id
    found = select(*(CASES.c[name] for name in ("id", "kind", "state", "version"))).where(wanted)
    row = (await session.run(found.with_for_update())).one_or_none()
    if row is None:
        return Refusal.NOT_YOURS
    why = refuse(Procedure(row.kind), State(row.state), to, by=by.party, outcome=outcome)
    if why is not None:
        return why
    values = {"state": str(to), "version": row.version + 1, "changed_at": stamp(now)}
    await session.run(update(CASES).where(CASES.c.id == row.id).values(**values))
    await _step(session, row.id, row.version + 1, to, by=by, now=now, outcome=outcome, note=note)
    return None


async def cases_of(db: Database, person_id: int) -> Sequence[Case]:
    """Give what a person has sent, the latest first."""
    return [_case(row) for row in await db.rows(_OF_PERSON, person_id)]


async def find_case(db: Database, person_id: int, number: str) -> Whole | None:
    """Give one of a person's own cases with all that belongs to it."""
    for row in await db.rows(_ONE, person_id, number):
        return await _whole(db, row)
    return None


async def numbered_case(db: Database, number: str) -> Whole | None:
    """Give a case to the office, whosever it is."""
    for row in await db.rows(_NUMBERED, number):
        return await _whole(db, row)
    return None


async def _whole(db: Database, row: Row) -> Whole:
    case = _case(row[:-1])
    steps = await db.rows(_STEPS_OF, case.id)
    sent = db.vault.open(row[-1], _SENT, case.id)
    return Whole(case, sent, [_said(db.vault, step) for step in steps])


async def _step(  # a row
    session: Writing,
    case_id: int,
    seq: int,
    state: State,
    *,
    by: Actor,
    now: datetime,
    outcome: Outcome | None = None,
    note: str = "",
) -> None:
    step_id = new_id()
    values = {
        "id": step_id,
        "case_id": case_id,
        "seq": seq,
        "at": stamp(now),
        "state": str(state),
        "outcome": str(outcome or ""),
        "actor_kind": int(by.kind),
        "actor_id": by.id,
        "note": session.vault.seal_optional(note or None, _NOTE, step_id),
    }
    await session.run(insert(STEPS), values)


def _case(row: Row) -> Case:
    case_id, number, kind, person_id, sent_at, state, version, changed_at, follows, by = row
    return Case(
        id=case_id,
        number=number,
        kind=Procedure(kind),
        person_id=person_id,
        follows=follows,
        sent_at=moment(sent_at),
        state=State(state),
        version=version,
        changed_at=moment(changed_at),
        sent_by=by,
    )


def _said(vault: Vault, row: Row) -> Step:
    step_id, at, state, outcome, actor, actor_id, note = row
    return Step(
        at=moment(at),
        state=State(state),
        outcome=Outcome(outcome) if outcome else None,
        actor=ActorKind(actor),
        actor_id=actor_id,
        note=vault.open_optional(note, _NOTE, step_id) or "",
    )
