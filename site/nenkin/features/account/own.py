"""/account: one's own facts, and the way to each change."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery

from nenkin.features.account import changing, pages, recovering, review
from nenkin.features.account.agents import device_name
from nenkin.features.account.desk import Desk, account_here, facts_of
from nenkin.features.account.own_forms import (
    ChangeMailForm,
    ChangeNoticesForm,
    ChangePasswordForm,
    CloseForm,
    ProveForm,
)
from nenkin.features.account.sign_in import AGENT_LENGTH, CLEAR, forget_cookies
from nenkin.features.account.wizard import Page, see_other
from nenkin.storage.audit import views_of
from nenkin.storage.helpers import helpers_of
from nenkin.storage.people import read_person
from nenkin.storage.sessions import sessions_of
from nenkin.web.access import Access
from nenkin.web.addresses import id_of
from nenkin.web.forms import Form, Rejected, Trouble
from nenkin.web.submissions import Submission, first
from nenkin.web.visits import Visit

OWN: Mapping[str, Any] = {"access": Access.PERSON}
OPEN: Mapping[str, Any] = {"access": Access.EVERYBODY}
VIEWS = 50  # on a page


@get("/account", opt=OWN)
async def facts(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit], saved: FromQuery[str] = ""
) -> Response[bytes]:
    """Show one's own facts, numbers masked."""
    account = await account_here(desk, visit)
    known = await read_person(desk.db, account.person_id)
    return desk.renderer.page(
        visit,
        "account/account.html",
        rows=review.own_facts(desk, account, known.person),
        last=review.last_sign_in(desk, visit),
        news=await review.has_news(desk, visit),
        saved=saved if saved in SAVED[desk.policy.profile.secret_question] else "",
    )


@get("/account/number", opt=OWN)
async def ask_for_number(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit]
) -> Response[bytes]:
    """Ask for the password before the whole number is shown."""
    return _prove(desk, visit, None)


@post("/account/number", opt=OWN)
async def show_number(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Response[bytes]:
    """Show the whole number."""
    account = await account_here(desk, visit)
    form = ProveForm.read(submission)
    if isinstance(form, Rejected):
        return _prove(desk, visit, form)
    if not await changing.proves(desk, visit, account, form.current_password):
        return _prove(desk, visit, _wrong(submission))
    await changing.note_number_shown(desk, visit)
    known = await read_person(desk.db, account.person_id)
    number = known.person.basic_number
    return desk.renderer.page(visit, "account/number.html", number=f"{number[:4]}-{number[4:]}")


@get("/account/password", opt=OWN)
async def ask_for_password(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit], due: FromQuery[str] = ""
) -> Response[bytes]:
    """Ask for another password."""
    return _form(desk, visit, ChangePasswordForm, None, due=bool(due))


@post("/account/password", opt=OWN)
async def change_password(
    request: Request[Any, Any, Any],
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Change the password."""
    form = ChangePasswordForm.read(submission)
    if not isinstance(form, Rejected):
        account = await account_here(desk, visit)
        if not await changing.proves(desk, visit, account, form.current_password):
            form = _wrong(submission)
        else:
            known = await facts_of(desk, account)
            refusal = await recovering.refusal_of(desk, account, known, form.password)
            if refusal is None:
                agent = request.headers.get("user-agent", "")[:AGENT_LENGTH]
                await changing.take_password(
                    desk, visit, account, password=form.password, agent=agent
                )
                return see_other("/account?saved=password")
            form = Rejected(submission, (Trouble("password", refusal),))
    return _form(desk, visit, ChangePasswordForm, form)


@get("/account/mail", opt=OWN)
async def ask_for_mail(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit]
) -> Response[bytes]:
    """Ask for another address."""
    return _form(desk, visit, ChangeMailForm, None)


@post("/account/mail", opt=OWN)
async def change_mail(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Send a link to the new address."""
    form = ChangeMailForm.read(submission)
    if not isinstance(form, Rejected):
        account = await account_here(desk, visit)
        if await changing.proves(desk, visit, account, form.current_password):
            await changing.ask_for_mail(desk, visit, account, form.mail)
            return see_other("/account?saved=mail")
        form = _wrong(submission)
    return _form(desk, visit, ChangeMailForm, form)


@get("/account/notices", opt=OWN)
async def ask_for_notices(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit]
) -> Response[bytes]:
    """Ask whether お知らせメール is wanted."""
    account = await account_here(desk, visit)
    now = {"notices": ["yes" if account.notices else "no"]}
    return _form(desk, visit, ChangeNoticesForm, now)


