"""在職老齢年金, 退職時改定 and 在職定時改定, 繰上げ and 繰下げ of each part, worked out by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from nenkin.law.doubts import Doubt
from nenkin.law.estimates import Notice, Part
from nenkin.law.estimating import estimate
from nenkin.law.lives import PaidBonus, Scenario
from nenkin.law.months import month, read_month, spell
from nenkin.law.parameters import Law
from tests.bulk.agreement import fast, reference
from tests.law.whole_lives import at, final, nation, pays, whole

AT_65 = Scenario()


def test_work_after_65_suspends_by_the_months_pay_and_the_years_bonuses(law: Law) -> None:
    life = whole(
        "1960-06-10",
        pays("1984-04", "2020-03", 400_000, revalued=True),
        pays("2024-04", "2026-03", 620_000),
        bonuses=(PaidBonus(read_month("2025-06"), 1_200_000),),
    )
    found = estimate(law, life, AT_65, 2026)
    first = found.at(read_month("2025-07"))
    assert first is not None
    base = first.yen(Part.PROPORTIONAL)
    # 620,000 + 1,200,000 ÷ 12 = 720,000; (720,000 + base ÷ 12 − 650,000) ÷ 2 × 12
    assert first.yen(Part.SUSPENDED) == -round((70_000 + Fraction(base, 12)) * 6)
    assert first.yen(Part.DIFFERENCE) > 0  # never suspended
    assert "suspended" not in at(found, "2026-04")


@pytest.mark.parametrize(
    ("pay", "monthly", "held"),
    [
        (150_000, 100_000, 0),
        (300_000, 100_000, 60_000),  # (300 + 100 − 280) ÷ 2
        (500_000, 100_000, 175_000),  # (470 + 100 − 280) ÷ 2 + 30: more than the pension, so all
        (300_000, 300_000, 150_000),  # 300 ÷ 2
        (500_000, 300_000, 265_000),  # 470 ÷ 2 + 30
    ],
)
def test_work_before_65_under_the_law_until_2022_03(
    law: Law, pay: int, monthly: int, held: int
) -> None:
    mean = Fraction(monthly * 12 * 1000, 400) / Fraction("7.125")
    life = whole(
        "1952-04-10",
        pays("1968-04", "2001-07", int(mean), revalued=True),
        pays("2012-04", "2013-03", pay),
    )
    found = estimate(law, life, AT_65, 2020).at(read_month("2012-06"))
    assert found is not None
    base = found.yen(Part.PROPORTIONAL)
    assert abs(base - monthly * 12) < 10
    assert abs(-found.yen(Part.SUSPENDED) - min(held * 12, base)) < 10
    now = estimate(law, replace(life), AT_65, 2026).at(read_month("2012-06"))
    assert now is not None
    assert -now.yen(Part.SUSPENDED) <= -found.yen(Part.SUSPENDED)


def test_months_after_65_come_in_each_october_and_after_leaving(law: Law) -> None:
    life = whole("1959-06-10", pays("1984-04", "2027-11", 300_000))
    found = estimate(law, life, AT_65, 2026)
    amounts = {
        spell(p.first): p.yen(Part.PROPORTIONAL) for p in found.phases if p.first > month(2024, 6)
    }
    assert list(amounts) == ["2024-07", "2024-10", "2025-10", "2026-10", "2027-10", "2027-12"]
    assert list(amounts.values()) == sorted(set(amounts.values()))
    earlier = estimate(law, life, AT_65, 2021)  # before 2022 only at the end
    assert [spell(p.first) for p in earlier.phases if p.first > month(2024, 6)] == [
        "2024-07",
        "2027-12",
    ]


def test_an_early_claim_takes_each_part_by_its_own_months(law: Law) -> None:
    # Born 1960-05-10, a man: special from 64. Claimed at 62: 24 months for 報酬比例, 36 for the rest.
    life = whole("1960-05-10", pays("1978-06", "2018-05", 400_000, revalued=True))
    early = estimate(law, life, Scenario(basic=744, employees=744), 2026)
    plain = final(estimate(law, life, AT_65, 2026))
    base, rest = plain[Part.PROPORTIONAL], plain[Part.DIFFERENCE]
    # Born before 1962-04-02: 0.5 % a month.
    change = round(base * Fraction(24 * 5, 1000) + rest * Fraction(36 * 5, 1000))
    assert at(early, "2022-06")["employees-change"] == -change
    assert at(early, "2022-06")["basic-change"] == -round(plain[Part.BASIC] * Fraction(18, 100))
    assert final(early)[Part.EMPLOYEES_CHANGE] == -change


def test_whose_special_pension_runs_claims_only_the_basic_part_early(law: Law) -> None:
    life = whole("1960-05-10", pays("1978-06", "2018-05", 400_000, revalued=True))
    found = estimate(law, life, Scenario(basic=774, employees=774), 2026)  # 64 and 6 months
    assert "employees-change" not in at(found, "2025-06")
    assert "difference" not in at(found, "2024-12")
    assert at(found, "2024-12")["basic-change"] < 0
    assert at(found, "2024-12")["proportional"] == at(found, "2024-06")["proportional"]


def test_what_work_suspends_while_waiting_is_not_raised(law: Law) -> None:
    life = whole(
        "1960-05-10",
        pays("1978-06", "2018-05", 400_000, revalued=True),
        pays("2018-06", "2027-05", 650_000),
        bonuses=tuple(PaidBonus(month(year, 6), 1_500_000) for year in range(2024, 2027)),
    )
    found = estimate(law, life, Scenario(employees=804), 2026)
    phase = found.at(read_month("2027-06"))
    assert phase is not None
    change = next(a for a in phase.amounts if a.part is Part.EMPLOYEES_CHANGE)
    assert Doubt.PAID_SHARE in change.doubts
    idle = replace(life, stretches=life.stretches[:1], bonuses=())
    full = at(estimate(law, idle, Scenario(employees=804), 2026), "2027-06")
    assert 0 < change.yen < full["employees-change"]


def test_claimed_in_arrears_the_years_are_paid_at_once(law: Law) -> None:
    life = whole("1955-05-10", nation("1975-05", "2015-04"))
    back = estimate(law, life, Scenario(basic=816, arrears=True), 2026)  # at 68
    assert back.phases[-1].yearly == 844_900
    assert back.arrears == 3 * 844_900
    assert Notice.ONE_LUMP in back.notices
    # At 72 it is as if claimed at 67: 24 months × 0.7 %, and five years at once.
    deemed = estimate(law, life, Scenario(basic=864, arrears=True), 2026)
    raised = 844_900 + 141_943
    assert deemed.phases[-1].yearly == raised
    assert deemed.arrears == 5 * raised


def test_who_works_on_after_an_early_claim_is_counted_anew_at_the_start_age_and_at_65(
    law: Law,
) -> None:
    # Born 1960-05-10, a man: own start age 64 in 2024-05. Claimed at 62 in 2022-05.
    life = whole("1960-05-10", pays("1990-04", "2026-03", 200_000))
    found = estimate(law, life, Scenario(basic=744, employees=744), 2026)
    amounts = {
        spell(p.first): p.yen(Part.PROPORTIONAL) for p in found.phases if p.yen(Part.PROPORTIONAL)
    }
    assert list(amounts) == ["2022-06", "2024-06", "2025-06", "2025-10", "2026-04"]
    assert list(amounts.values()) == sorted(set(amounts.values()))
    changes = {phase.yen(Part.EMPLOYEES_CHANGE) for phase in found.phases}
    assert len(changes) == 1  # taken for life from what there was at the claim


@pytest.mark.parametrize(
    ("born", "left", "counted"),
    [
        ("1967-05-10", "2030-03", ["2029-06", "2032-06"]),  # no own start age: at 65 only
        ("1960-05-10", "2023-03", ["2022-06", "2024-06"]),  # left before 64: at 64
        ("1960-05-10", "2024-08", ["2022-06", "2024-06", "2024-09"]),  # after it: when leaving
    ],
)
def test_who_leaves_work_after_an_early_claim_is_not_counted_anew_before_the_start_age(
    law: Law, born: str, left: str, counted: list[str]
) -> None:
    """厚生年金保険法附則15条の2: 退職時改定 is not for them until then."""
    life = whole(born, pays("1990-04", left, 200_000))
    scenario = Scenario(basic=744, employees=744)
    amounts: dict[int, str] = {}
    for phase in estimate(law, life, scenario, 2026).phases:
        amounts.setdefault(phase.yen(Part.PROPORTIONAL), spell(phase.first))
    assert list(amounts.values()) == counted
    assert fast(law, life, scenario, 2026) == reference(law, life, scenario, 2026)


def test_the_basic_part_alone_can_be_early_where_nothing_else_would_be(law: Law) -> None:
    nation_only = whole("1962-05-10", nation("1982-05", "2022-04"))
    assert estimate(law, nation_only, Scenario(basic=720), 2026).phases[-1].yearly == 643_948
    # 特別支給 runs from 64: the basic part at 64 and 6 months, the rest put off until 70.
    life = whole("1960-05-10", pays("1978-06", "2018-05", 400_000, revalued=True))
    found = estimate(law, life, Scenario(basic=774, employees=840), 2026)
    assert at(found, "2025-06").keys() == {"basic", "basic-change"}
    assert final(found)[Part.EMPLOYEES_CHANGE] > 0
