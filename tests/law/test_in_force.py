"""The numbers in force, as everybody may read them."""

from datetime import date
from fractions import Fraction

import pytest

from nenkin.law.in_force import Number, numbers
from nenkin.law.months import month
from nenkin.law.parameters import Law, NotInForce

NOW = month(2026, 11)


def of(law: Law, name: str, at: int = NOW) -> list[Number]:
    return [number for number in numbers(law, at) if number.name == name]


def test_figures_of_2026(law: Law) -> None:
    older, newer = of(law, "full-amount")
    assert (older.value, older.born_until, older.later) == (
        Fraction(844_900),
        date(1956, 4, 1),
        False,
    )
    assert (newer.value, newer.born_until, newer.later) == (Fraction(847_300), None, True)
    assert newer.since == month(2026, 4)
    assert [n.value for n in of(law, "threshold")] == [650_000]
    assert [n.value for n in of(law, "highest-pay")] == [650_000]
    assert of(law, "newest-rate")[-1].value == Fraction(921, 1000)
    assert [n.value for n in of(law, "early-rate")] == [Fraction(5, 1000), Fraction(4, 1000)]


def test_every_number_has_its_article(law: Law) -> None:
    found = list(numbers(law, NOW))
    assert len(found) > 250
    assert all(number.source.article for number in found)


def test_one_class_before_the_two(law: Law) -> None:
    (only,) = of(law, "full-amount", month(2022, 6))
    assert (only.value, only.born_until, only.later) == (Fraction(777_800), None, False)


def test_a_month_without_figures_is_refused(law: Law) -> None:
    with pytest.raises(NotInForce, match="nothing is known"):
        list(numbers(law, month(2027, 4)))
