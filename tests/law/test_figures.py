"""The numbers behind a pension: spot values that were published, and years that are not there."""

from datetime import date
from fractions import Fraction

import pytest

from nenkin.law.figures import StartGroup
from nenkin.law.months import Month, month, read_month
from nenkin.law.parameters import Law, NotInForce
from nenkin.law.rounding import half_up, half_up_to

OLD, NEW = date(1956, 4, 1), date(1956, 4, 2)


@pytest.mark.parametrize(
    ("at", "old", "new"),
    [
        ("1986-04", 622_800, 622_800),
        ("1994-09", 747_300, 747_300),
        ("1994-10", 780_000, 780_000),
        ("2013-10", 778_500, 778_500),
        ("2021-04", 780_900, 780_900),
        ("2023-04", 792_600, 795_000),
        ("2024-04", 813_700, 816_000),
        ("2025-04", 829_300, 831_700),
        ("2027-03", 844_900, 847_300),
    ],
)
def test_the_full_amount_has_been(law: Law, at: str, old: int, new: int) -> None:
    full = law.benefits.full_amounts.at(read_month(at)).value.yen
    assert (full.of(OLD), full.of(NEW)) == (old, new)


def test_full_amounts_follow_from_their_rates(law: Law) -> None:
    """国民年金法27条: 780,900 yen times the rate of the year, to 100 yen."""
    for row in law.benefits.full_amounts.rows:
        if row.first >= month(2015, 4):
            assert row.value.rate is not None
            for birth in (OLD, NEW):
                by_rule = half_up_to(100, 780_900 * row.value.rate.of(birth))
                assert row.value.yen.of(birth) == by_rule


def check_additions(
    law: Law, at: Month, yen: tuple[int, int], special: dict[int, int], rate: Fraction
) -> None:
    added = law.benefits.additions.at(at).value
    assert added.spouse == added.child == half_up_to(100, yen[0] * rate)
    assert added.third_child == half_up_to(100, yen[1] * rate)
    for year, each in special.items():
        found = law.benefits.special_additions.at(at).value.of(date(year, 4, 2)).value
        assert found == half_up_to(100, each * rate)


def test_fixed_units_and_additions_follow_from_the_same_rates(law: Law) -> None:
    """厚生年金保険法附則9条の2 (1,628), 44条2項 (224,700, 74,900), 昭和60年改正法附則60条2項."""
    special = {1935: 33_200, 1940: 66_300, 1941: 99_500, 1942: 132_600, 1943: 165_800}
    for row in law.benefits.fixed_units.rows:
        if row.first < month(2015, 4):
            continue
        rate = law.benefits.full_amounts.at(row.first).value.rate
        assert rate is not None
        for birth in (OLD, NEW):
            assert row.value.of(birth) == half_up(1_628 * rate.of(birth))
        check_additions(law, row.first, (224_700, 74_900), special, rate.new)


def test_the_same_follows_from_the_fall_of_prices_until_2015(law: Law) -> None:
    """平成16年改正法附則7条・27条: the amounts of before that law, times one rate; the same in every table."""
    special = {1935: 34_100, 1940: 68_300, 1941: 102_500, 1942: 136_600, 1943: 170_700}
    for row in law.benefits.special_rates.rows:
        slide = row.value / Fraction("1.031")
        full = law.benefits.full_amounts.at(row.first).value.yen
        unit = law.benefits.fixed_units.at(row.first).value
        for birth in (OLD, NEW):
            assert full.of(birth) == half_up_to(100, 804_200 * slide)
            assert unit.of(birth) == 1_676 * slide
        check_additions(law, row.first, (231_400, 77_100), special, slide)
    assert law.benefits.special_rates.rows[-1].last == month(2015, 3)


def test_published_rates_of_revaluation(law: Law) -> None:
    line = law.benefits.revaluation.line(2025, date(1970, 1, 1))
    assert line.at(month(2025, 6)) == line.at(month(2060, 1)) == 922  # later months: the newest
    former = law.benefits.former
    assert former.until(2025).at(month(2025, 6)) == 834
    assert former.until(2024).at(month(2025, 6)) != 834  # a row that did not exist then


@pytest.mark.parametrize(
    ("year", "of", "age"),
    [(1961, "proportional", 64), (1962, "proportional", 65), (1949, "fixed", 64)],
)
def test_start_ages_of_men(law: Law, year: int, of: str, age: int) -> None:
    ages = law.benefits.proportional_ages if of == "proportional" else law.benefits.fixed_ages
    assert ages[StartGroup.GENERAL].of(date(year, 4, 1)).value == age


def test_a_missing_year_is_named_with_its_table(law: Law) -> None:
    benefits = law.benefits
    with pytest.raises(NotInForce, match=r"^full_amounts: nothing is known for 2027-04"):
        benefits.full_amounts.at(month(2027, 4))
    with pytest.raises(NotInForce, match=r"^revaluation: nothing is known for fiscal year 2027"):
        benefits.revaluation.line(2027, NEW)
    with pytest.raises(NotInForce, match=r"^revaluation_seamen: .* fiscal year 2027"):
        benefits.revaluation_seamen.line(2027, NEW)
    with pytest.raises(NotInForce, match=r"^revaluation_former .*fiscal year 2027"):
        benefits.former.until(2027)
    with pytest.raises(NotInForce, match=r"^transfer_rates: nothing is known for births"):
        benefits.transfer_rates.of(date(1966, 4, 2))
