"""When something in a life happened, as exactly as the person remembers it and no more exactly."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from nenkin.law.months import Month, month_of

# What everybody knows, by the name people type («東京オリンピック», as ``folded_event`` gives it),
# and its month. A page may add the person's own: «結婚», «上の子の入学».
Events: TypeAlias = Mapping[str, Month]


class Precision(StrEnum):
    """How exactly a time is remembered (いつごろか)."""

    DAY = "day"  # 年月日
    MONTH = "month"  # 年月
    SEASON = "season"  # 季節, 年末, 前半: some months of a year
    YEAR = "year"  # 年, 年度
    YEARS = "years"  # 30年代, 20代: some years
    AGE = "age"  # 20歳ごろ
    EVENT = "event"  # 東京オリンピックの年
    UNKNOWN = "unknown"  # わからない


def folded_event(name: str) -> str:
    """Give the name of an event without what people write in more than one way."""
    return re.sub(r"[\s・「」『』]", "", unicodedata.normalize("NFKC", name)).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time as it is remembered: any month from ``earliest`` to ``latest``, both counted.

    Both are ``None`` exactly where nothing is known (わからない). ``day`` is there for
    ``Precision.DAY`` only. ``about`` says that the person added «ごろ»; the months then already reach
    further to both sides. ``age`` (満年齢, years) and ``event`` keep what the months were worked out
    from. ``typed`` is what the person wrote, for showing it again.
    """

    precision: Precision
    earliest: Month | None = None
    latest: Month | None = None
    day: date | None = None
    about: bool = False
    age: int | None = None
    event: str | None = None
    typed: str = ""

    def __post_init__(self) -> None:
        """Refuse what contradicts itself with ``ValueError``."""
        if (self.earliest is None) != (self.latest is None):
            raise ValueError("earliest and latest are known together or not at all")
        if (self.earliest is None) != (self.precision is Precision.UNKNOWN):
            raise ValueError("the months are left out exactly where nothing is known")
        if self.earliest is not None and self.latest is not None and self.earliest > self.latest:
            raise ValueError("latest is before earliest")
        if (self.day is None) != (self.precision is not Precision.DAY):
            raise ValueError("a day is given exactly where the day is known")
        if self.day is not None and not self.earliest == self.latest == month_of(self.day):
            raise ValueError("the months are not those of the day")

    @property
    def months(self) -> tuple[Month, Month] | None:
        """Give the range in months, both counted; ``None``: nothing is known."""
        if self.earliest is None or self.latest is None:
            return None
        return self.earliest, self.latest

    @property
    def open_months(self) -> int | None:
        """Give how many months it may have been: 1 where the month is known."""
        months = self.months
        return None if months is None else months[1] - months[0] + 1


UNKNOWN = When(precision=Precision.UNKNOWN)


def on_day(day: date, typed: str = "") -> When:
    """Give a time known to the day."""
    at = month_of(day)
    return When(precision=Precision.DAY, earliest=at, latest=at, day=day, typed=typed)


def in_month(at: Month, typed: str = "") -> When:
    """Give a time known to the month."""
    return When(precision=Precision.MONTH, earliest=at, latest=at, typed=typed)


def ages_in(when: When, born_on: date) -> tuple[int, int] | None:
    """Give the lowest and the highest age (満年齢, years) that somebody had at that time.

    Birthdays count here as in daily life and not as in 年齢計算ニ関スル法律. Of a month before birth
    the age is below 0.
    """
    if when.day is not None:
        age = when.day.year - born_on.year - ((when.day.month, when.day.day) < _birthday(born_on))
        return age, age
    if when.earliest is None or when.latest is None:
        return None
    born = month_of(born_on)
    return (when.earliest - born - (born_on.day > 1)) // 12, (when.latest - born) // 12


def months_of_age(born_on: date, youngest: int, oldest: int) -> tuple[Month, Month]:
    """Give the months in which somebody had these ages (満年齢, years), both counted."""
    born = month_of(born_on)
    return born + 12 * youngest, born + 12 * (oldest + 1) - (born_on.day == 1)


def _birthday(born_on: date) -> tuple[int, int]:
    return born_on.month, born_on.day
