"""納められる月: which months can still be paid or paid back, for how much, until when, and for what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from nenkin.law.basic_pension import full_amount
from nenkin.law.career import STATES, Career
from nenkin.law.estimates import Part
from nenkin.law.estimating import estimate
from nenkin.law.flagging import campaign_day
from nenkin.law.future import paid
from nenkin.law.lives import Life, Scenario
from nenkin.law.months import Month, first_of_fiscal_year, fiscal_year
from nenkin.law.parameters import Law, Source
from nenkin.law.paying_later import later_payment
from nenkin.law.periods import Scheme
from nenkin.law.premiums import payable_from, payable_until
from nenkin.law.rounding import half_up, half_up_to
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

    ``adds`` is what one of them adds to 老齢基礎年金 in yen a year, for life, from 65 on: exact for itself,
    so that the sum of a run can differ from ``adds × months`` by rounding.
    """

    months: tuple[PayableMonth, ...]
    adds: int

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

    ``adds`` is what all together add to 老齢基礎年金, yen a year. ``entitled``: the person receives
    老齢基礎年金 already, so nothing can be paid back.
    """

    runs: tuple[PayableRun, ...]
    adds: int
    entitled: bool

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
    since = career.record.person.entitled_since
    entitled = since is not None and since <= today
    months = list(_months(law, career, today, entitled=entitled))
    if not months:
        return Payable((), 0, entitled)
    life = as_it_is(settle(career.record))
    gain = _Gain(law, life, year)
    runs = [
        PayableRun(tuple(run), gain.of(run[0]))
        for _, found in groupby(months, key=_alike)
        for run in _unbroken(list(found))
    ]
    runs.sort(key=lambda run: (run.first.until, -_worth(run), run.first.month))
    return Payable(tuple(runs), gain.of_all(months), entitled)


def _months(law: Law, career: Career, today: date, *, entitled: bool) -> Iterator[PayableMonth]:
    campaign = campaign_day(career, today)
    begin = payable_from(law, today, campaign)
    for at, state in enumerate(career.states, career.first):
        code = STATES[state].status
        if code is None or STATES[state].scheme is not Scheme.NATIONAL:
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
    return Fraction(run.adds, run.first.yen) if run.first.yen else Fraction(0)


class _Gain:
    """What paid months add to 老齢基礎年金, in yen a year.

    Who does not reach the 10 years has no pension to compare: for them it is what months add once
    they do, 満額 × what is missing ÷ 加入可能月数.
    """

    def __init__(self, law: Law, life: Life, year: int) -> None:
        self._law, self._life, self._year = law, life, year
        self._before = self._basic(life)
        self._known: dict[Fraction, int] = {}

    def of(self, one: PayableMonth) -> int:
        share = self._share(one)
        if share not in self._known:
            self._known[share] = self.of_all([one])
        return self._known[share]

    def of_all(self, months: list[PayableMonth]) -> int:
        before = self._before
        after = (
            self._basic(paid(self._life, {one.month: one.becomes for one in months}))
            if before is not None
            else None
        )
        if before is None or after is None:
            full, _ = full_amount(self._law, self._life.born_on, first_of_fiscal_year(self._year))
            capable = self._law.benefits.capable_months.of(self._life.born_on).value
            return half_up(full * sum(map(self._share, months), Fraction(0)) / capable)
        return after - before

    def _share(self, one: PayableMonth) -> Fraction:
        return counted_fraction(self._law, one.becomes, one.month) - counted_fraction(
            self._law, one.status, one.month
        )

    def _basic(self, life: Life) -> int | None:
        found = estimate(self._law, life, Scenario(), self._year)
        phase = found.at(life.reaches(65 * YEAR) + 1)
        return None if phase is None else phase.yen(Part.BASIC)
