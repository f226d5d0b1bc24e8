"""Months put in take the place of others, and what they add is exact."""

from nenkin.law.changing import paid, put_in, take_out
from nenkin.law.estimates import Part
from nenkin.law.estimating import estimate
from nenkin.law.lives import Life, PaidBonus, Scenario
from nenkin.law.months import month, read_month, spell
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


def test_what_is_taken_out_takes_its_bonuses_along() -> None:
    found = take_out(LIFE, month(2001, 1), month(2010, 12))
    assert spelled(found) == [
        ("1990-04", "1999-12", "*"),
        ("2000-01", "2000-12", None),
        ("2011-01", "2020-03", None),
    ]
    assert [spell(bonus.month) for bonus in found.bonuses] == ["2015-07"]


def test_a_month_that_is_paid_adds_its_share_for_life(law: Law) -> None:
    more = paid(LIFE, read_month("1995-06"), "A")
    before, after = (estimate(law, one, Scenario(), 2026).phases[-1] for one in (LIFE, more))
    assert after.yearly - before.yearly == after.yen(Part.BASIC) - before.yen(Part.BASIC)
    # 847,300 × 244 ÷ 480 − 847,300 × 243 ÷ 480 = 430,710.8… − 428,945.6…
    assert after.yen(Part.BASIC) - before.yen(Part.BASIC) == 430_711 - 428_946
    assert paid(LIFE, read_month("2010-06"), "A") == LIFE  # employed: nothing to pay
    assert paid(LIFE, read_month("2025-06"), "A") == LIFE
