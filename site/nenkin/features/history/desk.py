"""What every page of the sheet begins with: whose it is, the day, and all that was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Request
from litestar.response import Redirect, Response

from nenkin.content.library import Library
from nenkin.features.history.entries import Entry, entries_of
from nenkin.features.history.reading import Setting, setting_of
from nenkin.law.periods import Record
from nenkin.settings import Settings
from nenkin.storage import records, sheets
from nenkin.storage.database import Database
from nenkin.storage.sheets import Holder, Sheet
from nenkin.web.access import exchange_of
from nenkin.web.days import shown_day
from nenkin.web.rendering import Renderer
from nenkin.web.visits import SignedIn, Visit

Page = Response[bytes] | Redirect


@dataclass(frozen=True, slots=True)
class Opened:
    """A person's sheet, replayed."""

    record: Record
    setting: Setting
    sheet: Sheet | None
    entries: Sequence[Entry]

    def of(self, section: str) -> list[Entry]:
        """Give the entries of a section."""
        return [entry for entry in self.entries if entry.section.slug == section]

    def entry(self, section: str, key: str) -> Entry | None:
        """Find one entry."""
        return next((entry for entry in self.of(section) if entry.key == key), None)


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's way to its own person's sheet, and to nobody else's."""

    visit: Visit
    db: Database
    renderer: Renderer
    library: Library
    settings: Settings

    @property
    def person(self) -> SignedIn:
        """Give who is signed in; the guard of every route here has made sure of it."""
        assert self.visit.person is not None
        return self.visit.person

    @property
    def holder(self) -> Holder:
        """Give whose sheet it is."""
        return Holder.person(self.person.person_id)

    @property
    def today(self) -> date:
        """Give the day that the person's pages are shown as of."""
        return shown_day(self.settings, self.person.today, self.visit.now)

    async def open(self) -> Opened:
        """Read the sheet; of the record only what times are read by."""
        record = await records.read_spans(self.db, self.person.person_id)
        sheet = await sheets.read_sheet(self.db, self.holder, self.visit.now)
        answers = sheet.answers if sheet else ()
        setting = setting_of(record.person.born_on, self.today)
        others = tuple(_other_births(entries_of(answers, setting)))
        if others:
            setting = setting_of(record.person.born_on, self.today, others)
        return Opened(record, setting, sheet, entries_of(answers, setting))

    def page(self, template: str, status: int = 200, **values: Any) -> Response[bytes]:
        """Draw a page of the sheet."""
        return self.renderer.page(self.visit, f"history/{template}.html", status=status, **values)


def _other_births(entries: Sequence[Entry]) -> list[date]:
    return [
        found
        for entry in entries
        for read in entry.read.values()
        if isinstance(found := getattr(read.form, "other_birth", None), date)
    ]


def see_other(address: str) -> Redirect:
    """Lead to a page; ``#main`` so that a browser does not carry ``#err`` along."""
    return Redirect(f"{address}#main", status_code=303)


def provide_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a request, from the application's state."""
    parts = request.app.state
    return Desk(exchange_of(request).visit, parts.db, parts.renderer, parts.library, parts.settings)
