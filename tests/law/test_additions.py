"""加給年金, 特別加算 and 振替加算: who brings them, until when, and what the reform of 2028 changes."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from nenkin.law.estimates import Notice
from nenkin.law.estimating import estimate
from nenkin.law.lives import Child, PaidBonus, Scenario, Spouse
from nenkin.law.months import read_month
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Sex
from tests.law.whole_lives import at, final, nation, pays, whole

AT_65 = Scenario()


def test_addition_for_a_spouse_until_65_and_children_until_march_after_18(law: Law) -> None:
    life = whole(
        "1961-05-10",
        pays("1984-04", "2021-04", 300_000),
        spouse=Spouse(born_on=date(1966, 8, 10)),
        children=(Child(date(2009, 6, 1)), Child(date(2010, 6, 1)), Child(date(2012, 6, 1))),
    )
    found = estimate(law, life, AT_65, 2026)
    first = at(found, "2026-06")
    assert (first["spouse"], first["special"]) == (243_800, 179_900)
    assert first["children"] == 243_800 * 2 + 81_300
    assert at(found, "2028-03")["children"] == 243_800 * 2 + 81_300
    # From 2028-04 on each child at 269,600 × 1.085 = 292,516 → 292,500; the spouse keeps the old.
    assert at(found, "2028-04")["children"] == 292_500 * 2
    assert at(found, "2028-04")["spouse"] == 243_800
    assert "spouse" in at(found, "2031-08")
    assert "spouse" not in at(found, "2031-09")


def test_addition_stops_with_the_spouses_own_pension(law: Law) -> None:
    spouse = Spouse(born_on=date(1966, 8, 10), pension_since=read_month("2028-09"))
    life = whole("1961-05-10", pays("1984-04", "2021-04", 300_000), spouse=spouse)
    found = estimate(law, life, AT_65, 2026)
    assert "spouse" in at(found, "2028-08")
    assert "spouse" not in at(found, "2028-09")
    unkept = replace(life, spouse=replace(spouse, kept=False))
    assert "spouse" not in final(estimate(law, unkept, AT_65, 2026))


def test_addition_that_begins_after_the_reform(law: Law) -> None:
    life = whole(
        "1964-05-10",
        pays("1984-04", "2021-04", 300_000),
        spouse=Spouse(born_on=date(1970, 8, 10)),
    )
    found = at(estimate(law, life, AT_65, 2026), "2029-06")
    # 202,200 × 1.085 = 219,387 → 219,400; 179,900 × 0.9 = 161,910 → 161,900
    assert (found["spouse"], found["special"]) == (219_400, 161_900)


@pytest.mark.parametrize(
    ("last", "children"),
    [
        ("2004-02", {}),  # 119 months
        ("2004-03", {"2028-04": 292_500, "2029-03": 292_500}),  # 120
        ("2014-02", {"2028-04": 292_500, "2029-03": 292_500}),  # 239
        ("2014-03", {"2028-03": 243_800, "2028-04": 292_500, "2029-03": 292_500}),  # 240
    ],
)
def test_from_the_reform_on_ten_years_are_enough_for_children(
    law: Law, last: str, children: dict[str, int]
) -> None:
    """令和7年法律74号3条; 269,600 × 1.085 = 292,516 → 292,500 (FY2026). No spouse counts by them."""
    life = whole(
        "1961-05-10",
        nation("1981-05", "1983-04"),
        pays("1994-04", last, 300_000),
        spouse=Spouse(born_on=date(1968, 8, 10)),
        children=(Child(date(2010, 6, 1)),),
    )
    found = estimate(law, life, AT_65, 2026)
    for month in ("2026-06", "2028-03", "2028-04", "2029-03", "2029-04"):
        expected = children.get("2028-03", 0) if month < "2028-04" else children.get(month, 0)
        assert at(found, month).get("children", 0) == expected
        assert ("spouse" in at(found, month)) is (last == "2014-03")


def test_the_law_of_a_year_before_the_reform_does_not_know_of_it(law: Law) -> None:
    life = whole(
        "1964-05-10",
        pays("1984-04", "2021-04", 300_000),
        spouse=Spouse(born_on=date(1970, 8, 10)),
        children=(Child(date(2019, 6, 1)),),
    )
    before = at(estimate(law, life, AT_65, 2024), "2029-06")
    assert (before["spouse"], before["special"], before["children"]) == (234_800, 173_300, 234_800)
    since = at(estimate(law, life, AT_65, 2025), "2029-06")
    # 202,200 × 1.065 = 215,343; 176,600 × 0.9 = 158,940; 269,600 × 1.065 = 287,124
    assert (since["spouse"], since["special"], since["children"]) == (215_300, 158_900, 287_100)


def test_the_240th_month_brings_the_addition_and_takes_transfer_away(law: Law) -> None:
    spouse = Spouse(born_on=date(1955, 1, 5), keeps=True, pension_since=read_month("2020-02"))
    months_239 = whole(
        "1960-05-10",
        nation("1980-05", "2000-04"),
        pays("2000-05", "2020-03", 200_000, Kind.WOMEN),
        sex=Sex.FEMALE,
        spouse=spouse,
    )
    found = estimate(law, months_239, AT_65, 2026)
    assert at(found, "2025-06")["transfer"] == 22_673  # 243,800 × 0.093 = 22,673.4
    assert Notice.SHORT_OF_240 in found.notices
    more = replace(
        months_239,
        stretches=(
            *months_239.stretches[:1],
            replace(months_239.stretches[1], last=read_month("2020-04")),
        ),
    )
    found = estimate(law, more, AT_65, 2026)
    assert "transfer" not in at(found, "2025-06")
    assert Notice.SHORT_OF_240 not in found.notices


def test_everything_suspended_takes_the_addition_with_it(law: Law) -> None:
    life = whole(
        "1960-06-10",
        pays("1984-04", "2024-03", 300_000, revalued=True),
        pays("2024-04", "2026-03", 650_000),
        bonuses=(PaidBonus(read_month("2025-06"), 1_500_000),),
        spouse=Spouse(born_on=date(1966, 1, 1)),
    )
    found = at(estimate(law, life, AT_65, 2026), "2025-07")
    assert found["suspended"] == -found["proportional"]
    assert "spouse" not in found
    assert "spouse" in at(estimate(law, life, AT_65, 2026), "2026-04")


def test_a_late_claim_raises_both_parts_but_no_addition(law: Law) -> None:
    life = whole(
        "1960-05-10",
        pays("1978-06", "2018-05", 400_000, revalued=True),
        spouse=Spouse(born_on=date(1968, 5, 1)),
    )
    plain = at(estimate(law, life, AT_65, 2026), "2025-06")
    late = at(estimate(law, life, Scenario(employees=804), 2026), "2027-06")
    raised = (plain["proportional"] + plain["difference"]) * Fraction(24 * 7, 1000)
    assert late["employees-change"] == round(raised)
    assert late["spouse"] == 243_800  # first due before 2028-04
    assert "basic-change" not in late
