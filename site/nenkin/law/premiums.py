"""What was paid for a month, and until when a month can still be paid.

An amount that does not follow from a sourced rate is ``None``: pages show «—», never a guess.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from nenkin.law.ages import reached_on
from nenkin.law.months import Month, fiscal_year, last_day, month_of
from nenkin.law.parameters import LateWindow, Law, Rate, Source
from nenkin.law.periods import Bonus, Kind, Record, Scheme, Span
from nenkin.law.statuses import STATUSES, Payment, Standing

_HIGHER_FROM = 35  # until 1970-06 the premium rose with the 35th birthday
_THOUSAND = 1000
_FREE = frozenset({Standing.CATEGORY_3, Standing.MATERNITY, Standing.STUDENT, Standing.DEFERRED})
_UNPAID = frozenset({Standing.UNPAID, Standing.PARTLY_UNPAID, Standing.CATEGORY_3_UNPAID})
# Paid exactly as the law says for that month; a discount or surcharge is not in the record.
_AT_THE_RATE = frozenset({Payment.ORDINARY, Payment.SET_OFF, Payment.LATER})


@dataclass(frozen=True, slots=True)
class Premium:
    """An amount in yen, or ``None`` where it is not known; ``source`` of the rate where there is one."""

    yen: int | None
    source: Source | None = None


NOTHING = Premium(0)
UNKNOWN = Premium(None)


def due_on(at: Month) -> date:
    """国民年金法91条: give the day until which a month is to be paid (納付期限).

    Where it is no banking day the office takes the next one; we give the earlier, which is safe.
    """
    return last_day(at + 1)


def payable_until(law: Law, at: Month, today: date | None = None) -> date:
    """国民年金法102条4項: the last day on which an unpaid month can be paid, as seen on a day.

    Barred two years after it was due; while 後納 was open, it could be paid for longer. Without
    ``today``, and for who could not use 後納, the ordinary day.
    """
    until = last_day(at + 1 + law.limits.payable_months)
    window = _late_window(law, today)
    if window is not None:
        until = max(until, min(window.closed_on, last_day(at + window.months)))
    return until


def payable_from(law: Law, today: date, campaign: date | None = None) -> Month:
    """Give the first month that can be paid today; every later one can. ``campaign``: see there."""
    window = _late_window(law, campaign)
    ordinary = month_of(today) - 1 - law.limits.payable_months
    return ordinary if window is None else min(ordinary, month_of(today) - window.months)


def _late_window(law: Law, today: date | None) -> LateWindow | None:
    if today is None:
        return None
    return next((w for w in law.late_windows if w.opened_on <= today <= w.closed_on), None)


def national_premium(law: Law, at: Month, *, born_on: date, status: str) -> Premium:
    """国民年金法87条・87条の2・90条の2: what was paid for a month of 国民年金, in yen."""
    meaning = STATUSES[status]
    if meaning.standing in _UNPAID:
        return NOTHING
    if meaning.standing in _FREE or meaning.exempt == 1:
        return _with_additional(law, at, 0, None) if meaning.additional else NOTHING
    row = law.national_premiums.find(at)
    if row is None or meaning.payment not in _AT_THE_RATE:
        return UNKNOWN
    older = month_of(reached_on(born_on, _HIGHER_FROM)) <= at
    yen = row.from_35 if older else row.under_35
    if meaning.exempt:
        yen = _to_ten(yen * (1 - meaning.exempt))
    return (
        _with_additional(law, at, yen, row.source)
        if meaning.additional
        else Premium(yen, row.source)
    )


def _with_additional(law: Law, at: Month, yen: int, source: Source | None) -> Premium:
    row = law.additional_premiums.find(at)
    return UNKNOWN if row is None else Premium(yen + row.yen, source or row.source)


def _to_ten(yen: Fraction) -> int:
    """国民年金法90条の2第6項: under 5 yen is dropped, 5 yen and more become 10."""
    return int((yen + 5) // 10 * 10)


def employees_premium(law: Law, at: Month, *, kind: Kind, pay: int | None) -> Premium:
    """厚生年金保険法81条・82条: the insured person's half for a month, in yen.

    Unknown for members of a fund (their rate was reduced by the fund's own share), for 任意継続 and
    for the mutual-aid associations, whose rates have not been collected.
    """
    return UNKNOWN if pay is None else _half_of(pay, _rate(law, at, kind))


def bonus_premium(law: Law, bonus: Bonus, *, kind: Kind) -> Premium:
    """Give the insured person's half for a bonus that was the only one of its month, in yen."""
    return bonuses_premium(law, month_of(bonus.paid_on), amount=bonus.amount, kind=kind)


def bonuses_premium(law: Law, at: Month, *, amount: int, kind: Kind) -> Premium:
    """厚生年金保険法24条の4・81条: the insured person's half for all bonuses of a month, in yen.

    ``amount`` is their sum: thousands are cut off, and the cap holds, for the month and not for each
    bonus. Before 2003-04 bonuses bore no ordinary premium and what they bore has not been collected.
    """
    cap = law.bonus_caps.find(at)
    if cap is None:
        return UNKNOWN
    return _half_of(min(amount // _THOUSAND * _THOUSAND, cap.yen), _rate(law, at, kind))


def _rate(law: Law, at: Month, kind: Kind) -> Rate | None:
    row = law.employees_rates.find(at)
    if row is None:
        return None
    return {Kind.MEN: row.men, Kind.WOMEN: row.women, Kind.MINERS_SEAMEN: row.miners_seamen}.get(
        kind
    )


def _half_of(pay: int, rate: Rate | None) -> Premium:
    """Give half of a premium; that of a rate from memory is not known, but says whose it is.

    50 sen and less are dropped and more becomes a yen, as employers do when they keep it back from
    the pay (通貨の単位及び貨幣の発行等に関する法律3条). That rule is recalled, not read: where the half ends on
    exactly 50 sen, the amount may be one yen more.
    """
    if rate is None:
        return UNKNOWN
    if rate.source.unverified:
        return Premium(None, rate.source)
    half = pay * rate.share / 2
    yen = int(half)
    return Premium(yen + (half - yen > Fraction(1, 2)), rate.source)


@dataclass(frozen=True, slots=True)
class YearlyPremium:
    """A fiscal year's premiums: what is known in yen, and whether that is all of it."""

    yen: int
    complete: bool
    unverified: bool


def yearly_premiums(law: Law, record: Record, end: Month) -> dict[int, YearlyPremium]:
    """Sum what was paid by fiscal year (年度), over the months before ``end``."""
    found: dict[int, list[Premium]] = {}
    for span in record.spans:
        if span.known_until is not None or span.scheme is Scheme.COMPLEMENTARY:
            continue
        last = end - 1 if span.last is None else min(span.last, end - 1)
        for at in range(span.first, last + 1):
            found.setdefault(fiscal_year(at), []).append(
                premium_of(law, span, at, born_on=record.person.born_on)
            )
    for (at, kind), amount in _bonuses_by_month(record).items():
        if at < end:
            found.setdefault(fiscal_year(at), []).append(
                bonuses_premium(law, at, amount=amount, kind=kind)
            )
    return {year: _sum(premiums) for year, premiums in found.items()}


def premium_of(law: Law, span: Span, at: Month, *, born_on: date) -> Premium:
    """Give what was paid for one month of a span, in yen."""
    if span.scheme is Scheme.NATIONAL:
        return national_premium(law, at, born_on=born_on, status=span.status or "#")
    if span.scheme is Scheme.EMPLOYEES:
        return employees_premium(law, at, kind=span.kind, pay=span.pay)
    return UNKNOWN


def _bonuses_by_month(record: Record) -> dict[tuple[Month, Kind], int]:
    """Sum the bonuses that stand by month and the kind of insured person they were paid under.

    ``Kind.OTHER``, whose rate is not known, where no span of the bonus's scheme has that month.
    """
    found: dict[tuple[Month, Kind], int] = {}
    standing = [span for span in record.spans if span.known_until is None]
    for bonus in record.bonuses:
        if bonus.known_until is not None:
            continue
        at = month_of(bonus.paid_on)
        covering = (
            span.kind
            for span in standing
            if span.scheme is bonus.scheme
            and span.first <= at
            and (span.last is None or at <= span.last)
        )
        place = (at, next(covering, Kind.OTHER))
        found[place] = found.get(place, 0) + bonus.amount
    return found


def _sum(premiums: list[Premium]) -> YearlyPremium:
    return YearlyPremium(
        yen=sum(premium.yen or 0 for premium in premiums),
        complete=all(premium.yen is not None for premium in premiums),
        unverified=any(
            premium.source is not None and premium.source.unverified for premium in premiums
        ),
    )
