"""A career month by month, derived from spans in microseconds.

Each month becomes one byte, an index into ``STATES``, so that a whole life is a ``bytes`` that a
page can walk over without building an object for each month.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter

from nenkin.law.ages import compulsory_months
from nenkin.law.months import Month, month_of
from nenkin.law.periods import Record, Scheme, Span
from nenkin.law.statuses import NOT_INSURED, NOT_SWITCHED, STATUSES


@dataclass(frozen=True, slots=True)
class State:
    """What a month can be. ``status`` is the official code of 国民年金, for its months only."""

    scheme: Scheme | None
    status: str | None = None
    missing: bool = False  # 未加入


OUTSIDE, MISSING = 0, 1
# Where several schemes have a month, the later is shown, so that a month that counts is never
# hidden by one that does not; the overlap is marked besides.
STATES: tuple[State, ...] = (
    State(None),  # before 20, after 60, or not lived yet
    State(None, missing=True),
    State(Scheme.COMPLEMENTARY),
    *(State(Scheme.NATIONAL, code) for code, status in STATUSES.items() if not status.counts),
    *(State(Scheme.NATIONAL, code) for code, status in STATUSES.items() if status.counts),
    State(Scheme.MUTUAL),
    State(Scheme.SEAMEN),
    State(Scheme.EMPLOYEES),
)
_INDEX = {(state.scheme, state.status): index for index, state in enumerate(STATES) if state.scheme}
EMPLOYMENT = _INDEX[Scheme.MUTUAL, None]  # this state and all later ones are of employees' schemes


def state_of(span: Span) -> int:
    """Give the index in ``STATES`` of a span's months; without a code they are not switched yet."""
    if span.scheme is Scheme.NATIONAL:
        return _INDEX[span.scheme, span.status or NOT_SWITCHED]
    return _INDEX[span.scheme, None]


def runs_of(states: Iterable[int]) -> re.Pattern[bytes]:
    """Give a pattern whose matches in ``Career.states`` are the unbroken runs of these states."""
    return re.compile(b"[" + re.escape(bytes(states)) + b"]+", re.DOTALL)


_MISSING = runs_of([MISSING])


@dataclass(frozen=True, slots=True)
class Run:
    """Months ``first`` to ``last``, both counted, with the spans that cover all of them."""

    first: Month
    last: Month
    spans: tuple[Span, ...]

    @property
    def months(self) -> int:
        """Give how many months it has."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Career:
    """A record seen as months. ``end`` is the first month that is not shown any more.

    ``firsts`` and ``reach`` let a month find its spans without a walk over all: the first month of
    each span, and the last month that it or any span before it has.
    """

    record: Record
    spans: tuple[Span, ...]  # those that stand, in order of their first month
    first: Month
    end: Month
    states: bytes  # from ``first`` to before ``end``
    firsts: Sequence[Month]
    reach: Sequence[Month]

    def covering(self, at: Month) -> tuple[Span, ...]:
        """Give the spans that cover a month."""
        return self.within(at, at)

    def within(self, first: Month, last: Month) -> tuple[Span, ...]:
        """Give the spans that cover any of these months, in order of their first month."""
        among = slice(bisect_left(self.reach, first), bisect_right(self.firsts, last))
        return tuple(span for span in self.spans[among] if self.last_of(span) >= first)

    def last_of(self, span: Span) -> Month:
        """Give a span's last month that is shown."""
        last = span.last
        return self.end - 1 if last is None or last >= self.end else last


def end_of(record: Record) -> Month:
    """Give the first month that is not over on the day of the data, and so not shown yet."""
    return month_of(record.data_date + timedelta(days=1))


def career(record: Record) -> Career:
    """Derive a career from the spans that stand; 無資格 is no insurance, so it covers no month."""
    end = end_of(record)
    spans = tuple(
        sorted(
            (
                span
                for span in record.spans
                if span.known_until is None and span.first < end and span.status != NOT_INSURED
            ),
            key=attrgetter("first"),
        )
    )
    firsts = [span.first for span in spans]
    reach = list(itertools.accumulate((min(span.last or end, end - 1) for span in spans), func=max))
    compulsory = compulsory_months(record.person.born_on)
    first = min([compulsory.start, *firsts[:1]])
    if first >= end:
        return Career(record, spans, end, end, b"", firsts, reach)
    states = bytearray(end - first)
    required = slice(compulsory.start - first, min(compulsory.stop, end) - first)
    states[required] = bytes((MISSING,)) * max(required.stop - required.start, 0)
    for span in spans:
        state = state_of(span)
        start = span.first - first
        stop = (end if span.last is None else min(span.last + 1, end)) - first
        if max(states[start:stop], default=0) <= state:
            states[start:stop] = bytes((state,)) * (stop - start)
        else:
            states[start:stop] = bytes(max(state, shown) for shown in states[start:stop])
    return Career(record, spans, first, end, bytes(states), firsts, reach)


def missing_runs(career: Career) -> Iterator[Run]:
    """Give the runs of 未加入: whole months between 20 and 60 that no scheme has."""
    for match in _MISSING.finditer(career.states):
        yield Run(career.first + match.start(), career.first + match.end() - 1, ())


def overlapping_runs(career: Career) -> list[Run]:
    """Give the runs of 重複: months that more than one scheme or employer has.

    合算対象期間 is no scheme: months of it that another span has as well are no overlap.
    """
    if all(first > reach for first, reach in zip(career.firsts[1:], career.reach, strict=False)):
        return []  # as in most lives
    found: list[Run] = []
    held: list[Span] = []  # spans that touch each other; only within them can months overlap
    reach = career.first - 1
    for span in career.spans:
        if span.scheme is Scheme.COMPLEMENTARY:
            continue
        if span.first > reach:
            found += _overlaps_within(career, held)
            held = []
        held.append(span)
        reach = max(reach, career.last_of(span))
    found += _overlaps_within(career, held)
    return found


def _overlaps_within(career: Career, spans: Sequence[Span]) -> Iterator[Run]:
    if len(spans) < 2:  # noqa: PLR2004  # one span alone overlaps nothing
        return
    edges = sorted({edge for span in spans for edge in (span.first, career.last_of(span) + 1)})
    active: list[Span] = []
    place = 0
    for first, after in itertools.pairwise(edges):
        active = [span for span in active if career.last_of(span) >= first]
        while place < len(spans) and spans[place].first == first:
            active.append(spans[place])
            place += 1
        if len(active) > 1:
            yield Run(first, after - 1, tuple(active))
