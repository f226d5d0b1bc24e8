"""特定警察職員等: who was with the police or a fire brigade for twenty years begins earlier."""

import pytest

from nenkin.law.estimates import Part
from nenkin.law.estimating import estimate
from nenkin.law.lives import Life, Scenario
from nenkin.law.parameters import Confidence, Law
from nenkin.law.periods import Kind
from tests.bulk.agreement import fast, reference
from tests.law.whole_lives import pays, whole

AT_65 = Scenario()


def served(born: str, kind: Kind = Kind.LOCAL_SERVANT, *, police: bool = True) -> Life:
    return whole(born, pays("1985-04", "2015-03", 300_000, kind), police=police)


def begins(law: Law, one: Life) -> int | None:
    """Give the age in months, in the month of the right, at which 特別支給 arises."""
    found = estimate(law, one, AT_65, 2026)
    return None if found.special_from is None else found.special_from - 1 - one.born_in


@pytest.mark.parametrize(
    ("born", "years"),
    [
        ("1959-04-01", 60),
        ("1959-04-02", 61),
        ("1961-04-01", 61),
        ("1961-04-02", 62),
        ("1963-04-01", 62),
        ("1963-04-02", 63),
        ("1965-04-01", 63),
        ("1965-04-02", 64),
        ("1967-04-01", 64),
        ("1967-04-02", None),
    ],
)
def test_the_start_age_of_the_law_at_its_borders(law: Law, born: str, years: int | None) -> None:
    assert begins(law, served(born)) == (None if years is None else 12 * years)


@pytest.mark.parametrize("kind", [Kind.MEN, Kind.PRIVATE_SCHOOL])
def test_other_kinds_of_insurance_begin_as_for_everybody(law: Law, kind: Kind) -> None:
    assert begins(law, served("1963-04-02", kind)) is None


def test_without_the_twenty_years_nothing_begins_earlier(law: Law) -> None:
    assert begins(law, served("1963-04-02", police=False)) is None


def test_what_begins_is_the_earnings_related_part_and_it_is_paid_until_65(law: Law) -> None:
    one = served("1963-04-02")
    found = estimate(law, one, AT_65, 2026)
    first, second = found.phases[0], found.phases[1]
    assert (first.first, first.last) == (one.reaches(12 * 63) + 1, one.reaches(12 * 65))
    assert [amount.part for amount in first.amounts] == [Part.PROPORTIONAL]
    assert first.yen(Part.PROPORTIONAL) == second.yen(Part.PROPORTIONAL)


def test_both_engines_begin_alike(law: Law) -> None:
    for born in ("1943-06-01", "1950-04-02", "1963-04-01", "1963-04-02", "1967-04-02"):
        for scenario in (AT_65, Scenario(basic=740, employees=740)):
            one = served(born)
            assert fast(law, one, scenario, 2026) == reference(law, one, scenario, 2026)


def test_the_ages_are_those_of_the_law_as_it_was_read(law: Law) -> None:
    for rows in law.benefits.proportional_ages.values():
        assert all(row.source.confidence is not Confidence.RECALLED for row in rows.rows)
