"""What an auditor asks the trail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from nenkin.interchange.receipt_numbers import read
from nenkin.web.dates import EraDate
from nenkin.web.fields import Choice, Mistake, Text
from nenkin.web.forms import Form
from nenkin.web.submissions import Submission

ANY = "any"
ACTIONS = (
    *("case.viewed", "case.refused", "case.moved"),
    *("correction.proposed", "correction.approved", "correction.refused", "correction.undone"),
    *("staff.sign-in", "staff.sign-in.failed", "trail.searched"),
)


def slug(action: str) -> str:
    """Give an action as forms and words name it."""
    return action.replace(".", "-")


@dataclass(frozen=True)
class LastDay(EraDate):
    """A day that may be left empty."""

    codes: ClassVar[frozenset[str]] = EraDate.codes - {"missing"}

    def read(self, submission: Submission, name: str) -> Any:
        """Give the day, or ``None``."""
        try:
            return super().read(submission, name)
        except Mistake as mistake:
            if mistake.code == "missing":
                return None
            raise


@dataclass(frozen=True)
class TrailForm(Form):
    """All may be left out."""

    words: ClassVar[str] = "trail"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "case_number": frozenset({"not-receipt"}),
        "staff_number": frozenset({"unknown"}),
    }

    action: Annotated[str, Choice((ANY, *(slug(one) for one in ACTIONS)))]
    staff_number: Annotated[str, Text(20, width="medium", required=False)]
    case_number: Annotated[str, Text(30, width="medium", required=False)]
    until: Annotated[date | None, LastDay()]

    def check(self) -> Iterable[tuple[str, str]]:
        """Refuse what no receipt number is."""
        if self.case_number and not read(self.case_number):
            yield "case_number", "not-receipt"
