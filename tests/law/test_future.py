"""Answers become a life: nothing said is the letter's present condition, and what cannot be is refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from nenkin.law.estimates import Refused
from nenkin.law.estimating import estimate
from nenkin.law.future import Future, Premium, Unfit, Work, own_months, paid, present, whole_life
from nenkin.law.lives import Child, Scenario, Spouse
from nenkin.law.months import read_month, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Bonus, Scheme
from nenkin.law.settling import Settled, as_it_is, settle
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


def future(law: Law, settled: Settled, **answers: Any) -> list[tuple[str, str, str, int | None]]:
    found, _ = whole_life(law, settled, Future(**answers))
    return [
        (spell(one.first), spell(one.last), one.status or one.scheme.value, one.pay)
        for one in found.stretches[len(settled.life.stretches) :]
    ]


@pytest.mark.parametrize("slug", PERSONAS)
def test_nothing_said_is_the_present_condition(law: Law, slug: str) -> None:
    settled = settle(record_of(slug))
    found, scenario = whole_life(law, settled, Future())
    if settled.end >= settled.life.reaches(60 * 12):
        assert scenario == Scenario()
        return
    as_letter = as_it_is(settled)
    assert found.stretches == as_letter.stretches
    assert found.bonuses == as_letter.bonuses


def test_a_salary_follows_the_grades_of_their_time(law: Law) -> None:
    assert future(law, CLERK, work=Work.EMPLOYEE, until=65 * 12, pay=720_000) == [
        ("2026-11", "2027-08", "employees", 650_000),
        ("2027-09", "2028-08", "employees", 680_000),
        ("2028-09", "2029-08", "employees", 710_000),
        ("2029-09", "2035-04", "employees", 710_000),
    ]


def test_who_stops_before_60_pays_until_60(law: Law) -> None:
    answers = {"work": Work.EMPLOYEE, "until": 58 * 12}
    last = ("2028-05", "2030-04")
    assert future(law, CLERK, **answers)[-1] == (*last, "A", None)
    assert future(law, CLERK, **answers, premium=Premium.EXEMPT)[-1] == (*last, "Z", None)
    assert own_months(CLERK, Future(**answers))  # type: ignore[arg-type]
    assert not own_months(CLERK, Future())


def test_exemption_goes_on_unless_something_else_is_said(law: Law) -> None:
    assert future(law, BAKER) == [("2026-11", "2030-03", "Z", None)]
    assert future(law, BAKER, premium=Premium.UNPAID)[0][2] == "*"
    assert future(law, BAKER, premium=Premium.ADDITIONAL)[0][2] == "B"
    assert future(law, BAKER, work=Work.DEPENDENT, until=58 * 12) == [
        ("2026-11", "2028-03", "+", None),
        ("2028-04", "2030-03", "Z", None),
    ]


def test_work_after_65_has_its_own_pay_and_no_bonus(law: Law) -> None:
    found, _ = whole_life(
        law,
        CLERK,
        Future(until=65 * 12, bonus=1_000_001, later=True, later_until=70 * 12, later_pay=200_000),
    )
    last = found.stretches[-1]
    assert (spell(last.first), spell(last.last), last.pay) == ("2035-05", "2040-04", 200_000)
    to_come = [bonus for bonus in found.bonuses if bonus.month >= CLERK.end]
    assert {spell(bonus.month)[5:] for bonus in to_come} == {"06", "12"}
    assert {bonus.yen for bonus in to_come} == {500_000}
    assert spell(to_come[-1].month) == "2034-12"


def test_who_is_over_65_now_goes_on_working_unless_they_say_no(law: Law) -> None:
    settled = settle(life(employed("1980-04", None), born="1958-05-12"))
    assert future(law, settled)[-1][:2] == ("2026-11", "2028-04")
    assert future(law, settled, later=False) == []


def test_paid_months_get_their_new_code() -> None:
    at = read_month("2021-01")
    found = paid(BAKER.life, {at: "A"})
    assert [(spell(one.first), spell(one.last), one.status) for one in found.stretches[1:]] == [
        ("2020-04", "2020-12", "Z"),
        ("2021-01", "2021-01", "A"),
        ("2021-02", "2026-10", "Z"),
    ]
    assert paid(BAKER.life, {}) == BAKER.life


def test_an_early_claim_is_of_both(law: Law) -> None:
    _, scenario = whole_life(law, CLERK, Future(basic=62 * 12))
    assert (scenario.basic, scenario.employees) == (62 * 12, 62 * 12)
    _, scenario = whole_life(law, CLERK, Future(basic=70 * 12))
    assert (scenario.basic, scenario.employees) == (70 * 12, 65 * 12)
    found, scenario = whole_life(law, CLERK, Future(basic=62 * 12, employees=65 * 12))
    with pytest.raises(Refused, match="early-together"):
        estimate(law, found, scenario, 2026)


TOO_OLD_CHILD = Child(date(1975, 1, 1))
UNFIT: dict[str, tuple[dict[str, Any], str]] = {
    "an end before the start": ({"until": 56 * 12}, "until"),
    "work after 65 that ends before": ({"later_until": 65 * 12}, "later_until"),
    "work until 76": ({"later_until": 76 * 12}, "later_until"),
    "until 70 at the first question": ({"until": 70 * 12}, "until"),
    "no pay": ({"pay": 0}, "pay"),
    "10 million": ({"pay": 10_000_000}, "pay"),
    "10 million after 65": ({"later_pay": 10_000_000}, "later_pay"),
    "a bonus below 0": ({"bonus": -1}, "bonus"),
    "a spouse of 1868": ({"spouse": Spouse(born_on=date(1868, 1, 25))}, "spouse"),
    "a spouse of tomorrow": ({"spouse": Spouse(born_on=date(2030, 1, 1))}, "spouse"),
    "a child of tomorrow": ({"children": (Child(date(2030, 1, 1)),)}, "children"),
    "a child as old as oneself": ({"children": (TOO_OLD_CHILD,)}, "children"),
}


@pytest.mark.parametrize("what", UNFIT)
def test_what_cannot_be_is_refused_with_its_answer(law: Law, what: str) -> None:
    answers, name = UNFIT[what]
    with pytest.raises(Unfit) as refused:
        whole_life(law, CLERK, Future(**answers))
    assert refused.value.answer == name


@pytest.mark.parametrize("age", [59 * 12, 76 * 12])
def test_no_claim_before_60_or_after_75(law: Law, age: int) -> None:
    found, scenario = whole_life(law, CLERK, Future(basic=age))
    with pytest.raises(Refused, match="claim-age"):
        estimate(law, found, scenario, 2026)


def test_what_people_do_now() -> None:
    assert present(CLERK) is Work.EMPLOYEE
    assert present(BAKER) is Work.SELF
    assert present(settle(life(national("1990-05", None, "+")))) is Work.DEPENDENT
    assert present(replace(CLERK, going_on=None)) is None
