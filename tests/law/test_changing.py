"""Periods put in take the place of others, and what they add is exact."""

from nenkin.law.changing import gains, put_in
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


def test_gains_are_what_estimates_differ_by_and_each_is_by_itself(law: Law) -> None:
    one, other = pays("1995-04", "1997-03", 150_000), nation("1997-04", "1997-04", "A")
    found = gains(law, LIFE, Scenario(), 2026, [(one,), (other,), (one, other)])
    lives = (LIFE, put_in(LIFE, one), put_in(LIFE, other), put_in(LIFE, one, other))
    before, *after = (estimate(law, life, Scenario(), 2026).phases[-1].yearly for life in lives)
    assert found.yearly == tuple(yen - before for yen in after)
    assert found.yearly[1] in {1765, 1766}  # 847,300 ÷ 480


def test_who_does_not_reach_ten_years_has_gains_only_as_if_they_were_reached(law: Law) -> None:
    life = whole("1970-04-02", nation("1990-04", "1995-03"))
    more = (nation("1995-04", "1995-04"),)
    assert gains(law, life, Scenario(), 2026, [more]).yearly == (0,)
    as_if = gains(law, life, Scenario(unconditional=True), 2026, [more])
    assert as_if.yearly[0] in {1765, 1766}
