"""When which part is due: 受給権, 支給開始年齢 and the claims of a scenario.

A right arises in a month and is paid from the month after (国民年金法18条1項, 厚生年金保険法36条1項).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nenkin.law.counting import (
    THIRD,
    employed,
    employees_months,
    last_insured,
    number_of,
    numbers_of,
    qualified_in,
)
from nenkin.law.estimates import Refused
from nenkin.law.figures import StartGroup
from nenkin.law.lives import AT_65, Life, Scenario
from nenkin.law.months import Month, month, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Sex

NEW_LAW = month(1986, 4)  # the law of before 1986-04 gave no pension of ours
LEAST_WAIT = 12  # 国民年金法28条1項: nothing can be put off before 66
ARREARS = 60  # 102条1項: what is claimed late is paid for five years back
DEEMED_SINCE = month(2023, 4)  # 特例的な繰下げみなし増額 (令和2年改正法附則1条)

_PUBLIC = frozenset({Kind.NATIONAL_SERVANT, Kind.LOCAL_SERVANT})
POLICE_NUMBERS = frozenset(number_of(kind) for kind in _PUBLIC)


@dataclass(frozen=True, slots=True)
class Claim:
    """One of the two claims. ``right``: the month of the right at 65 or later; ``made``: of the claim.

    ``wait``: by how many months it is put off (below 0: claimed early). ``paid_from``: the first month
    that is paid, also of what is paid once in arrears.
    """

    right: Month
    made: Month
    wait: int
    paid_from: Month


@dataclass(frozen=True, slots=True)
class Rights:
    """The rights of a life under a scenario.

    ``special`` and ``fixed`` are the months of the rights to 特別支給 and 定額部分 before 65, by 第1号 to 第4号;
    ``early`` are those of 第1号 to 第4号 whose 老齢厚生年金 is claimed early. Whose 特別支給 has begun claims
    only 老齢基礎年金 early (厚生年金保険法附則13条の4第1項); all others claim both at once (2項).
    """

    qualified: Month
    basic: Claim
    employees: Claim | None
    special: Mapping[int, Month]
    fixed: Mapping[int, Month]
    early: frozenset[int]


def start_group(law: Law, life: Life, number: int, before: Month) -> StartGroup:
    """厚生年金保険法附則8条の2: who a person is for the start ages of one of 第1号 to 第4号.

    特定警察職員等 begin earlier with the pension of public servants (第2号・第3号); decided by 附則20条, by which
    each of 第1号 to 第4号 is looked at by itself.
    """
    if number != 1:
        police = life.police and number in POLICE_NUMBERS
        return StartGroup.POLICE if police else StartGroup.GENERAL
    third = sum(
        max(min(last_insured(life, s), before - 1) - s.first + 1, 0)
        for s in employed(life)
        if s.kind in THIRD
    )
    if third >= law.benefits.conditions.miner:
        return StartGroup.MINERS
    return StartGroup.WOMEN if life.sex is Sex.FEMALE else StartGroup.GENERAL


def may_be_police(law: Law, life: Life) -> bool:
    """Whether a life has public service in which 特定警察職員等 begin earlier than others of their age."""
    ages = law.benefits.proportional_ages
    police, others = (
        ages[group].of(life.born_on).value for group in (StartGroup.POLICE, StartGroup.GENERAL)
    )
    return police < others and any(s.kind in _PUBLIC for s in employed(life))


def works_beside_special(law: Law, life: Life) -> bool:
    """Whether a life has insured months between the age of 特別支給 and 65.

    Where a benefit of 雇用保険 is paid for such months as well, the pension is cut for it
    (厚生年金保険法附則11条の5・11条の6); a record does not tell of those benefits.
    """
    at_65, start = life.reaches(AT_65), special_age(law, life)
    return any(s.first < at_65 and s.last >= start for s in employed(life)) and start < at_65


def special_age(law: Law, life: Life) -> Month:
    """厚生年金保険法附則8条の2: give the month of the earliest age of 特別支給, that of 65 where there is none."""
    at_65 = life.reaches(AT_65)
    groups = (start_group(law, life, number, at_65) for number in numbers_of(life))
    ages = (law.benefits.proportional_ages[group].of(life.born_on).value for group in groups)
    return min((life.reaches(12 * age) for age in ages), default=at_65)


def rights(law: Law, life: Life, scenario: Scenario, year: int) -> Rights | None:
    """Give the rights, or ``None`` where 受給資格期間 is not reached by 70; raises ``Refused``."""
    qualified = qualified_in(law, life, year)
    if scenario.unconditional:
        known = [s.first for s in life.stretches[:1]] + [given.first for given in life.divisions]
        qualified = min(known, default=None)
    if qualified is None:
        return None
    at_65 = life.reaches(AT_65)
    special, fixed = {}, {}
    numbers = numbers_of(life)
    for number in numbers:
        found = _special(law, life, number, qualified, at_65)
        if found is not None:
            special[number] = found[0]
            if found[1] < at_65:
                fixed[number] = max(found)
    basic = _claim(law, life, scenario, scenario.basic, max(at_65, qualified))
    if basic.wait < 0 and qualified > basic.made:
        raise Refused("early-not-qualified", month=spell(qualified))
    employees, early = _employees(law, life, scenario, basic, special)
    return Rights(qualified, basic, employees, special, fixed, early)


def _employees(
    law: Law, life: Life, scenario: Scenario, basic: Claim, special: Mapping[int, Month]
) -> tuple[Claim | None, frozenset[int]]:
    """Give the claim of 老齢厚生年金, and of which kinds it is early (附則13条の4第2項: together with the basic)."""
    months = [s.first for s in employed(life)] + [given.first for given in life.divisions]
    if not months:
        return None, frozenset()
    at_65, first = life.reaches(AT_65), min(months)
    right = max(basic.right, first + 1)
    claim = _claim(law, life, scenario, scenario.employees, right)
    early: frozenset[int] = frozenset()
    if basic.wait < 0 and first < basic.made:
        early = frozenset(n for n in numbers_of(life) if special.get(n, at_65) > basic.made)
    if early and claim.made != basic.made:
        raise Refused("early-together")
    if claim.wait < 0 and not early:
        claim = Claim(right, right, 0, right + 1)
    return claim, early


def _special(
    law: Law, life: Life, number: int, qualified: Month, at_65: Month
) -> tuple[Month, Month] | None:
    """厚生年金保険法附則8条・8条の2, 平成6年改正法附則18条〜20条の2: months of 特別支給 and of 定額部分."""
    group = start_group(law, life, number, at_65)
    age = law.benefits.proportional_ages[group].of(life.born_on).value
    fixed = law.benefits.fixed_ages[group].of(life.born_on).value
    start = max(life.reaches(12 * age), qualified, NEW_LAW - 1)
    while start < at_65 and employees_months(law, life, start) < law.benefits.conditions.special:
        start += 1
    if start >= at_65:
        return None
    return start, max(start, life.reaches(12 * fixed))


def _claim(law: Law, life: Life, scenario: Scenario, age: int, right: Month) -> Claim:
    """国民年金法28条・附則9条の2, 厚生年金保険法44条の3・附則7条の3."""
    made = life.reaches(age)
    if age < AT_65:
        return Claim(right, made, made - right, made + 1)
    if made <= right:
        return Claim(right, right, 0, right + 1)
    wait = made - right
    if scenario.arrears:
        counted = 0
        limit = law.benefits.late.of(life.born_on).value.months
        if wait > ARREARS and limit > ARREARS and made >= DEEMED_SINCE:
            counted = wait - ARREARS
        return Claim(right, made, counted, max(made - ARREARS, right) + 1)
    if wait < LEAST_WAIT:
        raise Refused("late-needs-a-year", months=wait)
    return Claim(right, made, wait, made + 1)
