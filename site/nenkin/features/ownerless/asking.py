"""/search: the names and birth dates that were used, and up to three questions that may be skipped."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nenkin.clock import japanese_day
from nenkin.content.library import Library
from nenkin.features.ownerless.desk import (
    MOST_OTHER_DAYS,
    MOST_OTHER_NAMES,
    Desk,
    Page,
    Sought,
    knowledge,
    provide_desk,
    see_other,
)
from nenkin.features.ownerless.forms import BirthForm, NameForm, PlaceForm, WorkForm, YearsForm
from nenkin.law.ownerless import Query
from nenkin.law.wareki import write_day
from nenkin.matching.questions import Question, questions_for
from nenkin.web.access import Access
from nenkin.web.forms import Form, Rejected, Trouble, view
from nenkin.web.submissions import Submission, first, without_secrets

BASE = "/search"
NAMES, BIRTHS, CHECK, SLIPS = f"{BASE}/names", f"{BASE}/births", f"{BASE}/check", f"{BASE}/slips"
PERSON: dict[str, Any] = {"access": Access.PERSON}
WRONG = 422
FORMS: dict[str, type[Form]] = {
    Question.PLACE: PlaceForm,
    Question.WORK: WorkForm,
    Question.YEARS: YearsForm,
}
_AT = "at"


@get(NAMES, opt=PERSON)
async def names(desk: NamedDependency[Desk]) -> Page:
    """Show the names that will be looked for."""
    now = await desk.sought(await desk.begun())
    return desk.page(
        "list",
        what="names",
        number=1,
        own=own_name(now),
        others=[name_words(desk.library, form) for form in now.names],
        more=len(now.names) < MOST_OTHER_NAMES,
        address=NAMES,
        on=BIRTHS,
        back=BASE,
    )


@get(f"{NAMES}/new", opt=PERSON)
async def ask_name(desk: NamedDependency[Desk]) -> Page:
    """Ask for one more name."""
    return _form(desk, NameForm, None, action=f"{NAMES}/new", back=NAMES)


@post(f"{NAMES}/new", opt=PERSON)
async def keep_name(desk: NamedDependency[Desk], submission: NamedDependency[Submission]) -> Page:
    """Keep it, or show it again with all that is wrong."""
    form: NameForm | Rejected = NameForm.read(submission)
    begun = await desk.begun()
    now = await desk.sought(begun)
    if isinstance(form, NameForm):
        if len(now.names) >= MOST_OTHER_NAMES:
            form = _wrong(submission, "surname_kana", "too-many")
        elif _repeats(form, now):
            form = _wrong(submission, "surname_kana", "repeated")
    if isinstance(form, Rejected):
        return _form(desk, NameForm, form, action=f"{NAMES}/new", back=NAMES)
    await desk.keep(names=[*begun.names, _typed(submission)])
    return see_other(NAMES)


@post(f"{NAMES}/remove", opt=PERSON)
async def remove_name(desk: NamedDependency[Desk], submission: NamedDependency[Submission]) -> Page:
    """Look for one name less."""
    begun = await desk.begun()
    await desk.keep(names=_without(begun.names, first(submission, _AT)))
    return see_other(NAMES)


@get(BIRTHS, opt=PERSON)
async def births(desk: NamedDependency[Desk]) -> Page:
    """Show the birth dates that will be looked for."""
    now = await desk.sought(await desk.begun())
    return desk.page(
        "list",
        what="births",
        number=2,
        own=write_day(now.record.person.born_on),
        others=[write_day(day) for day in now.births],
        more=len(now.births) < MOST_OTHER_DAYS,
        address=BIRTHS,
        on=f"{BASE}/on",
        back=NAMES,
    )


@get(f"{BIRTHS}/new", opt=PERSON)
async def ask_birth(desk: NamedDependency[Desk]) -> Page:
    """Ask for one more birth date."""
    return _form(desk, BirthForm, None, action=f"{BIRTHS}/new", back=BIRTHS)


@post(f"{BIRTHS}/new", opt=PERSON)
async def keep_birth(desk: NamedDependency[Desk], submission: NamedDependency[Submission]) -> Page:
    """Keep it, or show it again with what is wrong."""
    form: BirthForm | Rejected = BirthForm.read(submission)
    begun = await desk.begun()
    now = await desk.sought(begun)
    if isinstance(form, BirthForm):
        if len(now.births) >= MOST_OTHER_DAYS:
            form = _wrong(submission, "other_birth", "too-many")
        elif form.other_birth in now.query.born:
            form = _wrong(submission, "other_birth", "repeated")
    if isinstance(form, Rejected):
        return _form(desk, BirthForm, form, action=f"{BIRTHS}/new", back=BIRTHS)
    await desk.keep(births=[*begun.births, _typed(submission)])
    return see_other(BIRTHS)


@post(f"{BIRTHS}/remove", opt=PERSON)
async def remove_birth(
    desk: NamedDependency[Desk], submission: NamedDependency[Submission]
) -> Page:
    """Look for one birth date less."""
    begun = await desk.begun()
    await desk.keep(births=_without(begun.births, first(submission, _AT)))
    return see_other(BIRTHS)


@get(f"{BASE}/on", opt=PERSON)
async def go_on(desk: NamedDependency[Desk]) -> Page:
    """Lead to the first question, or to the check page where none is asked."""
    return see_other(await _after(desk, None))


@get("/search/{question:str}", opt=PERSON)
async def ask(desk: NamedDependency[Desk], question: FromPath[str]) -> Page:
    """Ask one of the three questions."""
    if question not in FORMS:
        raise NotFoundException
    begun = await desk.begun()
    return _form(desk, FORMS[question], begun.answers.get(question), **_way(question))


@post("/search/{question:str}", opt=PERSON)
async def answer(
    desk: NamedDependency[Desk],
    question: FromPath[str],
    submission: NamedDependency[Submission],
) -> Page:
    """Keep the answer, or that there is none."""
    if question not in FORMS:
        raise NotFoundException
    typed = _typed(submission)
    form = FORMS[question]
    (name,) = form.__annotations__
    if not first(typed, name):
        typed = {name: ["none"]}  # nothing was chosen: it is skipped
    if isinstance(form.read(typed), Rejected):  # nothing that this page could have sent
        return see_other(f"{BASE}/{question}")
    begun = await desk.begun()
    await desk.keep(answers={**begun.answers, question: typed})
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


def own_name(now: Sought) -> str:
    """Give the name of today, with its reading."""
    person = now.record.person
    kana = f"{person.surname_kana} {person.given_name_kana}"
    return f"{person.surname} {person.given_name}（{kana}）"


def name_words(library: Library, form: NameForm) -> str:
    """Give a name that was typed, with why it was used."""
    kind = library.forms[NameForm.words].fields["name_kind"].options[form.name_kind].label
    written = " ".join(filter(None, (form.surname, form.given_name)))
    kana = " ".join(filter(None, (form.surname_kana, form.given_name_kana)))
    whole = f"{written}（{kana}）" if written and kana else written or kana
    return library.words("search.name", name=whole, kind=kind)


def slip_day(moment: datetime) -> str:
    """Give a day in Japan, in both calendars."""
    return write_day(japanese_day(moment))


def _form(
    desk: Desk, form: type[Form], typed: Submission | Rejected | None, *, action: str, back: str
) -> Page:
    words, rejected = desk.library.forms[form.words], isinstance(typed, Rejected)
    return desk.page(
        "question",
        status=WRONG if rejected else 200,
        form=view(form, words, typed, heading=form is not NameForm),
        named=form is NameForm,
        birth=form is BirthForm,
        action=action,
        back=back,
    )


def _typed(submission: Submission) -> dict[str, list[str]]:
    return {
        name: list(said)
        for name, said in without_secrets(submission).items()
        if name not in {"token", _AT}
    }


def _wrong(submission: Submission, field: str, code: str) -> Rejected:
    return Rejected(submission, (Trouble(field, code),))


def _repeats(form: NameForm, now: Sought) -> bool:
    own = now.query.names[0]

    def whole(name: Any) -> tuple[str, ...]:
        return (
            name.family_kana or own.family_kana,
            name.given_kana or own.given_kana,
            name.family_kanji or own.family_kanji,
            name.given_kanji or own.given_kanji,
        )

    return whole(form.sought) in {whole(name) for name in now.query.names}


def _without(there: Sequence[Submission], at: str) -> list[Submission]:
    return [one for place, one in enumerate(there) if str(place) != at]


ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=[
            *(names, ask_name, keep_name, remove_name),
            *(births, ask_birth, keep_birth, remove_birth, go_on, ask, answer),
        ],
        dependencies={"desk": Provide(provide_desk, sync_to_thread=False)},
    ),
)
