"""/history: 私の履歴整理表, a life as the person remembers it."""

import re
from collections.abc import Mapping
from typing import Any

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from nenkin.features.history import (
    at_counter,
    beside,
    bringing,
    corrected,
    deleting,
    gap_pages,
    helped,
    hints,
    objecting,
    paper,
    practising,
    resuming,
    sending,
    sent,
    starting,
)
from nenkin.features.history.authors import Names, author_rows, helper_names, helpers_now
from nenkin.features.history.comparing import COMPARE
from nenkin.features.history.desk import GAPS, Desk, Opened, Page, provide_desk, see_other
from nenkin.features.history.entries import BASE, Entry
from nenkin.features.history.removing import REMOVE, ask_to_remove
from nenkin.features.history.sections import ALL, OBJECTIONS, SECTIONS, Section, after_last
from nenkin.features.history.writing import answer, find, show
from nenkin.storage.helpers import Power
from nenkin.storage.sheets import remove_entry
from nenkin.web.access import Access
from nenkin.web.bodies import Upload
from nenkin.web.submissions import Submission

# A guest was let in by a resume code, to what was typed and to nothing else.
GUESTS: dict[str, Any] = {"access": Access.PERSON, "guests": True}
NEW, DELETE = "new", "delete"
REMOVED = "help.removed"
_KEY = re.compile("[a-z0-9]{1,20}")


@get("/")
async def overview(desk: NamedDependency[Desk]) -> Page:
    """Say what the sheet is, and show each part of it with what is written already."""
    here = await desk.open()
    written = {section.slug for section in ALL if here.of(section.slug)}
    library = desk.library
    names = library.words("history.and").join(await helpers_now(desk))
    return desk.page(
        "overview",
        items=[_item(desk, here, section) for section in (*ALL, *_disputed(desk, here))],
        here=here,
        begun=bool(written),
        onward=_onward(desk, after_last(written)),
        gaps=bool(gap_pages.open_gaps(desk, here)),
        sent=bool(await sent.sent_from(desk)),
        helped=library.words("history.helped-what", names=names) if names else "",
    )


@get("/{part:str}")
async def show_part(
    desk: NamedDependency[Desk], part: FromPath[str], size: FromQuery[str] = ""
) -> Page:
    """Show all entries of a part, or ask whether the sheet shall be deleted."""
    _keep_to_typed(desk, part)
    if part == DELETE:
        return await deleting.ask(desk)
    if part in _ALONE:
        return await _ALONE[part](desk)
    if part in _SIZED:
        return await _SIZED[part](desk, size)
    section = _section(part)
    here = await desk.open()
    found = here.of(section.slug)
    if section.single and not found and desk.may(Power.WRITE):
        return see_other(f"{desk.base}/{section.slug}/{section.single}/{section.first}")
    born_on, library = here.setting.born_on, desk.library
    names = await helper_names(desk, here)
    return desk.page(
        "section",
        section=section,
        title=library.words(f"history.section.{section.slug}"),
        what=library.words(f"history.what.{section.slug}"),
        entries=[
            {
                "name": entry.name(library, born_on),
                "rows": _rows(desk, names, here, entry),
                "more": _more(entry),
                "remove": f"{entry.href}/{REMOVE}",
            }
            for entry in found
        ],
        add="" if _is_closed(section) else f"{desk.base}/{section.slug}/{NEW}",
        onward=_onward(desk, after_last({section.slug})),
    )


@post("/{part:str}")
async def change_part(
    desk: NamedDependency[Desk],
    submission: NamedDependency[Submission],
    upload: NamedDependency[Upload | None],
    part: FromPath[str],
) -> Page:
    """Delete the whole sheet, as its owner asked (この表を消す), have it compared, or bring one."""
    _keep_to_typed(desk, part)
    if part == bringing.IMPORT:
        return await bringing.receive(desk, upload)
    if part == COMPARE:
        return await beside.begin(desk)
    if part == GAPS:
        return await gap_pages.answer(desk, submission)
    if part != DELETE:
        raise NotFoundException
    onward = desk.base if desk.guest is None else resuming.ADDRESS
    return await deleting.delete(desk, submission, onward)


@get("/{part:str}/{key:str}")
async def begin(desk: NamedDependency[Desk], part: FromPath[str], key: FromPath[str]) -> Page:
    """Lead to a new entry's first page, whose address is its own; or show a finding."""
    _keep_to_typed(desk, part)
    if part == COMPARE:
        return await beside.show_finding(desk, key)
    if (part, key) == (bringing.IMPORT, bringing.CHECK):
        return await bringing.check(desk)
    section = _section(part)
    desk.require(Power.WRITE)
    if key != NEW or _is_closed(section):
        return see_other(f"{desk.base}/{section.slug}")
    return see_other(f"{desk.base}/{section.slug}/{gap_pages.new_key()}/{section.first}")


@post("/{part:str}/{key:str}")
async def judge(
    desk: NamedDependency[Desk],
    submission: NamedDependency[Submission],
    part: FromPath[str],
    key: FromPath[str],
) -> Page:
    """Keep what the person says of a finding (心当たりがない)."""
    _keep_to_typed(desk, part)
    if (part, key) == (bringing.IMPORT, bringing.CHECK):
        return await bringing.bring(desk, submission)
    if part != COMPARE:
        raise NotFoundException
    return await beside.judge(desk, key, recognised="unrecognised" not in submission)


