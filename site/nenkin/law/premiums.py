"""What was paid for a month, and until when a month can still be paid.

An amount that does not follow from a sourced rate is ``None``: pages show «—», never a guess.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from nenkin.law.ages import reached_on
from nenkin.law.months import Month, fiscal_year, last_day, month_of
from nenkin.law.parameters import Law, Source
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


def payable_until(law: Law, at: Month) -> date:
    """国民年金法91条・102条4項: the last day on which an unpaid month can be paid.

    Due at the end of the following month, barred two years after. Where that day is no banking day
    the office takes the next one; we give the earlier day, which is always safe.
    """
    return last_day(at + 1 + law.limits.payable_months)


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
    row = law.employees_rates.find(at)
    rate = _rate(row, kind) if row is not None else None
    if pay is None or row is None or rate is None:
        return UNKNOWN
    return Premium(_half(pay * rate), row.source)


def bonus_premium(law: Law, bonus: Bonus, *, kind: Kind) -> Premium:
    """厚生年金保険法24条の4・81条: the insured person's half for a bonus, in yen.

    Each bonus alone: the cap holds for a month, and two bonuses of one month are rare enough to be
    shown as unknown by the caller.
    """
    at = month_of(bonus.paid_on)
    cap = law.bonus_caps.find(at)
    row = law.employees_rates.find(at)
    rate = _rate(row, kind) if row is not None else None
    if cap is None or row is None or rate is None:
        return UNKNOWN
    base = min(bonus.amount // _THOUSAND * _THOUSAND, cap.yen)
    return Premium(_half(base * rate), row.source)


def _rate(row: object, kind: Kind) -> Fraction | None:
    name = {
        Kind.MEN: "men",
        Kind.WOMEN: "women",
        Kind.MINERS_SEAMEN: "miners_seamen",
    }.get(kind)
    rate: Fraction | None = getattr(row, name) if name else None
    return rate


def _half(whole: Fraction) -> int:
    """通貨の単位及び貨幣の発行等に関する法律3条: half, with 50 sen and less dropped."""
    half = whole / 2
    yen = int(half)
    return yen + (half - yen > Fraction(1, 2))


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
    for bonus, kind in _bonuses_with_kind(record):
        at = month_of(bonus.paid_on)
        if at < end:
            found.setdefault(fiscal_year(at), []).append(bonus_premium(law, bonus, kind=kind))
    return {year: _sum(premiums) for year, premiums in found.items()}


def premium_of(law: Law, span: Span, at: Month, *, born_on: date) -> Premium:
    """Give what was paid for one month of a span, in yen."""
    if span.scheme is Scheme.NATIONAL:
        return national_premium(law, at, born_on=born_on, status=span.status or "#")
    if span.scheme is Scheme.EMPLOYEES:
        return employees_premium(law, at, kind=span.kind, pay=span.pay)
    return UNKNOWN


def _bonuses_with_kind(record: Record) -> list[tuple[Bonus, Kind]]:
    """Find under which kind of insured person each bonus was paid."""
    found = []
    for bonus in record.bonuses:
        at = month_of(bonus.paid_on)
        kinds = [
            span.kind
            for span in record.spans
            if span.scheme is bonus.scheme
            and span.known_until is None
            and span.first <= at
            and (span.last is None or at <= span.last)
        ]
        found.append((bonus, kinds[0] if kinds else Kind.OTHER))
    return found


def _sum(premiums: list[Premium]) -> YearlyPremium:
    return YearlyPremium(
        yen=sum(premium.yen or 0 for premium in premiums),
        complete=all(premium.yen is not None for premium in premiums),
        unverified=any(
            premium.source is not None and premium.source.unverified for premium in premiums
        ),
    )
