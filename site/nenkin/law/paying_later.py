"""追納 and 前納: what a month costs when it is paid years later, or ahead of time."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from nenkin.law.months import Month, fiscal_year, last_day, month_of
from nenkin.law.parameters import Law, Source
from nenkin.law.premiums import payable_until
from nenkin.law.rounding import half_up_to
from nenkin.law.statuses import STATUSES, Standing

TEN = 10
DIGITS = 60  # of the roots in 複利現価; far more than the yen needs
_POSTPONED = frozenset({Standing.EXEMPT, Standing.STUDENT, Standing.DEFERRED})


@dataclass(frozen=True, slots=True)
class LaterPayment:
    """What one month costs, as 追納 or as an unpaid month. ``surcharge`` is ``None`` where its rate is not known."""

    month: Month
    base: int
    surcharge: int | None
    until: date
    source: Source

    @property
    def yen(self) -> int | None:
        """Give the whole price, or ``None`` where the surcharge is not known."""
        return None if self.surcharge is None else self.base + self.surcharge


def later_payment(law: Law, at: Month, status: str, today: date) -> LaterPayment | None:
    """国民年金法94条, 施行令10条: give what an exempt or deferred month costs today, or ``None`` if it cannot be.

    Within ten years before the month of approval; who is entitled to 老齢基礎年金 cannot pay any (asked by
    the caller). The base is what was waived: the premium less its rest, each to ten yen.
    """
    meaning = STATUSES[status]
    later = 12 * law.limits.later_years
    if meaning.standing not in _POSTPONED or not at < month_of(today) <= at + later:
        return None
    row = law.national_premiums.at(at)
    waived = meaning.exempt or Fraction(1)
    base = row.under_35 - half_up_to(TEN, row.under_35 * (1 - waived))
    years = fiscal_year(month_of(today)), fiscal_year(at)
    surcharge: int | None = 0
    source = law.paid_later.source
    if years[0] - years[1] > law.paid_later.free_years:
        rate = law.paid_later.rates.get(years)
        surcharge = None if rate is None else half_up_to(TEN, base * rate.share)
        source = source if rate is None else rate.source
    return LaterPayment(at, base, surcharge, last_day(at + later), source)


_UNPAID = frozenset({Standing.UNPAID, Standing.PARTLY_UNPAID})


def payable(law: Law, at: Month, status: str, today: date) -> LaterPayment | None:
    """国民年金法88条・102条4項・94条: give what a month costs today, unpaid or to be paid back, or ``None``.

    An unpaid month costs its premium, less what is waived, until two years after it was due.
    """
    meaning = STATUSES[status]
    if meaning.standing not in _UNPAID:
        return later_payment(law, at, status, today)
    until = payable_until(law, at)
    if today > until:
        return None
    row = law.national_premiums.at(at)
    yen = half_up_to(TEN, row.under_35 * (1 - meaning.exempt))
    return LaterPayment(at, yen, 0, until, row.source)


class Method(StrEnum):
    """How 前納 is paid: by account it is taken a month earlier than each month is due."""

    CASH = "cash"
    ACCOUNT = "account"


def prepaid(
    law: Law, first: Month, months: int, method: Method, *, additional: bool = False
) -> int:
    """国民年金法93条, 施行令8条: give what months paid ahead cost, in yen.

    Each month is discounted by 4 % compound interest from the first month on (by account: from the
    month before); the whole discount is rounded to ten yen. ``additional``: 付加保険料 alone.
    """
    premiums = [
        law.additional_premiums.at(at).yen if additional else law.national_premiums.at(at).under_35
        for at in range(first, first + months)
    ]
    with localcontext() as context:
        context.prec = DIGITS
        yearly = 1 + Decimal(law.prepayment.share.numerator) / law.prepayment.share.denominator
        wait = 1 if method is Method.ACCOUNT else 0
        worth = sum(
            (yen / yearly ** (Decimal(place + wait) / 12) for place, yen in enumerate(premiums)),
            Decimal(0),
        )
        discount = Fraction(sum(premiums) - worth)
    return sum(premiums) - half_up_to(TEN, discount)
