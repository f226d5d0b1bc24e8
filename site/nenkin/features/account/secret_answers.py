"""The answer to a secret question: judged, hashed, and tried beside another proof."""

from dataclasses import dataclass

from nenkin.features.account import budgets
from nenkin.features.account.applications import application_of
from nenkin.features.account.desk import Desk, Facts
from nenkin.features.account.secret_forms import SecretForm
from nenkin.storage.accounts import Account
from nenkin.storage.attempts import forgive
from nenkin.storage.audit import ActorKind, Event, note
from nenkin.web.answers import folded
from nenkin.web.forms import Rejected, Trouble
from nenkin.web.journeys import Progress
from nenkin.web.submissions import Submission
from nenkin.web.visits import Visit


@dataclass(frozen=True)
class Given:
    """What somebody answered: the question that they chose, and what they typed."""

    question: str
    answer: str


def judged(
    desk: Desk, form: SecretForm, facts: Facts, submission: Submission
) -> SecretForm | Rejected:
    """Give the form again, or what is wrong with its answer."""
    refusal = desk.policy.answer_refusal(form.secret_answer, own=facts.words, born=facts.born)
    return Rejected(submission, (Trouble("secret_answer", refusal),)) if refusal else form


def facts_of_sign_up(progress: Progress) -> Facts:
    """Give what an answer at sign-up is judged by: everything that was typed before."""
    application = application_of(progress.answered)
    return Facts(application.words, application.claim.born)


async def sealed(desk: Desk, visit: Visit, form: SecretForm) -> dict[str, list[str]]:
    """Give what is kept of a question until the sign-up is sent."""
    await budgets.spend(desk.db, budgets.of_new_answers(visit.address), visit.now)
    hashed = await desk.hasher.hash(folded(form.secret_answer))
    return {"question": [form.question], "answer-hash": [hashed]}


async def right(
    desk: Desk, visit: Visit, account: Account | None, given: Given, *, key: str
) -> bool:
    """Whether this is an account's answer; raises ``Refused`` where it was tried too often.

    Counted and noted before it is compared. The same work where there is no account (``key`` then
    names what the tries are counted by) or no answer, which an account of before need not have.
    """
    who = str(account.id) if account else key
    await budgets.spend(desk.db, budgets.of_answers(who), visit.now)
    subject = account.person_id if account else None
    tried = Event(actor=ActorKind.VISITOR, action="secret-question.tried", subject=subject)
    async with desk.db.write() as session:
        await note(session, tried, visit.now)
    stored = account.answer_hash if account else None
    same = await desk.hasher.verify(stored, folded(given.answer))
    if account is None or (stored and not (same and given.question == account.question)):
        return False
    async with desk.db.write() as session:
        await forgive(session, budgets.ANSWER, who)
    return True
