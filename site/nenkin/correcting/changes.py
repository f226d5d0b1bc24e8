"""What a correction would write: months that are added, changed or taken away, as spans.

Nothing is overwritten: spans are closed and others are put in their place, so that what was known
before can be read as it was (``nenkin.storage.records``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from nenkin.law.months import Month
from nenkin.law.periods import Kind, Record, Reporter, Scheme, Span


class Act(StrEnum):
    """What is done with months."""

    ADD = "add"  # 期間を足す
    CHANGE = "change"  # 内容を直す
    TAKE = "take"  # 期間を取り消す


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one line of a proposal does to months ``first`` to ``last`` of a scheme, both counted.

    ``kind``, ``status``, ``pay`` (yen a month) and ``employer`` are what stands there afterwards; of
    months that are taken away they say nothing.
    """

    act: Act
    scheme: Scheme
    first: Month
    last: Month
    kind: Kind | None = None
    status: str | None = None
    pay: int | None = None
    employer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What is closed, by number and as it stood, and what is put in its place."""

    closing: tuple[int, ...]
    closed: tuple[Span, ...]
    adding: tuple[Span, ...]


class _Piece(NamedTuple):
    """A part of a span; ``number`` is that of the span it comes from."""

    number: int
    span: Span


def worked_out(standing: Mapping[int, Span], changes: Sequence[Change], on: date) -> Diff:
    """Give what the changes do to the spans that stand, by their numbers, known from the day ``on``.

    What the changes must not be is for ``nenkin.correcting.checking`` to say.
    """
    pieces = [_Piece(number, span) for number, span in standing.items()]
    added: list[Span] = []
    for change in changes:
        if change.act is Act.ADD:
            added.append(_added(change, on))
        else:
            pieces = [part for piece in pieces for part in _cut(piece, change, on)]
    changed = {number for number, span in standing.items() if _differs(number, span, pieces)}
    rest = (piece.span for piece in pieces if piece.number in changed)
    adding = sorted((*rest, *added), key=lambda span: (span.first, span.scheme))
    closing = sorted(changed)
    return Diff(
        closing=tuple(closing),
        closed=tuple(standing[number] for number in closing),
        adding=tuple(replace(span, known_from=on, known_until=None) for span in adding),
    )


def undone(closed: Sequence[Span], added: Mapping[int, Span], on: date) -> Diff:
    """Give what undoes a correction: what it added, by number, is closed; what it closed comes back.

    It comes back as known from the day ``on``: that it was not known in between stays to be read.
    """
    numbers = sorted(added)
    return Diff(
        closing=tuple(numbers),
        closed=tuple(added[number] for number in numbers),
        adding=tuple(replace(span, known_from=on, known_until=None) for span in closed),
    )


def corrected(record: Record, diff: Diff) -> Record:
    """Give a record as it would stand afterwards; its replaced spans are left out."""
    gone = list(diff.closed)
    kept = []
    for span in record.spans:
        if span in gone:
            gone.remove(span)
        elif span.known_until is None:
            kept.append(span)
    spans = sorted((*kept, *diff.adding), key=lambda span: span.first)
    return replace(record, spans=tuple(spans))


def shares(span: Span, first: Month, last: Month) -> bool:
    """Whether a span that stands has any of these months."""
    return (
        span.known_until is None
        and span.first <= last
        and (span.last is None or first <= span.last)
    )


def _added(change: Change, on: date) -> Span:
    assert change.kind is not None
    return Span(
        scheme=change.scheme,
        kind=change.kind,
        first=change.first,
        last=change.last,
        known_from=on,
        status=change.status,
        pay=change.pay,
        employer=change.employer,
        reported_by=Reporter.OFFICE,
        reported_on=on,
        corrected=True,
    )


def _cut(piece: _Piece, change: Change, on: date) -> Iterator[_Piece]:
    """Give what is left of a piece before, within and after the months of a change."""
    span = piece.span
    if span.scheme is not change.scheme or not shares(span, change.first, change.last):
        yield piece
        return
    taken = change.act is Act.TAKE
    if span.first < change.first:
        before = replace(span, last=change.first - 1)
        # The day on which it ended is that of the months that are gone.
        yield _Piece(piece.number, replace(before, lost_on=None) if taken else before)
    if not taken:
        assert change.kind is not None
        last = change.last if span.last is None else min(span.last, change.last)
        within = replace(
            span,
            first=max(span.first, change.first),
            last=last,
            kind=change.kind,
            status=change.status,
            pay=change.pay,
            employer=change.employer,
            reported_by=Reporter.OFFICE,
            reported_on=on,
            corrected=True,
            disputed=False,
        )
        yield _Piece(piece.number, within)
    if span.last is None or span.last > change.last:
        after = replace(span, first=change.last + 1)
        yield _Piece(piece.number, replace(after, acquired_on=None) if taken else after)


def _differs(number: int, span: Span, pieces: Sequence[_Piece]) -> bool:
    return [piece.span for piece in pieces if piece.number == number] != [span]
