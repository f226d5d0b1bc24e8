"""/history/import: a sheet that was saved as a file is brought back, and replaces what is there if asked to."""

import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec
from litestar.exceptions import NotFoundException

from nenkin.features.history.desk import GAPS, SHOWN, UNRECOGNISED, Desk, Opened, Page, see_other
from nenkin.features.history.file_kinds import Strange, kind_of
from nenkin.features.history.reading import Setting, setting_of
from nenkin.features.history.recorded import all_shown, parts_of
from nenkin.features.history.runs import spelled
from nenkin.features.history.sections import WHOLE
from nenkin.features.history.unbuilding import Brought, BroughtPage, brought
from nenkin.interchange.history_sheets import LONGEST_LINE, read_sheet
from nenkin.interchange.mistakes import Mistake, Mistakes
from nenkin.interchange.raw_lines import decode_lines
from nenkin.law.remembered import HistorySheet, Writer
from nenkin.law.wareki import write_day
from nenkin.storage.drafts import Owner, delete_draft, load_draft, save_draft
from nenkin.storage.replacing import NewPage, replace_answers
from nenkin.storage.sheets import TooMany
from nenkin.web.bodies import Upload
from nenkin.web.submissions import Submission, first

IMPORT, CHECK, CANCEL = "import", "check", "cancel"
_JOURNEY = "history-import"
_SEEN = "seen"
MOST_SHOWN = 100  # mistakes of a file; more would hide the first


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file that was read, and waits for the person's word."""

    sheet: HistorySheet
    found: Brought
    text: str


async def ask(desk: Desk) -> Page:
    """Ask for the file."""
    _keep_to_owner(desk)
    return _ask(desk)


async def receive(desk: Desk, upload: Upload | None) -> Page:
    """Read the file, and lead on to what is in it, or tell everything that is wrong with it."""
    _keep_to_owner(desk)
    if upload is None:
        return _ask(desk, Strange.NONE)
    strange = kind_of(upload)
    if strange is not None:
        return _ask(desk, strange)
    text = upload.content.decode("utf-8-sig")
    read = _read(text)
    if isinstance(read, Mistakes):
        return _ask(desk, Strange.MISTAKES, read)
    now = desk.visit.now
    async with desk.writing() as session:
        lying = await load_draft(desk.db, _owner(desk), _JOURNEY, now)
        expected = lying.version if lying else 0
        await save_draft(session, _owner(desk), _JOURNEY, text, expected=expected, now=now)
    return see_other(f"{desk.base}/{IMPORT}/{CHECK}")


async def check(desk: Desk, *, changed: bool = False) -> Page:
    """Show what would be added and what it would replace."""
    _keep_to_owner(desk)
    here = await desk.open()
    waiting = await _waiting(desk, here)
    if waiting is None:
        return see_other(f"{desk.base}/{IMPORT}")
    library, sheet = desk.library, waiting.sheet
    counts = Counter(page.section for page in _firsts(waiting.found))
    return desk.page(
        "import_check",
        status=409 if changed else 200,
        changed=changed,
        adds=[
            {
                "key": library.words(f"history.section.{section.slug}"),
                "value": library.words("history.import.count", count=counts[section.slug]),
            }
            for section in WHOLE
            if counts[section.slug]
        ],
        left=[
            library.words(
                "history.import.left-one",
                part=library.words(f"history.section.{section.slug}"),
                number=number,
            )
            for section, number in waiting.found.left
        ],
        replaces=[
            {
                "key": library.words(f"history.section.{entry.section.slug}"),
                "value": entry.name_in_part(library, here.setting.born_on),
            }
            for entry in here.entries
        ],
        born="" if here.setting.born_on in _births(sheet) else write_day(sheet.born_on),
        seen=_seen(here, waiting),
        action=f"{desk.base}/{IMPORT}/{CHECK}",
    )


async def bring(desk: Desk, sent: Submission) -> Page:
    """Put the file's sheet in the place of the one that lies there, or throw the file away."""
    _keep_to_owner(desk)
    here, now = await desk.open(), desk.visit.now
    waiting = await _waiting(desk, here)
    if waiting is None:  # done already: a second press of the button
        return see_other(desk.base)
    if CANCEL in sent:
        async with desk.writing() as session:
            await delete_draft(session, _owner(desk), _JOURNEY)
        return see_other(desk.base)
    if first(sent, _SEEN) != _seen(here, waiting):
        return await check(desk, changed=True)
    try:
        async with desk.writing() as session:
            done = await replace_answers(
                session,
                desk.holder,
                list(_new_pages(here, waiting)),
                now,
                expected=here.sheet.version if here.sheet else 0,
                keeping={SHOWN},
            )
            if done:
                await delete_draft(session, _owner(desk), _JOURNEY)
    except TooMany:
        return desk.page("full", status=409, back=desk.base)
    return see_other(desk.base) if done else await check(desk, changed=True)


