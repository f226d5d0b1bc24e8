"""The sheet on paper, as plain text, and as a file in the open format (interchange/HISTORY.md)."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response

from nenkin.comparison.findings import MonthClass
from nenkin.features.history.authors import Names, author_rows, helper_names
from nenkin.features.history.comparing import COMPARE, compared, finding_view, rows
from nenkin.features.history.desk import ALL, Desk, Opened, Page, see_other
from nenkin.features.history.sections import WHOLE
from nenkin.interchange.history_sheets import write_sheet
from nenkin.law.wareki import write_day
from nenkin.storage.helpers import Power

PRINT, TEXT, FILE, PDF = "print", "sheet.txt", "sheet.jsonl", "sheet.pdf"
LARGE = "large"
_CODE = 8  # characters of the reference code
# Months in which memory and record do not differ, or in which neither tells anything.
AGREEING = frozenset(
    {MonthClass.BOTH, MonthClass.NEITHER, MonthClass.NATIONAL, MonthClass.NOT_COVERED}
)
_WHERE = ("record.print.ask", "history.compare.disputed")
_COLUMNS = ("when", "memory", "record", "both")
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sheet with the name and the answers of each entry."""

    title: str
    entries: Sequence[tuple[str, Pairs]]


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on the paper. Nothing of the record before the person has asked to see it."""

    owner: Pairs
    code: str
    compared: bool
    findings: Sequence[Mapping[str, object]]
    bring: Sequence[str]
    where: Sequence[str]  # to ask, and what can be done where the record itself is disputed
    columns: Sequence[Mapping[str, Any]]
    rows: Sequence[tuple[str, ...]]
    parts: Sequence[Part]


async def as_paper(desk: Desk, size: str) -> Page:
    """Show the sheet as it is printed: all that was written; beside the record once it was shown."""
    found = await _paper(desk)
    if found is None:
        return see_other(desk.base)
    pdf = None  # where others use the machine, no file is spoken of
    if not desk.stays:
        pdf = f"{desk.base}/{PDF}" if await desk.press.ready() else ""
    if pdf and size == LARGE:
        pdf = f"{pdf}?size={LARGE}"
    return desk.page("paper", marked=True, pdf=pdf, **_values(desk, found, size))


async def as_pdf(desk: Desk, size: str) -> Page:
    """Give the same page as a file, each page with its number and the reference code."""
    found = await _paper(desk)
    if found is None:
        return see_other(desk.base)
    return await desk.press.file(
        desk.visit,
        "history/paper.html",
        name=_name(desk),
        day=desk.today,
        page=f"{desk.base}/{PRINT}",
        pdf="",
        **_values(desk, found, size),
    )


def _values(desk: Desk, found: Paper, size: str) -> Mapping[str, Any]:
    """Give what the page for paper is drawn from, and nothing of it for the screen alone."""
    return {
        "base": desk.base,
        "sees": desk.may(Power.SEE_RECORD),
        "large": size == LARGE,
        "paper": found,
        "to_compare": f"{desk.base}/{COMPARE}",
    }


async def as_text(desk: Desk) -> Page:
    """Give the same as text without any form, to be read by any device (文字だけのファイル)."""
    found = await _paper(desk)
    if found is None:
        return see_other(desk.base)
    return _file(desk, "\r\n".join(_lines(desk, found)), "txt", "text/plain")


async def as_file(desk: Desk) -> Page:
    """Give the sheet in the open format, to take along."""
    here = await desk.open()
    if here.sheet is None:
        return see_other(desk.base)
    return _file(
        desk, "".join(write_sheet(here.remembered)), "jsonl", "application/jsonl; charset=utf-8"
    )


async def _paper(desk: Desk) -> Paper | None:
    here = await desk.open()
    if here.sheet is None:
        return None
    words, saw = desk.library.words, desk.may(Power.SEE_RECORD) and here.saw_record(ALL)
    findings: list[Mapping[str, object]] = []
    differing: list[tuple[str, ...]] = []
    if saw:
        await desk.note("history")
        both = await compared(desk, here)
        findings = [finding_view(desk, one) for one in both.found.findings]
        differing = [*rows(desk.library, here, both, without=AGREEING)]
    bring = (words("record.print.bring-always"), *(str(one["bring"]) for one in findings))
    return Paper(
        owner=[
            *_name_of(desk, here),
            (words("history.paper.born"), write_day(here.setting.born_on)),
            (words("history.paper.printed"), write_day(desk.today)),
        ],
        code=_reference(here.sheet.id, here.sheet.version),
        compared=saw,
        findings=findings,
        bring=list(dict.fromkeys(bring)),
        where=[words(name) for name in _WHERE[: 2 if findings else 1]],
        columns=[
            {"text": words(f"history.compare.column-{name}"), "kept": name == "when"}
            for name in _COLUMNS
        ],
        rows=differing,
        parts=list(_parts(desk, here, await helper_names(desk, here))),
    )


def _name_of(desk: Desk, here: Opened) -> Iterator[tuple[str, str]]:
    """Give the record's name; a sheet without an account has none, and a line to write it on."""
    if desk.may(Power.SEE_RECORD):
        person = here.record.person
        yield desk.library.words("history.paper.name"), f"{person.surname} {person.given_name}"
    else:
        yield desk.library.words("history.paper.name"), desk.library.words("history.paper.by-hand")


