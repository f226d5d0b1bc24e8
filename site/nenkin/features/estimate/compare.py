"""/estimate/compare: up to five saved scenarios side by side (くらべる)."""

from dataclasses import dataclass
from typing import Any

from litestar import Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery

from nenkin.features.estimate.asking import Page, see_other
from nenkin.features.estimate.compare_forms import SaveForm
from nenkin.features.estimate.compare_view import (
    CompareView,
    Named,
    compare_view,
    heads,
    lines,
    start_ages_table,
)
from nenkin.features.estimate.figures import ANSWERS
from nenkin.features.estimate.result import YEAR, refusal
from nenkin.features.estimate.scenarios import (
    KINDS,
    Comparer,
    Saved,
    Shelf,
    provide_comparer,
)
from nenkin.features.estimate.start_ages import AGES, ByAge, by_age
from nenkin.law.dated import NotInForce
from nenkin.law.estimates import Refused
from nenkin.law.wareki import write_fiscal_year
from nenkin.storage import ledger
from nenkin.web.access import Access
from nenkin.web.forms import Rejected, Trouble, view
from nenkin.web.spreadsheets import write_table
from nenkin.web.submissions import Submission, first

PERSON: dict[str, Any] = {"access": Access.PERSON}
BASE = "/estimate/compare"
NUMBER = "number"  # the name of the button that removes
# The kinds of what is kept of amounts without their steps.
SIDE_BY_SIDE, BY_AGE = "side-by-side", "by-age"
TRIES = 3


@dataclass(frozen=True, slots=True)
class Compared:
    """What was saved, worked out; ``refused`` has a name and words for each that cannot be."""

    shelf: Shelf
    shown: tuple[Named, ...]
    refused: tuple[tuple[str, str], ...]
    view: CompareView


@get("/estimate/compare", opt=PERSON)
async def compare(comparer: NamedDependency[Comparer]) -> Response[bytes]:
    """Show everything that was saved, side by side."""
    return _page(comparer, "compare", await _compared(comparer, "compare"))


@get("/estimate/compare/print", opt=PERSON)
async def on_paper(comparer: NamedDependency[Comparer]) -> Response[bytes]:
    """Show the same as it is printed."""
    return _page(comparer, "compare_print", await _compared(comparer, "compare-print"))


