"""The record beside a page of the sheet: asked for by the person, with the ways to dispute it."""

from collections.abc import Iterable, Iterator, Mapping

from litestar.response import Redirect

from nenkin.features.history.desk import Desk, Opened, Page
from nenkin.features.history.reading import Understood
from nenkin.features.history.recorded import (
    Asked,
    all_shown,
    asked_of,
    keep_shown,
    key_of,
    parts_of,
    say_part,
)
from nenkin.features.history.sections import OBJECTIONS, Section
from nenkin.features.history.wording import say_recorded
from nenkin.law.recalled import When, in_month
from nenkin.law.remembered import Objection
from nenkin.web.submissions import Submission, first

LOOK, OBJECT, OPEN = "look", "object", "record"  # buttons, and what says that it is open
_BETWEEN = "."


def times_in(reads: Iterable[Understood], until: int) -> Iterator[When]:
    """Give the times of some pages; what goes on has come to the month ``until``."""
    for read in reads:
        yield from read.times.values()
        if read.goes_on:
            yield in_month(until)


async def beside(
    desk: Desk, here: Opened, section: Section, reads: Iterable[Understood], *, opened: bool
) -> Mapping[str, object] | None:
    """Give what stands beside a page: the way to the record, or the record where it was asked for.

    ``None`` where there is no record to be seen, or the page is not about a time.
    """
    asked = _asked(here, section, reads)
    if asked is None:
        return None
    if not (opened and all_shown(here, asked.shown)):
        return {"parts": None}
    await desk.note("history")
    return {"parts": list(_lines(desk, here, asked))}


async def leave_for_record(
    desk: Desk,
    here: Opened,
    section: Section,
    reads: Iterable[Understood],
    *,
    sent: Submission,
    place: str,
) -> Page | None:
    """Lead to the record beside the page at ``place``, or to a word against it, if that was pressed."""
    asked = _asked(here, section, reads)
    if asked is None:
        return None
    if OBJECT in sent:
        key, _, choice = first(sent, OBJECT).partition(_BETWEEN)
        if key in {key_of(part) for part in asked.parts}:
            choice = choice if choice in set(Objection) else ""
            query = f"choice={choice}&back={place}"
            return Redirect(f"{objection_page(desk, key)}?{query}#main", status_code=303)
    elif LOOK not in sent:
        return None
    full = await keep_shown(desk, here, asked.shown)
    return full or Redirect(f"{desk.base}/{place}?{OPEN}=yes#{OPEN}", status_code=303)


def objection_page(desk: Desk, key: str) -> str:
    """Give the address of what is said of a part of the record."""
    return f"{desk.base}/{OBJECTIONS.slug}/{key}/{OBJECTIONS.first}"


def recorded_links(desk: Desk, here: Opened) -> Iterator[Mapping[str, str]]:
    """Give every part of the record with the way to dispute it, and what was said of it."""
    library = desk.library
    for part in parts_of(here.record):
        yield {
            "text": say_recorded(library, part),
            "href": objection_page(desk, key_of(part)),
            "said": _said(desk, here, key_of(part)),
        }


def _said(desk: Desk, here: Opened, key: str) -> str:
    """Say what was said of a part of the record, or nothing."""
    entry = here.entry(OBJECTIONS.slug, key)
    rows = list(entry.rows(desk.library, here.setting.born_on)) if entry else []
    return desk.library.words("history.record.said", what=rows[1]["value"]) if rows else ""


def _asked(here: Opened, section: Section, reads: Iterable[Understood]) -> Asked | None:
    if here.own_record is None or section.category is None:
        return None
    until = here.setting.until
    return asked_of(here.own_record, times_in(reads, until), until)


def _lines(desk: Desk, here: Opened, asked: Asked) -> Iterator[Mapping[str, object]]:
    """Give each part of the record in a sentence, with what was said of it."""
    library = desk.library
    for part in asked.parts:
        key = key_of(part)
        yield {
            "text": say_part(library, part),
            "name": part.employer or library.words("history.record.national-pension"),
            "said": _said(desk, here, key),
            "change": f"{key}{_BETWEEN}",
            "not_mine": f"{key}{_BETWEEN}{Objection.NOT_MINE}",
            "other_name": f"{key}{_BETWEEN}{Objection.OTHER_NAME}" if part.employer else "",
        }
