"""/staff/practice/…/search: the search, practised with a demonstration person (練習).

The questions are those of the counter, and the practised sheet answers them first. No record is looked
through: which of the three answers there may be is shown, each on the page that the person would see.
"""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from nenkin import paths
from nenkin.features.ownerless import asking, questioning
from nenkin.features.ownerless.answering import check_page, lines_of
from nenkin.features.ownerless.asking import BASE, BIRTHS, CHECK, NAMES, SLIPS, slip_day
from nenkin.features.ownerless.desk import Desk, Page, see_other
from nenkin.features.ownerless.slips import LARGE, OFFICE
from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.duties import Duty
from nenkin.law.periods import Record
from nenkin.matching.found import Answer
from nenkin.storage import sheets
from nenkin.storage.drafts import Owner
from nenkin.storage.ownerless.searching import Store
from nenkin.storage.practice import holder_of, owner_of
from nenkin.storage.searches import VALID
from nenkin.storage.seeding import Sample, samples_by_slug
from nenkin.web.access import Access, exchange_of
from nenkin.web.again import again
from nenkin.web.practice import practice_mark
from nenkin.web.staying import staying

PRACTICE = "/staff/practice"
OPT: dict[str, Any] = {"access": Access.STAFF, "duty": Duty.TRAINING}
ANSWERS = (*map(str, Answer), OFFICE)
_PEOPLE = paths.DATA / "personas"
_NUMBER = "0" * 14  # of a slip that nobody has


@dataclass(frozen=True, slots=True)
class PracticeDesk(Desk):
    """The way to one clerk's practice with one demonstration person, and to no search of anybody's."""

    sample: Sample = field(kw_only=True)

    @property
    def at(self) -> str:
        """Give the address below which it stands."""
        return f"{PRACTICE}/{self.sample.persona.slug}"

    @property
    def alone(self) -> bool:
        """Nothing is sent and nothing stands."""
        return False

    @property
    def owner(self) -> Owner:
        """Give whose draft it is: this visit's of the clerk."""
        return owner_of(self._session, self.sample.persona.slug)

    @property
    def _session(self) -> bytes:
        assert self.visit.staff is not None, "the guard lets nobody else in"
        return self.visit.staff.session

    async def record(self) -> Record:
        """Give the demonstration person's record, from its file."""
        return self.sample.record

    async def record_sought(self) -> Record:
        """Give the same."""
        return self.sample.record

    async def _written(self) -> sheets.Sheet | None:
        holder = holder_of(self._session, self.sample.persona.slug)
        return await sheets.read_sheet(self.db, holder, self.visit.now)

    def store(self) -> AbstractAsyncContextManager[Store | None]:
        """There is none here."""
        return nullcontext()

    def page(self, template: str, status: int = 200, **values: Any) -> Response[bytes]:
        """Draw a page of the search, marked; what leads on there leads on in the practice."""
        above = practice_mark(self.renderer, self.at)
        name = f"ownerless/{template}.html"
        given = {**values, "alone": False, "above": above}
        return self.renderer.page(self.visit, name, status=status, **given)


@get(BASE)
async def start(desk: NamedDependency[Desk]) -> Page:
    """Say what the search is, with the way on."""
    none: Mapping[str, Any] = {"slips": [], "whose": [], "standing": 0, "news": False}
    return desk.page("start", there=True, names=NAMES, address="", address_whose="", **none)


@get(CHECK)
async def check(desk: NamedDependency[Desk]) -> Page:
    """Show what would be looked for."""
    return await check_page(desk, msgspec.structs.replace(await desk.begun(), op=_NUMBER))


@post(CHECK)
async def search(desk: NamedDependency[Desk]) -> Page:  # noqa: ARG001  # by it the answer knows where it stands
    """Look for nothing, and lead to the answers that there may be."""
    return see_other(SLIPS)


@get(SLIPS)
async def answers(desk: NamedDependency[Desk]) -> Page:
    """Show which answers there may be."""
    words = desk.library.words
    items = [
        {"text": words(f"search.answer.{one}.title"), "href": f"{SLIPS}/{one}"} for one in ANSWERS
    ]
    return desk.page("practice_answers", items=items, back=CHECK)


@get(f"{SLIPS}/{{number:str}}")
async def answer(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Show one of them as the person would see it."""
    values = await _values(desk, number)
    given: Mapping[str, Any] = {
        "asked": None,
        "more": False,
        "names": NAMES,
        "births": BIRTHS,
        "inquiry": "",
    }
    return desk.page("slip", **values, **given, back=SLIPS)


@get(f"{SLIPS}/{{number:str}}/print")
async def paper(
    desk: NamedDependency[Desk], number: FromPath[str], size: FromQuery[str] = ""
) -> Page:
    """Show its slip as it would be printed."""
    values = await _values(desk, number)
    address = f"{SLIPS}/{number}"
    return desk.page("paper", **values, back=address, large=size == LARGE, marked=True)


async def _values(desk: Desk, said: str) -> Mapping[str, Any]:
    if said not in ANSWERS:
        raise NotFoundException
    now = await desk.sought(await desk.begun())
    return {
        "answer": said,
        "number": grouped(_NUMBER),
        "until": slip_day(desk.visit.now + VALID),
        "rows": await lines_of(desk, now),
        "memories": [],
        "whose": False,
        "kinds": list(dict.fromkeys(str(one.kind) for one in now.query.names)),
        "days": len(now.query.born) > 1,
        "address": f"{SLIPS}/{said}",
    }


def provide_practice_desk(request: Request[Any, Any, Any]) -> PracticeDesk:
    """Give the desk for one demonstration person; ``NotFoundException`` where there is none such."""
    sample = samples_by_slug(_PEOPLE).get(str(request.path_params["slug"]))
    if sample is None:
        raise NotFoundException
    parts, visit = request.app.state, exchange_of(request).visit
    return PracticeDesk(
        visit, parts.db, parts.renderer, parts.library, parts.settings, sample=sample
    )


_PAGES: list[Any] = [
    *(start, *asking.PAGES, *questioning.PAGES, check, search, answers, answer, paper)
]
ROUTES: tuple[Any, ...] = (
    Router(
        f"{PRACTICE}/{{slug:str}}",
        route_handlers=[
            again(one, PracticeDesk, lambda desk, page: staying(desk.at, BASE)(page))
            for one in _PAGES
        ],
        dependencies={"desk": Provide(provide_practice_desk, sync_to_thread=False)},
        opt=OPT,
    ),
)
