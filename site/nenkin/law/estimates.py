"""What comes out: every part of a pension, month by month, with the steps that lead to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from nenkin.law.doubts import Doubt
from nenkin.law.months import Month
from nenkin.law.parameters import Source


class Part(StrEnum):
    """The parts of a yearly amount; the sum of all is the amount (changes may be below 0)."""

    BASIC = "basic"  # 老齢基礎年金, as of 65
    BASIC_CHANGE = "basic-change"  # 繰上げ (−), 繰下げ (+) of it
    ADDITIONAL = "additional"  # 付加年金, as of 65
    ADDITIONAL_CHANGE = "additional-change"
    TRANSFER = "transfer"  # 振替加算
    PROPORTIONAL = (
        "proportional"  # 報酬比例, of all of 第1号 to 第4号; what a fund pays is within it
    )
    FIXED = "fixed"  # 定額部分
    DIFFERENCE = "difference"  # 経過的加算
    EMPLOYEES_CHANGE = "employees-change"  # 繰上げ (−), 繰下げ (+) of 報酬比例 and 経過的加算
    SPOUSE = "spouse"  # 配偶者加給年金
    SPECIAL = "special"  # 特別加算
    CHILDREN = "children"  # 子の加給年金
    SUSPENDED = "suspended"  # 在職老齢年金による支給停止 (−)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the way to an amount. ``label`` and ``values`` find and fill its words in content/."""

    label: str
    formula: str  # with the numbers in it: "847300 × 444 ÷ 480"
    result: Fraction
    source: Source
    values: Mapping[str, int | str | Fraction]


@dataclass(frozen=True, slots=True)
class Amount:
    """Yen a year of one part, with its steps. ``doubts`` not empty: it is shown as 概算."""

    part: Part
    yen: int
    steps: tuple[Step, ...] = ()
    doubts: frozenset[Doubt] = frozenset()

    @property
    def approximate(self) -> bool:
        """Whether a page must say 概算."""
        return bool(self.doubts)


@dataclass(frozen=True, slots=True)
class Phase:
    """Months ``first`` to ``last`` (``None``: for life) for which one yearly amount is due.

    ``amounts`` holds the parts that are not 0, in the order of ``Part``. ``fund`` is what an employees'
    pension fund pays in the government's place (基金代行): a share of ``PROPORTIONAL``, not on top of it.
    """

    first: Month
    last: Month | None
    amounts: tuple[Amount, ...]
    fund: int = 0

    @property
    def yearly(self) -> int:
        """Give the whole amount of a year in yen."""
        return sum(amount.yen for amount in self.amounts)

    def yen(self, part: Part) -> int:
        """Give one part in yen a year, 0 where it is not due."""
        return next((amount.yen for amount in self.amounts if amount.part is part), 0)


class Notice(StrEnum):
    """What a page must say beside the amounts; words in content/phrases/law.toml."""

    NOT_QUALIFIED = "not-qualified"  # 受給資格期間 is not reached by 70: nothing is due
    PAY_UNKNOWN = "pay-unknown"  # months of an employees' scheme without pay earn nothing here
    NOT_SWITCHED = "not-switched"  # months 未切替 count for nothing here
    ONE_LUMP = "one-lump"  # ``Estimate.arrears`` is paid once
    SHORT_OF_240 = "short-of-240"  # the 240th month brings 加給年金, and takes 振替加算 away


@dataclass(frozen=True, slots=True)
class Estimate:
    """Every amount of a life under one year's law and figures, in that year's money.

    ``phases`` follow each other; those without any amount are left out. ``qualified_in`` is the month
    in which 受給資格期間 was reached, or 65 where that is later. ``arrears`` is what is paid once where
    the scenario claims in arrears, in yen.
    """

    year: int
    phases: tuple[Phase, ...]
    qualified_in: Month | None
    notices: frozenset[Notice] = frozenset()
    arrears: int = 0
    special_from: Month | None = None  # 特別支給の老齢厚生年金, first month paid
    fixed_from: Month | None = None  # 定額部分, first month paid

    def at(self, month: Month) -> Phase | None:
        """Give the phase of a month, or ``None`` where nothing is due."""
        for phase in self.phases:
            if phase.first <= month and (phase.last is None or month <= phase.last):
                return phase
        return None


class Refused(Exception):
    """A life or scenario that cannot be; ``code`` finds its words in content/phrases/law.toml."""

    def __init__(self, code: str, **values: int | str) -> None:
        """Take the code and what its words are filled with."""
        super().__init__(code)
        self.code = code
        self.values = values
