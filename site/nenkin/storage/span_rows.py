"""Spans and bonuses as rows, and rows as spans and bonuses, quickly."""

from typing import Any

from nenkin.law.periods import Bonus, Span
from nenkin.storage.codes import (
    KIND_CODES,
    KINDS,
    REPORTER_CODES,
    REPORTERS,
    SCHEME_CODES,
    SCHEMES,
    Days,
    day_number,
    optional_day_number,
)

SPAN_COLUMNS = (
    "scheme",
    "kind",
    "first",
    "last",
    "known_from",
    "known_until",
    "status",
    "employer",
    "pay",
    "acquired_on",
    "lost_on",
    "reported_by",
    "reported_on",
    "corrected",
    "disputed",
)
BONUS_COLUMNS = ("scheme", "paid_on", "amount", "employer", "known_from", "known_until")

_SCHEMES = (None, *SCHEMES)
_KINDS = (None, *KINDS)
_REPORTERS = (None, *REPORTERS)
_DAYS: Any = Days()
_DAYS[None] = None


class _SpanInTheMaking:
    """Becomes a ``Span``: both have the same slots, so Python lets an object change its class.

    A frozen dataclass fills itself by ``object.__setattr__``, which costs as much as the reading
    does; this halves the time of a record (tests/storage/test_records.py compares both ways).
    """

    __slots__ = Span.__slots__

    def __init__(  # noqa: PLR0917  # a row's values in their order
        self,
        scheme: int,
        kind: int,
        first: int,
        last: int | None,
        known_from: int,
        known_until: int | None,
        status: str | None,
        employer: str | None,
        pay: int | None,
        acquired_on: int | None,
        lost_on: int | None,
        reported_by: int | None,
        reported_on: int | None,
        corrected: int,
        disputed: int,
    ) -> None:
        self.scheme = _SCHEMES[scheme]
        self.kind = _KINDS[kind]
        self.first = first
        self.last = last
        self.known_from = _DAYS[known_from]
        self.known_until = _DAYS[known_until]
        self.status = status
        self.employer = employer
        self.pay = pay
        self.acquired_on = _DAYS[acquired_on]
        self.lost_on = _DAYS[lost_on]
        self.reported_by = _REPORTERS[reported_by or 0]
        self.reported_on = _DAYS[reported_on]
        self.corrected = corrected != 0
        self.disputed = disputed != 0
        self.__class__ = Span  # type: ignore[assignment]


class _BonusInTheMaking:
    """Becomes a ``Bonus``, in the same way."""

    __slots__ = Bonus.__slots__

    def __init__(  # noqa: PLR0917  # a row's values in their order
        self,
        scheme: int,
        paid_on: int,
        amount: int,
        employer: str | None,
        known_from: int,
        known_until: int | None,
    ) -> None:
        self.scheme = _SCHEMES[scheme]
        self.paid_on = _DAYS[paid_on]
        self.amount = amount
        self.employer = employer
        self.known_from = _DAYS[known_from]
        self.known_until = _DAYS[known_until]
        self.__class__ = Bonus  # type: ignore[assignment]


_make_span: Any = _SpanInTheMaking
_make_bonus: Any = _BonusInTheMaking


def spans_of(rows: list[tuple[Any, ...]]) -> tuple[Span, ...]:
    """Build spans of rows with ``SPAN_COLUMNS``, sorted by their first month."""
    # The database keeps them in the order in which they were learnt.
    rows.sort(key=_first_month)
    return tuple([_make_span(*row) for row in rows])


def bonuses_of(rows: list[tuple[Any, ...]]) -> tuple[Bonus, ...]:
    """Build bonuses of rows with ``BONUS_COLUMNS``, in the order of payment."""
    rows.sort(key=_paid_on)
    return tuple([_make_bonus(*row) for row in rows])


def _first_month(row: tuple[Any, ...]) -> int:
    return row[2]  # type: ignore[no-any-return]


def _paid_on(row: tuple[Any, ...]) -> int:
    return row[1]  # type: ignore[no-any-return]


def span_row(span: Span) -> tuple[Any, ...]:
    """Give the values of ``SPAN_COLUMNS``."""
    return (
        SCHEME_CODES[span.scheme],
        KIND_CODES[span.kind],
        span.first,
        span.last,
        day_number(span.known_from),
        optional_day_number(span.known_until),
        span.status,
        span.employer,
        span.pay,
        optional_day_number(span.acquired_on),
        optional_day_number(span.lost_on),
        None if span.reported_by is None else REPORTER_CODES[span.reported_by],
        optional_day_number(span.reported_on),
        span.corrected,
        span.disputed,
    )


def bonus_row(bonus: Bonus) -> tuple[Any, ...]:
    """Give the values of ``BONUS_COLUMNS``."""
    return (
        SCHEME_CODES[bonus.scheme],
        day_number(bonus.paid_on),
        bonus.amount,
        bonus.employer,
        day_number(bonus.known_from),
        optional_day_number(bonus.known_until),
    )
