"""/search/slips: the answer of a search, the slip to print, and how far the office has come with it."""

from collections.abc import Mapping
from typing import Any

from litestar import Router, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from nenkin.features.ownerless.asking import BASE, BIRTHS, NAMES, PERSON, SLIPS
from nenkin.features.ownerless.desk import Desk, Page, provide_desk
from nenkin.interchange.receipt_numbers import grouped, read
from nenkin.interchange.search_slips import decoded, memory
from nenkin.law.procedures import is_open
from nenkin.law.wareki import write_day
from nenkin.storage.cases import find_case
from nenkin.storage.search_memories import memories_of
from nenkin.storage.searches import Search, find_search

OFFICE = "office"  # the answer is given there, and not on screen
LARGE = "large"
REQUESTS, INQUIRY, HISTORY = "/requests", "/requests/new", "/history"


@get(f"{SLIPS}/{{number:str}}")
async def slip(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Show the answer, what it means, and what to do."""
    found = await find(desk, number)
    asked = await _asked(desk, found.number)
    return desk.page(
        "slip",
        **await _values(desk, found),
        asked=asked,
        more=asked is None or asked["open"],
        names=NAMES,
        births=BIRTHS,
        inquiry=INQUIRY if await desk.has_sheet() else HISTORY,
        back=BASE,
    )


@get(f"{SLIPS}/{{number:str}}/print")
async def on_paper(
    desk: NamedDependency[Desk], number: FromPath[str], size: FromQuery[str] = ""
) -> Page:
    """Show the slip as it is printed."""
    found = await find(desk, number)
    address = f"{SLIPS}/{found.number}"
    values = await _values(desk, found)
    return desk.page("paper", **values, back=address, large=size == LARGE, marked=True)


async def find(desk: Desk, typed: str) -> Search:
    """Find one of the person's own searches whose slip is valid; raises ``NotFoundException``."""
    number = read(typed)
    found = await find_search(desk.db, desk.subject, number) if number else None
    if found is None or not found.is_valid(desk.visit.now):
        raise NotFoundException
    return found


async def _asked(desk: Desk, number: str) -> Mapping[str, Any] | None:
    """Say how far the case of a slip has come, where it was sent."""
    whole = await find_case(desk.db, desk.subject, number)
    if whole is None:
        return None
    case, words = whole.case, desk.library.words
    state = words(f"request.state.{case.kind}.{case.state}.title")
    name = "what" if is_open(case.kind, case.state) else "over"
    return {
        "what": words(f"search.sent.{name}", state=state),
        "href": f"{REQUESTS}/{number}",
        "open": is_open(case.kind, case.state),
    }


async def _values(desk: Desk, found: Search) -> Mapping[str, Any]:
    kept = decoded(found.typed)
    return {
        "answer": str(found.answer) if found.answer else OFFICE,
        "number": grouped(found.number),
        "until": write_day(found.valid_until),
        "rows": kept.lines,
        "memories": [memory(one.said).line for one in await memories_of(desk.db, found.number)],
        "whose": bool(kept.whose),
        "kinds": list(dict.fromkeys(one["kind"] for one in kept.names)),
        "days": len(kept.births) > 1,
        "address": f"{SLIPS}/{found.number}",
    }


PAGES: list[Any] = [slip, on_paper]
ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=PAGES,
        dependencies={"desk": Provide(provide_desk)},
        opt=PERSON,
    ),
)
