"""One page of the sheet: shown, read, kept before the next one is shown, or met by another tab."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec
from litestar.exceptions import NotFoundException

from nenkin.features.history.boxes import Time
from nenkin.features.history.desk import WROTE, Desk, Opened, Page, see_other
from nenkin.features.history.entries import Entry, typed_of
from nenkin.features.history.forms import Remembered
from nenkin.features.history.hints import questions
from nenkin.features.history.looking import (
    LOOK,
    OBJECT,
    OPEN,
    beside,
    leave_for_record,
    times_in,
)
from nenkin.features.history.reading import EXACTLY, Understood, is_empty, read_page
from nenkin.features.history.recorded import months_of, shown_before
from nenkin.features.history.sections import Section, after_last
from nenkin.features.history.wording import said, short
from nenkin.storage.sheets import Answer, Changed, TooMany, Typed, keep_answer
from nenkin.web.addresses import id_of
from nenkin.web.forms import Rejected, kinds, view
from nenkin.web.submissions import Submission, first, pairs, without_secrets
from nenkin.web.visits import TOKEN_FIELD

SEEN, SHEET, SKIP, FINISH = "seen", "sheet", "skip", "finish"
_BUTTONS = frozenset({TOKEN_FIELD, SEEN, SHEET, SKIP, FINISH, LOOK, OBJECT, OPEN})


@dataclass(frozen=True, slots=True)
class Spot:
    """One page of one entry, of a sheet that was opened."""

    desk: Desk
    here: Opened
    section: Section
    key: str
    page: str

    @property
    def form(self) -> type[Remembered]:
        """Give what is asked there."""
        return self.section.pages[self.page]

    @property
    def entry(self) -> Entry | None:
        """Give what was written of this entry."""
        return self.here.entry(self.section.slug, self.key)

    @property
    def there(self) -> Answer | None:
        """Give what was written on this page."""
        return self.entry.answers.get(self.page) if self.entry else None

    @property
    def over(self) -> str:
        """Give the address of all entries of the section."""
        return f"{self.desk.base}/{self.section.slug}"

    @property
    def is_unanswered(self) -> bool:
        """Whether it is a single question without an answer: all its entries are this very page."""
        return bool(self.section.single) and self.entry is None

    @property
    def back(self) -> str:
        """Give the page before, the entries of the section, or all parts."""
        before = self.section.before(self.page)
        return (
            self.desk.base if self.is_unanswered else self.address(before) if before else self.over
        )

    @property
    def past(self) -> str:
        """Give the next part, where nothing was written and no entries could be shown."""
        after = after_last({self.section.slug})
        return f"{self.desk.base}/{after.slug}" if after else self.desk.base

    def address(self, page: str) -> str:
        """Give the address of one of the entry's pages."""
        return f"{self.over}/{self.key}/{page}"

    @property
    def onward(self) -> str:
        """Give the address of the next page, or of all entries after the last."""
        after = self.section.after(self.page)
        return self.address(after) if after else self.over

    @property
    def title(self) -> str:
        """Give the heading: the question itself where there is but one, or the section's own."""
        names, library = list(kinds(self.form)), self.desk.library
        if len(names) == 1:
            return library.forms[self.form.words].fields[names[0]].label
        own = f"history.page.{self.section.slug}-{self.page}"
        return library.phrases.get(own) or library.phrases[f"history.page.{self.page}"]

    def is_gone(self, sent: Submission) -> bool:
        """Whether the sheet in which the page was shown was deleted in another tab, or begun anew."""
        return first(sent, SHEET) not in {"", self.here.mark}

    def reads(self, new: Understood | None = None) -> list[Understood]:
        """Give all pages of the entry as they were understood, this one as it is ``new``."""
        known = dict(self.entry.read if self.entry else {})
        return list((known | {self.page: new} if new else known).values())

    def understood(self, reads: Iterable[Understood]) -> Iterator[Mapping[str, str]]:
        """Say answers back."""
        for read in reads:
            for name, text in said(self.desk.library, read, self.here.setting.born_on):
                yield {"key": short(self.desk.library, name), "value": text}


async def find(desk: Desk, section: Section, key: str, page: str) -> Spot:
    """Open the sheet at a page; raises ``NotFoundException`` where the section has no such page."""
    if page not in section.pages:
        raise NotFoundException
    return Spot(desk, await desk.open(), section, key, page)


async def show(spot: Spot, prefilled: Submission | None = None, *, look: bool = False) -> Page:
    """Show a page as it was typed; empty, or with what it was opened from, where nothing was.

    ``look``: with the record of its years beside it, once the person has asked for it.
    """
    typed = spot.entry.typed.get(spot.page) if spot.entry else None
    return _question(spot, typed or prefilled, await _beside(spot, opened=look))


async def answer(spot: Spot, sent: Submission) -> Page:
    """Keep a page and lead on, or show it again with what is wrong, or with what another tab kept."""
    if SKIP in sent:
        return see_other(spot.onward)
    sent = {name: sent[name] for name in sent if not name.endswith(EXACTLY)}  # of files only
    if spot.desk.visit.shown_again:
        return _question(spot, Rejected(sent, ()), await _beside(spot, opened=OPEN in sent))
    onward = spot.over if FINISH in sent else spot.onward
    leaves = spot.page != spot.section.first or not {FINISH, LOOK, OBJECT}.isdisjoint(sent)
    if spot.there is None and is_empty(spot.form, sent) and leaves:
        return await _leave(spot, sent, spot.past if spot.is_unanswered else onward)
    read = read_page(spot.form, sent, spot.here.setting)
    if isinstance(read, Rejected):
        return _question(spot, read, await _beside(spot, opened=OPEN in sent))
    typed = {name: sent[name] for name in without_secrets(sent) if name not in _BUTTONS}
    if spot.is_gone(sent):
        return both(spot, typed, read, None, gone=True)
    kept = await keep(spot, typed, read, version_of(sent), same=bool(first(sent, SHEET)))
    return kept or await _leave(spot, sent, onward, read)


