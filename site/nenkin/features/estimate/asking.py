"""One question a page about the time to come: what was typed is kept before the next page is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec
from litestar import Request
from litestar.exceptions import NotFoundException
from litestar.response import Redirect, Response

from nenkin.content.library import Library
from nenkin.features.estimate.desk import Desk, provide_desk
from nenkin.features.estimate.question_forms import UNKNOWN
from nenkin.features.estimate.question_journey import Asked, births
from nenkin.law.dated import NotInForce
from nenkin.law.estimates import Refused
from nenkin.law.future import Unfit
from nenkin.storage import records
from nenkin.storage.drafts import Draft, Owner, delete_draft, load_draft, save_over
from nenkin.web.forms import Form, Rejected, Trouble, kinds, view
from nenkin.web.journeys import Progress, Step
from nenkin.web.submissions import Submission, without_secrets
from nenkin.web.visits import TOKEN_FIELD

Page = Response[bytes] | Redirect
BASE = "/estimate/questions"
CHECK, RESULT = f"{BASE}/check", f"{BASE}/result"
DRAFT = "future"
_TRIES = 3
# What the law says of a claim, and the words at its field.
_OF_CLAIMS = {
    "early-not-qualified": "not-qualified",
    "late-needs-a-year": "needs-a-year",
    "early-together": "early-together",
    "employees-not-late": "not-late",
}


@dataclass(frozen=True)
class Answered:
    """What a person has answered so far, replayed."""

    asked: Asked
    typed: Mapping[str, Submission]
    draft: Draft | None

    @cached_property
    def progress(self) -> Progress:
        """How far they have come."""
        return self.asked.journey.follow(self.typed)


@dataclass(frozen=True, slots=True)
class Interview:
    """One request's way to its own person's questions and answers."""

    desk: Desk

    @property
    def owner(self) -> Owner:
        """Give whose draft it is."""
        return Owner.person(self.desk.person.person_id)

    async def open(self, page: str) -> Answered:
        """Note that the record is looked at, read it, and replay what was answered."""
        await self.desk.note(page)
        return await self.answered(await self.asked())

    async def asked(self) -> Asked:
        """Read the record; that it is looked at has to be noted before anything is shown."""
        desk = self.desk
        record = await records.read_record(desk.db, desk.person.person_id)
        return Asked(desk.law, record, desk.today)

    async def answered(self, asked: Asked) -> Answered:
        """Replay what was answered."""
        draft = await load_draft(self.desk.db, self.owner, DRAFT, self.desk.visit.now)
        return Answered(asked, _typed(draft), draft)

    async def show(self, slug: str, *, again: bool) -> Page:
        """Show a question, empty or as it was answered; ahead of its turn, lead to the next one."""
        here = await self.open("questions")
        step = _step(here, slug)
        if step is None:
            return see_other(onward(here.progress))
        return self._question(here, step, here.typed.get(slug), again=again)

    async def answer(self, slug: str, sent: Submission) -> Page:
        """Keep an answer and lead on, or show the page again with what is wrong."""
        here = await self.open("questions")
        step = _step(here, slug)
        if step is None:
            return see_other(onward(here.progress))
        again = "again" in sent
        read = step.form.read(sent)
        if not isinstance(read, Rejected):
            read = _fitting(here, step, read, sent)
        if isinstance(read, Rejected):
            return self._question(here, step, read, again=again)
        progress = await self._keep(here.asked, slug, sent)
        if again and progress.next is None:
            return see_other(CHECK)
        after = progress.after(slug)
        return see_other(f"{BASE}/{after}" if after else CHECK)

    async def forget(self) -> None:
        """Throw the answers away, as their owner asked."""
        async with self.desk.db.write() as session:
            await delete_draft(session, self.owner, DRAFT)

    async def _keep(self, asked: Asked, slug: str, sent: Submission) -> Progress:
        """Save an answer beside the others, also those that another tab saves meanwhile."""
        answer = {
            name: sent[name] for name in without_secrets(sent) if name not in {TOKEN_FIELD, "again"}
        }
        for _ in range(_TRIES):
            draft = await load_draft(self.desk.db, self.owner, DRAFT, self.desk.visit.now)
            answers = {**_typed(draft), slug: answer}
            async with self.desk.db.write() as session:
                saved = await save_over(
                    session, self.owner, DRAFT, answers, read=draft, now=self.desk.visit.now
                )
            if saved:
                return asked.journey.follow(answers)
        raise NotFoundException  # three tabs at the same moment, three times: nobody's hands

    def _question(
        self, here: Answered, step: Step, typed: Submission | Rejected | None, *, again: bool
    ) -> Page:
        place, total = here.progress.place(step.slug)
        before = here.progress.before(step.slug)
        back = CHECK if again else f"{BASE}/{before}" if before else BASE
        single = len(kinds(step.form)) == 1
        words = self.desk.library.forms[step.form.words]
        return self.desk.renderer.page(
            self.desk.visit,
            "estimate/question.html",
            status=422 if isinstance(typed, Rejected) else 200,
            form=view(step.form, words, typed, heading=single),
            single=single,
            title=title(self.desk.library, step),
            action=f"{BASE}/{step.slug}",
            back=back,
            place=place,
            total=total,
            again=again,
            unknown=self.desk.library.phrases.get(f"future.unknown.{step.slug}", ""),
            left=isinstance(typed, Mapping) and UNKNOWN in typed,
        )


def onward(progress: Progress) -> str:
    """Give the address of the next question, or of the check page after the last."""
    return f"{BASE}/{progress.next.slug}" if progress.next else CHECK


def see_other(address: str) -> Redirect:
    """Lead to a page; ``#main`` so that a browser does not carry ``#err`` along."""
    return Redirect(f"{address}#main", status_code=303)


