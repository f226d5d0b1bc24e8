"""Days at which a figure changes: 1 and 2 April, a birthday on the 1st, the ends of months, leap days.

Each is worked out by hand from the article; both engines must say it.
"""

from datetime import date, timedelta

import pytest

from nenkin.law.additions import last_month, spouse_counts
from nenkin.law.ages import reached_on
from nenkin.law.estimates import Part, Phase
from nenkin.law.estimating import estimate
from nenkin.law.lives import Child, Life, Scenario, Spouse
from nenkin.law.months import month_of, read_month, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Sex
from tests.bulk.agreement import fast, reference
from tests.law.whole_lives import nation, pays, whole

AT_65 = Scenario()
AT_75 = Scenario(basic=900, employees=900)


def last(law: Law, life: Life, scenario: Scenario = AT_65, year: int = 2026) -> Phase:
    """Give what is paid for life, by both engines."""
    assert fast(law, life, scenario, year) == reference(law, life, scenario, year)
    return estimate(law, life, scenario, year).phases[-1]


def forty(born: str) -> Life:
    """Give forty paid years from the month of 20 on."""
    first = whole(born).reaches(240)
    return whole(born, nation(spell(first), spell(first + 479)))


def test_an_age_is_reached_in_the_month_of_the_day_before_the_birthday_on_every_day() -> None:
    day = date(1959, 12, 30)
    while day < date(1964, 3, 3):  # two leap days among them
        life = whole(day.isoformat())
        for years in (16, 18, 20, 60, 65, 70):
            assert life.reaches(12 * years) == month_of(reached_on(day, years)), (day, years)
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("born", "paid_from"),
    [
        ("1961-11-30", "2026-12"),
        ("1961-12-01", "2026-12"),  # 65 on 30 November
        ("1961-12-02", "2027-01"),
        ("1961-12-31", "2027-01"),
        ("1962-01-01", "2027-01"),  # 65 on 31 December
        ("1960-02-28", "2025-03"),
        ("1960-02-29", "2025-03"),  # its birthday is 1 March 2025, so 65 on 28 February
        ("1960-03-01", "2025-03"),
        ("1960-03-02", "2025-04"),
    ],
)
def test_the_first_month_paid_is_that_after_65(law: Law, born: str, paid_from: str) -> None:
    assert spell(last(law, forty(born)).first) == paid_from


@pytest.mark.parametrize(
    ("born", "yen"),
    [("1956-04-01", 844_900), ("1956-04-02", 847_300)],  # 既裁定 and 新規裁定 in 2026
)
def test_the_full_amount_of_both_classes(law: Law, born: str, yen: int) -> None:
    assert last(law, forty(born)).yen(Part.BASIC) == yen


@pytest.mark.parametrize(
    ("born", "months"),
    [("1952-04-01", 60), ("1952-04-02", 120)],  # 国民年金法施行令4条の5: 70 or 75
)
def test_how_long_waiting_adds(law: Law, born: str, months: int) -> None:
    change = last(law, forty(born), AT_75).yen(Part.BASIC_CHANGE)
    assert change == (844_900 * 7 * months + 500) // 1000


@pytest.mark.parametrize(
    ("born", "permille"),
    [("1962-04-01", 5), ("1962-04-02", 4)],  # 施行令12条
)
def test_what_a_month_of_claiming_early_takes(law: Law, born: str, permille: int) -> None:
    early = last(law, forty(born), Scenario(basic=779, employees=779))
    assert early.yen(Part.BASIC_CHANGE) == -((847_300 * permille + 500) // 1000)


@pytest.mark.parametrize(
    ("born", "special"),
    [("1934-04-01", 0), ("1934-04-02", 36_000), ("1943-04-01", 143_900), ("1943-04-02", 179_900)],
)
def test_the_addition_to_that_for_a_spouse_by_the_pensioners_birth(
    law: Law, born: str, special: int
) -> None:
    spouse = Spouse(born_on=date(1970, 1, 2))
    life = whole(born, pays("1955-04", "1985-03", 50_000), spouse=spouse)
    phase = estimate(law, life, AT_65, 2026).at(read_month("2026-06"))
    assert phase is not None
    assert phase.yen(Part.SPOUSE) == 243_800
    assert phase.yen(Part.SPECIAL) == special
    last(law, life)


@pytest.mark.parametrize(
    ("born", "ends"),
    [
        ("2008-04-01", "2026-03"),  # 18 on 31 March: with those born in March
        ("2008-04-02", "2027-03"),
        ("2008-03-31", "2026-03"),
        ("2009-04-01", "2027-03"),
    ],
)
def test_the_last_month_of_a_child(born: str, ends: str) -> None:
    assert spell(last_month(Child(date.fromisoformat(born)))) == ends


@pytest.mark.parametrize(
    ("born", "ends"),
    [("2006-12-01", "2026-11"), ("2006-12-02", "2026-12"), ("2008-02-29", "2028-02")],
)
def test_the_last_month_of_a_disabled_child(born: str, ends: str) -> None:
    assert spell(last_month(Child(date.fromisoformat(born), disabled=True))) == ends


@pytest.mark.parametrize(
    ("born", "ends"),
    [("1961-12-01", "2026-11"), ("1961-12-02", "2026-12"), ("1960-02-29", "2025-02")],
)
def test_the_last_month_of_a_spouse_is_that_of_65(law: Law, born: str, ends: str) -> None:
    spouse = Spouse(born_on=date.fromisoformat(born))
    assert spouse_counts(law, spouse, read_month(ends))
    assert not spouse_counts(law, spouse, read_month(ends) + 1)


@pytest.mark.parametrize(
    ("born", "sex", "years"),
    [
        ("1953-04-01", Sex.MALE, 60),
        ("1953-04-02", Sex.MALE, 61),
        ("1961-04-01", Sex.MALE, 64),
        ("1961-04-02", Sex.MALE, None),
        ("1958-04-01", Sex.FEMALE, 60),
        ("1958-04-02", Sex.FEMALE, 61),
        ("1966-04-01", Sex.FEMALE, 64),
        ("1966-04-02", Sex.FEMALE, None),
    ],
)
def test_the_start_of_the_special_pension(law: Law, born: str, sex: Sex, years: int | None) -> None:
    kind = Kind.WOMEN if sex is Sex.FEMALE else Kind.MEN
    life = whole(born, pays("1984-04", "2012-03", 200_000, kind), sex=sex)
    found = estimate(law, life, AT_65, 2026)
    assert found.special_from == (None if years is None else life.reaches(12 * years) + 1)
    last(law, life)


@pytest.mark.parametrize(
    "left",
    ["2024-08", "2024-07"],  # 在職定時改定: from October on what was before September
)
def test_september_counts_in_october_and_leaving_in_the_month_after(law: Law, left: str) -> None:
    born = "1958-01-02"  # 65 in 2023-01
    life = whole(born, pays("1990-04", left, 300_000))
    phases = estimate(law, life, AT_65, 2026).phases
    firsts = {spell(phase.first) for phase in phases}
    assert spell(read_month(left) + 1) in firsts
    assert "2023-10" in firsts
    assert "2024-10" not in firsts  # gone by then
    last(law, life)
