"""/staff/password, /staff/check-list: what a member of staff does for their own account."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from nenkin.features.staff.desk import Desk, on_duty
from nenkin.features.staff.entering import event_of
from nenkin.features.staff.forms import StaffPasswordForm, TrainingForm
from nenkin.law.duties import Duty
from nenkin.storage.attempts import Budget, ask
from nenkin.storage.audit import note
from nenkin.storage.staff import read_member
from nenkin.storage.staff_accounts import note_trained
from nenkin.storage.staff_passwords import change_staff_password
from nenkin.web.access import Access
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.refusals import Refused
from nenkin.web.submissions import Submission
from nenkin.web.visits import Visit

OWN: Mapping[str, Any] = {"access": Access.STAFF, "duty": Duty.ENTER}
TRAINING: Mapping[str, Any] = {"access": Access.STAFF, "duty": Duty.TRAINING}
PASSWORD, CHECK_LIST = "/staff/password", "/staff/check-list"  # an address
TOO_MANY = 429
Page = Response[bytes] | Redirect


@get(PASSWORD, opt=OWN)
async def ask_password(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit]
) -> Response[bytes]:
    """Ask for another password."""
    return _password_page(desk, visit, None)


@post(PASSWORD, opt=OWN)
async def take_password(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Put another password in place."""
    form = StaffPasswordForm.read(submission)
    if isinstance(form, Rejected):
        return _password_page(desk, visit, form)
    staff = on_duty(visit)
    tries = Budget(
        kind="staff-prove", key=str(staff.staff_id), times=10, period=timedelta(minutes=15)
    )
    if not (await ask(desk.db, [tries], visit.now)).allowed:
        raise Refused(TOO_MANY)
    member = await read_member(desk.db, staff.staff_id)
    right = await desk.hasher.verify(member.password_hash, form.current_password)
    refusal = await desk.refusal(member, form.password, proven=right)
    if right and refusal is None and form.password == form.current_password:
        refusal = "used-before"
    troubles = [] if right else [Trouble("current_password", "wrong")]
    troubles += [Trouble("password", refusal)] if refusal else []
    if troubles:
        return _password_page(desk, visit, Rejected(submission, tuple(troubles)))
    stored = await desk.hasher.hash(form.password)
    async with desk.db.write() as session:
        await change_staff_password(
            session,
            member.id,
            password_hash=stored,
            policy=desk.policy.profile.name,
            blocklist=desk.policy.version,
            now=visit.now,
        )
        await note(session, event_of(staff, "staff.password-changed"), visit.now)
    return Redirect("/staff?done=password", status_code=303)


@get(CHECK_LIST, opt=TRAINING)
async def ask_checks(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Response[bytes]:
    """Show the check list that comes before work at a counter."""
    return _check_list(desk, visit, None)


@post(CHECK_LIST, opt=TRAINING)
async def take_checks(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Take it, once every box is ticked."""
    form = TrainingForm.read(submission)
    if isinstance(form, Rejected):
        return _check_list(desk, visit, form)
    staff = on_duty(visit)
    async with desk.db.write() as session:
        if await note_trained(session, staff.staff_id, visit.now):
            await note(session, event_of(staff, "staff.trained"), visit.now)
    return Redirect("/staff?done=training", status_code=303)


def _password_page(desk: Desk, visit: Visit, typed: Rejected | None) -> Response[bytes]:
    return desk.renderer.page(
        visit,
        "staff/password.html",
        status=422 if typed else 200,
        form=desk.form(StaffPasswordForm, typed),
        profile=desk.policy.profile,
    )


def _check_list(desk: Desk, visit: Visit, typed: Rejected | None) -> Response[bytes]:
    return desk.renderer.page(
        visit,
        "staff/check_list.html",
        status=422 if typed else 200,
        form=desk.form(TrainingForm, typed),
    )


ROUTES = (ask_password, take_password, ask_checks, take_checks)
