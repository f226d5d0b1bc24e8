"""/staff/accounts: who works at this place; a manager proposes somebody, and ends what is over."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from nenkin.features.staff.desk import Desk, on_duty
from nenkin.features.staff.entering import event_of
from nenkin.features.staff.forms import ProposeForm
from nenkin.law.duties import Duties, Duty, Role
from nenkin.storage.audit import note
from nenkin.storage.staff_accounts import begin_anew, end_at_place
from nenkin.storage.staff_grants import Grant, OtherName, grants_at, propose
from nenkin.web.access import Access
from nenkin.web.addresses import id_of
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.refusals import Refused
from nenkin.web.submissions import Submission, first
from nenkin.web.visits import Visit

PROPOSING: Mapping[str, Any] = {
    "access": Access.STAFF,
    "duty": Duty.PROPOSE_STAFF_ACCOUNT,
}
ENDING: Mapping[str, Any] = {"access": Access.STAFF, "duty": Duty.END_STAFF_ACCOUNT}
LIST, PROPOSE = "/staff/accounts", "/staff/propose"
DONE = ("proposed", "ended", "anew")
NOT_FOUND = 404
Page = Response[bytes] | Redirect


@get(LIST, opt=PROPOSING)
async def show(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    done: Annotated[str, QueryParameter()] = "",
) -> Response[bytes]:
    """List everybody who works here, or is to."""
    grants = await grants_at(desk.db, on_duty(visit).place_id)
    ordered = sorted(grants, key=lambda grant: (grant.number, grant.staff_id))
    people = [list(theirs) for _, theirs in groupby(ordered, key=lambda grant: grant.staff_id)]
    rows = [
        {
            "key": f"{theirs[0].name}（{theirs[0].number}）",
            "value": state_in_words(desk, theirs),
            "href": f"{LIST}/{theirs[0].staff_id}",
            "action": desk.renderer.words("staff.accounts.open"),
        }
        for theirs in people
    ]
    done = done if done in DONE else ""
    return desk.renderer.page(visit, "staff/accounts.html", rows=rows, done=done)


@get(PROPOSE, opt=PROPOSING)
async def ask(
    desk: NamedDependency[Desk],
    duties: NamedDependency[Duties],
    visit: NamedDependency[Visit],
) -> Response[bytes]:
    """Ask who is to work here."""
    return _form(desk, duties, visit, None)


@post(PROPOSE, opt=PROPOSING)
async def take(
    desk: NamedDependency[Desk],
    duties: NamedDependency[Duties],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Take a proposal."""
    form = ProposeForm.read(submission)
    staff = on_duty(visit)
    if isinstance(form, Rejected):
        return _form(desk, duties, visit, form)
    roles = [Role(role) for role in form.roles]
    if not set(roles) <= set(duties.roles_at(staff.kind)):
        return _form(desk, duties, visit, Rejected(submission, (Trouble("roles", "not-here"),)))
    try:
        async with desk.db.write() as session:
            proposed = await propose(
                session,
                number=form.number.upper(),
                name=form.name,
                place_id=staff.place_id,
                roles=roles,
                by=staff.staff_id,
                now=visit.now,
            )
            await note(session, event_of(staff, "staff.proposed", staff=proposed), visit.now)
    except OtherName:
        return _form(desk, duties, visit, Rejected(submission, (Trouble("number", "taken"),)))
    return Redirect(f"{LIST}?done=proposed", status_code=303)


@get(f"{LIST}/{{member:str}}", opt=ENDING)
async def show_one(
    member: FromPath[str], desk: NamedDependency[Desk], visit: NamedDependency[Visit]
) -> Response[bytes]:
    """Show somebody who works here, and what can be done when they leave or have lost something."""
    theirs = await _theirs(desk, visit, member)
    one = theirs[0]
    words = desk.renderer.words
    return desk.renderer.page(
        visit,
        "staff/account.html",
        rows=[
            {"key": words("staff.home.name"), "value": one.name},
            {"key": words("staff.home.number"), "value": one.number},
            {"key": words("staff.home.roles"), "value": state_in_words(desk, theirs)},
        ],
        address=f"{LIST}/{one.staff_id}",
        own=one.staff_id == on_duty(visit).staff_id,
        proposing=on_duty(visit).may(Duty.PROPOSE_STAFF_ACCOUNT),
    )


@post(f"{LIST}/{{member:str}}", opt=ENDING)
async def change(
    member: FromPath[str],
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Redirect:
    """End somebody's work here at once, or let them begin anew."""
    staff = on_duty(visit)
    one = (await _theirs(desk, visit, member))[0]
    anew = first(submission, "do") == "anew" and staff.may(Duty.PROPOSE_STAFF_ACCOUNT)
    act, name = (begin_anew, "anew") if anew else (end_at_place, "ended")
    async with desk.db.write() as session:
        if await act(session, one.staff_id, staff.place_id, staff.staff_id, visit.now):
            event = event_of(staff, f"staff.{name}", staff=one.staff_id)
            await note(session, event, visit.now)
    back = LIST if staff.may(Duty.PROPOSE_STAFF_ACCOUNT) else "/staff"
    return Redirect(f"{back}?done={name}", status_code=303)


def state_in_words(desk: Desk, grants: Sequence[Grant]) -> str:
    """Say what somebody is, and how far each role has come."""
    words = desk.renderer.words
    said = []
    for grant in grants:
        stage = str(grant.stage)
        if grant.asleep:
            stage = "asleep"
        elif stage == "in-force" and grant.waits_for_first:
            stage = "first"
        said.append(
            words("staff.accounts.state", role=words(f"staff.role.{grant.role}"))
            + words(f"staff.stage.{stage}")
        )
    return "、".join(said)


async def _theirs(desk: Desk, visit: Visit, member: str) -> Sequence[Grant]:
    """Give what somebody is at this place; raises ``Refused`` where they are nothing here."""
    grants = await grants_at(desk.db, on_duty(visit).place_id)
    theirs = [grant for grant in grants if grant.staff_id == id_of(member)]
    if not theirs:
        raise Refused(NOT_FOUND)
    return theirs


def _form(desk: Desk, duties: Duties, visit: Visit, typed: Rejected | None) -> Response[bytes]:
    form = desk.form(ProposeForm, typed)
    options = form.fields["roles"].arguments["options"]
    options[:] = [one for one in options if one["value"] in duties.roles_at(on_duty(visit).kind)]
    return desk.renderer.page(visit, "staff/propose.html", status=422 if typed else 200, form=form)


ROUTES = (show, ask, take, show_one, change)
