"""定額部分 of the special pension before 65, and 経過的加算 that takes its place from 65 on."""

from fractions import Fraction

from nenkin.law.basic_pension import full_amount
from nenkin.law.counting import (
    category_2_months,
    employed,
    employees_months,
    is_middle_aged,
    number_of,
)
from nenkin.law.doubts import Doubt
from nenkin.law.figures import ByBirth
from nenkin.law.lives import Life
from nenkin.law.months import Month, last_of_fiscal_year
from nenkin.law.parameters import Law
from nenkin.law.proportional import special_level
from nenkin.law.rounding import half_up
from nenkin.law.working import NOTHING, Worked, step, written


def _months(law: Law, life: Life, number: int, before: Month, caps: ByBirth[int]) -> Fraction:
    """Months that count, capped by birth; 240 at least in 中高齢の特例 (昭和60年改正法附則61条2項)."""
    months = employees_months(law, life, before, number=number)
    least = law.benefits.conditions.addition
    if number == 1 and 0 < months < least and is_middle_aged(law, life, before):
        months = Fraction(least)
    return min(months, Fraction(caps.of(life.born_on).value))


def fixed_amount(law: Law, life: Life, number: int, before: Month, year: int) -> Worked:
    """厚生年金保険法附則9条の2第2項1号: 定額単価 × the rate by birth × months, to the yen."""
    months = _months(law, life, number, before, law.benefits.fixed_caps)
    if not months:
        return NOTHING
    row = law.benefits.fixed_units.at(last_of_fiscal_year(year))
    unit = row.value.of(life.born_on)
    rate = law.benefits.fixed_multipliers.of(life.born_on).value
    yen = half_up(unit * rate * months)
    times = f" × {written(rate)}" if rate != 1 else ""
    formula = f"{written(unit)}{times} × {written(months)}"
    return Worked(
        yen, (step("fixed", formula, yen, row.source, number=number),), special_level(law, year)
    )


def difference(law: Law, life: Life, number: int, before: Month, year: int) -> Worked:
    """昭和60年改正法附則59条2項: 定額部分 less what 老齢基礎年金 has for the same insurance; never below 0.

    Rounded once, at the end. Where rounding the basic part first would give another yen, the amount
    carries the doubt.
    """
    months = _months(law, life, number, before, law.benefits.difference_caps)
    if not months:
        return NOTHING
    row = law.benefits.fixed_units.at(last_of_fiscal_year(year))
    unit = row.value.of(life.born_on)
    rate = law.benefits.fixed_multipliers.of(life.born_on).value
    full, _ = full_amount(law, life.born_on, last_of_fiscal_year(year))
    capable = law.benefits.capable_months.of(life.born_on).value
    basic = sum(
        category_2_months(life, s, before) for s in employed(life) if number_of(s.kind) == number
    )
    fixed, deducted = unit * rate * months, Fraction(full * basic, capable)
    yen = max(half_up(fixed - deducted), 0)
    times = f" × {written(rate)}" if rate != 1 else ""
    formula = f"{written(unit)}{times} × {written(months)} - {full} × {basic} ÷ {capable}"
    other = max(half_up(fixed) - half_up(deducted), 0)
    doubts = special_level(law, year) | ({Doubt.ROUNDING} if other != yen else set())
    return Worked(yen, (step("difference", formula, yen, row.source, number=number),), doubts)
