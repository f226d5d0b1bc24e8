"""The questions about the time to come: one form a page, each answered or left to «I do not know»."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Self

from nenkin.features.estimate.boxes import Birth, Count, YesNo
from nenkin.law.future import LEAST_SALARY, TOO_HIGH_SALARY, YEAR
from nenkin.law.refusals import MOST_PAY
from nenkin.web.amounts import Yen
from nenkin.web.fields import Choice
from nenkin.web.forms import Form, Rejected, kinds
from nenkin.web.submissions import Submission

UNKNOWN = "unknown"  # the name of the button «I do not know»
YOUNGEST, OLDEST = 60, 75
SALARY = Yen(least=LEAST_SALARY, below=TOO_HIGH_SALARY)
AGE = Count(least=15, greatest=99)
START = Count(least=YOUNGEST, greatest=OLDEST)
MONTHS = Count(least=0, greatest=YEAR - 1, required=False)
CHILDREN = 3  # births that are asked for; the page says that more are not counted


class Question(Form):
    """A page of this journey. Every field is ``None`` where the person does not know."""

    words: ClassVar[str] = "future"

    @classmethod
    def read(cls, submission: Submission) -> Self | Rejected:
        """Read the answer; the button «I do not know» goes before whatever stands in the boxes."""
        if UNKNOWN in submission:
            nothing: dict[str, Any] = dict.fromkeys(kinds(cls))
            return cls(**nothing)
        return super().read(submission)


@dataclass(frozen=True)
class WorkForm(Question):
    """How somebody will work."""

    work: Annotated[str | None, Choice(("employee", "self", "dependent", "none"))]


@dataclass(frozen=True)
class UntilForm(Question):
    """Until what age; that it is still to come is found by the law."""

    until: Annotated[int | None, AGE]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "until": frozenset({"until-past", "until-after-65"})
    }


@dataclass(frozen=True)
class PayForm(Question):
    """Salary of a month."""

    pay: Annotated[int | None, SALARY]


@dataclass(frozen=True)
class BonusForm(Question):
    """Bonuses of a year."""

    bonus: Annotated[int | None, Yen(below=YEAR * TOO_HIGH_SALARY)]


@dataclass(frozen=True)
class PremiumForm(Question):
    """The premium of 国民年金 until 60."""

    premium: Annotated[str | None, Choice(("pay", "additional", "exempt", "unpaid"))]


@dataclass(frozen=True)
class FillForm(Question):
    """Months that can still be paid (納付) or paid back (追納)."""

    fill: Annotated[str | None, Choice(("none", "in-time", "all"))]


@dataclass(frozen=True)
class LaterForm(Question):
    """Whether there is work from 65 on."""

    later: Annotated[bool | None, YesNo()]


@dataclass(frozen=True)
class LaterUntilForm(Question):
    """Until what age after 65."""

    later_until: Annotated[int | None, AGE]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "later_until": frozenset({"until-past", "later-until"})
    }


@dataclass(frozen=True)
class LaterPayForm(Question):
    """Pay of a month after 65, bonuses within it."""

    later_pay: Annotated[int | None, SALARY]


@dataclass(frozen=True)
class PoliceForm(Question):
    """特定警察職員等: twenty years on end with the police or a fire brigade."""

    police: Annotated[bool | None, YesNo()]


_CLAIM = frozenset({"between-65-and-66", "after-75", "not-qualified", "needs-a-year"})


def _wrong_age(years: int | None, months: int | None) -> str | None:
    """Give the code of an age at which nothing can be claimed."""
    if years is None or months is None:
        return None
    if years == OLDEST and months:
        return "after-75"
    return "between-65-and-66" if years == 65 and months else None  # noqa: PLR2004  # the law's age


@dataclass(frozen=True)
class BasicForm(Question):
    """繰上げ・繰下げ of 老齢基礎年金."""

    basic_years: Annotated[int | None, START]
    basic_months: Annotated[int | None, MONTHS]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"basic_years": _CLAIM}

    def check(self) -> Iterable[tuple[str, str]]:
        """Refuse an age at which nothing can be claimed."""
        if code := _wrong_age(self.basic_years, self.basic_months):
            yield "basic_years", code


@dataclass(frozen=True)
class EmployeesForm(Question):
    """繰上げ・繰下げ of 老齢厚生年金, where 老齢基礎年金 is not claimed early."""

    employees_years: Annotated[int | None, START]
    employees_months: Annotated[int | None, MONTHS]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "employees_years": _CLAIM | {"early-together", "not-late"}
    }

    def check(self) -> Iterable[tuple[str, str]]:
        """Refuse an age at which nothing can be claimed."""
        if code := _wrong_age(self.employees_years, self.employees_months):
            yield "employees_years", code


@dataclass(frozen=True)
class ContinuedForm(Question):
    """Whether 高年齢雇用継続給付 is paid for work before 65."""

    continued: Annotated[bool | None, YesNo()]


@dataclass(frozen=True)
class WageForm(Question):
    """The pay at 60 by which it is paid (みなし賃金日額 × 30)."""

    wage_at_60: Annotated[int | None, Yen(least=LEAST_SALARY, below=MOST_PAY + 1)]


@dataclass(frozen=True)
class SeekingForm(Question):
    """Whether 基本手当 is paid before 65."""

    seeking: Annotated[bool | None, YesNo()]


@dataclass(frozen=True)
class SeekingWhenForm(Question):
    """The age at which work is looked for (求職の申込み), and the days that are paid."""

    seeking_years: Annotated[int | None, Count(least=YOUNGEST, greatest=64)]
    seeking_months: Annotated[int | None, MONTHS]
    seeking_days: Annotated[int | None, Count(least=1, greatest=360)]


@dataclass(frozen=True)
class SpouseForm(Question):
    """Whether there is a spouse."""

    spouse: Annotated[bool | None, YesNo()]


_BIRTH = frozenset({"future", "too-long-ago"})


@dataclass(frozen=True)
class SpouseBirthForm(Question):
    """The spouse's day of birth."""

    spouse_born: Annotated[date | None, Birth()]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {"spouse_born": _BIRTH}


@dataclass(frozen=True)
class KeptForm(Question):
    """生計維持: one household, and less than 8.5 million yen a year."""

    kept: Annotated[bool | None, YesNo()]


@dataclass(frozen=True)
class SpousePensionForm(Question):
    """Whether the spouse has 240 months of 厚生年金 of their own."""

    spouse_pension: Annotated[bool | None, YesNo()]


@dataclass(frozen=True)
class ChildrenForm(Question):
    """Whether there are children that count at 65."""

    children: Annotated[bool | None, YesNo()]


@dataclass(frozen=True)
class BirthsForm(Question):
    """The children's days of birth."""

    child_1: Annotated[date | None, Birth()]
    child_2: Annotated[date | None, Birth(required=False)]
    child_3: Annotated[date | None, Birth(required=False)]
    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        f"child_{number}": _BIRTH | {"older-than-parent"} for number in range(1, CHILDREN + 1)
    }
