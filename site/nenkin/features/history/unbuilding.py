"""A history sheet of the law as pages that somebody might have typed: building.py backwards.

What no page asks (hours of work, a key of the file) is kept beside the pages of its entry, and a time
whose words would be read otherwise is kept with its months. So nothing of a file is lost.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime

import msgspec

from nenkin.features.history.boxes import RecordPart, Time
from nenkin.features.history.building import TITLES, sheet_of
from nenkin.features.history.entries import KEPT, entries_of
from nenkin.features.history.reading import EXACTLY, LAST, Setting
from nenkin.features.history.recorded import key_of
from nenkin.features.history.sections import OBJECTIONS, SECTIONS, Section
from nenkin.interchange.history_sheets import part_text
from nenkin.law.recalled import Precision, When
from nenkin.law.remembered import HistorySheet, LifeEvent, Sureness, Work, Written
from nenkin.law.typed_times import read_when
from nenkin.law.wareki import write_day, write_month
from nenkin.storage.sheets import Answer
from nenkin.web.dates import WESTERN
from nenkin.web.fields import Mistake
from nenkin.web.forms import html_name, kinds
from nenkin.web.submissions import Submission

_KEY = re.compile("[a-z0-9]{1,20}")
_HASHED = 16  # hexadecimal digits of a key that is made
_STILL, _UNKNOWN = "いまも", "わからない"  # as they are typed
_TEXTS = ("employer", "workplace", "head_office", "parent", "occupation", "colleagues")
_TRUTHS = ("spouse_insured", "paid_national", "by_day")
_SAID = {True: "yes", False: "no"}
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # of answers that are made to be read back at once
Typed = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class BroughtPage:
    """A page as it would have been typed; ``record_shown``: as the file says of it."""

    section: str
    entry: str
    page: str
    typed: Submission
    record_shown: bool = False


@dataclass(slots=True)
class Brought:
    """All pages of a sheet; ``left``: what a sheet cannot hold, by section and number from 1."""

    pages: list[BroughtPage] = field(default_factory=list)
    left: list[tuple[Section, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Bringer:
    setting: Setting
    found: Brought = field(default_factory=Brought)
    used: set[str] = field(default_factory=set)

    def key(self, section: Section, wanted: str) -> str:
        """Give a key that no entry has yet: pages of two parts may have one name."""
        key = wanted
        if not _KEY.fullmatch(key) or key in self.used:
            key = hashlib.sha256(f"{section.slug} {wanted}".encode()).hexdigest()[:_HASHED]
        self.used.add(key)
        return key

    def add(  # noqa: PLR0917  # one entry
        self,
        slug: str,
        wanted: str,
        said: Mapping[str, object],
        times: Mapping[str, When | str | None],
        written: Sequence[Written],
        number: int,
        event: LifeEvent | None = None,
    ) -> None:
        """Add an entry, or what cannot be read back to what is left."""
        section = SECTIONS[slug]
        key = section.single or self.key(section, wanted)
        pages = []
        for page, form in section.pages.items():
            typed = self._typed(form, said, times)
            if page == section.first and not typed and "first" in kinds(form):
                typed = {"first": [_UNKNOWN]}
            if typed:
                names = {html_name(name) for name in kinds(form)}
                shown = any(
                    one.record_shown
                    for one in [one for one in written if names & set(one.answers)] or written
                )
                pages.append(BroughtPage(slug, key, page, typed, shown))
        entries = entries_of([_answer(page) for page in pages], self.setting)
        if not entries or len(entries[0].read) != len(
            section.pages.keys() & {p.page for p in pages}
        ):
            self.found.left.append((section, number))
            return
        self.found.pages += pages
        if event is not None:
            (built,) = sheet_of(entries, self.setting.born_on).events
            kept = _kept(event, built)
            if kept:
                self.found.pages.append(BroughtPage(slug, key, KEPT, kept))

    def _typed(
        self, form: type, said: Mapping[str, object], times: Mapping[str, When | str | None]
    ) -> Typed:
        typed: Typed = {}
        for name, kind in kinds(form).items():
            html, value = html_name(name), said.get(name)
            if isinstance(kind, Time):
                when = times.get(name)
                if isinstance(when, str):
                    typed[html] = [when]
                elif when is not None:
                    typed |= self._time(html, kind, when)
            elif isinstance(value, date):
                parts = {"era": WESTERN, "year": value.year, "month": value.month, "day": value.day}
                typed |= {f"{html}-{part}": [str(one)] for part, one in parts.items()}
            elif isinstance(value, RecordPart):
                typed[html] = value.typed()
            elif isinstance(value, frozenset):
                typed |= {html: sorted(value)} if value else {}
            elif value:
                typed[html] = [str(value)]
        return typed

    def _time(self, html: str, kind: Time, when: When) -> Typed:
        """Give the words of a time, with its months beside them where they do not say the same."""
        if when.precision is Precision.UNKNOWN and not when.typed and not kind.required:
            return {}
        for text in (when.typed, _plain(when)):
            try:
                read = read_when(
                    kind.read({html: [text]}, html),
                    born_on=self.setting.born_on,
                    events=self.setting.events,
                )
            except Mistake:
                continue
            if text:
                exact = {} if read == when else {f"{html}{EXACTLY}": [part_text(when)]}
                return {html: [text], **exact}
        return {}


def brought(sheet: HistorySheet, setting: Setting, recorded: Sequence[RecordPart]) -> Brought:
    """Give a sheet as pages; ``recorded`` are the parts of the record that were shown already."""
    to = _Bringer(setting)
    for number, name in enumerate(sheet.names, 1):
        said = {
            "name_kind": name.kind.value,
            "surname": name.surname,
            "given_name": name.given_name,
            "surname_kana": name.surname_kana,
            "given_name_kana": name.given_name_kana,
        }
        times = {"first": name.first, "last": name.last}
        to.add("names", f"name{number}", said, times, name.written, number)
    for number, birth in enumerate(sheet.birth_dates, 1):
        other = {"other_birth": birth.born_on, "note": birth.note}
        to.add("birth-dates", f"birth{number}", other, {}, birth.written, number)
    if sheet.handbook_count is not None:
        count = {"handbook_count": str(sheet.handbook_count)}
        to.add("handbook-count", "", count, {}, (), 1)
    for number, book in enumerate(sheet.handbooks, 1):
        held = {"cover": book.cover.value, "number": book.number}
        to.add("handbooks", f"book{number}", held, {"got": book.got}, book.written, number)
    for number, event in enumerate(sheet.events, 1):
        times_of = {
            "first": event.first,
            "at": event.first,
            LAST: _STILL if event.goes_on else event.last,
        }
        wanted = event.key.removeprefix(f"{event.category}-")
        to.add(event.category, wanted, _said(event), times_of, event.written, number, event)
    for number, objected in enumerate(sheet.objections, 1):
        part = RecordPart(objected.first, objected.first, "", objected.employer)
        part = next((one for one in recorded if key_of(one) == key_of(part)), part)
        told = {"recorded": part, "objection": objected.objection.value, "note": objected.note}
        to.add(OBJECTIONS.slug, key_of(part), told, {}, objected.written, number)
    return to.found


def _said(event: LifeEvent) -> Mapping[str, object]:
    """Give every answer that some page may ask about an event, times left out."""
    said: dict[str, object] = dict.fromkeys(TITLES, event.title)
    said |= {"place": event.place, "moved_to": event.place, "note": event.note}
    said |= {"surname_before": event.surname_before}
    said |= {name: _SAID.get(getattr(event, name)) for name in _TRUTHS}
    if event.sureness is not Sureness.CLEAR:
        said["sureness"] = event.sureness.value
    if event.work is not None:
        work = event.work
        said |= {name: getattr(work, name) for name in _TEXTS}
        said |= {"employment": work.employment, "size": work.size}
        said |= {"kept": frozenset(str(one) for one in work.kept)}
        said |= {"incorporated": None if work.incorporated is None else _SAID[work.incorporated]}
    return said


def _kept(event: LifeEvent, built: LifeEvent) -> Typed:
    """Give what of an event its pages do not hold, with the whole event, from which it is taken."""
    unlike = [
        one.name
        for one in fields(LifeEvent)
        if one.name not in {"written", "work"}
        and getattr(event, one.name) != getattr(built, one.name)
    ]
    work: list[str] = []
    if event.work != built.work and built.work is None:
        unlike.append("work")
    elif event.work != built.work:
        whole = event.work or Work()
        names = [one.name for one in fields(Work)]
        work = [name for name in names if getattr(whole, name) != getattr(built.work, name)]
    if not (unlike or work):
        return {}
    return {"key": [event.key], "event": [part_text(event)], "take": unlike, "work": work}


def _plain(when: When) -> str:
    """Write a time of which no words are known as somebody might type it."""
    if when.months is None:
        return _UNKNOWN
    return write_day(when.day) if when.day else write_month(when.months[0])


def _answer(page: BroughtPage) -> Answer:
    """Give a page as an answer, to read it back."""
    return Answer(
        section=page.section,
        entry=page.entry,
        page=page.page,
        typed=msgspec.json.encode(page.typed).decode(),
        version=1,
        written_by="imported",
        record_shown=page.record_shown,
        created_at=_LONG_AGO,
        updated_at=_LONG_AGO,
    )
