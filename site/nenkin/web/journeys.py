"""One question a page: a journey is replayed from its answers each time, never remembered.

No «current step» is stored, so it cannot be wrong: an answer that no longer reads is asked again,
a step that no longer applies is skipped.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nenkin.web.forms import Form, Rejected
from nenkin.web.submissions import Submission

Answers = Mapping[str, Form]
Stored = Mapping[str, Submission]  # what was typed, by step


def _always(_: Answers) -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """One page of a journey; ``asked_if`` looks at the answers before it."""

    slug: str
    form: type[Form]
    asked_if: Callable[[Answers], bool] = _always
    kept: type[Form] | None = None  # reads what is stored, where that is not what was typed


@dataclass(frozen=True)
class Progress:
    """How far a person has come."""

    path: tuple[Step, ...]  # every step that applies, as far as can be known yet
    answered: Answers
    next: Step | None  # the first step without a readable answer; None when all are there

    def reaches(self, slug: str) -> bool:
        """Whether a step may be opened: it is answered, or it is the next one."""
        return slug in self.answered or (self.next is not None and self.next.slug == slug)

    def before(self, slug: str) -> str | None:
        """Give the step before one, for «back»."""
        slugs = [step.slug for step in self.path]
        at = slugs.index(slug)
        return slugs[at - 1] if at else None

    def after(self, slug: str) -> str | None:
        """Give the step after one, or ``None`` at the end."""
        slugs = [step.slug for step in self.path]
        at = slugs.index(slug)
        return slugs[at + 1] if at + 1 < len(slugs) else None

    def place(self, slug: str) -> tuple[int, int]:
        """Give «3 of 6»."""
        slugs = [step.slug for step in self.path]
        return slugs.index(slug) + 1, len(slugs)


@dataclass(frozen=True)
class Journey:
    """Pages in order."""

    steps: tuple[Step, ...]

    def follow(self, stored: Stored) -> Progress:
        """Replay what was typed, up to the first step whose answer is not there or does not read."""
        answered: dict[str, Form] = {}
        path: list[Step] = []
        missing: Step | None = None
        for step in self.steps:
            if not step.asked_if(answered):
                continue
            path.append(step)
            typed = stored.get(step.slug)
            if missing is not None or typed is None:
                missing = missing or step
                continue
            answer = (step.kept or step.form).read(typed)
            if isinstance(answer, Rejected):
                missing = step
            else:
                answered[step.slug] = answer
        return Progress(tuple(path), answered, missing)

    def known(self, stored: Stored) -> Answers:
        """Give every answer that is there, still applies and reads; what is missing is left out."""
        answered: dict[str, Form] = {}
        for step in self.steps:
            typed = stored.get(step.slug)
            if typed is not None and step.asked_if(answered):
                answer = (step.kept or step.form).read(typed)
                if not isinstance(answer, Rejected):
                    answered[step.slug] = answer
        return answered

    def step(self, slug: str) -> Step | None:
        """Find a step by its address."""
        return next((step for step in self.steps if step.slug == slug), None)
