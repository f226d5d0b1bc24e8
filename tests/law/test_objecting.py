"""The last day of 審査請求: counted from the day after, to the day before the same day of the month."""

from datetime import date

import pytest

from nenkin.law.objecting import last_day
from tests.reading import read_law


@pytest.mark.parametrize(
    ("known_on", "expected"),
    [
        (date(2026, 11, 20), date(2027, 2, 20)),
        (date(2026, 3, 31), date(2026, 6, 30)),  # begins on the first: whole months
        (date(2026, 11, 29), date(2027, 2, 28)),  # begins on the 30th; February has none
        (date(2026, 11, 30), date(2027, 2, 28)),  # begins on the first of December
        (date(2027, 11, 28), date(2028, 2, 28)),
        (date(2027, 11, 29), date(2028, 2, 29)),  # a leap year; begins on the 30th
        (date(2026, 9, 30), date(2026, 12, 31)),
    ],
)
def test_three_months(known_on: date, expected: date) -> None:
    assert last_day(known_on, 3) == expected


def test_the_number_of_months_is_in_the_data_with_its_article() -> None:
    found = read_law().objection
    assert found.months == 3
    assert "18条" in found.source.article
