"""A table of periods to come: it begins as the answers are, and what cannot be is said field by field."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from nenkin.law.conditions import Misfit, Period, Way, life_of, misfits, periods_of
from nenkin.law.estimating import estimate
from nenkin.law.future import Future, Premium, Work, whole_life
from nenkin.law.lives import Spouse
from nenkin.law.months import read_month, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Bonus, Kind, Scheme
from nenkin.law.settling import Settled, settle
from tests.features.records_site import PERSONAS, record_of
from tests.law.lives import employed, life, national

CLERK = settle(
    life(
        employed("1993-04", None, 300_000),
        born="1970-05-12",
        bonuses=(
            Bonus(
                scheme=Scheme.EMPLOYEES,
                paid_on=date(2026, 7, 10),
                amount=500_000,
                known_from=date(2026, 7, 20),
            ),
        ),
    )
)
BAKER = settle(life(national("1990-05", "2020-03", "A"), national("2020-04", None, "Z")))
STUDENT = settle(life(national("2025-04", None, "サ"), born="2005-04-10"))
NOBODY = settle(life(national("1990-05", "2020-03", "A")))


def period(first: str, last: str, way: Way, **more: int) -> Period:
    return Period(first=read_month(first), last=read_month(last), way=way, **more)


def table(law: Law, settled: Settled, **answers: object) -> list[tuple[object, ...]]:
    found = periods_of(law, settled, Future(**answers))  # type: ignore[arg-type]
    return [(spell(one.first), spell(one.last), one.way, one.pay, one.bonus) for one in found]


def wrong(law: Law, settled: Settled, *periods: Period) -> list[tuple[str, str]]:
    """Give what is wrong with the last one."""
    found = misfits(law, settled, periods, len(periods) - 1)
    return [(one.field, one.code) for one in found]


@pytest.mark.parametrize("slug", PERSONAS)
def test_the_table_begins_with_the_present_condition(law: Law, slug: str) -> None:
    settled = settle(record_of(slug))
    periods = periods_of(law, settled, Future())
    as_answered, scenario = whole_life(law, settled, Future())
    assert life_of(law, settled, Future(), periods) == (as_answered, scenario)
    assert [misfits(law, settled, periods, place) for place in range(len(periods))] == [()] * len(
        periods
    )


@pytest.mark.parametrize(
    ("work", "until", "later"), list(product(Work, (None, 58 * 12, 65 * 12), (None, True)))
)
@pytest.mark.parametrize("settled", [CLERK, BAKER], ids=["clerk", "baker"])
def test_the_table_comes_to_the_same_as_the_answers(
    law: Law, settled: Settled, work: Work, until: int | None, later: bool | None
) -> None:
    future = Future(
        work=work,
        until=until,
        pay=720_000,
        bonus=1_000_000,
        premium=Premium.ADDITIONAL,
        later=later,
        later_pay=250_000,
        basic=66 * 12,
        spouse=Spouse(born_on=date(1972, 3, 3)),
    )
    periods = periods_of(law, settled, future)
    assert all(not misfits(law, settled, periods, place) for place in range(len(periods)))
    found, scenario = life_of(law, settled, future, periods)
    expected, _ = whole_life(law, settled, future)
    assert found.spouse == expected.spouse
    assert estimate(law, found, scenario, 2026) == estimate(law, expected, scenario, 2026)


def test_grades_that_change_are_one_line(law: Law) -> None:
    assert table(law, CLERK, pay=720_000, until=65 * 12) == [
        ("2026-11", "2035-04", Way.EMPLOYEE, 720_000, None)
    ]


def test_work_from_65_on_is_a_line_of_its_own(law: Law) -> None:
    answers = {"pay": 400_000, "bonus": 600_000, "until": 65 * 12, "later": True}
    assert table(law, CLERK, **answers) == [
        ("2026-11", "2035-04", Way.EMPLOYEE, 400_000, 600_000),
        ("2035-05", "2040-04", Way.EMPLOYEE, 400_000, 0),
    ]


def test_what_no_other_way_says_is_as_it_is_now(law: Law) -> None:
    (one,) = periods_of(law, STUDENT, Future())
    assert one.way is Way.SAME
    (stretch,) = life_of(law, STUDENT, Future(), [one])[0].stretches[-1:]
    assert stretch.status == "サ"


def test_each_line_becomes_its_months(law: Law) -> None:
    periods = [
        period("2030-05", "2032-03", Way.VOLUNTARY),
        period("2028-04", "2030-04", Way.DEPENDENT),
        period("2027-01", "2028-03", Way.EMPLOYEE, pay=720_000, bonus=300_001),
        period("2026-11", "2026-12", Way.SAME),
    ]
    found, _ = life_of(law, BAKER, Future(), periods)
    assert [
        (spell(one.first), spell(one.last), one.kind, one.status, one.pay)
        for one in found.stretches[len(BAKER.life.stretches) :]
    ] == [
        ("2026-11", "2026-12", Kind.CATEGORY_1, "Z", None),
        ("2027-01", "2027-08", Kind.WOMEN, None, 650_000),
        ("2027-09", "2028-03", Kind.WOMEN, None, 680_000),
        ("2028-04", "2030-04", Kind.CATEGORY_3, "+", None),
        ("2030-05", "2032-03", Kind.VOLUNTARY, "A", None),
    ]
    assert [(spell(one.month), one.yen) for one in found.bonuses] == [
        ("2027-06", 150_000),
        ("2027-12", 150_000),
    ]


def test_bonuses_go_on_in_a_line_that_says_nothing_else(law: Law) -> None:
    periods = [period("2026-11", "2028-04", Way.EMPLOYEE), period("2028-05", "2030-04", Way.PAY)]
    found, _ = life_of(law, CLERK, Future(), periods)
    assert [spell(one.month) for one in found.bonuses] == ["2026-07", "2027-07"]


def test_months_that_are_over_by_now_are_left_out(law: Law) -> None:
    periods = [
        period("2020-01", "2026-10", Way.PAY),
        period("2026-01", "2027-03", Way.EMPLOYEE, pay=200_000),
    ]
    found, _ = life_of(law, CLERK, Future(), periods)
    (added,) = found.stretches[len(CLERK.life.stretches) :]
    assert (spell(added.first), spell(added.last)) == ("2026-11", "2027-03")


@pytest.mark.parametrize(
    ("settled", "one", "expected"),
    [
        (CLERK, period("2026-10", "2027-03", Way.EMPLOYEE), [("first", "past")]),
        (CLERK, period("1950-01", "2027-03", Way.PAY), [("first", "past")]),
        (CLERK, period("2027-04", "2027-03", Way.EMPLOYEE), [("last", "end-before-start")]),
        (CLERK, period("2030-04", "2030-05", Way.PAY), [("last", "after-60")]),
        (CLERK, period("2030-04", "2030-05", Way.DEPENDENT), [("last", "after-60")]),
        (CLERK, period("2030-05", "2035-05", Way.VOLUNTARY), [("last", "after-65")]),
        (CLERK, period("2030-04", "2035-04", Way.VOLUNTARY), [("first", "before-60")]),
        (CLERK, period("2030-04", "2045-05", Way.EMPLOYEE), [("last", "after-75")]),
        (CLERK, period("2030-04", "2045-04", Way.EMPLOYEE), []),
        (CLERK, period("2027-01", "2027-03", Way.SAME), [("way", "nothing-now")]),
        (BAKER, period("2027-01", "2027-03", Way.SAME), []),
        (BAKER, period("2027-01", "2027-03", Way.EMPLOYEE), [("pay", "nothing-now")]),
        (NOBODY, period("2027-01", "2027-03", Way.SAME), [("way", "nothing-now")]),
        (
            BAKER,
            period("2027-01", "2027-03", Way.PAY, pay=200_000, bonus=0),
            [("pay", "not-employed"), ("bonus", "not-employed")],
        ),
        (
            CLERK,
            period("2020-01", "2019-12", Way.SAME, pay=1),
            [
                ("first", "past"),
                ("last", "end-before-start"),
                ("way", "nothing-now"),
                ("pay", "not-employed"),
            ],
        ),
    ],
)
def test_what_cannot_be_is_said_all_at_once(
    law: Law, settled: Settled, one: Period, expected: list[tuple[str, str]]
) -> None:
    assert wrong(law, settled, one) == expected


def test_a_young_person_cannot_pay_before_20(law: Law) -> None:
    young = settle(life(employed("2026-04", None, 200_000), born="2008-04-10"))
    one = period("2028-03", "2030-03", Way.PAY)
    assert wrong(law, young, one) == [("first", "before-20")]
    assert wrong(law, young, replace(one, first=one.first + 1)) == []
    assert wrong(law, young, period("2027-01", "2030-03", Way.EMPLOYEE)) == []


@pytest.mark.parametrize(
    ("first", "last", "overlaps"),
    [
        ("2027-01", "2027-03", False),
        ("2027-01", "2027-04", True),
        ("2027-06", "2027-08", True),
        ("2028-03", "2028-04", True),
        ("2028-04", "2028-04", False),
        ("2027-01", "2029-04", True),
    ],
)
def test_a_month_has_one_work(law: Law, first: str, last: str, *, overlaps: bool) -> None:
    there = period("2027-04", "2028-03", Way.EMPLOYEE)
    found = misfits(law, CLERK, [there, period(first, last, Way.PAY)], 1)
    assert found == ((Misfit("first", "overlaps"),) if overlaps else ())


@pytest.mark.parametrize(
    ("born", "last", "expected"),
    [
        ("1962-05-12", "2027-04", []),  # 任意加入 until 65
        ("1962-05-12", "2029-03", []),  # the 120th month
        ("1962-05-12", "2029-04", [("last", "enough")]),
        ("1962-05-12", "2032-05", [("last", "after-70")]),
        ("1975-04-01", "2042-05", []),
        ("1975-04-01", "2042-06", [("last", "enough")]),
        ("1975-04-02", "2042-03", [("last", "after-65")]),
    ],
)
def test_who_has_not_ten_years_at_65_may_go_on_until_they_have(
    law: Law, born: str, last: str, expected: list[tuple[str, str]]
) -> None:
    """特例任意加入 (令和7年改正法附則40条): 91 months by 2026-10 and 29 more."""
    baker = settle(life(national("2019-04", "2026-10", "A"), born=born))
    first = "2026-11" if born < "1975" else "2040-01"
    assert wrong(law, baker, period(first, last, Way.VOLUNTARY)) == expected


def test_what_is_paid_after_65_makes_the_pension(law: Law) -> None:
    baker = settle(life(national("2019-04", "2026-10", "A"), born="1962-05-12"))
    more = period("2026-11", "2029-03", Way.VOLUNTARY)
    whole, scenario = life_of(law, baker, Future(), [more])
    found = estimate(law, whole, scenario, 2026)
    assert spell(found.phases[0].first) == "2029-05"  # the month after that in which it is reached
    assert found.phases[0].yearly == 211_825  # 847,300 × 120 ÷ 480
    less, _ = life_of(law, baker, Future(), [replace(more, last=more.last - 1)])
    assert estimate(law, less, scenario, 2026).phases == ()
