"""老齢基礎年金: months, fractions, the order of the cap, and the amounts of examples worked out by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from nenkin.law.ages import NATIONAL_BEGAN
from nenkin.law.basic_pension import counted_months, transfer_addition
from nenkin.law.counting import basic_months, is_qualified, qualified_in, qualifying_months
from nenkin.law.estimates import Part
from nenkin.law.estimating import estimate
from nenkin.law.lives import Life, Scenario, Stretch
from nenkin.law.months import month, read_month, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Scheme
from tests.law.whole_lives import at, nation, pays, whole

AT_65 = Scenario()


def basic(law: Law, life: Life, year: int = 2026) -> int:
    found = estimate(law, life, AT_65, year)
    return found.phases[-1].yen(Part.BASIC)


def test_the_example_with_two_kinds_of_exemption(law: Law) -> None:
    # 360 + 36 × 3/4 + 24 × 1/3 = 395; 847,300 × 395 ÷ 480 = 697,257.29…
    life = whole(
        "1970-04-02",
        nation("1990-04", "1992-03", "Y"),
        nation("1992-04", "2022-03"),
        nation("2022-04", "2025-03", "イ"),
    )
    assert basic(law, life) == 697_257


def test_deferred_unpaid_and_half_paid_months_count_for_nothing(law: Law) -> None:
    paid = nation("1990-04", "2020-03")
    whole_life = whole("1970-04-02", paid)
    for status in "サセ*アチヒ#-":
        life = whole("1970-04-02", paid, nation("2020-04", "2022-03", status))
        assert basic(law, life) == basic(law, whole_life)


def test_exempt_months_beyond_480_count_by_what_is_above_the_states_share(law: Law) -> None:
    # 470 paid; 20 of 1/4 免除 since 2009-04: 10 within (7/8), 10 beyond (3/8) = 8.75 + 3.75 = 12.5,
    # capped at 480.
    born = whole("1970-04-02").born_on
    life = whole(
        "1970-04-02",
        nation("1990-04", "2009-03"),  # 228
        nation("2009-04", "2010-11", "フ"),  # 20
        nation("2010-12", "2030-03"),  # 232
        nation("2030-04", "2031-01"),  # 10, 任意加入
    )
    found = basic_months(law, life, month(2035, 4), 2026)
    assert (found.paid, [count for _, count in found.exempt]) == (470, [20])
    counted = counted_months(law, born, found)
    assert counted.months == 480
    assert counted.lines[1] == (10, Fraction(7, 8), 10, Fraction(3, 8))


def test_the_order_of_the_cap_is_by_kind_then_new_before_old(law: Law) -> None:
    # 450 paid. In this order: 1/4 new 10, half new 10, half old 12, whole old 24; 30 months of room.
    life = whole(
        "1970-04-02",
        nation("1990-04", "1992-03", "Y"),  # 24 whole, old
        nation("1992-04", "2002-03"),  # 120
        nation("2002-04", "2003-03", "イ"),  # 12 half, old
        nation("2003-04", "2009-03"),  # 72
        nation("2009-04", "2010-01", "イ"),  # 10 half, new
        nation("2010-02", "2010-11", "フ"),  # 10 1/4, new
        nation("2010-12", "2032-05"),  # 258
    )
    found = basic_months(law, life, month(2035, 4), 2026)
    assert found.paid == 450
    counted = counted_months(law, life.born_on, found)
    assert counted.lines[1:] == (
        (10, Fraction(7, 8), 0, Fraction(3, 8)),
        (10, Fraction(3, 4), 0, Fraction(1, 4)),
        (10, Fraction(2, 3), 2, Fraction(1, 3)),
        (0, Fraction(1, 3), 24, Fraction(0)),
    )
    # 450 + 8.75 + 7.5 + 20/3 + 2/3 = 473.58…
    assert counted.months == 450 + Fraction(35, 4) + Fraction(15, 2) + Fraction(22, 3)


def test_employment_counts_between_20_and_60_only(law: Law) -> None:
    life = whole("1961-05-10", pays("1979-04", "2026-03", 300_000))
    found = basic_months(law, life, month(2026, 5), 2026)
    assert found.paid == 480
    assert qualifying_months(law, life, month(2026, 5)) == 47 * 12


def test_older_births_have_fewer_months_to_fill(law: Law) -> None:
    # Born 1930-04-02: 348 months. 300 paid; 844,900 × 300 ÷ 348 = 728,362.06…
    life = whole("1930-04-02", nation("1961-04", "1986-03"))
    assert basic(law, life) == 728_362


@pytest.mark.parametrize(
    ("year", "yen"),
    [(1986, 622_800), (1994, 780_000), (2004, 794_500), (2013, 778_500), (2021, 780_900)],
)
def test_the_full_amount_of_each_year(law: Law, year: int, yen: int) -> None:
    # The last month of the fiscal year decides where an amount changed within it.
    older = whole("1926-04-02", nation("1961-04", "1986-03"))
    assert basic(law, older, year) == yen


def test_ten_years_open_the_pension(law: Law) -> None:
    nearly = whole("1960-04-02", nation("1990-04", "2000-02"))
    assert estimate(law, nearly, AT_65, 2026).phases == ()
    enough = whole("1960-04-02", nation("1990-04", "2000-03"))
    assert at(estimate(law, enough, AT_65, 2026), "2026-05") == {"basic": 211_825}
    # Complementary months open it and add nothing.
    abroad = Stretch(
        scheme=Scheme.COMPLEMENTARY,
        kind=Kind.ABROAD,
        first=read_month("2000-03"),
        last=read_month("2000-03"),
    )
    opened = whole("1960-04-02", nation("1990-04", "2000-02"), abroad)
    # 847,300 × 119 ÷ 480 = 210,059.79…
    assert at(estimate(law, opened, AT_65, 2026), "2026-05") == {"basic": 210_060}


def test_before_2017_it_was_25_years_with_exceptions(law: Law) -> None:
    years_24 = whole("1955-04-02", pays("1977-04", "2001-03", 200_000))
    assert not is_qualified(law, whole("1956-04-02", *years_24.stretches), month(2021, 4), 2016)
    assert is_qualified(law, years_24, month(2021, 4), 2016)  # born in 1955: 24 years of employment
    assert is_qualified(law, years_24, month(2021, 4), 2017)
    # 中高齢の特例: 15 years after 40, born until 1947-04-01.
    late = pays("1987-03", "2002-02", 200_000)
    assert is_qualified(law, whole("1947-04-01", late), month(2012, 4), 2016)
    assert not is_qualified(law, whole("1947-04-02", late), month(2012, 4), 2016)


def test_the_right_comes_when_the_months_are_there(law: Law) -> None:
    life = whole("1960-04-02", nation("1990-04", "1999-03"), nation("2025-04", "2026-03"))
    found = qualified_in(law, life, 2026)
    assert found is not None
    assert spell(found) == "2026-04"
    assert spell(estimate(law, life, AT_65, 2026).phases[0].first) == "2026-05"


def test_additional_pension_is_200_yen_a_month_and_changes_with_the_claim(law: Law) -> None:
    life = whole("1962-04-02", nation("1982-04", "2012-03", "B"), nation("2012-04", "2022-03"))
    assert at(estimate(law, life, AT_65, 2026), "2030-01") == {
        "basic": 847_300,
        "additional": 72_000,
    }
    early = estimate(law, life, Scenario(basic=720, employees=720), 2026)
    assert at(early, "2022-05") == {
        "basic": 847_300,
        "basic-change": -203_352,
        "additional": 72_000,
        "additional-change": -17_280,
    }
    late = estimate(law, life, Scenario(basic=900), 2026)
    assert late.phases[0].yearly == 1_559_032 + 72_000 + 60_480


@pytest.mark.parametrize(
    ("born", "age", "yen"),
    [
        ("1962-04-02", 720, 643_948),  # 24 % of 847,300
        ("1962-04-01", 720, 593_110),  # 30 %
        ("1952-04-02", 900, 1_554_616),  # 844,900 + 84 %
        ("1941-04-01", 720, 490_042),  # 58 %
        ("1941-04-01", 840, 1_588_412),  # 188 %
        ("1951-04-02", 840, 1_199_758),  # 844,900 + 42 %
        ("1951-04-02", 900, 1_199_758),  # never more than that for who was 70 before 2022-04
    ],
)
def test_claims_before_and_after_65(law: Law, born: str, age: int, yen: int) -> None:
    first = max(whole(born).reaches(240), NATIONAL_BEGAN)
    stretch = nation(spell(first), spell(whole(born).reaches(720) - 1))
    found = estimate(law, whole(born, stretch), Scenario(basic=age, employees=min(age, 780)), 2026)
    assert found.phases[-1].yearly == yen


def test_transfer_addition(law: Law) -> None:
    assert transfer_addition(law, whole("1961-04-02").born_on, 2026).yen == 16_335
    assert transfer_addition(law, whole("1961-04-02").born_on, 2025).yen == 16_033
    assert transfer_addition(law, whole("1926-04-02").born_on, 2024).yen == 234_800
    assert transfer_addition(law, whole("1927-04-02").born_on, 2024).yen == 228_460
    assert transfer_addition(law, whole("1966-04-02").born_on, 2026).yen == 0


def test_voluntary_months_that_were_not_paid_open_the_pension_before_60(law: Law) -> None:
    voluntary = Stretch(
        scheme=Scheme.NATIONAL,
        kind=Kind.VOLUNTARY,
        first=month(2016, 4),
        last=month(2022, 3),
        status="*",
    )
    life = whole("1960-04-02", nation("1990-04", "1995-03"), voluntary)
    assert qualifying_months(law, life, month(2030, 1)) == 60 + 48  # until 60 in 2020-04
    assert basic_months(law, life, month(2030, 1), 2026).paid == 60
    compulsory = whole(
        "1960-04-02", nation("1990-04", "1995-03"), replace(voluntary, kind=Kind.CATEGORY_1)
    )
    assert qualifying_months(law, compulsory, month(2030, 1)) == 60
