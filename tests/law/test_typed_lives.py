"""A life from periods that a person types, without a record."""

from datetime import date

import pytest

from nenkin.law.changing import for_life
from nenkin.law.conditions import Misfit, Period, Way
from nenkin.law.estimates import Part
from nenkin.law.estimating import estimate
from nenkin.law.lives import Life, Scenario
from nenkin.law.months import read_month
from nenkin.law.periods import Sex
from nenkin.law.typed_lives import typed_life, typed_misfits
from tests.reading import read_law

BORN = date(1970, 1, 2)
LIFE = Life(born_on=BORN, sex=Sex.FEMALE)


def period(
    first: str, last: str, way: Way, pay: int | None = None, bonus: int | None = None
) -> Period:
    return Period(first=read_month(first), last=read_month(last), way=way, pay=pay, bonus=bonus)


def test_forty_years_paid_are_the_full_amount() -> None:
    law = read_law()
    life = typed_life(law, BORN, Sex.FEMALE, [period("1990-01", "2029-12", Way.PAY)])
    found = estimate(law, life, Scenario(), 2026)
    assert for_life(found) == 847_300  # 満額 of 2026


def test_exempt_months_count_as_half_since_2009_04() -> None:
    law = read_law()
    half = typed_life(law, BORN, Sex.MALE, [period("2010-01", "2029-12", Way.EXEMPT)])
    found = estimate(law, half, Scenario(), 2026)
    assert for_life(found) == 211_825  # 847,300 × (240 × 1/2) ÷ 480


def test_a_dependents_months_count_in_full() -> None:
    law = read_law()
    life = typed_life(law, BORN, Sex.FEMALE, [period("2010-01", "2029-12", Way.DEPENDENT)])
    assert for_life(estimate(law, life, Scenario(), 2026)) == 423_650  # 847,300 × 240 ÷ 480


def test_pay_and_bonuses_are_graded_where_grades_are_known() -> None:
    law = read_law()
    one = period("2000-04", "2024-03", Way.EMPLOYEE, 303_000, 600_000)
    life = typed_life(law, BORN, Sex.FEMALE, [one])
    pays = {stretch.first: stretch.pay for stretch in life.stretches}
    assert pays[read_month("2000-04")] == 303_000
    assert pays[read_month("2020-09")] == 300_000  # 標準報酬月額, grade 19
    assert [bonus.yen for bonus in life.bonuses] == [300_000] * 42
    assert life.bonuses[0].month == read_month("2003-06")  # 総報酬制
    assert life.stretches[-1].last == read_month("2024-03")
    parts = {one.part for one in estimate(law, life, Scenario(), 2026).phases[-1].amounts}
    assert Part.PROPORTIONAL in parts


def test_unknown_pay_is_the_lowest_of_its_time() -> None:
    law = read_law()
    life = typed_life(law, BORN, Sex.MALE, [period("2018-04", "2018-05", Way.EMPLOYEE)])
    assert [stretch.pay for stretch in life.stretches] == [88_000]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (period("1980-01", "1990-05", Way.EMPLOYEE), [("first", "too-young")]),
        (period("1989-11", "1990-05", Way.PAY), [("first", "before-20")]),
        (period("1995-01", "1994-12", Way.PAY), [("last", "end-before-start")]),
        (period("2010-01", "2030-01", Way.PAY), [("last", "after-60")]),
        (period("2010-01", "2045-01", Way.EMPLOYEE), [("last", "after-75")]),
        (period("2008-01", "2010-01", Way.EMPLOYEE), [("first", "overlaps")]),
        (
            period("1989-11", "1989-10", Way.PAY, 100_000, 5),
            [
                ("first", "before-20"),
                ("last", "end-before-start"),
                ("pay", "not-employed"),
                ("bonus", "not-employed"),
            ],
        ),
        (period("1990-01", "2029-12", Way.PAY), [("first", "overlaps")]),
        (period("1985-04", "2007-12", Way.EMPLOYEE), []),
    ],
)
def test_what_cannot_be_is_said(one: Period, expected: list[tuple[str, str]]) -> None:
    there = period("2009-01", "2009-12", Way.EXEMPT)
    assert typed_misfits(LIFE, (there, one), 1) == tuple(Misfit(*each) for each in expected)


def test_nobody_was_a_dependent_before_1986_04() -> None:
    life = Life(born_on=date(1950, 1, 2), sex=Sex.FEMALE)
    one = period("1986-03", "1990-03", Way.DEPENDENT)
    assert typed_misfits(life, (one,), 0) == (Misfit("first", "before-the-scheme"),)
    later = period("1986-04", "1990-03", Way.DEPENDENT)
    assert typed_misfits(life, (later,), 0) == ()
