"""One period of a record that was found, as it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from nenkin.law.found import Found, Trade
from nenkin.law.future import TOO_HIGH_SALARY
from nenkin.law.months import Month
from nenkin.law.wareki import write_month
from nenkin.web.amounts import OptionalYen
from nenkin.web.fields import Choice, Text
from nenkin.web.forms import Form
from nenkin.web.months import YearMonth
from nenkin.web.submissions import Submission

LONGEST_PLACE = 60


@dataclass(frozen=True)
class FoundForm(Form):
    """A line of the list. ``pay`` may be a few yen: in 1944 it was."""

    trade: Annotated[str, Choice(tuple(Trade))]
    place: Annotated[str, Text(LONGEST_PLACE, required=False)]
    first: Annotated[Month, YearMonth()]
    last: Annotated[Month, YearMonth()]
    pay: Annotated[int | None, OptionalYen(least=1, below=TOO_HIGH_SALARY)]

    words: ClassVar[str] = "found"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "first": frozenset(
            {"before-birth", "before-the-scheme", "before-20", "too-young", "overlaps", "recorded"}
        ),
        "last": frozenset({"end-before-start", "not-over", "after-60", "after-70"}),
        "pay": frozenset({"not-employed"}),
    }

    @property
    def found(self) -> Found:
        """Give what was asked for."""
        return Found(
            trade=Trade(self.trade),
            first=self.first,
            last=self.last,
            pay=self.pay,
            place=self.place,
        )


def as_typed(one: Found) -> Submission:
    """Write a period as a person would have typed it."""
    return {
        "trade": [str(one.trade)],
        "place": [one.place],
        "first": [write_month(one.first)],
        "last": [write_month(one.last)],
        "pay": ["" if one.pay is None else f"{one.pay:,}"],
    }
