"""/staff/audit/alone: what was opened alone in an emergency (緊急の閲覧), and what looking into it found."""

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from nenkin.features.audit.desk import (
    BASE,
    CONFLICT,
    READ,
    WATCH,
    WRONG,
    Desk,
    moment_said,
)
from nenkin.features.audit.forms import ReviewForm
from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.duties import Duty
from nenkin.storage.audit_search import staff_numbers
from nenkin.storage.correction_plans import Stopped
from nenkin.storage.viewing_acts import review
from nenkin.storage.viewings import Kind, Viewing, opened_alone, read_viewing
from nenkin.web.addresses import id_of
from nenkin.web.forms import Rejected, view
from nenkin.web.submissions import Submission

ALONE = f"{BASE}/alone"
ONE = ALONE + "/{viewing:str}"


@get(ALONE, opt=WATCH)
async def listed(desk: NamedDependency[Desk]) -> Response[bytes]:
    """List what was opened alone, the latest first, for auditors and managers alike."""
    await desk.note("trail.alone")
    found = await opened_alone(desk.db)
    numbers = await staff_numbers(desk.db, [one.asked_by for one in found])
    words = desk.library.words
    may = desk.staff.may(Duty.READ_AUDIT)
    return desk.page(
        "alone",
        items=[
            {
                "text": words(
                    "audit.alone.line",
                    number=grouped(one.number),
                    staff=numbers.get(one.asked_by, ""),
                ),
                "href": f"{ALONE}/{one.id}" if may else "",
                "status": words(f"audit.alone.{_state(one)}"),
                "hint": moment_said(one.asked_at),
            }
            for one in found
        ],
    )


@get(ONE, opt=READ)
async def show(desk: NamedDependency[Desk], viewing: FromPath[str]) -> Response[bytes]:
    """Show one, with its reason, and ask what looking into it found."""
    return await _draw(desk, await _open(desk, viewing))


@post(ONE, opt=READ)
async def keep(
    desk: NamedDependency[Desk], viewing: FromPath[str], submission: NamedDependency[Submission]
) -> Response[bytes] | Redirect:
    """Keep what it found; once."""
    one = await _open(desk, viewing)
    form = ReviewForm.read(submission)
    if isinstance(form, Rejected):
        return await _draw(desk, one, form)
    fine, now = form.found == "fine", desk.visit.now
    try:
        async with desk.db.write() as session:
            await review(session, one.id, desk.hand, fine=fine, remark=form.remark, now=now)
    except Stopped as stopped:
        return desk.page("stopped", status=CONFLICT, why=str(stopped.why), back=ALONE)
    return Redirect(f"{ALONE}#main", status_code=303)


async def _open(desk: Desk, typed: str) -> Viewing:
    number = id_of(typed)
    one = None if number is None else await read_viewing(desk.db, number)
    if one is None or one.kind is not Kind.GLASS:
        raise NotFoundException
    return one


async def _draw(desk: Desk, one: Viewing, typed: Rejected | None = None) -> Response[bytes]:
    numbers = await staff_numbers(desk.db, [one.asked_by, one.reviewed_by or 0])
    return desk.page(
        "review",
        status=WRONG if typed else 200,
        rows=list(_rows(desk, one, numbers)),
        form=view(ReviewForm, desk.library.forms[ReviewForm.words], typed),
        reviewed=one.reviewed_at is not None,
        address=f"{ALONE}/{one.id}",
        back=ALONE,
    )


def _rows(desk: Desk, one: Viewing, numbers: Mapping[int, str]) -> Sequence[Mapping[str, Any]]:
    rows = [
        ("staff", numbers.get(one.asked_by, "")),
        ("case", grouped(one.number)),
        ("at", moment_said(one.asked_at)),
        ("why", one.reason),
        ("state", desk.library.words(f"audit.alone.{_state(one)}")),
    ]
    if one.reviewed_by is not None:
        rows += [("reviewer", numbers.get(one.reviewed_by, "")), ("remark", one.remark)]
    return [
        {"key": desk.library.words(f"audit.review.{key}"), "value": value}
        for key, value in rows
        if value
    ]


def _state(one: Viewing) -> str:
    if one.fine is None:
        return "waits"
    return "fine" if one.fine else "ask"


REVIEWING = (listed, show, keep)
