"""雇用保険 beside an employees' pension before 65: what its benefits take from it.

高年齢雇用継続給付 takes a share of the pay, 基本手当 takes whole months. No record shows either, so both are
facts of the life that a person says.
"""

from collections.abc import Iterable
from fractions import Fraction

from nenkin.law.doubts import Doubt
from nenkin.law.lives import Life
from nenkin.law.months import Month
from nenkin.law.parameters import Law
from nenkin.law.rounding import half_up
from nenkin.law.working import NOTHING, Worked, step, written

AT_60 = 60 * 12
YEAR = 12
_ROUGH = frozenset({Doubt.JOB_BENEFIT})


def seeking_months(law: Law, life: Life) -> range:
    """厚生年金保険法附則7条の4第1項・3項: give the months whose pension 基本手当 takes.

    They begin after the month in which work was looked for. Until the benefit ends more months are
    suspended, but the latest of those beyond its days ÷ 30, rounded up, are paid after all; so the
    first ones are what is left.
    """
    seeking = life.seeking
    if seeking is None:
        return range(0)
    months = -(-seeking.days // law.benefits.job_benefits.days)
    return range(seeking.applied + 1, seeking.applied + 1 + months)


def continued(law: Law, life: Life, at: Month, pay: int, base: int, *, year: int) -> Worked:
    """附則7条の5・11条の6・13条の6: what is taken of ``base`` (yen a year) for a month of work at ``pay``.

    Below a share of the pay at 60 a share of 標準報酬月額 is taken, then less and less, and nothing from
    three quarters on. Twelve times the exact monthly amount is rounded once (施行令8条の2の2).
    """
    wage = life.wage_at_60
    if wage is None or at <= life.reaches(AT_60):
        return NOTHING
    rates = law.benefits.job_benefits
    row = rates.rates.of(life.born_on) if year >= rates.enacted else rates.rates.rows[0]
    cut = row.value
    until = wage * cut.until
    if pay >= until:
        return NOTHING
    if pay < wage * cut.below:
        exact, formula = pay * cut.share, f"{pay} × {written(cut.share)} × 12"
    else:
        exact = (until - pay) * (1 - cut.eased) * cut.part
        rest = f"({written(until)} - {pay})"
        formula = f"({rest} - {rest} × {written(cut.eased)}) × {written(cut.part)} × 12"
    yen = min(half_up(Fraction(exact) * YEAR), base)
    made = step("suspended-continued", formula, -yen, row.source, pay=pay, wage=wage)
    return Worked(-yen, (made,), _ROUGH)


def stopped(law: Law, life: Life, parts: Iterable[Worked]) -> Worked:
    """附則7条の4・11条の5・13条の6第3項: all of a month's employees' pension, taken by 基本手当."""
    yen = sum(part.yen for part in parts)
    source = law.benefits.job_benefits.source
    days = 0 if life.seeking is None else life.seeking.days
    made = step("suspended-seeking", f"-{yen}", -yen, source, days=days)
    return Worked(-yen, (made,), _ROUGH)
