"""第3号 reported late, and the standard pay of a salary."""

import pytest

from nenkin.law.earnings import standard_pay
from nenkin.law.late_reports import LateMonths, late_category_3
from nenkin.law.months import month
from nenkin.law.parameters import Law, NotInForce

OLD, TURN, REPORTED = month(2002, 4), month(2005, 4), month(2010, 6)


def test_two_years_count_as_if_in_time() -> None:
    assert late_category_3(month(2009, 1), month(2010, 5), REPORTED) == [
        LateMonths(month(2009, 1), month(2010, 5), month(2009, 1))
    ]
    assert late_category_3(month(2008, 4), month(2010, 5), REPORTED) == [
        LateMonths(month(2008, 4), month(2008, 4), None),
        LateMonths(month(2008, 5), month(2010, 5), month(2008, 5)),
    ]


@pytest.mark.parametrize(
    ("excused", "later"), [(False, None), (True, REPORTED)], ids=["without reason", "excused"]
)
def test_older_months_count_from_a_special_report(excused: bool, later: int | None) -> None:
    found = late_category_3(OLD, month(2010, 5), REPORTED, told=REPORTED, excused=excused)
    assert found == [
        LateMonths(OLD, TURN - 1, REPORTED),
        LateMonths(TURN, month(2008, 4), later),
        LateMonths(month(2008, 5), month(2010, 5), month(2008, 5)),
    ]


def test_without_a_special_report_older_months_do_not_count() -> None:
    assert late_category_3(OLD, TURN - 1, REPORTED) == [LateMonths(OLD, TURN - 1, None)]


@pytest.mark.parametrize(
    ("salary", "at", "pay"),
    [
        (80_000, month(2026, 4), 88_000),
        (92_999, month(2026, 4), 88_000),
        (93_000, month(2026, 4), 98_000),
        (305_000, month(2026, 4), 300_000),
        (310_000, month(2026, 4), 320_000),
        (800_000, month(2026, 4), 650_000),
        (800_000, month(2027, 9), 680_000),
        (800_000, month(2028, 9), 710_000),
        (729_999, month(2029, 9), 710_000),
        (800_000, month(2029, 9), 750_000),
    ],
)
def test_standard_pay(law: Law, salary: int, at: int, pay: int) -> None:
    assert standard_pay(law, salary, at) == pay


def test_grades_of_long_ago_are_not_known(law: Law) -> None:
    with pytest.raises(NotInForce, match=r"^pay_grades: nothing is known for 1990-04"):
        standard_pay(law, 200_000, month(1990, 4))
