"""What must hold of every life: laws of the law, with their known exceptions named."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from nenkin.law.basic_pension import basic_pension
from nenkin.law.changing import for_life, put_in
from nenkin.law.estimates import Estimate, Part, Refused
from nenkin.law.estimating import estimate, lasting
from nenkin.law.lives import AT_65, Life, Scenario, Stretch
from nenkin.law.months import Month, month
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Scheme
from tests.law.drawn_lives import lives, scenarios
from tests.reading import read_law

LAW: Law = read_law()
# Many draws are claims that the law refuses; that they are many is no fault of a test.
EXAMPLES = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)
NOT_LATER = {Part.SPOUSE, Part.SPECIAL, Part.CHILDREN, Part.TRANSFER}


def worked(life: Life, scenario: Scenario, year: int = 2026) -> Estimate:
    try:
        return estimate(LAW, life, scenario, year)
    except Refused:
        assume(condition=False)
        raise


def last_amount(found: Estimate) -> int:
    if not found.phases:
        return 0
    return sum(a.yen for a in found.phases[-1].amounts if a.part not in NOT_LATER)


@EXAMPLES
@given(lives(), scenarios(), st.sampled_from((2023, 2025, 2026)))
def test_phases_follow_each_other_and_parts_add_up(
    life: Life, scenario: Scenario, year: int
) -> None:
    found = worked(life, scenario, year)
    for before, after in pairwise(found.phases):
        assert before.last is not None
        assert before.last < after.first
        assert before.last >= before.first
        assert (before.amounts, before.fund) != (after.amounts, after.fund) or (
            before.last + 1 < after.first
        )
    for phase in found.phases:
        assert phase.yearly == sum(amount.yen for amount in phase.amounts) >= 0
        assert 0 <= phase.fund <= phase.yen(Part.PROPORTIONAL) or phase.fund >= 0
        for amount in phase.amounts:
            assert amount.yen
            assert (amount.yen > 0) or amount.part in {
                Part.SUSPENDED,
                Part.BASIC_CHANGE,
                Part.ADDITIONAL_CHANGE,
                Part.EMPLOYEES_CHANGE,
            }
            assert amount.steps
    if found.phases:
        assert found.phases[-1].last is None
    assert lasting(LAW, life, scenario, year) == for_life(found)
    alone = replace(life, spouse=None)
    assert lasting(LAW, alone, scenario, year) == for_life(worked(alone, scenario, year))


@EXAMPLES
@given(lives(), st.integers(0, 479))
def test_one_more_paid_month_never_lowers_the_basic_pension(life: Life, place: int) -> None:
    at = life.reaches(240) + place
    assume(at >= month(1961, 4))
    before = basic_pension(LAW, life, life.reaches(AT_65), 2026).yen
    assume(
        not any(s.first <= at <= s.last and s.scheme is not Scheme.NATIONAL for s in life.stretches)
    )
    after = basic_pension(LAW, paid_in(life, at), life.reaches(AT_65), 2026).yen
    assert after >= before


def paid_in(life: Life, at: Month) -> Life:
    one = Stretch(scheme=Scheme.NATIONAL, kind=Kind.CATEGORY_1, first=at, last=at, status="A")
    return put_in(life, one)


@EXAMPLES
@given(lives(until_age=600, oldest=date(1943, 1, 1)), st.integers(8, 65))
def test_one_more_month_of_work_never_lowers_what_pay_earned(life: Life, pay: int) -> None:
    # Known exception: months before 1957-10 stand in no mean, so a first month after them can lower it.
    assert all(s.first >= month(1957, 10) for s in life.stretches)
    at = life.reaches(600)
    extra = Stretch(scheme=Scheme.EMPLOYEES, kind=Kind.MEN, first=at, last=at, pay=pay * 10_000)
    more = replace(life, stretches=(*life.stretches, extra))
    before, after = worked(life, Scenario()), worked(more, Scenario())
    if before.phases:
        assert after.phases[-1].yen(Part.PROPORTIONAL) >= before.phases[-1].yen(Part.PROPORTIONAL)


@EXAMPLES
@given(lives(until_age=720), st.integers(720, 900), st.integers(1, 60))
def test_a_later_start_never_lowers_the_amount_after_it(life: Life, age: int, more: int) -> None:
    # Known exceptions: 加給 and 振替加算, and who works on after an early claim with few months before.
    later = min(age + more, 900)
    assume(not 780 < age < 792)
    assume(not 780 < later < 792)
    first = worked(life, Scenario(basic=age, employees=age))
    second = worked(life, Scenario(basic=later, employees=later))
    assert last_amount(second) >= last_amount(first)


@EXAMPLES
@given(lives(), scenarios(), st.data())
def test_a_stretch_in_two_pieces_is_the_same(
    life: Life, scenario: Scenario, data: st.DataObject
) -> None:
    found = worked(life, scenario)
    long = [place for place, s in enumerate(life.stretches) if s.last > s.first]
    assume(long)
    place = data.draw(st.sampled_from(long))
    whole = life.stretches[place]
    cut = data.draw(st.integers(whole.first + 1, whole.last))
    pieces = (replace(whole, last=cut - 1), replace(whole, first=cut))
    cut_life = replace(
        life, stretches=(*life.stretches[:place], *pieces, *life.stretches[place + 1 :])
    )
    again = estimate(LAW, cut_life, scenario, 2026)
    assert plain(again) == plain(found)


def plain(found: Estimate) -> list[tuple[Month, Month | None, int, int]]:
    return [(phase.first, phase.last, phase.yearly, phase.fund) for phase in found.phases]
