"""/sign-in, /sign-out, /session/extend: in, out, and a little longer."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import Redirect

from nenkin.clock import JAPAN
from nenkin.features.account import unsent
from nenkin.features.account.desk import Desk
from nenkin.features.account.entering import NotEntered, enter
from nenkin.features.account.own_forms import SignInForm
from nenkin.features.account.wizard import Page, see_other
from nenkin.storage import presence, sessions
from nenkin.storage.audit import append, of_own
from nenkin.storage.drafts import Owner, delete_draft
from nenkin.storage.faults import StorageFull, StorageUnavailable
from nenkin.web.access import Access
from nenkin.web.addresses import own_path
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.submissions import Submission, first, pairs
from nenkin.web.visits import SESSION, VISIT, Visit

OPEN: Mapping[str, Any] = {"access": Access.EVERYBODY}
OWN: Mapping[str, Any] = {"access": Access.PERSON}
GUESTS: Mapping[str, Any] = {"access": Access.PERSON, "guests": True}  # with a resume code
log = logging.getLogger(__name__)

HOME, SHEET = "/record", "/history"
# Not "cookies": Chromium clears them after it has taken this answer's own, so that the text size
# and the known device of the person's home would be lost (tried). Kiosks will send all three.
CLEAR = {"Clear-Site-Data": '"cache", "storage"'}
AGENT_LENGTH = 200


@get("/sign-in", opt=OPEN)
async def ask(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    onward: Annotated[str, QueryParameter(name="next")] = "",
) -> Page:
    """Show the page for signing in."""
    if visit.person is not None:
        return see_other(own_path(onward) or HOME)
    return await _page(desk, visit, None, own_path(onward) or "")


@post("/sign-in", opt=OPEN)
async def sign_in(
    request: Request[Any, Any, Any],
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Sign somebody in, or say that it did not work."""
    onward = own_path(first(submission, "next")) or ""
    form = SignInForm.read(submission)
    if isinstance(form, Rejected):
        return await _page(desk, visit, form, onward)
    agent = request.headers.get("user-agent", "")[:AGENT_LENGTH]
    outcome = await enter(desk, visit, form, agent)
    if isinstance(outcome, NotEntered):
        wrong = Rejected(submission, (Trouble("password", "wrong"),))
        return await _page(desk, visit, wrong, onward, outcome.retry_at)
    if outcome.must_change and not visit.at_kiosk:  # a password is changed at home
        return see_other("/account/password?due=yes")
    if outcome.has_unsent:
        return see_other("/sign-in/unsent")
    return see_other(onward or HOME)


@get("/sign-in/unsent", opt=GUESTS)
async def show_unsent(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Page:
    """Offer to send again what was typed before the time was over."""
    kept = await unsent.load(desk.db, _whose(visit), visit.now)
    if kept is None:
        return see_other(_first_page(visit))
    return desk.renderer.page(visit, "account/unsent.html", fields=list(pairs(kept.fields)))


@post("/sign-in/unsent", opt=GUESTS)
async def send_unsent(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Send it where it was meant to go (307: the browser repeats the form), or throw it away."""
    owner = _whose(visit)
    kept = await unsent.load(desk.db, owner, visit.now)
    async with desk.db.write() as session:
        await delete_draft(session, owner, unsent.JOURNEY)
    if kept is None or first(submission, "discard"):
        return see_other(_first_page(visit))
    return Redirect(kept.path, status_code=307)


@post("/sign-out", opt=OWN)
async def sign_out(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Redirect:
    """End this visit."""
    person = visit.known
    await sessions.sign_out(desk.db, person.session, visit.now)
    try:
        await append(desk.db, of_own(person.person_id, "sign-out"), visit.now)
    except (StorageFull, StorageUnavailable):
        # nobody may be kept signed in because the disk is full; the end itself is written later
        log.warning("a sign-out could not be noted")
    forget_cookies(visit)
    return Redirect("/signed-out", status_code=303, headers=CLEAR)


@get("/signed-out", opt=OPEN)
async def signed_out(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Response[bytes]:
    """Say that nobody is signed in any more."""
    page = desk.renderer.page(visit, "account/signed_out.html")
    page.headers.update(CLEAR)
    return page


@post("/session/extend", opt=OWN)
async def stay(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Redirect:
    """Give more time, and lead back to the page."""
    person = visit.known
    for session in await sessions.sessions_of(desk.db, person.person_id, visit.now):
        if session.id_hash == person.session:
            await presence.extend(desk.db, session, visit.now)
    return see_other(own_path(first(submission, "back")) or HOME)


def forget_cookies(visit: Visit) -> None:
    """Remove what ties this browser to a person; how pages look stays."""
    visit.set_cookie(SESSION, "", max_age=0)
    visit.set_cookie(VISIT, "", max_age=0)


def _whose(visit: Visit) -> Owner:
    """Say whose unsent form is asked for: a guest's lies with their visit."""
    return Owner.person(visit.person.person_id) if visit.person else Owner.visit(visit.begin())


def _first_page(visit: Visit) -> str:
    return HOME if visit.person else SHEET


async def _page(
    desk: Desk,
    visit: Visit,
    typed: Rejected | None,
    onward: str,
    retry_at: datetime | None = None,
) -> Response[bytes]:
    waits = None
    if retry_at is not None:
        waits = max(1, -(-(retry_at - visit.now) // timedelta(minutes=1)))
    return desk.renderer.page(
        visit,
        "account/sign_in.html",
        status=422 if typed else 200,
        form=desk.form(SignInForm, typed),
        onward=onward,
        questions=desk.questions("sign-in"),
        waits=waits,
        kept=visit.visit_id is not None
        and await unsent.load(desk.db, Owner.visit(visit.begin()), visit.now) is not None,
        until=retry_at.astimezone(JAPAN).strftime("%H:%M") if retry_at else "",
    )


ROUTES = (ask, sign_in, show_unsent, send_unsent, sign_out, signed_out, stay)
