"""What every page of the sheet begins with: whose it is, the day, and all that was written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from litestar import Request
from litestar.response import Redirect, Response

from nenkin.content.library import Library
from nenkin.features.history.building import sheet_of
from nenkin.features.history.entries import BASE, Entry, entries_of
from nenkin.features.history.knowledge import Knowledge
from nenkin.features.history.own_events import own_events
from nenkin.features.history.reading import Setting, setting_of
from nenkin.law.parameters import Law
from nenkin.law.periods import Record
from nenkin.law.remembered import HistorySheet, Writer
from nenkin.settings import Settings
from nenkin.storage import audit, records, sheets
from nenkin.storage.database import Database
from nenkin.storage.resuming import Resumed, resumed
from nenkin.storage.sheets import Holder, Sheet
from nenkin.web.access import NotSignedIn, exchange_of
from nenkin.web.days import shown_day
from nenkin.web.rendering import Renderer
from nenkin.web.visits import SignedIn, Visit

Page = Response[bytes] | Redirect
VIEWED = "record.viewed"
# Rows of the sheet that no page asks for: what was shown, and findings the person knows nothing of.
SHOWN, ALL = "shown", "all"
UNRECOGNISED = "unrecognised"


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet, replayed. ``own_record``: its person's, where it is they who look at it."""

    own_record: Record | None
    setting: Setting
    sheet: Sheet | None
    entries: Sequence[Entry]

    @property
    def record(self) -> Record:
        """Give the record; no page that a guest may open asks for it."""
        assert self.own_record is not None
        return self.own_record

    @property
    def remembered(self) -> HistorySheet:
        """Give the sheet as the law knows it; a guest does not learn the person's sex from it."""
        sex = self.own_record.person.sex if self.own_record else None
        sheet = sheet_of(self.entries, self.setting.born_on, sex)
        return replace(sheet, unrecognised=frozenset(self.noted(UNRECOGNISED)))

    def noted(self, section: str) -> list[str]:
        """Give what is noted in the sheet beside its entries."""
        answers = self.sheet.answers if self.sheet else ()
        return [answer.entry for answer in answers if answer.section == section]

    def saw_record(self, key: str) -> bool:
        """Whether the record was shown before: all of it, or that of an entry's years."""
        return not {ALL, key}.isdisjoint(self.noted(SHOWN))

    def of(self, section: str) -> list[Entry]:
        """Give the entries of a section."""
        return [entry for entry in self.entries if entry.section.slug == section]

    def entry(self, section: str, key: str) -> Entry | None:
        """Find one entry."""
        return next((entry for entry in self.of(section) if entry.key == key), None)


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's way to one sheet, and to no other.

    ``guest``: who was let in by a resume code (復帰コード), to what was typed and to no record.
    """

    visit: Visit
    db: Database
    renderer: Renderer
    library: Library
    settings: Settings
    law: Law
    knowledge: Knowledge
    guest: Resumed | None = None

    @property
    def person(self) -> SignedIn:
        """Give who is signed in; the guard of every route here has made sure of it."""
        assert self.visit.person is not None
        return self.visit.person

    @property
    def base(self) -> str:
        """Give the address below which all pages of this sheet stand."""
        return BASE

    @property
    def holder(self) -> Holder:
        """Give whose sheet it is."""
        if self.guest is not None:
            return self.guest.holder
        return Holder.person(self.person.person_id)

    @property
    def owns(self) -> bool:
        """Whether the sheet is this visit's own: a sheet without an account is its code's."""
        return self.guest is None or self.guest.holder.person_id is None

    @property
    def born_on(self) -> date:
        """Give the birth date that a guest typed with the code."""
        assert self.guest is not None
        return self.guest.born_on

    @property
    def today(self) -> date:
        """Give the day that the person's pages are shown as of."""
        shown_on = None if self.guest else self.person.today
        return shown_day(self.settings, shown_on, self.visit.now)

    @property
    def writer(self) -> Writer:
        """Give who writes here: with a code, whoever has it."""
        return Writer.PERSON if self.owns else Writer.WITH_CODE

    async def open(self) -> Opened:
        """Read the sheet; of the record only what times are read by."""
        record = None if self.guest else await records.read_spans(self.db, self.person.person_id)
        sheet = await sheets.read_sheet(self.db, self.holder, self.visit.now)
        answers = sheet.answers if sheet else ()
        born_on = self._born_on(record)
        setting = setting_of(born_on, self.today)
        setting = replace(setting, events=self.knowledge.events.months)
        entries = entries_of(answers, setting, self.base)
        # Once more, now that other birth dates and the person's own turns are known.
        others = tuple(_other_births(entries))
        own = own_events(self.library, entries)
        if others or own:
            events = {**self.knowledge.events.months, **own}
            setting = replace(setting_of(born_on, self.today, others), events=events)
            entries = entries_of(answers, setting, self.base)
        return Opened(record, setting, sheet, entries)

    def _born_on(self, record: Record | None) -> date:
        """Give the birth date: the record's, or as a guest typed it with the code."""
        return self.born_on if record is None else record.person.born_on

    async def note(self, page: str) -> None:
        """Put it on record that the record is seen here, before any of it is shown."""
        person = self.person
        event = audit.Event(
            actor=audit.ActorKind.PERSON,
            actor_id=person.person_id,
            action=VIEWED,
            subject=person.person_id,
            place=self.visit.address,
            detail={"page": page},
        )
        await audit.append(self.db, event, self.visit.now)

    async def remark(self, section: str, entry: str, *, record_shown: bool) -> Page | None:
        """Note something in the sheet that no page asks for; a page that says so where it is full."""
        noted = sheets.Typed(
            section=section,
            entry=entry,
            page=section,
            typed="{}",
            written_by=self.writer,
            record_shown=record_shown,
            expected=0,
        )
        try:
            async with self.db.write() as session:
                await sheets.keep_answer(session, self.holder, noted, self.visit.now)
        except sheets.TooMany:
            return self.page("full", status=409, back=self.base)
        return None

    def page(self, template: str, status: int = 200, **values: Any) -> Response[bytes]:
        """Draw a page of the sheet."""
        name, guest = f"history/{template}.html", self.guest is not None
        given = {"base": self.base, "guest": guest, "owns": self.owns, **values}
        return self.renderer.page(self.visit, name, status=status, **given)


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


async def provide_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a request, from the application's state."""
    parts = request.app.state
    visit = exchange_of(request).visit
    guest = None
    if visit.person is None:
        assert visit.visit_id is not None, "the guard lets nobody else in"
        guest = await resumed(parts.db, visit.visit_id, visit.now)
        if guest is None:  # taken back between the guard's look and this one
            raise NotSignedIn
    return Desk(
        visit,
        parts.db,
        parts.renderer,
        parts.library,
        parts.settings,
        parts.law,
        parts.knowledge,
        guest,
    )
