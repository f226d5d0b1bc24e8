"""The parts of one life under one year's law, worked out once for each month they are counted to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from nenkin.law.claiming import early, late
from nenkin.law.counting import has_240
from nenkin.law.cuts import YEARLY_SINCE, Insured, insured
from nenkin.law.doubts import Doubt
from nenkin.law.earnings import Earnings, earnings
from nenkin.law.fixed_part import difference, fixed_amount
from nenkin.law.lives import Life
from nenkin.law.months import Month
from nenkin.law.parameters import Law
from nenkin.law.proportional import Weighed, fund_share, proportional, weigh
from nenkin.law.rights import Rights
from nenkin.law.rounding import half_up
from nenkin.law.suspension import suspended, work
from nenkin.law.working import NOTHING, Worked, step, written


@dataclass
class Amounts:
    """What is worked out for one life, each value once: amounts change only where a cut does."""

    law: Law
    life: Life
    year: int
    rights: Rights
    earned: tuple[Earnings, ...] = ()
    insured: Insured = field(init=False)
    _weighed: dict[int, Weighed] = field(default_factory=dict)
    _known: dict[tuple[str, int, Month], Worked] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the life once."""
        self.earned = earnings(self.law, self.life)
        self.insured = insured(self.life)
        for one in self.earned:
            self._weighed[one.number] = weigh(self.law, self.life, one, self.year)

    @property
    def yearly(self) -> bool:
        """Whether the law of the year has 在職定時改定."""
        return self.year >= YEARLY_SINCE

    def _once(self, name: str, number: int, before: Month, make: Callable[[], Worked]) -> Worked:
        key = (name, number, before)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = make()
        return found

    def proportional(self, number: int, before: Month) -> Worked:
        """Give 報酬比例 of one of 第1号 to 第4号."""
        weighed = self._weighed.get(number)
        if weighed is None:
            return NOTHING
        return self._once(
            "proportional",
            number,
            before,
            lambda: proportional(self.law, self.life, weighed, before),
        )

    def fund(self, number: int, before: Month) -> int:
        """Give what a fund pays of it."""
        return sum(
            fund_share(self.law, self.life, earned, before)
            for earned in self.earned
            if earned.number == number and earned.has_fund
        )

    def difference(self, number: int, before: Month) -> Worked:
        """Give 経過的加算 of one of 第1号 to 第4号."""
        return self._once(
            "difference",
            number,
            before,
            lambda: difference(self.law, self.life, number, before, self.year),
        )

    def fixed(self, number: int, before: Month) -> Worked:
        """Give 定額部分 of one of 第1号 to 第4号."""
        return self._once(
            "fixed",
            number,
            before,
            lambda: fixed_amount(self.law, self.life, number, before, self.year),
        )

    def has_240(self, before: Month, *, deemed: bool = False) -> bool:
        """Whether 加給年金 is open, or with ``deemed`` months whether 振替加算 is closed."""
        return has_240(self.law, self.life, before, deemed=deemed)

    def early_parts(self, number: int, before: Month) -> tuple[Fraction, Fraction]:
        """Give what an early claim takes from 報酬比例 and from 経過的加算 of one kind, exactly."""
        claim = self.rights.employees
        if claim is None or number not in self.rights.early:
            return Fraction(0), Fraction(0)
        until = self.rights.special.get(number, claim.right)
        less = early(self.law, self.life, until - claim.made).share
        later = early(self.law, self.life, claim.right - claim.made).share
        return (
            self.proportional(number, before).yen * less,
            self.difference(number, before).yen * later,
        )

    def early_proportional_change(self) -> int:
        """Give what an early claim takes from 報酬比例 alone, below 0: work suspends what is left."""
        claim = self.rights.employees
        if claim is None:
            return 0
        return -half_up(
            sum((self.early_parts(n, claim.made)[0] for n in self.rights.early), Fraction(0))
        )

    def early_change(self) -> Worked:
        """厚生年金保険法附則7条の3第4項・13条の4第5項・6項: taken for life from what there was at the claim.

        報酬比例 by the months until its own start age, 経過的加算 by those until 65; rounded once.
        """
        claim = self.rights.employees
        if claim is None or not self.rights.early:
            return NOTHING
        return self._once("early", 0, claim.made, self._early_change)

    def _early_change(self) -> Worked:
        claim = self.rights.employees
        assert claim is not None
        parts = [
            part
            for number in sorted(self.rights.early)
            for part in self.early_parts(number, claim.made)
        ]
        yen = -half_up(sum(parts, Fraction(0)))
        source = early(self.law, self.life, claim.right - claim.made).source
        formula = "-(" + " + ".join(written(part) for part in parts if part) + ")"
        return Worked(yen, (step("early-employees", formula, yen, source),)) if yen else NOTHING

    def late_change(self, numbers: tuple[int, ...]) -> Worked:
        """厚生年金保険法44条の3第4項, 施行令3条の5の2: add to what there was at 65, for each month waited.

        (報酬比例 × 平均支給率 + 経過的加算) × 0.7 % × months, rounded once.
        """
        claim = self.rights.employees
        if claim is None or claim.wait <= 0:
            return NOTHING
        return self._once("late", 0, claim.right, lambda: self._late_change(numbers))

    def _late_change(self, numbers: tuple[int, ...]) -> Worked:
        claim = self.rights.employees
        assert claim is not None
        earned = sum(self.proportional(number, claim.right).yen for number in numbers)
        rest = sum(self.difference(number, claim.right).yen for number in numbers)
        share = self.paid_share(numbers, claim.right, claim.wait)
        change = late(self.law, self.life, claim.wait)
        yen = half_up((earned * share + rest) * change.share)
        formula = f"({earned} × {written(share)} + {rest}) × {written(change.share)}"
        doubts = frozenset({Doubt.PAID_SHARE} if share != 1 else ())
        made = step("late-employees", formula, yen, change.source, months=change.months)
        return Worked(yen, (made,), doubts)

    def paid_share(self, numbers: tuple[int, ...], right: Month, wait: int) -> Fraction:
        """施行令3条の5の2第2項: the mean over the months waited of what would have been paid (平均支給率).

        Of each month: 1 less what work suspends then, divided by the amount there was at 65. Where work
        after 65 has raised the amount, more than all of it may be suspended: taken as all (decided).
        """
        total = Fraction(0)
        at_65 = sum(self.proportional(number, right).yen for number in numbers)
        for at in range(right + 1, right + wait + 1):
            found = work(self.law, self.life, at)
            if found is None or not at_65:
                total += 1
                continue
            cut = self.insured.cut(at, right, yearly=self.yearly)
            base = sum(self.proportional(number, cut).yen for number in numbers)
            held = suspended(self.law, found, base, self.year, young=False).yen
            total += max(1 + Fraction(held, at_65), Fraction(0))
        return total / wait
