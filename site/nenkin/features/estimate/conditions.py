"""/estimate/conditions: an estimate by a table of periods that can be edited (くわしい条件)."""

from collections.abc import Iterator, Mapping
from typing import Any

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nenkin.content.library import Library
from nenkin.features.estimate.asking import Page, see_other
from nenkin.features.estimate.condition_forms import PeriodForm, as_typed
from nenkin.features.estimate.planning import MOST, Plan, Planner, provide_planner
from nenkin.features.estimate.result import YEAR, refusal, result_view
from nenkin.features.estimate.why import write_yen
from nenkin.law.conditions import Period, Way, misfits
from nenkin.law.estimates import Refused
from nenkin.law.lives import Scenario
from nenkin.law.months import read_month, spell
from nenkin.law.parameters import NotInForce
from nenkin.law.wareki import write_fiscal_year, write_month_both
from nenkin.web.access import Access
from nenkin.web.forms import Rejected, Trouble, all_wrong, view
from nenkin.web.submissions import Submission

PERSON: dict[str, Any] = {"access": Access.PERSON}
BASE = "/estimate/conditions"
NEW, ANEW, RESULT, WHY = "new", "anew", "result", "why"
REMOVE = "remove"  # the name of the button
TRIES = 3


@get("/estimate/conditions", opt=PERSON)
async def table(planner: NamedDependency[Planner]) -> Page:
    """Show the whole table, and what it does not go together with."""
    library, refused, wrong = planner.desk.library, "", ""
    try:
        plan = await planner.open()
    except (Refused, NotInForce) as problem:
        return _table(planner, None, refused=refusal(library, problem))
    try:
        plan.worked_out()
    except (Refused, NotInForce) as problem:
        said = refusal(library, problem)
        if isinstance(problem, NotInForce) or plan.asked.hopeless:
            refused = said
        else:
            wrong = said
    return _table(planner, plan, refused=refused, wrong=wrong)


@get("/estimate/conditions/{slug:str}", opt=PERSON)
async def show(planner: NamedDependency[Planner], slug: FromPath[str]) -> Page:
    """Show one line of the table, an empty one, or what the table comes to."""
    if slug in {RESULT, WHY}:
        return await _worked_out(planner, slug)
    plan = await _plan(planner)
    if plan is None:
        return see_other(BASE)
    place = _place(plan, slug)
    if place is None and slug != NEW:
        return see_other(BASE)  # it was removed, or begins in another month now
    typed = None if place is None else as_typed(plan.periods[place])
    return _line_page(planner, slug, typed)


@post("/estimate/conditions/{slug:str}", opt=PERSON)
async def change(
    planner: NamedDependency[Planner],
    submission: NamedDependency[Submission],
    slug: FromPath[str],
) -> Page:
    """Keep a line, take it out, or begin anew."""
    if slug in {RESULT, WHY}:
        raise NotFoundException
    if slug == ANEW:
        await planner.forget()
        return see_other(BASE)
    for _ in range(TRIES):
        answer = await _changed(planner, submission, slug)
        if answer is not None:
            return answer
    raise NotFoundException  # another tab in the same moment, three times: nobody's hands


async def _changed(planner: Planner, sent: Submission, slug: str) -> Page | None:
    """Change a line; ``None`` where another tab was quicker and all must be looked at again."""
    plan = await _plan(planner)
    if plan is None:
        return see_other(BASE)
    place = _place(plan, slug)
    others = [one for at, one in enumerate(plan.periods) if at != place]
    periods = others
    if REMOVE not in sent:
        read = PeriodForm.read(sent)
        if isinstance(read, Rejected):
            read = all_wrong(
                PeriodForm, read, lambda one: _fitting(plan, [*others, one.period], one, sent)
            )
        else:
            periods = [*others, read.period]
            read = _fitting(plan, periods, read, sent)
        if isinstance(read, Rejected):
            return _line_page(planner, slug, read)
    if len(periods) <= MOST and not await planner.keep(plan, periods):
        return None
    return see_other(BASE)


