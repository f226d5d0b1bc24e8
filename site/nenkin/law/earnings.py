"""What was earned: every insured month with its pay and bonus, as the amount is worked out from it."""

import itertools
from dataclasses import dataclass

from nenkin.law.counting import FUND, THIRD, employed, last_insured, number_of
from nenkin.law.lives import Life, PaidBonus
from nenkin.law.months import Month, month
from nenkin.law.parameters import Law
from nenkin.law.periods import Scheme
from nenkin.law.rounding import down_to

FROM_2003 = month(2003, 4)  # 総報酬制
NEW_SEAMEN, LAST_EXTRA = month(1986, 4), month(1991, 3)
OLD_MUTUAL_UNTIL = month(1985, 9)
# Groups whose means are worked out by themselves (昭和60年改正附則52条, 平成12年改正附則20条).
OLD_THIRD, NEW_THIRD, BEFORE, FROM = range(4)
MAIN_TABLE, SEAMEN_TABLE, MUTUAL_TABLE, GIVEN = range(4)  # which table re-evaluates a month


@dataclass(frozen=True, slots=True)
class Earned:
    """One insured month: pay and capped bonus in yen, and how it is reckoned."""

    month: Month
    pay: int
    bonus: int
    group: int
    table: int
    fund: bool


@dataclass(frozen=True, slots=True)
class Earnings:
    """All insured months of one of 第1号 to 第4号 whose pay is known, in order."""

    number: int
    months: tuple[Earned, ...]
    divided: bool
    has_fund: bool


def standard_bonus(law: Law, bonus: PaidBonus) -> int:
    """厚生年金保険法24条の4: drop what is under 1,000 yen, and what is above the cap of the month.

    Bonuses before 2003-04 bore no ordinary premium and count for nothing.
    """
    if bonus.month < FROM_2003:
        return 0
    return min(down_to(1000, bonus.yen), law.bonus_caps.at(bonus.month).yen)


def earnings(law: Law, life: Life) -> tuple[Earnings, ...]:
    """Give what was earned of each of 第1号 to 第4号 that the life has."""
    bonuses = {bonus.month: standard_bonus(law, bonus) for bonus in life.bonuses}
    found: dict[int, dict[Month, Earned]] = {}
    for s in employed(life):
        if s.pay is None:
            continue
        line = found.setdefault(number_of(s.kind), {})
        pay = s.pay if s.cared is None else max(s.pay, s.cared)
        for at in range(s.first, last_insured(life, s) + 1):
            table = GIVEN if s.revalued else _table(s.scheme, at)
            third = s.kind in THIRD
            bonus = 0 if s.revalued or at < FROM_2003 else bonuses.get(at, 0)
            line[at] = Earned(
                at,
                _least(law, s.scheme, at, pay),
                bonus,
                _group(at, third=third),
                table,
                s.kind in FUND,
            )
    divided = _divide(law, life, found)
    return tuple(
        Earnings(
            number,
            tuple(line[at] for at in sorted(line)),
            number in divided,
            any(one.fund for one in line.values()),
        )
        for number, line in sorted(found.items())
    )


def _divide(law: Law, life: Life, found: dict[int, dict[Month, Earned]]) -> set[int]:
    """厚生年金保険法78条の6・78条の14: put the divided pay and bonuses in the place of the person's own."""
    numbers = set()
    for division in life.divisions:
        number = number_of(division.kind)
        numbers.add(number)
        line = found.setdefault(number, {})
        bonuses = {bonus.month: standard_bonus(law, bonus) for bonus in division.bonuses}
        for at in range(division.first, division.last + 1):
            own = line.get(at)
            third = division.kind in THIRD
            line[at] = Earned(
                at,
                division.pay,
                bonuses.get(at, 0) if at >= FROM_2003 else 0,
                _group(at, third=third) if own is None else own.group,
                MAIN_TABLE if own is None else own.table,
                own is not None and own.fund,
            )
    return numbers


def _table(scheme: Scheme, at: Month) -> int:
    if scheme is Scheme.SEAMEN and at < NEW_SEAMEN:
        return SEAMEN_TABLE
    return MUTUAL_TABLE if scheme is Scheme.MUTUAL and at <= OLD_MUTUAL_UNTIL else MAIN_TABLE


def _least(law: Law, scheme: Scheme, at: Month, pay: int) -> int:
    least = law.benefits.least_pay
    if at > least.until:
        return pay
    return max(pay, least.seamen if scheme is Scheme.SEAMEN else least.employees)


def _group(at: Month, *, third: bool) -> int:
    if at >= FROM_2003:
        return FROM
    if not third or at > LAST_EXTRA:
        return BEFORE
    return OLD_THIRD if at < NEW_SEAMEN else NEW_THIRD


def standard_pay(law: Law, salary: int, at: Month) -> int:
    """厚生年金保険法20条: give the 標準報酬月額 of a month for a monthly salary; raises ``NotInForce``.

    A grade begins half-way between its own pay and that of the grade below.
    """
    pays = sorted(law.pay_grades.at(at).grades)
    found = pays[0]
    for lower, pay in itertools.pairwise(pays):
        if 2 * salary >= lower + pay:
            found = pay
    return found
