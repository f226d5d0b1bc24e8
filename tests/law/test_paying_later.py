"""追納 and 前納 to the published yen, and the last day for each month."""

from datetime import date

import pytest

from nenkin.law.months import month, read_month
from nenkin.law.parameters import Law
from nenkin.law.paying_later import Method, later_payment, payable, prepaid

IN_2025 = date(2025, 6, 1)
IN_2024 = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("today", "at", "status", "yen"),
    [
        (IN_2025, "2015-08", "Y", 15_930),
        (IN_2025, "2015-08", "ウ", 7_960),
        (IN_2025, "2015-08", "ツ", 11_950),
        (IN_2025, "2015-08", "フ", 3_990),
        (IN_2025, "2016-08", "サ", 16_600),
        (IN_2025, "2019-08", "フ", 4_170),
        (IN_2025, "2022-08", "セ", 16_740),
        (IN_2025, "2023-08", "Y", 16_520),
        (IN_2025, "2024-08", "ツ", 12_730),
        (IN_2025, "2024-08", "フ", 4_240),
        (IN_2024, "2014-08", "Y", 15_460),
        (IN_2024, "2019-08", "フ", 4_140),
        (IN_2024, "2021-08", "ツ", 12_530),
        (date(2027, 3, 31), "2025-08", "フ", 4_380),
    ],
)
def test_published_prices(law: Law, today: date, at: str, status: str, yen: int) -> None:
    found = later_payment(law, read_month(at), status, today)
    assert found is not None
    assert found.yen == yen


def test_a_surcharge_that_is_not_known_is_not_guessed(law: Law) -> None:
    found = later_payment(law, month(2020, 4), "Y", date(2026, 11, 20))
    assert found is not None
    assert (found.base, found.surcharge, found.yen) == (16_540, None, None)


def test_ten_years_and_no_day_more(law: Law) -> None:
    at = month(2016, 4)
    found = later_payment(law, at, "Y", date(2026, 4, 30))
    assert found is not None
    assert found.until == date(2026, 4, 30)
    assert later_payment(law, at, "Y", date(2026, 5, 1)) is None
    assert later_payment(law, month(2026, 4), "Y", date(2026, 4, 30)) is None


@pytest.mark.parametrize("status", "A*+アチ#D")
def test_what_was_not_waived_cannot_be_paid_later(law: Law, status: str) -> None:
    assert later_payment(law, month(2020, 4), status, IN_2025) is None


@pytest.mark.parametrize(
    ("year", "months", "cash", "account"),
    [
        (2024, 6, 101_050, 100_720),
        (2024, 12, 200_140, 199_490),
        (2024, 24, 398_590, 397_290),
        (2025, 6, 104_210, 103_870),
        (2025, 12, 206_390, 205_720),
        (2025, 24, 409_490, 408_150),
        (2026, 6, 106_650, 106_300),
        (2026, 12, 211_220, 210_530),
        (2026, 24, 418_510, 417_150),
    ],
)
def test_published_prepayments(
    law: Law, *, year: int, months: int, cash: int, account: int
) -> None:
    assert prepaid(law, month(year, 4), months, Method.CASH) == cash
    assert prepaid(law, month(year, 4), months, Method.ACCOUNT) == account


def test_one_month_ahead_by_account_and_the_additional_premium(law: Law) -> None:
    assert prepaid(law, month(2025, 4), 1, Method.ACCOUNT) == 17_450
    assert prepaid(law, month(2026, 4), 1, Method.ACCOUNT) == 17_860
    for months, cash, account in ((6, 2_380, 2_370), (12, 4_710, 4_700), (24, 9_250, 9_220)):
        assert prepaid(law, month(2025, 4), months, Method.CASH, additional=True) == cash
        assert prepaid(law, month(2025, 4), months, Method.ACCOUNT, additional=True) == account


def test_an_unpaid_month_costs_its_premium_for_two_years(law: Law) -> None:
    at = month(2024, 6)
    found = payable(law, at, "*", date(2026, 7, 31))
    assert found is not None
    assert (found.yen, found.until) == (16_980, date(2026, 7, 31))
    assert payable(law, at, "*", date(2026, 8, 1)) is None
    half = payable(law, at, "ア", IN_2025)
    assert half is not None
    assert half.yen == 8_490
    assert payable(law, at, "A", IN_2025) is None
