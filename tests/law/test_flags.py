"""Every reason to look at a month is found, and nothing else is."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from nenkin.law.career import career
from nenkin.law.flags import flagged_months
from nenkin.law.months import spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Reporter, Scheme
from tests.law.attention import found, shown
from tests.law.lives import employed, life, national, span

FULL = employed("1990-03", None)


def test_a_whole_career_has_no_flag(law: Law) -> None:
    assert shown(law, life(FULL)) == []


@pytest.mark.parametrize(
    ("hole", "code", "cost"),
    [
        (national("2000-04", "2000-07", "*"), "unpaid", 4),
        (national("2000-04", "2000-07", "X"), "unpaid", 4),
        (national("2007-04", "2007-06", "ア"), "partial-unpaid", Fraction(2)),
        (national("2010-04", "2010-06", "ア"), "partial-unpaid", Fraction(9, 4)),
        (national("2009-03", "2009-04", "チ"), "partial-unpaid", Fraction(1, 2) + Fraction(5, 8)),
        (national("2010-04", "2010-06", "-"), "third-category-gap", 3),
        (national("2010-04", "2010-06", "#"), "not-switched", 3),
    ],
)
def test_a_month_of_the_national_pension_that_does_not_count(
    law: Law, hole: object, code: str, cost: Fraction
) -> None:
    assert hasattr(hole, "first")
    assert hasattr(hole, "last")
    before = employed("1990-03", spell(hole.first - 1), at="甲")
    after = employed(spell(hole.last + 1), None, at="乙")
    [flag] = found(law, life(before, hole, after))  # type: ignore[arg-type]  # a Span, as seen
    assert (flag.code, flag.cost) == (code, cost)


def test_the_part_that_can_still_be_paid_is_named_with_its_last_day(law: Law) -> None:
    record = life(employed("1990-03", "2024-06"), national("2024-07", None, "*"))
    [flag] = found(law, record)
    assert flag.payable_from is not None
    assert spell(flag.payable_from) == "2024-10"
    assert flag.payable_until == date(2026, 11, 30)
    [later] = found(law, record, today="2026-12-01")
    assert later.payable_until == date(2026, 12, 31)
    [last] = found(law, record, today="2030-01-01")
    assert last.payable_until is None


def test_months_without_any_scheme_are_missing(law: Law) -> None:
    record = life(employed("1990-03", "2000-03", at="甲"), employed("2001-04", None, at="乙"))
    assert shown(law, record) == [("uninsured", "2000-04", "2001-03", 12)]


def test_before_20_and_from_60_nothing_is_missing(law: Law) -> None:
    record = life(employed("1990-03", "2026-10"), born="1970-04-01")
    assert shown(law, record) == []
    old = life(employed("1970-03", "2010-02"), born="1950-03-02")
    assert shown(law, old) == []


@pytest.mark.parametrize(
    ("before", "after", "months", "code"),
    [
        ("甲", "甲", 2, "same-employer-reentry"),
        ("甲", "乙", 2, "between-jobs"),
        ("甲", "甲", 7, "uninsured"),
        ("甲", "乙", 4, "uninsured"),
    ],
)
def test_a_hole_between_two_jobs_says_which(
    law: Law, before: str, after: str, months: int, code: str
) -> None:
    start = spell(career(life(FULL)).end - 100)
    first = employed("1990-03", spell(career(life(FULL)).end - 101), at=before)
    then = employed(spell(career(life(FULL)).end - 100 + months), None, at=after)
    assert shown(law, life(first, then))[0][:2] == (code, start)


def test_a_hole_within_the_third_category_says_so(law: Law) -> None:
    record = life(national("1990-03", "2000-03", "+"), national("2000-06", None, "+"))
    assert shown(law, record) == [("third-category-gap", "2000-04", "2000-05", 2)]


def test_two_schemes_in_a_month_overlap(law: Law) -> None:
    record = life(FULL, national("2000-04", "2000-05", "A"))
    assert shown(law, record) == [("overlap", "2000-04", "2000-05", 0)]


def test_two_employers_in_a_month_overlap(law: Law) -> None:
    record = life(FULL, employed("2000-04", "2000-05", at="乙"))
    assert shown(law, record) == [("overlap", "2000-04", "2000-05", 0)]


@pytest.mark.parametrize(("after", "flagged"), [(141_000, False), (140_000, True)])
def test_a_great_fall_in_pay_is_shown_at_our_threshold(law: Law, after: int, flagged: bool) -> None:
    record = life(employed("1990-03", "2000-03"), employed("2000-04", None, pay=after))
    assert bool(shown(law, record)) == flagged


@pytest.mark.parametrize(
    ("pay", "to", "flagged"),
    [(360_000, 260_000, True), (360_000, 280_000, False), (128_000, 98_000, False)],
)
def test_a_fall_by_five_grades_is_shown_where_the_grades_are_known(
    law: Law, pay: int, to: int, flagged: bool
) -> None:
    # 360,000 is of grade 22, 280,000 of grade 18 and 260,000 of 17; 128,000 is of none.
    record = life(employed("1990-03", "2024-03", pay=pay), employed("2024-04", None, pay=to))
    flags_found = found(law, record)
    assert bool(flags_found) == flagged
    if flagged:
        assert flags_found[0].facts["grades"] == 5
    before = life(employed("1990-03", "2015-03", pay=pay), employed("2015-04", None, pay=to))
    assert not found(law, before)


def test_a_change_long_after_costs_what_the_pay_lost(law: Law) -> None:
    record = life(
        employed("1990-03", "2000-03", pay=200_000),
        employed("2000-04", "2000-09", 150_000, corrected=True, reported_on=date(2001, 4, 1)),
        employed("2000-10", None, pay=200_000),
    )
    [flag] = found(law, record)
    assert (flag.code, flag.cost) == ("retroactive-change", Fraction(6, 4))
    assert (flag.facts["before"], flag.facts["after"]) == (200_000, 150_000)


def test_what_the_office_itself_corrected_is_not_held_against_the_record(law: Law) -> None:
    changed = employed("2000-04", "2000-09", 150_000, corrected=True, reported_on=date(2001, 4, 1))
    record = life(
        employed("1990-03", "2000-03", pay=200_000),
        replace(changed, reported_by=Reporter.OFFICE),
        employed("2000-10", None, pay=200_000),
    )
    assert not found(law, record)


def test_the_cost_of_a_fall_ends_when_the_pay_is_back(law: Law) -> None:
    record = life(
        employed("1990-03", "2000-03"),
        employed("2000-04", "2001-03", pay=100_000),
        employed("2001-04", None),
    )
    assert shown(law, record) == [("pay-change", "2000-04", "2000-04", 6.0)]


def test_a_fall_with_another_employer_is_a_new_job(law: Law) -> None:
    record = life(employed("1990-03", "2000-03"), employed("2000-04", None, pay=98_000, at="乙"))
    assert shown(law, record) == []


@pytest.mark.parametrize(("reported", "flagged"), [("2000-09-30", False), ("2000-10-01", True)])
def test_a_change_reported_long_after_is_shown(law: Law, reported: str, flagged: bool) -> None:
    changed = employed("2000-04", None, corrected=True, reported_on=date.fromisoformat(reported))
    assert bool(shown(law, life(employed("1990-03", "2000-03"), changed))) == flagged


def test_a_span_under_inquiry_is_shown(law: Law) -> None:
    record = life(employed("1990-03", None, disputed=True))
    assert [code for code, *_ in shown(law, record)] == ["disputed"]


def test_what_was_replaced_is_not_flagged(law: Law) -> None:
    old = national("2000-04", "2000-06", "*", known_until=date(2001, 1, 1))
    assert shown(law, life(FULL, old)) == []


def test_runs_of_one_reason_that_touch_are_one(law: Law) -> None:
    record = life(
        employed("1990-03", "2000-03"),
        national("2000-04", "2000-05", "*"),
        national("2000-06", "2000-07", "X"),
        employed("2000-08", None, at="乙"),
    )
    assert shown(law, record) == [("unpaid", "2000-04", "2000-07", 4)]


def test_the_dearest_comes_first_and_each_month_counts_once(law: Law) -> None:
    record = life(
        national("1990-03", "1990-04", "*"),
        span(Scheme.MUTUAL, Kind.LOCAL_SERVANT, "1990-05", "2000-01"),
        employed("2000-01", "2000-02"),
        employed("2001-02", None, at="乙"),
    )
    assert [code for code, *_ in shown(law, record)] == ["uninsured", "unpaid", "overlap"]
    assert len(flagged_months(found(law, record))) == 11 + 2 + 1


def test_a_gap_in_a_life_without_any_record(law: Law) -> None:
    [flag] = found(law, life())
    assert (flag.code, flag.months) == ("uninsured", 439)
