"""/search/slips/…/more: what is remembered besides (参考情報). It goes to the office and changes no answer."""

import contextlib
from typing import Any

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from nenkin.features.ownerless.asking import PERSON, SLIPS, WRONG
from nenkin.features.ownerless.desk import Desk, Page, provide_desk, see_other
from nenkin.features.ownerless.forms import MemoryForm
from nenkin.features.ownerless.slips import REQUESTS
from nenkin.interchange.receipt_numbers import read
from nenkin.interchange.search_slips import Memory, memory
from nenkin.interchange.sent_requests import Line
from nenkin.law.ownerless import MemoryKind
from nenkin.law.procedures import is_open
from nenkin.storage import audit
from nenkin.storage.cases import find_case
from nenkin.storage.search_memories import MOST, TooMany, drop_memory, keep_memory, memories_of
from nenkin.storage.searches import find_search
from nenkin.web.addresses import id_of
from nenkin.web.forms import Rejected, Trouble, view
from nenkin.web.submissions import Submission, first

REMEMBERED = "ownerless.remembered"
_AT = "at"


@get(f"{SLIPS}/{{number:str}}/more")
async def show(
    desk: NamedDependency[Desk], number: FromPath[str], kept: FromQuery[str] = ""
) -> Page:
    """Show what was added, and ask for more; ``kept``: something has just been added."""
    number, sent = await _find(desk, number)
    return await _page(desk, number, {}, sent=sent, kept=bool(kept))


@post(f"{SLIPS}/{{number:str}}/more")
async def add(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Keep it, or show it again with all that is wrong."""
    number, sent = await _find(desk, number)
    form = MemoryForm.read(submission)
    if isinstance(form, Rejected):
        return await _page(desk, number, form, sent=sent)
    said, me = _memory(desk, form).encoded(), desk.subject
    try:
        async with desk.db.write() as session:
            if await keep_memory(session, me, number, said, desk.visit.now):
                await audit.note(session, desk.did(REMEMBERED, number), desk.visit.now)
    except TooMany:
        full = Rejected(submission, (Trouble("memory", "full"),))
        return await _page(desk, number, full, sent=sent)
    return see_other(f"{SLIPS}/{number}/more?kept=yes")


@post(f"{SLIPS}/{{number:str}}/more/sheet")
async def add_sheet(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Add what the history sheet has of places, employers and ships, as far as there is room."""
    number, _ = await _find(desk, number)
    said = await _of_sheet(desk, number)
    with contextlib.suppress(TooMany):  # another tab has filled it meanwhile
        async with desk.db.write() as session:
            told = [
                await keep_memory(session, desk.subject, number, one, desk.visit.now)
                for one in said
            ]
            if any(told):
                await audit.note(session, desk.did(REMEMBERED, number), desk.visit.now)
    return see_other(f"{SLIPS}/{number}/more?kept=yes")


@post(f"{SLIPS}/{{number:str}}/more/remove")
async def remove(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Take one back; once it was sent, the office has it, and it stays."""
    number, _ = await _find(desk, number)
    memory_id = id_of(first(submission, _AT))
    if memory_id is not None:
        async with desk.db.write() as session:
            await drop_memory(session, desk.subject, number, memory_id)
    return see_other(f"{SLIPS}/{number}/more")


async def _find(desk: Desk, typed: str) -> tuple[str, bool]:
    """Find a search that the office can still be told something about, and whether it was sent."""
    number, me = read(typed), desk.subject
    found = await find_search(desk.db, me, number) if number else None
    if found is None:
        raise NotFoundException
    whole = await find_case(desk.db, me, found.number)
    if not (
        is_open(whole.case.kind, whole.case.state) if whole else found.is_valid(desk.visit.now)
    ):
        raise NotFoundException
    return found.number, whole is not None


def _memory(desk: Desk, form: MemoryForm) -> Memory:
    library, words = desk.library, form.memory
    kind = library.forms[MemoryForm.words].fields["memory_kind"].options[form.memory_kind].label
    if form.memory_when:
        words = library.words("search.memory.line", said=form.memory, when=form.memory_when)
    line = Line(kind, words)
    return Memory(MemoryKind(form.memory_kind), form.memory, form.memory_when, line)


async def _of_sheet(desk: Desk, number: str) -> list[str]:
    """Give what of the sheet has not been added yet, as it is stored, and as far as there is room."""
    there = [one.said for one in await memories_of(desk.db, number)]
    whole = (_memory(desk, form).encoded() for form in (await desk.sheet()).memories)
    new = [said for said in dict.fromkeys(whole) if said not in there]
    return new[: MOST - len(there)]


async def _page(
    desk: Desk, number: str, typed: Submission | Rejected, *, sent: bool, kept: bool = False
) -> Page:
    return desk.page(
        "more",
        status=WRONG if isinstance(typed, Rejected) else 200,
        form=view(MemoryForm, desk.library.forms[MemoryForm.words], typed),
        memories=[
            {"at": str(one.id), "line": memory(one.said).line}
            for one in await memories_of(desk.db, number)
        ],
        written=[memory(said).line for said in await _of_sheet(desk, number)],
        kept=kept,
        sent=sent,
        address=f"{SLIPS}/{number}",
        on=f"{REQUESTS}/{number}" if sent else f"{SLIPS}/{number}/send",
    )


PAGES: list[Any] = [show, add, add_sheet, remove]
ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=PAGES,
        dependencies={"desk": Provide(provide_desk)},
        opt=PERSON,
    ),
)
