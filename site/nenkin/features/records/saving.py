"""/record/save and what it leads to: a record on paper, and as a file."""

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect

from nenkin.features.records.desk import LARGE, SAVED, Desk, Page
from nenkin.features.records.downloads import write_csv, write_jsonl
from nenkin.features.records.leaflet import EASY
from nenkin.features.records.paper import PLAIN, paper, plain_rows, unclear_paper
from nenkin.law.periods import Record
from nenkin.storage import records
from nenkin.web.access import Access

PERSON: dict[str, Any] = {"access": Access.PERSON}


@get("/record/save", opt=PERSON)
async def save(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Offer paper and files."""
    opened = await desk.open("save")
    return desk.page("save", "print", opened, attention=bool(opened.flags))


@get("/record/print", opt=PERSON)
async def whole(
    desk: NamedDependency[Desk], size: FromQuery[str] = "", words: FromQuery[str] = ""
) -> Response[bytes]:
    """Show the whole record as it is printed: as it is, in large letters, or in easy words."""
    opened = await desk.open("print")
    if words == EASY:
        plain = paper(desk.law, desk.library, opened, PLAIN)
        rows = plain_rows(desk.library, plain)
        return desk.page("paper_plain", "print", opened, view=plain, large=size == LARGE, **rows)
    view = paper(desk.law, desk.library, opened)
    pdf = await desk.pdf("/record/record.pdf", size)
    return desk.page("paper", "print", opened, view=view, large=size == LARGE, pdf=pdf)


@get("/record/record.pdf", opt=PERSON)
async def whole_as_pdf(desk: NamedDependency[Desk], size: FromQuery[str] = "") -> Page:
    """Give the same as a file."""
    opened = await desk.open("pdf", SAVED)
    view = paper(desk.law, desk.library, opened)
    return await desk.file("paper", "record", opened, page="/record/print", size=size, view=view)


@get("/record/unclear", opt=PERSON)
async def unclear(desk: NamedDependency[Desk], size: FromQuery[str] = "") -> Response[bytes]:
    """Show the months to take along as they are printed."""
    opened = await desk.open("unclear")
    view = unclear_paper(desk.library, opened)
    pdf = await desk.pdf("/record/unclear.pdf", size)
    return desk.page("unclear", "print", opened, view=view, large=size == LARGE, pdf=pdf)


@get("/record/unclear.pdf", opt=PERSON)
async def unclear_as_pdf(desk: NamedDependency[Desk], size: FromQuery[str] = "") -> Page:
    """Give the same as a file; where there is no such month, the page says so."""
    opened = await desk.open("unclear-pdf", SAVED)
    if not opened.flags:
        return Redirect("/record/unclear", status_code=303)
    view, page = unclear_paper(desk.library, opened), "/record/unclear"
    return await desk.file("unclear", "unclear", opened, page=page, size=size, view=view)


@get("/record/record.csv", opt=PERSON)
async def as_table(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Give the record as a table for spreadsheets."""
    opened = await desk.open("csv", SAVED)
    text = write_csv(desk.law, desk.library, desk.shelf.grid.marks, opened)
    return _file(text, "text/csv", opened.record, "csv")


@get("/record/record.jsonl", opt=PERSON)
async def as_lines(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Give the record in the open format."""
    await desk.note("jsonl", SAVED)
    record = await records.read_history(desk.db, desk.person.person_id)
    return _file(write_jsonl(record), "application/jsonl; charset=utf-8", record, "jsonl")


def _file(text: str, kind: str, record: Record, ending: str) -> Response[bytes]:
    """Send a file; its name says the day of the data and nothing of the person."""
    name = f"nenkin-record-{record.data_date.isoformat()}.{ending}"
    return Response(
        text.encode(),
        media_type=kind,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


SAVING = (save, whole, whole_as_pdf, unclear, unclear_as_pdf, as_table, as_lines)
