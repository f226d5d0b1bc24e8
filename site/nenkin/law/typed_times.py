"""Reads a time as people type it: «昭和39年の秋», «20歳ごろ», «東京オリンピックの年», «わからない»."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from nenkin.law.months import APRIL, Month, month, month_of
from nenkin.law.recalled import UNKNOWN, Events, Precision, When, in_month, months_of_age, on_day
from nenkin.law.time_words import (
    ABOUT,
    AGE,
    AGES,
    BEFORE,
    BRACKETS,
    DATE,
    DECADE,
    DIGITS,
    ERA_NAMES,
    FISCAL,
    IN_MONTH,
    KANJI_DIGITS,
    KANJI_NUMBER,
    NOT_KNOWN,
    SEASONS,
    TENS,
    THEN,
    YEAR,
    YEARS,
)
from nenkin.law.wareki import ERAS

LONGEST = 100  # characters
FIRST_YEAR, LAST_YEAR = 1870, 2190
OLDEST = 120  # years


class Code(StrEnum):
    """Why something typed is no time."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    UNREADABLE = "unreadable"
    NOT_A_TIME = "not-a-time"
    ERA_MISSING = "era-missing"
    NOT_IN_ERA = "not-in-era"
    YEARS_DIFFER = "years-differ"  # 昭和39年（1965年）
    IMPOSSIBLE_DATE = "impossible-date"
    OUT_OF_RANGE = "out-of-range"
    BIRTH_MISSING = "birth-missing"  # an age, of somebody whose birth date is not known
    UNKNOWN_EVENT = "unknown-event"


@dataclass(frozen=True, slots=True)
class NotATime:
    """What was typed cannot be read as a time."""

    code: Code


class _Refused(Exception):
    def __init__(self, code: Code) -> None:
        self.code = code


_AFTER_EVENT = (
    (re.compile(r"の?(?:次の年|翌年|あくる年)$"), 1),
    (re.compile(r"の?(?:前の年|前年)$"), -1),
    (re.compile(r"(?:の|があった|のあった|した)?年$"), 0),
)
# What «ごろ» adds to both sides, in months.
_MARGIN = {Precision.MONTH: 2, Precision.SEASON: 2, Precision.EVENT: 3}
_YEAR_MARGIN = 12


def read_when(
    typed: str, *, born_on: date | None = None, events: Events | None = None
) -> When | NotATime:
    """Read a time in any width, by era (和暦) or Western year; an age needs ``born_on``.

    ``events`` has what may be named instead of a year, under ``folded_event``.
    """
    try:
        return replace(_read(typed, born_on, events or {}), typed=typed.strip())
    except _Refused as refused:
        return NotATime(refused.code)


def folded_event(name: str) -> str:
    """Give the name of an event without what people write in more than one way."""
    return re.sub(r"[\s・「」『』]", "", unicodedata.normalize("NFKC", name)).casefold()


def _read(typed: str, born_on: date | None, events: Events) -> When:
    if len(typed) > LONGEST:
        raise _Refused(Code.TOO_LONG)
    if any(
        unicodedata.category(each) in {"Cc", "Cs", "Co", "Cn"} and each not in "\t\r\n"
        for each in typed
    ):
        raise _Refused(Code.UNREADABLE)
    text = folded_event(typed).replace("。", "").replace("、", "")
    if not text:
        raise _Refused(Code.MISSING)
    if NOT_KNOWN.fullmatch(text):
        return UNKNOWN
    about = bool(BEFORE.match(text))
    text = BEFORE.sub("", text)
    while (shorter := THEN.sub("", text)) != text:
        text = shorter
    plain = ABOUT.sub("", text)
    about = about or plain != text
    found = _event(plain, events) or _date(plain, born_on)
    return _widened(found) if about else found


def _event(text: str, events: Events) -> When | None:
    if text in events:
        at = events[text]
        return When(precision=Precision.EVENT, earliest=at, latest=at, event=text)
    for ending, later in _AFTER_EVENT:
        name = ending.sub("", text)
        if name != text and name in events:
            year = events[name] // 12 + later
            return When(
                precision=Precision.EVENT, earliest=12 * year, latest=12 * year + 11, event=name
            )
    return None