async def _leave(spot: Spot, sent: Submission, onward: str, read: Understood | None = None) -> Page:
    """Lead on, or to the record beside this page, if that is what was pressed."""
    place = f"{spot.section.slug}/{spot.key}/{spot.page}"
    reads = spot.reads(read)
    to = await leave_for_record(spot.desk, spot.here, spot.section, reads, sent=sent, place=place)
    return to or see_other(onward)


async def _beside(spot: Spot, *, opened: bool) -> Mapping[str, object] | None:
    reads = spot.reads()
    return await beside(spot.desk, spot.here, spot.section, reads, opened=opened)


async def keep(
    spot: Spot, typed: Submission, read: Understood, seen: int, *, same: bool = False
) -> Page | None:
    """Keep a page; give the page that shows both where another tab has kept something else.

    ``same``: only in the sheet that was opened, should that be deleted in this very moment.
    Beside the answer stands who wrote it, and whether the record of its time was shown before.
    """
    until = spot.here.setting.until
    months = months_of(times_in(spot.reads(read), until), until)
    page = Typed(
        section=spot.section.slug,
        entry=spot.key,
        page=spot.page,
        typed=msgspec.json.encode(typed, order="sorted").decode(),
        written_by=spot.desk.writer,
        helper_id=spot.desk.helper_id,
        record_shown=shown_before(spot.here, months),
        expected=seen,
        sheet=spot.here.sheet.id if same and spot.here.sheet else None,
    )
    try:
        async with spot.desk.writing() as session:
            kept = await keep_answer(session, spot.desk.holder, page, spot.desk.visit.now)
            if not isinstance(kept, Changed):
                await spot.desk.told(session, WROTE, page.section)
    except TooMany:
        return spot.desk.page("full", status=409, back=spot.over)
    if isinstance(kept, Changed):
        gone = (await spot.desk.open()).mark != spot.here.mark
        return both(spot, typed, read, kept.there, gone=gone)
    return None


def _question(
    spot: Spot, typed: Submission | Rejected | None, record: Mapping[str, object] | None
) -> Page:
    form, words = spot.form, spot.desk.library.forms[spot.form.words]
    single = len(kinds(form)) == 1
    before, slugs = spot.section.before(spot.page), list(spot.section.pages)
    if isinstance(typed, Rejected):
        seen, mark = version_of(typed.submission), first(typed.submission, SHEET)
    else:
        seen, mark = spot.there.version if spot.there else 0, spot.here.mark
    return spot.desk.page(
        "question",
        status=422 if isinstance(typed, Rejected) and typed.troubles else 200,
        form=view(form, words, typed, heading=single),
        single=single,
        title=spot.title,
        action=spot.address(spot.page),
        back=spot.back,
        place=slugs.index(spot.page) + 1,
        total=len(slugs),
        seen=seen,
        sheet=mark,
        later=before is not None,
        about=list(_about(spot)) if before else [],
        hints=list(_hints(spot)),
        record=record,
    )


def _hints(spot: Spot) -> Iterator[str]:
    """Ask what may bring the time back, on pages that want a time: of that time, once it is known."""
    times = [name for name, kind in kinds(spot.form).items() if isinstance(kind, Time)]
    if times:
        read = spot.entry.read.get(spot.page) if spot.entry else None
        known = [read.times[name] for name in times if read and name in read.times]
        events = spot.desk.knowledge.events
        yield from questions(spot.desk.library, events, spot.here, known[0] if known else None)


def _about(spot: Spot) -> Iterator[Mapping[str, str]]:
    """Say back what was understood on the first page, with the way to change it."""
    first_page = spot.section.first
    if spot.entry and first_page in spot.entry.read:
        for row in spot.understood([spot.entry.read[first_page]]):
            yield {**row, "href": spot.address(first_page)}


def both(
    spot: Spot, sent: Submission, mine: Understood, there: Answer | None, *, gone: bool = False
) -> Page:
    """Show what was typed now and what another tab has kept, and ask; ``gone``: the whole sheet."""
    other = read_page(spot.form, typed_of(there), spot.here.setting) if there else None
    return spot.desk.page(
        "both",
        status=409,
        title=spot.desk.library.words(f"history.section.{spot.section.slug}"),
        mine=list(spot.understood([mine])),
        other=list(spot.understood([other] if isinstance(other, Understood) else [])),
        deleted=there is None,
        why="sheet-deleted" if gone else "deleted" if there is None else "what",
        fields=[pair for pair in pairs(without_secrets(sent)) if pair[0] not in _BUTTONS],
        seen=there.version if there else 0,
        action=spot.address(spot.page),
        onward=spot.onward if there else spot.over,
    )


def version_of(sent: Submission) -> int:
    """Give the version of the page that somebody had before them."""
    return id_of(first(sent, SEEN)) or 0
