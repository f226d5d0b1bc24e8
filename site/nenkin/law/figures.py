"""The numbers behind a pension as typed tables: by month in force, by birth, and by both."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

from nenkin.law.dated import Dated, NotInForce, Source
from nenkin.law.months import Month, first_of_fiscal_year

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Valued(Generic[Value]):
    """What holds from one month to another."""

    first: Month
    last: Month | None
    value: Value
    source: Source


@dataclass(frozen=True, slots=True)
class Born(Generic[Value]):
    """What holds for births until a day, that day included; ``None`` for all later ones."""

    until: date | None
    value: Value
    source: Source


@dataclass(frozen=True, slots=True)
class ByBirth(Generic[Value]):
    """Rows by birth, from the oldest on."""

    name: str
    rows: Sequence[Born[Value]]

    def find(self, born_on: date) -> Born[Value] | None:
        """Give the row of a birth, or ``None`` where the table ends before it."""
        for row in self.rows:
            if row.until is None or born_on <= row.until:
                return row
        return None

    def of(self, born_on: date) -> Born[Value]:
        """Give the row of a birth; raises ``NotInForce``."""
        row = self.find(born_on)
        if row is None:
            raise NotInForce(f"{self.name}: nothing is known for births of {born_on}")
        return row


@dataclass(frozen=True, slots=True)
class TwoClasses(Generic[Value]):
    """A figure that differs for older recipients (既裁定者, until ``existing_until``) and newer ones."""

    new: Value
    existing: Value
    existing_until: date | None

    def of(self, born_on: date) -> Value:
        """Give the figure for a birth."""
        older = self.existing_until is not None and born_on <= self.existing_until
        return self.existing if older else self.new


@dataclass(frozen=True, slots=True)
class FullAmount:
    """老齢基礎年金の満額, and the 改定率 it comes from where that law was in force already."""

    yen: TwoClasses[int]
    rate: TwoClasses[Fraction] | None


@dataclass(frozen=True, slots=True)
class Multipliers:
    """給付乗率, each a fraction of the mean pay for one month."""

    before_2003: Fraction
    from_2003: Fraction
    former_before_2003: Fraction
    former_from_2003: Fraction


@dataclass(frozen=True, slots=True)
class Additions:
    """加給年金 in yen a year: the spouse, each of two children, each further child."""

    spouse: int
    child: int
    third_child: int


@dataclass(frozen=True, slots=True)
class Thresholds:
    """在職老齢年金, yen a month; ``young_…`` under 65, until 2022-03."""

    threshold: int
    young_start: int | None
    young_upper: int | None


@dataclass(frozen=True, slots=True)
class ClaimRate:
    """繰上げ・繰下げ: the change for each month, and how many months count at most."""

    rate: Fraction
    months: int


@dataclass(frozen=True, slots=True)
class ByAge:
    """What the oldest get of the amount, by the age in whole years at which they claim."""

    born_until: date
    early: Mapping[int, Fraction]
    late: Mapping[int, Fraction]
    source: Source


class StartGroup(StrEnum):
    """Who a start age is for (厚生年金保険法附則8条の2)."""

    GENERAL = "general"  # men of 第1号, everybody of 第2号 to 第4号
    WOMEN = "women"  # women of 第1号
    MINERS = "miners"  # 15 years in a mine or at sea
    POLICE = "police"  # 特定警察職員等


@dataclass(frozen=True, slots=True)
class RateLine:
    """再評価率 of one year and birth, in thousandths, by month; later months have the newest rate."""

    firsts: Sequence[Month]
    rates: Sequence[int]
    source: Source

    def at(self, month: Month) -> int:
        """Give the rate of a month in thousandths."""
        return self.rates[max(bisect_right(self.firsts, month) - 1, 0)]


@dataclass(frozen=True, slots=True)
class Revaluation:
    """再評価率表: for each fiscal year, one line for each class of birth."""

    name: str
    born_until: Sequence[date | None]
    years: Mapping[int, Sequence[RateLine]]

    def line(self, year: int, born_on: date) -> RateLine:
        """Give the line of a year and birth; raises ``NotInForce`` for a year that is not there."""
        lines = self.years.get(year)
        if lines is None:
            raise NotInForce(f"{self.name}: nothing is known for fiscal year {year}")
        for until, line in zip(self.born_until, lines, strict=True):
            if until is None or born_on <= until:
                return line
        raise NotInForce(f"{self.name}: nothing is known for births of {born_on}")


@dataclass(frozen=True, slots=True)
class FormerRates:
    """従前額の再評価率 (平成12年改正法附則別表第一): rows are added each year, and none changes."""

    name: str
    line: RateLine
    last: Month

    def until(self, year: int) -> RateLine:
        """Give the rates as of a fiscal year; raises ``NotInForce`` for one that is not there."""
        april = first_of_fiscal_year(year)
        if april > self.last:
            raise NotInForce(f"{self.name}: nothing is known for fiscal year {year}")
        count = bisect_right(self.line.firsts, april)
        return RateLine(self.line.firsts[:count], self.line.rates[:count], self.line.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """How many months of employees' insurance open which part."""

    addition: int  # 加給年金
    special: int  # 特別支給
    long: int  # 長期加入者の特例
    miner: int  # 坑内員・船員の特例
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastPay:
    """昭和44年改正法附則3条: lower pay until a month counts as this much."""

    until: Month
    employees: int
    seamen: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Reform:
    """加給年金 that begins in ``since`` or later (令和7年法律74号), in the money of 2004."""

    since: Month
    enacted: int  # fiscal year
    spouse: int
    child: int
    special: Fraction  # of 特別加算
    child_months: int
    source: Source

    def holds(self, at: Month, year: int) -> bool:
        """Whether what begins in a month is of the reform, under the law of a fiscal year."""
        return year >= self.enacted and at >= self.since


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuedCut:
    """高年齢雇用継続給付: ``share`` of the pay is taken while it is less than ``below`` of that at 60.

    From there to ``until`` it is ``part`` of what is short of ``until``, less ``eased`` of the same.
    """

    share: Fraction
    below: Fraction
    until: Fraction
    eased: Fraction
    part: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class JobBenefits:
    """雇用保険 beside a pension before 65; of years before ``enacted`` the first rates are everybody's."""

    rates: ByBirth[ContinuedCut]
    enacted: int  # fiscal year
    days: int  # of 基本手当 for a month without pension
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Wartime:
    """戦時加算 (厚生年金保険法附則24条): months ``first`` to ``last`` underground counted for more."""

    first: Month
    last: Month
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefits:
    """All numbers that a pension is worked out from."""

    full_amounts: Dated[Valued[FullAmount]]
    capable_months: ByBirth[int]  # 加入可能月数
    transfer_rates: ByBirth[Fraction]  # 振替加算
    revaluation: Revaluation
    revaluation_seamen: Revaluation  # 船員保険, until 1986-03
    revaluation_mutual: Revaluation  # 共済, until 1985-09
    former: FormerRates
    former_seamen: FormerRates
    former_mutual: FormerRates
    former_rates: Dated[Valued[TwoClasses[Fraction]]]  # 従前額改定率
    special_rates: Dated[Valued[Fraction]]  # 物価スライド特例水準, until 2015-03
    multipliers: ByBirth[Multipliers]
    mean_floors: ByBirth[int]
    fixed_units: Dated[Valued[TwoClasses[Fraction]]]  # 定額単価
    fixed_multipliers: ByBirth[Fraction]
    fixed_caps: ByBirth[int]
    difference_caps: ByBirth[int]
    middle_aged: ByBirth[int]  # 中高齢の特例
    additions: Dated[Valued[Additions]]
    special_additions: Dated[Valued[ByBirth[int]]]
    suspension: Dated[Valued[Thresholds]]
    proportional_ages: Mapping[StartGroup, ByBirth[int]]
    fixed_ages: Mapping[StartGroup, ByBirth[int]]
    early: ByBirth[ClaimRate]
    late: ByBirth[ClaimRate]
    claims_by_age: ByAge
    additional: Valued[int]  # 付加年金, yen a year for each month
    conditions: Conditions
    least_pay: LeastPay
    reform: Reform
    wartime: Wartime
    job_benefits: JobBenefits
    unconfirmed_from: int  # fiscal year from which the re-evaluation tables are our own
