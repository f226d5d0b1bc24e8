"""What every page of the sheet begins with: whose it is, the day, and all that was written."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
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
from nenkin.features.history.runs import read
from nenkin.features.history.whose import COUNTER, HelpOver, Whose, at_counter
from nenkin.law.parameters import Law
from nenkin.law.periods import Record
from nenkin.law.remembered import HistorySheet, Unremembered
from nenkin.law.wareki import write_day
from nenkin.settings import Settings
from nenkin.storage import audit, records, sheets
from nenkin.storage.assisted import Assisted, goes_on
from nenkin.storage.database import Database, Writing
from nenkin.storage.helpers import Power
from nenkin.storage.helping import Helping, still_helps
from nenkin.storage.resume_visits import Resumed, resumed
from nenkin.storage.sheets import Sheet
from nenkin.web.access import LedAway, NotSignedIn, exchange_of
from nenkin.web.days import shown_day
from nenkin.web.executors import BoundedExecutor
from nenkin.web.press import Press
from nenkin.web.rendering import Renderer
from nenkin.web.visits import SignedIn, Visit

Page = Response[bytes] | Redirect
Parts = tuple[Visit, Database, Renderer, Library, Settings, Law, Knowledge, Press, BoundedExecutor]
VIEWED = "record.viewed"
WROTE = "help.wrote"
# Rows of the sheet that no page asks for: what was shown, findings that the person knows nothing of,
# and months of which they do not know what they did.
SHOWN, ALL = "shown", "all"
UNRECOGNISED, GAPS = "unrecognised", "gaps"
_MARK = 16  # characters of what stands for a sheet in a form


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
        unremembered = tuple(Unremembered(*read(key)) for key in self.noted(GAPS))
        unrecognised = frozenset(self.noted(UNRECOGNISED))
        return replace(sheet, unrecognised=unrecognised, unremembered=unremembered)

    @property
    def mark(self) -> str:
        """Give what a form proves with in which sheet it was shown; nothing where there is none."""
        if self.sheet is None:
            return ""
        return hashlib.sha256(f"sheet {self.sheet.id}".encode()).hexdigest()[:_MARK]

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
class Desk(Whose):
    """One request's way to one sheet, and to no other: the address says whose.

    ``guest``: who was let in by a resume code (復帰コード), to what was typed and to no record.
    ``helping``: whose sheet it is, where somebody signed in helps another person (手伝う).
    ``counter``: in whose session a clerk helps at a counter, by the person's own yes.
    """

    visit: Visit
    db: Database
    renderer: Renderer
    library: Library
    settings: Settings
    law: Law
    knowledge: Knowledge
    press: Press
    aside: BoundedExecutor
    guest: Resumed | None = None
    helping: Helping | None = None
    counter: Assisted | None = None

    @property
    def today(self) -> date:
        """Give the day that the person's pages are shown as of."""
        whose = self.helping or self.counter or (None if self.guest else self.person)
        shown_on = whose.today if isinstance(whose, SignedIn) else whose and whose.shown_on
        return shown_day(self.settings, shown_on, self.visit.now)

    async def open(self) -> Opened:
        """Read the sheet; of the record only what times are read by."""
        sees = self.may(Power.SEE_RECORD)
        record = await self.spans() if sees else None
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

    async def spans(self) -> Record:
        """Read of the record what times are read by."""
        return await records.read_spans(self.db, self.subject)

    async def record(self) -> Record:
        """Read the whole record."""
        return await records.read_record(self.db, self.subject)

    async def note(self, page: str) -> None:
        """Put it on record that the record is seen here, before any of it is shown."""
        await audit.append(self.db, self.event(VIEWED, {"page": page}), self.visit.now)

    @asynccontextmanager
    async def writing(self, power: Power = Power.WRITE) -> AsyncIterator[Writing]:
        """Open a transaction that writes to the sheet; raises ``HelpOver``.

        Help that has ended since this request began writes nothing any more.
        """
        self.require(power)
        async with self.db.write() as session:
            if self.helping and not await still_helps(session, self.helping, self.visit.now):
                raise HelpOver(self.helping)
            if self.counter and not await goes_on(session, self.counter.id):
                raise LedAway(COUNTER)
            yield session

    async def told(self, session: Writing, action: str, part: str) -> None:
        """Note in the transaction what a helper has written. Call it last in the block."""
        if self.helping is not None or self.counter is not None:
            await audit.note(session, self.event(action, {"part": part}), self.visit.now)

    async def remark(
        self, section: str, entry: str, *, record_shown: bool, power: Power = Power.WRITE
    ) -> Page | None:
        """Note something in the sheet that no page asks for; a page that says so where it is full."""
        noted = sheets.Typed(
            section=section,
            entry=entry,
            page=section,
            typed="{}",
            written_by=self.writer,
            helper_id=self.helper_id,
            record_shown=record_shown,
            expected=0,
        )
        try:
            async with self.writing(power) as session:
                await sheets.keep_answer(session, self.holder, noted, self.visit.now)
                await self.told(session, WROTE, section)
        except sheets.TooMany:
            return self.page("full", status=409, back=self.base)
        return None

    def page(self, template: str, status: int = 200, **values: Any) -> Response[bytes]:
        """Draw a page of the sheet; above all of it, whose it is, where it is not one's own."""
        name, guest = f"history/{template}.html", self.guest is not None
        given = {
            "base": self.base,
            "guest": guest,
            "owns": self.owns,
            "practising": False,
            **values,
        }
        given |= {
            "helping": self.helping is not None,
            "stays": self.stays,
            "sees": self.may(Power.SEE_RECORD),
            "writes": self.may(Power.WRITE),
            "sends": self.sends,
            "requests": self.requests,
        }
        if self.helping is not None:
            given["above"] = self._whose(self.helping)
        if self.counter is not None:
            given["above"] = at_counter(self.renderer, self.library, self.counter)
        if self.guest and self.guest.ends_at and not self.visit.at_kiosk:
            given["timed"] = self.guest.ends_at
        return self.renderer.page(self.visit, name, status=status, **given)

    def _whose(self, helping: Helping) -> str:
        name = "writing" if self.may(Power.WRITE) else "looking"
        return self.renderer.components.for_whom(
            text=self.library.words(f"helping.banner.{name}", name=helping.knows_as),
            until=self.library.words("helping.until", day=write_day(helping.until)),
            own=BASE,
        )


def _other_births(entries: Sequence[Entry]) -> list[date]:
    forms = [read.form for entry in entries for read in entry.read.values()]
    births = [getattr(form, "other_birth", None) for form in forms]
    return [one for one in births if isinstance(one, date)]


def see_other(address: str) -> Redirect:
    """Lead to a page; ``#main`` so that a browser does not carry ``#err`` along."""
    return Redirect(f"{address}#main", status_code=303)


async def provide_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a request for one's own sheet, or for that of a resume code."""
    visit = exchange_of(request).visit
    guest = None
    if visit.person is None:
        assert visit.visit_id is not None, "the guard lets nobody else in"
        guest = await resumed(request.app.state.db, visit.visit_id, visit.now)
        if guest is None:  # taken back between the guard's look and this one
            raise NotSignedIn
    return Desk(*made_of(request), guest=guest)


def made_of(request: Request[Any, Any, Any]) -> Parts:
    """Give what every desk is made of, in its order: the visit, then the application's state."""
    parts = request.app.state
    return (
        exchange_of(request).visit,
        parts.db,
        parts.renderer,
        parts.library,
        parts.settings,
        parts.law,
        parts.knowledge,
        parts.press,
        parts.aside,
    )
