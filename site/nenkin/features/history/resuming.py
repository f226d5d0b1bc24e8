"""/resume: to go on with a sheet by its resume code (復帰コード), and the page that gives the code."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery
from litestar.response import Response

from nenkin.clock import JAPAN
from nenkin.content.library import Library
from nenkin.features.history.desk import Desk, Page, provide_desk, see_other
from nenkin.features.history.entries import BASE
from nenkin.interchange.codes import Code, mistaken, taken_for
from nenkin.interchange.resume_codes import BETWEEN, WORDS, CodeWords, Misread, make, read
from nenkin.law.wareki import write_day
from nenkin.storage.database import Database
from nenkin.storage.resume_visits import leave, stay, take_along
from nenkin.storage.resuming import (
    TooManyTries,
    code_of,
    give_code,
    resume,
    revoke_code,
)
from nenkin.web.access import Access
from nenkin.web.addresses import own_path
from nenkin.web.dates import EraDate
from nenkin.web.fields import Text
from nenkin.web.forms import Form, Rejected, Trouble, view
from nenkin.web.refusals import Refused
from nenkin.web.rendering import Renderer
from nenkin.web.submissions import Submission, first
from nenkin.web.visits import Visit

ADDRESS = "/resume"
CODE = f"{BASE}/resume-code"
OPEN: dict[str, Any] = {"access": Access.EVERYBODY}
GUESTS: dict[str, Any] = {"access": Access.PERSON, "guests": True}
_MOST = 200  # characters of a typed code: six words, however they are divided
SIX_WORDS = Text(_MOST, mistaken=taken_for(Code.RESUME_CODE), own_codes=mistaken(Code.RESUME_CODE))
_LONGEST_SAID = 20  # characters of a word that is not known, when it is said back
TOO_MANY = 429
REVOKE = "revoke"


@dataclass(frozen=True)
class ResumeForm(Form):
    """A code and the birth date it was made for."""

    words: ClassVar[str] = "resume"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "code": frozenset({"not-a-code", "unproven", "nothing-found"})
    }

    code: Annotated[str, SIX_WORDS]
    born: Annotated[date, EraDate(autocomplete="bday")]


@get(ADDRESS, opt=OPEN)
async def ask_for_code(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
    left: FromQuery[str] = "",
    ended: FromQuery[str] = "",
) -> Page:
    """Ask for the code and the birth date; ``left``, ``ended``: why a visit is over."""
    if visit.person is not None:
        return see_other(BASE)
    over = "left" if left else "ended" if ended else ""
    return _page(visit, renderer, library, None, over=over)


@post(ADDRESS, opt=OPEN)
async def enter(  # noqa: PLR0917  # what Litestar hands over by name
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
    db: NamedDependency[Database],
    code_words: NamedDependency[CodeWords],
    submission: NamedDependency[Submission],
) -> Page:
    """Let the visit in to what was typed, or say what is wrong with the code."""
    if visit.person is not None:
        return see_other(BASE)
    form = ResumeForm.read(submission)
    code = read_code(code_words, form, submission)
    if isinstance(form, Rejected) or isinstance(code, Misread):
        return _page(visit, renderer, library, *refused(library, form, code, submission))
    # A new cookie: whoever knows the old one does not come in along with this visit.
    before = visit.visit_id
    visit.renew()
    found = await resume(
        db,
        BETWEEN.join(code),
        form.born,
        cookie=visit.begin(),
        place=visit.address,
        now=visit.now,
    )
    if isinstance(found, TooManyTries):
        raise Refused(TOO_MANY)
    if found is None:
        rejected = Rejected(submission, (Trouble("code", "nothing-found"),))
        return _page(visit, renderer, library, rejected)
    if before is not None and await take_along(db, before, visit.begin(), visit.now):
        return see_other("/sign-in/unsent")
    return see_other(BASE)


@post(f"{ADDRESS}/extend", opt=GUESTS)
async def extend(
    visit: NamedDependency[Visit],
    db: NamedDependency[Database],
    submission: NamedDependency[Submission],
) -> Page:
    """Give more time, and lead back to the page."""
    if visit.visit_id is not None:
        await stay(db, visit.visit_id, visit.now)
    return see_other(own_path(first(submission, "back")) or BASE)


@post(f"{ADDRESS}/leave", opt=OPEN)
async def end(visit: NamedDependency[Visit], db: NamedDependency[Database]) -> Page:
    """End this visit's way in: the next one at this device must not find the sheet."""
    if visit.visit_id is not None:
        async with db.write() as session:
            await leave(session, visit.visit_id)
    visit.renew()
    return see_other(f"{ADDRESS}?left=yes")


