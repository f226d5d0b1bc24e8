"""Ages of a life in months, as the law counts them."""

from datetime import date

import pytest

from nenkin.law.ages import reached_on
from nenkin.law.lives import AT_65, Life
from nenkin.law.months import month_of, spell
from nenkin.law.periods import Sex


@pytest.mark.parametrize(
    ("born", "reached"),
    [("1961-04-01", "2026-03"), ("1961-04-02", "2026-04"), ("1960-02-29", "2025-02")],
)
def test_an_age_is_reached_the_day_before_the_birthday(born: str, reached: str) -> None:
    life = Life(born_on=date.fromisoformat(born), sex=Sex.MALE)
    assert spell(life.reaches(AT_65)) == reached
    assert life.reaches(AT_65) == month_of(reached_on(life.born_on, 65))
