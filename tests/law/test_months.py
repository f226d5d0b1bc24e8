"""Months are numbers, and say so in words both ways."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.law import months


@given(st.dates())
def test_a_day_lies_within_its_month(day: date) -> None:
    at = months.month_of(day)
    assert months.first_day(at).replace(day=1) == day.replace(day=1)
    assert months.read_month(months.spell(at)) == at


@pytest.mark.parametrize(
    ("written", "year"), [("1980-03", 1979), ("1980-04", 1980), ("1981-03", 1980)]
)
def test_the_fiscal_year_begins_in_april(written: str, year: int) -> None:
    assert months.fiscal_year(months.read_month(written)) == year


@pytest.mark.parametrize(
    "text", ["", "1980", "1980-13", "1980-00", "198-04", "１９８０-04", "1980-4"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a month"):
        months.read_month(text)
