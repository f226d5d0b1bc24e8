"""What the index says of a record besides its names and birth date, as one number of 29 bits.

Sex, register, place and years: enough to put candidates in order before any of them is read. A place is
a hash of its first two signs, which no two prefectures share; a month is only its year.
"""

from functools import lru_cache
from hashlib import blake2b

from nenkin.law.ownerless import FIRST_YEAR, OwnerlessRecord, OwnerlessScheme
from nenkin.law.periods import Sex

# From the highest bit: register and sex, place, year of the first month, years until the last.
_SEX_BITS, _PLACE_BITS, _FIRST_BITS, _SPAN_BITS = 2, 9, 8, 7
_FIRST, _SPAN = (1 << _FIRST_BITS) - 1, (1 << _SPAN_BITS) - 1
_YEARS_BITS = _FIRST_BITS + _SPAN_BITS
_WHO_BITS = _YEARS_BITS + _PLACE_BITS
YEARS = (1 << _YEARS_BITS) - 1
PLACE = (1 << _WHO_BITS) - 1 & ~YEARS
WHO = ~(YEARS | PLACE)
_PLACES = PLACE >> _YEARS_BITS

_SEXES = (None, Sex.MALE, Sex.FEMALE)
_SCHEMES = tuple(OwnerlessScheme)
_SEX_CODES = {sex: code for code, sex in enumerate(_SEXES)}
_SCHEME_CODES = {scheme: code for code, scheme in enumerate(_SCHEMES)}
_SIGNS = 2  # of a place


def traits_number(record: OwnerlessRecord) -> int:
    """Give what the index says of a record."""
    who = _SCHEME_CODES[record.scheme] << _SEX_BITS | _SEX_CODES[record.sex]
    number = who << _WHO_BITS | place_number(record.place)
    if record.first is None:
        return number
    first = record.first // 12
    span = 0 if record.last is None else record.last // 12 - first
    since = min(max(first - FIRST_YEAR + 1, 1), _FIRST)
    return number | since << _SPAN_BITS | min(max(span, 0), _SPAN)


@lru_cache(maxsize=65_536)
def place_number(place: str) -> int:
    """Give the part of the number that a place has; 0 of an empty one."""
    if not place:
        return 0
    digest = blake2b(place[:_SIGNS].encode(), digest_size=8).digest()
    return (1 + int.from_bytes(digest) % _PLACES) << _YEARS_BITS


def sex_and_scheme(number: int) -> tuple[Sex | None, OwnerlessScheme]:
    """Give back the sex and the register."""
    who = number >> _WHO_BITS
    return _SEXES[who & (1 << _SEX_BITS) - 1], _SCHEMES[who >> _SEX_BITS]


def first_and_last(number: int) -> tuple[int, int] | None:
    """Give back the years of the first and the last month; ``None`` where they are not recorded."""
    if not (since := number >> _SPAN_BITS & _FIRST):
        return None
    first = FIRST_YEAR + since - 1
    return first, first + (number & _SPAN)