def _keep_to_owner(desk: Desk) -> None:
    """Let nobody replace a sheet who was let in to somebody else's."""
    if not desk.owns:
        raise NotFoundException


def _owner(desk: Desk) -> Owner:
    return Owner(desk.holder.person_id, desk.holder.visit_hash)


def _ask(desk: Desk, strange: Strange | None = None, found: Mistakes | None = None) -> Page:
    library = desk.library
    error = library.words(f"history.import.error.{strange}") if strange else ""
    mistakes = found.found if found else ()
    return desk.page(
        "import",
        status=422 if strange else 200,
        errors=[{"text": error, "href": "#f-file"}] if error else [],
        error=error,
        mistakes=[
            library.words(f"history.import.line.{_kind(one)}", number=one.line, field=one.field)
            for one in mistakes[:MOST_SHOWN]
        ],
        more=library.words("history.import.more", count=len(mistakes) - MOST_SHOWN)
        if len(mistakes) > MOST_SHOWN
        else "",
        action=f"{desk.base}/{IMPORT}",
    )


def _kind(one: Mistake) -> str:
    """Give the words that say what is wrong: of a time or a part of a life, or how it is written."""
    return one.reason or ("field" if one.field else "whole")


async def _waiting(desk: Desk, here: Opened) -> _Waiting | None:
    draft = await load_draft(desk.db, _owner(desk), _JOURNEY, desk.visit.now)
    if draft is None:
        return None
    sheet = _read(draft.answers)
    if isinstance(sheet, Mistakes):  # the format has become stricter meanwhile
        return None
    shown = [
        part
        for part in (parts_of(here.own_record) if here.own_record else [])
        if all_shown(here, (part.first, part.last))
    ]
    return _Waiting(sheet, brought(sheet, _setting(desk, here, sheet), shown), draft.answers)


def _read(text: str) -> HistorySheet | Mistakes:
    return read_sheet(decode_lines(io.BytesIO(text.encode()), LONGEST_LINE))


def _setting(desk: Desk, here: Opened, sheet: HistorySheet) -> Setting:
    """Give what the file's times are read by: the person's own birth date, and those in the file."""
    others = tuple(birth.born_on for birth in sheet.birth_dates)
    setting = setting_of(here.setting.born_on, desk.today, others)
    return replace(setting, events=desk.knowledge.events.months)


def _births(sheet: HistorySheet) -> set[object]:
    return {sheet.born_on, *(birth.born_on for birth in sheet.birth_dates)}


def _seen(here: Opened, waiting: _Waiting) -> str:
    """Name both sheets as they were shown: what another tab changes is asked about again."""
    digest = hashlib.sha256(waiting.text.encode()).hexdigest()
    return f"{here.sheet.version if here.sheet else 0}.{digest}"


def _firsts(found: Brought) -> Iterator[BroughtPage]:
    seen: set[tuple[str, str]] = set()
    for page in found.pages:
        if (page.section, page.entry) not in seen:
            seen.add((page.section, page.entry))
            yield page


def _new_pages(here: Opened, waiting: _Waiting) -> Iterator[NewPage]:
    """Give every page as it is kept: from a file, and after the record where any of it was shown."""
    shown = bool(here.noted(SHOWN))
    for page in waiting.found.pages:
        yield NewPage(
            section=page.section,
            entry=page.entry,
            page=page.page,
            typed=msgspec.json.encode(page.typed, order="sorted").decode(),
            written_by=Writer.IMPORTED,
            record_shown=page.record_shown or shown,
        )
    for section, keys in (
        (UNRECOGNISED, sorted(waiting.sheet.unrecognised)),
        (GAPS, [spelled((one.first, one.last)) for one in waiting.sheet.unremembered]),
    ):
        for key in dict.fromkeys(keys):
            yield NewPage(
                section=section,
                entry=key,
                page=section,
                typed="{}",
                written_by=Writer.IMPORTED,
                record_shown=shown or section == UNRECOGNISED,
            )
