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
    near, late, swapped, year, day_, month = asked[:3], asked[3:5], asked[5], asked[6:8], *asked[8:]
    for number in typed.known:
        assert (
            number & 511 in near
            or late[0] <= number <= late[1]
            or number == swapped
            or (year[0] <= number <= year[1] and (number & 31 == day_ or number >> 5 & 15 == month))
        )