def _date(text: str, born_on: date | None) -> When:
    text = KANJI_NUMBER.sub(lambda match: str(_number(match[0])), text.replace("はたち", "20歳"))
    said_twice = [
        _year(*match.group("era", "year"))
        for inside in BRACKETS.findall(text)
        if (match := re.fullmatch(rf"{YEAR}年?", inside))
    ]
    text = BRACKETS.sub("", text)
    found = _without_brackets(text, born_on)
    if found.earliest is not None and any(
        year not in {found.earliest // 12, (found.latest or 0) // 12} for year in said_twice
    ):
        raise _Refused(Code.YEARS_DIFFER)
    return found


def _without_brackets(text: str, born_on: date | None) -> When:
    if match := AGES.fullmatch(text):
        return _of_ages(int(match["age"]), match["rest"], born_on)
    if match := AGE.fullmatch(text):
        return _of_age(match, born_on)
    if match := YEARS.fullmatch(text):
        year = _year(match["era"], match["year"])
        if match["rest"] not in DECADE:
            raise _Refused(Code.NOT_A_TIME)
        first, last = DECADE[match["rest"]]
        return When(
            precision=Precision.YEARS,
            earliest=month(year + first, 1),
            latest=month(year + last, 12),
        )
    if match := FISCAL.fullmatch(text):
        if match["rest"]:
            raise _Refused(Code.NOT_A_TIME)
        april = month(_year(match["era"], match["year"]), APRIL)
        return When(precision=Precision.YEAR, earliest=april, latest=april + 11)
    if match := DIGITS.fullmatch(text):
        return _of_calendar(_year(None, match["year"]), match["month"], match["day"], "")
    if match := DATE.fullmatch(text):
        year = _year(match["era"], match["year"])
        found = _of_calendar(year, match["month"], match["day"], match["rest"])
        _check_era(match["era"], found)
        return found
    raise _Refused(Code.UNKNOWN_EVENT if re.search(r"\D年$", text) else Code.NOT_A_TIME)


def _of_calendar(year: int, number: str | None, day: str | None, rest: str) -> When:
    january = month(year, 1)
    if number is None:
        if not rest:
            return When(precision=Precision.YEAR, earliest=january, latest=january + 11)
        if rest not in SEASONS:
            raise _Refused(Code.NOT_A_TIME)
        first, last = SEASONS[rest]
        return When(precision=Precision.SEASON, earliest=january + first, latest=january + last)
    if not 1 <= int(number) <= 12:  # noqa: PLR2004  # months
        raise _Refused(Code.IMPOSSIBLE_DATE)
    if day is None:
        if rest not in IN_MONTH:
            raise _Refused(Code.NOT_A_TIME)
        return in_month(january + int(number) - 1)
    if rest:
        raise _Refused(Code.NOT_A_TIME)
    try:
        return on_day(date(year, int(number), int(day)))
    except ValueError:
        raise _Refused(Code.IMPOSSIBLE_DATE) from None


def _year(era: str | None, typed: str) -> int:
    number = 1 if typed == "元" else int(typed)
    if era is not None:
        if not 1 <= number < 100:  # noqa: PLR2004  # eras are counted with two digits
            raise _Refused(Code.OUT_OF_RANGE)
        return ERA_NAMES[era].first.year - 1 + number
    if len(typed) < 4:  # noqa: PLR2004  # 39年: of which era?
        raise _Refused(Code.ERA_MISSING)
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise _Refused(Code.OUT_OF_RANGE)
    return number


def _check_era(name: str | None, found: When) -> None:
    """Refuse what no month of the era can mean; its last year goes on to December, as on papers."""
    if name is None or found.earliest is None or found.latest is None:
        return
    era = ERA_NAMES[name]
    after = next((later for later in reversed(ERAS) if later.first > era.first), None)
    if found.latest < month_of(era.first) or (
        after and found.earliest > month(after.first.year, 12)
    ):
        raise _Refused(Code.NOT_IN_ERA)


def _of_age(match: re.Match[str], born_on: date | None) -> When:
    if born_on is None:
        raise _Refused(Code.BIRTH_MISSING)
    age, rest = int(match["age"]), match["rest"]
    if age > OLDEST:
        raise _Refused(Code.OUT_OF_RANGE)
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
            raise _Refused(Code.IMPOSSIBLE_DATE)
        season = (int(number[1]) - 1, int(number[1]) - 1)
    elif rest in SEASONS:
        season = SEASONS[rest]
    elif rest in {"誕生日", "誕生月"}:
        return first, first
    else:
        raise _Refused(Code.NOT_A_TIME)
    wanted = {at % 12 for at in range(season[0], season[1] + 1)}
    held = [at for at in range(first, last + 1) if at % 12 in wanted]
    if not held:
        raise _Refused(Code.IMPOSSIBLE_DATE)
    return held[0], held[-1]


def _of_ages(age: int, rest: str, born_on: date | None) -> When:
    if born_on is None:
        raise _Refused(Code.BIRTH_MISSING)
    if rest not in DECADE:
        raise _Refused(Code.NOT_A_TIME)
    youngest, oldest = DECADE[rest]
    first, last = months_of_age(born_on, age + youngest, age + oldest)
    return When(precision=Precision.YEARS, earliest=first, latest=last, age=age)


def _widened(found: When) -> When:
    if found.earliest is None or found.latest is None:
        return found
    margin = _MARGIN.get(found.precision, _YEAR_MARGIN)
    precision = found.precision
    if found.day is not None:
        margin, precision = 1, Precision.MONTH
    return replace(
        found,
        precision=precision,
        earliest=found.earliest - margin,
        latest=found.latest + margin,
        day=None,
        about=True,
    )


def _number(kanji: str) -> int:
    if not set(kanji) & set(TENS):
        return int("".join(str(KANJI_DIGITS[digit]) for digit in kanji))
    total = 0
    held = 0
    for each in kanji:
        if each in TENS:
            total += (held or 1) * TENS[each]
            held = 0
        else:
            held = KANJI_DIGITS[each]
    return total + held
