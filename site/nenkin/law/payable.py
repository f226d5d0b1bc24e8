"""納められる月: which months can still be paid or paid back, for how much, until when, and for what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from nenkin.law.career import STATES, Career
from nenkin.law.changing import Added, Gains, gains
from nenkin.law.estimates import Refused
from nenkin.law.flagging import campaign_day
from nenkin.law.lives import Life, Scenario, Stretch
from nenkin.law.months import Month, fiscal_year, month_of
from nenkin.law.parameters import Law, NotInForce, Source
from nenkin.law.paying_later import later_payment
from nenkin.law.periods import Scheme
from nenkin.law.premiums import payable_from, payable_until
from nenkin.law.rounding import half_up_to
from nenkin.law.settling import as_it_is, settle
from nenkin.law.statuses import STATUSES, Payment, Standing
from nenkin.law.weights import counted_fraction

TEN = 10  # a premium is in steps of ten yen
YEAR = 12
PAID = "A"
_IN_TIME = frozenset({Standing.UNPAID, Standing.PARTLY_UNPAID})


class Way(StrEnum):
    """How a month is paid."""

    IN_TIME = "in-time"  # 納付: within two years (or while 後納 is open)
    LATER = "later"  # 追納: an exempt or deferred month, within ten years


@dataclass(frozen=True, slots=True)
class PayableMonth:
    """One month. ``yen`` is its price today, surcharge included; ``None`` where that is not known.

    ``becomes`` is the month code it has once it is paid.
    """

    month: Month
    way: Way
    status: str
    becomes: str
    yen: int | None
    surcharge: int | None
    until: date
    source: Source


@dataclass(frozen=True, slots=True)
class PayableRun:
    """Months of one fiscal year that follow each other and are alike in all but their last day.

    ``adds`` is what one of them adds to the pension in yen a year, for life, from 65 on: exact for itself,
    so that the sum of a run can differ from ``adds × months`` by rounding. ``None``: not known.
    """

    months: tuple[PayableMonth, ...]
    adds: int | None

    @property
    def first(self) -> PayableMonth:
        """Give the month that is to be paid first."""
        return self.months[0]

    @property
    def yen(self) -> int | None:
        """Give the price of all of them."""
        if self.first.yen is None:
            return None
        return self.first.yen * len(self.months)

    @property
    def paid_back_after(self) -> int | None:
        """Give after how many months of pension the price has come back, if it ever does."""
        if not self.adds or self.first.yen is None:
            return None
        return -(-self.first.yen * YEAR // self.adds)


@dataclass(frozen=True, slots=True)
class Payable:
    """All of them, in the order in which to pay: the one whose last day comes first, then the dearest gain.

    ``gains`` is what all together add, and after it one month of each kind; ``None`` where there is no
    month or the pension cannot be worked out. ``entitled``: the person receives 老齢基礎年金 already, so
    nothing can be paid back.
    """

    runs: tuple[PayableRun, ...]
    gains: Gains | None
    entitled: bool

    @property
    def adds(self) -> int | None:
        """Give what all together add to the pension, yen a year for life."""
        return self.gains.yearly[0] if self.gains else None

    @property
    def months(self) -> int:
        """Give how many months there are."""
        return sum(len(run.months) for run in self.runs)

    @property
    def yen(self) -> int | None:
        """Give the price of all whose price is known; ``None`` where that is none of them."""
        known = [run.yen for run in self.runs if run.yen is not None]
        return sum(known) if known else None

    @property
    def unknown(self) -> int:
        """Give of how many months the price is not known."""
        return sum(len(run.months) for run in self.runs if run.yen is None)

    @property
    def new_months(self) -> int:
        """Give how many of them do not count towards the 10 years yet."""
        return sum(len(run.months) for run in self.runs if run.first.way is Way.IN_TIME)


def payable(law: Law, career: Career, today: date, year: int) -> Payable:
    """Find every month that can be paid on a day; ``year`` is the fiscal year of the money.

    国民年金法102条4項 (two years), 94条 (追納, ten years; nobody who is entitled to 老齢基礎年金).
    """
    entitled = _entitled(career, today)
    months = payable_months(law, career, today)
    if not months:
        return Payable((), None, entitled)
    weighed = _weighed(law, as_it_is(settle(career.record)), year, months)
    adds = dict(zip(_shares(law, months), weighed.yearly[1:], strict=True)) if weighed else {}
    runs = [
        PayableRun(tuple(run), adds.get(_share(law, run[0])))
        for _, found in groupby(months, key=_alike)
        for run in _unbroken(list(found))
    ]
    runs.sort(key=lambda run: (run.first.until, -_worth(run), run.first.month))
    return Payable(tuple(runs), weighed, entitled)


def payable_months(law: Law, career: Career, today: date) -> tuple[PayableMonth, ...]:
    """Find the same months without weighing what they add, the earliest first."""
    return tuple(_months(law, career, today, entitled=_entitled(career, today)))


def can_pay(law: Law, career: Career, today: date) -> bool:
    """Whether there is any, which is found at the earliest one."""
    found = _months(law, career, today, entitled=_entitled(career, today))
    return next(found, None) is not None


def _entitled(career: Career, today: date) -> bool:
    since = career.record.person.entitled_since
    return since is not None and since <= today


def _months(law: Law, career: Career, today: date, *, entitled: bool) -> Iterator[PayableMonth]:
    campaign = campaign_day(career, today)
    begin = payable_from(law, today, campaign)
    national = {
        state: STATES[state].status
        for state in set(career.states)
        if STATES[state].scheme is Scheme.NATIONAL
    }
    oldest = min(begin, month_of(today) - YEAR * law.limits.later_years)
    after = max(0, oldest - career.first)
    for at, state in enumerate(career.states[after:], career.first + after):
        code = national.get(state)
        if code is None:
            continue
        status = STATUSES[code]
        if status.standing in _IN_TIME and not status.specific:
            if at < begin:
                continue
            row = law.national_premiums.find(at)
            yen = None if row is None else half_up_to(TEN, row.under_35 * (1 - status.exempt))
            source = law.limits.source if row is None else row.source
            until = payable_until(law, at, campaign)
            yield PayableMonth(at, Way.IN_TIME, code, _paid(code), yen, 0, until, source)
        elif not entitled:
            later = later_payment(law, at, code, today)
            if later is not None:
                yield PayableMonth(
                    *(at, Way.LATER, code, PAID, later.yen, later.surcharge, later.until),
                    later.source,
                )


def _paid(code: str) -> str:
    """Give the code of a month once what is left of it is paid."""
    status = STATUSES[code]
    if status.standing is Standing.UNPAID:
        return PAID
    return next(
        other.code
        for other in STATUSES.values()
        if other.standing is Standing.EXEMPT
        and other.exempt == status.exempt
        and other.payment is Payment.ORDINARY
    )


def _alike(one: PayableMonth) -> tuple[object, ...]:
    return fiscal_year(one.month), one.way, one.status, one.yen


def _unbroken(months: list[PayableMonth]) -> Iterator[list[PayableMonth]]:
    run: list[PayableMonth] = []
    for one in months:
        if run and one.month != run[-1].month + 1:
            yield run
            run = []
        run.append(one)
    yield run


def _worth(run: PayableRun) -> Fraction:
    return Fraction(run.adds or 0, run.first.yen) if run.first.yen else Fraction(0)


def _weighed(law: Law, life: Life, year: int, months: Sequence[PayableMonth]) -> Gains | None:
    """Work out what all months add, and what one of each kind does; ``None`` where nothing can be.

    As if the 10 years were reached: who does not reach them reads what months add once they do.
    """
    each = _shares(law, months).values()
    added = [_paid_in(life, months), *(_paid_in(life, [one]) for one in each)]
    try:
        return gains(law, life, Scenario(unconditional=True), year, added)
    except (Refused, NotInForce):
        return None


def _shares(law: Law, months: Sequence[PayableMonth]) -> dict[Fraction, PayableMonth]:
    """Give one month of each kind, by what it counts for once it is paid more than before."""
    return {_share(law, one): one for one in reversed(months)}


def _share(law: Law, one: PayableMonth) -> Fraction:
    return counted_fraction(law, one.becomes, one.month) - counted_fraction(
        law, one.status, one.month
    )


def _paid_in(life: Life, months: Sequence[PayableMonth]) -> Added:
    """Give months as the stretches that they are once they are paid."""
    found: list[Stretch] = []
    for one in sorted(months, key=lambda month: month.month):
        at = one.month
        kind = next(s.kind for s in life.stretches if s.first <= at <= s.last)
        paid = Stretch(scheme=Scheme.NATIONAL, kind=kind, first=at, last=at, status=one.becomes)
        if found and found[-1] == replace(paid, first=found[-1].first, last=at - 1):
            paid = replace(paid, first=found.pop().first)
        found.append(paid)
    return tuple(found)
