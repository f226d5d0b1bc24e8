"""Which questions a person is asked, in which order, and what their answers mean for the law."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from nenkin.features.estimate import question_forms as forms
from nenkin.features.estimate.figures import ANSWERS, Figure, missing_in
from nenkin.law.ages import reached_on
from nenkin.law.career import Career, career
from nenkin.law.counting import EMPLOYED
from nenkin.law.counting import employed as employments
from nenkin.law.estimates import Refused
from nenkin.law.estimating import estimate
from nenkin.law.future import (
    AT_60,
    AT_75,
    YEAR,
    Future,
    Premium,
    Work,
    own_months,
    present,
    whole_life,
)
from nenkin.law.lives import AT_65, Child, Life, Spouse
from nenkin.law.months import Month, fiscal_year, month_of
from nenkin.law.parameters import Law, NotInForce
from nenkin.law.payable import PayableMonth, Way, can_pay, payable_months
from nenkin.law.periods import Record
from nenkin.law.rights import may_be_police, special_age
from nenkin.law.settling import Settled, settle
from nenkin.web.journeys import Answers, Journey, Step


@dataclass(frozen=True)
class Asked:
    """Who is asked: a record as of a day."""

    law: Law
    record: Record
    today: date

    @cached_property
    def career(self) -> Career:
        """The record by month."""
        return career(self.record)

    @cached_property
    def settled(self) -> Settled:
        """The life so far."""
        return settle(self.record)

    @property
    def year(self) -> int:
        """The fiscal year whose law and money the estimate is in."""
        return fiscal_year(month_of(self.today))

    @cached_property
    def age(self) -> int:
        """The person's age in months."""
        return self.settled.end - self.settled.life.born_in

    @cached_property
    def payable(self) -> tuple[PayableMonth, ...]:
        """Every month that can be paid now."""
        return payable_months(self.law, self.career, self.today)

    @cached_property
    def can_pay(self) -> bool:
        """Whether there is such a month."""
        return can_pay(self.law, self.career, self.today)

    def future(self, answers: Answers) -> Future:
        """Give what the answers mean."""
        said = {name: value for form in answers.values() for name, value in vars(form).items()}
        until, later_until = said.get("until"), said.get("later_until")
        return Future(
            work=_member(Work, said.get("work")),
            until=until and until * YEAR,
            pay=said.get("pay"),
            bonus=said.get("bonus"),
            premium=_member(Premium, said.get("premium")),
            later=said.get("later"),
            later_until=later_until and later_until * YEAR,
            later_pay=said.get("later_pay"),
            police=said.get("police"),
            wage_at_60=said.get("wage_at_60"),
            seeking=_seeking(said),
            basic=_age(said, "basic"),
            employees=_age(said, "employees"),
            spouse=_spouse(said),
            children=tuple(Child(said[name]) for name in births(said)),
            filled=self._filled(said.get("fill")),
        )

    def _filled(self, how: str | None) -> Mapping[Month, str]:
        if how not in {"in-time", "all"}:
            return {}
        return {
            one.month: one.becomes for one in self.payable if how == "all" or one.way is Way.IN_TIME
        }

    def worked_out(self, answers: Answers) -> Figure:
        """Give what the answers come to; raises as ``estimate`` does."""
        life, scenario = whole_life(self.law, self.settled, self.future(answers))
        return Figure(ANSWERS, life, scenario, estimate(self.law, life, scenario, self.year))

    def missing(self, answers: Answers, life: Life) -> tuple[str, ...]:
        """Name what the record suggests and no answer has brought into the figure."""
        said = {name: value for form in answers.values() for name, value in vars(form).items()}
        spouse = said.get("spouse") is False or said.get("spouse_born") is not None
        children = said.get("children") is False or births(said)
        missing = missing_in(self.law, life, self.settled, family=bool(spouse and children))
        asked = {"police"} if said.get("police") is not None else set()
        if said.get("continued") is not None and said.get("seeking") is not None:
            asked.add("benefit")
        return tuple(name for name in missing if name not in asked)

    @property
    def hopeless(self) -> bool:
        """Whether nothing can be worked out, whatever is answered: it is the record, or the year."""
        try:
            self.worked_out({})
        except (Refused, NotInForce):
            return True
        return False

    def _work(self, answers: Answers) -> Work | None:
        said = getattr(answers.get("work"), "work", None)
        return _member(Work, said) or present(self.settled)

    def _goes_on(self, answers: Answers) -> bool:
        if self.age >= AT_65:
            return False
        work = self._work(answers)
        return self._is_employed(answers) or (work is Work.DEPENDENT and self.age < AT_60)

    def _is_employed(self, answers: Answers) -> bool:
        return self.age < AT_65 and self._work(answers) is Work.EMPLOYEE

    def _pays_alone(self, answers: Answers) -> bool:
        if self.settled.end >= self.settled.life.reaches(AT_60):
            return False
        return own_months(self.settled, self.future(answers))

    def _claims_apart(self, answers: Answers) -> bool:
        """Whether there is an employees' part with a start age of its own."""
        basic = _age(vars(answers["basic"]), "basic") if "basic" in answers else None
        if basic is not None and basic < AT_65:
            return False
        employed = any(one.scheme in EMPLOYED for one in self.settled.life.stretches)
        return employed or self._is_employed(answers) or _says("later")(answers)

    def _is_paid_before_65(self, answers: Answers) -> bool:
        """Whether an employees' pension is due before 65 of which 雇用保険 can take something."""
        if self.age >= AT_65:
            return False
        life = self.settled.life
        basic = _age(vars(answers["basic"]), "basic") if "basic" in answers else None
        if basic is not None and basic < AT_65:
            return self._is_employed(answers) or any(employments(life))
        police = getattr(answers.get("police"), "police", None) is True
        return special_age(self.law, replace(life, police=police)) < life.reaches(AT_65)

    def _works_before_65(self, answers: Answers) -> bool:
        return self._is_employed(answers) and self._is_paid_before_65(answers)

    @cached_property
    def _may_be_police(self) -> bool:
        """Whether an answer can change what is still to come: all of it is before 65."""
        return self.age < AT_65 and may_be_police(self.law, self.settled.life)

    @cached_property
    def journey(self) -> Journey:
        """The questions of this person."""
        steps: tuple[tuple[str, type[forms.Question], Callable[[Answers], bool]], ...] = (
            ("work", forms.WorkForm, lambda _: self.age < AT_65),
            ("until", forms.UntilForm, self._goes_on),
            ("pay", forms.PayForm, self._is_employed),
            ("bonus", forms.BonusForm, self._is_employed),
            ("premium", forms.PremiumForm, self._pays_alone),
            ("fill", forms.FillForm, lambda _: self.can_pay),
            ("later", forms.LaterForm, lambda _: self.age < AT_75),
            ("later-until", forms.LaterUntilForm, _says("later")),
            ("later-pay", forms.LaterPayForm, _says("later")),
            ("police", forms.PoliceForm, lambda _: self._may_be_police),
            ("basic", forms.BasicForm, lambda _: True),
            ("employees", forms.EmployeesForm, self._claims_apart),
            ("continued", forms.ContinuedForm, self._works_before_65),
            ("wage", forms.WageForm, _says("continued")),
            ("seeking", forms.SeekingForm, self._is_paid_before_65),
            ("seeking-when", forms.SeekingWhenForm, _says("seeking")),
            ("spouse", forms.SpouseForm, lambda _: True),
            ("spouse-born", forms.SpouseBirthForm, _says("spouse")),
            ("kept", forms.KeptForm, _says("spouse")),
            ("spouse-pension", forms.SpousePensionForm, _says("spouse")),
            ("children", forms.ChildrenForm, lambda _: True),
            ("births", forms.BirthsForm, _says("children")),
        )
        return Journey(tuple(Step(slug, form, asked_if) for slug, form, asked_if in steps))


