"""/account/secret-question: one's secret question; no such page where the profile has none."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException

from nenkin.features.account import changing, pages, secret_answers
from nenkin.features.account.desk import Desk, account_here, facts_of
from nenkin.features.account.review import OWN_QUESTION
from nenkin.features.account.secret_forms import ChangeSecretForm, NoSecretForm
from nenkin.features.account.wizard import Page, see_other
from nenkin.storage.accounts import Account
from nenkin.web.access import Access
from nenkin.web.forms import FormView, Rejected, Trouble
from nenkin.web.submissions import Submission
from nenkin.web.visits import Visit

OWN: Mapping[str, Any] = {"access": Access.PERSON}
DELETE = f"{OWN_QUESTION}/delete"


@get(OWN_QUESTION, opt=OWN)
async def ask(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Response[bytes]:
    """Ask for a question and its answer; the present answer is known to nobody here."""
    _refuse_elsewhere(desk)
    account = await account_here(desk, visit)
    return _page(desk, visit, account, {"question": [account.question or ""]})


@post(OWN_QUESTION, opt=OWN)
async def change(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Put another question in place."""
    _refuse_elsewhere(desk)
    form, account = ChangeSecretForm.read(submission), await account_here(desk, visit)
    if isinstance(form, Rejected):
        return _page(desk, visit, account, form)
    if not await changing.proves(desk, visit, account, form.current_password):
        return _page(desk, visit, account, _wrong(submission))
    judged = secret_answers.judged(desk, form, await facts_of(desk, account), submission)
    if isinstance(judged, Rejected):
        return _page(desk, visit, account, judged)
    await changing.take_question(
        desk, visit, account, question=form.question, answer=form.secret_answer
    )
    return see_other("/account?saved=secret-question")


@get(DELETE, opt=OWN)
async def ask_to_delete(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Page:
    """Ask whether there shall be none any more."""
    _refuse_elsewhere(desk)
    account = await account_here(desk, visit)
    return _deletion(desk, visit, None) if account.question else see_other(OWN_QUESTION)


@post(DELETE, opt=OWN)
async def delete(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Take the question and its answer away."""
    _refuse_elsewhere(desk)
    form, account = NoSecretForm.read(submission), await account_here(desk, visit)
    if isinstance(form, Rejected):
        return _deletion(desk, visit, form)
    if not await changing.proves(desk, visit, account, form.current_password):
        return _deletion(desk, visit, _wrong(submission))
    await changing.drop_question(desk, visit, account)
    return see_other("/account?saved=secret-question-delete")


def _refuse_elsewhere(desk: Desk) -> None:
    if not desk.policy.profile.secret_question:
        raise NotFoundException


def _wrong(submission: Submission) -> Rejected:
    return Rejected(submission, (Trouble("current_password", "wrong"),))


def _page(
    desk: Desk, visit: Visit, account: Account, typed: Submission | Rejected
) -> Response[bytes]:
    delete = DELETE if account.question else ""
    form = desk.form(ChangeSecretForm, typed)
    return _drawn(desk, visit, form, "secret-question", OWN_QUESTION, typed, delete=delete)


def _deletion(desk: Desk, visit: Visit, typed: Rejected | None) -> Response[bytes]:
    form = desk.form(NoSecretForm, typed)
    return _drawn(desk, visit, form, "secret-question-delete", DELETE, typed)


def _drawn(  # noqa: PLR0917  # what the two pages differ in
    desk: Desk,
    visit: Visit,
    form: FormView,
    what: str,
    action: str,
    typed: Submission | Rejected | None,
    *,
    delete: str = "",
) -> Response[bytes]:
    return desk.renderer.page(
        visit,
        "account/change.html",
        status=pages.WRONG if isinstance(typed, Rejected) else 200,
        form=form,
        what=what,
        action=action,
        delete=delete,
        profile=desk.policy.profile,
        due=False,
    )


ROUTES = (ask, change, ask_to_delete, delete)
