"""/resume/new: to begin a sheet without an account; its resume code (復帰コード) is the only way back."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from nenkin.clock import JAPAN
from nenkin.content.library import Library
from nenkin.features.history.desk import Page, see_other
from nenkin.features.history.entries import BASE
from nenkin.features.history.resuming import ADDRESS, OPEN, TOO_MANY
from nenkin.interchange.resume_codes import BETWEEN, CodeWords, make
from nenkin.law.wareki import write_day
from nenkin.storage.database import Database
from nenkin.storage.resuming import begin_for_visitor
from nenkin.web.dates import EraDate
from nenkin.web.forms import Form, Rejected, Trouble, view
from nenkin.web.refusals import Refused
from nenkin.web.rendering import Renderer
from nenkin.web.submissions import Submission
from nenkin.web.visits import Visit

NEW = f"{ADDRESS}/new"


@dataclass(frozen=True)
class StartForm(Form):
    """The birth date by which ages are read, and with which the code is typed."""

    words: ClassVar[str] = "resume-new"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"born": frozenset({"future"})}

    born: Annotated[date, EraDate(autocomplete="bday")]


@get(NEW, opt=OPEN)
async def ask_for_birth(
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
) -> Page:
    """Say how a sheet is begun without an account, and ask for the birth date."""
    if visit.person is not None:
        return see_other(BASE)
    return _page(visit, renderer, library, None)


@post(NEW, opt=OPEN)
async def start(  # noqa: PLR0917  # what Litestar hands over by name
    visit: NamedDependency[Visit],
    renderer: NamedDependency[Renderer],
    library: NamedDependency[Library],
    db: NamedDependency[Database],
    code_words: NamedDependency[CodeWords],
    submission: NamedDependency[Submission],
) -> Page:
    """Begin an empty sheet, let this visit in to it, and show its words once."""
    if visit.person is not None:
        return see_other(BASE)
    form = StartForm.read(submission)
    if isinstance(form, Rejected):
        return _page(visit, renderer, library, form)
    today = visit.now.astimezone(JAPAN).date()
    if form.born > today:
        rejected = Rejected(submission, (Trouble("born", "future"),))
        return _page(visit, renderer, library, rejected)
    code = make(code_words, secrets.randbelow)
    visit.renew()
    begun = await begin_for_visitor(
        db,
        BETWEEN.join(code),
        form.born,
        cookie=visit.begin(),
        place=visit.address,
        now=visit.now,
    )
    if not begun:
        raise Refused(TOO_MANY)
    return renderer.page(
        visit,
        "history/resume_code.html",
        begun=True,
        since=write_day(today),
        used="",
        code=code,
        born=write_day(form.born),
        guest=True,
    )


def _page(
    visit: Visit, renderer: Renderer, library: Library, typed: Rejected | None
) -> Response[bytes]:
    words = library.forms[StartForm.words]
    form = view(StartForm, words, typed)
    status = 200 if typed is None else 422
    return renderer.page(visit, "history/resume_new.html", status=status, form=form, action=NEW)


ROUTES: tuple[Any, ...] = (ask_for_birth, start)
