"""雇用保険 beside a pension before 65: 高年齢雇用継続給付 takes a share of the pay, 基本手当 whole months."""

from fractions import Fraction
from typing import Any

import pytest

from nenkin.law.doubts import Doubt
from nenkin.law.estimates import Part, Refused
from nenkin.law.estimating import estimate
from nenkin.law.job_benefits import continued, seeking_months
from nenkin.law.lives import Life, Scenario, Seeking, Spouse
from nenkin.law.months import read_month, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Sex
from tests.bulk.agreement import fast, reference
from tests.law.whole_lives import at, nation, pays, whole

AT_65 = Scenario()
ENOUGH = 10**9  # a pension that is never taken whole


def woman(born: str, last: str, pay: int = 240_000, **more: Any) -> Life:
    """Give an employee since 1984, whose earnings-related part begins at 63 or 64."""
    return whole(born, pays("1984-04", last, pay, Kind.WOMEN), sex=Sex.FEMALE, **more)


def taken(law: Law, born: str, wage: int, pay: int, *, year: int = 2026) -> int:
    life = whole(born, wage_at_60=wage)
    return -continued(law, life, life.reaches(61 * 12), pay, ENOUGH, year=year).yen


@pytest.mark.parametrize(
    ("pay", "monthly"),
    [
        (200_000, Fraction(8_000)),  # half of it: 4 %
        (254_000, Fraction(10_160)),  # 63.5 %
        (256_000, Fraction(10_240)),  # 64 %: 44,000 × 64/110 × 4/10, the same as 4 %
        (280_000, Fraction(20_000 * 64 * 4, 1_100)),  # 70 %
        (299_999, Fraction(1 * 64 * 4, 1_100)),
        (300_000, Fraction(0)),  # 75 %: no benefit
        (400_000, Fraction(0)),
    ],
)
def test_the_share_of_who_reached_60_in_2025_04_or_later(
    law: Law, pay: int, monthly: Fraction
) -> None:
    assert taken(law, "1965-04-02", 400_000, pay) == round(monthly * 12)


@pytest.mark.parametrize(
    ("pay", "monthly"),
    [
        (200_000, Fraction(12_000)),  # 6 %
        (243_000, Fraction(14_580)),
        (244_000, Fraction(14_640)),  # 61 %: 56,000 × 915/1400 × 6/15
        (280_000, Fraction(20_000 * 915 * 6, 21_000)),
        (300_000, Fraction(0)),
    ],
)
def test_the_share_of_who_reached_60_before(law: Law, pay: int, monthly: Fraction) -> None:
    assert taken(law, "1965-04-01", 400_000, pay) == round(monthly * 12)


def test_the_law_of_an_earlier_year_has_one_share_for_everybody(law: Law) -> None:
    assert taken(law, "1965-04-02", 400_000, 200_000, year=2024) == 144_000


def test_it_is_taken_beside_work_from_60_to_65_and_said_to_be_rough(law: Law) -> None:
    life = woman("1963-06-01", "2030-05", wage_at_60=400_000)  # 63 in 2026-05, 65 in 2028-05
    before, after = at(estimate(law, life, AT_65, 2026), "2027-06"), None
    assert before["suspended"] == -(240_000 * 6 * 12) // 100
    found = estimate(law, life, AT_65, 2026)
    after = found.at(read_month("2028-06"))
    assert after is not None
    assert after.yen(Part.SUSPENDED) == 0
    first = found.phases[0]
    amount = next(one for one in first.amounts if one.part is Part.SUSPENDED)
    assert Doubt.JOB_BENEFIT in amount.doubts
    assert amount.steps[-1].formula == "240000 × 0.06 × 12"


