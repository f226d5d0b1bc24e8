"""/helping: whom somebody helps (手伝う), how it begins with a code, and how it ends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from litestar import Request, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.response import Response

from nenkin.content.library import Library
from nenkin.content.mails import write_mail
from nenkin.features.history.desk import Desk, Page, made_of, see_other
from nenkin.features.history.resuming import SIX_WORDS, TOO_MANY, read_code, refused
from nenkin.features.history.sections import SECTIONS
from nenkin.features.history.whose import HELPING, HelpOver
from nenkin.interchange.resume_codes import BETWEEN, CodeWords, Misread
from nenkin.law.wareki import write_day
from nenkin.storage import audit
from nenkin.storage.database import Database
from nenkin.storage.helpers import EndedBy, Power, end
from nenkin.storage.helping import Helping, NotLetIn, begin, find_help, helped_by
from nenkin.storage.person_mails import MailWords
from nenkin.storage.resuming import TooManyTries
from nenkin.web.access import Access, NotSignedIn, exchange_of
from nenkin.web.addresses import id_of
from nenkin.web.dates import EraDate
from nenkin.web.fields import Text, shown_again
from nenkin.web.forms import Form, Rejected, Trouble, html_name, kinds, view
from nenkin.web.refusals import Refused
from nenkin.web.rendering import Renderer
from nenkin.web.submissions import Submission, without_secrets
from nenkin.web.visits import Visit

CODE = f"{HELPING}/code"
PERSON: dict[str, Any] = {"access": Access.PERSON}
OVER = 410
LONGEST_NAME = 20  # characters of what one calls another: 母, 山田のおばさん
VIEWED, ENDED = "help.viewed", "help.ended"
STARTED = "help-begun"  # the mail to whom is helped
POWERS = {Power.WRITE: "write", Power.SEE_RECORD: "record", Power.SEND: "send"}


@dataclass(frozen=True)
class HelpForm(Form):
    """A code, the birth date of whom it is from, and what the helper calls them."""

    words: ClassVar[str] = "helping"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "code": frozenset(
            {"not-a-code", "unproven", *("unknown", "used", "too-late", "own", "ended")}
        ),
        "knows_as": frozenset({"taken"}),
    }

    code: Annotated[str, SIX_WORDS]
    born: Annotated[date, EraDate()]
    knows_as: Annotated[str, Text(LONGEST_NAME)]


@get(HELPING, opt=PERSON)
async def whom(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
    db: NamedDependency[Database],
) -> Page:
    """List whose sheets are open to this visit."""
    found = await helped_by(db, visit.known.account_id, visit.now)
    return renderer.page(
        visit,
        "history/helping.html",
        people=[_person(library, one) for one in found if one.live],
        enter=CODE,
    )


@get(CODE, opt=PERSON)
async def ask_for_code(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
) -> Page:
    """Ask for the words on paper, the birth date of whom they are from, and a name for them."""
    return _page(visit, renderer, library, None)


@post(CODE, opt=PERSON)
async def enter(  # noqa: PLR0917  # what Litestar hands over by name
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
    db: NamedDependency[Database],
    code_words: NamedDependency[CodeWords],
    submission: NamedDependency[Submission],
) -> Page:
    """Open somebody's sheet to this account, or say why the words do not."""
    person = visit.known
    form = HelpForm.read(submission)
    code = read_code(code_words, form, submission)
    if isinstance(form, Rejected) or isinstance(code, Misread):
        return _page(visit, renderer, library, *refused(library, form, code, submission))
    found = await begin(
        db,
        BETWEEN.join(code),
        form.born,
        account_id=person.account_id,
        person_id=person.person_id,
        knows_as=form.knows_as,
        place=visit.address,
        now=visit.now,
        mail=MailWords(STARTED, *write_mail(library, STARTED)),
    )
    if isinstance(found, TooManyTries):
        raise Refused(TOO_MANY)
    if found is NotLetIn.NAME_TAKEN:
        wrong = Trouble("knows_as", "taken")
        return _page(visit, renderer, library, Rejected(submission, (wrong,)))
    if isinstance(found, NotLetIn):
        wrong = Trouble("code", found.name.lower().replace("_", "-"))
        return _page(visit, renderer, library, Rejected(submission, (wrong,)))
    return see_other(f"{HELPING}/{found.id}")


