"""The only module that rounds: every fraction of a yen in a pension passes through here once.

Everything before is exact (``int`` or ``Fraction``). Which of these rules an amount follows is said
where it is called; where no text fixes it, nenkin.law.doubts names the decision.
"""

from fractions import Fraction

Exact = int | Fraction


def half_up(yen: Exact) -> int:
    """国民年金法17条1項, 厚生年金保険法35条1項: under 50 sen is dropped, from 50 sen on it becomes a yen."""
    exact = Fraction(yen)
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def half_up_to(unit: int, yen: Exact) -> int:
    """国民年金法27条, 厚生年金保険法44条2項 (100), 国民年金法87条3項 (10): half up to a whole unit."""
    return half_up(Fraction(yen) / unit) * unit


def down(yen: Exact) -> int:
    """国民年金法18条の2, 厚生年金保険法36条の2: drop what is under a yen."""
    exact = Fraction(yen)
    return exact.numerator // exact.denominator


def down_to(unit: int, yen: int) -> int:
    """厚生年金保険法24条の4: drop what is under a whole unit, as 1,000 yen of a bonus."""
    return yen // unit * unit


YEN_SINCE = 2015  # the fiscal year from which yearly amounts are not rounded to 100 yen any more


def yearly(yen: Exact, year: int) -> int:
    """国民年金法17条1項: a yearly amount, half up to a yen; in years before 2015-10 to 100 yen."""
    return half_up(yen) if year >= YEN_SINCE else half_up_to(100, yen)
