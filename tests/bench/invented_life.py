"""An invented life while it is drawn, and the share of every kind of slip that it may have."""

import random
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
# What the name on the record differs by: the table of companies knows the first two.
OLD_NAME, MERGED, UNLISTED, PARENT, MISSPELT = 0.07, 0.04, 0.02, 0.05, 0.10
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
COMPANIES = tuple(f"{one}{two}" for one in _FIRST for two in _SECOND)
_PARTNERS = tuple(zip(COMPANIES[::2], COMPANIES[1::2], strict=True))
RENAMED = {name: f"新{name}グループ" for name in COMPANIES}
JOINED = {name: f"合同{pair[0][:2]}{pair[1][-2:]}" for pair in _PARTNERS for name in pair}
ALIASES: Aliases = alias_groups((*RENAMED.items(), *JOINED.items()))


@dataclass(frozen=True)
class Lost:
    """Months of an insured job that are not recorded, both ends counted."""

    first: Month
    last: Month
    event: str


@dataclass
class Drawn:
    """A life: what is recorded, what is remembered, and what is truly missing."""

    record: Record
    sheet: HistorySheet
    lost: list[Lost] = field(default_factory=list)
    kinds: dict[str, frozenset[str]] = field(default_factory=dict)
    """By event: the slips of a job that was insured, or why one never was."""


@dataclass
class Life:
    """A life of which more is drawn."""

    random: random.Random
    born_on: date
    sex: Sex
    spans: list[Span] = field(default_factory=list)
    events: list[LifeEvent] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    kinds: dict[str, frozenset[str]] = field(default_factory=dict)
    numbers: Iterator[str] = field(default_factory=lambda: iter(map(str, range(10_000))))

    def chance(self, share: float) -> bool:
        """Draw whether something happens that does so as often as ``share``."""
        return self.random.random() < share
