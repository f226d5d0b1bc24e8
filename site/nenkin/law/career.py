"""A career month by month, derived from spans in microseconds.

Each month becomes one byte, an index into ``STATES``, so that a whole life is a ``bytes`` that a
page can walk over without building an object for each month.
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from nenkin.law.ages import compulsory_months
from nenkin.law.months import Month, month_of
from nenkin.law.periods import Record, Scheme, Span
from nenkin.law.statuses import STATUSES


@dataclass(frozen=True, slots=True)
class State:
    """What a month can be. ``status`` is the official code of 国民年金, for its months only."""

    scheme: Scheme | None
    status: str | None = None
    missing: bool = False  # 未加入


OUTSIDE, MISSING = 0, 1
STATES: tuple[State, ...] = (
    State(None),  # before 20, after 60, or not lived yet
    State(None, missing=True),
    State(Scheme.COMPLEMENTARY),
    *(State(Scheme.NATIONAL, code) for code in STATUSES),
    State(Scheme.MUTUAL),
    State(Scheme.SEAMEN),
    State(Scheme.EMPLOYEES),
)
# Where several schemes have a month, the later in STATES is shown; the overlap is marked besides.
_INDEX = {(state.scheme, state.status): index for index, state in enumerate(STATES) if state.scheme}


def state_of(span: Span) -> int:
    """Give the index in ``STATES`` of a span's months."""
    return _INDEX[span.scheme, span.status if span.scheme is Scheme.NATIONAL else None]


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
    """A record seen as months. ``end`` is the first month that is not shown any more."""

    record: Record
    spans: tuple[Span, ...]  # those that stand, in order of their first month
    first: Month
    end: Month
    states: bytes  # from ``first`` to before ``end``

    def covering(self, at: Month) -> tuple[Span, ...]:
        """Give the spans that cover a month."""
        until = bisect_right(self.spans, at, key=attrgetter("first"))
        return tuple(span for span in self.spans[:until] if span.last is None or at <= span.last)

    def last_of(self, span: Span) -> Month:
        """Give a span's last month that is shown."""
        return self.end - 1 if span.last is None else min(span.last, self.end - 1)


def career(record: Record) -> Career:
    """Derive a career. The month of the data's own day is not over, so it is not shown yet."""
    end = month_of(record.data_date)
    spans = tuple(
        sorted(
            (span for span in record.spans if span.known_until is None and span.first < end),
            key=attrgetter("first"),
        )
    )
    compulsory = compulsory_months(record.person.born_on)
    first = min([compulsory.start, *(span.first for span in spans[:1])])
    if first >= end:
        return Career(record, spans, end, end, b"")
    states = bytearray(end - first)
    for at in range(compulsory.start - first, min(compulsory.stop, end) - first):
        states[at] = MISSING
    for span in spans:
        state = state_of(span)
        start = span.first - first
        stop = (end if span.last is None else min(span.last + 1, end)) - first
        if max(states[start:stop], default=0) <= state:
            states[start:stop] = bytes((state,)) * (stop - start)
        else:
            for at in range(start, stop):
                states[at] = max(states[at], state)
    return Career(record, spans, first, end, bytes(states))


def missing_runs(career: Career) -> Iterator[Run]:
    """Give the runs of 未加入: whole months between 20 and 60 that no scheme has."""
    compulsory = compulsory_months(career.record.person.born_on)
    expected = max(compulsory.start, career.first)
    stop = min(compulsory.stop, career.end)
    for span in career.spans:
        if span.first > expected:
            last = min(span.first, stop) - 1
            if last >= expected:
                yield Run(expected, last, ())
        expected = max(expected, career.last_of(span) + 1)
    if expected < stop:
        yield Run(expected, stop - 1, ())


def overlapping_runs(career: Career) -> list[Run]:
    """Give the runs of 重複: months that more than one scheme or employer has."""
    edges = sorted(
        {edge for span in career.spans for edge in (span.first, career.last_of(span) + 1)}
    )
    found: list[Run] = []
    active: Sequence[Span] = ()
    for first, after in itertools.pairwise(edges):
        active = [*(span for span in active if career.last_of(span) >= first)]
        active += [span for span in career.spans if span.first == first]
        if len(active) > 1:
            found.append(Run(first, after - 1, tuple(active)))
    return found
