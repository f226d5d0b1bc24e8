"""Both sides as months: the jobs a person remembers, and the stretches that are recorded."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import timedelta

from nenkin.comparison.companies import folded_company
from nenkin.law.months import Month, month_of
from nenkin.law.periods import Record, Scheme, Span
from nenkin.law.recalled import Precision, When
from nenkin.law.remembered import EMPLOYED, HistorySheet, LifeEvent, Sureness, Work

EMPLOYMENT = frozenset({Scheme.EMPLOYEES, Scheme.SEAMEN, Scheme.MUTUAL})
NATIONAL = frozenset({Scheme.NATIONAL})
YOUNGEST = 12  # years: nobody is looked for in a workplace before (国民学校 ended at 12)
# What «だいたい» and «自信なし» add to both sides of a time, in months. Our own design decision.
MARGINS = {Sureness.CLEAR: 0, Sureness.ROUGH: 12, Sureness.UNSURE: 24}


@dataclass(frozen=True, slots=True)
class Stretch:
    """An unbroken time at one employer as recorded: ``first`` to ``last``, both counted."""

    first: Month
    last: Month
    scheme: Scheme
    employer: str
    spans: tuple[Span, ...]

    @property
    def months(self) -> int:
        """Give how many months it has."""
        return self.last - self.first + 1

    def shares(self, first: Month, last: Month) -> int:
        """Give how many of these months it has."""
        return max(min(last, self.last) - max(first, self.first) + 1, 0)


def stretches(
    spans: Iterable[Span], end: Month, schemes: Container[Scheme] = EMPLOYMENT
) -> list[Stretch]:
    """Join the spans that stand, those of employment if not of others; ``end``: not over by then."""
    found: list[Stretch] = []
    open_at: dict[tuple[Scheme, str], int] = {}
    for span in sorted(spans, key=lambda one: one.first):
        if span.scheme not in schemes or span.known_until is not None or span.first >= end:
            continue
        last = end - 1 if span.last is None else min(span.last, end - 1)
        key = span.scheme, folded_company(span.employer or "")
        place = open_at.get(key)
        if place is not None and span.first <= found[place].last + 1:
            one = found[place]
            found[place] = Stretch(
                one.first, max(one.last, last), one.scheme, one.employer, (*one.spans, span)
            )
            continue
        open_at[key] = len(found)
        found.append(Stretch(span.first, last, span.scheme, span.employer or "", (span,)))
    return found


@dataclass(frozen=True, slots=True)
class Time:
    """A remembered time as months: surely from ``core_first`` to ``core_last`` where these are in
    order, and at most from ``first`` to ``last``; all counted. ``dated`` says that something at
    all is remembered of when it was.
    """

    first: Month
    last: Month
    core_first: Month
    core_last: Month
    starts_known: bool
    ends_known: bool

    @property
    def dated(self) -> bool:
        """Whether anything is known of when it was."""
        return self.starts_known or self.ends_known

    @property
    def has_core(self) -> bool:
        """Whether any month surely belongs to it."""
        return self.core_first <= self.core_last


@dataclass(frozen=True, slots=True)
class Job:
    """A remembered job with its months."""

    event: LifeEvent
    work: Work
    time: Time

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names under which it may be recorded."""
        work = self.work
        names = (work.employer, work.parent, work.head_office, work.workplace, self.event.title)
        return tuple(name for name in names if name)


def jobs(sheet: HistorySheet, end: Month) -> list[Job]:
    """Give the remembered jobs, the earliest first."""
    born = month_of(sheet.born_on)
    found = [
        Job(event, event.work or Work(), time_of(event, born, end))
        for event in sheet.events
        if event.category in EMPLOYED
    ]
    return sorted(found, key=lambda job: (job.time.first, job.time.last))


def time_of(event: LifeEvent, born: Month, end: Month) -> Time:
    """Expand an event to months, as far as it has come by ``end``."""
    margin = MARGINS[event.sureness]
    youngest = born + 12 * YOUNGEST
    start, stop = event.first.months, event.last.months if event.last else None
    if event.goes_on:
        stop = (end - 1, end - 1)
    earliest, latest = start or (youngest, end - 1)
    soonest, longest = _last_months(event.last, stop) if stop else (earliest, end - 1)
    # A start or an end alone says nothing of the length: one month of it is sure.
    core_first = latest + margin if start else soonest - margin
    core_last = soonest - (0 if event.goes_on else margin) if stop else latest + margin
    if not start and not stop:
        core_last = core_first - 1
    return Time(
        first=max(earliest - (margin if start else 0), youngest),
        last=min(longest + (0 if event.goes_on else margin), end - 1),
        core_first=core_first,
        core_last=min(core_last, end - 1),
        starts_known=start is not None,
        ends_known=stop is not None,
    )


def _last_months(when: When | None, months: tuple[Month, Month]) -> tuple[Month, Month]:
    """Give the first and the last month that may have been the last of insurance.

    The month of leaving counts only if the work went on to its last day (厚生年金保険法14条・19条).
    """
    if when is not None and when.day is not None:
        left = month_of(when.day + timedelta(days=1)) - 1
        return left, left
    if when is not None and when.precision is Precision.MONTH:
        return months[0] - 1, months[1]
    return months


def end_of_data(record: Record) -> Month:
    """Give the first month that is not over on the day of the data."""
    return month_of(record.data_date + timedelta(days=1))