def _fitting(
    plan: Plan, periods: list[Period], read: PeriodForm, sent: Submission
) -> PeriodForm | Rejected:
    """Refuse a line that cannot be beside the record and the other lines."""
    if read.period in periods[:-1]:  # sent twice
        periods.pop()
        return read
    found = misfits(plan.asked.law, plan.asked.settled, periods, len(periods) - 1)
    return Rejected(sent, tuple(Trouble(one.field, one.code) for one in found)) if found else read


async def _plan(planner: Planner) -> Plan | None:
    """Give the table, or ``None`` where the first page says why there is none."""
    try:
        return await planner.open()
    except (Refused, NotInForce):
        return None


def _place(plan: Plan, slug: str) -> int | None:
    if slug == NEW:
        return None
    try:
        return plan.find(read_month(slug))
    except ValueError:
        raise NotFoundException from None


async def _worked_out(planner: Planner, slug: str) -> Page:
    try:
        plan = await planner.open()
        figure = plan.worked_out()
    except (Refused, NotInForce):
        return see_other(BASE)
    library = planner.desk.library
    await planner.desk.keep([figure])
    return planner.desk.renderer.page(
        planner.desk.visit,
        f"estimate/conditions_{slug}.html",
        view=result_view(library, figure.found, figure.life, planner.desk.today),
        year=write_fiscal_year(plan.asked.year),
        missing=plan.asked.missing(plan.answers, figure.life),
        claimed=_claimed(library, figure.scenario),
        lines=[_cells(library, one) for one in plan.periods],
        base=BASE,
    )


def _table(planner: Planner, plan: Plan | None, *, refused: str, wrong: str = "") -> Page:
    library = planner.desk.library
    return planner.desk.renderer.page(
        planner.desk.visit,
        "estimate/conditions.html",
        status=422 if wrong else 200,
        refused=refused,
        errors=[{"text": wrong, "href": "/estimate/questions"}] if wrong else [],
        lines=list(_lines(library, plan)) if plan else [],
        claimed=_claimed(library, plan.scenario) if plan else "",
        full=plan is not None and len(plan.periods) >= MOST,
        begun=plan is not None and plan.draft is not None,
        base=BASE,
    )


def _line_page(planner: Planner, slug: str, typed: Submission | Rejected | None) -> Page:
    words = planner.desk.library.forms[PeriodForm.words]
    rejected = isinstance(typed, Rejected)
    return planner.desk.renderer.page(
        planner.desk.visit,
        "estimate/conditions_line.html",
        status=422 if rejected else 200,
        form=view(PeriodForm, words, typed),
        action=f"{BASE}/{slug}",
        new=slug == NEW,
        back=BASE,
    )


def _lines(library: Library, plan: Plan) -> Iterator[Mapping[str, object]]:
    for one in plan.periods:
        yield {
            "name": library.words(
                "conditions.months",
                first=write_month_both(one.first),
                last=write_month_both(one.last),
            ),
            "cells": _cells(library, one),
            "href": f"{BASE}/{spell(one.first)}",
        }


def _cells(library: Library, one: Period) -> tuple[str, ...]:
    employed = one.way is Way.EMPLOYEE
    amounts = (one.pay, one.bonus) if employed else ()
    said = [
        library.phrases["conditions.as-now"] if yen is None else write_yen(library, yen)
        for yen in amounts
    ] or [library.phrases["conditions.none"]] * 2
    way = library.forms[PeriodForm.words].fields["way"].options[one.way].label
    return (write_month_both(one.first), write_month_both(one.last), way, *said)


def _claimed(library: Library, scenario: Scenario) -> str:
    return library.words(
        "conditions.claimed",
        basic=_age(library, scenario.basic),
        employees=_age(library, scenario.employees),
    )


def _age(library: Library, age: int) -> str:
    years, months = divmod(age, YEAR)
    name = "estimate.age-months" if months else "estimate.age"
    return library.words(name, years=years, months=months)


ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=[table, show, change],
        dependencies={"planner": Provide(provide_planner, sync_to_thread=False)},
    ),
)
