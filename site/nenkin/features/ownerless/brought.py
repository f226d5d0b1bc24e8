"""/staff/slips: a slip that its person brings on paper (受付番号). The office looks into it as into one sent.

Who brings it has shown who they are. The case has the slip's number, so that there is one of it, however
it came.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar

from litestar import Request, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.response import Redirect, Response

from nenkin.content.library import Library
from nenkin.features.ownerless.sending import once, request_by
from nenkin.interchange.receipt_numbers import read
from nenkin.law.duties import Duty
from nenkin.law.procedures import IDENTITY_PAPERS, Procedure, Way
from nenkin.storage import audit
from nenkin.storage.attempts import Budget
from nenkin.storage.attempts import ask as may_try
from nenkin.storage.cases import Arrival, numbered_case, open_case
from nenkin.storage.database import Database
from nenkin.storage.people import Known, read_person
from nenkin.storage.receipts import person_of_receipt
from nenkin.storage.search_memories import memories_of
from nenkin.storage.searches import find_search
from nenkin.web.access import Access, exchange_of
from nenkin.web.dates import EraDate
from nenkin.web.fields import Agreement, Choice
from nenkin.web.forms import Form, Rejected, Trouble, view
from nenkin.web.receipts import receipt
from nenkin.web.refusals import Refused
from nenkin.web.rendering import Renderer
from nenkin.web.submissions import Submission
from nenkin.web.visits import OnDuty, Visit

SLIPS, CASES = "/staff/slips", "/staff/cases"
BROUGHT, NOT_FOUND = "ownerless.brought", "ownerless.not-brought"
OPT: dict[str, Any] = {"access": Access.STAFF, "duty": Duty.SEARCH_BY_NAME}
WRONG, TOO_MANY = 422, 429
_TRIES, _HOUR = 60, timedelta(hours=1)


@dataclass(frozen=True)
class SlipForm(Form):
    """Which slip, whose birth date, and that they have shown who they are."""

    words: ClassVar[str] = "slip"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"number": frozenset({"not-found"})}

    number: Annotated[str, receipt()]
    born: Annotated[date, EraDate()]
    identity_paper: Annotated[str, Choice(IDENTITY_PAPERS)]
    compared: Annotated[bool, Agreement()]


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's way to slips on paper."""

    visit: Visit
    db: Database
    renderer: Renderer
    library: Library

    @property
    def staff(self) -> OnDuty:
        """Give who is on duty."""
        assert self.visit.staff is not None, "the guard lets nobody else in"
        return self.visit.staff

    def page(self, typed: Rejected | None) -> Response[bytes]:
        """Draw the form: empty, or with every mistake."""
        form = view(SlipForm, self.library.forms[SlipForm.words], typed)
        status = WRONG if typed else 200
        return self.renderer.page(
            self.visit, "ownerless/brought.html", status=status, form=form, address=SLIPS
        )

    def event(self, action: str, **more: Any) -> audit.Event:
        """Give what is noted of what this clerk did."""
        staff = self.staff
        return audit.Event(
            actor=audit.ActorKind.STAFF,
            actor_id=staff.staff_id,
            action=action,
            place=f"{staff.place} {staff.terminal}",
            **more,
        )


@get(SLIPS, opt=OPT)
async def ask(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Ask for what stands on the paper."""
    return desk.page(None)


@post(SLIPS, opt=OPT)
async def begin(
    desk: NamedDependency[Desk], submission: NamedDependency[Submission]
) -> Response[bytes] | Redirect:
    """Open a case of the slip, and lead to it; or to the one that it has, however often it is pressed."""
    form = SlipForm.read(submission)
    if isinstance(form, Rejected):
        return desk.page(form)
    tries = Budget(kind="slip lookup", key=str(desk.staff.staff_id), times=_TRIES, period=_HOUR)
    if not (await may_try(desk.db, [tries], desk.visit.now)).allowed:
        raise Refused(TOO_MANY)
    number = read(form.number) or ""
    known = await _whose(desk, number, form.born)
    if known is None:
        await audit.append(desk.db, desk.event(NOT_FOUND), desk.visit.now)
        return desk.page(Rejected(submission, (Trouble("number", "not-found"),)))
    if await numbered_case(desk.db, number) is None:
        await _open(desk, known, number, form.identity_paper)
    return Redirect(f"{CASES}/{number}#main", status_code=303)


async def _whose(desk: Desk, number: str, born: date) -> Known | None:
    """Give whose slip it is, where it is still valid and was made by somebody born on that day.

    A restricted person is found nowhere (支援措置).
    """
    person_id = await person_of_receipt(desk.db, number, desk.visit.now)
    known = None if person_id is None else await read_person(desk.db, person_id)
    if known is None or known.restricted or known.person.born_on != born:
        return None
    return known


async def _open(desk: Desk, known: Known, number: str, paper: str) -> None:
    found, now = await find_search(desk.db, known.id, number), desk.visit.now
    assert found is not None, "what is no case is a slip"
    sent = request_by(desk.library, known.person, found, await memories_of(desk.db, number))
    async with desk.db.write() as session:
        if not await once(session, known.id, number, now):
            return  # sent meanwhile
        await open_case(
            session,
            Procedure.SEARCH,
            number=number,
            person_id=known.id,
            sent=sent.encoded(),
            follows=None,
            now=now,
            arrival=Arrival(way=Way.COUNTER, place_id=desk.staff.place_id),
        )
        event = desk.event(BROUGHT, subject=known.id, purpose=number, detail={"paper": paper})
        await audit.note(session, event, now)


def provide_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a request."""
    parts = request.app.state
    return Desk(exchange_of(request).visit, parts.db, parts.renderer, parts.library)


STAFF_LINKS = ((Duty.SEARCH_BY_NAME, "search.brought.link", SLIPS),)
ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=[ask, begin],
        dependencies={"desk": Provide(provide_desk, sync_to_thread=False)},
    ),
)
