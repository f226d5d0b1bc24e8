"""Birth dates that may stand for one another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.law.ownerless import read_birth
from nenkin.matching.births import births
from nenkin.matching.keys import BORN, born_number, day_number
from nenkin.matching.levels import BirthLevel
from tests.matching.lost_records import KNOWLEDGE

DAYS = st.dates(date(1868, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("recorded", "level"),
    [
        ("S05-04-02", BirthLevel.SAME),
        ("1930-04-02", BirthLevel.SAME),
        ("05-04-02", BirthLevel.ERA),
        ("T05-04-02", BirthLevel.ERA),
        ("M05-04-03", BirthLevel.ERA),
        ("S05-04-01", BirthLevel.NEAR),
        ("S05-02-04", BirthLevel.SWAPPED),
        ("S05-03-04", BirthLevel.LUNAR),
        ("S05-04-22", BirthLevel.PART),
        ("S15-04-02", BirthLevel.PART),
        ("S05-04-00", BirthLevel.PART),
        ("S05-06-20", BirthLevel.LATE),
        ("S05-02-01", BirthLevel.LATE),
        ("S05-09-20", BirthLevel.DIFFERENT),
        ("05-05-02", BirthLevel.DIFFERENT),
    ],
)
def test_a_recorded_date_agrees_so_far(recorded: str, level: BirthLevel) -> None:
    typed = births([date(1930, 4, 2)], KNOWLEDGE.lunar)
    assert typed.level(born_number(read_birth(recorded))) is level


def test_the_closest_of_several_typed_dates_counts() -> None:
    typed = births([date(1930, 4, 2), date(1931, 12, 24)], KNOWLEDGE.lunar)
    assert typed.level(born_number(read_birth("S06-12-24"))) is BirthLevel.SAME


@pytest.mark.parametrize(
    "new_year", ["1900-01-31", "1912-02-18", "1930-01-30", "1945-02-13", "1950-02-17"]
)
def test_the_lunar_new_year_was_on_known_days(new_year: str) -> None:
    day = date.fromisoformat(new_year)
    assert day_number(date(day.year, 1, 1)) in KNOWLEDGE.lunar[day_number(day)]


@given(DAYS, DAYS)
def test_numbers_of_days_keep_their_order(one: date, other: date) -> None:
    assert (day_number(one) < day_number(other)) is (one < other)
    assert day_number(one) == born_number(read_birth(f"{one:%Y-%m-%d}")) <= BORN


@given(DAYS)
def test_what_the_index_is_asked_for_has_everything_that_agrees(day: date) -> None:
    typed = births([day], KNOWLEDGE.lunar)
    (asked,) = typed.ranges
    assert all(asked.has(number) for number in typed.known)


@given(DAYS, st.integers(0, BORN))
def test_whatever_agrees_is_asked_for(day: date, number: int) -> None:
    typed = births([day], KNOWLEDGE.lunar)
    changed = [day_number(day) & ~mask | number & mask for mask in (31, 480, BORN ^ 511, BORN)]
    for each in changed:
        if typed.level(each) is not BirthLevel.DIFFERENT:
            assert typed.ranges[0].has(each)
