"""Reads a time as people type it: «昭和39年の秋», «20歳ごろ», «東京オリンピックの年», «わからない»."""

import re
import unicodedata
from dataclasses import replace
from datetime import date

from nenkin.law.months import APRIL, month, month_of
from nenkin.law.recalled import UNKNOWN, Events, Precision, When, folded_event, in_month, on_day
from nenkin.law.school_times import is_school_time, school_time, war_time
from nenkin.law.time_codes import Code, NotATime, Refused
from nenkin.law.time_words import (
    ABOUT,
    AGE,
    AGES,
    BEFORE,
    BRACKETS,
    DATE,
    DECADE,
    DIGITS,
    EITHER,
    ERA_NAMES,
    ERA_PART,
    FEW_YEARS,
    FISCAL,
    FISCAL_PARTS,
    IN_MONTH,
    KANJI_NUMBER,
    NOT_KNOWN,
    SEASONS,
    STARTS,
    THEN,
    YEAR,
    YEARS,
    kanji_number,
)
from nenkin.law.typed_ages import of_age, of_ages
from nenkin.law.wareki import ERAS

__all__ = ["LONGEST", "Code", "NotATime", "read_when"]

LONGEST = 100  # characters
FIRST_YEAR, LAST_YEAR = 1870, 2190


_LIST = re.compile(r"(?<=[\d年])、(?=\d)")  # 昭和39、40年
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
    except Refused as refused:
        return NotATime(refused.code)


def _read(typed: str, born_on: date | None, events: Events) -> When:
    if len(typed) > LONGEST:
        raise Refused(Code.TOO_LONG)
    if any(
        unicodedata.category(each) in {"Cc", "Cs", "Co", "Cn"} and each not in "\t\r\n"
        for each in typed
    ):
        raise Refused(Code.UNREADABLE)
    text = _LIST.sub("か", folded_event(typed)).replace("。", "").replace("、", "")
    if not text:
        raise Refused(Code.MISSING)
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
    text = KANJI_NUMBER.sub(
        lambda match: str(kanji_number(match[0])), text.replace("はたち", "20歳")
    )
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
        raise Refused(Code.YEARS_DIFFER)
    return found


def _without_brackets(text: str, born_on: date | None) -> When:
    if match := AGES.fullmatch(text):
        return of_ages(int(match["age"]), match["rest"], born_on)
    if match := AGE.fullmatch(text):
        return of_age(match, born_on)
    found = _of_years(text) or _some_years(text, born_on)
    if found:
        return found
    if match := DIGITS.fullmatch(text):
        return _of_calendar(_year(None, match["year"]), match["month"], match["day"], "")
    if match := DATE.fullmatch(text):
        year = _year(match["era"], match["year"])
        found = _of_calendar(year, match["month"], match["day"], match["rest"])
        _check_era(match["era"], found)
        return found
    raise Refused(Code.UNKNOWN_EVENT if re.search(r"\D年$", text) else Code.NOT_A_TIME)


def _of_years(text: str) -> When | None:
    """Read ten years or a fiscal year, or a part of them."""
    if match := YEARS.fullmatch(text):
        year = _year(match["era"], match["year"])
        if match["rest"] not in DECADE:
            raise Refused(Code.NOT_A_TIME)
        first, last = DECADE[match["rest"]]
        return When(
            precision=Precision.YEARS,
            earliest=month(year + first, 1),
            latest=month(year + last, 12),
        )
    if match := FISCAL.fullmatch(text):
        if match["rest"] not in FISCAL_PARTS:
            raise Refused(Code.NOT_A_TIME)
        april = month(_year(match["era"], match["year"]), APRIL)
        first, last = FISCAL_PARTS[match["rest"]]
        precision = Precision.SEASON if match["rest"] else Precision.YEAR
        return When(precision=precision, earliest=april + first, latest=april + last)
    return None


def _some_years(text: str, born_on: date | None) -> When | None:
    """Read what names a few years or a turn that everybody has: «昭和39年か40年», «中学を出た年»."""
    if match := EITHER.fullmatch(text):
        first = _year(match["era"], match["year"])
        same_era = match["era"] if len(match["other"]) < 4 else None  # noqa: PLR2004  # digits
        last = _year(same_era, match["other"])
        return _years(min(first, last), max(first, last))
    if match := ERA_PART.fullmatch(text):
        era = ERA_NAMES[match["era"]]
        after = next((later for later in reversed(ERAS) if later.first > era.first), None)
        if match["rest"] in STARTS:
            return _years(era.first.year, era.first.year + FEW_YEARS - 1)
        if after is not None:
            return _years(after.first.year - FEW_YEARS + 1, after.first.year)
    if is_school_time(text):
        if born_on is None:
            raise Refused(Code.BIRTH_MISSING)
        if months := school_time(text, born_on):
            return When(precision=Precision.AGE, earliest=months[0], latest=months[1])
    elif months := war_time(text):
        return When(precision=Precision.YEARS, earliest=months[0], latest=months[1])
    return None


def _years(first: int, last: int) -> When:
    return When(precision=Precision.YEARS, earliest=month(first, 1), latest=month(last, 12))


def _of_calendar(year: int, number: str | None, day: str | None, rest: str) -> When:
    january = month(year, 1)
    if number is None:
        if not rest:
            return When(precision=Precision.YEAR, earliest=january, latest=january + 11)
        if rest not in SEASONS:
            raise Refused(Code.NOT_A_TIME)
        first, last = SEASONS[rest]
        return When(precision=Precision.SEASON, earliest=january + first, latest=january + last)
    if not 1 <= int(number) <= 12:  # noqa: PLR2004  # months
        raise Refused(Code.IMPOSSIBLE_DATE)
    if day is None:
        if rest not in IN_MONTH:
            raise Refused(Code.NOT_A_TIME)
        return in_month(january + int(number) - 1)
    if rest:
        raise Refused(Code.NOT_A_TIME)
    try:
        return on_day(date(year, int(number), int(day)))
    except ValueError:
        raise Refused(Code.IMPOSSIBLE_DATE) from None


def _year(era: str | None, typed: str) -> int:
    number = 1 if typed == "元" else int(typed)
    if era is not None:
        if not 1 <= number < 100:  # noqa: PLR2004  # eras are counted with two digits
            raise Refused(Code.OUT_OF_RANGE)
        return ERA_NAMES[era].first.year - 1 + number
    if len(typed) < 4:  # noqa: PLR2004  # 39年: of which era?
        raise Refused(Code.ERA_MISSING)
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise Refused(Code.OUT_OF_RANGE)
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
        raise Refused(Code.NOT_IN_ERA)


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
