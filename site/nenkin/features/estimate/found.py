"""/estimate/found: what periods that are missing from the record would add (記録が見つかったら)."""

from typing import Any

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nenkin.features.estimate.asking import Page, see_other
from nenkin.features.estimate.finding import MOST, Finder, Listed, provide_finder
from nenkin.features.estimate.found_forms import FoundForm, as_typed
from nenkin.features.estimate.found_words import BASE, beside, cases_of, lines, sentences
from nenkin.features.estimate.result import refusal, result_view
from nenkin.law.changing import put_in
from nenkin.law.estimates import Refused
from nenkin.law.found import Found, Worth, misfits
from nenkin.law.lives import Life
from nenkin.law.months import read_month
from nenkin.law.parameters import NotInForce
from nenkin.law.wareki import write_fiscal_year
from nenkin.web.access import Access
from nenkin.web.forms import Rejected, Trouble, all_wrong, view
from nenkin.web.submissions import Submission

PERSON: dict[str, Any] = {"access": Access.PERSON}
NEW, ANEW, WHY = "new", "anew", "why"
REMOVE = "remove"  # the name of the button
TRIES = 3


@get("/estimate/found", opt=PERSON)
async def overview(finder: NamedDependency[Finder]) -> Page:
    """Show the list with what it adds, and the published cases."""
    listed = await finder.open()
    library, law = finder.desk.library, finder.desk.law
    known, refused = await _known(finder, listed)
    return finder.desk.renderer.page(
        finder.desk.visit,
        "estimate/found.html",
        refused=refused,
        lines=list(lines(library, listed, known)),
        said=list(sentences(library, known)) if known else [],
        beside=list(beside(library, law, known.gains.life, _after(known), known)) if known else [],
        year=write_fiscal_year(finder.year),
        full=len(listed.found) >= MOST,
        cases=cases_of(finder.desk.renderer, library, law),
        base=BASE,
    )


@get("/estimate/found/{slug:str}", opt=PERSON)
async def show(finder: NamedDependency[Finder], slug: FromPath[str]) -> Page:
    """Show one line of the list, an empty one, or every step to the amount."""
    listed = await finder.open()
    if slug == WHY:
        return await _reasons(finder, listed)
    place = _place(listed, slug)
    if place is None and slug != NEW:
        return see_other(BASE)  # it was removed, or begins in another month now
    return _line_page(finder, slug, None if place is None else as_typed(listed.found[place]))


@post("/estimate/found/{slug:str}", opt=PERSON)
async def change(
    finder: NamedDependency[Finder],
    submission: NamedDependency[Submission],
    slug: FromPath[str],
) -> Page:
    """Keep a line, take it out, or throw the list away."""
    if slug == WHY:
        raise NotFoundException
    if slug == ANEW:
        await finder.forget()
        return see_other(BASE)
    for _ in range(TRIES):
        answer = await _changed(finder, submission, slug)
        if answer is not None:
            return answer
    raise NotFoundException  # another tab in the same moment, three times: nobody's hands


async def _changed(finder: Finder, sent: Submission, slug: str) -> Page | None:
    """Change a line; ``None`` where another tab was quicker and all must be looked at again."""
    listed = await finder.open()
    place = _place(listed, slug)
    others = [one for at, one in enumerate(listed.found) if at != place]
    found = others
    if REMOVE not in sent:
        read = FoundForm.read(sent)
        if isinstance(read, Rejected):
            read = all_wrong(
                FoundForm,
                read,
                lambda one: _fitting(finder, listed, [*others, one.found], one, sent),
            )
        else:
            found = [*others, read.found]
            read = _fitting(finder, listed, found, read, sent)
        if isinstance(read, Rejected):
            return _line_page(finder, slug, read)
    if len(found) <= MOST and not await finder.keep(listed, found):
        return None
    return see_other(BASE)


def _fitting(
    finder: Finder, listed: Listed, found: list[Found], read: FoundForm, sent: Submission
) -> FoundForm | Rejected:
    """Refuse a line that cannot be beside the record and the other lines."""
    if read.found in found[:-1]:  # sent twice
        found.pop()
        return read
    wrong = misfits(finder.desk.law, listed.settled, found, len(found) - 1)
    return Rejected(sent, tuple(Trouble(one.field, one.code) for one in wrong)) if wrong else read


def _place(listed: Listed, slug: str) -> int | None:
    if slug == NEW:
        return None
    try:
        return listed.place(read_month(slug))
    except ValueError:
        raise NotFoundException from None


async def _known(finder: Finder, listed: Listed) -> tuple[Worth | None, str]:
    """Give what the list adds, or say why it cannot be worked out."""
    if not listed.found:
        return None, ""
    try:
        return await finder.worth(listed), ""
    except (Refused, NotInForce) as problem:
        return None, refusal(finder.desk.library, problem)


def _after(known: Worth) -> Life:
    """Give the life with all that was found in it, at the least pay."""
    return put_in(known.gains.life, *known.gains.added[0])


async def _reasons(finder: Finder, listed: Listed) -> Page:
    known, _ = await _known(finder, listed)
    if known is None:
        return see_other(BASE)
    desk = finder.desk
    return desk.renderer.page(
        desk.visit,
        "estimate/found_why.html",
        view=result_view(desk.library, known.gains.after[0], _after(known), desk.today),
        base=BASE,
    )


def _line_page(finder: Finder, slug: str, typed: Submission | Rejected | None) -> Page:
    words = finder.desk.library.forms[FoundForm.words]
    rejected = isinstance(typed, Rejected)
    return finder.desk.renderer.page(
        finder.desk.visit,
        "estimate/found_line.html",
        status=422 if rejected else 200,
        form=view(FoundForm, words, typed),
        action=f"{BASE}/{slug}",
        new=slug == NEW,
        back=BASE,
    )


ROUTES: tuple[Any, ...] = (
    Router(
        "/",
        route_handlers=[overview, show, change],
        dependencies={"finder": Provide(provide_finder, sync_to_thread=False)},
    ),
)
