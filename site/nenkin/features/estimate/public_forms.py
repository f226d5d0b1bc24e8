"""The public estimate (ログインしないで試す): who somebody is, and the periods of their life."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from nenkin.features.estimate.boxes import Birth, Count
from nenkin.features.estimate.question_forms import OLDEST, YOUNGEST
from nenkin.law.conditions import Period, Way
from nenkin.law.future import LEAST_SALARY, TOO_HIGH_SALARY, YEAR
from nenkin.law.months import Month
from nenkin.law.typed_lives import WAYS
from nenkin.web.amounts import OptionalYen
from nenkin.web.fields import Choice, OptionalChoice
from nenkin.web.forms import Form
from nenkin.web.months import YearMonth


@dataclass(frozen=True)
class AboutForm(Form):
    """Who somebody is; each may be left open, and the result says what was taken instead."""

    born: Annotated[date | None, Birth(required=False)]
    sex: Annotated[str | None, OptionalChoice(("male", "female"))]
    start: Annotated[int, Count(least=YOUNGEST, greatest=OLDEST, required=False)]  # 0: open

    words: ClassVar[str] = "public"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "born": frozenset({"future", "old-law"}),
    }


@dataclass(frozen=True)
class TypedPeriodForm(Form):
    """One period."""

    first: Annotated[Month, YearMonth()]
    last: Annotated[Month, YearMonth()]
    way: Annotated[str, Choice(WAYS)]
    pay: Annotated[int | None, OptionalYen(least=LEAST_SALARY, below=TOO_HIGH_SALARY)]
    bonus: Annotated[int | None, OptionalYen(below=YEAR * TOO_HIGH_SALARY)]

    words: ClassVar[str] = "public"
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "first": frozenset({"too-young", "before-20", "before-the-scheme", "overlaps"}),
        "last": frozenset({"end-before-start", "after-60", "after-75"}),
        "pay": frozenset({"not-employed"}),
        "bonus": frozenset({"not-employed"}),
    }

    @property
    def period(self) -> Period:
        """Give what was typed."""
        return Period(
            first=self.first, last=self.last, way=Way(self.way), pay=self.pay, bonus=self.bonus
        )
