"""/staff/openings: the back office opens what managers proposed, and another person confirms it."""

from collections.abc import Mapping
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from nenkin.clock import japanese_day
from nenkin.features.staff.desk import Desk, on_duty
from nenkin.features.staff.entering import event_of
from nenkin.features.staff.papers import grouped, new_code
from nenkin.law.duties import Duty
from nenkin.law.wareki import write_day
from nenkin.storage.audit import note
from nenkin.storage.staff import read_member
from nenkin.storage.staff_accounts import FIRST_CODE_LASTS, give_first_code
from nenkin.storage.staff_grants import (
    Grant,
    confirm_grant,
    find_grant,
    grants_waiting,
    open_grant,
    refuse_grant,
)
from nenkin.web.access import Access
from nenkin.web.addresses import id_of
from nenkin.web.refusals import Refused
from nenkin.web.submissions import Submission, first
from nenkin.web.visits import Visit

OPENING: Mapping[str, Any] = {"access": Access.STAFF, "duty": Duty.OPEN_STAFF_ACCOUNT}
LIST = "/staff/openings"
DONE = ("opened", "confirmed", "refused", "late")
NOT_FOUND = 404
Page = Response[bytes] | Redirect


@get(LIST, opt=OPENING)
async def show(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    done: Annotated[str, QueryParameter()] = "",
) -> Response[bytes]:
    """List everything that waits, the oldest first."""
    words = desk.renderer.words
    items = [
        {
            "text": words(
                "staff.openings.item",
                who=grant.name,
                number=grant.number,
                place=grant.place,
                role=words(f"staff.role.{grant.role}"),
            ),
            "href": f"{LIST}/{grant.id}",
            "status": words(f"staff.stage.{grant.stage}"),
        }
        for grant in await grants_waiting(desk.db)
    ]
    done = done if done in DONE else ""
    return desk.renderer.page(visit, "staff/openings.html", items=items, done=done)


@get(f"{LIST}/{{grant:str}}", opt=OPENING)
async def show_one(
    grant: FromPath[str], desk: NamedDependency[Desk], visit: NamedDependency[Visit]
) -> Page:
    """Show one proposal, and what this person may do with it."""
    found = await _waiting(desk, grant)
    staff, words = on_duty(visit), desk.renderer.words
    may = "open" if found.may_open(staff.staff_id) else ""
    if found.may_confirm(staff.staff_id) and staff.may(Duty.GRANT_APPROVAL):
        may = "confirm"
    return desk.renderer.page(
        visit,
        "staff/opening.html",
        rows=[
            {"key": words("staff.home.name"), "value": found.name},
            {"key": words("staff.home.number"), "value": found.number},
            {"key": words("staff.home.place"), "value": found.place},
            {"key": words("staff.home.roles"), "value": words(f"staff.role.{found.role}")},
            {
                "key": words("staff.openings.since"),
                "value": write_day(japanese_day(found.since)),
            },
            {"key": words("staff.openings.stage"), "value": words(f"staff.stage.{found.stage}")},
        ],
        address=f"{LIST}/{found.id}",
        may=may,
    )


@post(f"{LIST}/{{grant:str}}", opt=OPENING)
async def decide(
    grant: FromPath[str],
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Open, confirm or refuse; what somebody else has done meanwhile is left as it is."""
    found = await _waiting(desk, grant)
    staff, now = on_duty(visit), visit.now
    what = first(submission, "do")
    if what == "confirm" and staff.may(Duty.GRANT_APPROVAL):
        return await _confirm(desk, visit, found)
    act, name = (refuse_grant, "refused") if what == "refuse" else (open_grant, "opened")
    async with desk.db.write() as session:
        done = await act(session, found.id, staff.staff_id, now)
        if done:
            event = event_of(staff, f"staff.{name}", staff=found.staff_id, grant=found.id)
            await note(session, event, now)
    return Redirect(f"{LIST}?done={name if done else 'late'}", status_code=303)


async def _confirm(desk: Desk, visit: Visit, grant: Grant) -> Page:
    """Put a right in force. For an account that nobody has taken up yet there is a paper, once."""
    staff, now = on_duty(visit), visit.now
    member = await read_member(desk.db, grant.staff_id)
    live = member.first_code_until is not None and member.first_code_until > now
    code = "" if member.password_hash or live else new_code()
    stored = await desk.hasher.hash(code) if code else ""
    async with desk.db.write() as session:
        done = await confirm_grant(session, grant.id, staff.staff_id, now)
        if done:
            if code:
                await give_first_code(session, grant.staff_id, stored, now)
            event = event_of(staff, "staff.confirmed", staff=grant.staff_id, grant=grant.id)
            await note(session, event, now)
    if not done or not code:
        return Redirect(f"{LIST}?done={'confirmed' if done else 'late'}", status_code=303)
    return desk.renderer.page(
        visit,
        "staff/first_paper.html",
        name=grant.name,
        number=grant.number,
        place=grant.place,
        code=grouped(code),
        last=write_day(japanese_day(now + FIRST_CODE_LASTS)),
    )


async def _waiting(desk: Desk, grant: str) -> Grant:
    found = await find_grant(desk.db, id_of(grant) or 0)
    if found is None:
        raise Refused(NOT_FOUND)
    return found


ROUTES = (show, show_one, decide)
