"""/account/secret-question: one's secret question; no such page where the profile has none."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException

from nenkin.features.account import changing, pages, secret_answers
from nenkin.features.account.desk import Desk, account_here, facts_of
from nenkin.features.account.review import OWN_QUESTION
from nenkin.features.account.secret_forms import ChangeSecretForm
from nenkin.features.account.wizard import Page, see_other
from nenkin.web.access import Access
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.submissions import Submission
from nenkin.web.visits import Visit

OWN: Mapping[str, Any] = {"access": Access.PERSON}


@get(OWN_QUESTION, opt=OWN)
async def ask(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Response[bytes]:
    """Ask for a question and its answer; the present answer is known to nobody here."""
    _refuse_elsewhere(desk)
    account = await account_here(desk, visit)
    return _page(desk, visit, {"question": [account.question or ""]})


@post(OWN_QUESTION, opt=OWN)
async def change(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Put another question in place."""
    _refuse_elsewhere(desk)
    form = ChangeSecretForm.read(submission)
    if isinstance(form, Rejected):
        return _page(desk, visit, form)
    account = await account_here(desk, visit)
    if not await changing.proves(desk, visit, account, form.current_password):
        wrong = Rejected(submission, (Trouble("current_password", "wrong"),))
        return _page(desk, visit, wrong)
    judged = secret_answers.judged(desk, form, await facts_of(desk, account), submission)
    if isinstance(judged, Rejected):
        return _page(desk, visit, judged)
    await changing.take_question(
        desk, visit, account, question=form.question, answer=form.secret_answer
    )
    return see_other("/account?saved=secret-question")


def _refuse_elsewhere(desk: Desk) -> None:
    if not desk.policy.profile.secret_question:
        raise NotFoundException


def _page(desk: Desk, visit: Visit, typed: Submission | Rejected) -> Response[bytes]:
    return desk.renderer.page(
        visit,
        "account/change.html",
        status=pages.WRONG if isinstance(typed, Rejected) else 200,
        form=desk.form(ChangeSecretForm, typed),
        what="secret-question",
        action=OWN_QUESTION,
        profile=desk.policy.profile,
        due=False,
    )


ROUTES = (ask, change)
