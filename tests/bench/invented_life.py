"""An invented life while it is drawn, and the share of every kind of slip that it may have."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from nenkin.comparison.companies import Aliases, alias_groups
from nenkin.law.months import Month
from nenkin.law.periods import Record, Sex, Span
from nenkin.law.remembered import (
    HistorySheet,
    LifeEvent,
)

DATA_DATE = date(2013, 1, 31)

# The error model: shares of jobs, each drawn for itself.
NEVER_INSURED = 0.27  # of all remembered work
LOST_WHOLE, LOST_PART = 0.26, 0.07  # of insured work
FORGOTTEN = 0.04  # recorded jobs that are not remembered at all
WRONG_YEAR = 0.05  # both ends a year off, or one of them
SAID_UNSURE = 0.75  # of those: the person says «だいたい»
OLD_NAME, PARENT, MISSPELT = 0.10, 0.05, 0.10  # what the name on the record differs by
REMEMBERS_WHY = 0.88  # what decides that a workplace was exempt (人数, 業種, 時間)
PRECISIONS = {"day": 12, "month": 52, "season": 14, "year": 10, "age": 3, "about": 6, "unknown": 3}


_FIRST = (
    "あさひ",
    "みどり",
    "大和",
    "東邦",
    "北斗",
    "富士見",
    "中央",
    "三光",
    "日の出",
    "丸正",
    "明星",
    "光陽",
)
_SECOND = (
    "製作所",
    "紡績",
    "商店",
    "運輸",
    "電機",
    "食品",
    "印刷",
    "工業",
    "薬品",
    "鉄工所",
    "木材",
    "百貨店",
)
MERGED = tuple((f"{one}{two}", f"新{one}{two}グループ") for one in _FIRST for two in _SECOND)
ALIASES: Aliases = alias_groups(MERGED)


@dataclass(frozen=True)
class Lost:
    """Months of an insured job that are not recorded, both ends counted, and the slips it has."""

    first: Month
    last: Month
    event: str
    slips: frozenset[str]


@dataclass
class Drawn:
    """A life: what is recorded, what is remembered, and what is truly missing."""

    record: Record
    sheet: HistorySheet
    lost: list[Lost] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


@dataclass
class Life:
    random: random.Random
    born_on: date
    sex: Sex
    spans: list[Span] = field(default_factory=list)
    events: list[LifeEvent] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    numbers: Iterator[str] = field(default_factory=lambda: iter(map(str, range(10_000))))

    def chance(self, share: float) -> bool:
        return self.random.random() < share
