"""A question with boxes to tick."""

from dataclasses import dataclass
from typing import Any, ClassVar

from nenkin.web.fields import Mistake
from nenkin.web.submissions import Submission


@dataclass(frozen=True)
class Several:
    """Any number of several answers; with ``required`` one at least."""

    options: tuple[str, ...]
    required: bool = False

    component: ClassVar[str] = "checkboxes"

    @property
    def codes(self) -> frozenset[str]:
        """Give every code that ``read`` can raise."""
        return frozenset({"not-a-choice"} | ({"missing"} if self.required else set()))

    def read(self, submission: Submission, name: str) -> tuple[str, ...]:
        """Give what was ticked, each once, in the order of the page."""
        ticked = submission.get(name, [])
        if not set(ticked) <= set(self.options):
            raise Mistake("not-a-choice")
        if self.required and not ticked:
            raise Mistake("missing")
        return tuple(option for option in self.options if option in ticked)

    def arguments(self, submission: Submission, name: str) -> dict[str, Any]:
        """Give the options, and those that were ticked."""
        return {
            "options": [{"value": option} for option in self.options],
            "values": list(submission.get(name, [])),
        }
