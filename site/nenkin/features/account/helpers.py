"""/account/helpers: 家族に手伝ってもらう. Who may help, with what, until when; and to end it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from nenkin.clock import japanese_day
from nenkin.features.account import changing, pages, review
from nenkin.features.account.desk import Desk, account_here
from nenkin.features.account.own_forms import AccountForm
from nenkin.features.account.searchers import SEARCHERS, searchers
from nenkin.features.account.wizard import Page, see_other
from nenkin.interchange.resume_codes import BETWEEN, CodeWords, make
from nenkin.law.months import months_later
from nenkin.law.wareki import write_day
from nenkin.storage.audit import Event, acts_of, note, of_own
from nenkin.storage.helpers import (
    CODE_LASTS,
    CannotBeHelped,
    EndedBy,
    Helper,
    Power,
    TooManyHelpers,
    end,
    helpers_of,
    invite,
)
from nenkin.storage.people import read_person
from nenkin.web.access import Access
from nenkin.web.addresses import id_of
from nenkin.web.fields import Choice, Secret, Text
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.several import Several
from nenkin.web.submissions import Submission
from nenkin.web.visits import Visit

OWN: Mapping[str, Any] = {"access": Access.PERSON}
HELPERS = "/account/helpers"
POWERS = {"write": Power.WRITE, "record": Power.SEE_RECORD, "send": Power.SEND}
MONTHS = ("1", "3", "6", "12")
LONGEST_NAME = 20
ACTS = 50  # on a page
ASKED, ENDED = "help.asked", "help.ended"


@dataclass(frozen=True)
class AskForm(AccountForm):
    """Who is asked, for what, how long; and the password, for an open screen is not enough."""

    words: ClassVar[str] = "helper"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "called": frozenset({"too-many"}),
        "powers": frozenset({"send-alone"}),
        "current_password": frozenset({"wrong"}),
    }

    called: Annotated[str, Text(LONGEST_NAME)]
    powers: Annotated[tuple[str, ...], Several(tuple(POWERS), required=True)]
    months: Annotated[str, Choice(MONTHS)]
    current_password: Annotated[str, Secret()]


@get(HELPERS, opt=OWN)
async def overview(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Response[bytes]:
    """List everybody who helps, or was asked."""
    person_id = visit.known.person_id
    found, closed = await helpers_of(desk.db, person_id), await _is_closed(desk, visit)
    now = [one for one in found if one.helps(visit.now) or one.waits(visit.now)]
    return desk.renderer.page(
        visit,
        "account/helpers.html",
        closed=closed,
        searchers=await searchers(desk, visit),
        address_searchers=SEARCHERS,
        helpers=[
            {"name": one.called, "rows": _facts(desk, visit, one), "href": f"{HELPERS}/{one.id}"}
            for one in now
        ],
        former=[
            {"text": one.called, "href": f"{HELPERS}/{one.id}"} for one in found if one not in now
        ],
    )


@get(f"{HELPERS}/new", opt=OWN)
async def ask(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Page:
    """Ask who shall help, with what and how long."""
    if await _is_closed(desk, visit):
        return see_other(HELPERS)
    return _form(desk, visit, None)


@post(f"{HELPERS}/new", opt=OWN)
async def make_code(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    code_words: NamedDependency[CodeWords],
    submission: NamedDependency[Submission],
) -> Page:
    """Make the words that let a helper in, and show them once."""
    form = AskForm.read(submission)
    if isinstance(form, Rejected):
        return _form(desk, visit, form)
    if "send" in form.powers and "record" not in form.powers:  # what is sent comes from it
        return _form(desk, visit, _wrong(submission, "powers", "send-alone"))
    account = await account_here(desk, visit)
    if not await changing.proves(desk, visit, account, form.current_password):
        return _form(desk, visit, _wrong(submission, "current_password", "wrong"))
    code = make(code_words, secrets.randbelow)
    until = months_later(japanese_day(visit.now), int(form.months))
    powers = Power(0)
    for one in form.powers:
        powers |= POWERS[one]
    try:
        async with desk.db.write() as session:
            helper_id = await invite(
                session,
                account.person_id,
                BETWEEN.join(code),
                called=form.called,
                powers=powers,
                until=until,
                now=visit.now,
            )
            await note(session, _event(visit, ASKED, helper_id), visit.now)
    except CannotBeHelped:
        return see_other(HELPERS)
    except TooManyHelpers:
        return _form(desk, visit, _wrong(submission, "called", "too-many"))
    return desk.renderer.page(
        visit,
        "account/helper_code.html",
        code=code,
        name=form.called,
        may=_may(desk, powers),
        until=write_day(until),
        last=write_day(japanese_day(visit.now + CODE_LASTS)),
    )


@get(f"{HELPERS}/paper", opt=OWN)
async def paper(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Response[bytes]:
    """Give a form to end it on paper, for who cannot use this site any more."""
    found = await helpers_of(desk.db, visit.known.person_id)
    names = [one.called for one in found if one.helps(visit.now) or one.waits(visit.now)]
    return desk.renderer.page(visit, "account/helper_paper.html", names=names)


@get(f"{HELPERS}/{{helper:str}}", opt=OWN)
async def show(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    helper: FromPath[str],
    before: FromQuery[str] = "",
) -> Response[bytes]:
    """Show what one helper may do, and everything that they did."""
    one = await _find(desk, visit, helper)
    entries = (
        await acts_of(
            desk.db,
            visit.known.person_id,
            one.helper_person_id,
            before=id_of(before),
            limit=ACTS,
        )
        if one.helper_person_id is not None
        else []
    )
    return desk.renderer.page(
        visit,
        "account/helper.html",
        name=one.called,
        rows=_facts(desk, visit, one),
        acts=[review.moment_and_act(desk, entry) for entry in entries],
        older=entries[-1].seq if len(entries) == ACTS else None,
        live=one.helps(visit.now) or one.waits(visit.now),
        action=f"{HELPERS}/{one.id}",
    )


@post(f"{HELPERS}/{{helper:str}}", opt=OWN)
async def stop(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit], helper: FromPath[str]
) -> Page:
    """End it at once: the helper's next page says so."""
    one = await _find(desk, visit, helper)
    person_id = visit.known.person_id
    async with desk.db.write() as session:
        if await end(session, one.id, EndedBy.PERSON, visit.now, person_id=person_id):
            await note(session, _event(visit, ENDED, one.id), visit.now)
    return see_other(f"{HELPERS}/{one.id}")


