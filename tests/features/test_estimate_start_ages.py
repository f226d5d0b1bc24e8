"""16 start ages of one life: what the fast engine says of them, and what of it is remembered."""

from dataclasses import replace

import pytest

from nenkin.features.estimate import start_ages
from nenkin.features.estimate.start_ages import AGES, by_age
from nenkin.law.changing import for_life
from nenkin.law.estimates import Refused
from nenkin.law.estimating import estimate
from nenkin.law.lives import Scenario
from nenkin.law.parameters import NotInForce
from nenkin.law.settling import as_it_is, settle
from nenkin.paths import DATA
from nenkin.reference import load
from tests.features.records_site import IN_2013, PERSONAS, record_of


@pytest.mark.parametrize("slug", sorted(set(PERSONAS) - IN_2013))
def test_the_fast_engine_says_what_the_reference_says(slug: str) -> None:
    law, settled = load(DATA), settle(record_of(slug))
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
    law = load(DATA)
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
    monkeypatch.setattr(start_ages, "MOST_KNOWN", 1)
    by_age(law, other, Scenario(), 2026)
    again = by_age(law, life, Scenario(), 2026)
    assert again == first
    assert by_age(law, life, Scenario(), 2026).yearly is again.yearly