@get("/leave")
async def ask_to_leave(desk: NamedDependency[Desk]) -> Page:
    """Ask whether somebody wants to help no more."""
    return desk.page("help_leave")


@post("/leave")
async def leave(desk: NamedDependency[Desk]) -> Page:
    """End it: only a new code of the person opens the sheet again."""
    assert desk.helping is not None
    async with desk.db.write() as session:
        account_id = desk.person.account_id
        await end(session, desk.helping.id, EndedBy.HELPER, desk.visit.now, account_id=account_id)
        await audit.note(session, desk.event(ENDED, {}), desk.visit.now)
    return see_other(HELPING)


async def provide_sending_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a request for what a helper sends; ``NotFoundException`` where they may not."""
    desk = await provide_helped_desk(request)
    if not desk.sends:
        raise NotFoundException
    return desk


async def provide_helped_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a request for a helped person's sheet; whoever opens it is noted first.

    Raises ``NotFoundException`` where it was never this account's to open, and ``HelpOver``.
    """
    visit = exchange_of(request).visit
    if visit.person is None:
        raise NotSignedIn
    whose, db = id_of(request.path_params["whose"]), request.app.state.db
    helping = whose and await find_help(db, whose, visit.person.account_id, visit.now)
    if not helping:
        raise NotFoundException
    if not helping.live:
        raise HelpOver(helping)
    desk = Desk(*made_of(request), helping=helping)
    if request.method == "GET":
        part = str(request.path_params.get("part", ""))
        seen = {"part": part} if part in SECTIONS else {}
        await audit.append(db, desk.event(VIEWED, seen), visit.now)
    return desk


def show_over(request: Request[Any, Any, Any], failure: HelpOver) -> Response[bytes]:
    """Say that it is over, and give back in words what was typed and is kept nowhere."""
    exchange, parts = exchange_of(request), request.app.state
    page: Response[bytes] = parts.renderer.page(
        exchange.visit,
        "history/help_over.html",
        status=OVER,
        errors=True,
        name=failure.helping.knows_as,
        typed=list(_typed(parts.library, request.path_params, exchange.submission)),
    )
    return page


def _typed(
    library: Library, address: Mapping[str, Any], sent: Submission
) -> Iterator[Mapping[str, str]]:
    section = SECTIONS.get(str(address.get("part", "")))
    form = section.pages.get(str(address.get("page", ""))) if section else None
    if form is None:
        return
    fields, answers = library.forms[form.words].fields, without_secrets(sent)
    for name in kinds(form):
        own = html_name(name)
        texts = [
            text
            for key, values in answers.items()
            if key == own or key.startswith(f"{own}-")
            for text in values
            if text.strip()
        ]
        options = fields[name].options
        said = [options[text].label if text in options else shown_again(text) for text in texts]
        if said:
            yield {"key": fields[name].label, "value": library.words("history.and").join(said)}


def _person(library: Library, one: Helping) -> Mapping[str, str]:
    words = library.words
    may = [words(f"helping.may.{name}") for power, name in POWERS.items() if power in one.powers]
    until = words("helping.until", day=write_day(one.until))
    return {
        "text": words("helping.open", name=one.knows_as),
        "href": f"{HELPING}/{one.id}",
        "hint": words("helping.can", may=words("history.and").join(may), until=until),
    }


def _page(
    visit: Visit,
    renderer: Renderer,
    library: Library,
    typed: Rejected | None,
    wrong: list[str] | None = None,
) -> Response[bytes]:
    words = library.forms[HelpForm.words]
    form = view(HelpForm, words, typed)
    return renderer.page(
        visit,
        "history/help_code.html",
        status=200 if typed is None else 422,
        form=form,
        mistakes=wrong or [],
        action=CODE,
        back=HELPING,
    )


def routes(pages: list[Any], sending: list[Any]) -> tuple[Any, ...]:
    """Give every route: the list, the code, and below each person's id all pages of a sheet.

    ``sending``: the pages of what goes to the office.
    """
    requests = Router(
        "/", route_handlers=sending, dependencies={"desk": Provide(provide_sending_desk)}
    )
    helped = Router(
        f"{HELPING}/{{whose:str}}",
        route_handlers=[*pages, ask_to_leave, leave, requests],
        dependencies={"desk": Provide(provide_helped_desk)},
        exception_handlers={HelpOver: show_over},
        opt=PERSON,
    )
    return (whom, ask_for_code, enter, helped)
