"""在職老齢年金: what of a pension is suspended for months of work."""

from dataclasses import dataclass
from fractions import Fraction

from nenkin.law.counting import EMPLOYED
from nenkin.law.earnings import standard_bonus
from nenkin.law.lives import Life, Stretch
from nenkin.law.months import Month, first_of_fiscal_year
from nenkin.law.parameters import Law
from nenkin.law.rounding import half_up
from nenkin.law.working import NOTHING, Worked, step, written

YEAR = 12


@dataclass(frozen=True, slots=True)
class Work:
    """Pay of a month of work: 標準報酬月額, and the bonuses of the year that ends with it."""

    pay: int
    bonuses: int

    @property
    def monthly(self) -> Fraction:
        """厚生年金保険法46条1項: give 総報酬月額相当額."""
        return self.pay + Fraction(self.bonuses, YEAR)


def _working(life: Life, at: Month) -> Stretch | None:
    for s in life.stretches:
        if s.first <= at <= s.last and s.scheme in EMPLOYED:
            return s
    return None


def work(law: Law, life: Life, at: Month) -> Work | None:
    """厚生年金保険法46条1項: give the work of a month that suspends, or ``None``.

    Only who was at work in the month before as well: the first month of a job suspends nothing. Pay
    that is not known suspends nothing either.
    """
    stretch = _working(life, at)
    if stretch is None or stretch.pay is None or _working(life, at - 1) is None:
        return None
    bonuses = sum(
        standard_bonus(law, bonus) for bonus in life.bonuses if at - YEAR < bonus.month <= at
    )
    return Work(stretch.pay, bonuses)


def suspended(law: Law, found: Work, base: int, year: int, *, young: bool) -> Worked:
    """厚生年金保険法46条 (旧附則11条 for the ``young`` until 2022-03): what is suspended, in yen a year.

    ``base`` is the yearly amount without 加給年金, 経過的加算 and 繰下げ加算. The rule and the threshold are those
    of the year. Twelve times the exact monthly suspension is rounded once; at most all is suspended.
    """
    row = law.benefits.suspension.at(first_of_fiscal_year(year))
    limit, start, upper = row.value.threshold, row.value.young_start, row.value.young_upper
    pay, monthly = found.monthly, Fraction(base, YEAR)
    if young and start is not None and upper is not None:
        exact = _young(pay, monthly, start, upper)
        label, formula = "suspended-young", f"f({written(pay)}, {base} ÷ 12, {start}, {upper}) × 12"
    else:
        exact = max((pay + monthly - limit) / 2, Fraction(0))
        label = "suspended"
        formula = f"({written(pay)} + {base} ÷ 12 - {limit}) ÷ 2 × 12"
    yen = min(half_up(exact * YEAR), base)
    if not yen:
        return NOTHING
    return Worked(-yen, (step(label, formula, -yen, row.source, pay=pay, limit=limit),))


def _young(pay: Fraction, monthly: Fraction, start: int, upper: int) -> Fraction:
    """旧附則11条: a pension up to ``start`` and pay up to ``upper`` are eased, what is above is not."""
    if pay + monthly <= start:
        return Fraction(0)
    eased = min(pay, Fraction(upper))
    beyond = pay - eased
    if monthly <= start:
        return (eased + monthly - start) / 2 + beyond
    return eased / 2 + beyond
