"""The law of one fiscal year as integers: all that depends on the year and the birth alone.

Births fall into classes: between two of the days at which any table changes, everybody has the same
figures. What a class has is worked out when the first life of it comes.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate
from math import lcm

from nenkin.bulk.births import SPECIAL_SINCE, bounds
from nenkin.law.counting import FUND, NEW_FRACTIONS, THIRD, number_of
from nenkin.law.earnings import MAIN_TABLE, MUTUAL_TABLE, SEAMEN_TABLE
from nenkin.law.figures import ContinuedCut, RateLine, StartGroup
from nenkin.law.lives import Life
from nenkin.law.months import Month, first_of_fiscal_year, last_of_fiscal_year
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind
from nenkin.law.proportional import former_rate
from nenkin.law.refusals import FIRST_INSURED
from nenkin.law.rounding import YEN_SINCE, half_up, half_up_to
from nenkin.law.statuses import STATUSES, Standing

START: Month = FIRST_INSURED  # the month that the prefix sums begin with
HALF = 64  # bits: the rate of today's level is below, that of the former level above
MASK = (1 << HALF) - 1
SHARES = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))  # of a premium, waived
NOTHING, WHOLE = -2, -1
NEVER: Month = 12 * 9999
AFTER_70 = 71 * 12
_WHOLE = frozenset({Standing.PAID, Standing.CATEGORY_3, Standing.MATERNITY})

# kind → (第1号 to 第4号, miner or seaman, in a fund)
KINDS = {kind: (number_of(kind), kind in THIRD, kind in FUND) for kind in Kind}


def _mode(standing: Standing, exempt: Fraction) -> int:
    if standing in _WHOLE:
        return WHOLE
    return SHARES.index(exempt) if standing is Standing.EXEMPT else NOTHING


# code → (WHOLE, NOTHING or the place in SHARES; 付加保険料 paid; counts towards the 10 years)
CODES = {
    code: (_mode(status.standing, status.exempt), status.additional, status.counts)
    for code, status in STATUSES.items()
}


@dataclass(slots=True)
class Rates:
    """再評価率 as prefix sums: ``sums[m - START]`` is the sum of the months before ``m``.

    Both levels are in one integer (today's + former << HALF), so that one product does both.
    """

    each: list[int]
    sums: list[int]


def _rates(own: Callable[[Month], int], former: Callable[[Month], int], end: Month) -> Rates:
    each = [own(at) + (former(at) << HALF) for at in range(START, end)]
    return Rates(each, list(accumulate(each, initial=0)))


@dataclass(slots=True, kw_only=True)
class Cohort:
    """What everybody of one class of birth has under the law of the year."""

    full: int
    capable: int
    counted: tuple[tuple[int, int], ...]  # of exempt months: within 480, beyond; in 1/fractions
    fractions: int
    additional: int
    transfer: int
    unit: int  # 定額単価 × 乗率, in 1/units
    units: int
    fixed_cap: int
    difference_cap: int
    middle_aged: int | None
    least: int  # the floor of the mean
    own: tuple[int, int]  # 乗率 before 2003-04 and since, in 1/owns
    owns: int
    former: tuple[int, int]  # the same × 従前額改定率, in 1/formers
    formers: int
    start_ages: dict[StartGroup, tuple[int, int]]  # of 報酬比例 and 定額部分, in months
    early: list[int]  # by month, in 1/changes
    late: list[int]
    changes: int
    late_months: int
    special: tuple[int, int]  # 特別加算 before and after the reform
    needed: int  # 受給資格期間
    needed_own: int | None  # of employees' insurance alone
    needed_middle: bool  # 中高齢の特例 is enough
    rates: dict[int, Rates] = field(default_factory=dict)


class Tables:
    """The law of one fiscal year; raises ``NotInForce`` where a figure of the year is not there."""

    def __init__(self, law: Law, year: int) -> None:
        """Look up what does not depend on the birth."""
        benefits, april = law.benefits, first_of_fiscal_year(year)
        self.law, self.year = law, year
        self.yearly = year >= YEARLY_SINCE
        self.march = last_of_fiscal_year(year)
        self.unit = 1 if year >= YEN_SINCE else 100  # yen, of what 国民年金 pays a year
        # In years before, all exempt months count as those of before 2009-04.
        self.new_fractions_since = NEW_FRACTIONS if year >= NEW_FRACTIONS // 12 else NEVER
        # 第3種: in 1/multiples of a month
        self.multiples = lcm(*(row.multiplier.denominator for row in law.multipliers.rows))
        self.multipliers = tuple(
            (row.first, NEVER if row.last is None else row.last + 1, int(more * self.multiples))
            for row in law.multipliers.rows
            for more in (row.multiplier - 1,)
        )
        self.caps = {}
        for row in law.bonus_caps.rows:
            last = april + AFTER_70 if row.last is None else row.last
            self.caps.update(dict.fromkeys(range(row.first, last + 1), row.yen))
        self.least_cap = min(self.caps.values())
        self.conditions = benefits.conditions
        self.least_pay = benefits.least_pay
        self.thresholds = benefits.suspension.at(april).value
        self.family = benefits.additions.at(self.march).value
        self.reform = benefits.reform
        rate = benefits.full_amounts.at(self.march).value.rate
        self.revision = Fraction(1) if rate is None else rate.new
        self.spouse = (
            self.family.spouse,
            half_up_to(100, self.reform.spouse * self.revision),
        )
        self.child = half_up_to(100, self.reform.child * self.revision)
        self.reformed_since = self.reform.since if year >= self.reform.enacted else NEVER
        self._bounds = sorted(set(bounds(law, year)))
        self._cohorts: list[Cohort | None] = [None] * (len(self._bounds) + 1)

    def continued(self, born_on: date) -> ContinuedCut:
        """Give what 高年齢雇用継続給付 takes of a birth's pension before 65."""
        known = self.law.benefits.job_benefits
        row = known.rates.of(born_on) if self.year >= known.enacted else known.rates.rows[0]
        return row.value

    def seeking(self, life: Life) -> range:
        """厚生年金保険法附則7条の4: give the months whose pension 基本手当 takes."""
        if life.seeking is None:
            return range(0)
        months = -(-life.seeking.days // self.law.benefits.job_benefits.days)
        return range(life.seeking.applied + 1, life.seeking.applied + 1 + months)

    def cohort(self, born_on: date) -> Cohort:
        """Give the figures of a birth."""
        place = bisect_left(self._bounds, born_on)
        found = self._cohorts[place]
        if found is None:
            found = self._cohorts[place] = self._cohort(born_on)
        return found

    def place(self, born_on: date) -> int:
        """Give the place of a birth among ``every_cohort``."""
        return bisect_left(self._bounds, born_on)

    def every_cohort(self) -> list[tuple[Cohort, date]]:
        """Give all classes with a birth of each, from the oldest on."""
        days = [*self._bounds, self._bounds[-1] + timedelta(days=1)]
        return [(self.cohort(day), day) for day in days]

    def rates(self, cohort: Cohort, born_on: date, table: int) -> Rates:
        """Give the prefix sums of a table; raises ``NotInForce`` for a year that it has not."""
        found = cohort.rates.get(table)
        if found is None:
            found = cohort.rates[table] = self._rates(born_on, table)
        return found

    def _rates(self, born_on: date, table: int) -> Rates:
        benefits, end = self.law.benefits, self.march + AFTER_70
        if table == MAIN_TABLE:
            own: RateLine = benefits.revaluation.line(self.year, born_on)
            return _rates(own.at, benefits.former.until(self.year).at, end)
        if table == SEAMEN_TABLE:
            own = benefits.revaluation_seamen.line(self.year, born_on)
            return _rates(own.at, benefits.former_seamen.line.at, end)
        if table == MUTUAL_TABLE:
            own = benefits.revaluation_mutual.line(self.year, born_on)
            return _rates(own.at, benefits.former_mutual.line.at, end)
        return _rates(lambda _: 1000, lambda _: 0, end)

    def children(self, count: int, *, reformed: bool) -> int:
        """厚生年金保険法44条2項: give 加給年金 of children."""
        if reformed:
            return self.child * count
        return self.family.child * min(count, 2) + self.family.third_child * max(count - 2, 0)

    def _cohort(self, born_on: date) -> Cohort:
        law, benefits = self.law, self.law.benefits
        april = first_of_fiscal_year(self.year)
        counted = [
            law.counted(share, NEW_FRACTIONS - old) for share in SHARES for old in (False, True)
        ]
        fractions = lcm(*(x.denominator for row in counted for x in (row.counts, row.excess)))
        unit = (
            benefits.fixed_units.at(self.march).value.of(born_on)
            * benefits.fixed_multipliers.of(born_on).value
        )
        shares = benefits.multipliers.of(born_on).value
        own, owns = _scaled((shares.before_2003, shares.from_2003))
        rate, _ = former_rate(law, born_on, self.year)
        former, formers = _scaled(
            (shares.former_before_2003 * rate, shares.former_from_2003 * rate)
        )
        transfer = benefits.transfer_rates.find(born_on)
        spouse = benefits.additions.at(self.march).value.spouse
        floor = benefits.full_amounts.at(april).value.rate
        middle = benefits.middle_aged.find(born_on)
        early, late, changes, late_months = self._claims(born_on)
        special = 0
        if born_on > SPECIAL_SINCE:
            special = benefits.special_additions.at(self.march).value.of(born_on).value
        needed = law.qualifying.at(self.march).months
        before_2017 = needed > law.qualifying.rows[-1].months
        shortened = [row for row in law.shortened if before_2017 and born_on <= row.born_until]
        return Cohort(
            full=benefits.full_amounts.at(self.march).value.yen.of(born_on),
            capable=benefits.capable_months.of(born_on).value,
            counted=tuple(
                (int(row.counts * fractions), int(row.excess * fractions)) for row in counted
            ),
            fractions=fractions,
            additional=benefits.additional.value,
            transfer=0 if transfer is None else half_up(spouse * transfer.value),
            unit=unit.numerator,
            units=unit.denominator,
            fixed_cap=benefits.fixed_caps.of(born_on).value,
            difference_cap=benefits.difference_caps.of(born_on).value,
            middle_aged=None if middle is None else middle.value,
            least=0
            if floor is None
            else half_up(benefits.mean_floors.of(born_on).value * floor.of(born_on)),
            own=own,
            owns=owns,
            former=former,
            formers=formers,
            start_ages={
                group: (
                    12 * benefits.proportional_ages[group].of(born_on).value,
                    12 * benefits.fixed_ages[group].of(born_on).value,
                )
                for group in StartGroup
            },
            early=early,
            late=late,
            changes=changes,
            late_months=late_months,
            special=(special, half_up_to(100, special * self.reform.special)),
            needed=min([needed, *(row.months for row in shortened if not row.employees_only)]),
            needed_own=min((row.months for row in shortened if row.employees_only), default=None),
            needed_middle=before_2017 and middle is not None,
        )

    def _claims(self, born_on: date) -> tuple[list[int], list[int], int, int]:
        """Give what each month of an early or late claim changes, as whole parts of one number."""
        benefits = self.law.benefits
        by_age = benefits.claims_by_age
        row = benefits.late.of(born_on).value
        if born_on <= by_age.born_until:
            early = [1 - by_age.early.get(65 + -months // 12, Fraction(1)) for months in range(61)]
            late = [
                by_age.late.get(65 + min(months, 60) // 12, Fraction(1)) - 1
                for months in range(121)
            ]
        else:
            rate = benefits.early.of(born_on).value.rate
            early = [rate * months for months in range(61)]
            late = [row.rate * min(months, row.months) for months in range(121)]
        scale = lcm(*(share.denominator for share in (*early, *late)))
        return [int(x * scale) for x in early], [int(x * scale) for x in late], scale, row.months


YEARLY_SINCE = 2022  # 在職定時改定


def _scaled(shares: tuple[Fraction, Fraction]) -> tuple[tuple[int, int], int]:
    scale = lcm(shares[0].denominator, shares[1].denominator)
    return (int(shares[0] * scale), int(shares[1] * scale)), scale
