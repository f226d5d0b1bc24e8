"""Payment: six times a year, and the yen that were cut off once in February."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from nenkin.law.estimates import Estimate, Part
from nenkin.law.months import Month, month
from nenkin.law.rounding import down

MONTHS = 12
FEBRUARY = 1  # of a month number: at % 12


class Pension(StrEnum):
    """The two pensions, which are paid and rounded each by itself."""

    BASIC = "basic"
    EMPLOYEES = "employees"


_OF_BASIC = frozenset(
    {Part.BASIC, Part.BASIC_CHANGE, Part.ADDITIONAL, Part.ADDITIONAL_CHANGE, Part.TRANSFER}
)


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment: for the two months before ``month``. ``added`` is what February adds."""

    month: Month
    yen: int
    added: int


def payments(yearly: Mapping[Month, int], year: int) -> Iterator[Payment]:
    """国民年金法18条3項・18条の2, 厚生年金保険法36条3項・36条の2: April of ``year`` to the February after.

    ``yearly`` has the yearly amount in force for each month. Each payment drops what is under a yen;
    the sum of what was dropped is added in February, unless nothing is payable then.
    """
    dropped = Fraction(0)
    for at in range(month(year, 4), month(year + 1, 2) + 1, 2):
        exact = Fraction(yearly.get(at - 2, 0) + yearly.get(at - 1, 0), MONTHS)
        yen = down(exact)
        dropped += exact - yen
        added = down(dropped) if at % 12 == FEBRUARY and yen else 0
        if yen:
            yield Payment(at, yen + added, added)


def yearly_by_month(found: Estimate, pension: Pension, months: range) -> dict[Month, int]:
    """Give the yearly amount of one of the two pensions for each of these months."""
    amounts = {}
    for at in months:
        phase = found.at(at)
        if phase is not None:
            amounts[at] = sum(
                amount.yen
                for amount in phase.amounts
                if (amount.part in _OF_BASIC) == (pension is Pension.BASIC)
            )
    return amounts


def payments_of(before: Estimate, after: Estimate, pension: Pension) -> Iterator[Payment]:
    """Give a fiscal year's payments. The payment of April is for February and March, so it still has the
    amounts of the year ``before``; from June on those of the year ``after`` are paid (the yearly 改定).
    """
    april = month(after.year, 4)
    yearly = yearly_by_month(before, pension, range(april - 2, april))
    yearly |= yearly_by_month(after, pension, range(april, april + 10))
    return payments(yearly, after.year)
