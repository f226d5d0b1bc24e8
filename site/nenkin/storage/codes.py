"""How the law's values are written in the tables: small numbers that never change their meaning.

A number once given is given for ever: rows of last year must read the same. New values are added
at the end; a test compares these lists with the law's enums.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from nenkin.law.periods import Kind, Reporter, Scheme, Sex

SCHEMES: tuple[Scheme, ...] = (
    Scheme.NATIONAL,
    Scheme.EMPLOYEES,
    Scheme.SEAMEN,
    Scheme.MUTUAL,
    Scheme.COMPLEMENTARY,
)
KINDS: tuple[Kind, ...] = (
    Kind.CATEGORY_1,
    Kind.CATEGORY_3,
    Kind.VOLUNTARY,
    Kind.MEN,
    Kind.WOMEN,
    Kind.MINERS_SEAMEN,
    Kind.CONTINUED,
    Kind.FUND_MEN,
    Kind.FUND_WOMEN,
    Kind.FUND_MINERS,
    Kind.SEAMAN,
    Kind.NATIONAL_SERVANT,
    Kind.LOCAL_SERVANT,
    Kind.PRIVATE_SCHOOL,
    Kind.ABROAD,
    Kind.SPOUSE,
    Kind.STUDENT,
    Kind.OTHER,
)
REPORTERS: tuple[Reporter, ...] = (
    Reporter.PERSON,
    Reporter.EMPLOYER,
    Reporter.SPOUSE_EMPLOYER,
    Reporter.OFFICE,
    Reporter.MUTUAL_AID,
)
SEXES: tuple[Sex, ...] = (Sex.MALE, Sex.FEMALE)

SCHEME_CODES: Mapping[Scheme, int] = {value: code for code, value in enumerate(SCHEMES, 1)}
KIND_CODES: Mapping[Kind, int] = {value: code for code, value in enumerate(KINDS, 1)}
REPORTER_CODES: Mapping[Reporter, int] = {value: code for code, value in enumerate(REPORTERS, 1)}
SEX_CODES: Mapping[Sex, int] = {value: code for code, value in enumerate(SEXES, 1)}

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Days(dict[int | None, date]):
    """Day numbers already read; a record repeats the same few, and a look-up is 20 times a parse."""

    def __missing__(self, number: int | None) -> date:
        assert number is not None
        day = self[number] = date(number // 10000, number // 100 % 100, number % 100)
        return day


def day_number(day: date) -> int:
    """Write a day as 20260401: compact, sorted by time, and readable in the raw table."""
    return day.year * 10000 + day.month * 100 + day.day


def optional_day_number(day: date | None) -> int | None:
    """Write a day that may be missing."""
    return None if day is None else day_number(day)


def day(number: int) -> date:
    """Read 20260401."""
    return date(number // 10000, number // 100 % 100, number % 100)


def optional_day(number: int | None) -> date | None:
    """Read a day that may be missing."""
    return None if number is None else day(number)


def stamp(moment: datetime) -> int:
    """Write a moment as microseconds since 1970 in UTC."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(number: int) -> datetime:
    """Read a moment."""
    return _EPOCH + number * _MICROSECOND


def optional_moment(number: int | None) -> datetime | None:
    """Read a moment that may be missing."""
    return None if number is None else moment(number)


def optional_stamp(moment: datetime | None) -> int | None:
    """Write a moment that may be missing."""
    return None if moment is None else stamp(moment)
