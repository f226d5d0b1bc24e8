"""The reference engine: every part of a pension, from the first month that is paid on, for life."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from nenkin.law.additions import children_addition, family, spouse_addition
from nenkin.law.amounts import Amounts
from nenkin.law.basic_pension import additional_pension, basic_pension, transfer_addition
from nenkin.law.changes import changes
from nenkin.law.claiming import early, late
from nenkin.law.counting import (
    basic_months,
    employed,
    employees_months,
    numbers_of,
    qualified_in,
)
from nenkin.law.cuts import AT_70, pairs
from nenkin.law.doubts import Doubt
from nenkin.law.estimates import Amount, Estimate, Notice, Part, Phase
from nenkin.law.job_benefits import continued, seeking_months, stopped
from nenkin.law.lives import AT_65, Life, Scenario
from nenkin.law.months import Month
from nenkin.law.parameters import Law
from nenkin.law.refusals import refuse_the_impossible
from nenkin.law.rights import Claim, Rights, rights
from nenkin.law.rounding import down
from nenkin.law.suspension import YEAR, suspended, work
from nenkin.law.working import NOTHING, Worked

_EMPLOYEES = (Part.PROPORTIONAL, Part.FIXED, Part.DIFFERENCE, Part.EMPLOYEES_CHANGE)
NEAR_240 = 24  # months short of it from which a page warns


def estimate(law: Law, life: Life, scenario: Scenario, year: int) -> Estimate:
    """Work out a whole life; raises ``Refused`` or ``NotInForce`` (a year without figures)."""
    refuse_the_impossible(law, life, scenario, year)
    found = rights(law, life, scenario, year)
    if found is None:
        return Estimate(year, (), None, frozenset({Notice.NOT_QUALIFIED}))
    return _Path(law, life, scenario, year, found).estimate()


def lasting(law: Law, life: Life, scenario: Scenario, year: int) -> int:
    """Give what is paid in the end, for life, in yen a year; 0 where nothing is. Raises as ``estimate``.

    It is what the last phase of the estimate has, without working out those before it.
    """
    refuse_the_impossible(law, life, scenario, year)
    found = rights(law, life, scenario, year)
    return 0 if found is None else _Path(law, life, scenario, year, found).lasting()


@dataclass
class _Path:
    """One life's way through its months."""

    law: Law
    life: Life
    scenario: Scenario
    year: int
    rights: Rights
    amounts: Amounts = field(init=False)
    numbers: tuple[int, ...] = field(init=False)
    seeking: range = field(init=False)  # months whose pension 基本手当 takes
    spouse_since: Month | None = None  # first month with an addition for the spouse

    def __post_init__(self) -> None:
        self.amounts = Amounts(self.law, self.life, self.year, self.rights)
        self.numbers = numbers_of(self.life)
        self.seeking = seeking_months(self.law, self.life)

    def estimate(self) -> Estimate:
        phases: list[Phase] = []
        arrears = Fraction(0)
        points = sorted(set(changes(self.scenario, self.amounts)))
        for first, after in pairs(points):
            amounts, fund = self._parts(first, arrears=False)
            if self.scenario.arrears:
                back, _ = self._parts(first, arrears=True)
                months = (after or first) - first
                arrears += Fraction(sum(one.yen for one in back) * months, YEAR)
            last = None if after is None else after - 1
            before = phases[-1] if phases else None
            if before is not None and (before.amounts, before.fund) == (amounts, fund):
                phases[-1] = Phase(before.first, last, amounts, fund)
            else:
                phases.append(Phase(first, last, amounts, fund))
        special = min(self.rights.special.values(), default=None)
        fixed = min(self.rights.fixed.values(), default=None)
        return Estimate(
            self.year,
            tuple(phase for phase in phases if phase.amounts),
            max(self.rights.qualified, self.life.reaches(AT_65)),
            self._notices(down(arrears)),
            down(arrears),
            None if special is None else special + 1,
            None if fixed is None else fixed + 1,
        )

    def lasting(self) -> int:
        if self.life.spouse is None:  # else the end hangs on when an addition began
            amounts, _ = self._parts(max(changes(self.scenario, self.amounts)), arrears=False)
            if amounts:
                return sum(one.yen for one in amounts)
        phases = self.estimate().phases
        return phases[-1].yearly if phases else 0

    def _notices(self, arrears: int) -> frozenset[Notice]:
        found = set()
        if self.scenario.unconditional and qualified_in(self.law, self.life, self.year) is None:
            found.add(Notice.NOT_QUALIFIED)
        insured = list(employed(self.life))
        if any(s.pay is None for s in insured):
            found.add(Notice.PAY_UNKNOWN)
        if basic_months(self.law, self.life, self.rights.basic.right, self.year).not_switched:
            found.add(Notice.NOT_SWITCHED)
        if arrears:
            found.add(Notice.ONE_LUMP)
        before = self.life.reaches(AT_70)
        months = employees_months(self.law, self.life, before)
        enough = self.law.benefits.conditions.addition
        if months + NEAR_240 >= enough > months and not self.amounts.has_240(before):
            found.add(Notice.SHORT_OF_240)
        return frozenset(found)

    def _parts(self, at: Month, *, arrears: bool) -> tuple[tuple[Amount, ...], int]:
        """Give the parts of a month: those that are paid in it, or those paid later in arrears."""
        parts: dict[Part, Worked] = {}
        if _is_due(self.rights.basic, at, arrears=arrears):
            self._basic(parts)
            if at > self.life.reaches(AT_65):
                self._transfer(parts, at)
        fund = 0
        employees = self.rights.employees
        if employees is not None and at > employees.right:
            if _is_due(employees, at, arrears=arrears):
                fund = self._from_65(parts, at, employees)
        elif not arrears:
            fund = self._before_65(parts, at)
        amounts = tuple(
            parts[part].named(part) for part in Part if part in parts and parts[part].yen
        )
        return amounts, fund

    def _basic(self, parts: dict[Part, Worked]) -> None:
        claim = self.rights.basic
        before = claim.made if claim.wait < 0 else claim.right
        parts[Part.BASIC] = basic_pension(self.law, self.life, before, self.year)
        parts[Part.ADDITIONAL] = additional_pension(self.law, self.life, before, self.year)
        if claim.wait:
            change = (
                early(self.law, self.life, -claim.wait)
                if claim.wait < 0
                else late(self.law, self.life, claim.wait)
            )
            parts[Part.BASIC_CHANGE] = change.of("basic-change", parts[Part.BASIC].yen, self.year)
            parts[Part.ADDITIONAL_CHANGE] = change.of(
                "additional-change", parts[Part.ADDITIONAL].yen, self.year
            )

    def _transfer(self, parts: dict[Part, Worked], at: Month) -> None:
        """昭和60年改正附則14条・15条: from 65 at the earliest, while there are no 240 months of one's own."""
        spouse = self.life.spouse
        if spouse is None or not spouse.keeps or spouse.pension_since is None:
            return
        cut = self.amounts.insured.cut(at, self.rights.basic.right, yearly=self.amounts.yearly)
        if at >= spouse.pension_since and not self.amounts.has_240(cut, deemed=True):
            parts[Part.TRANSFER] = transfer_addition(self.law, self.life.born_on, self.year)

    def _from_65(self, parts: dict[Part, Worked], at: Month, claim: Claim) -> int:
        cut = self.amounts.insured.cut(at, claim.right, yearly=self.amounts.yearly)
        parts[Part.PROPORTIONAL] = self._several(
            self.amounts.proportional(number, cut) for number in self.numbers
        )
        parts[Part.DIFFERENCE] = self._several(
            self.amounts.difference(number, cut) for number in self.numbers
        )
        if claim.wait < 0:
            parts[Part.EMPLOYEES_CHANGE] = self.amounts.early_change()
        elif claim.wait > 0:
            parts[Part.EMPLOYEES_CHANGE] = self.amounts.late_change(self.numbers)
        if not self._suspend(parts, at, young=False):
            self._family(parts, at, claim.right, cut)
        return sum(self.amounts.fund(number, cut) for number in self.numbers)

    def _before_65(self, parts: dict[Part, Worked], at: Month) -> int:
        """特別支給 and what was claimed early, each of 第1号 to 第4号 from its own month on."""
        claim, fund = self.rights.employees, 0
        basic_early = self.rights.basic.wait < 0 and at > self.rights.basic.made
        fixed_right = cut = None
        for number in self.numbers:
            is_early = claim is not None and number in self.rights.early and at > claim.made
            right = self.rights.special.get(number)
            if is_early and claim is not None:
                cut = self.amounts.insured.cut_early(at, claim.made, right)
                self._add(parts, Part.DIFFERENCE, self.amounts.difference(number, cut))
            elif right is not None and at > right and number not in self.rights.early:
                cut = self.amounts.insured.cut(at, right, yearly=False)
                starts = self._fixed_right(number, right, at, cut)
                if starts is not None:
                    fixed_right = starts
                    self._add_fixed(parts, number, cut, replaced=basic_early)
            else:
                continue
            self._add(parts, Part.PROPORTIONAL, self.amounts.proportional(number, cut))
            fund += self.amounts.fund(number, cut)
        if cut is None:
            return 0
        if self.rights.early and claim is not None and at > claim.made:
            parts[Part.EMPLOYEES_CHANGE] = self.amounts.early_change()
        if not self._suspend(parts, at, young=True):
            if Part.SUSPENDED not in parts and at in self.seeking:
                own = [parts[part] for part in _EMPLOYEES if part in parts]
                parts[Part.SUSPENDED] = stopped(self.law, self.life, own)
            elif fixed_right is not None:
                self._family(parts, at, fixed_right, cut)
        return fund

    def _fixed_right(self, number: int, special: Month, at: Month, cut: Month) -> Month | None:
        """Give the month of the right to 定額部分 where it is due: by age, or by 附則9条の2・9条の3 out of work."""
        by_age = self.rights.fixed.get(number)
        if by_age is not None and at > by_age:
            return by_age
        if self.amounts.insured.at(at):
            return None
        long = self.law.benefits.conditions.long
        if employees_months(self.law, self.life, cut, number=number) >= long:
            return special
        disabled = self.scenario.disabled_from
        if disabled is not None and at > max(disabled, special):
            return max(disabled, special)
        return None

    def _add_fixed(
        self, parts: dict[Part, Worked], number: int, cut: Month, *, replaced: bool
    ) -> None:
        """Add 定額部分; who claims 老齢基礎年金 early gets what is beyond it instead (decided: see the doubt)."""
        if not replaced:
            self._add(parts, Part.FIXED, self.amounts.fixed(number, cut))
            return
        doubt = frozenset({Doubt.EARLY_WITH_FIXED})
        self._add(parts, Part.DIFFERENCE, self.amounts.difference(number, cut))
        self._add(parts, Part.DIFFERENCE, Worked(0, (), doubt))

    def _suspend(self, parts: dict[Part, Worked], at: Month, *, young: bool) -> bool:
        """厚生年金保険法46条1項: suspend for work; gives whether all is, and 加給年金 with it (同項ただし書)."""
        found = work(self.law, self.life, at)
        base = parts[Part.PROPORTIONAL].yen + parts.get(Part.FIXED, NOTHING).yen
        claim = self.rights.employees
        if claim is not None and self.rights.early and at > claim.made:
            base += self.amounts.early_proportional_change()
        if found is None or base <= 0:
            return False
        held = suspended(self.law, found, base, self.year, young=young)
        if young:
            left = base + held.yen
            held += continued(self.law, self.life, at, found.pay, left, year=self.year)
        if held.yen:
            parts[Part.SUSPENDED] = held
        return -held.yen == base

    def _family(self, parts: dict[Part, Worked], at: Month, right: Month, cut: Month) -> None:
        """厚生年金保険法44条: with 240 months; from 2028-04 on 120 are enough for children."""
        enough, reform = self.amounts.has_240(cut), self.law.benefits.reform
        if not enough and not (
            reform.holds(at, self.year)
            and employees_months(self.law, self.life, cut) >= reform.child_months
        ):
            return
        kept = family(self.law, self.life, right, at)
        if enough and kept.spouse:
            if self.spouse_since is None:
                self.spouse_since = at
            reformed = reform.holds(self.spouse_since, self.year)
            parts.update(spouse_addition(self.law, self.life, self.year, reformed=reformed))
        if kept.children:
            parts[Part.CHILDREN] = children_addition(
                self.law, kept.children, self.year, reformed=reform.holds(at, self.year)
            )

    def _several(self, found: Iterable[Worked]) -> Worked:
        total = sum(found, NOTHING)
        if len(self.numbers) > 1:
            return Worked(total.yen, total.steps, total.doubts | {Doubt.SEVERAL_KINDS})
        return total

    def _add(self, parts: dict[Part, Worked], part: Part, worked: Worked) -> None:
        parts[part] = parts.get(part, NOTHING) + worked


def _is_due(claim: Claim, at: Month, *, arrears: bool) -> bool:
    """Whether a claim's parts of a month are paid month by month, or once in arrears."""
    return claim.paid_from <= at <= claim.made if arrears else at > claim.made
