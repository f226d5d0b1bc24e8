"""What an auditor asks the trail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from nenkin.web.dates import OptionalDate
from nenkin.web.fields import Choice, Text
from nenkin.web.forms import Form
from nenkin.web.prose import Prose
from nenkin.web.receipts import receipt

ANY = "any"
ACTIONS = (
    *("case.viewed", "case.refused", "case.moved", "case.noted"),
    *("viewing.view-asked", "viewing.view-allowed", "viewing.glass", "viewing.reviewed"),
    *("correction.proposed", "correction.approved", "correction.refused", "correction.undone"),
    *("staff.sign-in", "staff.sign-in.failed", "trail.searched"),
    "trail.exported",
)


def slug(action: str) -> str:
    """Give an action as forms and words name it."""
    return action.replace(".", "-")


@dataclass(frozen=True)
class TrailForm(Form):
    """All may be left out."""

    words: ClassVar[str] = "trail"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "staff_number": frozenset({"unknown"}),
    }

    action: Annotated[str, Choice((ANY, *(slug(one) for one in ACTIONS)))]
    staff_number: Annotated[str, Text(20, width="medium", required=False)]
    case_number: Annotated[str, receipt(required=False)]
    until: Annotated[date | None, OptionalDate()]


@dataclass(frozen=True)
class ReviewForm(Form):
    """What looking into an emergency found."""

    words: ClassVar[str] = "review"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"remark": frozenset({"remark-missing"})}

    found: Annotated[str, Choice(("fine", "ask"), component="radios")]
    remark: Annotated[str, Prose(required=False)]

    def check(self) -> Iterable[tuple[str, str]]:
        """Where somebody has to be asked, it is written why."""
        if self.found == "ask" and not self.remark:
            yield "remark", "remark-missing"


@dataclass(frozen=True)
class ExportForm(TrailForm):
    """Which entries a file is to hold, and why."""

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        **TrailForm.own_codes,
        "until": frozenset({"too-many"}),
    }

    why: Annotated[str, Prose()]
