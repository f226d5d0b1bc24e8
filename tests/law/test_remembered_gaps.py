"""Tests of gaps: only months that nothing remembered can have filled are asked about."""

from datetime import date

import pytest

from nenkin.law.months import Month, month
from nenkin.law.recalled import UNKNOWN, Precision, When, in_month
from nenkin.law.remembered import Category, HistorySheet, LifeEvent
from nenkin.law.remembered_gaps import GapAsked, asked, gaps

BORN = date(1950, 5, 5)
UNTIL = month(2026, 11)
SIXTY = month(2010, 5)


def year(number: int) -> When:
    return When(precision=Precision.YEAR, earliest=month(number, 1), latest=month(number, 12))


def event(
    first: When, last: When | None, category: Category = Category.WORK, *, goes_on: bool = False
) -> LifeEvent:
    return LifeEvent(
        key=f"{first}{last}", category=category, first=first, last=last, goes_on=goes_on
    )


def found(*events: LifeEvent, until: Month = UNTIL) -> list[tuple[Month, Month]]:
    return gaps(HistorySheet(born_on=BORN, events=events), until)


SCHOOL = event(in_month(month(1966, 4)), in_month(month(1969, 3)), Category.SCHOOL)
JOB = event(in_month(month(1969, 10)), in_month(month(1980, 3)))
STILL = event(in_month(month(1980, 4)), None, goes_on=True)


def test_nothing_is_asked_of_an_empty_sheet() -> None:
    assert found() == []


def test_the_months_between_are_asked() -> None:
    assert found(STILL, JOB, SCHOOL) == [(month(1969, 4), month(1969, 9))]


def test_what_is_after_the_last_is_asked_until_sixty_or_today() -> None:
    assert found(SCHOOL, JOB)[1] == (month(1980, 4), SIXTY - 1)
    assert found(JOB, until=month(1990, 1)) == [(month(1980, 4), month(1990, 1))]
    late = event(in_month(month(2015, 1)), in_month(month(2016, 1)))
    assert found(STILL, late) == []
    assert found(JOB, late) == [(month(1980, 4), SIXTY - 1)]


def test_a_time_may_have_been_as_long_as_its_words_allow() -> None:
    assert found(event(year(1969), year(1979)), STILL) == [(month(1980, 1), month(1980, 3))]


@pytest.mark.parametrize("category", [Category.MARRIAGE, Category.MOVE, Category.BIRTH])
def test_a_turn_fills_no_month(category: Category) -> None:
    turn = event(in_month(month(1969, 6)), None, category)
    assert found(SCHOOL, turn, JOB, STILL) == [(month(1969, 4), month(1969, 9))]


def test_times_that_are_not_known_fill_what_is_known_of_them() -> None:
    assert found(event(UNKNOWN, None), event(UNKNOWN, UNKNOWN)) == []
    last = event(UNKNOWN, in_month(month(1969, 6)))
    assert found(SCHOOL, last, JOB, STILL) == [
        (month(1969, 4), month(1969, 5)),
        (month(1969, 7), month(1969, 9)),
    ]
    first = event(in_month(month(1969, 4)), None)
    assert found(SCHOOL, first, JOB, STILL) == [(month(1969, 5), month(1969, 9))]


def test_times_over_each_other_are_one() -> None:
    beside = event(in_month(month(1970, 1)), in_month(month(1971, 1)))
    assert found(JOB, beside, STILL) == []


def questions(*events: LifeEvent, until: Month = UNTIL) -> list[GapAsked]:
    return asked(HistorySheet(born_on=BORN, events=events), until)


def test_a_gap_between_two_times_is_asked_at_once_with_both_its_ends() -> None:
    assert questions(STILL, JOB, SCHOOL) == [GapAsked(month(1969, 4), month(1969, 9), True, True)]


def test_the_last_gap_has_no_end() -> None:
    (last,) = questions(JOB, until=month(1989, 12))
    assert last == GapAsked(month(1980, 4), month(1989, 12), True, False)


def test_a_long_gap_is_asked_by_ages_and_by_the_turns_of_the_life() -> None:
    child = event(in_month(month(1983, 2)), None, Category.BIRTH)
    soon = event(in_month(month(1983, 6)), None, Category.MOVE)  # too near to ask about by itself
    about = event(year(1992), None, Category.MARRIAGE)
    found = questions(JOB, child, soon, about)
    starts = [(1980, 4), (1983, 2), (1985, 5), (1990, 5), (1995, 5), (2000, 5), (2005, 5)]
    assert [one.first for one in found] == [month(*start) for start in starts]
    assert [one.last + 1 for one in found] == [*(one.first for one in found[1:]), SIXTY]
    assert [one.begins for one in found] == [True, *[False] * 6]
    assert not any(one.ends for one in found)
    between = questions(JOB, event(in_month(month(2000, 7)), None, goes_on=True))
    assert [one.ends for one in between] == [False, False, False, True]
    # No part is shorter than a year, at the end neither.
    assert between[-1].first == month(1995, 5)
