"""The law in force as typed values: every number with its article, its address and how sure it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from nenkin.law.dated import Confidence, Dated, InForce, NotInForce, Source
from nenkin.law.figures import Benefits
from nenkin.law.months import Month, spell

__all__ = ["Confidence", "Dated", "InForce", "Law", "NotInForce", "Source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalPremium:
    """国民年金保険料 in yen a month; until 1970-06 it differed from the age of 35."""

    first: Month
    last: Month | None
    under_35: int
    from_35: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditionalPremium:
    """付加保険料 in yen a month."""

    first: Month
    last: Month | None
    yen: int
    source: Source


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of the pay, with its own source: the classes of one month differ in how sure we are."""

    share: Fraction
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeesRates:
    """厚生年金保険料率, employer and employee together, as fractions of the standard remuneration."""

    first: Month
    last: Month | None
    men: Rate  # 第1種
    women: Rate | None  # 第2種
    miners_seamen: Rate  # 第3種


@dataclass(frozen=True, slots=True, kw_only=True)
class BonusCap:
    """標準賞与額の上限 in yen a month; bonuses before the first row bore no ordinary premium."""

    first: Month
    last: Month | None
    yen: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class QualifyingMonths:
    """受給資格期間 in months, by the month in which the right arises."""

    first: Month
    last: Month | None
    months: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortenedQualifying:
    """受給資格期間の短縮 before 2017-08, by birth (昭和60年改正法附則12条).

    ``employees_only``: months of the employees' schemes alone must reach it.
    """

    employees_only: bool
    born_until: date
    months: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedFraction:
    """What an exempt month with its rest paid counts for in the amount of the basic pension."""

    first: Month
    last: Month | None
    exempt: Fraction  # the share of the premium that is waived
    counts: Fraction
    excess: Fraction  # what a month beyond 480 counts for (国民年金法27条3号・5号・7号)
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """From when a change is worth a person's look: our design decision, no law."""

    pay_fall: Fraction  # of the pay before
    pay_grades: int  # 等級, where the grades of the month are known
    reentry_months: int  # a hole this long at most within one employer
    between_jobs_months: int  # a hole this long at most between two employers
    retroactive_months: int  # reported this long after the month it is for
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PayGrades:
    """標準報酬月額等級: the grade of each standard monthly remuneration in yen."""

    first: Month
    last: Month | None
    grades: Mapping[int, int]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PayLimits:
    """標準報酬月額の下限と上限: the lowest and the highest standard monthly remuneration in yen a month."""

    first: Month
    last: Month | None
    lowest: int
    highest: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class LateWindow:
    """後納制度: days on which unpaid months of the last ``months`` months could be paid once more."""

    opened_on: date
    closed_on: date
    months: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class QualifyingMultiplier:
    """What a month of a seaman or miner (第3種, 船員保険) counts for towards 受給資格期間."""

    first: Month
    last: Month | None
    multiplier: Fraction
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class OldLaw:
    """旧法: whose pension follows the law from before 1986-04 (昭和60年改正法附則31条)."""

    born_until: date
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class LateVoluntary:
    """特例任意加入: who may go on paying after 65, at most until 70, while a right is not reached."""

    born_until: date
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long premiums can be paid: 国民年金法91条・102条4項, 94条."""

    payable_months: int  # after the month in which the premium was due
    later_years: int  # 追納
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """審査請求 of a decision on 訂正請求: so many months from the day after it became known."""

    months: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidLater:
    """追納加算率 by (fiscal year of the payment, fiscal year of the month); a pair not there is unknown."""

    rates: Mapping[tuple[int, int], Rate]
    free_years: int  # after that of the month, without surcharge
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """All that the site needs of the law; ``benefits`` is what a pension is worked out from."""

    national_premiums: Dated[NationalPremium]
    additional_premiums: Dated[AdditionalPremium]
    employees_rates: Dated[EmployeesRates]
    bonus_caps: Dated[BonusCap]
    qualifying: Dated[QualifyingMonths]
    shortened: Sequence[ShortenedQualifying]
    fractions: Sequence[CountedFraction]
    pay_grades: Dated[PayGrades]
    pay_limits: Dated[PayLimits]
    multipliers: Dated[QualifyingMultiplier]
    late_windows: Sequence[LateWindow]
    attention: Attention
    limits: Limits
    objection: Objection
    old_law: OldLaw
    late_voluntary: LateVoluntary
    paid_later: PaidLater
    prepayment: Rate  # 前納: interest of a year
    benefits: Benefits

    def counted(self, exempt: Fraction, at: Month) -> CountedFraction:
        """国民年金法27条2〜8号, 平成16年改正法附則10条: give what an exempt month counts for."""
        for row in self.fractions:
            if row.first <= at and (row.last is None or at <= row.last) and row.exempt == exempt:
                return row
        raise NotInForce(f"counted_fractions: nothing is known for {exempt} in {spell(at)}")
