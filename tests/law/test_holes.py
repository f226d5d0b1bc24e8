"""A hole in a record is told once, by what lies around it, with what can still be paid of it."""

from dataclasses import replace
from datetime import date

import pytest

from nenkin.law.months import month, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Scheme
from tests.law.attention import found, shown
from tests.law.lives import employed, life, national, span

FULL = employed("1990-03", None)


def test_an_employment_that_begins_anew_without_a_hole_is_shown(law: Law) -> None:
    day = date(2016, 1, 20)
    record = life(
        employed("1990-03", "2015-12", acquired_on=date(1990, 3, 1)),
        employed("2016-01", None, acquired_on=day),
    )
    [flag] = found(law, record)
    assert (flag.code.value, spell(flag.first), float(flag.cost)) == (
        "same-employer-reentry",
        "2016-01",
        0,
    )
    assert flag.facts["acquired_on"] == day
    same = life(
        employed("1990-03", "2015-12", acquired_on=day), employed("2016-01", None, acquired_on=day)
    )
    assert not found(law, same)


def test_a_short_hole_with_the_same_employer_is_told_once_whatever_is_in_it(law: Law) -> None:
    record = life(
        employed("1990-03", "2000-03"),
        national("2000-04", "2000-04", "A"),
        national("2000-05", "2000-05", "*"),
        employed("2000-08", None),
    )
    assert shown(law, record) == [("same-employer-reentry", "2000-04", "2000-07", 3)]


def test_another_job_explains_a_hole(law: Law) -> None:
    record = life(
        employed("1990-03", "2000-03"),
        employed("2000-04", "2000-05", at="乙"),
        employed("2000-06", None),
    )
    assert shown(law, record) == []


def test_unpaid_months_between_two_jobs_are_told_once_and_can_be_paid(law: Law) -> None:
    record = life(
        employed("1990-03", "2026-03", at="甲"),
        national("2026-04", "2026-04", "*"),
        employed("2026-06", None, at="乙"),
    )
    [flag] = found(law, record)
    assert (flag.code.value, flag.months, float(flag.cost)) == ("between-jobs", 2, 2)
    assert flag.payable_from is not None
    assert (spell(flag.payable_from), flag.payable_until) == ("2026-04", date(2028, 5, 31))
    assert flag.sources


def test_a_month_that_is_not_due_yet_says_until_when_it_is_to_be_paid(law: Law) -> None:
    record = life(employed("1990-03", "2026-08"), national("2026-09", None, "*"))
    [flag] = found(law, record)
    assert flag.facts == {"due_from": month(2026, 10), "due": date(2026, 11, 30)}
    [later] = found(law, record, today="2026-12-01")
    assert "due" not in later.facts


def test_what_counts_elsewhere_is_not_unpaid(law: Law) -> None:
    record = life(FULL, national("2000-04", "2000-05", "*"))
    assert shown(law, record) == [("overlap", "2000-04", "2000-05", 0)]
    paid_too = life(
        employed("1990-03", "2000-03"),
        national("2000-04", "2000-05", "*"),
        national("2000-05", "2000-05", "A"),
        employed("2000-06", None, at="乙"),
    )
    assert shown(law, paid_too) == [
        ("unpaid", "2000-04", "2000-04", 1),
        ("overlap", "2000-05", "2000-05", 0),
    ]


def test_unpaid_months_abroad_cost_nothing_and_overlap_nothing(law: Law) -> None:
    record = life(
        employed("1990-03", "2000-03"),
        span(Scheme.COMPLEMENTARY, Kind.ABROAD, "2000-04", "2000-09"),
        national("2000-06", "2000-12", "*"),
        employed("2001-01", None, at="乙"),
    )
    [flag] = found(law, record)
    assert (flag.code.value, flag.months, float(flag.cost)) == ("unpaid", 7, 3)
    assert flag.facts["complementary"] is True


def test_a_gap_beside_unpaid_months_within_the_third_category_says_so(law: Law) -> None:
    record = life(
        national("1990-03", "2000-03", "+"),
        national("2000-06", "2000-07", "*"),
        national("2000-08", None, "+"),
    )
    assert shown(law, record) == [
        ("third-category-gap", "2000-04", "2000-05", 2),
        ("unpaid", "2000-06", "2000-07", 2),
    ]


@pytest.mark.parametrize(
    ("today", "entitled", "first", "until"),
    [
        ("2013-01-31", None, "2003-01", "2013-01-31"),
        ("2015-09-30", None, "2005-09", "2015-09-30"),
        ("2015-10-01", None, "2010-10", "2015-10-31"),
        ("2018-09-30", None, "2013-09", "2018-09-30"),
        ("2018-10-01", None, "2016-09", "2018-10-31"),
        ("2012-09-30", None, "2010-08", "2012-09-30"),
        ("2013-01-31", date(2012, 5, 5), "2010-12", "2013-01-31"),
    ],
)
def test_the_years_of_late_payment_let_older_months_be_paid(
    law: Law, today: str, entitled: date | None, first: str, until: str
) -> None:
    record = life(national("1990-03", None, "*"), on=today)
    record = replace(record, person=replace(record.person, entitled_since=entitled))
    [flag] = found(law, record, today=today)
    assert flag.payable_from is not None
    assert (spell(flag.payable_from), flag.payable_until) == (first, date.fromisoformat(until))


def test_months_of_a_report_of_the_third_category_stay_flagged_but_cannot_be_paid(law: Law) -> None:
    record = life(employed("1990-03", "2024-12"), national("2025-01", None, "&"))
    [flag] = found(law, record)
    assert (flag.code, flag.payable_from) == ("unpaid", None)
