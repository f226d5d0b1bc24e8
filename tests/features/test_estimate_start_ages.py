"""16 start ages of one life: what the fast engine says of them, and what of it is remembered."""

from dataclasses import replace

import pytest

from nenkin.features.estimate import quick as quickly
from nenkin.features.estimate.quick import quick as work_out_quickly
from nenkin.features.estimate.start_ages import AGES, by_age
from nenkin.interchange.told_estimates import differences, read_inputs, read_told, work_again
from nenkin.law.changing import for_life
from nenkin.law.estimates import Part, Refused
from nenkin.law.estimating import estimate
from nenkin.law.lives import Scenario
from nenkin.law.parameters import NotInForce
from nenkin.law.settling import as_it_is, settle
from nenkin.paths import DATA
from nenkin.reference import load
from tests.features.records_site import PERSONAS, record_of
from tests.reading import read_law


@pytest.mark.parametrize("slug", PERSONAS)
def test_the_fast_engine_says_what_the_reference_says(slug: str) -> None:
    law, settled = read_law(), settle(record_of(slug))
    life, year = as_it_is(settled), 2026
    try:
        quick = by_age(law, life, Scenario(), year)
    except (Refused, NotInForce) as problem:
        with pytest.raises(type(problem)):
            estimate(law, life, Scenario(), year)
        return
    assert tuple(quick.yearly) == AGES
    for age, yearly in quick.yearly.items():
        try:
            found = estimate(law, life, replace(Scenario(), basic=age, employees=age), year)
        except Refused:
            assert yearly is None
            continue
        assert yearly == for_life(found)
        doubtful = any(amount.doubts for phase in found.phases for amount in phase.amounts)
        assert quick.rough or not doubtful


def test_a_table_that_is_remembered_is_the_one_of_its_life_and_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    law = read_law()
    life = as_it_is(settle(record_of("antei")))
    other = replace(life, stretches=life.stretches[:-1])
    first = by_age(law, life, Scenario(), 2026)
    late = by_age(law, life, Scenario(basic=840, employees=840), 2026)
    assert late == first
    assert late.yearly is first.yearly
    assert by_age(law, other, Scenario(), 2026).yearly != first.yearly
    assert by_age(law, life, Scenario(), 2025).yearly != first.yearly
    anew = by_age(load(DATA), life, Scenario(), 2026)  # other numbers
    assert anew == first
    assert anew.yearly is not first.yearly
    monkeypatch.setattr(quickly, "MOST_KNOWN", 1)
    by_age(law, other, Scenario(), 2026)
    again = by_age(law, life, Scenario(), 2026)
    assert again == first
    assert by_age(law, life, Scenario(), 2026).yearly is again.yearly


@pytest.mark.parametrize("slug", PERSONAS)
def test_amounts_without_steps_are_those_of_the_reference(slug: str) -> None:
    law, settled = read_law(), settle(record_of(slug))
    life = as_it_is(settled)
    for age in (60 * 12, 65 * 12, 70 * 12 + 1):
        scenario = Scenario(basic=age, employees=age)
        try:
            fast = work_out_quickly(law, life, scenario, 2026)
        except (Refused, NotInForce) as problem:
            with pytest.raises(type(problem)):
                estimate(law, life, scenario, 2026)
            continue
        amounts, found = fast.amounts, estimate(law, life, scenario, 2026)
        now = work_again(law, read_inputs(fast.inputs))
        assert differences(read_told(amounts.told), now) == ()
        assert now.notices == ()  # nothing is said beside amounts alone
        assert [one.yearly for one in amounts.paid] == [
            sum(one.yen(part) for part in Part) for one in amounts.found.phases
        ]
        for phase in found.phases:
            same = amounts.found.at(phase.first)
            assert same is not None
            assert {one.part: one.yen for one in same.amounts} == {
                one.part: one.yen for one in phase.amounts
            }
            doubtful = {one.part for one in phase.amounts if one.doubts}
            assert doubtful <= {one.part for one in same.amounts if one.doubts}
        assert amounts.rough or not any(
            one.doubts for phase in found.phases for one in phase.amounts
        )
        assert work_out_quickly(law, life, scenario, 2026).amounts is amounts  # remembered
