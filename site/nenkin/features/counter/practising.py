"""/staff/practice: 練習, a whole request with a demonstration person, by the pages of the counter.

There is no session, no case and no note of it, and only demonstration people can be found. Of what is
typed the sheet and the search alone are kept, for a day, and each practice begins without them.
"""

from typing import Any

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from nenkin import paths
from nenkin.features.counter.desk import Desk, Page, provide_desk, see_other
from nenkin.features.counter.forms import (
    PAPERS,
    AgentPapersForm,
    PapersForm,
    ReferForm,
    RequestForm,
)
from nenkin.interchange.values import grouped_inquiry_number
from nenkin.law.duties import Duty
from nenkin.law.wareki import write_day
from nenkin.storage.practice import forget_practice
from nenkin.storage.seeding import Sample, samples_by_slug
from nenkin.web.access import Access
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.submissions import Submission

PRACTICE = "/staff/practice"
_PEOPLE = paths.DATA / "personas"
OPT: dict[str, Any] = {"access": Access.STAFF, "duty": Duty.TRAINING}
_FEW = 5  # demonstration people whose numbers the page tells


@get(PRACTICE)
async def ask_request(desk: NamedDependency[Desk]) -> Page:
    """Ask for the request, as at the counter."""
    return _form(desk, None)


@post(PRACTICE)
async def read_request(
    desk: NamedDependency[Desk], submission: NamedDependency[Submission]
) -> Page:
    """Find a demonstration person by their number and birth date, and nobody else."""
    form = RequestForm.read(submission)
    if isinstance(form, Rejected):
        return _form(desk, form)
    digits = "".join(str(int(one)) for one in form.number if one.isdecimal())
    for slug, one in samples_by_slug(_PEOPLE).items():
        person = one.record.person
        numbers = {person.basic_number, one.record.inquiry_number}
        if digits in numbers and person.born_on == form.born:
            async with desk.db.write() as session:
                await forget_practice(session, desk.staff.session, slug)
            return see_other(f"{PRACTICE}/{slug}/papers?came={form.came}")
    return _form(desk, Rejected(submission, (Trouble("number", "not-found"),)))


@get(f"{PRACTICE}/{{slug:str}}/papers")
async def ask_papers(
    desk: NamedDependency[Desk], slug: FromPath[str], came: FromQuery[str] = ""
) -> Page:
    """Ask which papers were seen, as at the counter: by who came."""
    return _papers(desk, slug, came)


@post(f"{PRACTICE}/{{slug:str}}/papers")
async def read_papers(
    desk: NamedDependency[Desk],
    slug: FromPath[str],
    submission: NamedDependency[Submission],
    came: FromQuery[str] = "",
) -> Page:
    """Lead on, once they are complete."""
    form = PAPERS.get(came, PapersForm).read(submission)
    if isinstance(form, AgentPapersForm) and form.mandate_until < desk.today:
        form = Rejected(submission, (Trouble("mandate_until", "over"),))
    if isinstance(form, Rejected):
        return _papers(desk, slug, came, form)
    return see_other(f"{PRACTICE}/{slug}")


@get(f"{PRACTICE}/{{slug:str}}")
async def show_steps(desk: NamedDependency[Desk], slug: FromPath[str]) -> Page:
    """Show what can be done together now, as at the counter."""
    person = _known(slug).record.person
    words = desk.library.words
    rows = [
        {"key": words("counter.name"), "value": f"{person.surname} {person.given_name}"},
        {"key": words("counter.born"), "value": write_day(person.born_on)},
    ]
    return desk.page("practice_session", rows=rows, address=f"{PRACTICE}/{slug}")


@get(f"{PRACTICE}/{{slug:str}}/refer")
async def ask_referral(desk: NamedDependency[Desk], slug: FromPath[str]) -> Page:
    """Ask where the person goes on to, as at the counter."""
    return _referral(desk, slug, None)


@post(f"{PRACTICE}/{{slug:str}}/refer")
async def read_referral(
    desk: NamedDependency[Desk], slug: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Say that it would have been sent; no case comes of it."""
    form = ReferForm.read(submission)
    if isinstance(form, Rejected):
        return _referral(desk, slug, form)
    return see_other(f"{PRACTICE}/{slug}/referred")


@get(f"{PRACTICE}/{{slug:str}}/referred")
async def referred(desk: NamedDependency[Desk], slug: FromPath[str]) -> Page:
    """Say what happens at a counter then, and that the practice is over."""
    _known(slug)
    return desk.page("practice_referred", over=PRACTICE)


def _form(desk: Desk, typed: Rejected | None) -> Page:
    records = [one.record for one in samples_by_slug(_PEOPLE).values()][:_FEW]
    rows = [
        {
            "key": f"{one.person.surname} {one.person.given_name}",
            "value": desk.library.words(
                "counter.practice.numbers",
                basic=one.person.basic_number,
                inquiry=grouped_inquiry_number(one.inquiry_number),
                born=write_day(one.person.born_on),
            ),
        }
        for one in records
    ]
    return desk.form("practice", RequestForm, typed, rows=rows)


def _papers(desk: Desk, slug: str, came: str, typed: Rejected | None = None) -> Page:
    _known(slug)
    came = came if came in PAPERS else "self"
    action = f"{PRACTICE}/{slug}/papers?came={came}"
    return desk.form("practice_papers", PAPERS[came], typed, action=action)


def _referral(desk: Desk, slug: str, typed: Rejected | None) -> Page:
    _known(slug)
    return desk.form(
        "practice_refer",
        ReferForm,
        typed,
        action=f"{PRACTICE}/{slug}/refer",
        back=f"{PRACTICE}/{slug}",
    )


def _known(slug: str) -> Sample:
    """Give a demonstration person; raises ``NotFoundException`` where there is none such."""
    found = samples_by_slug(_PEOPLE).get(slug)
    if found is None:
        raise NotFoundException
    return found


ROUTES = (
    Router(
        "/",
        route_handlers=[
            *(ask_request, read_request, ask_papers, read_papers, show_steps),
            *(ask_referral, read_referral, referred),
        ],
        dependencies={"desk": Provide(provide_desk, sync_to_thread=False)},
        opt=OPT,
    ),
)
