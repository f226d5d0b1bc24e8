"""/mail: what the links in our mails lead to. Opening one changes nothing: mail scanners do it too."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nenkin.features.account import changing, recovering, secret_answers
from nenkin.features.account.desk import Desk, facts_of
from nenkin.features.account.forms import PasswordForm
from nenkin.features.account.own_forms import ProveForm
from nenkin.features.account.pages import dead_link, new_password, press, prove, said
from nenkin.features.account.secret_answers import Given
from nenkin.features.account.secret_forms import ProveAllForm, RenewForm
from nenkin.features.account.wizard import Page, see_other
from nenkin.storage.accounts import Account
from nenkin.storage.tokens import Purpose, look_at_token
from nenkin.web.access import Access
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.submissions import Submission
from nenkin.web.visits import Visit

OPEN: Mapping[str, Any] = {"access": Access.EVERYBODY}


@get("/mail/password/{link:str}", opt=OPEN)
async def open_link(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit], link: FromPath[str]
) -> Response[bytes]:
    """Ask for the new password; only sending it uses the link up."""
    account = await recovering.account_of_link(desk, visit, link)
    if account is None:
        return dead_link(desk, visit)
    return _ask_password(desk, visit, account, link, None)


@post("/mail/password/{link:str}", opt=OPEN)
async def renew(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
    link: FromPath[str],
) -> Page:
    """Put the new password in place."""
    account = await recovering.account_of_link(desk, visit, link)
    if account is None:
        return dead_link(desk, visit)
    form = _renewing(desk, account).read(submission)
    if isinstance(form, RenewForm):
        given = Given(form.question, form.secret_answer)
        if not await secret_answers.right(desk, visit, account, given, key=""):
            form = Rejected(submission, (Trouble("secret_answer", "wrong"),))
    if not isinstance(form, Rejected):
        facts = await facts_of(desk, account)
        refusal = await recovering.refusal_of(desk, account, facts, form.password)
        if refusal is None:
            if not await recovering.renew_by_link(desk, visit, account, link, form.password):
                return dead_link(desk, visit)
            return see_other("/mail/done/renewed")
        form = Rejected(submission, (Trouble("password", refusal),))
    return _ask_password(desk, visit, account, link, form)


def _renewing(desk: Desk, account: Account) -> type[PasswordForm] | type[RenewForm]:
    """Give the form for a new password; an account of before the question has none to ask."""
    asked = desk.policy.profile.secret_question and account.answer_hash is not None
    return RenewForm if asked else PasswordForm


def _ask_password(
    desk: Desk, visit: Visit, account: Account, link: str, typed: Rejected | None
) -> Response[bytes]:
    action = f"/mail/password/{link}"
    return new_password(desk, visit, typed, action=action, form=_renewing(desk, account))


@get("/mail/user-id/{link:str}", opt=OPEN)
async def open_user_id_link(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit], link: FromPath[str]
) -> Response[bytes]:
    """Ask for the password before user IDs are shown."""
    if await look_at_token(desk.db, Purpose.RECOVER, link, visit.now) is None:
        return dead_link(desk, visit)
    return _ask(desk, visit, link, None)


@post("/mail/user-id/{link:str}", opt=OPEN)
async def show_user_ids(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
    link: FromPath[str],
) -> Response[bytes]:
    """Show the user IDs whose password it is."""
    form = _proving(desk).read(submission)
    if isinstance(form, Rejected):
        return _ask(desk, visit, link, form)
    given = Given(form.question, form.secret_answer) if isinstance(form, ProveAllForm) else None
    found = await recovering.user_ids(desk, visit, link, form.current_password, given)
    if found is None:
        return dead_link(desk, visit)
    if not found:
        wrong = Rejected(
            submission, (Trouble("current_password", "wrong-any" if given else "wrong"),)
        )
        return _ask(desk, visit, link, wrong)
    return desk.renderer.page(visit, "account/user_ids.html", found=found)


def _proving(desk: Desk) -> type[ProveForm] | type[ProveAllForm]:
    return ProveAllForm if desk.policy.profile.secret_question else ProveForm


def _ask(desk: Desk, visit: Visit, link: str, typed: Rejected | None) -> Response[bytes]:
    return prove(
        desk,
        visit,
        typed,
        action=f"/mail/user-id/{link}",
        back="/recover",
        words="account.recover.user-ids",
        form=_proving(desk),
    )


@get("/mail/confirm/{link:str}", opt=OPEN)
async def ask_to_confirm(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit], link: FromPath[str]
) -> Response[bytes]:
    """Show the button that confirms an address."""
    if await look_at_token(desk.db, Purpose.CONFIRM_MAIL, link, visit.now) is None:
        return dead_link(desk, visit)
    return press(desk, visit, words="account.confirm", action=f"/mail/confirm/{link}")


@post("/mail/confirm/{link:str}", opt=OPEN)
async def confirm(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit], link: FromPath[str]
) -> Response[bytes]:
    """Confirm the address of a new account, and show its user ID this once (R-12)."""
    account = await recovering.confirm_address(desk, visit, link)
    if account is None:
        return dead_link(desk, visit)
    return desk.renderer.page(visit, "account/user_ids.html", found=[account.user_id])


@get("/mail/change/{link:str}", opt=OPEN)
async def ask_to_change(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit], link: FromPath[str]
) -> Response[bytes]:
    """Show the button that makes an address the account's own."""
    if await look_at_token(desk.db, Purpose.CHANGE_MAIL, link, visit.now) is None:
        return dead_link(desk, visit)
    return press(desk, visit, words="account.change-mail", action=f"/mail/change/{link}")


@post("/mail/change/{link:str}", opt=OPEN)
async def change(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit], link: FromPath[str]
) -> Page:
    """Make the new address the account's own; both are told."""
    if not await changing.take_new_mail(desk, visit, link):
        return dead_link(desk, visit)
    return see_other("/mail/done/changed-mail")


@get("/mail/undo/{link:str}", opt=OPEN)
async def ask_to_undo(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit], link: FromPath[str]
) -> Response[bytes]:
    """Show the button with which the old address takes the change back."""
    if await look_at_token(desk.db, Purpose.UNDO_CHANGE, link, visit.now) is None:
        return dead_link(desk, visit)
    return press(desk, visit, words="account.undo-mail", action=f"/mail/undo/{link}")


@post("/mail/undo/{link:str}", opt=OPEN)
async def undo(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit], link: FromPath[str]
) -> Page:
    """Put the old address back, and everybody out."""
    if not await changing.undo_new_mail(desk, visit, link):
        return dead_link(desk, visit)
    return see_other("/mail/done/undone-mail")


@get("/mail/done/{what:str}", opt=OPEN)
async def done(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit], what: FromPath[str]
) -> Response[bytes]:
    """Say that it is done."""
    if what not in DONE:
        raise NotFoundException
    return said(desk, visit, f"account.{what}")


DONE = frozenset({"renewed", "changed-mail", "undone-mail"})
ROUTES = (
    *(open_link, renew, open_user_id_link, show_user_ids, ask_to_confirm, confirm),
    *(ask_to_change, change, ask_to_undo, undo, done),
)
