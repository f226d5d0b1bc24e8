"""What every page of the record begins with: note the view, read the record, know the day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Request, Response
from litestar.response import Redirect

from nenkin.content.library import Library
from nenkin.features.records.bare import flag_without_amounts, without_amounts
from nenkin.features.records.shelf import Shelf, shelf_of
from nenkin.law.career import Career, career
from nenkin.law.changing import Gains
from nenkin.law.flags import Flag, flags
from nenkin.law.parameters import Law
from nenkin.law.periods import Record
from nenkin.settings import Settings
from nenkin.storage import audit, ledger, records
from nenkin.storage.database import Database
from nenkin.storage.ledger import Versions
from nenkin.web.access import exchange_of
from nenkin.web.days import shown_day
from nenkin.web.press import Press
from nenkin.web.rendering import Renderer
from nenkin.web.visits import SignedIn, Visit

Page = Response[bytes] | Redirect
LARGE = "large"
VIEWED = "record.viewed"
SAVED = "record.saved"


@dataclass(frozen=True, slots=True)
class Opened:
    """A person's record as of a day."""

    record: Record
    career: Career
    flags: tuple[Flag, ...]
    today: date
    money: bool = True  # whether amounts may be shown where this is looked at


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

    @property
    def person(self) -> SignedIn:
        """Give who is signed in."""
        return self.visit.known

    @property
    def money(self) -> bool:
        """Whether amounts may be shown: where others stand beside the screen there are none."""
        return not self.visit.at_kiosk

    @property
    def shelf(self) -> Shelf:
        """Give what all pages of this site share."""
        return shelf_of(self.library, self.renderer)

    async def note(self, page: str, action: str = VIEWED) -> None:
        """Put it on record that this page is seen, before any of it is shown."""
        visit, seen = self.visit, {"page": page}
        event = audit.of_own(self.person.person_id, action, place=visit.address, detail=seen)
        await audit.append(self.db, event, visit.now)

    async def keep_gains(self, kind: str, found: Gains) -> None:
        """Put what somebody is told about their pension into the ledger, before it is shown."""
        told_now = ledger.of_gains(kind, found, self.versions)
        await ledger.keep(self.db, self.person.person_id, [told_now], self.visit.now)

    async def open(self, page: str, action: str = VIEWED) -> Opened:
        """Note the view and read the record as it stands."""
        await self.note(page, action)
        return self.seen(await records.read_record(self.db, self.person.person_id))

    async def open_marks(self, page: str) -> Opened:
        """Do the same for a page that only marks months: no bonuses, and flags without costs."""
        await self.note(page)
        return self.seen(await records.read_spans(self.db, self.person.person_id), weighs=False)

    async def open_history(self, page: str) -> Opened:
        """Note the view and read all that was ever recorded."""
        await self.note(page)
        return self.seen(await records.read_history(self.db, self.person.person_id))

    def seen(self, record: Record, *, weighs: bool = True) -> Opened:
        """Look at a record as of the person's day."""
        today = shown_day(self.settings, self.person.today, self.visit.now)
        months = career(record)
        found = flags(self.law, months, today, weighs=weighs)
        if self.money:
            return Opened(record, months, found, today)
        bare = without_amounts(record)
        found = tuple(map(flag_without_amounts, found))
        return Opened(bare, career(bare), found, today, money=False)

    def page(self, template: str, section: str, opened: Opened, **values: Any) -> Response[bytes]:
        """Draw a page with the day of its data and the questions that people ask about it."""
        data_date, shelf = opened.record.data_date, self.shelf
        other = opened.today if self.settings.demo and opened.today != data_date else None
        return self.renderer.page(
            self.visit,
            f"records/{template}.html",
            opened=opened,
            day=shelf.day(data_date, other),
            questions=shelf.questions(section),
            **values,
        )

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

    async def pdf(self, address: str, size: str) -> str:
        """Give where a printed page is a PDF file; empty where none can be made here."""
        if self.visit.at_kiosk or not await self.press.ready():
            return ""
        return f"{address}?size={LARGE}" if size == LARGE else address


def provide_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a request.

    From the application's state: each dependency of its own would cost a task a request.
    """
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
    )
