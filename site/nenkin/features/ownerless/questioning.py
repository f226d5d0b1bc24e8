"""/search/place, work and years: up to three questions that may be skipped.

Which of them are asked follows from what was typed alone; the history sheet answers them first.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nenkin.features.ownerless.asking import BASE, BIRTHS, CHECK, PERSON, form_page, typed_of
from nenkin.features.ownerless.desk import Desk, Page, knowledge, provide_desk, see_other
from nenkin.features.ownerless.forms import PlaceForm, WorkForm, YearsForm
from nenkin.law.ownerless import Query
from nenkin.matching.questions import Question, questions_for
from nenkin.web.forms import Form, Rejected
from nenkin.web.submissions import Submission, first

FORMS: dict[str, type[Form]] = {
    Question.PLACE: PlaceForm,
    Question.WORK: WorkForm,
    Question.YEARS: YearsForm,
}


@get(f"{BASE}/on")
async def go_on(desk: NamedDependency[Desk]) -> Page:
    """Lead to the first question, or to the check page where none is asked."""
    return see_other(await _after(desk, None))


@get("/search/{question:str}")
async def ask(desk: NamedDependency[Desk], question: FromPath[str]) -> Page:
    """Ask one of the three questions."""
    if question not in FORMS:
        raise NotFoundException
    begun = await desk.begun()
    return form_page(
        desk,
        FORMS[question],
        begun.answers.get(question),
        filled=question in begun.filled,
        **_way(question),
    )


@post("/search/{question:str}")
async def answer(
    desk: NamedDependency[Desk],
    question: FromPath[str],
    submission: NamedDependency[Submission],
) -> Page:
    """Keep the answer, or that there is none."""
    if question not in FORMS:
        raise NotFoundException
    typed = typed_of(submission)
    form = FORMS[question]
    if desk.visit.shown_again:
        filled_in = question in (await desk.begun()).filled
        return form_page(desk, form, submission, filled=filled_in, **_way(question))
    (name,) = form.__annotations__
    if not first(typed, name):
        typed = {name: ["none"]}  # nothing was chosen: it is skipped
    if isinstance(form.read(typed), Rejected):  # nothing that this page could have sent
        return see_other(f"{BASE}/{question}")
    begun = await desk.begun()
    filled = [one for one in begun.filled if one != question]
    await desk.keep(answers={**begun.answers, question: typed}, filled=filled)
    return see_other(await _after(desk, Question(question)))


async def asked(query: Query) -> Sequence[Question]:
    """Give the questions that are asked; whether they were answered changes none of them."""
    bare = Query(names=query.names, born=query.born, sex=query.sex)
    return await asyncio.to_thread(lambda: questions_for(bare, knowledge()))


async def _after(desk: Desk, question: Question | None) -> str:
    now = await desk.sought(await desk.begun())
    order = list(Question)
    left = order[order.index(question) + 1 :] if question else order
    wanted = await asked(now.query)
    return next((f"{BASE}/{one}" for one in left if one in wanted), CHECK)


def _way(question: str) -> dict[str, str]:
    before = {
        Question.PLACE: BIRTHS,
        Question.WORK: f"{BASE}/place",
        Question.YEARS: f"{BASE}/work",
    }
    return {"action": f"{BASE}/{question}", "back": before[Question(question)]}


PAGES: list[Any] = [go_on, ask, answer]
ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=PAGES,
        dependencies={"desk": Provide(provide_desk)},
        opt=PERSON,
    ),
)