@get(CODE, opt=GUESTS)
async def show_code(desk: NamedDependency[Desk]) -> Page:
    """Say what the code is for, and whether there is one; the words themselves are shown once."""
    _keep_to_owner(desk)
    here = await desk.open()
    given = await code_of(desk.db, desk.holder)
    return desk.page(
        "resume_code",
        begun=here.sheet is not None,
        since=write_day(given.at.astimezone(JAPAN).date()) if given else "",
        used=write_day(given.used_at.astimezone(JAPAN).date()) if given and given.used_at else "",
        code=(),
    )


@post(CODE, opt=GUESTS)
async def change_code(
    desk: NamedDependency[Desk],
    code_words: NamedDependency[CodeWords],
    submission: NamedDependency[Submission],
) -> Page:
    """Make a new code, which replaces the one before, or take it back."""
    _keep_to_owner(desk)
    here = await desk.open()
    if REVOKE in submission and desk.guest is None:
        async with desk.db.write() as session:
            await revoke_code(session, desk.holder)
        return see_other(CODE)
    code = make(code_words, secrets.randbelow)
    born_on = here.setting.born_on
    async with desk.db.write() as session:
        kept = await give_code(session, desk.holder, BETWEEN.join(code), born_on, desk.visit.now)
    if not kept:
        return see_other(CODE)
    if desk.guest is not None:  # the new code has put this very visit out: in again, with it
        await _in_again(desk, BETWEEN.join(code))
    return desk.page(
        "resume_code",
        begun=True,
        since=write_day(desk.visit.now.astimezone(JAPAN).date()),
        used="",
        code=code,
        born=write_day(born_on),
    )


def _keep_to_owner(desk: Desk) -> None:
    """Let nobody change the code of somebody's sheet who came in with it."""
    if not desk.owns:
        raise NotFoundException


async def _in_again(desk: Desk, code: str) -> None:
    visit = desk.visit
    found = await resume(
        desk.db,
        code,
        desk.born_on,
        cookie=visit.begin(),
        place=visit.address,
        now=visit.now,
    )
    if isinstance(found, TooManyTries):
        raise Refused(TOO_MANY)


def _page(
    visit: Visit,
    renderer: Renderer,
    library: Library,
    typed: Rejected | None,
    wrong: list[str] | None = None,
    *,
    over: str = "",
) -> Response[bytes]:
    words = library.forms[ResumeForm.words]
    form = view(ResumeForm, words, typed)
    return renderer.page(
        visit,
        "history/resume.html",
        status=200 if typed is None else 422,
        form=form,
        mistakes=wrong or [],
        action=ADDRESS,
        over=over,
    )


def read_code(
    code_words: CodeWords, form: Form | Rejected, submission: Submission
) -> tuple[str, ...] | Misread:
    """Read the words of a code, however they are divided; nothing of what no code can be, or too long."""
    return read(code_words, "" if _is_no_code(form) else first(submission, "code"))


def _is_no_code(form: Form | Rejected) -> bool:
    """Whether no code is to be read: it cannot be one, or nothing is, as only the look was changed."""
    return isinstance(form, Rejected) and (
        not form.troubles or any(one.field == "code" for one in form.troubles)
    )


def refused(
    library: Library,
    form: Form | Rejected,
    code: tuple[str, ...] | Misread,
    submission: Submission,
) -> tuple[Rejected, list[str]]:
    """Give everything that is wrong with a code's form, then what is wrong with each of its words."""
    troubles = form.troubles if isinstance(form, Rejected) else ()
    if not isinstance(code, Misread) or _is_no_code(form):
        return Rejected(submission, troubles), []
    wrong = Trouble("code", "unproven" if code.unproven else "not-a-code")
    return Rejected(submission, (wrong, *troubles)), list(_mistakes(library, code))


def _mistakes(library: Library, code: Misread) -> Iterator[str]:
    """Say which words are wrong, and which were meant."""
    if code.count is not None:
        yield library.words("resume.count", words=WORDS, count=code.count)
    for one in code.unknown[:WORDS]:
        typed = one.typed[:_LONGEST_SAID]
        name = "meant" if one.meant else "unknown"
        yield library.words(f"resume.{name}", place=one.place, typed=typed, meant=one.meant)


ROUTES: tuple[Any, ...] = (
    ask_for_code,
    enter,
    extend,
    end,
    Router(
        "/",
        route_handlers=[show_code, change_code],
        dependencies={"desk": Provide(provide_desk)},
    ),
)