@post("/account/notices", opt=OWN)
async def change_notices(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Note whether お知らせメール is wanted."""
    form = ChangeNoticesForm.read(submission)
    if isinstance(form, Rejected):
        return _form(desk, visit, ChangeNoticesForm, form)
    account = await account_here(desk, visit)
    await changing.take_notices(desk, visit, account, wanted=form.notices == "yes")
    return see_other("/account?saved=notices")


@get("/account/devices", opt=OWN)
async def devices(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Response[bytes]:
    """List where one is signed in."""
    person = visit.person
    assert person is not None
    listed = [
        {
            "id": session.id_hash.hex(),
            "name": device_name(session.agent),
            "last": review.japanese_moment(desk, session.last_seen_at),
            "here": session.id_hash == person.session,
        }
        for session in await sessions_of(desk.db, person.person_id, visit.now)
    ]
    return desk.renderer.page(visit, "account/devices.html", listed=listed)


@post("/account/devices", opt=OWN)
async def end_devices(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """End one visit elsewhere, or all of them."""
    which = first(submission, "end")
    if which == "others":
        await changing.end_others(desk, visit, await account_here(desk, visit))
    elif id_hash := _hash(which):
        await changing.end_one(desk, visit, id_hash)
    return see_other("/account/devices")


@get("/account/views", opt=OWN)
async def views(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit], before: FromQuery[str] = ""
) -> Response[bytes]:
    """List when, who and what: whoever looked at this person's record."""
    person = visit.person
    assert person is not None
    at = id_of(before)
    helpers = {one.id: one.called for one in await helpers_of(desk.db, person.person_id)}
    entries = await views_of(desk.db, person.person_id, before=at, limit=VIEWS)
    return desk.renderer.page(
        visit,
        "account/views.html",
        rows=[review.view(desk, entry, person.person_id, helpers) for entry in entries],
        older=entries[-1].seq if len(entries) == VIEWS else None,
        first=at is None,
    )


@get("/account/close", opt=OWN)
async def ask_to_close(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit]
) -> Response[bytes]:
    """Ask whether it is meant."""
    return _form(desk, visit, CloseForm, None)


@post("/account/close", opt=OWN)
async def close(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Close the account."""
    form = CloseForm.read(submission)
    if not isinstance(form, Rejected):
        account = await account_here(desk, visit)
        if await changing.proves(desk, visit, account, form.current_password):
            await changing.close(desk, visit, account)
            forget_cookies(visit)
            answer = see_other("/closed")
            answer.headers.update(CLEAR)
            return answer
        form = _wrong(submission)
    return _form(desk, visit, CloseForm, form)


@get("/closed", opt=OPEN)
async def closed(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Response[bytes]:
    """Say that the account is closed."""
    return pages.said(desk, visit, "account.closed")


def _form(
    desk: Desk,
    visit: Visit,
    form: type[Form],
    typed: Submission | Rejected | None,
    *,
    due: bool = False,
) -> Response[bytes]:
    what = SLUGS[form]
    return desk.renderer.page(
        visit,
        "account/change.html",
        status=pages.WRONG if isinstance(typed, Rejected) else 200,
        form=desk.form(form, typed),
        what=what,
        action=f"/account/{what}",
        profile=desk.policy.profile,
        due=due,
    )


def _prove(desk: Desk, visit: Visit, typed: Rejected | None) -> Response[bytes]:
    return pages.prove(
        desk, visit, typed, action="/account/number", back="/account", words="account.number"
    )


def _wrong(submission: Submission) -> Rejected:
    return Rejected(submission, (Trouble("current_password", "wrong"),))


def _hash(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None


SLUGS: Mapping[type[Form], str] = {
    ChangePasswordForm: "password",
    ChangeMailForm: "mail",
    ChangeNoticesForm: "notices",
    CloseForm: "close",
}
_SAVED = frozenset({"password", "mail", "notices"})
SAVED = {False: _SAVED, True: _SAVED | {"secret-question", "secret-question-delete"}}
ROUTES = (
    *(facts, ask_for_number, show_number, ask_for_password, change_password, ask_for_mail),
    *(change_mail, ask_for_notices, change_notices, devices, end_devices, views),
    *(ask_to_close, close, closed),
)
