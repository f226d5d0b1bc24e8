"""/record/leaflet: one sheet of what to check (ご確認いただきたい事項, K-25), with what this record has of it.

No amount and no name stands on it: it may be given to anybody, at any counter.
"""

from collections.abc import Mapping
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from nenkin.content.library import Library
from nenkin.features.records.desk import LARGE, Desk, Opened
from nenkin.law.flagging import FlagCode
from nenkin.law.flags import flagged_months
from nenkin.web.access import Access

PERSON: dict[str, Any] = {"access": Access.PERSON}
EASY = "easy"
POINTS = ("gaps", "pay", "names", "books", "next")
_GAPS = frozenset(
    {
        *(FlagCode.UNPAID, FlagCode.PARTIAL_UNPAID, FlagCode.UNINSURED),
        *(FlagCode.THIRD_CATEGORY_GAP, FlagCode.BETWEEN_JOBS),
    }
)


@get("/record/leaflet", opt=PERSON)
async def leaflet(
    desk: NamedDependency[Desk], size: FromQuery[str] = "", words: FromQuery[str] = ""
) -> Response[bytes]:
    """Show the sheet as it is printed: as it is, in large letters, or in easy words."""
    opened = await desk.open("leaflet")
    return desk.page(
        "leaflet",
        "print",
        opened,
        points=points(desk.library, opened, easy=words == EASY),
        easy_words=words == EASY,
        large=size == LARGE,
    )


def points(library: Library, opened: Opened, *, easy: bool) -> list[Mapping[str, str]]:
    """Give the five points, each with what the record has of it, if it has."""
    said, own = library.words, _own(library, opened)
    return [
        {
            "title": said(f"leaflet.{name}.title"),
            "text": said(f"leaflet.{name}.{EASY if easy else 'text'}"),
            "here": said("leaflet.here", what=own[name]) if own.get(name) else "",
        }
        for name in POINTS
    ]


def _own(library: Library, opened: Opened) -> Mapping[str, str]:
    said = library.words
    gaps = len(flagged_months(tuple(one for one in opened.flags if one.code in _GAPS)))
    changes = sum(one.code is FlagCode.PAY_CHANGE for one in opened.flags)
    books = len(opened.record.person.handbooks)
    return {
        "gaps": said("leaflet.months", months=gaps) if gaps else "",
        "pay": said("leaflet.times", count=changes) if changes else "",
        "books": said("leaflet.handbooks", count=books) if books > 1 else "",
    }