def test_no_more_is_taken_than_there_is(law: Law) -> None:
    few = whole(
        "1963-06-01",
        nation("1984-04", "2020-03"),
        pays("2020-04", "2028-04", 240_000, Kind.WOMEN),
        sex=Sex.FEMALE,
        wage_at_60=400_000,
    )
    first = estimate(law, few, AT_65, 2026).at(read_month("2026-06"))
    assert first is not None
    assert first.yearly == 0 or first.yen(Part.SUSPENDED) == -first.yen(Part.PROPORTIONAL)


@pytest.mark.parametrize(
    ("days", "months"),
    [
        (1, ["2026-11"]),
        (30, ["2026-11"]),
        (31, ["2026-11", "2026-12"]),
        (90, ["2026-11", "2026-12", "2027-01"]),
    ],
)
def test_the_months_without_pension_are_the_days_by_thirty_rounded_up(
    law: Law, days: int, months: list[str]
) -> None:
    life = whole("1963-06-01", seeking=Seeking(read_month("2026-10"), days))
    assert [spell(month) for month in seeking_months(law, life)] == months
    assert not seeking_months(law, whole("1963-06-01"))


def test_all_of_it_is_taken_with_what_is_added_for_a_family_and_then_paid_again(law: Law) -> None:
    life = woman("1963-06-01", "2026-09", seeking=Seeking(read_month("2026-10"), 150))
    found = estimate(law, life, AT_65, 2026)
    assert at(found, "2026-10").keys() == {"proportional"}
    for month in ("2026-11", "2027-03"):
        phase = found.at(read_month(month))
        assert phase is not None
        assert phase.yearly == 0
    assert at(found, "2027-04").keys() == {"proportional"}


def test_nothing_is_taken_from_65_on(law: Law) -> None:
    life = woman("1963-06-01", "2028-03", seeking=Seeking(read_month("2028-04"), 330))
    found = estimate(law, life, AT_65, 2026)
    assert at(found, "2028-05")["suspended"] < 0  # the month of 65 is the last
    assert "suspended" not in at(found, "2028-06")


def test_the_basic_pension_claimed_early_is_paid_all_the_same(law: Law) -> None:
    life = woman("1967-06-01", "2027-05", seeking=Seeking(read_month("2027-06"), 90))
    found = estimate(law, life, Scenario(basic=720, employees=720), 2026)
    stopped, paid = at(found, "2027-08"), at(found, "2027-11")
    assert stopped["basic"] + stopped["basic-change"] == sum(stopped.values())
    assert paid["basic"] == stopped["basic"]
    assert "suspended" not in paid


def test_both_engines_take_alike(law: Law) -> None:
    spouse = Spouse(born_on=whole("1966-01-02").born_on, kept=True)
    for born in ("1951-06-02", "1963-06-01", "1965-04-01", "1965-04-02", "1967-06-01"):
        for scenario in (
            AT_65,
            Scenario(basic=730, employees=730),
            Scenario(basic=840, employees=840),
        ):
            for more in (
                {"wage_at_60": 400_000},
                {"wage_at_60": 330_000, "spouse": spouse},
                {"seeking": Seeking(whole(born).reaches(761), 240)},
                {"seeking": Seeking(whole(born).reaches(770), 330), "wage_at_60": 500_000},
            ):
                life = woman(born, spell(whole(born).reaches(770)), 250_000, **more)
                expected = reference(law, life, scenario, 2026)
                assert fast(law, life, scenario, 2026) == expected, (born, scenario, more)


@pytest.mark.parametrize(
    "more",
    [
        {"wage_at_60": 0},
        {"wage_at_60": 2_000_000},
        {"seeking": Seeking(read_month("2026-10"), 0)},
        {"seeking": Seeking(read_month("2026-10"), 1_001)},
    ],
)
def test_what_cannot_be_is_refused_by_both(law: Law, more: dict[str, Any]) -> None:
    life = woman("1963-06-01", "2026-09", **more)
    with pytest.raises(Refused, match="impossible-benefit"):
        estimate(law, life, AT_65, 2026)
    assert fast(law, life, AT_65, 2026) == "refused: impossible-benefit"
