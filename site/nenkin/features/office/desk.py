"""What every page of the office begins with: who is on duty, the case, and the note of being looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from litestar.exceptions import NotFoundException
from litestar.response import Redirect, Response

from nenkin.content.corrected import Wording
from nenkin.content.library import Library
from nenkin.content.mails import write_mail
from nenkin.features.office.forms import WhyForm
from nenkin.features.office.opened import CASES, Opened, Restricted
from nenkin.interchange import receipt_numbers
from nenkin.interchange.sent_requests import decoded
from nenkin.law.duties import Duty
from nenkin.law.parameters import Law
from nenkin.law.procedures import COURSES
from nenkin.settings import Settings
from nenkin.storage import audit
from nenkin.storage.cases import Case, Whole, numbered_case
from nenkin.storage.correction_plans import Clerk, Stopped
from nenkin.storage.database import Database, Writing
from nenkin.storage.drafts import Owner
from nenkin.storage.people import Known, read_person
from nenkin.storage.person_mails import MailWords, mail_person
from nenkin.storage.viewings import Hand, Kind, Viewing, viewing_of, wish_of
from nenkin.web.days import shown_day
from nenkin.web.forms import Form, Rejected, view
from nenkin.web.rendering import Renderer
from nenkin.web.submissions import Submission
from nenkin.web.visits import OnDuty, Visit

Page = Response[bytes] | Redirect
CORRECTIONS = "/staff/corrections"
FORBIDDEN, CONFLICT, WRONG = 403, 409, 422
VIEWED = "case.viewed"
CASE = "case"  # the page of which a part may be seen without the rest
WITHOUT_RECORD = frozenset({CASE, "note", "move", "closing"})  # pages that show no record
NEWS = "case-news"  # the mail to whom a case is of


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's way to the office's cases; each is noted before any of it is shown."""

    visit: Visit
    db: Database
    renderer: Renderer
    library: Library
    law: Law
    settings: Settings

    @property
    def staff(self) -> OnDuty:
        """Give who is on duty; the guard of every route here has made sure of it."""
        assert self.visit.staff is not None
        return self.visit.staff

    @property
    def clerk(self) -> Clerk:
        """Give the same as one who acts."""
        staff = self.staff
        return Clerk(
            id=staff.staff_id,
            session=staff.session,
            terminal=str(staff.terminal_id),
            place=f"{staff.place} {staff.terminal}",
        )

    @property
    def hand(self) -> Hand:
        """Give the same as one of two who decide together."""
        return Hand(self.clerk, self.staff.place_id)

    @property
    def words(self) -> Wording:
        """Give how things of a record are said."""
        return Wording(self.library)

    def owner(self, number: str) -> Owner:
        """Give whose draft it is: of one clerk for one case."""
        return Owner.visit(f"staff {self.staff.staff_id} {number}")

    def today(self, known: Known) -> date:
        """Give the day from which a correction is known: a sample person's own day."""
        return shown_day(self.settings, known.shown_on, self.visit.now)

    def page(self, template: str, status: int = 200, **values: Any) -> Response[bytes]:
        """Draw a page of the office."""
        name = f"office/{template}.html"
        shows = {one.name.lower(): self.staff.may(one) for one in _ASKED}
        return self.renderer.page(self.visit, name, status=status, shows=shows, **values)

    def form(self, form: type[Form], typed: Submission | Rejected) -> Mapping[str, Any]:
        """Give a page its form as it was typed, and the status that goes with it."""
        drawn = view(form, self.library.forms[form.words], typed)
        return {"form": drawn, "status": WRONG if isinstance(typed, Rejected) else 200}

    async def open(self, typed: str, page: str) -> Opened:
        """Open a case, which its person can see afterwards; raises ``NotFoundException``, ``Restricted``."""
        whole = await self._whole(typed)
        case, staff_id, now = whole.case, self.staff.staff_id, self.visit.now
        if COURSES[case.kind].by_letter and page not in WITHOUT_RECORD:
            raise NotFoundException  # a letter needs nobody to look into a record
        known = await read_person(self.db, case.person_id)
        viewing, closed = None, False
        if known.restricted:
            viewing = await viewing_of(self.db, case.id, staff_id, now)
            closed = viewing is None or not (viewing.whole or page == CASE)
        await self.note(case, "case.refused" if closed else VIEWED, page=page)
        if closed:
            raise Restricted(case, await wish_of(self.db, case.id, staff_id), viewing)
        return Opened(whole, known, decoded(whole.sent), viewing)

    async def open_alone(self, typed: str) -> Opened | None:
        """Open a case that somebody has opened alone, for as long as that lasts; else ``None``."""
        whole = await self._whole(typed)
        case, staff_id, now = whole.case, self.staff.staff_id, self.visit.now
        viewing = await viewing_of(self.db, case.id, staff_id, now, glass=True)
        if viewing is None:
            return None
        await self.note(case, VIEWED, page=str(Kind.GLASS))
        known = await read_person(self.db, case.person_id)
        return Opened(whole, known, decoded(whole.sent), viewing)

    async def find(self, typed: str) -> Case:
        """Find a case of which nothing is shown but its number; raises ``NotFoundException``."""
        return (await self._whole(typed)).case

    async def _whole(self, typed: str) -> Whole:
        number = receipt_numbers.read(typed)
        whole = await numbered_case(self.db, number) if number else None
        if whole is None:
            raise NotFoundException
        return whole

    async def note(self, case: Case, action: str, **detail: str | int) -> None:
        """Put it on record before anything of it is shown."""
        await audit.append(self.db, self.event(case, action, **detail), self.visit.now)

    def event(self, case: Case, action: str, **detail: str | int) -> audit.Event:
        """Give what is noted of something done in a case."""
        return audit.Event(
            actor=audit.ActorKind.STAFF,
            actor_id=self.staff.staff_id,
            action=action,
            subject=case.person_id,
            place=self.clerk.place,
            purpose=case.number,
            detail=detail,
        )

    def hand_event(self, case: Case, action: str) -> audit.Event:
        """Give what is noted of how a case is closed: for auditors, and not on its person's pages."""
        return replace(self.event(case, action), subject=None)

    async def mail(self, session: Writing, person_id: int, cause: str) -> None:
        """Say by mail that there is something to read, to whom has chosen that; not what it is."""
        words = MailWords(NEWS, *write_mail(self.library, NEWS))
        now = self.visit.now
        await mail_person(session, person_id, words, cause=cause, now=now, if_chosen=True)

    def stopped(self, stop: Stopped, back: str) -> Response[bytes]:
        """Say why a step was not taken; nothing was changed."""
        return self.page("stopped", status=CONFLICT, why=str(stop.why), of="stop", back=back)

    def closed_page(
        self,
        case: Case,
        typed: Rejected | None = None,
        *,
        wish: Viewing | None = None,
        part: bool = False,
        status: int = FORBIDDEN,
    ) -> Response[bytes]:
        """Say that nobody opens this case alone, and ask whoever may why they want to."""
        return self.page(
            "restricted",
            status=status,
            number=receipt_numbers.grouped(case.number),
            address=f"{CASES}/{case.number}",
            form=view(WhyForm, self.library.forms[WhyForm.words], typed),
            waits=wish is not None,
            part=part,
        )

    def heads(self, here: Opened) -> Mapping[str, Any]:
        """Give what the head of every page of a case says."""
        case, person = here.case, here.known.person
        words = self.library.words
        return {
            "number": receipt_numbers.grouped(case.number),
            "address": here.address,
            "kind": words(f"request.kind.{case.kind}"),
            "state": words(f"request.state.{case.kind}.{case.state}.title"),
            "name": f"{person.surname} {person.given_name}",
            "kana": f"{person.surname_kana} {person.given_name_kana}",
        }


_ASKED = (
    *(Duty.SEE_RECORD, Duty.SEE_AMOUNTS, Duty.SEE_ESTIMATE, Duty.SEE_QUEUE),
    *(Duty.PROPOSE_CORRECTION, Duty.APPROVE_CORRECTION, Duty.SEARCH_BY_NAME),
    *(Duty.WRITE_NOTE, Duty.SEE_RESTRICTED, Duty.BREAK_GLASS),
)
