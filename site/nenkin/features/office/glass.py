"""/staff/glass: a case that is opened alone in an emergency (緊急の閲覧), for half an hour, and reviewed."""

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from nenkin.features.office import case
from nenkin.features.office.desk import WRONG, Desk, Page
from nenkin.features.office.forms import GlassForm
from nenkin.features.office.routing import duty, office_router, see_other
from nenkin.interchange import receipt_numbers
from nenkin.law.duties import Duty
from nenkin.storage.cases import numbered_case
from nenkin.storage.viewing_acts import break_glass
from nenkin.storage.viewings import Kind, viewing_of
from nenkin.web.forms import Rejected, Trouble, view
from nenkin.web.submissions import Submission

GLASS = "/staff/glass"
ALONE = duty(Duty.BREAK_GLASS)


@get(GLASS, opt=ALONE)
async def ask(desk: NamedDependency[Desk]) -> Page:
    """Say what comes of it, and ask why."""
    return _ask(desk, None)


@post(GLASS, opt=ALONE)
async def begin(desk: NamedDependency[Desk], submission: NamedDependency[Submission]) -> Page:
    """Open it. Pressed twice within the half hour, it is opened once."""
    form = GlassForm.read(submission)
    if isinstance(form, Rejected):
        return _ask(desk, form)
    number = receipt_numbers.read(form.case_number) or ""
    whole = await numbered_case(desk.db, number)
    if whole is None:
        return _ask(desk, Rejected(submission, (Trouble("case_number", "unknown"),)))
    now, staff_id = desk.visit.now, desk.staff.staff_id
    if await viewing_of(desk.db, whole.case.id, staff_id, now, glass=True) is None:
        async with desk.db.write() as session:
            await break_glass(session, whole.case, desk.hand, why=form.why, now=now)
            await desk.mail(session, whole.case.person_id, f"{Kind.GLASS} {number} {now}")
    return see_other(f"{GLASS}/{number}")


@get(GLASS + "/{number:str}", opt=ALONE)
async def show(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Show the case until the half hour is over."""
    here = await desk.open_alone(number)
    if here is None:
        return see_other(GLASS)
    return await case.draw(desk, here)


def _ask(desk: Desk, typed: Rejected | None) -> Page:
    form = view(GlassForm, desk.library.forms[GlassForm.words], typed)
    return desk.page("glass", status=WRONG if typed else 200, form=form)


ROUTES = (office_router(ask, begin, show),)