@get("/estimate/compare/compare.csv", opt=PERSON)
async def as_table(comparer: NamedDependency[Comparer]) -> Response[bytes]:
    """Give the same as a table for spreadsheets; its name says nothing of the person."""
    found, desk = await _compared(comparer, "compare-csv"), comparer.desk
    text = write_table(heads(desk.library), lines(desk.library, found.shown, desk.today))
    name = f"nenkin-compare-{desk.today.isoformat()}.csv"
    return Response(
        text.encode(),
        media_type="text/csv",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


@get("/estimate/compare/ages", opt=PERSON)
async def start_ages(comparer: NamedDependency[Comparer]) -> Response[bytes]:
    """Show each by the sixteen ages from which it can be claimed."""
    shelf, desk = await comparer.read(), comparer.desk
    asked, shown, refused, told = shelf.asked, [], [], []
    for one in shelf.saved:
        try:
            life, scenario = one.lives(asked)
            found: ByAge = by_age(asked.law, life, scenario, asked.year)
        except (Refused, NotInForce) as problem:
            refused.append((one.name, refusal(desk.library, problem)))
            continue
        shown.append((one.name, found))
        told.append(ledger.of_ages(BY_AGE, found.inputs, found.yearly, desk.versions))
    await comparer.told("compare-ages", told)
    return desk.renderer.page(
        desk.visit,
        "estimate/compare_ages.html",
        table=start_ages_table(desk.library, shown),
        refused=refused,
        some=bool(shown),
        rough=any(found.rough for _, found in shown),
        past=asked.age // YEAR if asked.age > AGES[0] else 0,
        year=write_fiscal_year(asked.year),
        base=BASE,
    )


@get("/estimate/compare/new", opt=PERSON)
async def new(comparer: NamedDependency[Comparer], of: FromQuery[str] = "") -> Response[bytes]:
    """Ask which scenario to save, and under what name."""
    shelf = await comparer.open("compare-new")
    return _asking(comparer, shelf, {"what": [of]} if of in KINDS else None)


@post("/estimate/compare/new", opt=PERSON)
async def save(
    comparer: NamedDependency[Comparer], submission: NamedDependency[Submission]
) -> Page:
    """Save a scenario under its name."""
    for _ in range(TRIES):
        answer = await _saved(comparer, submission)
        if answer is not None:
            return answer
    raise NotFoundException  # another tab in the same moment, three times: nobody's hands


@post("/estimate/compare/remove", opt=PERSON)
async def remove(
    comparer: NamedDependency[Comparer], submission: NamedDependency[Submission]
) -> Page:
    """Throw one away; one that is not there any more is gone as wished."""
    number = first(submission, NUMBER)
    for _ in range(TRIES):
        shelf = await comparer.open("compare-remove")
        rest = [one for one in shelf.saved if str(one.number) != number]
        if len(rest) == len(shelf.saved) or await comparer.keep(shelf, rest):
            return see_other(BASE)
    raise NotFoundException


async def _saved(comparer: Comparer, sent: Submission) -> Page | None:
    """Save what was sent; ``None`` where another tab was quicker and all must be looked at again."""
    shelf = await comparer.open("compare-new")
    read = SaveForm.read(sent)
    if isinstance(read, Rejected):
        return _asking(comparer, shelf, read)
    troubles = []
    saved = None
    here = await comparer.interview.answered(shelf.asked)
    if read.what == ANSWERS and here.progress.next is not None:
        troubles.append(Trouble("what", "not-answered"))
    else:
        saved = await comparer.as_of_now(shelf, here, read.what, read.name)
        if saved is None:
            troubles.append(Trouble("what", "cannot"))
    namesake = next((one for one in shelf.saved if one.name == read.name), None)
    if namesake is not None and saved is not None and _same(namesake, saved):
        return see_other(BASE)  # sent twice
    if namesake is not None:
        troubles.append(Trouble("name", "taken"))
    if troubles or shelf.full or saved is None:
        return _asking(comparer, shelf, Rejected(sent, tuple(troubles)))
    return see_other(BASE) if await comparer.keep(shelf, [*shelf.saved, saved]) else None


def _same(one: Saved, other: Saved) -> bool:
    return (one.kind, one.typed, one.periods) == (other.kind, other.typed, other.periods)


def _asking(
    comparer: Comparer, shelf: Shelf, typed: Submission | Rejected | None
) -> Response[bytes]:
    desk, rejected = comparer.desk, isinstance(typed, Rejected)
    words = desk.library.forms[SaveForm.words]
    return desk.renderer.page(
        desk.visit,
        "estimate/compare_new.html",
        status=422 if rejected else 200,
        form=view(SaveForm, words, typed),
        full=shelf.full,
        base=BASE,
    )


async def _compared(comparer: Comparer, page: str) -> Compared:
    shelf, desk = await comparer.read(), comparer.desk
    shown, refused = [], []
    for one in shelf.saved:
        try:
            shown.append(Named(one.name, one.worked_out(shelf.asked)))
        except (Refused, NotInForce) as problem:
            refused.append((one.name, refusal(desk.library, problem)))
    told = [
        ledger.Shown(
            kind=SIDE_BY_SIDE,
            inputs=one.quick.inputs,
            result=one.quick.amounts.told,
            versions=desk.versions,
        )
        for one in shown
    ]
    await comparer.told(page, told)
    found = compare_view(desk.library, shown, desk.today)
    return Compared(shelf, tuple(shown), tuple(refused), found)


def _page(comparer: Comparer, template: str, found: Compared) -> Response[bytes]:
    desk = comparer.desk
    return desk.renderer.page(
        desk.visit,
        f"estimate/{template}.html",
        view=found.view,
        refused=found.refused,
        saved=[
            {"number": one.number, "name": one.name, "kind": one.kind} for one in found.shelf.saved
        ],
        full=found.shelf.full,
        year=write_fiscal_year(found.shelf.asked.year),
        base=BASE,
    )


ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=[compare, on_paper, as_table, start_ages, new, save, remove],
        dependencies={"comparer": Provide(provide_comparer, sync_to_thread=False)},
    ),
)
