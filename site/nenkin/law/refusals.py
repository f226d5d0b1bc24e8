"""What cannot be: lives and scenarios that are refused, each with the code of its words."""

import itertools

from nenkin.law.ages import NATIONAL_BEGAN
from nenkin.law.counting import EMPLOYED
from nenkin.law.estimates import Refused
from nenkin.law.lives import AT_65, Life, Scenario, Stretch
from nenkin.law.months import Month, last_of_fiscal_year, month, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Scheme
from nenkin.law.statuses import STATUSES

FIRST_INSURED: Month = month(1940, 6)  # 船員保険, the oldest scheme
LEAST_AGE = 12 * 12  # months; nobody was insured younger
AT_60, AT_66, AT_70, AT_75, AT_101 = 720, 792, 840, 900, 1212
MOST_PAY = 1_500_000  # far above every grade
MOST_DAYS = 1_000  # far more than 基本手当 is ever paid for
LATE_FROM, LATE_UNTIL = month(1937, 4), month(1942, 3)


def refuse_the_impossible(law: Law, life: Life, scenario: Scenario, year: int) -> None:
    """Raise ``Refused`` with the first thing that is wrong."""
    if life.born_on <= law.old_law.born_until:
        raise Refused("old-law")  # 旧法のため計算できません
    if life.reaches(0) > last_of_fiscal_year(year):
        raise Refused("not-born")
    _refuse_ages(life, scenario)
    for before, after in itertools.pairwise(life.stretches):
        if after.first <= before.last:
            code = "two-careers" if after.first >= before.first else "not-in-order"
            raise Refused(code, month=spell(after.first))
    for stretch in life.stretches:
        _refuse_months(life, stretch)
        _refuse_values(stretch)
    for bonus in life.bonuses:
        if bonus.yen < 0:
            raise Refused("impossible-bonus", month=spell(bonus.month))
    _refuse_what_was_said(life)


def _refuse_what_was_said(life: Life) -> None:
    if has_impossible_benefits(life):
        raise Refused("impossible-benefit")
    for division in life.divisions:
        first, last = division.first, division.last
        insurable = max(life.reaches(LEAST_AGE), FIRST_INSURED) <= first and last < life.reaches(
            AT_70
        )
        if last < first or not insurable or not 0 <= division.pay <= MOST_PAY:
            raise Refused("impossible-division", month=spell(first))


def has_impossible_benefits(life: Life) -> bool:
    """Whether what was said of 雇用保険 cannot be."""
    wage, seeking = life.wage_at_60, life.seeking
    return (wage is not None and not 0 < wage <= MOST_PAY) or (
        seeking is not None and not 0 < seeking.days <= MOST_DAYS
    )


def _refuse_months(life: Life, stretch: Stretch) -> None:
    born, at = life.reaches(0), spell(stretch.first)
    if stretch.last < stretch.first:
        raise Refused("end-before-start", month=at)
    if stretch.first < born + LEAST_AGE:
        raise Refused("before-birth" if stretch.first <= born else "too-young", month=at)
    if stretch.last > life.reaches(AT_101):
        raise Refused("too-old", month=spell(stretch.last))
    if stretch.first < (NATIONAL_BEGAN if stretch.scheme is Scheme.NATIONAL else FIRST_INSURED):
        raise Refused("before-the-scheme", month=at)


def _refuse_values(stretch: Stretch) -> None:
    at = spell(stretch.first)
    if (stretch.status is not None) != (stretch.scheme is Scheme.NATIONAL):
        raise Refused("status-misplaced", month=at)
    if stretch.status is not None and stretch.status not in STATUSES:
        raise Refused("status-unknown", month=at)
    for pay in (stretch.pay, stretch.cared):
        if pay is not None and (stretch.scheme not in EMPLOYED or not 0 < pay <= MOST_PAY):
            raise Refused("impossible-pay", month=at, yen=pay)


def _refuse_ages(life: Life, scenario: Scenario) -> None:
    for age in (scenario.basic, scenario.employees):
        if not AT_60 <= age <= AT_75:
            raise Refused("claim-age", years=age // 12, months=age % 12)
        if AT_65 < age < AT_66:
            raise Refused("claim-between-65-and-66")
    if scenario.employees < AT_65 and scenario.basic != scenario.employees:
        raise Refused("early-together")
    if scenario.employees > AT_65 and LATE_FROM <= life.reaches(0) <= LATE_UNTIL:
        raise Refused("employees-not-late")
