"""The employees' parts of a life, counting the months before any month."""

from nenkin.bulk.facts import Facts
from nenkin.bulk.tables import Tables
from nenkin.law.figures import ContinuedCut, Thresholds
from nenkin.law.lives import Life
from nenkin.law.months import Month
from nenkin.law.refusals import AT_60


def held(limits: Thresholds, work: int, base: int, *, young: bool) -> int:
    """厚生年金保険法46条, 旧附則11条: give what is suspended a year; ``work`` is twelve times the pay."""
    start, upper = limits.young_start, limits.young_upper
    if young and start is not None and upper is not None:
        if work + base <= 12 * start:
            return 0
        eased = min(work, 12 * upper)
        double = eased + 2 * (work - eased)
        if base <= 12 * start:
            double += base - 12 * start
    else:
        double = work + base - 12 * limits.threshold
        if double <= 0:
            return 0
    return min((double + 1) // 2, base)


def taken(cut: ContinuedCut, wage: int, pay: int) -> int:
    """厚生年金保険法附則7条の5・11条の6: give what 高年齢雇用継続給付 takes a year; both pays are of a month."""
    rest, until = wage * cut.until.numerator - pay * cut.until.denominator, cut.until.denominator
    if rest <= 0:
        return 0
    if pay * cut.below.denominator < wage * cut.below.numerator:
        top, scale = pay * cut.share.numerator, cut.share.denominator
    else:
        kept = cut.eased.denominator - cut.eased.numerator
        top = rest * kept * cut.part.numerator
        scale = until * cut.eased.denominator * cut.part.denominator
    return (24 * top + scale) // (2 * scale)


class Amounts(Facts):
    """A life with what it has earned."""

    __slots__ = ("_differences", "_sums")

    def __init__(self, tables: Tables, life: Life, *, unconditional: bool) -> None:
        """Read a life; raises ``Refused``."""
        super().__init__(tables, life, unconditional=unconditional)
        self._differences: dict[tuple[int, Month], int] = {}
        self._sums: dict[Month, tuple[int, int, int]] = {}

    def sums(self, cut: Month) -> tuple[int, int, int]:
        """Give 報酬比例, 経過的加算 and the fund's share of all kinds, counting the months before ``cut``."""
        found = self._sums.get(cut)
        if found is None:
            found = self._sums[cut] = self._summed_up(cut)
        return found

    def _summed_up(self, cut: Month) -> tuple[int, int, int]:
        earned = rest = fund = 0
        for number in self.numbers:
            earner = self.earners.get(number)
            if earner is not None:
                yen, of_fund = earner.at(cut)
                earned += yen
                fund += of_fund
            rest += self.difference(number, cut)
        return earned, rest, fund

    def continued(self, at: Month) -> int:
        """Give what 高年齢雇用継続給付 takes a year for a month of work that suspends."""
        wage = self.life.wage_at_60
        if wage is None or at <= self.born + AT_60:
            return 0
        return taken(self.tables.continued(self.born_on), wage, self.pay_of_work(at))

    def _capped(self, number: int, before: Month, cap: int) -> tuple[int, int]:
        """昭和60年改正法附則61条2項: give months that count, in 1/multiples, and those from 20 to 60."""
        months, within = self.months(number, before)
        whole = self.tables.multiples
        least = self.tables.conditions.addition * whole
        if number == 1 and 0 < months < least and self.is_middle_aged(before):
            months = least
        return min(months, cap * whole), within

    def fixed_amount(self, number: int, before: Month) -> int:
        """厚生年金保険法附則9条の2第2項1号: give 定額部分."""
        cohort = self.cohort
        months, _ = self._capped(number, before, cohort.fixed_cap)
        parts = cohort.units * self.tables.multiples
        return (2 * cohort.unit * months + parts) // (2 * parts)

    def difference(self, number: int, before: Month) -> int:
        """昭和60年改正法附則59条2項: give 経過的加算."""
        if before > self.own_until:  # noqa: PLR1730  # faster than min
            before = self.own_until
        found = self._differences.get((number, before))
        if found is None:
            found = self._differences[number, before] = self._difference(number, before)
        return found

    def _difference(self, number: int, before: Month) -> int:
        cohort = self.cohort
        months, within = self._capped(number, before, cohort.difference_cap)
        if not months:
            return 0
        parts = cohort.units * self.tables.multiples
        exact = cohort.unit * months * cohort.capable - cohort.full * within * parts
        parts *= cohort.capable
        yen = (2 * exact + parts) // (2 * parts)
        return yen if yen > 0 else 0  # noqa: FURB136  # faster than max
