"""記録が見つかったら: what found months add, and what cannot be found."""

from dataclasses import replace
from typing import Any

import pytest

from nenkin.law.estimates import Part
from nenkin.law.estimating import estimate
from nenkin.law.found import Bounds, Found, Trade, begins, misfits, stretches, worth
from nenkin.law.lives import Life, Scenario
from nenkin.law.months import read_month, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Scheme, Sex
from nenkin.law.settling import Settled, settle
from nenkin.paths import DATA
from nenkin.reference.examples import read_examples
from tests.law.whole_lives import nation, pays, whole

LIFE = whole("1950-04-02", nation("1975-04", "1979-12", "*"), pays("1980-01", "2010-03", 300_000))
SETTLED = Settled(LIFE, read_month("2026-11"), 0, None)


def found(first: str, last: str, trade: Trade = Trade.COMPANY, pay: int | None = None) -> Found:
    return Found(trade=trade, first=read_month(first), last=read_month(last), pay=pay)


def test_a_year_of_known_pay_adds_what_it_earned(law: Law) -> None:
    known = worth(law, LIFE, [found("1970-05", "1971-04", pay=50_000)], 2026)
    with_it = replace(LIFE, stretches=(pays("1970-05", "1971-04", 50_000), *LIFE.stretches))
    before, after = (estimate(law, one, Scenario(), 2026).phases[-1] for one in (LIFE, with_it))
    assert known.least == after.yearly - before.yearly > 0
    assert (known.most, known.each, known.unknown) == (known.least, (known.least,), False)
    assert (known.months, known.instead, known.reached, known.opened) == (12, 0, True, False)


def test_pay_that_nobody_knows_is_the_grade_of_its_time(law: Law) -> None:
    one = found("1969-10", "1973-11")
    low, high = (stretches(law, LIFE, one, highest=highest) for highest in (False, True))
    assert [(spell(s.first), spell(s.last), s.pay) for s in low] == [
        ("1969-10", "1969-10", 7_000),
        ("1969-11", "1971-10", 10_000),
        ("1971-11", "1973-10", 10_000),
        ("1973-11", "1973-11", 20_000),
    ]
    assert [s.pay for s in high] == [60_000, 100_000, 134_000, 200_000]
    known = worth(law, LIFE, [one], 2026)
    assert known.unknown
    assert 0 < known.least < known.most
    for pay, yen in ((1, known.least), (9_999_999, known.most)):  # cut to the limits of the time
        assert worth(law, LIFE, [replace(one, pay=pay)], 2026).least == yen


def test_before_1957_pay_makes_no_difference_to_who_worked_on(law: Law) -> None:
    life = whole("1930-04-02", pays("1960-01", "1985-03", 90_000))
    known = worth(law, life, [found("1950-04", "1955-03")], 2026)
    assert known.unknown
    assert known.least == known.most > 0


@pytest.mark.parametrize(
    "life",
    [
        LIFE,
        whole("1950-04-02", pays("1980-01", "1988-12", 300_000)),
        whole("1950-04-02", pays("1980-01", "1982-12", 300_000)),
        whole("1932-05-05", nation("1961-04", "1992-04")),
        whole("1949-05-05", sex=Sex.FEMALE),
    ],
)
def test_bounds_alone_are_those_of_the_whole_answer(law: Law, life: Life) -> None:
    bounds = Bounds(law, life, 2026)
    for months in (
        [found("1970-05", "1971-04")],
        [found("1970-05", "1971-04", pay=50_000), found("1979-01", "1981-12")],
        [found("1979-01", "1981-12", Trade.MINE)],
        [found("1978-01", "1978-06", Trade.NATIONAL)],
        [found("1966-05", "1990-04", Trade.SHIP)],
    ):
        told = worth(law, life, months, 2026)
        assert bounds.of(months) == (told.least, told.most)


def test_each_of_several_is_told_by_itself_too(law: Law) -> None:
    one, other = (
        found("1970-05", "1971-04", pay=50_000),
        found("1975-04", "1976-03", Trade.NATIONAL),
    )
    known = worth(law, LIFE, [one, other], 2026)
    assert known.each == tuple(worth(law, LIFE, [each], 2026).least for each in (one, other))
    assert known.each[1] in range(21_122, 21_125)  # 844,900 × 12 ÷ 480
    assert abs(known.least - sum(known.each)) <= 2
    assert (known.months, known.instead) == (24, 12)  # 12 were unpaid until now


def test_seamen_and_miners_are_counted_as_such(law: Law) -> None:
    ship = stretches(law, LIFE, found("1985-09", "1986-05", Trade.SHIP, 200_000))
    assert [(spell(s.first), s.scheme, s.kind) for s in ship] == [
        ("1985-09", Scheme.SEAMEN, Kind.SEAMAN),
        ("1985-10", Scheme.SEAMEN, Kind.SEAMAN),
        ("1986-04", Scheme.EMPLOYEES, Kind.MINERS_SEAMEN),
    ]
    (mine,) = stretches(law, LIFE, found("1970-01", "1970-12", Trade.MINE, 50_000))
    assert (mine.scheme, mine.kind) == (Scheme.EMPLOYEES, Kind.MINERS_SEAMEN)
    adds = {
        trade: worth(law, LIFE, [found("1970-01", "1970-12", trade, 50_000)], 2026).least
        for trade in (Trade.COMPANY, Trade.MINE)
    }
    assert adds[Trade.MINE] > adds[Trade.COMPANY]  # 4/3 of the months
    woman = replace(LIFE, sex=Sex.FEMALE)
    assert stretches(law, woman, found("1970-01", "1970-12"))[0].kind is Kind.WOMEN
    old = stretches(law, whole("1926-04-02"), found("1941-01", "1941-03", Trade.SHIP))
    assert [s.pay for s in old] == [10]  # no limits are known so early; the law raises it to 12,000


