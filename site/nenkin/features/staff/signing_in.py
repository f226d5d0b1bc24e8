"""/staff/sign-in, /staff/sign-in/code, /staff/sign-out, /staff/extend."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import Redirect

from nenkin.clock import JAPAN
from nenkin.features.staff import codes
from nenkin.features.staff.desk import Desk, on_duty
from nenkin.features.staff.entering import NotEntered, enter, enter_code, event_of, minutes
from nenkin.features.staff.forms import CodeForm, StaffSignInForm
from nenkin.law.duties import Duty
from nenkin.storage import presence, sessions
from nenkin.storage.audit import append
from nenkin.storage.faults import StorageFull, StorageUnavailable
from nenkin.storage.staff import find_terminal, read_member
from nenkin.storage.staff_sessions import session_of
from nenkin.web.access import STAFF_SIGN_IN, Access
from nenkin.web.addresses import own_path
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.submissions import Submission, first
from nenkin.web.visits import STAFF_SESSION, Visit, for_staff

OPEN: Mapping[str, Any] = {"access": Access.EVERYBODY}
OWN: Mapping[str, Any] = {"access": Access.STAFF, "duty": Duty.ENTER}
HOME, CODE = "/staff", f"{STAFF_SIGN_IN}/code"
CLEAR = {"Clear-Site-Data": '"cache", "storage"'}
Page = Response[bytes] | Redirect
log = logging.getLogger(__name__)


@get(STAFF_SIGN_IN, opt=OPEN)
async def ask(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    onward: Annotated[str, QueryParameter(name="next")] = "",
) -> Page:
    """Show the page for signing in, at a terminal that is registered."""
    if visit.staff is not None:
        return _see(HOME)
    return await _password_page(desk, visit, None, _onward(onward))


@post(STAFF_SIGN_IN, opt=OPEN)
async def sign_in(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Take number and password."""
    onward = _onward(first(submission, "next"))
    form = StaffSignInForm.read(submission)
    if isinstance(form, Rejected):
        return await _password_page(desk, visit, form, onward)
    outcome = await enter(desk, visit, form)
    if outcome is not None:
        wrong = Rejected(submission, (Trouble("password", "wrong"),))
        return await _password_page(desk, visit, wrong, onward, outcome.retry_at)
    return _see(CODE, onward)


@get(CODE, opt=OPEN)
async def ask_code(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    onward: Annotated[str, QueryParameter(name="next")] = "",
) -> Page:
    """Ask for the code."""
    if visit.staff is not None:
        return _see(HOME)
    return await _code_page(desk, visit, None, _onward(onward))


@post(CODE, opt=OPEN)
async def take_code(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Take the code."""
    onward = _onward(first(submission, "next"))
    form = CodeForm.read(submission)
    if visit.entering is None:
        return _see(STAFF_SIGN_IN, onward)
    if isinstance(form, Rejected):
        return await _code_page(desk, visit, form, onward)
    outcome = await enter_code(desk, visit, visit.entering, form)
    if isinstance(outcome, NotEntered):
        if outcome.ended:
            return _see(STAFF_SIGN_IN, onward)
        wrong = Rejected(submission, (Trouble("code", "wrong"),))
        return await _code_page(desk, visit, wrong, onward, outcome.retry_at)
    return Redirect(onward or HOME, status_code=303)


@post("/staff/sign-out", opt=OWN)
async def sign_out(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Redirect:
    """End this visit."""
    staff = on_duty(visit)
    await sessions.sign_out(desk.db, staff.session, visit.now)
    try:
        await append(desk.db, event_of(staff, "staff.sign-out"), visit.now)
    except (StorageFull, StorageUnavailable):
        # nobody may be kept signed in because the disk is full; the end itself is written later
        log.warning("a sign-out could not be noted")
    visit.set_cookie(STAFF_SESSION, "", max_age=0)
    return Redirect("/staff/signed-out", status_code=303, headers=CLEAR)


@get("/staff/signed-out", opt=OPEN)
async def signed_out(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Response[bytes]:
    """Say that nobody is signed in any more."""
    page = desk.renderer.page(visit, "staff/signed_out.html")
    page.headers.update(CLEAR)
    return page


@post("/staff/extend", opt=OWN)
async def stay(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Redirect:
    """Give more time, and lead back to the page."""
    found = await session_of(desk.db, on_duty(visit).session)
    if found is not None:
        await presence.extend(desk.db, found, visit.now)
    return Redirect(_onward(first(submission, "back")) or HOME, status_code=303)


def _onward(address: str) -> str:
    """Give a page of the staff's area to go on to; nothing where it is any other."""
    own = own_path(address) or ""
    return own if for_staff(own.partition("?")[0]) else ""


def _see(address: str, onward: str = "") -> Redirect:
    return Redirect(
        address + (f"?{urlencode({'next': onward})}" if onward else ""), status_code=303
    )


async def _password_page(
    desk: Desk,
    visit: Visit,
    typed: Rejected | None,
    onward: str,
    retry_at: datetime | None = None,
) -> Page:
    if not desk.settings.demo and await find_terminal(desk.db, visit.terminal) is None:
        return _see("/staff/terminal")
    return desk.renderer.page(
        visit,
        "staff/sign_in.html",
        status=422 if typed else 200,
        form=desk.form(StaffSignInForm, typed),
        onward=onward,
        waits=minutes(visit, retry_at),
    )


async def _code_page(
    desk: Desk,
    visit: Visit,
    typed: Rejected | None,
    onward: str,
    retry_at: datetime | None = None,
) -> Page:
    if visit.entering is None:
        return _see(STAFF_SIGN_IN, onward)
    shown, since = "", None
    if desk.settings.demo:  # on this machine alone, and for people who were never hired
        member = await read_member(desk.db, visit.entering.staff_id)
        if member.totp_secret:
            shown, since = codes.next_unused(member.totp_secret, member.totp_step, visit.now)
    return desk.renderer.page(
        visit,
        "staff/code.html",
        status=422 if typed else 200,
        form=desk.form(CodeForm, typed),
        onward=onward,
        waits=minutes(visit, retry_at),
        shown=shown,
        since=since.astimezone(JAPAN).strftime("%H:%M:%S") if since else "",
    )


ROUTES = (ask, sign_in, ask_code, take_code, sign_out, signed_out, stay)
