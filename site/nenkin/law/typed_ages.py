"""Reads a time that is given by the person's age: «20歳ごろ», «はたちの春», «20代の初め»."""

import re
from datetime import date

from nenkin.law.months import Month, month, runs
from nenkin.law.recalled import Precision, When, months_of_age
from nenkin.law.time_codes import Code, Refused
from nenkin.law.time_words import DECADE, SEASONS

OLDEST = 120  # years


def of_age(match: re.Match[str], born_on: date | None) -> When:
    """Read an age (20歳, 数え20歳), with a season or a month of that year of life where it is said."""
    if born_on is None:
        raise Refused(Code.BIRTH_MISSING)
    age, rest = int(match["age"]), match["rest"]
    if age > OLDEST:
        raise Refused(Code.OUT_OF_RANGE)
    if match["counted"]:  # 数え年: one at birth, one more each New Year
        year = born_on.year + age - 1
        first, last = month(year, 1), month(year, 12)
        age -= 1
    else:
        first, last = months_of_age(born_on, age, age)
    if rest:
        first, last = _part_of(first, last, rest)
    return When(precision=Precision.AGE, earliest=first, latest=last, age=age)


def _part_of(first: Month, last: Month, rest: str) -> tuple[Month, Month]:
    """Give the months of a season, or of a month's number, that lie in a year of life."""
    if number := re.fullmatch(r"(\d{1,2})月", rest):
        if not 1 <= int(number[1]) <= 12:  # noqa: PLR2004  # months
            raise Refused(Code.IMPOSSIBLE_DATE)
        season = (int(number[1]) - 1, int(number[1]) - 1)
    elif rest in SEASONS:
        season = SEASONS[rest]
    elif rest in {"誕生日", "誕生月"}:
        return first, first
    else:
        raise Refused(Code.NOT_A_TIME)
    wanted = {at % 12 for at in range(season[0], season[1] + 1)}
    # The season may come twice in a year of life, once in part: the longer time is meant.
    held = runs([at % 12 in wanted for at in range(first, last + 1)], first)
    return max(held, key=lambda run: run[1] - run[0])


def of_ages(age: int, rest: str, born_on: date | None) -> When:
    """Read ten years of ages (20代), or a part of them."""
    if born_on is None:
        raise Refused(Code.BIRTH_MISSING)
    if rest not in DECADE:
        raise Refused(Code.NOT_A_TIME)
    youngest, oldest = DECADE[rest]
    first, last = months_of_age(born_on, age + youngest, age + oldest)
    return When(precision=Precision.YEARS, earliest=first, latest=last, age=age)
