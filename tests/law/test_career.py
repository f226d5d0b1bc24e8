"""Months follow from spans, and totals from months."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.law.ages import age_on, compulsory_months, reached_on
from nenkin.law.career import STATES, career, missing_runs, overlapping_runs
from nenkin.law.months import month, month_of, read_month, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Record, Scheme, Span
from nenkin.law.statuses import STATUSES, Standing
from nenkin.law.totals import qualification, totals
from nenkin.law.weights import counted_fraction
from tests.law.lives import employed, life, national, span


@pytest.mark.parametrize(
    ("born", "age", "reached"),
    [
        ("1970-04-01", 20, "1990-03-31"),
        ("1970-04-02", 20, "1990-04-01"),
        ("2000-02-29", 20, "2020-02-28"),
        ("2000-02-29", 21, "2021-02-28"),
        ("2000-03-01", 20, "2020-02-29"),
        ("1970-01-01", 60, "2029-12-31"),
    ],
)
def test_an_age_is_reached_on_the_day_before_the_birthday(
    born: str, age: int, reached: str
) -> None:
    day = date.fromisoformat(reached)
    assert reached_on(date.fromisoformat(born), age) == day
    assert age_on(date.fromisoformat(born), day) == age
    assert age_on(date.fromisoformat(born), date.fromordinal(day.toordinal() - 1)) == age - 1


def test_compulsory_months_run_from_20_to_before_60_and_not_before_1961() -> None:
    months = compulsory_months(date(1970, 4, 1))
    assert (spell(months.start), spell(months.stop)) == ("1990-03", "2030-03")
    assert spell(compulsory_months(date(1930, 1, 5)).start) == "1961-04"


def spans_of_a_life() -> st.SearchStrategy[Span]:
    first = st.integers(month(1990, 4), month(2026, 9))
    return st.builds(
        lambda at, length, code: (
            national(spell(at), spell(at + length), code)
            if code
            else employed(spell(at), spell(at + length))
        ),
        first,
        st.integers(0, 60),
        st.sampled_from(["", "*", "A", "Z", "サ", "+", "-", "&", "#"]),
    )


@given(st.lists(spans_of_a_life(), max_size=12))
def test_months_and_runs_agree_with_the_spans(spans: list[Span]) -> None:
    seen = career(life(*spans))
    missing = {at for run in missing_runs(seen) for at in range(run.first, run.last + 1)}
    twice = {at for run in overlapping_runs(seen) for at in range(run.first, run.last + 1)}
    for at in range(seen.first, seen.end):
        covering = [s for s in seen.spans if s.first <= at <= seen.last_of(s)]
        assert list(seen.covering(at)) == covering
        state = STATES[seen.states[at - seen.first]]
        assert state.missing == (not covering) == (at in missing)
        assert (at in twice) == (len(covering) > 1)
        if len(covering) == 1:
            assert (state.scheme, state.status) == (covering[0].scheme, covering[0].status)
    assert totals(seen).missing == len(missing)


@given(st.lists(spans_of_a_life(), max_size=8), st.integers(month(1990, 4), month(2026, 9)))
def test_one_more_paid_month_never_lowers_the_months_counted(spans: list[Span], at: int) -> None:
    before = totals(career(life(*spans))).counted
    after = totals(career(life(*spans, national(spell(at), spell(at), "A")))).counted
    assert before <= after <= before + 1


def test_the_month_of_the_data_is_not_over_and_not_shown() -> None:
    seen = career(life(employed("1990-03", None)))
    assert spell(seen.end) == "2026-11"
    assert spell(seen.last_of(seen.spans[0])) == "2026-10"


@pytest.mark.parametrize(("on", "end"), [("2013-01-30", "2013-01"), ("2013-01-31", "2013-02")])
def test_a_month_is_over_on_its_last_day(on: str, end: str) -> None:
    assert spell(career(life(on=on)).end) == end


def test_a_month_without_a_code_is_not_switched_and_one_outside_is_not_covered() -> None:
    seen = career(
        life(
            span(Scheme.NATIONAL, Kind.CATEGORY_1, "1990-04", "1990-05"),
            national("1990-06", "1990-07", "/"),
            national("1990-08", None, "A"),
        )
    )
    assert STATES[seen.states[0]].status == "#"
    assert [spell(run.first) for run in missing_runs(seen)] == ["1990-06"]
    assert totals(seen).national[Standing.NOT_SWITCHED] == 2


def test_a_month_that_counts_is_not_hidden_by_one_that_does_not() -> None:
    both = life(national("1990-04", "1990-06", "A"), national("1990-05", "1990-07", "*"))
    seen = career(both)
    codes = [STATES[state].status for state in seen.states[:4]]
    assert codes == ["A", "A", "A", "*"]
    found = totals(seen)
    assert found.by_scheme[Scheme.NATIONAL] == 3
    assert (found.national[Standing.PAID], found.national[Standing.UNPAID]) == (3, 1)


def test_a_month_with_two_employers_counts_once_within_its_scheme() -> None:
    found = totals(career(life(employed("1990-04", "1990-09"), employed("1990-06", "1990-12"))))
    assert found.by_scheme[Scheme.EMPLOYEES] == found.counted == 9


@pytest.mark.parametrize(
    ("code", "at", "share"),
    [
        ("A", "2010-04", 1), ("+", "2010-04", 1), ("D", "2020-04", 1), ("E", "2020-04", 1),
        ("F", "2020-04", 1), ("Z", "2009-03", Fraction(1, 3)), ("Z", "2009-04", Fraction(1, 2)),
        ("イ", "2010-04", Fraction(3, 4)), ("サ", "2010-04", 0), ("セ", "2010-04", 0),
        ("*", "2010-04", 0), ("ア", "2010-04", 0), ("&", "2010-04", 0), ("#", "2010-04", 0),
        ("-", "2010-04", 0), ("シ", "2010-04", 1), ("オ", "2010-04", 1),
    ],
)  # fmt: skip
def test_what_a_month_counts_for_in_the_amount(
    law: Law, code: str, at: str, share: Fraction
) -> None:
    assert counted_fraction(law, code, read_month(at)) == share


def test_months_after_a_report_of_the_third_category_count_towards_the_ten_years() -> None:
    found = totals(career(life(national("1990-04", "1990-06", "&"))))
    assert (found.counted, found.national[Standing.UNPAID]) == (3, 3)


def test_months_of_each_kind_are_counted() -> None:
    record = life(
        national("1990-04", "1990-06", "*"),
        national("1990-07", "1990-12", "B"),
        national("2010-01", "2010-03", "イ"),
        national("2010-04", "2010-05", "Z"),
        national("2010-06", "2010-06", "サ"),
        span(Scheme.COMPLEMENTARY, Kind.ABROAD, "2000-01", "2000-12"),
        employed("1995-01", "1995-12"),
        national("1995-12", "1995-12", "A"),
    )
    found = totals(career(record))
    assert found.by_scheme[Scheme.NATIONAL] == 6 + 3 + 2 + 1 + 1
    assert found.by_scheme[Scheme.COMPLEMENTARY] == 12
    assert found.national[Standing.UNPAID] == 3
    assert found.exempt == {Fraction(1, 2): 3, Fraction(1): 2}
    assert found.additional == 6
    assert found.counted == 6 + 3 + 2 + 1 + 12 + 12


def enough(law: Law, record: Record) -> tuple[int | None, bool, str | None]:
    seen = career(record)
    found = qualification(law, seen, totals(seen))
    assert not found.old_law
    after = found.reachable_from
    return found.needed, found.reached, None if after is None else spell(after)


def test_ten_years_are_enough(law: Law) -> None:
    assert enough(law, life(employed("2016-11", None))) == (120, True, None)
    assert enough(law, life(employed("2016-12", None))) == (120, False, "2026-12")


def test_what_cannot_be_reached_until_70_is_not_promised(law: Law) -> None:
    record = life(employed("2020-01", "2020-12"), born="1958-01-02")
    assert enough(law, record) == (120, False, None)


@pytest.mark.parametrize(
    ("born", "needed"),
    [("1927-04-01", 252), ("1927-04-02", 264), ("1930-04-01", 288), ("1930-04-02", 300)],
)
def test_before_2017_the_oldest_needed_less(law: Law, born: str, needed: int) -> None:
    assert enough(law, life(born=born, on="2013-01-31"))[0] == needed


def test_twenty_years_of_employment_were_enough_for_those_born_early(law: Law) -> None:
    early = life(employed("1970-01", "1989-12"), born="1940-05-05", on="2013-01-31")
    assert enough(law, early)[:2] == (240, True)
    late = life(employed("1976-01", "1995-12"), born="1956-04-02", on="2013-01-31")
    assert not enough(law, late)[1]


@pytest.mark.parametrize(
    ("work", "months", "qualifying"),
    [
        (span(Scheme.SEAMEN, Kind.SEAMAN, "1980-04", "1981-03"), 12, 16),
        (span(Scheme.EMPLOYEES, Kind.MINERS_SEAMEN, "1985-10", "1986-09"), 12, Fraction(76, 5)),
        (span(Scheme.EMPLOYEES, Kind.FUND_MINERS, "1991-01", "1991-12"), 12, Fraction(63, 5)),
        (span(Scheme.EMPLOYEES, Kind.MINERS_SEAMEN, "1991-04", "1992-03"), 12, 12),
        (span(Scheme.EMPLOYEES, Kind.MEN, "1980-04", "1981-03"), 12, 12),
    ],
)
def test_months_of_seamen_and_miners_count_for_more_towards_the_ten_years(
    law: Law, work: Span, months: int, qualifying: Fraction
) -> None:
    seen = career(life(work, born="1950-01-01"))
    found = qualification(law, seen, totals(seen))
    assert (found.months, found.qualifying) == (months, qualifying)


def test_seamen_reach_the_ten_years_sooner(law: Law) -> None:
    ninety = span(Scheme.SEAMEN, Kind.SEAMAN, "1978-10", "1986-03")
    assert enough(law, life(ninety, born="1960-01-01")) == (120, True, None)
    fewer = span(Scheme.SEAMEN, Kind.SEAMAN, "1978-12", "1986-03")  # 88 × 4/3 = 117 1/3
    assert enough(law, life(fewer, born="1960-01-01")) == (120, False, "2027-02")


@pytest.mark.parametrize(
    ("born", "on"), [("1926-04-01", "2013-01-31"), ("1960-01-01", "1985-12-31")]
)
def test_the_law_of_before_is_left_to_the_office(law: Law, born: str, on: str) -> None:
    seen = career(life(employed("1950-01", "1980-12"), born=born, on=on))
    found = qualification(law, seen, totals(seen))
    assert (found.old_law, found.needed, found.reachable_from) == (True, None, None)


def test_who_was_born_a_day_later_has_the_law_of_now(law: Law) -> None:
    assert enough(law, life(born="1926-04-02", on="2013-01-31"))[0] == 252


def test_every_code_of_the_legend_has_its_meaning() -> None:
    legend = "ABCPQGVWTUHKM+$-*X&アチヒYZRLDEFサセシスソタイウエオカキクケコツテトマミムメモヤフヘホナニヌネノハ#"
    assert sorted(STATUSES) == sorted(legend)
    assert month_of(date(1980, 4, 1)) == read_month("1980-04")


def test_voluntary_months_not_paid_count_towards_the_ten_years_before_60() -> None:
    unpaid = span(Scheme.NATIONAL, Kind.VOLUNTARY, "2028-04", "2032-03", status="*")
    seen = totals(career(life(unpaid, on="2034-01-01")))  # 60 in 2030-04
    assert seen.counted == 24
    assert seen.by_scheme[Scheme.NATIONAL] == 0