def births(said: Mapping[str, Any]) -> list[str]:
    """Give the names of the boxes in which a child's birth stands."""
    names = [f"child_{number}" for number in range(1, forms.CHILDREN + 1)]
    return [name for name in names if said.get(name)]


def _says(slug: str) -> Callable[[Answers], bool]:
    return lambda answers: slug in answers and getattr(answers[slug], slug) is True


def _member(kind: Callable[[str], Any], value: str | None) -> Any:
    return None if value is None else kind(value)


def _seeking(said: Mapping[str, Any]) -> tuple[int, int] | None:
    """Give the age and the days; ``None`` where either is not known."""
    age, days = _age(said, "seeking"), said.get("seeking_days")
    return None if age is None or days is None else (age, days)


def _age(said: Mapping[str, Any], name: str) -> int | None:
    years = said.get(f"{name}_years")
    return None if years is None else years * YEAR + (said[f"{name}_months"] or 0)


def _spouse(said: Mapping[str, Any]) -> Spouse | None:
    """One household is asked once, and counts both ways: for 加給年金 and for 振替加算.

    The spouse's own pension counts from 65; a special one before it (特別支給) is not asked for.
    """
    born = said.get("spouse_born")
    if born is None:
        return None
    kept = said.get("kept") is True
    since = month_of(reached_on(born, AT_65 // YEAR)) + 1
    return Spouse(
        born_on=born,
        kept=kept,
        keeps=kept,
        pension_since=since if said.get("spouse_pension") else None,
    )
