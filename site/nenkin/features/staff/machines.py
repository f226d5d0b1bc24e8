"""/staff/terminals: a place's machines; /staff/terminal: a machine becomes one of them."""

from collections.abc import Mapping
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from nenkin.features.staff.desk import Desk, on_duty
from nenkin.features.staff.entering import HOUR, YEAR, event_of
from nenkin.features.staff.forms import NewTerminalForm, TerminalForm
from nenkin.features.staff.papers import grouped, new_code
from nenkin.law.duties import Duty
from nenkin.storage.attempts import Budget, ask
from nenkin.storage.audit import ActorKind, Event, note
from nenkin.storage.staff import find_terminal
from nenkin.storage.terminals import (
    announce_terminal,
    register_terminal,
    revoke_terminal,
    terminals_of,
)
from nenkin.web.access import STAFF_SIGN_IN, Access
from nenkin.web.addresses import id_of
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.refusals import Refused
from nenkin.web.submissions import Submission
from nenkin.web.visits import TERMINAL, Visit

OPEN: Mapping[str, Any] = {"access": Access.EVERYBODY}
REGISTERING: Mapping[str, Any] = {"access": Access.STAFF, "duty": Duty.REGISTER_TERMINAL}
LIST, HERE = "/staff/terminals", "/staff/terminal"
TOO_MANY = 429
Page = Response[bytes] | Redirect


@get(LIST, opt=REGISTERING)
async def show(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    done: Annotated[str, QueryParameter()] = "",
) -> Response[bytes]:
    """List the machines of this place."""
    return await _list(desk, visit, None, done=done == "ended")


@post(LIST, opt=REGISTERING)
async def announce(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Announce another one: its code is shown this once."""
    form = NewTerminalForm.read(submission)
    if isinstance(form, Rejected):
        return await _list(desk, visit, form)
    staff, code = on_duty(visit), new_code()
    async with desk.db.write() as session:
        terminal_id = await announce_terminal(
            session, staff.place_id, form.label, code=code, by=staff.staff_id, now=visit.now
        )
        event = event_of(staff, "terminal.announced", terminal=terminal_id)
        await note(session, event, visit.now)
    return desk.renderer.page(
        visit, "staff/terminal_paper.html", label=form.label, code=grouped(code)
    )


@post(f"{LIST}/{{terminal:str}}/end", opt=REGISTERING)
async def end(
    terminal: FromPath[str], desk: NamedDependency[Desk], visit: NamedDependency[Visit]
) -> Redirect:
    """End a machine of this place, with every visit that goes on there."""
    staff, terminal_id = on_duty(visit), id_of(terminal) or 0
    async with desk.db.write() as session:
        if await revoke_terminal(session, terminal_id, staff.place_id, visit.now):
            event = event_of(staff, "terminal.ended", terminal=terminal_id)
            await note(session, event, visit.now)
    return Redirect(f"{LIST}?done=ended", status_code=303)


@get(HERE, opt=OPEN)
async def ask_paper(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Page:
    """Ask for the code of the paper, at a machine that is no terminal yet."""
    if not desk.settings.demo and await find_terminal(desk.db, visit.terminal):
        return Redirect(STAFF_SIGN_IN, status_code=303)
    return _here(desk, visit, None)


@post(HERE, opt=OPEN)
async def take_paper(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Make this machine a terminal."""
    form = TerminalForm.read(submission)
    if isinstance(form, Rejected):
        return _here(desk, visit, form)
    limits = [
        Budget(kind="terminal-address", key=visit.address, times=30, period=HOUR),
        Budget(kind="terminals", key="", times=1000, period=HOUR),
    ]
    if not (await ask(desk.db, limits, visit.now)).allowed:
        raise Refused(TOO_MANY)
    async with desk.db.write() as session:
        registered = await register_terminal(session, form.paper, visit.now)
        if registered is not None:
            event = Event(
                actor=ActorKind.VISITOR,
                action="terminal.registered",
                detail={"terminal": registered[0]},
            )
            await note(session, event, visit.now)
    if registered is None:
        return _here(desk, visit, Rejected(submission, (Trouble("paper", "wrong"),)))
    visit.set_cookie(TERMINAL, registered[1], max_age=YEAR)
    return Redirect(STAFF_SIGN_IN, status_code=303)


def _here(desk: Desk, visit: Visit, typed: Rejected | None) -> Response[bytes]:
    return desk.renderer.page(
        visit,
        "staff/terminal.html",
        status=422 if typed else 200,
        form=desk.form(TerminalForm, typed),
    )


async def _list(
    desk: Desk, visit: Visit, typed: Rejected | None, *, done: bool = False
) -> Response[bytes]:
    staff = on_duty(visit)
    return desk.renderer.page(
        visit,
        "staff/terminals.html",
        status=422 if typed else 200,
        form=desk.form(NewTerminalForm, typed),
        terminals=await terminals_of(desk.db, staff.place_id),
        here=staff.terminal_id,
        done=done,
    )


ROUTES = (show, announce, end, ask_paper, take_paper)
