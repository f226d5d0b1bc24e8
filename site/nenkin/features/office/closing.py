"""/staff/cases/<number>/closing: nobody opens the case alone any more (閲覧の制限), and how its person is told."""

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from nenkin.clock import japanese_day
from nenkin.features.office.desk import WRONG, Desk, Page
from nenkin.features.office.forms import TellForm, WhyForm
from nenkin.features.office.opened import CASES, Opened
from nenkin.features.office.routing import duty, office_router, see_other
from nenkin.law.duties import Duty
from nenkin.law.wareki import write_day
from nenkin.storage import audit
from nenkin.storage.people import restrict
from nenkin.storage.telling import Way, agree_telling, telling_of
from nenkin.storage.viewing_acts import ask_viewing
from nenkin.storage.viewings import Kind
from nenkin.web.forms import Rejected, view
from nenkin.web.submissions import Submission

SEE = duty(Duty.SEE_RESTRICTED)
ONE = CASES + "/{number:str}/closing"


@get(ONE, opt=SEE)
async def show(
    desk: NamedDependency[Desk], number: FromPath[str], asked: FromQuery[str] = ""
) -> Page:
    """Show whether the case is closed to one alone, and what was agreed with its person."""
    return await _draw(desk, await desk.open(number, "closing"), asked=bool(asked))


@post(ONE, opt=SEE)
async def close(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Close it: one press is enough to protect somebody. Pressed twice, it is closed once."""
    here = await desk.open(number, "closing")
    now = desk.visit.now
    if not here.known.restricted:
        async with desk.db.write() as session:
            await restrict(session, here.case.person_id, restricted=True, now=now)
            await audit.note(session, desk.hand_event(here.case, "viewing.closed"), now)
    return see_other(here.address)


@post(f"{ONE}/telling", opt=SEE)
async def tell(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Note how its person wants to be told; only so is it done."""
    here = await desk.open(number, "closing")
    form = TellForm.read(submission)
    if isinstance(form, Rejected):
        return await _draw(desk, here, told=form)
    person_id, now = here.case.person_id, desk.visit.now
    ways = [Way(one) for one in form.ways]
    async with desk.db.write() as session:
        await agree_telling(session, person_id, ways, form.told, clerk=desk.clerk, now=now)
        await audit.note(session, desk.hand_event(here.case, "viewing.telling"), now)
    return see_other(f"{here.address}/closing")


@post(f"{ONE}/lift", opt=SEE)
async def lift(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Wish that it is open again; a second person says so."""
    here = await desk.open(number, "closing")
    form = WhyForm.read(submission)
    if isinstance(form, Rejected):
        return await _draw(desk, here, lifted=form)
    if here.known.restricted:
        async with desk.db.write() as session:
            await ask_viewing(
                session, Kind.LIFT, here.case, desk.hand, why=form.why, now=desk.visit.now
            )
    return see_other(f"{here.address}/closing?asked=yes")


async def _draw(
    desk: Desk,
    here: Opened,
    *,
    told: Rejected | None = None,
    lifted: Rejected | None = None,
    asked: bool = False,
) -> Page:
    """Draw it, with its two forms as they were typed: how to tell, and why it shall be open again."""
    words = desk.library.words
    telling = await telling_of(desk.db, here.case.person_id)
    lifting = view(WhyForm, desk.library.forms[WhyForm.words], lifted)
    agreed: Submission = {}
    if telling is not None:
        agreed = {"ways": sorted(telling.ways), "told": [telling.how]}
    telling_form = view(TellForm, desk.library.forms[TellForm.words], told or agreed)
    return desk.page(
        "closing",
        status=WRONG if told or lifted else 200,
        **desk.heads(here),
        closed=here.known.restricted,
        asked=asked,
        telling=telling_form,
        lifting=lifting,
        errors=[*telling_form.errors, *lifting.errors],
        agreed=words("office.closing.agreed", day=write_day(japanese_day(telling.noted_at)))
        if telling
        else "",
    )


ROUTES = (office_router(show, close, tell, lift),)