def title(library: Library, step: Step) -> str:
    """Give the page's heading: the question itself where there is but one box."""
    names = list(kinds(step.form))
    if len(names) == 1:
        return library.forms[step.form.words].fields[names[0]].label
    return library.words(f"future.steps.{step.slug}")


def place_of(refused: Refused, form: type[Form], said: Mapping[str, Any]) -> Trouble | None:
    """Give the field of a form at which a refusal belongs, or ``None`` where it is another's."""
    if isinstance(refused, Unfit):
        names = {"spouse": "spouse_born"}
        name = names.get(refused.answer, refused.answer)
        if name == "children":
            name = births(said)[refused.place] if births(said) else ""
        return Trouble(name, refused.code) if name in kinds(form) else None
    code = _OF_CLAIMS.get(refused.code)
    found = (name for name, codes in form.own_codes.items() if code in codes)
    name = next(found, "")
    return Trouble(name, code) if code and name else None


def _fitting(here: Answered, step: Step, read: Form, sent: Submission) -> Form | Rejected:
    """Refuse an answer that cannot be beside the record and the answers before it."""
    slugs = [one.slug for one in here.progress.path]
    before = {
        slug: form
        for slug, form in here.progress.answered.items()
        if slugs.index(slug) < slugs.index(step.slug)
    }
    try:
        here.asked.worked_out({**before, step.slug: read})
    except Refused as refused:
        trouble = place_of(refused, step.form, vars(read))
        if trouble is not None:
            return Rejected(sent, (trouble,))
    except NotInForce:  # said before the first question, and again at the end
        pass
    return read


def _step(here: Answered, slug: str) -> Step | None:
    if here.asked.journey.step(slug) is None:
        raise NotFoundException
    return here.asked.journey.step(slug) if here.progress.reaches(slug) else None


def _typed(draft: Draft | None) -> dict[str, dict[str, list[str]]]:
    if draft is None:
        return {}
    return msgspec.json.decode(draft.answers, type=dict[str, dict[str, list[str]]])


def provide_interview(request: Request[Any, Any, Any]) -> Interview:
    """Give a request's way to its questions."""
    return Interview(provide_desk(request))
