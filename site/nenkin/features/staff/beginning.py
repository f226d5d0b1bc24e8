"""/staff/first: an account is taken up: the paper's code, then a password and the telephone."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pyotp
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from nenkin.features.staff import codes
from nenkin.features.staff.desk import Desk
from nenkin.features.staff.entering import (
    AT_WORK,
    CODE_TRIES,
    HOUR,
    YEAR,
    NotEntered,
    event_of,
    failed,
    minutes,
    seat,
)
from nenkin.features.staff.forms import FirstForm, TakeUpForm
from nenkin.features.staff.papers import grouped
from nenkin.storage.attempts import Budget, Ladder, ask, forgive
from nenkin.storage.audit import note
from nenkin.storage.sessions import revoke
from nenkin.storage.staff import Member, add_terminal, find_member, find_terminal, read_member
from nenkin.storage.staff_accounts import prepare_telephone, take_up
from nenkin.storage.staff_sessions import ENTERED, ENTERING, Lasting, open_staff_session
from nenkin.web.access import STAFF_SIGN_IN, Access
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.submissions import Submission
from nenkin.web.visits import STAFF_SESSION, TERMINAL, Visit

OPEN: Mapping[str, Any] = {"access": Access.EVERYBODY}
FIRST, SECRET = "/staff/first", "/staff/first/secret"
WITHOUT_HASTE = Lasting(idle=timedelta(minutes=30), longest=timedelta(minutes=30))
Page = Response[bytes] | Redirect


@get(FIRST, opt=OPEN)
async def begin(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Page:
    """Ask for the number and the paper's code."""
    if visit.staff is not None:
        return _see("/staff")
    return _first_page(desk, visit, None)


@post(FIRST, opt=OPEN)
async def take_paper(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Take them: the same answer for whatever was wrong."""
    form = FirstForm.read(submission)
    if isinstance(form, Rejected):
        return _first_page(desk, visit, form)
    outcome = await _try_paper(desk, visit, form)
    if outcome is None:
        return _see(SECRET)
    wrong = Rejected(submission, (Trouble("paper", "wrong"),))
    return _first_page(desk, visit, wrong, outcome)


async def _try_paper(desk: Desk, visit: Visit, form: FirstForm) -> NotEntered | None:
    now, number = visit.now, form.number.upper()
    terminal = await find_terminal(desk.db, visit.terminal)
    tried = f"{number}|{terminal.id if terminal else ''}"
    limits: list[Budget | Ladder] = [
        Budget(kind="staff-address", key=visit.address, times=600, period=HOUR),
        Ladder(kind="staff-first", key=tried),
    ]
    asked = await ask(desk.db, limits, now)
    if not asked.allowed:
        return NotEntered(asked.retry_at or now + HOUR)
    member = await find_member(desk.db, number)
    stored = _live_code(member, visit) if member else None
    right = await desk.hasher.verify(stored, form.paper)
    if not right or member is None:
        return await failed(desk, visit, member, "paper")
    sits = await seat(desk, member, terminal)
    if sits is None:
        return await failed(desk, visit, member, "place")
    cookie = None
    async with desk.db.write() as session:
        terminal_id = sits.terminal_id
        if terminal_id is None:
            terminal_id, cookie = await add_terminal(session, sits.place_id, sits.label, now)
        await prepare_telephone(session, member.id, pyotp.random_base32())
        await forgive(session, "staff-first", tried)
        opened = await open_staff_session(
            session,
            staff_id=member.id,
            terminal_id=terminal_id,
            level=ENTERING,
            lasting=WITHOUT_HASTE,
            now=now,
        )
    visit.set_cookie(STAFF_SESSION, opened)
    if cookie:
        visit.set_cookie(TERMINAL, cookie, max_age=YEAR)
    return None


def _live_code(member: Member, visit: Visit) -> str | None:
    until = member.first_code_until
    lives = until is not None and until > visit.now
    return member.first_code_hash if lives and not member.password_hash else None


@get(SECRET, opt=OPEN)
async def ask_secret(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Page:
    """Show the telephone's key, and ask for a password."""
    return await _secret_page(desk, visit, None)


@post(SECRET, opt=OPEN)
async def take_secret(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Take the password and the first digits: they are in."""
    if visit.entering is None:
        return _see(FIRST)
    form = TakeUpForm.read(submission)
    if isinstance(form, Rejected):
        return await _secret_page(desk, visit, form)
    entering, now = visit.entering, visit.now
    member = await read_member(desk.db, entering.staff_id)
    if member.password_hash or not member.totp_secret:
        return _see(STAFF_SIGN_IN)
    asked = await ask(desk.db, [Ladder(kind=CODE_TRIES, key=str(member.id))], now)
    step = codes.matching(member.totp_secret, form.code, now) if asked.allowed else None
    refusal = await desk.refusal(member, form.password, proven=step is not None)
    troubles = [Trouble("password", refusal)] if refusal else []
    troubles += [Trouble("code", "wrong")] if step is None else []
    if troubles or step is None:
        wrong = Rejected(submission, tuple(troubles))
        return await _secret_page(desk, visit, wrong, minutes(visit, asked.retry_at))
    stored = await desk.hasher.hash(form.password)
    opened = None
    async with desk.db.write() as session:
        if await revoke(session, entering.session, now) and await take_up(
            session,
            member.id,
            password_hash=stored,
            policy=desk.policy.profile.name,
            blocklist=desk.policy.version,
            step=step,
            now=now,
        ):
            await forgive(session, CODE_TRIES, str(member.id))
            opened = await open_staff_session(
                session,
                staff_id=member.id,
                terminal_id=entering.terminal_id,
                level=ENTERED,
                lasting=AT_WORK,
                now=now,
            )
            await note(session, event_of(entering, "staff.taken-up"), now)
    if opened is None:
        return _see(FIRST)
    visit.set_cookie(STAFF_SESSION, opened)
    return _see("/staff")


def _see(address: str) -> Redirect:
    return Redirect(address, status_code=303)


def _first_page(
    desk: Desk, visit: Visit, typed: Rejected | None, outcome: NotEntered | None = None
) -> Response[bytes]:
    return desk.renderer.page(
        visit,
        "staff/first.html",
        status=422 if typed else 200,
        form=desk.form(FirstForm, typed),
        waits=minutes(visit, outcome.retry_at) if outcome else None,
    )


async def _secret_page(
    desk: Desk, visit: Visit, typed: Rejected | None, waits: int | None = None
) -> Page:
    if visit.entering is None:
        return _see(FIRST)
    member = await read_member(desk.db, visit.entering.staff_id)
    if member.password_hash or not member.totp_secret:
        return _see(STAFF_SIGN_IN)
    import segno  # noqa: PLC0415  # 3 MB, for a page that hardly anybody ever sees

    address = pyotp.TOTP(member.totp_secret).provisioning_uri(
        name=member.number, issuer_name=desk.settings.service_name
    )
    return desk.renderer.page(
        visit,
        "staff/secret.html",
        status=422 if typed else 200,
        form=desk.form(TakeUpForm, typed),
        waits=waits,
        profile=desk.policy.profile,
        picture=segno.make(address, micro=False).svg_data_uri(scale=4, border=4, light="#fff"),
        key=grouped(member.totp_secret),
        shown=codes.code_of(member.totp_secret, codes.step_of(visit.now))
        if desk.settings.demo
        else "",
    )


ROUTES = (begin, take_paper, ask_secret, take_secret)
