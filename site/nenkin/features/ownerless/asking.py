"""/search: the names and birth dates that were used; those of the history sheet are there already."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery

from nenkin.clock import japanese_day
from nenkin.content.library import Library
from nenkin.features.ownerless.desk import (
    MOST_OTHER_DAYS,
    MOST_OTHER_NAMES,
    Desk,
    Page,
    Sought,
    provide_desk,
    see_other,
)
from nenkin.features.ownerless.forms import BirthForm, NameForm
from nenkin.law.wareki import write_day
from nenkin.web.access import Access
from nenkin.web.forms import Form, Rejected, Trouble, view
from nenkin.web.submissions import Submission, first, without_secrets

BASE = "/search"
NAMES, BIRTHS, CHECK, SLIPS = f"{BASE}/names", f"{BASE}/births", f"{BASE}/check", f"{BASE}/slips"
PERSON: dict[str, Any] = {"access": Access.PERSON}
WRONG = 422
_AT = "at"


@get(NAMES)
async def names(desk: NamedDependency[Desk]) -> Page:
    """Show the names that will be looked for."""
    begun, sheet = await desk.begun(), await desk.sheet()
    now = await desk.sought(begun)
    return desk.page(
        "list",
        what="names",
        unread=_unread(desk, sheet.unread, begun.taken, now),
        number=1,
        own=own_name(now),
        others=[name_words(desk.library, form) for form in now.names],
        more=len(now.names) < MOST_OTHER_NAMES,
        address=NAMES,
        on=BIRTHS,
        back=BASE,
    )


@get(f"{NAMES}/new")
async def ask_name(desk: NamedDependency[Desk], entry: FromQuery[str] = "") -> Page:
    """Ask for one more name; ``entry``: for the reading of one that the history sheet has."""
    said = (await desk.sheet()).unread.get(entry)
    return form_page(desk, NameForm, said, action=_adding(entry if said else ""), back=NAMES)


@post(f"{NAMES}/new")
async def keep_name(
    desk: NamedDependency[Desk],
    submission: NamedDependency[Submission],
    entry: FromQuery[str] = "",
) -> Page:
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
        return form_page(desk, NameForm, form, action=_adding(entry), back=NAMES)
    taken = [*begun.taken, *([entry] if entry in (await desk.sheet()).unread else ())]
    await desk.keep(names=[*begun.names, typed_of(submission)], taken=taken)
    return see_other(NAMES)


@post(f"{NAMES}/remove")
async def remove_name(desk: NamedDependency[Desk], submission: NamedDependency[Submission]) -> Page:
    """Look for one name less."""
    begun = await desk.begun()
    await desk.keep(names=_without(begun.names, first(submission, _AT)))
    return see_other(NAMES)


@get(BIRTHS)
async def births(desk: NamedDependency[Desk]) -> Page:
    """Show the birth dates that will be looked for."""
    now = await desk.sought(await desk.begun())
    return desk.page(
        "list",
        what="births",
        unread=(),
        number=2,
        own=write_day(now.record.person.born_on),
        others=[write_day(day) for day in now.births],
        more=len(now.births) < MOST_OTHER_DAYS,
        address=BIRTHS,
        on=f"{BASE}/on",
        back=NAMES,
    )


@get(f"{BIRTHS}/new")
async def ask_birth(desk: NamedDependency[Desk]) -> Page:
    """Ask for one more birth date."""
    return form_page(desk, BirthForm, None, action=f"{BIRTHS}/new", back=BIRTHS)


@post(f"{BIRTHS}/new")
async def keep_birth(desk: NamedDependency[Desk], submission: NamedDependency[Submission]) -> Page:
    """Keep it, or show it again with what is wrong."""
    form: BirthForm | Rejected = BirthForm.read(submission)
    begun = await desk.begun()
    now = await desk.sought(begun)
    if isinstance(form, BirthForm):
        if len(now.births) >= MOST_OTHER_DAYS:
            form = _wrong(submission, "other_birth", "too-many")
        elif form.other_birth > japanese_day(desk.visit.now):
            form = _wrong(submission, "other_birth", "future")
        elif form.other_birth in now.query.born:
            form = _wrong(submission, "other_birth", "repeated")
    if isinstance(form, Rejected):
        return form_page(desk, BirthForm, form, action=f"{BIRTHS}/new", back=BIRTHS)
    await desk.keep(births=[*begun.births, typed_of(submission)])
    return see_other(BIRTHS)


@post(f"{BIRTHS}/remove")
async def remove_birth(
    desk: NamedDependency[Desk], submission: NamedDependency[Submission]
) -> Page:
    """Look for one birth date less."""
    begun = await desk.begun()
    await desk.keep(births=_without(begun.births, first(submission, _AT)))
    return see_other(BIRTHS)


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


def form_page(
    desk: Desk,
    form: type[Form],
    typed: Submission | Rejected | None,
    *,
    action: str,
    back: str,
    filled: bool = False,
) -> Page:
    """Draw a question; ``filled``: the history sheet has answered it."""
    words, rejected = desk.library.forms[form.words], isinstance(typed, Rejected)
    return desk.page(
        "question",
        status=WRONG if rejected else 200,
        form=view(form, words, typed, heading=form is not NameForm),
        named=form is NameForm,
        birth=form is BirthForm,
        filled=filled,
        action=action,
        back=back,
    )


def typed_of(submission: Submission) -> dict[str, list[str]]:
    """Give what is kept of a form as it was typed."""
    return {
        name: list(said)
        for name, said in without_secrets(submission).items()
        if name not in {"token", _AT}
    }


def _adding(entry: str) -> str:
    """Give the address at which a name is added; ``entry``: the sheet's, whose reading is added."""
    return f"{NAMES}/new?{urlencode({'entry': entry})}" if entry else f"{NAMES}/new"


def _written(said: Submission) -> str:
    return " ".join(filter(None, (first(said, "surname"), first(said, "given-name"))))


def _unread(
    desk: Desk, there: Mapping[str, Submission], taken: Sequence[str], now: Sought
) -> list[Mapping[str, str]]:
    """Give the sheet's names that wait for their reading, each once."""
    new = {
        _written(said): key
        for key, said in there.items()
        if key not in taken and not _is_there(said, now)
    }
    words = desk.library.words
    return [
        {"text": words("search.names.reading-of", name=name), "href": _adding(key)}
        for name, key in new.items()
    ]


def _is_there(said: Submission, now: Sought) -> bool:
    """Whether a name whose reading is missing is looked for already, as another entry has it."""
    whole = first(said, "surname"), first(said, "given-name")
    own = now.query.names[0].family_kanji, ""
    return whole in {own, *((form.surname, form.given_name) for form in now.names)}


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


PAGES: list[Any] = [
    *(names, ask_name, keep_name, remove_name),
    *(births, ask_birth, keep_birth, remove_birth),
]
ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=PAGES,
        dependencies={"desk": Provide(provide_desk)},
        opt=PERSON,
    ),
)
