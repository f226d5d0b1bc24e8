"""What people were told can be read again for decades, and compared with what comes out now."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from nenkin.interchange.told_estimates import (
    CannotRead,
    Difference,
    Inputs,
    Told,
    ToldPhase,
    changed_parts,
    differences,
    read_inputs,
    read_told,
    told,
    told_by_age,
    work_again,
    write_inputs,
    write_told,
)
from nenkin.law.estimates import Amount, Estimate, Notice, Part, Phase
from nenkin.law.lives import Life, Scenario, Seeking
from tests.law.drawn_lives import lives
from tests.reading import read_law

PHASE = ToldPhase(
    first=24300, last=24359, parts={Part.BASIC: 800_000, Part.PROPORTIONAL: 400_000}, fund=10_000
)
LIFE_LONG = replace(PHASE, first=24360, last=None, approximate=(Part.BASIC,))
TOLD = Told(phases=(PHASE, LIFE_LONG), arrears=5, notices=(Notice.PAY_UNKNOWN,))

# As the first version wrote them: these must be read as long as there is a ledger.
OLD_INPUTS = (
    '{"life":{"bonuses":[{"month":24000,"yen":350000}],"born_on":"1970-01-02","children":[],'
    '"divisions":[],"sex":"male","spouse":null,"stretches":[{"cared":null,"first":23883,"kind":"men",'
    '"last":24122,"pay":300000,"revalued":false,"scheme":"employees","status":null}]},'
    '"scenario":{"arrears":false,"basic":780,"disabled_from":null,"employees":780,'
    '"unconditional":false},"year":2026}'
)
OLD_TOLD = (
    '{"arrears":0,"notices":["pay-unknown"],"phases":[{"approximate":["proportional"],"first":24421,'
    '"fund":0,"last":null,"parts":{"basic":635475,"difference":190,"proportional":519380}}]}'
)


@settings(max_examples=100)
@given(life=lives())
def test_every_life_is_read_as_it_was_written(life: Life) -> None:
    inputs = Inputs(life=life, scenario=Scenario(basic=720, employees=900), year=2026)
    assert read_inputs(write_inputs(inputs)) == inputs
    _ = life.born_in  # what a life has worked out for itself is not written
    assert write_inputs(read_inputs(write_inputs(inputs))) == write_inputs(inputs)


def test_what_was_put_in_is_read_as_it_was_written() -> None:
    life = read_inputs(OLD_INPUTS).life
    inputs = Inputs(life=life, scenario=Scenario(), year=2026, added=(life.stretches, ()))
    assert read_inputs(write_inputs(inputs)) == inputs
    adds = replace(TOLD, adds=(-1, 0, 5))
    assert read_told(write_told(adds)) == adds
    assert (adds.headline, TOLD.headline) == (-1, TOLD.for_life)


def test_what_only_a_person_can_say_is_read_as_it_was_written() -> None:
    life = read_inputs(OLD_INPUTS).life
    for more in (
        replace(life, police=True),
        replace(life, wage_at_60=400_000),
        replace(life, seeking=Seeking(24_421, 150)),
        replace(life, police=True, wage_at_60=1, seeking=Seeking(0, 1)),
    ):
        inputs = Inputs(life=more, scenario=Scenario(), year=2026)
        assert read_inputs(write_inputs(inputs)) == inputs
        assert write_inputs(inputs) != OLD_INPUTS


def test_the_texts_of_the_first_version_can_be_read() -> None:
    assert write_inputs(read_inputs(OLD_INPUTS)) == OLD_INPUTS
    assert write_told(read_told(OLD_TOLD)) == OLD_TOLD
    assert read_told(OLD_TOLD).for_life == 635_475 + 190 + 519_380


@pytest.mark.parametrize("text", ["", "{}", '{"year": 2026}', OLD_INPUTS[:-1], OLD_TOLD[:-1]])
def test_anything_else_is_refused(text: str) -> None:
    for read in (read_inputs, read_told):
        with pytest.raises(CannotRead):
            read(text)


def test_an_estimate_is_kept_part_by_part() -> None:
    amounts = (Amount(Part.BASIC, 800_000), Amount(Part.PROPORTIONAL, 400_000))
    found = Estimate(
        2026, (Phase(24300, 24359, amounts, 10_000),), 24300, frozenset({Notice.PAY_UNKNOWN}), 5
    )
    assert told(found) == replace(TOLD, phases=(PHASE,))
    assert told(Estimate(2026, (), None)).for_life == 0


def test_the_same_is_no_difference() -> None:
    assert differences(TOLD, TOLD) == ()
    halves = (replace(PHASE, last=24310), replace(PHASE, first=24311), LIFE_LONG)
    assert differences(TOLD, replace(TOLD, phases=halves)) == ()


def test_a_difference_is_said_from_its_month_on() -> None:
    more = replace(LIFE_LONG, parts={Part.BASIC: 810_000, Part.TRANSFER: 15_000})
    now = replace(TOLD, phases=(PHASE, more))
    assert differences(TOLD, now) == (Difference(24360, 1_200_000, 825_000),)
    assert changed_parts(TOLD, now, 24360) == {
        Part.BASIC: 10_000,
        Part.TRANSFER: 15_000,
        Part.PROPORTIONAL: -400_000,
    }


def test_a_later_start_is_a_difference_of_some_months() -> None:
    now = replace(TOLD, phases=(replace(PHASE, first=24312), LIFE_LONG))
    assert differences(TOLD, now) == (Difference(24300, 1_200_000, 0),)
    assert differences(now, TOLD) == (Difference(24300, 0, 1_200_000),)


def test_amounts_by_start_age_are_read_as_they_were_written() -> None:
    inputs = replace(read_inputs(OLD_INPUTS), ages=(720, 780))
    assert read_inputs(write_inputs(inputs)) == inputs
    one = told_by_age({780: 1_000_000, 720: None})
    assert read_told(write_told(one)) == one
    assert one.by_age == ((720, None), (780, 1_000_000))
    assert one.headline == 1_000_000


def test_amounts_told_alone_have_nothing_said_beside_them() -> None:
    inputs = replace(read_inputs(OLD_INPUTS), bare=True)
    assert read_inputs(write_inputs(inputs)) == inputs
    stretch = replace(inputs.life.stretches[0], pay=None)
    life = replace(inputs.life, stretches=(stretch,))
    law = read_law()
    assert work_again(law, replace(inputs, life=life)).notices == ()
    assert Notice.PAY_UNKNOWN in work_again(law, replace(inputs, life=life, bare=False)).notices
