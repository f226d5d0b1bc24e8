"""/sign-up: three ways to an account, one question a page."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from nenkin.features.account import joining, letters, review
from nenkin.features.account.applications import application_of
from nenkin.features.account.desk import Desk
from nenkin.features.account.forms import BirthForm, LetterForm, PasswordForm, WayForm
from nenkin.features.account.journey import SIGN_UP, WITH_LETTER, sign_up_by
from nenkin.features.account.pages import new_password
from nenkin.features.account.wizard import Page, Wizard, answer_of, see_other
from nenkin.storage.drafts import Draft
from nenkin.web.access import Access
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.submissions import Submission, first
from nenkin.web.visits import Visit

OPEN: Mapping[str, Any] = {"access": Access.EVERYBODY}
LETTER = Wizard("/sign-up/letter", "letter", WITH_LETTER, "/sign-up", "/sign-up/letter/check")


def wizard_of(desk: Desk, way: str) -> Wizard:
    """Give a way's journey. All ways share one draft: who changes their way keeps their answers."""
    if way == "letter":
        return LETTER
    if way not in SIGN_UP:
        raise NotFoundException
    base, journey = f"/sign-up/{way}", sign_up_by(desk.policy.profile)[way]
    return Wizard(base, "sign-up", journey, "/sign-up", f"{base}/check")


@get("/sign-up", opt=OPEN)
async def choose_way(desk: NamedDependency[Desk], visit: NamedDependency[Visit]) -> Response[bytes]:
    """Ask which way; at a kiosk there is one, and its letter."""
    if visit.at_kiosk:
        return desk.renderer.page(visit, "account/way_kiosk.html")
    return _way_page(desk, visit, None)


@post("/sign-up", opt=OPEN)
async def take_way(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
) -> Page:
    """Lead to the way that was chosen."""
    form = WayForm.read(submission)
    if isinstance(form, Rejected):
        return _way_page(desk, visit, form)
    wizard = wizard_of(desk, form.way)
    return see_other(wizard.address(wizard.journey.steps[0].slug))


@get("/sign-up/{way:str}/{slug:str}", opt=OPEN)
async def show(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    way: FromPath[str],
    slug: FromPath[str],
    again: FromQuery[str] = "",
) -> Page:
    """Show a question, or one of the pages after the last."""
    if way in WAYS and slug in PAGES:
        return await PAGES[slug](desk, visit, way)
    return await wizard_of(desk, way).show(desk, visit, slug, again=bool(again))


@post("/sign-up/{way:str}/{slug:str}", opt=OPEN)
async def answer(
    desk: NamedDependency[Desk],
    visit: NamedDependency[Visit],
    submission: NamedDependency[Submission],
    way: FromPath[str],
    slug: FromPath[str],
) -> Page:
    """Keep an answer, or carry out what one of the last pages asks for."""
    if (way == "letter") == (slug == "check") and slug in ENDS:
        return await ENDS[slug](desk, visit, submission, way)
    return await wizard_of(desk, way).answer(desk, visit, slug, submission)


async def check(desk: Desk, visit: Visit, way: str) -> Page:
    """Show everything once more before it is sent."""
    wizard = wizard_of(desk, way)
    progress, draft = await wizard.load(desk, visit)
    if progress.next is not None or draft is None:
        return see_other(wizard.address(progress.next.slug if progress.next else None))
    return desk.renderer.page(
        visit,
        "account/check.html",
        rows=review.rows(desk, wizard, progress, hides=visit.at_kiosk),
        back=wizard.address(progress.path[-1].slug),
        onward="" if way == "letter" else f"{wizard.base}/password",
        action=wizard.end,
        button=desk.library.words("account.sign-up.use-letter"),
    )


async def ask_password(desk: Desk, visit: Visit, way: str) -> Page:
    """Ask for the password, last of all: it is never kept with the other answers."""
    wizard = wizard_of(desk, way)
    progress, draft = await wizard.load(desk, visit)
    if progress.next is not None or draft is None or way == "letter":
        return see_other(wizard.end)
    return _password_page(desk, visit, wizard, draft, None)


async def finish(desk: Desk, visit: Visit, submission: Submission, way: str) -> Page:
    """Send the sign-up: once, and with one answer whatever becomes of it."""
    wizard = wizard_of(desk, way)
    progress, draft = await wizard.load(desk, visit)
    done = f"{wizard.base}/done"
    if draft is None:  # sent already, by the first of two clicks or in another tab
        return see_other(done)
    if progress.next is not None or first(submission, "version") != str(draft.version):
        return see_other(wizard.end)  # changed in another tab: look at it once more
    form = PasswordForm.read(submission)
    application = application_of(progress.answered)
    if not isinstance(form, Rejected):
        refusal = desk.policy.refusal(
            form.password, own=application.words, born=application.claim.born
        )
        if refusal is None:
            op = f"sign-up:{visit.visit_hash.hex()}:{draft.version}"
            await joining.join(desk, visit, application, form.password, way=way, op=op)
            await wizard.forget(desk, visit)
            return see_other(done)
        form = Rejected(submission, (Trouble("password", refusal),))
    return _password_page(desk, visit, wizard, draft, form)


async def finish_letter(desk: Desk, visit: Visit, _submission: Submission, _way: str) -> Page:
    """Open the account that waited for its letter."""
    progress, draft = await LETTER.load(desk, visit)
    if draft is None:
        return see_other("/sign-up/letter/done")
    code = answer_of(progress, LetterForm)
    birth = answer_of(progress, BirthForm)
    if code is None or birth is None:
        return see_other(LETTER.address(progress.next.slug if progress.next else None))
    op = f"letter:{visit.visit_hash.hex()}:{draft.version}"
    try:
        await letters.join_with_letter(desk, visit, code.letter_code, birth.born, op=op)
    except letters.NotOpened:
        return see_other("/sign-up/letter/failed")
    await LETTER.forget(desk, visit)
    return see_other("/sign-up/letter/done")


async def done(desk: Desk, visit: Visit, way: str) -> Page:
    """Say what happens next, the same to everybody."""
    return desk.renderer.page(visit, "account/sent.html", way=way)


async def failed(desk: Desk, visit: Visit, _way: str) -> Page:
    """Say that this number opens nothing, and what to do."""
    return desk.renderer.page(visit, "account/letter_failed.html")


def _way_page(desk: Desk, visit: Visit, typed: Rejected | None) -> Response[bytes]:
    return desk.renderer.page(
        visit,
        "account/way.html",
        status=422 if typed else 200,
        form=desk.form(WayForm, typed, heading=True),
        questions=desk.questions("sign-up"),
    )


def _password_page(
    desk: Desk, visit: Visit, wizard: Wizard, draft: Draft, typed: Rejected | None
) -> Response[bytes]:
    return new_password(
        desk,
        visit,
        typed,
        action=f"{wizard.base}/password",
        back=wizard.end,
        words="account.sign-up",
        version=str(draft.version),
    )


WAYS = frozenset({*SIGN_UP, "letter"})
# The router takes no fixed part beside a variable one, so these are told apart here.
PAGES = {"check": check, "password": ask_password, "done": done, "failed": failed}
ENDS = {"password": finish, "check": finish_letter}

ROUTES = (choose_way, take_way, show, answer)
