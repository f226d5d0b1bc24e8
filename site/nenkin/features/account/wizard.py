"""One question a page: what was typed is kept on the server before the next page is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from litestar.exceptions import NotFoundException
from litestar.response import Redirect, Response

from nenkin.clock import japanese_day
from nenkin.features.account import budgets, secret_answers
from nenkin.features.account.desk import Desk, owner_of
from nenkin.features.account.forms import BirthForm
from nenkin.features.account.secret_forms import SecretForm
from nenkin.storage.drafts import Draft, delete_draft, load_draft, save_over
from nenkin.web.forms import Form, Rejected, Trouble, kinds
from nenkin.web.journeys import Journey, Progress, Step
from nenkin.web.submissions import Submission, without_secrets
from nenkin.web.visits import TOKEN_FIELD, Visit

Page = Response[bytes] | Redirect
_TRIES = 3
# The questions that people have about a step.
_QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "terms": ("privacy-numbers", "sign-up-stop"),
    "number": ("basic-number-where",),
    "name": ("sign-up-characters",),
    "access-key": ("access-key-what", "access-key-none"),
    "mail": ("sign-up-mail",),
}
Answer = TypeVar("Answer", bound=Form)


@dataclass(frozen=True)
class Wizard:
    """A journey with its addresses: ``/sign-up/key`` and below."""

    base: str
    draft: str  # the draft's name; journeys that share it share what was typed
    journey: Journey
    start: str  # where «back» leads from the first page
    end: str  # the address after the last question

    async def load(self, desk: Desk, visit: Visit) -> tuple[Progress, Draft | None]:
        """Replay what this visitor has typed so far."""
        draft = None
        if visit.visit_id is not None:
            draft = await load_draft(desk.db, owner_of(visit), self.draft, visit.now)
        return self.journey.follow(_answers(draft)), draft

    def address(self, slug: str | None) -> str:
        """Give a page's address; after the last question that of the end."""
        return f"{self.base}/{slug}" if slug else self.end

    async def show(self, desk: Desk, visit: Visit, slug: str, *, again: bool) -> Page:
        """Show a question, empty or as it was answered; ahead of its turn, lead to the next one.

        ``again``: the page was opened from the check page and leads back there.
        """
        progress, draft = await self.load(desk, visit)
        step = self._step(progress, slug)
        if step is None:
            return see_other(self.address(progress.next.slug if progress.next else None))
        return self._page(desk, visit, progress, step, _answers(draft).get(slug), again=again)

    async def answer(self, desk: Desk, visit: Visit, slug: str, sent: Submission) -> Page:
        """Keep an answer and lead on, or show the page again with what is wrong."""
        progress, draft = await self.load(desk, visit)
        step = self._step(progress, slug)
        if step is None:
            return see_other(self.address(progress.next.slug if progress.next else None))
        again = "again" in sent
        read = _read(step.form, sent, visit)
        if isinstance(read, SecretForm):
            facts = secret_answers.facts_of_sign_up(progress)
            read = secret_answers.judged(desk, read, facts, sent)
        if isinstance(read, Rejected):
            if any(trouble.code == "bad-check-digit" for trouble in read.troubles):
                await budgets.spend(desk.db, budgets.of_key_typos(visit.address), visit.now)
            return self._page(desk, visit, progress, step, read, again=again)
        if draft is None:
            await budgets.spend(desk.db, budgets.of_drafts(visit.address), visit.now)
        if isinstance(read, SecretForm):
            sent = await secret_answers.sealed(desk, visit, read)
        progress = await self._keep(desk, visit, slug, sent)
        if again and progress.next is None:
            return see_other(self.end)
        return see_other(self.address(progress.after(slug)))

    def _step(self, progress: Progress, slug: str) -> Step | None:
        if self.journey.step(slug) is None:
            raise NotFoundException
        return self.journey.step(slug) if progress.reaches(slug) else None

    def _page(
        self,
        desk: Desk,
        visit: Visit,
        progress: Progress,
        step: Step,
        typed: Submission | Rejected | None,
        *,
        again: bool,
    ) -> Page:
        place, total = progress.place(step.slug)
        before = progress.before(step.slug)
        back = self.end if again else self.address(before) if before else self.start
        single = len(kinds(step.form)) == 1
        return desk.renderer.page(
            visit,
            "account/question.html",
            status=422 if isinstance(typed, Rejected) else 200,
            form=desk.form(step.form, typed, heading=single),
            single=single,
            title=_title(desk, step),
            slug=step.slug,
            action=self.address(step.slug),
            back=back,
            place=place,
            total=total,
            again=again,
            questions=[desk.library.faq[name] for name in _QUESTIONS.get(step.slug, ())],
        )

    async def _keep(self, desk: Desk, visit: Visit, slug: str, sent: Submission) -> Progress:
        """Save an answer beside the others, also those that another tab saves meanwhile."""
        owner = owner_of(visit)
        answer = {
            name: sent[name] for name in without_secrets(sent) if name not in {TOKEN_FIELD, "again"}
        }
        for _ in range(_TRIES):
            draft = await load_draft(desk.db, owner, self.draft, visit.now)
            answers = {**_answers(draft), slug: answer}
            async with desk.db.write() as session:
                saved = await save_over(
                    session, owner, self.draft, answers, read=draft, now=visit.now
                )
            if saved:
                return self.journey.follow(answers)
        raise NotFoundException  # three tabs at the same moment, three times: nobody's hands

    async def forget(self, desk: Desk, visit: Visit) -> None:
        """Throw away what was typed."""
        async with desk.db.write() as session:
            await delete_draft(session, owner_of(visit), self.draft)


def see_other(address: str) -> Redirect:
    """Lead to a page; ``#main`` so that a browser does not carry ``#err`` along."""
    return Redirect(f"{address}#main" if "#" not in address else address, status_code=303)


def answer_of(progress: Progress, form: type[Answer]) -> Answer | None:
    """Find the answer that was given with a form."""
    return next((one for one in progress.answered.values() if isinstance(one, form)), None)


def _answers(draft: Draft | None) -> Mapping[str, Submission]:
    if draft is None:
        return {}
    return msgspec.json.decode(draft.answers, type=dict[str, dict[str, list[str]]])


def _read(form: type[Form], sent: Submission, visit: Visit) -> Form | Rejected:
    read = form.read(sent)
    if isinstance(read, BirthForm) and read.born > japanese_day(visit.now):
        return Rejected(sent, (Trouble("born", "future", "year"),))
    return read


def _title(desk: Desk, step: Step) -> str:
    """Give the page's heading: the question itself where there is but one."""
    fields = list(kinds(step.form))
    if len(fields) == 1:
        return desk.library.forms[step.form.words].fields[fields[0]].label
    return desk.library.words(f"account.steps.{step.slug}")
