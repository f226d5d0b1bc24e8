"""The two numbers under which the index holds a record: by its names, and by its birth date.

A key has 63 bits, so that a B-tree of plain integers holds it and a range of it is one question:
*by name* is given name, family name, birth date; *by birth date* is birth date, given name, family
name. A part of a name is 23 bits of a hash of its skeleton (two of them may share a number: what is
found is compared with the record itself); a birth date is 17 bits and keeps its order.
"""

from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias

from nenkin.law.ownerless import FIRST_YEAR, OwnerlessRecord, RecordedBirth, SoughtName
from nenkin.matching.skeletons import part_skeleton

VERSION = 2  # of the keys, traits and skeletons: a store made with others is not searched
NAME_BITS, BORN_BITS = 46, 17
PART_BITS = NAME_BITS // 2
PART = (1 << PART_BITS) - 1
NAME = (1 << NAME_BITS) - 1
BORN = (1 << BORN_BITS) - 1
YEAR_BITS = 9  # those below the year in a birth date's number: 4 of the month, 5 of the day
MONTH_DAY = (1 << YEAR_BITS) - 1
# What the index says of a record: its key, its place in the store, and its traits.
Key: TypeAlias = tuple[int, int, int]
_NO_ERA = 160  # years of an unknown era are counted from here; western ones end below


@lru_cache(maxsize=262_144)
def part_number(skeleton: str) -> int:
    """Give the number of one part of a name."""
    return int.from_bytes(blake2b(skeleton.encode(), digest_size=3).digest()) & PART


def name_number(family: str, given: str) -> int:
    """Give the number of a whole name from its skeletons."""
    return part_number(given) << PART_BITS | part_number(family)


def written_number(name: SoughtName | OwnerlessRecord) -> int:
    """Give the number of a whole name as it is written."""
    return name_number(
        part_skeleton(name.family_kana, name.family_kanji),
        part_skeleton(name.given_kana, name.given_kanji),
    )


@lru_cache(maxsize=65_536)
def day_number(day: date) -> int:
    """Give the number of a day of the calendar."""
    return (day.year - FIRST_YEAR) << 9 | day.month << 5 | day.day


def born_number(born: RecordedBirth) -> int:
    """Give the number of a birth date as recorded; of an unknown era by the year of the era."""
    year = _NO_ERA + (born.year_of_era or 0) if born.year is None else born.year - FIRST_YEAR
    return year << 9 | born.month << 5 | born.day


def no_era_number(year_of_era: int, day: date) -> int:
    """Give the number that a day has where its era was not recorded."""
    return (_NO_ERA + year_of_era) << 9 | day.month << 5 | day.day


def split_number(number: int) -> tuple[int, int, int]:
    """Give back year, month and day; years of unknown eras are above all others."""
    return number >> 9, number >> 5 & 15, number & 31


def by_name(name: int, born: int) -> int:
    """Give the key by name."""
    return name << BORN_BITS | born


def by_birth(born: int, name: int) -> int:
    """Give the key by birth date."""
    return born << NAME_BITS | name


def record_keys(record: OwnerlessRecord) -> tuple[int, int]:
    """Give both keys of a record."""
    name = written_number(record)
    born = born_number(record.born)
    return by_name(name, born), by_birth(born, name)
