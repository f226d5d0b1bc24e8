"""Periods put in take the place of others, and what they add is exact."""

from nenkin.law.changing import put_in
from nenkin.law.estimates import Part
from nenkin.law.estimating import estimate
from nenkin.law.lives import Life, PaidBonus, Scenario
from nenkin.law.months import month, spell
from nenkin.law.parameters import Law
from tests.law.whole_lives import nation, pays, whole

LIFE = whole(
    "1970-04-02",
    nation("1990-04", "1999-12", "*"),
    pays("2000-01", "2020-03", 250_000),
    bonuses=(PaidBonus(month(2005, 7), 100_000), PaidBonus(month(2015, 7), 100_000)),
)


def spelled(life: Life) -> list[tuple[str, str, str | None]]:
    return [(spell(s.first), spell(s.last), s.status) for s in life.stretches]


def test_what_is_put_in_takes_the_place_of_what_was_there() -> None:
    found = put_in(LIFE, pays("1995-04", "2000-06", 200_000))
    assert spelled(found) == [
        ("1990-04", "1995-03", "*"),
        ("1995-04", "2000-06", None),
        ("2000-07", "2020-03", None),
    ]
    assert put_in(LIFE) == LIFE
    late = put_in(LIFE, pays("2021-01", "2021-12", 1), pays("1989-04", "1990-03", 1))
    assert [first for first, _, _ in spelled(late)] == [
        "1989-04",
        "1990-04",
        "2000-01",
        "2021-01",
    ]


def test_a_period_that_was_found_adds_what_it_earned(law: Law) -> None:
    found = put_in(LIFE, pays("1995-04", "1997-03", 150_000))
    before, after = (estimate(law, one, Scenario(), 2026).phases[-1] for one in (LIFE, found))
    # 24 months more: 847,300 × 267 ÷ 480 − 847,300 × 243 ÷ 480 = 471,310.6… − 428,945.6…
    assert after.yen(Part.BASIC) - before.yen(Part.BASIC) == 471_311 - 428_946
    assert after.yen(Part.PROPORTIONAL) > before.yen(Part.PROPORTIONAL)
