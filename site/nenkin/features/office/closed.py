"""/staff/cases/<number>/look and /staff/viewings: a case that nobody opens alone (閲覧の許し).

A clerk says why; a second person says yes for a while, or no.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from nenkin.clock import JAPAN
from nenkin.features.office.desk import CONFLICT, WRONG, Desk, Page
from nenkin.features.office.forms import LookForm, WhyForm
from nenkin.features.office.opened import CASES
from nenkin.features.office.routing import duty, office_router, see_other
from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.duties import Duty
from nenkin.law.wareki import write_day
from nenkin.storage.audit_search import staff_numbers
from nenkin.storage.correction_plans import Stopped
from nenkin.storage.viewing_acts import allow_viewing, ask_viewing, refuse_viewing
from nenkin.storage.viewings import Kind, Viewing, read_viewing, waiting_viewings
from nenkin.web.addresses import id_of
from nenkin.web.forms import Rejected, view
from nenkin.web.submissions import Submission

VIEWINGS = "/staff/viewings"
ALLOW, SEE = duty(Duty.ALLOW_RESTRICTED), duty(Duty.SEE_RESTRICTED)
ANSWERS = ("allowed", "refused")


@post(CASES + "/{number:str}/look", opt=SEE)
async def ask(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Wish to look, with the reason; pressed twice, it is one wish."""
    case = await desk.find(number)
    form = WhyForm.read(submission)
    if isinstance(form, Rejected):
        return desk.closed_page(case, form, status=WRONG)
    async with desk.db.write() as session:
        await ask_viewing(session, Kind.VIEW, case, desk.hand, why=form.why, now=desk.visit.now)
    return see_other(f"{CASES}/{case.number}")


@get(VIEWINGS, opt=ALLOW)
async def listed(desk: NamedDependency[Desk], done: FromQuery[str] = "") -> Page:
    """List what waits for a second person, of every office: a place with one of them needs it."""
    found = [one for one in await waiting_viewings(desk.db) if one.asked_by != desk.staff.staff_id]
    return desk.page(
        "viewings",
        items=[_item(desk, one) for one in found],
        done=done if done in ANSWERS else "",
    )


@get(VIEWINGS + "/{viewing:str}", opt=ALLOW)
async def show(desk: NamedDependency[Desk], viewing: FromPath[str]) -> Page:
    """Show a wish and its reason, and ask for how long."""
    return await _draw(desk, await _open(desk, viewing))


@post(VIEWINGS + "/{viewing:str}/allow", opt=ALLOW)
async def allow(
    desk: NamedDependency[Desk], viewing: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Say yes."""
    one = await _open(desk, viewing)
    lasts, whole = timedelta(0), False
    if one.kind is Kind.VIEW:
        form = LookForm.read(submission)
        if isinstance(form, Rejected):
            return await _draw(desk, one, form)
        lasts, whole = timedelta(minutes=int(form.minutes)), form.scope == "whole"
    now, hand = desk.visit.now, desk.hand
    try:
        async with desk.db.write() as session:
            await allow_viewing(session, one.id, hand, lasts=lasts, whole=whole, now=now)
    except Stopped as stopped:
        return _stopped(desk, stopped)
    return see_other(f"{VIEWINGS}?done=allowed")


@post(VIEWINGS + "/{viewing:str}/refuse", opt=ALLOW)
async def refuse(desk: NamedDependency[Desk], viewing: FromPath[str]) -> Page:
    """Say no."""
    one = await _open(desk, viewing)
    try:
        async with desk.db.write() as session:
            await refuse_viewing(session, one.id, desk.hand, desk.visit.now)
    except Stopped as stopped:
        return _stopped(desk, stopped)
    return see_other(f"{VIEWINGS}?done=refused")


async def _open(desk: Desk, typed: str) -> Viewing:
    number = id_of(typed)
    one = None if number is None else await read_viewing(desk.db, number)
    if one is None or one.kind is Kind.GLASS:
        raise NotFoundException
    return one


async def _draw(desk: Desk, one: Viewing, typed: Rejected | None = None) -> Page:
    words = desk.library.words
    numbers = await staff_numbers(desk.db, [one.asked_by])
    near = one.asked_place == desk.staff.place_id
    form = view(LookForm, desk.library.forms[LookForm.words], typed)
    # Of another place nobody is shown where somebody lives or works now.
    fields = {name: each for name, each in form.fields.items() if near or name != "scope"}
    return desk.page(
        "viewing",
        status=WRONG if typed else 200,
        rows=[
            {"key": words("request.number"), "value": grouped(one.number)},
            {"key": words("office.viewing.who"), "value": numbers.get(one.asked_by, "")},
            {"key": words("office.viewing.at"), "value": _moment(one)},
            {
                "key": words("office.viewing.place"),
                "value": words("office.viewing.near" if near else "office.viewing.far"),
            },
            {"key": words("office.viewing.why"), "value": one.reason},
        ],
        kind=str(one.kind),
        fields=fields,
        errors=form.errors,
        near=near,
        waits=one.verdict is None,
        address=f"{VIEWINGS}/{one.id}",
        back=VIEWINGS,
    )


def _item(desk: Desk, one: Viewing) -> Mapping[str, Any]:
    words = desk.library.words
    return {
        "text": words(f"office.viewing.line-{one.kind}", number=grouped(one.number)),
        "href": f"{VIEWINGS}/{one.id}",
        "status": words("office.viewing.waits"),
        "hint": _moment(one),
    }


def _moment(one: Viewing) -> str:
    at = one.asked_at.astimezone(JAPAN)
    return f"{write_day(at.date())} {at.strftime('%H:%M')}"


def _stopped(desk: Desk, stop: Stopped) -> Page:
    return desk.page("stopped", status=CONFLICT, why=str(stop.why), of="look", back=VIEWINGS)


ROUTES = (office_router(ask, listed, show, allow, refuse),)
