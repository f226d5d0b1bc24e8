"""老齢厚生年金: means, levels, 定額, 経過的加算 and the rest, each worked out by hand."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from nenkin.law.doubts import Doubt
from nenkin.law.earnings import earnings
from nenkin.law.estimates import Notice, Part
from nenkin.law.estimating import estimate
from nenkin.law.lives import Division, Life, PaidBonus, Scenario, Spouse
from nenkin.law.months import month, read_month, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Sex
from nenkin.law.proportional import proportional, weigh
from nenkin.law.working import Worked
from tests.law.whole_lives import at, final, nation, pays, whole

AT_65 = Scenario()
LATER = month(2060, 1)


def earned(law: Law, life: Life, year: int = 2026) -> Worked:
    (found,) = earnings(law, life)
    return proportional(law, life, weigh(law, life, found, year), LATER)


def level(found: Worked, label: str) -> Fraction:
    return next(step.result for step in found.steps if step.label == label)


def test_one_year_at_the_newest_rate(law: Law) -> None:
    # 200,000 × 0.922 = 184,400; × 5.481/1000 × 12 = 12,128.3…
    life = whole("1990-04-02", pays("2025-04", "2026-03", 200_000))
    assert level(earned(law, life, 2025), "proportional") == 12_128
    # 200,000 × 0.834 = 166,800; × 5.769/1000 × 12 × 1.061 = 12,251.6…: 従前額 is the larger
    assert earned(law, life, 2025).yen == 12_252


def test_the_given_means_of_both_times(law: Law) -> None:
    # 300,000 × 7.125/1000 × 180 + 450,000 × 5.481/1000 × 240 = 384,750 + 591,948
    life = whole(
        "1961-05-10",
        pays("1988-04", "2003-03", 300_000, revalued=True),
        pays("2003-04", "2023-03", 450_000, revalued=True),
    )
    found = earned(law, life)
    assert found.yen == 976_698
    assert not found.doubts


def test_bonuses_count_since_2003_cut_to_thousands_and_capped(law: Law) -> None:
    base = pays("2025-04", "2026-03", 200_000)
    bonuses = (
        PaidBonus(read_month("2025-07"), 600_999),
        PaidBonus(read_month("2025-12"), 2 * 10**6),
    )
    life = whole("1990-04-02", base, bonuses=bonuses)
    # (200,000 × 12 + 600,000 + 1,500,000) × 0.922 ÷ 12 = 345,750
    found = earned(law, life, 2025)
    assert found.steps[0].result == 345_750
    assert level(found, "proportional") == 22_741  # 345,750 × 5.481/1000 × 12 = 22,740.669
    old = whole(
        "1970-04-02",
        pays("2002-04", "2003-03", 200_000),
        bonuses=(PaidBonus(month(2002, 7), 10**6),),
    )
    assert earned(law, old, 2025).steps[0].formula.endswith("÷ 12")
    assert earned(law, old).yen == earned(law, replace(old, bonuses=())).yen


def test_the_larger_of_the_two_levels_is_due(law: Law) -> None:
    life = whole("1950-04-02", pays("1975-04", "2003-03", 250_000))
    found = earned(law, life)
    new, former = level(found, "proportional"), level(found, "former")
    assert found.yen == max(new, former)
    assert new != former


def test_miners_and_seamen_have_more_months_in_their_own_means(law: Law) -> None:
    life = whole(
        "1950-04-02",
        pays("1984-04", "1986-03", 200_000, Kind.SEAMAN),
        pays("1986-04", "1987-03", 300_000, Kind.MINERS_SEAMEN),
        pays("1991-04", "1992-03", 400_000, Kind.MINERS_SEAMEN),
    )
    steps = [step for step in earned(law, life).steps if step.label == "proportional-mean"]
    assert [step.values["group"] for step in steps] == [0, 1, 2]
    formula = next(s.formula for s in earned(law, life).steps if s.label == "proportional")
    assert "× 32" in formula  # 24 × 4/3
    assert "× 14.4" in formula  # 12 × 6/5


def test_pay_of_long_ago_is_lifted_and_some_of_it_left_out_of_the_mean(law: Law) -> None:
    life = whole(
        "1936-04-02", pays("1954-05", "1957-09", 6_000), pays("1957-10", "1976-07", 30_000)
    )
    mean = next(s for s in earned(law, life).steps if s.label == "proportional-mean")
    assert mean.formula.endswith(f"÷ {226}")  # only since 1957-10, but all months are paid for
    amount = next(s for s in earned(law, life).steps if s.label == "proportional")
    assert amount.formula.endswith(f"× {226 + 41}")
    (found,) = earnings(law, life)
    assert found.months[0].pay == 10_000
    short = whole(
        "1936-04-02", pays("1954-05", "1957-09", 6_000), pays("1957-10", "1958-09", 30_000)
    )
    mean = next(s for s in earned(law, short).steps if s.label == "proportional-mean")
    assert mean.formula.endswith("÷ 36")  # the latest three years before 1976-08


def test_the_least_mean_before_2003(law: Law) -> None:
    life = whole("1946-04-02", pays("1994-11", "2003-03", 10_000))
    found = earned(law, life)
    assert Doubt.FLOOR in found.doubts
    assert found.steps[0].result == 76_256  # 70,477 × 1.082
    divided = replace(
        life,
        divisions=(Division(first=month(1994, 11), last=month(1994, 11), kind=Kind.MEN, pay=1),),
    )
    assert Doubt.FLOOR not in earned(law, divided).doubts


def test_difference_rounds_once_and_says_where_it_matters(law: Law) -> None:
    # 1,766 × 444 − 847,300 × 444 ÷ 480 = 351.5 → 352; rounding the basic part first gives 351.
    life = whole("1962-04-02", pays("1985-04", "2022-03", 300_000))
    found = estimate(law, life, AT_65, 2026)
    assert final(found)[Part.DIFFERENCE] == 352
    assert Doubt.ROUNDING in next(
        a.doubts for a in found.phases[-1].amounts if a.part is Part.DIFFERENCE
    )


def test_months_before_20_and_after_60_come_back_as_difference(law: Law) -> None:
    # 480 months from 18 to 58: 1,766 × 480 − 847,300 × 456 ÷ 480 = 847,680 − 804,935 = 42,745
    life = whole("1962-04-02", pays("1980-04", "2020-03", 300_000))
    assert final(estimate(law, life, AT_65, 2026))[Part.DIFFERENCE] == 42_745


def test_special_pension_begins_by_birth_and_sex(law: Law) -> None:
    man = whole("1958-05-15", pays("1981-04", "2018-05", 300_000))
    assert spell(estimate(law, man, AT_65, 2026).phases[0].first) == "2021-06"  # 63
    woman = replace(man, sex=Sex.FEMALE)
    assert spell(estimate(law, woman, AT_65, 2026).phases[0].first) == "2019-06"  # 61
    servant = whole(
        "1958-05-15",
        pays("1981-04", "2018-05", 300_000, Kind.LOCAL_SERVANT),
        sex=Sex.FEMALE,
    )
    assert spell(estimate(law, servant, AT_65, 2026).phases[0].first) == "2021-06"
    short = whole("1958-05-15", pays("1981-04", "1982-02", 300_000), nation("1982-03", "2018-04"))
    assert spell(estimate(law, short, AT_65, 2026).phases[0].first) == "2023-06"  # 11 months only


def test_fixed_part_before_65_and_what_is_left_of_it_after(law: Law) -> None:
    # Born 1946-05-10, a man: 報酬比例 from 60, 定額 from 63. 480 months at most.
    life = whole("1946-05-10", pays("1966-06", "2006-04", 300_000))  # 479 months
    found = estimate(law, life, AT_65, 2026)
    assert spell(found.special_from or 0) == "2006-06"
    assert spell(found.fixed_from or 0) == "2009-06"
    assert "fixed" not in at(found, "2009-05")
    assert at(found, "2009-06")["fixed"] == 1_761 * 479
    # 1,761 × 479 − 844,900 × 479 ÷ 480 = 843,519 − 843,139.79… = 379.2…
    assert at(found, "2011-06")["difference"] == 379


def test_44_years_and_disability_open_the_fixed_part_out_of_work(law: Law) -> None:
    life = whole("1960-05-10", pays("1975-04", "2024-12", 300_000))
    found = estimate(law, life, AT_65, 2026)  # special from 64: 2024-05
    assert "fixed" not in at(found, "2024-12")
    assert at(found, "2025-01")["fixed"] == 1_766 * 480
    short = whole("1960-05-10", pays("1995-04", "2022-12", 300_000))
    assert "fixed" not in at(estimate(law, short, AT_65, 2026), "2025-01")
    asked = estimate(law, short, Scenario(disabled_from=read_month("2024-08")), 2026)
    assert "fixed" not in at(asked, "2024-08")
    assert at(asked, "2024-09")["fixed"] == 1_766 * 333


def test_middle_aged_exception_counts_as_240_months(law: Law) -> None:
    life = whole("1946-05-10", pays("1988-05", "2003-04", 300_000), nation("1966-05", "1988-04"))
    life = replace(life, stretches=tuple(sorted(life.stretches, key=lambda s: s.first)))
    found = estimate(law, replace(life, spouse=Spouse(born_on=date(1966, 1, 1))), AT_65, 2026)
    # 180 months after 40 are as good as 240: 1,761 × 240
    assert at(found, "2009-06")["fixed"] == 1_761 * 240
    assert at(found, "2012-01")["spouse"] == 243_800


def test_funds_pay_a_named_share(law: Law) -> None:
    life = whole(
        "1961-05-10",
        pays("1990-04", "2000-03", 300_000, Kind.FUND_MEN),
        pays("2000-04", "2020-03", 300_000),
    )
    phase = estimate(law, life, AT_65, 2026).phases[-1]
    assert phase.fund == 256_500  # 300,000 × 7.125/1000 × 120, not revalued
    assert phase.yen(Part.PROPORTIONAL) > phase.fund


def test_each_kind_of_employment_is_worked_out_by_itself(law: Law) -> None:
    life = whole(
        "1966-05-10",
        pays("1990-04", "2000-03", 300_000, Kind.PRIVATE_SCHOOL),
        pays("2000-04", "2020-03", 300_000),
    )
    amount = next(
        a
        for a in estimate(law, life, AT_65, 2026).phases[-1].amounts
        if a.part is Part.PROPORTIONAL
    )
    assert Doubt.SEVERAL_KINDS in amount.doubts
    assert [s.values["number"] for s in amount.steps if s.label == "larger"] == [1, 4]


def test_a_division_takes_the_place_of_pay_and_deems_months(law: Law) -> None:
    life = whole("1966-05-10", pays("1990-04", "2010-03", 300_000), nation("2010-04", "2026-04"))
    halved = replace(
        life,
        divisions=(
            Division(first=month(2000, 4), last=month(2010, 3), kind=Kind.MEN, pay=150_000),
        ),
    )
    less = final(estimate(law, halved, AT_65, 2026))
    own = final(estimate(law, life, AT_65, 2026))
    assert less[Part.PROPORTIONAL] < own[Part.PROPORTIONAL]
    assert less[Part.DIFFERENCE] == own[Part.DIFFERENCE]
    deemed = whole(
        "1966-05-10",
        nation("1986-05", "2026-04"),
        divisions=(
            Division(first=month(2005, 4), last=month(2010, 3), kind=Kind.WOMEN, pay=150_000),
        ),
        sex=Sex.FEMALE,
    )
    found = final(estimate(law, deemed, AT_65, 2026))
    assert found[Part.PROPORTIONAL] > 0
    assert Part.DIFFERENCE not in found


def test_unknown_pay_counts_as_months_and_earns_nothing(law: Law) -> None:
    life = whole("1966-05-10", pays("1990-04", "2010-03", None))
    found = estimate(law, life, AT_65, 2026)
    assert Notice.PAY_UNKNOWN in found.notices
    assert final(found)[Part.BASIC] == 423_650
    assert Part.PROPORTIONAL not in final(found)


def test_nothing_is_due_before_the_law_of_1986(law: Law) -> None:
    life = whole("1927-05-10", pays("1950-04", "1985-03", 100_000), sex=Sex.FEMALE)
    assert spell(estimate(law, life, AT_65, 2026).phases[0].first) == "1986-04"
