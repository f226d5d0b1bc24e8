"""/estimate/questions: an estimate by answers to questions (質問に答えて)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery

from nenkin.content.library import Library
from nenkin.features.estimate.asking import (
    BASE,
    CHECK,
    RESULT,
    Answered,
    Interview,
    Page,
    onward,
    place_of,
    provide_interview,
    see_other,
)
from nenkin.features.estimate.result import refusal, result_view
from nenkin.law.dated import NotInForce
from nenkin.law.estimates import Refused
from nenkin.law.lives import AT_65
from nenkin.law.wareki import write_day, write_fiscal_year
from nenkin.web.access import Access
from nenkin.web.forms import Form, kinds
from nenkin.web.submissions import Submission

PERSON: dict[str, Any] = {"access": Access.PERSON}
_YEN = frozenset({"pay", "bonus", "later_pay", "wage_at_60"})
_AGES = frozenset({"until", "later_until"})
_TWO_BOXES = ("basic", "employees", "seeking")


@get("/estimate/questions", opt=PERSON)
async def start(interview: NamedDependency[Interview]) -> Page:
    """Say what will be asked, and where one left off."""
    here = await interview.open("questions")
    refused = ""
    try:
        here.asked.worked_out({})
    except (Refused, NotInForce) as problem:  # whatever is answered, nothing can be worked out
        refused = refusal(interview.desk.library, problem)
    return interview.desk.renderer.page(
        interview.desk.visit,
        "estimate/start.html",
        refused=refused,
        begun=here.draft is not None,
        onward=onward(here.progress),
        action=f"{BASE}/anew",
    )


@get("/estimate/questions/{slug:str}", opt=PERSON)
async def show(
    interview: NamedDependency[Interview], slug: FromPath[str], again: FromQuery[str] = ""
) -> Page:
    """Show a question, or one of the pages after the last."""
    if slug in PAGES:
        return await PAGES[slug](interview)
    return await interview.show(slug, again=bool(again))


@post("/estimate/questions/{slug:str}", opt=PERSON)
async def answer(
    interview: NamedDependency[Interview],
    submission: NamedDependency[Submission],
    slug: FromPath[str],
) -> Page:
    """Keep an answer, or begin anew."""
    if slug == "anew":
        await interview.forget()
        return see_other(BASE)
    return await interview.answer(slug, submission)


async def check(interview: Interview) -> Page:
    """Show all answers once more, and what they do not go together with."""
    here = await interview.open("questions")
    if here.progress.next is not None:
        return see_other(onward(here.progress))
    errors = []
    try:
        here.asked.worked_out(here.progress.answered)
    except (Refused, NotInForce) as problem:
        if here.asked.hopeless:
            return see_other(BASE)  # which says why
        errors = [_error(interview.desk.library, here, problem)]
    return interview.desk.renderer.page(
        interview.desk.visit,
        "estimate/check.html",
        status=422 if errors else 200,
        rows=list(rows(interview.desk.library, here)),
        errors=errors,
        back=f"{BASE}/{here.progress.path[-1].slug}",
        onward=RESULT,
    )


async def result(interview: Interview) -> Page:
    """Show what the answers come to; the answers stay, so that they can be changed."""
    return await _worked_out(interview, "by_answers")


async def reasons(interview: Interview) -> Page:
    """Show every step to what the answers come to."""
    return await _worked_out(interview, "why_answers")


async def _worked_out(interview: Interview, template: str) -> Page:
    desk = interview.desk
    here = await interview.open("answers")
    if here.progress.next is not None:
        return see_other(onward(here.progress))
    try:
        figure = here.asked.worked_out(here.progress.answered)
    except (Refused, NotInForce):
        return see_other(CHECK)
    await desk.keep([figure])
    return desk.renderer.page(
        desk.visit,
        f"estimate/{template}.html",
        view=result_view(desk.library, figure.found, figure.life, desk.today),
        missing=here.asked.missing(here.progress.answered, figure.life),
        assumed=list(dict.fromkeys(assumed(desk.library, here))),
        year=write_fiscal_year(here.asked.year),
        check=CHECK,
        result=RESULT,
        why_href=f"{BASE}/why",
    )


def rows(library: Library, here: Answered) -> Iterator[Mapping[str, str]]:
    """Give each answer with the page on which it can be changed."""
    for step in here.progress.path:
        form = here.progress.answered[step.slug]
        yield {
            "key": library.words(f"future.short.{step.slug}"),
            "value": said(library, form),
            "href": f"{BASE}/{step.slug}?again=yes",
        }


def assumed(library: Library, here: Answered) -> Iterator[str]:
    """Say what was taken for each answer that was left to «I do not know»."""
    for slug, form in here.progress.answered.items():
        if next(iter(vars(form).values())) is None:
            yield library.words(f"future.assumed.{slug}")
    future = here.asked.future(here.progress.answered)
    if future.bonus:
        yield library.words("future.assumed.halves")
    if future.basic is not None and future.basic < AT_65:
        yield library.words("future.assumed.together")


def said(library: Library, form: Form) -> str:
    """Say one page's answer back as it was understood."""
    words, values = library.forms[form.words], vars(form)
    first = next(iter(values))
    if values[first] is None:
        return library.words("future.not-known")
    for name in _TWO_BOXES:
        if first == f"{name}_years":
            age = _age(library, values[first], values[f"{name}_months"])
            days = values.get(f"{name}_days")
            return library.words("future.age-days", age=age, days=days) if days else age
    parts = []
    for name in kinds(type(form)):
        value = values[name]
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if isinstance(value, date):
            parts.append(write_day(value))
        elif name in _YEN:
            parts.append(library.words("future.yen", yen=f"{value:,}"))
        elif name in _AGES:
            parts.append(_age(library, value, 0))
        elif value is not None:
            parts.append(words.fields[name].options[value].label)
    return library.words("future.and").join(parts)


def _age(library: Library, years: int, months: int) -> str:
    name = "future.age-months" if months else "future.age"
    return library.words(name, years=years, months=months)


def _error(library: Library, here: Answered, problem: Refused | NotInForce) -> Mapping[str, str]:
    """Say what does not go together, with the question at which it can be put right."""
    for step in here.progress.path:
        if isinstance(problem, NotInForce):
            break
        trouble = place_of(problem, step.form, vars(here.progress.answered[step.slug]))
        if trouble is not None:
            fields = library.forms[step.form.words].fields
            return {
                "text": fields[trouble.field].errors[trouble.code],
                "href": f"{BASE}/{step.slug}?again=yes",
            }
    return {
        "text": refusal(library, problem),
        "href": f"{BASE}/{here.progress.path[-1].slug}?again=yes",
    }


# The router takes no fixed part beside a variable one, so these are told apart here.
PAGES = {"check": check, "result": result, "why": reasons}

ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=[start, show, answer],
        dependencies={"interview": Provide(provide_interview, sync_to_thread=False)},
    ),
)
