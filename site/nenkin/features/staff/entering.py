"""Signing in as staff: number and password, then a code; one answer for whatever was wrong.

Whoever comes in has a role at the place of this terminal. What was going on elsewhere under the
same number ends, and so does a person's own visit in this browser.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nenkin.features.staff import codes
from nenkin.features.staff.desk import Desk
from nenkin.features.staff.forms import CodeForm, StaffSignInForm
from nenkin.storage.attempts import Budget, Ladder, ask, forgive
from nenkin.storage.audit import ActorKind, Event, append, note
from nenkin.storage.identifiers import hashed
from nenkin.storage.sessions import revoke
from nenkin.storage.staff import (
    Member,
    Terminal,
    accept_code,
    add_terminal,
    find_member,
    find_terminal,
    note_staff_sign_in,
    places_of,
    read_member,
    rehash_staff,
)
from nenkin.storage.staff_accounts import fall_asleep
from nenkin.storage.staff_sessions import (
    ENTERED,
    ENTERING,
    Lasting,
    open_staff_session,
    revoke_all_of_staff,
)
from nenkin.web.visits import SESSION, STAFF_SESSION, TERMINAL, VISIT, OnDuty, Visit

HOUR = timedelta(hours=1)
YEAR = 365 * 24 * 60 * 60
UNTIL_CODE = Lasting(idle=timedelta(minutes=5), longest=timedelta(minutes=5))
AT_WORK = Lasting(idle=timedelta(minutes=15), longest=timedelta(hours=9))  # security.md §3.6
PASSWORD_TRIES, CODE_TRIES = "staff-sign-in", "staff-code"


@dataclass(frozen=True)
class NotEntered:
    """It did not work, why is not said; or it is too early to try. ``ended``: to be begun anew."""

    retry_at: datetime | None = None
    ended: bool = False


async def enter(desk: Desk, visit: Visit, form: StaffSignInForm) -> NotEntered | None:
    """Take number and password: a code is asked next, or it did not work. Raises ``TooBusy``."""
    now = visit.now
    terminal = await find_terminal(desk.db, visit.terminal)
    number = form.number.upper()
    asked = await ask(
        desk.db,
        [
            Budget(kind="staff-address", key=visit.address, times=600, period=HOUR),
            # of this terminal alone: nobody can lock a colleague out from elsewhere
            Ladder(kind=PASSWORD_TRIES, key=_tried(number, terminal)),
        ],
        now,
    )
    if not asked.allowed:
        return NotEntered(asked.retry_at or now + HOUR)
    member = await find_member(desk.db, number)
    stored = member.password_hash if member and not member.disabled else None
    right = await desk.hasher.verify(stored, form.password)
    if not right or member is None or stored is None:
        return await failed(desk, visit, member, "password")
    sits = await seat(desk, member, terminal)
    if sits is None:
        return await failed(desk, visit, member, "place")
    stronger = await desk.hasher.hash(form.password) if desk.hasher.outdated(stored) else ""
    cookie = opened = None
    async with desk.db.write() as session:
        if not await fall_asleep(session, member.id, now):
            if stronger:
                await rehash_staff(session, member.id, stored, stronger)
            terminal_id = sits.terminal_id
            if terminal_id is None:
                terminal_id, cookie = await add_terminal(session, sits.place_id, sits.label, now)
            opened = await open_staff_session(
                session,
                staff_id=member.id,
                terminal_id=terminal_id,
                level=ENTERING,
                lasting=UNTIL_CODE,
                now=now,
            )
    if opened is None:
        return await failed(desk, visit, member, "asleep")
    visit.set_cookie(STAFF_SESSION, opened)
    if cookie:
        visit.set_cookie(TERMINAL, cookie, max_age=YEAR)
    return None


async def enter_code(
    desk: Desk, visit: Visit, entering: OnDuty, form: CodeForm
) -> NotEntered | None:
    """Take the code: they are in, or it did not work."""
    now = visit.now
    ladder = Ladder(kind=CODE_TRIES, key=str(entering.staff_id))
    asked = await ask(desk.db, [ladder], now)
    if not asked.allowed:
        return NotEntered(asked.retry_at or now + HOUR)
    member = await read_member(desk.db, entering.staff_id)
    # without a password the account was never taken up: /staff/first is the way
    secret = member.totp_secret if member.password_hash else None
    step = codes.matching(secret, form.code, now) if secret else None
    if step is None:
        return await failed(desk, visit, member, "code")
    used = opened = None
    async with desk.db.write() as session:
        used = not await accept_code(session, member.id, step)
        if not used and await revoke(session, entering.session, now):
            await revoke_all_of_staff(session, member.id, now)
            await note_staff_sign_in(session, member.id, now)
            await forgive(session, CODE_TRIES, str(member.id))
            tried = f"{member.number}|{entering.terminal_id}"
            await forgive(session, PASSWORD_TRIES, tried)
            if visit.other:
                await revoke(session, hashed(visit.other), now)
            opened = await open_staff_session(
                session,
                staff_id=member.id,
                terminal_id=entering.terminal_id,
                level=ENTERED,
                lasting=AT_WORK,
                now=now,
            )
            await note(session, event_of(entering, "staff.sign-in"), now)
    if used:
        return await failed(desk, visit, member, "used code")
    if opened is None:
        return NotEntered(ended=True)
    visit.set_cookie(STAFF_SESSION, opened)
    for name in (SESSION, VISIT):
        visit.set_cookie(name, "", max_age=0)
    return None


def event_of(staff: OnDuty, action: str, /, **more: str | int) -> Event:
    """Give what is noted of something that a member of staff does, with where they sat."""
    return Event(
        actor=ActorKind.STAFF,
        actor_id=staff.staff_id,
        action=action,
        place=f"{staff.place} {staff.terminal}",
        detail=more,
    )


def _tried(number: str, terminal: Terminal | None) -> str:
    return f"{number}|{terminal.id if terminal else ''}"


@dataclass(frozen=True)
class Seat:
    """Where somebody sits: at a terminal, or at one that is to be made (a demonstration's)."""

    place_id: int
    terminal_id: int | None = None
    label: str = ""


async def seat(desk: Desk, member: Member, terminal: Terminal | None) -> Seat | None:
    """Give the seat of somebody at this machine; nothing where they have no role at its place.

    In a demonstration every browser is a terminal, of whoever comes.
    """
    places = await places_of(desk.db, member.id)
    if terminal is not None and terminal.place.id in {place.id for place in places}:
        return Seat(terminal.place.id, terminal.id)
    if desk.settings.demo and places:
        return Seat(places[0].id, label=desk.renderer.words("staff.sample-terminal"))
    return None


def minutes(visit: Visit, until: datetime | None) -> int | None:
    """Give how many minutes somebody has to wait, counted upwards."""
    return None if until is None else max(1, -(-(until - visit.now) // timedelta(minutes=1)))


async def failed(desk: Desk, visit: Visit, member: Member | None, what: str) -> NotEntered:
    """Note that it did not work, and why; nobody is told."""
    event = Event(
        actor=ActorKind.STAFF if member else ActorKind.VISITOR,
        actor_id=member.id if member else None,
        action="staff.sign-in.failed",
        detail={"what": what},
    )
    await append(desk.db, event, visit.now)
    return NotEntered()
