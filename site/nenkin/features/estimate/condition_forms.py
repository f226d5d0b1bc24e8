"""One period of the time to come, as it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from nenkin.law.conditions import Period, Way
from nenkin.law.future import LEAST_SALARY, TOO_HIGH_SALARY, YEAR
from nenkin.law.months import Month
from nenkin.law.wareki import write_month
from nenkin.web.amounts import OptionalYen
from nenkin.web.fields import Choice
from nenkin.web.forms import Form
from nenkin.web.months import YearMonth
from nenkin.web.submissions import Submission


@dataclass(frozen=True)
class PeriodForm(Form):
    """A line of the table."""

    first: Annotated[Month, YearMonth()]
    last: Annotated[Month, YearMonth()]
    way: Annotated[str, Choice(tuple(Way))]
    pay: Annotated[int | None, OptionalYen(least=LEAST_SALARY, below=TOO_HIGH_SALARY)]
    bonus: Annotated[int | None, OptionalYen(below=YEAR * TOO_HIGH_SALARY)]

    words: ClassVar[str] = "conditions"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "first": frozenset({"past", "before-60", "before-20", "overlaps"}),
        "last": frozenset(
            {"end-before-start", "after-60", "after-65", "after-70", "after-75", "enough"}
        ),
        "way": frozenset({"nothing-now"}),
        "pay": frozenset({"nothing-now", "not-employed"}),
        "bonus": frozenset({"not-employed"}),
    }

    @property
    def period(self) -> Period:
        """Give what was asked for."""
        return Period(
            first=self.first, last=self.last, way=Way(self.way), pay=self.pay, bonus=self.bonus
        )


def as_typed(one: Period) -> Submission:
    """Write a period as a person would have typed it."""
    return {
        "first": [write_month(one.first)],
        "last": [write_month(one.last)],
        "way": [str(one.way)],
        "pay": ["" if one.pay is None else f"{one.pay:,}"],
        "bonus": ["" if one.bonus is None else f"{one.bonus:,}"],
    }
