"""Where a letter goes, and what goes in its place: checked, sent anew, or not sent at all.

A letter has one letter in its place at most (``again_of`` is unique), so that of two clerks who
send it again at the same moment one does. A code that stood in a letter is never printed twice:
what follows it carries another, and the one before opens nothing.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import update

from nenkin.law.procedures import State
from nenkin.storage.access_keys import Holder, IssuedBy, issue_key, revoke_keys
from nenkin.storage.addresses import registered_address
from nenkin.storage.audit import Event, note
from nenkin.storage.cases import Actor, move_case
from nenkin.storage.codes import stamp
from nenkin.storage.database import Writing
from nenkin.storage.letters import (
    ACCESS_KEY,
    CASE,
    CODE,
    LETTERS,
    SIGN_UP_CODE,
    WAITING,
    Letter,
    StoredLetter,
    enqueue_letter,
    hold,
    sealed_facts,
    sealed_lines,
)
from nenkin.storage.tokens import end_letter_token, of_letter, renew_letter_token


class Halt(StrEnum):
    """Why a step was not taken; nothing was changed."""

    DONE = "done"  # by this press before, in another tab, or by somebody else
    OVER = "over"  # what its code was for is over: used, or too old
    NO_ADDRESS = "no-address"
    NOT_GIVEN = "not-given"
    GIVEN = "given"


class Halted(Exception):
    """A step that may not be taken, or not any more."""

    def __init__(self, why: Halt) -> None:
        """Say why."""
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSecret:
    """A code for a letter that goes in another's place; made before anything is written."""

    code: str = field(repr=False)
    hashed: str = field(repr=False, default="")  # of an access key
    holder: Holder | None = None


async def send_to(
    session: Writing, letter_id: int, event: Event, now: datetime, *, registered: bool
) -> None:
    """Let a letter go, to the registered address or to that which was asked for. Raises ``Halted``."""
    held = await _hold_unchecked(session, letter_id)
    address = held.letter.address
    if registered:
        address = await registered_address(session, held.letter.person_id)
    if not address:
        raise Halted(Halt.NO_ADDRESS)
    sealed = sealed_lines(session, address, letter_id)
    await _set(session, letter_id, address=sealed, checked_at=stamp(now))
    await note(session, event, now)


async def refuse_letter(session: Writing, letter_id: int, event: Event, now: datetime) -> None:
    """Do not send a letter; its code opens nothing. Raises ``Halted``."""
    held = await _hold_unchecked(session, letter_id)
    await _revoke(session, held, now)
    await drop(session, held, now)
    by = Actor(kind=event.actor, id=event.actor_id)
    await move_its_case(session, held.letter, State.WITHDRAWN, by=by, now=now)
    await note(session, event, now)


async def send_again(
    session: Writing,
    before: StoredLetter,
    *,
    reason: str,
    large: bool,
    secret: NewSecret | None,
    now: datetime,
) -> int:
    """Put another letter in the place of one; with a code, another code. Raises ``Halted``."""
    facts = dict(before.letter.facts)
    address = await registered_address(session, before.letter.person_id) or before.letter.address
    letter = Letter(
        kind=before.letter.kind,
        person_id=before.letter.person_id,
        address=address,
        facts=facts if secret is None else facts | {CODE: secret.code},
        dedupe=f"again:{before.id}",
        large=large,
    )
    again = await enqueue_letter(session, letter, now, again_of=before.id, reason=reason)
    if again is None:
        raise Halted(Halt.DONE)
    if secret is not None:
        await _replace_secret(session, again, letter, secret, now)
    return again


async def drop_waiting(session: Writing, person_id: int, kind: str, now: datetime) -> None:
    """Do not send letters of a kind that a newer one makes useless; those in a batch stay there."""
    theirs = (LETTERS.c.person_id == person_id, LETTERS.c.kind == kind)
    for one in await hold(session, *theirs, *WAITING):
        await drop(session, one, now)


async def drop(session: Writing, held: StoredLetter, now: datetime) -> None:
    """Note that a letter is not sent, and forget its code."""
    await _set(session, held.id, dropped_at=stamp(now))
    await forget_code(session, held)


async def forget_code(session: Writing, held: StoredLetter) -> None:
    """Forget what nobody may print a second time."""
    if held.secret:
        facts = {name: value for name, value in held.letter.facts.items() if name != CODE}
        await _set(session, held.id, facts=sealed_facts(session, facts, held.id))


async def move_its_case(
    session: Writing, letter: Letter, to: State, *, by: Actor, now: datetime
) -> None:
    """Move on the case that is there for the letter's sake (郵便での利用の申し込み); once."""
    number = letter.facts.get(CASE)
    if letter.kind == SIGN_UP_CODE and number:
        await move_case(session, number, to, by=by, now=now)  # refused where it is there already


async def _replace_secret(
    session: Writing, letter_id: int, letter: Letter, secret: NewSecret, now: datetime
) -> None:
    if letter.kind == SIGN_UP_CODE:
        new = of_letter(session.vault, secret.code)
        token = await renew_letter_token(session, letter.facts.get("token", ""), new, now)
        if token is None:
            raise Halted(Halt.OVER)
        facts = {**letter.facts, "token": token}
        await _set(session, letter_id, facts=sealed_facts(session, facts, letter_id))
        return
    assert secret.holder is not None
    await issue_key(
        session,
        person_id=letter.person_id,
        holder=secret.holder,
        secret_hash=secret.hashed,
        issued_by=IssuedBy.POST,
        now=now,
    )


async def _revoke(session: Writing, held: StoredLetter, now: datetime) -> None:
    if held.letter.kind == SIGN_UP_CODE:
        await end_letter_token(session, held.letter.facts.get("token", ""), now)
    elif held.letter.kind == ACCESS_KEY:
        await revoke_keys(session, held.letter.person_id, now)


async def _hold_unchecked(session: Writing, letter_id: int) -> StoredLetter:
    found = await hold(session, LETTERS.c.id == letter_id)
    if not found or not found[0].waits_for_check:
        raise Halted(Halt.DONE)
    return found[0]


async def _set(session: Writing, letter_id: int, **values: Any) -> None:
    await session.run(update(LETTERS).where(LETTERS.c.id == letter_id).values(**values))
