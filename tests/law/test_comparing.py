"""Sums of what is paid, and the month in which one sum passes the other."""

from hypothesis import given
from hypothesis import strategies as st

from nenkin.law.comparing import Overtaking, overtakings, received
from nenkin.law.estimates import Amount, Part, Phase
from nenkin.law.months import Month

BORN = 12 * 1970
AT_65, AT_70, AT_100 = (BORN + 12 * age for age in (65, 70, 100))


def paid(*phases: tuple[Month, Month | None, int]) -> tuple[Phase, ...]:
    return tuple(Phase(one, last, (Amount(Part.BASIC, yen),)) for one, last, yen in phases)


def test_twelve_months_are_the_amount_of_a_year() -> None:
    line = paid((AT_65 + 1, None, 847_301))
    assert received(line, AT_65) == 0
    assert received(line, AT_65 + 1) == 847_301 // 12
    assert received(line, AT_65 + 12) == 847_301
    assert received(line, AT_65 + 240) == 20 * 847_301


def test_who_waits_until_70_is_ahead_after_eleven_years_and_eleven_months() -> None:
    early = paid((AT_65 + 1, None, 1_000_000))
    late = paid((AT_70 + 1, None, 1_420_000))
    at_81_and_11 = BORN + 12 * 81 + 11
    assert overtakings(early, late, AT_100) == (Overtaking(at_81_and_11, first=False),)
    assert overtakings(late, early, AT_100) == (Overtaking(at_81_and_11, first=True),)
    assert overtakings(early, late, at_81_and_11) == (Overtaking(at_81_and_11, first=False),)
    assert overtakings(early, late, at_81_and_11 - 1) == ()


def test_a_sum_that_is_reached_is_not_overtaken_yet() -> None:
    one = paid((1200, 1211, 24), (1212, None, 12))
    other = paid((1206, None, 24))
    # Through 1211 there are 24 and 12; twelve months later both have 36.
    assert received(one, 1223) == received(other, 1223) == 36
    assert overtakings(one, other, 2000) == (Overtaking(1224, first=False),)


def test_the_same_amounts_overtake_nobody() -> None:
    line = paid((1200, None, 12))
    assert overtakings(line, line, 3000) == ()
    assert overtakings(line, (), 3000) == ()
    assert overtakings((), (), 3000) == ()


PHASES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 300)), max_size=4, unique_by=lambda one: one[0]
)


@given(PHASES, PHASES)
def test_month_by_month_comes_to_the_same(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    first, second = lines = (_line(sorted(one)), _line(sorted(other)))
    ahead, led, expected = 0, None, []
    for at in range(1200, 1301):
        ahead += sum(
            sign * (yearly_at(line, at)) for sign, line in zip((1, -1), lines, strict=True)
        )
        if ahead and led is not None and (ahead > 0) is not led:
            expected.append(Overtaking(at, first=ahead > 0))
        if ahead:
            led = ahead > 0
    assert overtakings(first, second, 1300) == tuple(expected)
    for line in lines:
        assert received(line, 1300) == sum(yearly_at(line, at) for at in range(1200, 1301)) // 12


def _line(found: list[tuple[int, int]]) -> tuple[Phase, ...]:
    starts = [1200 + at for at, _ in found]
    ends: list[int | None] = [*(at - 1 for at in starts[1:]), None]
    return paid(
        *((first, last, yen) for first, last, (_, yen) in zip(starts, ends, found, strict=False))
    )


def yearly_at(line: tuple[Phase, ...], at: Month) -> int:
    return sum(
        one.yearly for one in line if one.first <= at and (one.last is None or at <= one.last)
    )