def _parts(desk: Desk, here: Opened, names: Names) -> Iterator[Part]:
    library, born_on = desk.library, here.setting.born_on
    for section in WHOLE:
        entries = [
            (
                entry.name(library, born_on),
                [
                    *((row["key"], row["value"]) for row in entry.rows(library, born_on)),
                    *author_rows(desk, names, entry),
                ],
            )
            for entry in here.of(section.slug)
        ]
        if entries:
            yield Part(library.words(f"history.section.{section.slug}"), entries)


def _lines(desk: Desk, paper: Paper) -> Iterator[str]:
    words = desk.library.words

    def pairs(found: Pairs) -> Iterator[str]:
        for key, value in found:
            yield words("history.paper.line", key=key, value=value)

    def heading(title: str) -> Iterator[str]:
        yield ""
        yield words("history.paper.heading", title=title)

    yield words("history.title")
    yield words("history.paper.code", code=paper.code)
    yield from pairs(paper.owner)
    if paper.findings:
        yield from heading(words("history.paper.ask"))
        for one in paper.findings:
            yield ""
            yield words("history.paper.line", key=one["about"], value=_spans(one))
            yield f"{one['why']}{one['next']}"
    if paper.compared:
        yield from heading(words("history.paper.differ" if paper.rows else "history.paper.same"))
        names = [column["text"] for column in paper.columns]
        for row in paper.rows:
            yield ""
            yield from pairs(list(zip(names, row, strict=True)))
    for part in paper.parts:
        yield from heading(part.title)
        for name, answers in part.entries:
            yield ""
            yield name
            yield from pairs(answers)
    yield from heading(words("record.bring"))
    yield from paper.bring
    yield from heading(words("record.ask"))
    yield from paper.where
    yield ""


def _spans(one: Mapping[str, object]) -> str:
    spans = one["spans"]
    assert isinstance(spans, list)
    return "、".join(spans)


def _file(desk: Desk, text: str, ending: str, kind: str) -> Response[bytes]:
    return Response(
        text.encode(),
        media_type=kind,
        headers={"content-disposition": f'attachment; filename="{_name(desk)}.{ending}"'},
    )


def _name(desk: Desk) -> str:
    """Name a file by its day and by nothing of the person."""
    return f"nenkin-history-{desk.today:%Y%m%d}"


def _reference(sheet_id: int, version: int) -> str:
    """Give a code by which pages of one printing are known to belong together; it opens nothing."""
    digest = hashlib.sha256(f"{sheet_id}:{version}".encode()).hexdigest().upper()
    return f"{digest[: _CODE // 2]}-{digest[_CODE // 2 : _CODE]}"
