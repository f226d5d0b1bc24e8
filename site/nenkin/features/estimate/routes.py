"""/estimate: what a pension will be if all stays as it is, and why."""

from typing import Any

from litestar import Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nenkin.content.library import Library
from nenkin.features.estimate import at_counter, compare, conditions, public, questions
from nenkin.features.estimate.desk import Desk, provide_desk
from nenkin.features.estimate.figures import KINDS, Figure
from nenkin.features.estimate.found import ROUTES as FOUND
from nenkin.features.estimate.past import Today, past_columns, past_rows
from nenkin.features.estimate.result import YEAR, ResultView, axis_of, result_view
from nenkin.features.estimate.why import write_yen
from nenkin.law.months import fiscal_year, month_of
from nenkin.law.wareki import write_fiscal_year
from nenkin.storage import ledger
from nenkin.web.access import Access

PERSON: dict[str, Any] = {"access": Access.PERSON}


@get("/estimate")
async def as_it_is(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Say what the record so far comes to, and what it comes to if all goes on until 60."""
    found = await desk.figures("estimate")
    if isinstance(found, str):
        return _refused(desk, found)
    axis, library = axis_of([one.found for one in found.shown]), desk.library
    views = [
        result_view(library, one.found, one.life, desk.today, axis=axis) for one in found.shown
    ]
    return desk.renderer.page(
        desk.visit,
        "estimate/estimate.html",
        refused="",
        found=found,
        views=views,
        both=[_line(library, *one) for one in zip(found.shown, views, strict=True)],
        year=write_fiscal_year(found.year),
        alone=desk.helped is None,
        above=desk.above,
        questions=library.faq_for("estimate"),
    )


@get("/estimate/why/{kind:str}")
async def why(desk: NamedDependency[Desk], kind: FromPath[str]) -> Response[bytes]:
    """Show every step of one of the figures, with formula, result, article and how sure it is."""
    if kind not in KINDS:
        raise NotFoundException
    found = await desk.figures("why")
    if isinstance(found, str):
        return _refused(desk, found)
    figure = next((one for one in found.shown if one.kind == kind), None)
    if figure is None:
        raise NotFoundException
    return desk.renderer.page(
        desk.visit,
        "estimate/why.html",
        view=result_view(desk.library, figure.found, figure.life, desk.today),
        title=desk.library.phrases[f"estimate.figure.{kind}.title"],
        alone=desk.helped is None,
        above=desk.above,
    )


def _refused(desk: Desk, sentence: str) -> Response[bytes]:
    return desk.renderer.page(
        desk.visit,
        "estimate/estimate.html",
        refused=sentence,
        alone=desk.helped is None,
        above=desk.above,
    )


def _line(library: Library, figure: Figure, view: ResultView) -> tuple[str, ...]:
    words = library.phrases
    return (
        words[f"estimate.figure.{figure.kind}.title"],
        write_yen(library, view.yearly // YEAR),
        write_yen(library, view.yearly),
        words[f"estimate.figure.{figure.kind}.what"],
    )


@get("/estimate/past")
async def past(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Show what the person was told before, and what has changed since."""
    found = await desk.figures("past")
    kept = await ledger.estimates_of(desk.db, desk.person.person_id)
    shown = () if isinstance(found, str) else found.shown
    today = Today(
        desk.law,
        fiscal_year(month_of(desk.today)),
        desk.versions,
        {one.kind: one for one in shown},
    )
    return desk.renderer.page(
        desk.visit,
        "estimate/past.html",
        refused=found if isinstance(found, str) else "",
        columns=past_columns(desk.library),
        rows=past_rows(desk.library, kept, today),
    )


ROUTES = (
    *questions.ROUTES,
    *conditions.ROUTES,
    *FOUND,
    *compare.ROUTES,
    *public.ROUTES,
    *at_counter.routes([as_it_is, why]),
    Router(
        "/",
        route_handlers=[as_it_is, why, past],
        dependencies={"desk": Provide(provide_desk, sync_to_thread=False)},
        opt=PERSON,
    ),
)