@get("/{part:str}/{key:str}/{page:str}")
async def show_page(  # noqa: PLR0917  # each is a part of the address
    desk: NamedDependency[Desk],
    part: FromPath[str],
    key: FromPath[str],
    page: FromPath[str],
    first: FromQuery[str] = "",
    last: FromQuery[str] = "",
    record: FromQuery[str] = "",
    choice: FromQuery[str] = "",
    back: FromQuery[str] = "",
) -> Page:
    """Show one page of an entry, or ask whether the entry shall be taken out."""
    desk.require(Power.WRITE)
    section = _entry_of(desk, part, key)
    if page == REMOVE:
        return await ask_to_remove(desk, section, key)
    spot = await find(desk, section, key, page)
    if section is OBJECTIONS:
        return await objecting.show(spot, choice, back)
    return await show(spot, gap_pages.prefilled(first, last), look=bool(record))


@post("/{part:str}/{key:str}/{page:str}")
async def answer_page(
    desk: NamedDependency[Desk],
    submission: NamedDependency[Submission],
    part: FromPath[str],
    key: FromPath[str],
    page: FromPath[str],
) -> Page:
    """Keep one page of an entry, or take the entry out."""
    desk.require(Power.WRITE)
    section = _entry_of(desk, part, key)
    if page == REMOVE:
        async with desk.writing() as session:
            await remove_entry(session, desk.holder, key, desk.visit.now, section=section.slug)
            await desk.told(session, REMOVED, section.slug)
        return see_other(f"{desk.base}/{section.slug}")
    spot = await find(desk, section, key, page)
    return await (objecting.answer if section is OBJECTIONS else answer)(spot, submission)


def _rows(desk: Desk, names: Names, here: Opened, entry: Entry) -> list[Mapping[str, str]]:
    """Give every answer of an entry, then who wrote it."""
    changeable, born_on = desk.may(Power.WRITE), here.setting.born_on
    authors = author_rows(desk, names, entry)
    return [
        *entry.rows(desk.library, born_on, changeable=changeable),
        *({"key": key, "value": value} for key, value in authors),
    ]


def _onward(desk: Desk, section: Section | None) -> Mapping[str, str] | None:
    """Give the name and address of the part to go on with."""
    if section is None:
        return None
    name = desk.library.words(f"history.section.{section.slug}")
    return {"name": name, "href": f"{desk.base}/{section.slug}"}


def _item(desk: Desk, here: Opened, section: Section) -> Mapping[str, str]:
    count = len(here.of(section.slug))
    name = "none" if not count else "answered" if section.single else "some"
    return {
        "text": desk.library.words(f"history.section.{section.slug}"),
        "href": f"{desk.base}/{section.slug}",
        "status": desk.library.words(f"history.status.{name}", count=count),
    }


def _more(entry: Entry) -> str:
    page = entry.unwritten
    return f"{entry.href}/{page}" if page else ""


def _keep_to_typed(desk: Desk, part: str) -> None:
    """Refuse guests and helpers the record where it is not theirs to see, and all deleting."""
    typed = {*SECTIONS, GAPS} - {OBJECTIONS.slug}
    if part in typed or (part in _OWNERS and desk.owns):
        return
    if part == paper.PRINT and desk.counter is not None:
        return  # what was typed; of the record as much as may be seen there
    if part in {DELETE, bringing.IMPORT}:
        raise NotFoundException
    desk.require(Power.SEE_RECORD)


def _is_closed(section: Section) -> bool:
    """Whether nothing is begun there by itself: there is but one, or it is begun beside the record."""
    return bool(section.single) or section is OBJECTIONS


def _disputed(desk: Desk, here: Opened) -> tuple[Section, ...]:
    sees = desk.may(Power.SEE_RECORD)
    return (OBJECTIONS,) if sees and here.of(OBJECTIONS.slug) else ()


def _section(slug: str) -> Section:
    if slug not in SECTIONS:
        raise NotFoundException
    return SECTIONS[slug]


def _entry_of(desk: Desk, part: str, key: str) -> Section:
    _keep_to_typed(desk, part)
    section = _section(part)
    if not _KEY.fullmatch(key) or (section.single and key != section.single):
        raise NotFoundException
    return section


# Pages with an address of their own: the router takes no fixed part beside a variable one.
_ALONE = {
    COMPARE: beside.show,
    bringing.IMPORT: bringing.ask,
    GAPS: gap_pages.show,
    paper.FILE: paper.as_file,
    paper.TEXT: paper.as_text,
}
_SIZED = {paper.PRINT: paper.as_paper, paper.PDF: paper.as_pdf}  # in large letters too
# What the owner of a sheet may do with a resume code alone: there is no other way in to it.
_OWNERS = frozenset({DELETE, bringing.IMPORT, paper.PRINT, paper.PDF, paper.FILE, paper.TEXT})

# Where a file may be sent to.
UPLOADS = frozenset({f"{BASE}/{bringing.IMPORT}"})
# Every page of a sheet, wherever sheets stand.
PAGES: list[Any] = [
    *(overview, hints.show_hints, hints.ask_hints),
    *(show_part, change_part, begin, judge, show_page, answer_page),
]
ROUTES: tuple[Any, ...] = (
    Router(BASE, route_handlers=PAGES, dependencies={"desk": Provide(provide_desk)}, opt=GUESTS),
    *helped.routes(PAGES, [*sending.PAGES, *sent.PAGES]),
    *at_counter.routes(PAGES),
    *practising.routes(PAGES),
    *resuming.ROUTES,
    *sending.ROUTES,
    *sent.ROUTES,
    *corrected.ROUTES,
    *starting.ROUTES,
)