async def _find(desk: Desk, visit: Visit, text: str) -> Helper:
    """Give one's own helper; raises ``NotFoundException`` for anybody else's."""
    helper_id = id_of(text)
    for one in await helpers_of(desk.db, visit.known.person_id):
        if one.id == helper_id:
            return one
    raise NotFoundException


async def _is_closed(desk: Desk, visit: Visit) -> bool:
    return (await read_person(desk.db, visit.known.person_id)).restricted


def _facts(desk: Desk, visit: Visit, one: Helper) -> list[Mapping[str, str]]:
    words = desk.library.words
    ended = japanese_day(one.ended_at) if one.ended_at else one.until
    if one.helps(visit.now):
        state = words("account.helpers.helps")
    elif one.waits(visit.now):
        last = write_day(japanese_day(one.code_until))
        state = words("account.helpers.waits", day=last)
    elif one.begun_at is None and one.ended_at is None:
        state = words("account.helpers.unused")
    else:
        state = words("account.helpers.ended", day=write_day(ended))
    begun = write_day(japanese_day(one.begun_at)) if one.begun_at else ""
    rows = {"may": _may(desk, one.powers), "until": write_day(one.until), "state": state}
    rows |= {"begun": begun} if begun else {}
    return [{"key": words(f"account.helpers.{key}"), "value": text} for key, text in rows.items()]


def _may(desk: Desk, powers: Power) -> str:
    options = desk.library.forms[AskForm.words].fields["powers"].options
    return "、".join(options[name].label for name, power in POWERS.items() if power in powers)


def _form(desk: Desk, visit: Visit, typed: Rejected | None) -> Response[bytes]:
    return desk.renderer.page(
        visit,
        "account/helper_new.html",
        status=pages.WRONG if typed else 200,
        form=desk.form(AskForm, typed),
        action=f"{HELPERS}/new",
    )


def _wrong(submission: Submission, field: str, code: str) -> Rejected:
    return Rejected(submission, (Trouble(field, code),))


def _event(visit: Visit, action: str, helper_id: int) -> Event:
    detail = {"helper": helper_id}
    return of_own(visit.known.person_id, action, place=visit.address, detail=detail)


ROUTES = (overview, ask, make_code, paper, show, stop)
