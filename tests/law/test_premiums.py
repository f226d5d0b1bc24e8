"""Amounts follow from sourced rates, and what does not is not known."""

from datetime import date
from typing import Any

import pytest

from nenkin.law.career import career
from nenkin.law.months import last_day, read_month
from nenkin.law.parameters import Confidence, Law, NotInForce
from nenkin.law.periods import Bonus, Kind, Scheme
from nenkin.law.premiums import (
    bonus_premium,
    employees_premium,
    national_premium,
    payable_until,
    yearly_premiums,
)
from nenkin.law.statuses import STATUSES
from tests.law.lives import employed, life, national


@pytest.mark.parametrize(
    ("at", "status", "born", "yen"),
    [
        ("2026-04", "A", "1980-01-01", 17_920),
        ("2025-04", "A", "1980-01-01", 17_510),
        ("2026-04", "B", "1980-01-01", 18_320),  # with 付加 400
        ("2026-04", "ツ", "1980-01-01", 4_480),
        ("2026-04", "イ", "1980-01-01", 8_960),
        ("2026-04", "フ", "1980-01-01", 13_440),
        ("2026-04", "Z", "1980-01-01", 0),
        ("2026-04", "サ", "1980-01-01", 0),
        ("2026-04", "+", "1980-01-01", 0),
        ("2026-04", "*", "1980-01-01", 0),
        ("2026-04", "D", "1980-01-01", 0),
        ("2026-04", "E", "1980-01-01", 400),
        ("1965-04", "A", "1940-01-01", 100),
        ("1965-03", "A", "1930-04-30", 100),
        ("1965-04", "A", "1930-04-30", 150),  # 35 is reached on the 29th
        ("2026-04", "P", "1980-01-01", None),  # the discount is not in the record
        ("2026-04", "U", "1980-01-01", None),
        ("2026-04", "オ", "1980-01-01", 17_920),
        ("2026-04", "キ", "1980-01-01", None),  # half of it with the discount
        ("2026-04", "ム", "1980-01-01", None),
        ("2026-04", "ヌ", "1980-01-01", None),
        ("2026-04", "ケ", "1980-01-01", 17_920),
        ("2026-04", "#", "1980-01-01", None),
        ("2050-04", "A", "2020-01-01", None),
    ],
)
def test_the_national_premium_of_a_month(
    law: Law, at: str, status: str, born: str, yen: int | None
) -> None:
    paid = national_premium(law, read_month(at), born_on=date.fromisoformat(born), status=status)
    assert paid.yen == yen


@pytest.mark.parametrize(
    ("at", "kind", "pay", "yen"),
    [
        ("2026-04", Kind.MEN, 300_000, 27_450),
        ("2026-04", Kind.WOMEN, 88_000, 8_052),
        ("2004-10", Kind.MEN, 98_000, 6_828),  # 6,827.66
        ("2004-10", Kind.MEN, 190_000, 13_237),  # 13,237.3
        ("1986-04", Kind.WOMEN, 200_000, 11_300),
        ("1984-04", Kind.WOMEN, 200_000, 9_200),
        ("1984-04", Kind.MEN, 200_000, None),  # only the women's rate of then has been seen
        ("1985-10", Kind.WOMEN, 200_000, None),
        ("1973-11", Kind.MEN, 60_000, None),
        ("1973-12", Kind.MEN, 60_000, 2_280),
        ("2026-04", Kind.FUND_MEN, 300_000, None),
        ("2026-04", Kind.CONTINUED, 300_000, None),
        ("1943-01", Kind.WOMEN, 50, None),
        ("2026-04", Kind.MEN, None, None),
    ],
)
def test_an_employees_half(law: Law, at: str, kind: Kind, pay: int | None, yen: int | None) -> None:
    assert employees_premium(law, read_month(at), kind=kind, pay=pay).yen == yen


@pytest.mark.parametrize(
    ("paid_on", "amount", "yen"),
    [
        ("2026-07-10", 500_999, 45_750),
        ("2026-07-10", 2_000_000, 137_250),
        ("2003-03-31", 500_000, None),
    ],
)
def test_the_half_for_a_bonus(law: Law, paid_on: str, amount: int, yen: int | None) -> None:
    assert bonus_premium(law, bonus(paid_on, amount), kind=Kind.MEN).yen == yen


def bonus(paid_on: str, amount: int, **more: Any) -> Bonus:
    return Bonus(
        scheme=Scheme.EMPLOYEES,
        paid_on=date.fromisoformat(paid_on),
        amount=amount,
        known_from=date(2000, 1, 1),
        **more,
    )


@pytest.mark.parametrize(
    ("bonuses", "yen"),
    [
        ([bonus("2025-07-10", 1_000_000), bonus("2025-07-31", 1_000_000)], 137_250),
        ([bonus("2025-07-10", 1_000_000), bonus("2025-08-01", 1_000_000)], 91_500 * 2),
        ([bonus("2025-07-10", 1_600), bonus("2025-07-31", 1_600)], 274),  # 3,000 yen: 274.5
        ([bonus("2025-07-10", 100_000, known_until=date(2025, 9, 1))], 0),
    ],
)
def test_the_bonuses_of_a_month_count_together(law: Law, bonuses: list[Bonus], yen: int) -> None:
    record = life(employed("2025-07", "2025-08", pay=100_000), bonuses=tuple(bonuses))
    year = yearly_premiums(law, record, career(record).end)[2025]
    assert (year.yen, year.complete) == (9_150 * 2 + yen, True)


def test_a_rate_from_memory_gives_no_amount_and_says_so(law: Law) -> None:
    paid = employees_premium(law, read_month("1977-01"), kind=Kind.MEN, pay=100_000)
    assert paid.yen is None
    assert paid.source is not None
    assert paid.source.confidence is Confidence.RECALLED
    assert paid.source.unverified


def test_a_year_says_whether_it_is_whole(law: Law) -> None:
    record = life(national("2024-04", "2025-03", "A"), national("2025-04", "2025-06", "P"))
    years = yearly_premiums(law, record, career(record).end)
    assert (years[2024].yen, years[2024].complete) == (16_980 * 12, True)
    assert (years[2025].yen, years[2025].complete) == (0, False)


def test_a_year_of_work_includes_its_bonuses(law: Law) -> None:
    paid = bonus("2025-07-10", 100_000)
    record = life(employed("2025-04", "2026-03", pay=100_000), bonuses=(paid,))
    years = yearly_premiums(law, record, career(record).end)
    assert years[2025].yen == 9_150 * 13
    assert years[2025].complete


@pytest.mark.parametrize("at", ["1961-04", "2000-01", "2024-01", "2099-12"])
def test_a_month_is_barred_two_years_after_it_was_due(law: Law, at: str) -> None:
    assert payable_until(law, read_month(at)) == last_day(read_month(at) + 25)


def test_no_month_is_refused_for_a_code_it_can_have(law: Law) -> None:
    for status in STATUSES:
        for at in ("1961-04", "1986-04", "2009-03", "2026-10"):
            national_premium(law, read_month(at), born_on=date(1940, 1, 1), status=status)


def test_what_is_not_in_force_is_named(law: Law) -> None:
    with pytest.raises(NotInForce, match=r"qualifying_months.*1980-01"):
        law.qualifying.at(read_month("1980-01"))
