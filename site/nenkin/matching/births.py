"""Birth dates that may stand for one (生年月日の表記ゆれ): by era, month and day, 旧暦, 届出の遅れ."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from nenkin.law.ownerless import FIRST_YEAR, LAST_YEAR
from nenkin.law.wareki import ERAS, Era
from nenkin.matching.keys import MONTH_DAY, day_number, no_era_number, split_number
from nenkin.matching.levels import BirthLevel

LATEST_DAYS = 92  # between a birth and its registration, whichever was typed: our assumption
_DAY = timedelta(days=1)
_PARTS = 2  # of year, month and day that must agree

Lunar = Mapping[int, tuple[int, ...]]  # a day's number: the numbers it has in the other calendar


@dataclass(frozen=True, slots=True)
class Births:
    """Typed birth dates with the numbers that may stand for them, and how far each agrees.

    ``same``: the numbers of the dates; ``known``: every number that has a level of its own; ``late``:
    ranges of numbers, both counted; ``near``: month and day of the
    day, the one before and the one after.
    """

    same: tuple[int, ...]
    known: Mapping[int, BirthLevel]
    late: tuple[tuple[int, int], ...]
    near: tuple[tuple[int, ...], ...]

    @property
    def ranges(self) -> tuple["Range", ...]:
        """Give for each typed date what a record under the same name may have instead."""
        return tuple(
            _range(typed, near, late)
            for typed, near, late in zip(self.same, self.near, self.late, strict=True)
        )

    def level(self, number: int) -> BirthLevel:
        """Say how far a recorded birth date agrees with the closest of the typed ones."""
        if (level := self.known.get(number)) is not None:
            return level
        year, month, day = split_number(number)
        for typed in self.same:
            agree = (typed >> 9 == year) + (typed >> 5 & 15 == month) + (typed & 31 == day)
            if agree >= _PARTS:
                return BirthLevel.PART
        if any(first <= number <= last for first, last in self.late):
            return BirthLevel.LATE
        return BirthLevel.DIFFERENT


def _month_days(day: date) -> tuple[int, ...]:
    return tuple(day_number(near) & MONTH_DAY for near in (day, day - _DAY, day + _DAY))


class Range(NamedTuple):
    """Numbers that are near one typed date. First two tests that most records fail, then the rest.

    ``month_day``: month and day, one less and one more, in any year, or ``other``, the neighbour in
    the next or last month. ``first`` to ``last``: the year and what is ``late``; within it what was
    registered late, month and day changed round, or one of them wrong.
    """

    month_day_first: int
    month_day_last: int
    other: int
    first: int
    last: int
    late_first: int
    late_last: int
    swapped: int
    year_first: int
    year_last: int
    day: int
    month: int

    @property
    def days(self) -> tuple[tuple[int, int], ...]:
        """Give the first two tests as ranges of month and day, both counted."""
        first, last = self.month_day_first, self.month_day_last
        if first <= self.other <= last:
            return ((first, last),)
        return (first, last), (self.other, self.other)

    def has(self, number: int) -> bool:
        """Say what the stores' statements say, for their tests."""
        month_day = number & MONTH_DAY
        if self.month_day_first <= month_day <= self.month_day_last or month_day == self.other:
            return True
        _, month, day = split_number(number)
        return self.first <= number <= self.last and (
            self.late_first <= number <= self.late_last
            or number == self.swapped
            or (
                self.year_first <= number <= self.year_last
                and (day == self.day or month == self.month)
            )
        )


def _range(typed: int, near: tuple[int, ...], late: tuple[int, int]) -> Range:
    year, month, day = split_number(typed)
    swapped = typed if day > 12 else year << 9 | day << 5 | month  # noqa: PLR2004  # months
    month_day = typed & MONTH_DAY
    others = (each for each in near if abs(each - month_day) > 1)
    first, last = year << 9, year << 9 | MONTH_DAY
    return Range(
        month_day - 1,
        month_day + 1,
        next(others, month_day),
        min(first, late[0]),
        max(last, late[1]),
        *late,
        swapped,
        first,
        last,
        day,
        month,
    )


def births(days: Iterable[date], lunar: Lunar) -> Births:
    """Give what may stand for the typed days (生年月日), the closest level for each."""
    typed = tuple(dict.fromkeys(days))
    known: dict[int, BirthLevel] = {}
    late = []
    for day in typed:
        known[day_number(day)] = BirthLevel.SAME
    for day in typed:
        for number, level in _others(day, lunar):
            known.setdefault(number, level)
        first, last = (day + timedelta(days=days) for days in (-LATEST_DAYS, LATEST_DAYS))
        late.append((day_number(first), day_number(last)))
    return Births(
        tuple(day_number(day) for day in typed), known, tuple(late), tuple(map(_month_days, typed))
    )


def _others(day: date, lunar: Lunar) -> Iterator[tuple[int, BirthLevel]]:
    nearby = (day - _DAY, day + _DAY)
    yield from ((number, BirthLevel.ERA) for number in _under_eras(day))
    yield from ((day_number(near), BirthLevel.NEAR) for near in nearby)
    for number in lunar.get(day_number(day), ()):
        yield number, BirthLevel.LUNAR
    if day.day <= 12 and day.day != day.month:  # noqa: PLR2004  # months of a year
        year = (day.year - FIRST_YEAR) << 9
        yield year | day.day << 5 | day.month, BirthLevel.SWAPPED
    # The official second tier takes both at once: another era, and a day more or less.
    for near in nearby:
        yield from ((number, BirthLevel.ERA) for number in _under_eras(near))


def _under_eras(day: date) -> Iterator[int]:
    """Give a day's numbers where its era is not recorded or another one is (元号を除外)."""
    month_day = day_number(day) & MONTH_DAY
    for era in ERAS:
        if _may_be_of(era, day):
            of_era = era.year_of(day)
            yield no_era_number(of_era, day)
            for other in ERAS:
                year = other.first.year + of_era - 1
                if other is not era and FIRST_YEAR <= year <= LAST_YEAR:
                    yield (year - FIRST_YEAR) << 9 | month_day


def _may_be_of(era: Era, day: date) -> bool:
    """Whether a day's year is of the era; both eras of a year of change count."""
    at = ERAS.index(era)
    ended = ERAS[at - 1].first.year if at else LAST_YEAR
    return era.first.year <= day.year <= ended
