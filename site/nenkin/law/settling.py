"""From a record to a life: one stretch for each month, and what is to come if all stays as it is."""

from dataclasses import dataclass, replace
from itertools import pairwise

from nenkin.law.ages import SIXTY
from nenkin.law.career import EMPLOYMENT, end_of, state_of
from nenkin.law.lives import Life, PaidBonus, Stretch
from nenkin.law.months import Month, month_of
from nenkin.law.periods import Record, Scheme, Span
from nenkin.law.statuses import NOT_INSURED, STATUSES, Standing

YEAR = 12
PAID = "A"


@dataclass(frozen=True, slots=True)
class Settled:
    """A life as recorded until ``end``, the first month that is not over yet.

    ``overlapping``: months that two employments had, of which one was taken. ``going_on``: the stretch
    that the person still is in, if any.
    """

    life: Life
    end: Month
    overlapping: int
    going_on: Stretch | None


def settle(record: Record) -> Settled:
    """Give each month to one span, as the grid of months shows it (nenkin.law.career).

    Employees' insurance goes before 国民年金 (国民年金法7条1項), months of it that count before those that do
    not, and 合算対象期間 last. Where two employments have a month, 厚生年金 goes before 船員保険 and 共済; the law
    would add their pay, so such months are counted for a page to warn of.
    """
    end = end_of(record)
    spans = [
        (span, min(end - 1 if span.last is None else span.last, end - 1))
        for span in record.spans
        if span.known_until is None and span.first < end and span.status != NOT_INSURED
    ]
    edges = sorted({edge for span, last in spans for edge in (span.first, last + 1)})
    stretches: list[Stretch] = []
    chosen_last: Span | None = None
    overlapping = 0
    for first, after in pairwise(edges):
        active = [span for span, last in spans if span.first <= first <= last]
        if not active:
            chosen_last = None
            continue
        chosen = max(active, key=lambda span: (state_of(span), span.first))
        employments = sum(state_of(span) >= EMPLOYMENT for span in active)
        overlapping += (after - first) * (employments > 1)
        if chosen is chosen_last:
            stretches[-1] = replace(stretches[-1], last=after - 1)
        else:
            stretches.append(_stretch(chosen, first, after - 1))
        chosen_last = chosen
    going_on = None
    if chosen_last is not None and chosen_last.last is None:
        going_on = stretches[-1]
    life = Life(
        born_on=record.person.born_on,
        sex=record.person.sex,
        stretches=tuple(stretches),
        bonuses=_bonuses(record),
    )
    return Settled(life, end, overlapping, going_on)


def _stretch(span: Span, first: Month, last: Month) -> Stretch:
    national = span.scheme is Scheme.NATIONAL
    return Stretch(
        scheme=span.scheme,
        kind=span.kind,
        first=first,
        last=last,
        status=(span.status or "#") if national else None,
        pay=span.pay,
    )


def _bonuses(record: Record) -> tuple[PaidBonus, ...]:
    """厚生年金保険法24条の4第1項: all bonuses of a month are one."""
    found: dict[Month, int] = {}
    for bonus in record.bonuses:
        if bonus.known_until is None:
            at = month_of(bonus.paid_on)
            found[at] = found.get(at, 0) + bonus.amount
    return tuple(PaidBonus(at, yen) for at, yen in sorted(found.items()))


def as_it_is(settled: Settled, *, age: int = SIXTY) -> Life:
    """ねんきん定期便, from 50 on: give the life if the present condition goes on until an age.

    Who is employed goes on at the same pay, with the bonuses of the last twelve months in the same
    months of each year. Who pays 国民年金 goes on paying, until 60; who is exempt or does not pay goes on
    so too. Whether the letter counts bonuses is not known: this is our decision.
    """
    life, now, end = settled.life, settled.going_on, settled.end
    until = life.reaches(YEAR * age)
    if now is None or until <= end:
        return life
    if now.scheme is Scheme.NATIONAL:
        until = min(until, life.reaches(YEAR * SIXTY))
    if now.scheme is Scheme.COMPLEMENTARY or until <= end:
        return life
    status = now.status
    if status is not None and STATUSES[status].standing is Standing.PAID:
        status = PAID
    future = replace(now, first=end, last=until - 1, status=status)
    repeated = tuple(
        PaidBonus(at, bonus.yen)
        for bonus in life.bonuses
        if now.pay is not None and max(end - YEAR, now.first) <= bonus.month < end
        for at in range(bonus.month + YEAR, until, YEAR)
    )
    bonuses = tuple(sorted((*life.bonuses, *repeated), key=lambda bonus: bonus.month))
    return replace(life, stretches=(*life.stretches, future), bonuses=bonuses)