def test_months_can_open_the_whole_pension_or_fall_short(law: Law) -> None:
    nine = whole("1950-04-02", pays("1980-01", "1988-12", 300_000))
    known = worth(law, nine, [found("1970-05", "1971-04", pay=50_000)], 2026)
    assert (known.reached, known.opened) == (True, True)
    assert not known.gains.before.phases
    assert known.least == known.gains.after[0].phases[-1].yearly
    short = worth(law, nine, [found("1970-05", "1971-03", pay=50_000)], 2026)
    assert (short.reached, short.opened) == (False, False)
    assert 0 < short.least < known.least
    assert short.gains.scenario.unconditional


@pytest.mark.parametrize(
    ("one", "wrong"),
    [
        (found("1949-04", "1949-05"), "first before-birth"),
        (found("1962-03", "1962-05"), "first too-young"),
        (found("1970-03", "1970-02"), "last end-before-start"),
        (found("1979-12", "1980-01"), "first recorded"),
        (found("2010-03", "2010-05"), "first recorded"),
        (found("2010-04", "2026-11"), "last not-over"),
        (found("2010-04", "2020-04"), "last after-70"),
        (found("1970-03", "1970-05", Trade.NATIONAL), "first before-20"),
        (found("1961-03", "1970-05", Trade.NATIONAL), "first before-the-scheme"),
        (found("2010-02", "2010-04", Trade.NATIONAL), "first recorded, last after-60"),
        (found("1975-04", "1975-05", Trade.NATIONAL, 1), "pay not-employed"),
        (found("1975-04", "1979-12", Trade.NATIONAL), ""),  # unpaid so far
        (found("1975-04", "1979-12"), ""),
        (found("1962-04", "1962-05"), ""),
        (found("1979-12", "1979-12", pay=1), ""),
    ],
)
def test_what_cannot_have_been_is_said(law: Law, one: Found, wrong: str) -> None:
    said = ", ".join(f"{each.field} {each.code}" for each in misfits(law, SETTLED, [one], 0))
    assert said == wrong


def test_found_months_do_not_overlap_each_other(law: Law) -> None:
    one, other = found("1970-05", "1971-04"), found("1971-04", "1971-05")
    (wrong,) = misfits(law, SETTLED, [one, other], 1)
    assert (wrong.field, wrong.code) == ("first", "overlaps")
    assert misfits(law, SETTLED, [one, replace(other, first=other.last)], 1) == ()


def test_months_that_are_paid_are_not_found_again(law: Law) -> None:
    paid = replace(
        LIFE, stretches=(nation("1975-04", "1976-03"), nation("1976-04", "1977-03", "Z"))
    )
    settled = replace(SETTLED, life=paid)

    def codes(first: str, last: str, trade: Trade) -> list[str]:
        return [one.code for one in misfits(law, settled, [found(first, last, trade)], 0)]

    assert codes("1975-04", "1975-05", Trade.NATIONAL) == ["recorded"]
    assert codes("1976-04", "1976-05", Trade.NATIONAL) == []  # exempt: it may have been paid
    assert codes("1975-04", "1975-05", Trade.COMPANY) == []  # 国民年金 was paid beside work


@pytest.mark.parametrize(
    ("trade", "men", "women"),
    [
        (Trade.COMPANY, "1942-06", "1944-10"),
        (Trade.MINE, "1942-06", "1942-06"),
        (Trade.SHIP, "1940-06", "1940-06"),
        (Trade.NATIONAL, "1961-04", "1961-04"),
    ],
)
def test_schemes_began_when_the_words_of_the_field_say(
    law: Law, trade: Trade, men: str, women: str
) -> None:
    assert spell(begins(law, trade, Sex.MALE)) == men
    assert spell(begins(law, trade, Sex.FEMALE)) == women
    old = Settled(whole("1926-04-02", sex=Sex.FEMALE), SETTLED.end, 0, None)
    at = read_month(women)
    for first, wrong in ((at - 1, ["before-the-scheme"]), (at, [])):
        one = Found(trade=trade, first=first, last=at + 1)
        assert [each.code for each in misfits(law, old, [one], 0)] == wrong


def _of_examples(law: Law) -> dict[str, Any]:
    return {
        one.name: worth(law, settle(one.record).life, [one.found], one.year)
        for one in read_examples(DATA)
    }


def test_the_published_cases_come_to_what_the_page_says_of_them(law: Law) -> None:
    known = _of_examples(law)
    adds = {name: (one.least, one.most) for name, one in known.items()}
    assert adds["published-1"] == (588_297, 588_297)  # pay makes no difference
    assert adds["published-2"] == (37_791, 37_791)
    assert adds["published-3"] == (14_958, 14_958)  # published: about 15,000
    second = known["published-2"].gains
    parts = [
        {part: found.phases[-1].yen(part) for part in Part}
        for found in (second.before, *second.after)
    ]
    # 定額部分 is at its limit, so nothing but the earnings-related part grows.
    assert {part for part in Part if parts[0][part] != parts[1][part]} == {Part.PROPORTIONAL}


def test_with_fewer_months_the_second_case_comes_near_what_was_published(law: Law) -> None:
    (example,) = (one for one in read_examples(DATA) if one.name == "published-2")
    life = settle(example.record).life
    shorter = Life(
        born_on=life.born_on,
        sex=life.sex,
        stretches=tuple(one for one in life.stretches if one.last < read_month("1991-10")),
    )
    known = worth(law, shorter, [example.found], example.year)
    assert abs(known.least - example.adds) < 10_000
