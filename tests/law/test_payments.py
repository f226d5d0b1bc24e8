"""Six payments a year; what was cut off comes in February; a new amount is first paid in June."""

import pytest

from nenkin.law.estimating import estimate
from nenkin.law.lives import Scenario
from nenkin.law.months import month, spell
from nenkin.law.parameters import Law
from nenkin.law.payments import Pension, payments, payments_of
from tests.law.whole_lives import nation, pays, whole


@pytest.mark.parametrize(
    ("yearly", "each", "february"),
    [
        (847_300, 141_216, 141_220),
        (706_083, 117_680, 117_683),
        (831_700, 138_616, 138_620),
        (813_700, 135_616, 135_620),
        (600_000, 100_000, 100_000),
    ],
)
def test_a_year_at_one_amount(yearly: int, each: int, february: int) -> None:
    found = list(payments(dict.fromkeys(range(month(2026, 2), month(2027, 2)), yearly), 2026))
    assert [payment.yen for payment in found] == [each] * 5 + [february]
    assert sum(payment.yen for payment in found) == yearly
    assert [spell(payment.month)[5:] for payment in found] == ["04", "06", "08", "10", "12", "02"]


def test_nothing_is_added_where_february_is_not_paid() -> None:
    found = list(payments(dict.fromkeys(range(month(2026, 2), month(2026, 12)), 847_300), 2026))
    assert [payment.yen for payment in found] == [141_216] * 5


def test_the_first_payment_is_for_the_months_since_the_right() -> None:
    found = list(payments(dict.fromkeys(range(month(2026, 7), month(2027, 2)), 847_300), 2026))
    assert (spell(found[0].month), found[0].yen) == ("2026-08", 70_608)


def test_the_new_years_amount_is_first_paid_in_june(law: Law) -> None:
    life = whole("1958-04-02", nation("1978-04", "1983-03"), pays("1983-04", "2018-03", 300_000))
    before, after = (estimate(law, life, Scenario(), year) for year in (2025, 2026))
    found = list(payments_of(before, after, Pension.BASIC))
    assert found[0].yen == 831_700 // 6
    assert found[1].yen == 847_300 // 6
    # April drops 4/6, each of the others 4/6: 4 in all
    assert found[-1].added == 4
    assert sum(p.yen for p in payments_of(before, after, Pension.EMPLOYEES)) > 0
