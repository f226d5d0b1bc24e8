"""What a pension is worked out from: the facts of a life, and what the person chooses.

A ``Life`` is settled: its stretches are in order and no month has two of them, so that both engines
can walk over it without deciding anything. ``nenkin.law.settling`` makes one from a record, whose
spans may overlap. Future months are stretches like past ones.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from nenkin.law.months import Month, month_of
from nenkin.law.periods import Kind, Scheme, Sex

AT_65 = 65 * 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Months ``first`` to ``last``, both counted, in which nothing changes.

    ``status`` is the official month code, for 国民年金 only. ``pay`` is 標準報酬月額 in yen a month, for the
    employees' schemes only; ``None`` where it is not known: such months count, and earn nothing in
    the earnings-related part. ``cared`` is 従前標準報酬月額 while a child under 3 was brought up (厚生年金
    保険法26条): the larger of the two is used. ``revalued``: ``pay`` is the revalued mean of all these
    months, as examinations and letters give it (平均標準報酬(月)額); bonuses are within it.

    Which of 第1号 to 第4号厚生年金被保険者 a month is of follows from ``kind``: ``NATIONAL_SERVANT`` 2,
    ``LOCAL_SERVANT`` 3, ``PRIVATE_SCHOOL`` 4, all others 1. ``MUTUAL`` with ``OTHER`` are 旧三共済 (JR, NTT, JT)
    and 旧農林共済, which are 第1号 now. Employees' stretches from the month of 70 on are work without
    insurance: they suspend (在職停止) and earn nothing.
    """

    scheme: Scheme
    kind: Kind
    first: Month
    last: Month
    status: str | None = None
    pay: int | None = None
    cared: int | None = None
    revalued: bool = False


@dataclass(frozen=True, slots=True)
class PaidBonus:
    """賞与 of one month, all together, in yen before thousands are cut and the cap is applied.

    It belongs to the stretch that has this month; in a month without one it counts for nothing.
    """

    month: Month
    yen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spouse:
    """The wife or husband, as far as 加給年金 and 振替加算 ask.

    ``kept``: 受給権者 keeps the spouse (生計維持), so 加給年金 is due. ``keeps``: the spouse keeps the person,
    so 振替加算 is due. ``pension_since`` is the first month for which the spouse is due a pension that
    counts (老齢厚生年金 of 240 months or more, or a disability pension): from then on 加給年金 is suspended
    for them, and from then on, at the earliest, their own 加給年金 turns into the person's 振替加算.
    ``None``: the spouse has no such pension.
    """

    born_on: date
    kept: bool = True
    keeps: bool = False
    pension_since: Month | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A child that is kept; ``disabled`` (障害等級1・2級) counts until 20 and not to the March after 18."""

    born_on: date
    disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """離婚分割 as a given record: what pay and bonuses of these months became (改定・決定後の標準報酬).

    In months with an employees' stretch ``pay`` takes the place of its pay; months without one are
    deemed insured (離婚時みなし被保険者期間): they are in the earnings-related part and in nothing else.
    ``bonuses`` take the place of all bonuses of these months.
    """

    first: Month
    last: Month
    kind: Kind
    pay: int
    bonuses: tuple[PaidBonus, ...] = ()


@dataclass(frozen=True, slots=True)
class Seeking:
    """基本手当 of 雇用保険: the month in which work was looked for (求職の申込み), and the days paid in all."""

    applied: Month
    days: int


@dataclass(frozen=True, kw_only=True)
class Life:
    """Everything that decides the pension, but for what the person chooses.

    ``police``: 特定警察職員等 (厚生年金保険法附則7条の3第1項4号): twenty years on end with the police or a fire
    brigade, which no record shows.
    ``wage_at_60``: yen a month (みなし賃金日額 × 30) by which 高年齢雇用継続給付 is paid for work before 65;
    ``None`` where it is not. ``seeking``: 基本手当 before 65.
    """

    born_on: date
    sex: Sex
    stretches: tuple[Stretch, ...] = ()
    bonuses: tuple[PaidBonus, ...] = ()
    spouse: Spouse | None = None
    children: tuple[Child, ...] = ()
    divisions: tuple[Division, ...] = ()
    police: bool = False
    wage_at_60: int | None = None
    seeking: Seeking | None = None

    @cached_property
    def born_in(self) -> Month:
        """年齢計算ニ関スル法律: give the month of the day before birth; ages are reached in it."""
        return month_of(date.fromordinal(self.born_on.toordinal() - 1))

    def reaches(self, age_in_months: int) -> Month:
        """Give the month in which an age in months is reached; that of 65 is ``reaches(780)``."""
        return self.born_in + age_in_months


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What the person chooses. Ages are in months: 65 is 780, 64 and 3 months is 771.

    ``basic`` and ``employees`` are the ages at which 老齢基礎年金 and 老齢厚生年金 (that of 65, not the special
    one before it) are claimed: 720 to 779 is 繰上げ, of both together unless 特別支給 has begun; 780 is
    65; 792 to 900 is 繰下げ, each by itself. ``arrears``: what is claimed after 65 is claimed without 繰下げ,
    in arrears (さかのぼって), for five years at most; after 70 the law then raises it as if it had been
    claimed five years before.
    ``disabled_from``: from this month the 障害者特例 (厚生年金保険法附則9条の2) has been asked for.
    ``unconditional``: as if 受給資格期間 were reached, as ねんきん定期便 under 50 shows the record so far.
    """

    basic: int = AT_65
    employees: int = AT_65
    arrears: bool = False
    disabled_from: Month | None = None
    unconditional: bool = False
