"""/recover: a forgotten password or user ID, without signing up again."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from nenkin.features.account import recovering, review
from nenkin.features.account.applications import address_of, claim_of, key_of
from nenkin.features.account.desk import Desk
from nenkin.features.account.forms import PasswordForm
from nenkin.features.account.journey import RECOVER
from nenkin.features.account.own_forms import (
    ForgottenPasswordForm,
    ForgottenUserIdForm,
    WhatForm,
)
from nenkin.features.account.pages import new_password, one_question, said
from nenkin.features.account.secret_answers import Given
from nenkin.features.account.secret_forms import RenewByKeyForm
from nenkin.features.account.wizard import Page, Wizard, see_other
from nenkin.web.access import Access
from nenkin.web.forms import Form, Rejected, Trouble
from nenkin.web.submissions import Submission
from nenkin.web.visits import Visit

OPEN: Mapping[str, Any] = {"access": Access.EVERYBODY}
ASKED: Mapping[str, type[Form]] = {
    "password": ForgottenPasswordForm,
    "user-id": ForgottenUserIdForm,
}


def wizard_of(way: str) -> Wizard:
    """Give the proofs that a way asks for."""
    if way not in RECOVER:
        raise NotFoundException
    base = f"/recover/{way}"
    last = "new-password" if way == "key" else "send"
    return Wizard(base, f"recover-{way}", RECOVER[way], "/recover", f"{base}/{last}")


@get("/recover", opt=OPEN)
async def what(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Response[bytes]:
    """Ask what was lost."""
    return one_question(desk, visit, WhatForm, None, action="/recover", back="/sign-in")


@post("/recover", opt=OPEN)
async def take_what(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Lead to the way that helps."""
    form = WhatForm.read(submission)
    if isinstance(form, Rejected):
        return one_question(desk, visit, WhatForm, form, action="/recover", back="/sign-in")
    if form.what in ASKED:
        return see_other(f"/recover/{form.what}")
    return see_other(f"/recover/{form.what}/number")


@get("/recover/{way:str}", opt=OPEN)
async def ask(
    desk: NamedDependency[Desk], visit: NamedDependency[Visit], way: FromPath[str]
) -> Response[bytes]:
    """Ask for the user ID or the mail address."""
    if way not in ASKED:
        raise NotFoundException
    return one_question(desk, visit, ASKED[way], None, action=f"/recover/{way}", back="/recover")


@post("/recover/{way:str}", opt=OPEN)
async def send(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
    way: FromPath[str],
) -> Page:
    """Send a link, if there is somebody to send it to; the page does not say."""
    if way not in ASKED:
        raise NotFoundException
    form = ASKED[way].read(submission)
    if isinstance(form, Rejected):
        return one_question(
            desk, visit, ASKED[way], form, action=f"/recover/{way}", back="/recover"
        )
    if isinstance(form, ForgottenPasswordForm):
        await recovering.send_password_link(desk, visit, form.name)
    elif isinstance(form, ForgottenUserIdForm):
        await recovering.send_user_id_link(desk, visit, form.mail)
    return see_other(f"/recover/{way}/done")


@get("/recover/{way:str}/{slug:str}", opt=OPEN)
async def show(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    way: FromPath[str],
    slug: FromPath[str],
    again: FromQuery[str] = "",
) -> Page:
    """Show a question, or one of the pages after the last."""
    if slug == "done" and way in {*ASKED, *RECOVER}:
        return said(desk, visit, f"account.recover.{way}")
    if (way, slug) in PAGES:
        return await PAGES[way, slug](desk, visit)
    return await wizard_of(way).show(desk, visit, slug, again=bool(again))


@post("/recover/{way:str}/{slug:str}", opt=OPEN)
async def answer(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
    way: FromPath[str],
    slug: FromPath[str],
) -> Page:
    """Keep an answer, or carry out what one of the last pages asks for."""
    if (way, slug) in ENDS:
        return await ENDS[way, slug](desk, visit, submission)
    return await wizard_of(way).answer(desk, visit, slug, submission)


async def ask_new_password(desk: Desk, visit: Visit) -> Page:
    """Ask for the new password after all proofs."""
    wizard = wizard_of("key")
    progress, draft = await wizard.load(desk, visit)
    if progress.next is not None or draft is None:
        return see_other(wizard.address(progress.next.slug if progress.next else "number"))
    return new_password(desk, visit, None, action=wizard.end, form=_renewing(desk))


async def renew_by_key(desk: Desk, visit: Visit, submission: Submission) -> Page:
    """Try the key and put the new password in place; the page does not say whether it was right."""
    wizard = wizard_of("key")
    progress, draft = await wizard.load(desk, visit)
    if draft is None:
        return see_other("/recover/key/done")
    if progress.next is not None:
        return see_other(wizard.address(progress.next.slug))
    form = _renewing(desk).read(submission)
    if not isinstance(form, Rejected):
        claim = claim_of(progress.answered)
        facts = recovering.facts_of_claim(claim)
        refusal = desk.policy.refusal(form.password, own=facts.words, born=facts.born)
        if refusal is None:
            op = f"recover:{visit.visit_hash.hex()}:{draft.version}"
            key = key_of(progress.answered)
            refusal = await recovering.renew_by_key(
                desk, visit, claim, key, password=form.password, given=_given(form), op=op
            )
        if refusal is None:
            await wizard.forget(desk, visit)
            return see_other("/recover/key/done")
        wrong = refusal == recovering.WRONG_ANSWER
        trouble = Trouble("secret_answer", "wrong") if wrong else Trouble("password", refusal)
        form = Rejected(submission, (trouble,))
    return new_password(desk, visit, form, action=wizard.end, form=_renewing(desk))


def _renewing(desk: Desk) -> type[PasswordForm] | type[RenewByKeyForm]:
    return RenewByKeyForm if desk.policy.profile.secret_question else PasswordForm


def _given(form: PasswordForm | RenewByKeyForm) -> Given | None:
    return Given(form.question, form.secret_answer) if isinstance(form, RenewByKeyForm) else None


async def check_letter(desk: Desk, visit: Visit) -> Page:
    """Ask once more before a letter is sent."""
    wizard = wizard_of("post")
    progress, draft = await wizard.load(desk, visit)
    if progress.next is not None or draft is None:
        return see_other(wizard.address(progress.next.slug if progress.next else "number"))
    return desk.renderer.page(
        visit,
        "account/check.html",
        rows=review.rows(desk, wizard, progress),
        back=wizard.address(progress.path[-1].slug),
        onward="",
        action=wizard.end,
        button=desk.library.words("account.recover.send-letter"),
    )


async def send_letter(desk: Desk, visit: Visit, _submission: Submission) -> Page:
    """Have the letter written, if there is somebody to write to."""
    wizard = wizard_of("post")
    progress, draft = await wizard.load(desk, visit)
    if draft is None:
        return see_other("/recover/post/done")
    if progress.next is not None:
        return see_other(wizard.address(progress.next.slug))
    op = f"recover:{visit.visit_hash.hex()}:{draft.version}"
    claim, address = claim_of(progress.answered), tuple(address_of(progress.answered))
    await recovering.send_key_letter(desk, visit, claim, address, op=op)
    await wizard.forget(desk, visit)
    return see_other("/recover/post/done")


# The router takes no fixed part beside a variable one, so these are told apart here.
PAGES = {("key", "new-password"): ask_new_password, ("post", "send"): check_letter}
ENDS = {("key", "new-password"): renew_by_key, ("post", "send"): send_letter}

ROUTES = (what, take_what, ask, send, show, answer)
