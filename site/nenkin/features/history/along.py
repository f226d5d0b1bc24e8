"""What of a sheet goes along when a counter passes somebody on (相談につなぐ): its words, and its lines."""

from collections.abc import Iterator
from typing import Any

from litestar import Request

from nenkin.features.history.desk import Desk, Opened, made_of
from nenkin.features.history.sections import ALL as SECTIONS
from nenkin.interchange.history_sheets import write_sheet
from nenkin.interchange.sent_requests import Entry, Line, Part
from nenkin.storage.assisted import Assisted


def parts_of(desk: Desk, here: Opened) -> Iterator[Part]:
    """Say each part of a sheet as its person reads it, with where it can be changed."""
    library, born_on = desk.library, here.setting.born_on
    for section in SECTIONS:
        entries = [
            Entry(
                entry.name(library, born_on),
                [Line(row["key"], row["value"]) for row in entry.rows(library, born_on)],
            )
            for entry in here.of(section.slug)
        ]
        if entries:
            title = library.words(f"history.section.{section.slug}")
            yield Part(title, f"{desk.base}/{section.slug}", entries)


async def sheet_at_counter(
    request: Request[Any, Any, Any], counter: Assisted
) -> tuple[list[Part], list[str]]:
    """Give the sheet of whom a clerk helps: in words, and as lines of HISTORY.md; both empty without one."""
    desk = Desk(*made_of(request), counter=counter)
    here = await desk.open()
    if here.sheet is None:
        return [], []
    return list(parts_of(desk, here)), list(write_sheet(here.remembered))
