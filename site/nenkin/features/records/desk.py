"""What every page of the record begins with: note the view, read the record, know the day."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Request, Response
from litestar.response import Redirect

from nenkin.content.library import Library
from nenkin.features.records.bare import flag_without_amounts, without_amounts
from nenkin.features.records.shelf import Shelf, shelf_of
from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.career import Career, career
from nenkin.law.changing import Gains
from nenkin.law.duties import Duty
from nenkin.law.flags import Flag, flags
from nenkin.law.parameters import Law
from nenkin.law.periods import Record
from nenkin.settings import Settings
from nenkin.storage import audit, ledger, records
from nenkin.storage.assisted import Assisted
from nenkin.storage.database import Database
from nenkin.storage.kiosk import SHOWN
from nenkin.storage.ledger import Versions
from nenkin.storage.seeding import Sample
from nenkin.web.access import exchange_of
from nenkin.web.days import shown_day
from nenkin.web.practice import practice_mark
from nenkin.web.press import Press
from nenkin.web.rendering import Renderer
from nenkin.web.staying import staying
from nenkin.web.visits import SignedIn, Visit

Page = Response[bytes] | Redirect
LARGE = "large"
VIEWED = "record.viewed"
PRACTICE = "/staff/practice"
RECORD_AMOUNTS = "record-amounts"  # what is done together at a pension office
SAVED = "record.saved"


@dataclass(frozen=True, slots=True)
class Opened:
    """A person's record as of a day."""

    record: Record
    career: Career
    flags: tuple[Flag, ...]
    today: date
    money: bool = True  # whether amounts may be shown where this is looked at
    home: bool = True  # whether there are files, and pages that lead on
    office: bool = False  # whether a clerk looks at it who sees amounts too
    numbers: bool = False  # whether whole numbers are shown: at a kiosk, after «見せる»


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's way to its own person's record, and to nobody else's."""

    visit: Visit
    db: Database
    renderer: Renderer
    library: Library
    law: Law
    settings: Settings
    versions: Versions
    press: Press
    helped: Assisted | None = None  # whose record it is, where a clerk looks at it with them
    practice: Sample | None = None  # a demonstration person's, with whom a clerk practises (練習)

    @property
    def person_id(self) -> int:
        """Give whose record it is: the guard of every route here has made sure that there is one."""
        return self.person.person_id if self.helped is None else self.helped.person_id

    @property
    def person(self) -> SignedIn:
        """Give who is signed in."""
        return self.visit.known

    @property
    def _shown_on(self) -> date | None:
        if self.practice is not None:
            return self.practice.persona.shown_on
        return self.person.today if self.helped is None else self.helped.shown_on

    @property
    def money(self) -> bool:
        """Whether amounts may be shown: to staff by duty, and where others stand beside by a press.

        At a kiosk they are shown with a clerk of a pension office alone, and after «見せる».
        """
        visit = self.visit
        if self._by_clerk:
            return visit.staff is not None and visit.staff.may(Duty.SEE_AMOUNTS)
        return not visit.at_kiosk or (visit.shown and self._has_amounts)

    @property
    def home(self) -> bool:
        """Whether the person is by themselves: there are files then, and pages that lead on."""
        return not self._by_clerk and not self.visit.at_kiosk

    @property
    def _by_clerk(self) -> bool:
        return self.helped is not None or self.practice is not None

    @property
    def _has_amounts(self) -> bool:
        return self.visit.person is not None and RECORD_AMOUNTS in self.visit.person.together

    @property
    def shelf(self) -> Shelf:
        """Give what all pages of this site share."""
        return shelf_of(self.library, self.renderer)

    async def note(self, page: str, action: str = VIEWED) -> None:
        """Put it on record that this page is seen, before any of it is shown; of practice nothing."""
        if self.practice is not None:
            return
        await audit.append(self.db, self._event(action, {"page": page}), self.visit.now)

    def _event(self, action: str, detail: dict[str, str | int]) -> audit.Event:
        if self.helped is None:
            return audit.Event(
                actor=audit.ActorKind.PERSON,
                actor_id=self.person.person_id,
                action=action,
                subject=self.person.person_id,
                place=self.visit.address,
                purpose=self.person.assisted,
                detail={**detail, **self.person.by},
            )
        assert self.visit.staff is not None
        return audit.Event(
            actor=audit.ActorKind.STAFF,
            actor_id=self.visit.staff.staff_id,
            action=action,
            subject=self.helped.person_id,
            place=self.visit.staff.place,
            purpose=self.helped.number,
            detail=detail,
        )

    async def keep_gains(self, kind: str, found: Gains) -> None:
        """Put what somebody is told about their pension into the ledger, before it is shown."""
        told_now = ledger.of_gains(kind, found, self.versions)
        await ledger.keep(self.db, self.person_id, [told_now], self.visit.now)

    async def open(self, page: str, action: str = VIEWED) -> Opened:
        """Note the view and read the record as it stands."""
        await self.note(page, action)
        return self.seen(await self._read(records.read_record))

    async def open_marks(self, page: str) -> Opened:
        """Do the same for a page that only marks months: no bonuses, and flags without costs."""
        await self.note(page)
        return self.seen(await self._read(records.read_spans), weighs=False)

    async def open_history(self, page: str) -> Opened:
        """Note the view and read all that was ever recorded."""
        await self.note(page)
        return self.seen(await self._read(records.read_history))

    async def _read(self, read: Callable[[Database, int], Awaitable[Record]]) -> Record:
        if self.practice is not None:  # from the demonstration's files, and from no database
            return self.practice.record
        return await read(self.db, self.person_id)

    def seen(self, record: Record, *, weighs: bool = True) -> Opened:
        """Look at a record as of the person's day."""
        today = shown_day(self.settings, self._shown_on, self.visit.now)
        months = career(record)
        found = flags(self.law, months, today, weighs=weighs)
        where: dict[str, Any] = {
            "home": self.home,
            "office": self.helped is not None and self.money,  # not where nothing is worked out
            "numbers": self.visit.shown,
        }
        if self.money:
            return Opened(record, months, found, today, **where)
        bare = without_amounts(record)
        found = tuple(map(flag_without_amounts, found))
        return Opened(bare, career(bare), found, today, money=False, **where)

    def page(self, template: str, section: str, opened: Opened, **values: Any) -> Response[bytes]:
        """Draw a page with the day of its data and the questions that people ask about it."""
        data_date, shelf = opened.record.data_date, self.shelf
        other = opened.today if self.settings.demo and opened.today != data_date else None
        drawn = self.renderer.page(
            self.visit,
            f"records/{template}.html",
            opened=opened,
            day=shelf.day(data_date, other),
            questions=shelf.questions(section),
            **values,
            **self._above(),
        )
        if self.visit.shown:
            drawn.headers["Refresh"] = f"{SHOWN.seconds}; url={self.visit.path}"
        if self.practice is not None:
            return staying(f"{PRACTICE}/{self.practice.persona.slug}", "/record")(drawn)
        return drawn

    def _above(self) -> dict[str, Any]:
        """Say above a page whose record a clerk looks at; at a kiosk, that something is hidden."""
        if self.visit.fragment:
            return {}
        if self.helped is None and self.visit.at_kiosk:
            return {
                "above": self.renderer.components.kiosk_show(
                    shown=self.visit.shown,
                    token=self.visit.token(),
                    back=self.visit.path,
                    amounts=self._has_amounts,
                )
            }
        if self.practice is not None:
            address = f"{PRACTICE}/{self.practice.persona.slug}"
            return {"above": practice_mark(self.renderer, address)}
        if self.helped is None:
            return {}
        number = grouped(self.helped.number)
        return {
            "above": self.renderer.components.for_whom(
                text=self.library.words("counter.helping", name=self.helped.name, number=number),
                until="",
                own="/staff/counter",
                back=self.library.words("counter.back"),
            )
        }

    async def file(  # the day of the data names the file, as it does the other ones
        self, template: str, kind: str, opened: Opened, *, page: str, size: str, **values: Any
    ) -> Page:
        """Give a printed page as a PDF file."""
        return await self.press.file(
            self.visit,
            f"records/{template}.html",
            name=f"nenkin-{kind}-{opened.record.data_date.isoformat()}",
            day=opened.today,
            page=page,
            opened=opened,
            large=size == LARGE,
            pdf="",
            **values,
        )

    async def pdf(self, address: str, size: str) -> str | None:
        """Give where a printed page is a PDF file; empty where none can be made, none where none may."""
        if not self.home:
            return None
        if not await self.press.ready():
            return ""
        return f"{address}?size={LARGE}" if size == LARGE else address


def provide_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a request for one's own record."""
    return desk_of(request)


def desk_of(
    request: Request[Any, Any, Any],
    helped: Assisted | None = None,
    practice: Sample | None = None,
) -> Desk:
    """Give a desk from the application's state: each dependency of its own would cost a task."""
    parts = request.app.state
    return Desk(
        exchange_of(request).visit,
        parts.db,
        parts.renderer,
        parts.library,
        parts.law,
        parts.settings,
        parts.versions,
        parts.press,
        helped,
        practice,
    )
