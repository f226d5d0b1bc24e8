"""Gives every month its class, for the timeline and the table beside it."""

import itertools
from collections.abc import Sequence
from typing import TypedDict

from nenkin.comparison.findings import MonthClass, MonthRun, Uncovered
from nenkin.comparison.matching import Agreement, Match
from nenkin.comparison.missing import Board, Missing
from nenkin.comparison.sides import Stretch
from nenkin.law.months import Month
from nenkin.law.periods import Record

_SURELY, _PERHAPS = 2, 1
_EMPLOYED, _OTHER = 2, 1


class Painted(TypedDict):
    """The months of a comparison."""

    remembered: bytes
    recorded: bytes
    runs: tuple[MonthRun, ...]


class _Canvas:
    """Months from ``first`` to before ``end``, each with its class and with whose it is."""

    def __init__(self, first: Month, end: Month) -> None:
        self.first, self.end = first, end
        self.remembered = bytearray(end - first)
        self.recorded = bytearray(end - first)
        self.classes = [MonthClass.NEITHER] * (end - first)
        self.events: list[tuple[str, ...]] = [()] * (end - first)
        self.employers: list[tuple[str, ...]] = [()] * (end - first)

    def places(self, first: Month, last: Month) -> range:
        """Give the places of months, of those that are there."""
        return range(max(first - self.first, 0), min(last + 1, self.end) - self.first)


def paint(
    record: Record,
    matches: Sequence[Match],
    missing: Sequence[Missing],
    board: Board,
    *,
    recorded: Sequence[Stretch],
    strange: Sequence[Stretch],
    uncovered: Sequence[Uncovered],
) -> Painted:
    """Give every month what memory and record say of it together; ``strange``: recorded of others."""
    canvas = _Canvas(board.first, board.end)
    _lay_down(canvas, record, matches, recorded)
    for place, (memory, held) in enumerate(zip(canvas.remembered, canvas.recorded, strict=True)):
        canvas.classes[place] = _class(memory, held)
        if len(canvas.employers[place]) > 1:
            canvas.classes[place] = MonthClass.OVERLAPPING
    for stretch in strange:
        for place in canvas.places(stretch.first, stretch.last):
            canvas.employers[place] += (stretch.employer,) if stretch.employer else ()
        _unless_recorded(canvas, stretch.first, stretch.last, MonthClass.DISPUTED)
    for one in matches:
        _agree(canvas, one)
    for piece in uncovered:
        _unless_recorded(canvas, piece.first, piece.last, MonthClass.NOT_COVERED, than=_OTHER)
    for found in missing:
        time = found.match.job.time
        for first, last in found.spans:
            _unless_recorded(canvas, first, last, MonthClass.PERHAPS_MISSING)
            sure = max(first, time.core_first), min(last, time.core_last)
            _unless_recorded(canvas, *sure, MonthClass.MISSING)
    return Painted(
        remembered=bytes(canvas.remembered), recorded=bytes(canvas.recorded), runs=_runs(canvas)
    )


def _lay_down(
    canvas: _Canvas, record: Record, matches: Sequence[Match], recorded: Sequence[Stretch]
) -> None:
    for span in record.spans:
        if span.known_until is None:
            last = canvas.end - 1 if span.last is None else span.last
            for place in canvas.places(span.first, last):
                canvas.recorded[place] = max(canvas.recorded[place], _OTHER)
    for stretch in recorded:
        for place in canvas.places(stretch.first, stretch.last):
            canvas.recorded[place] = _EMPLOYED
            canvas.employers[place] += (stretch.employer,)
    for one in matches:
        time, event = one.job.time, one.job.event.key
        if not time.dated:
            continue
        for place in canvas.places(time.first, time.last):
            sure = time.core_first <= canvas.first + place <= time.core_last
            canvas.remembered[place] = max(canvas.remembered[place], _SURELY if sure else _PERHAPS)
            canvas.events[place] += (event,)


def _class(memory: int, held: int) -> MonthClass:
    if held == _EMPLOYED:
        return MonthClass.BOTH if memory else MonthClass.ONLY_RECORD
    return MonthClass.NATIONAL if held else MonthClass.NEITHER


def _agree(canvas: _Canvas, one: Match) -> None:
    """Mark what agrees in part only: another name, or another time."""
    time = one.job.time
    if one.agreement is Agreement.OTHER_NAME:
        for stretch in one.stretches:
            first, last = max(stretch.first, time.first), min(stretch.last, time.last)
            for place in canvas.places(first, last):
                canvas.classes[place] = MonthClass.OTHER_COMPANY
    elif one.agreement is Agreement.SHIFTED:
        (stretch,) = one.stretches
        for place in canvas.places(stretch.first, stretch.last):
            canvas.classes[place] = MonthClass.SHIFTED
        _unless_recorded(canvas, time.core_first, time.core_last, MonthClass.SHIFTED)


def _unless_recorded(
    canvas: _Canvas, first: Month, last: Month, found: MonthClass, *, than: int = _EMPLOYED
) -> None:
    """Mark months, except those of which the record has as much as ``than``."""
    for place in canvas.places(first, last):
        if canvas.recorded[place] < than:
            canvas.classes[place] = found


def _runs(canvas: _Canvas) -> tuple[MonthRun, ...]:
    found: list[MonthRun] = []
    months = zip(canvas.classes, canvas.events, canvas.employers, strict=True)
    at = canvas.first
    for (kind, events, employers), held in itertools.groupby(months):
        length = sum(1 for _ in held)
        found.append(MonthRun(at, at + length - 1, kind, events, employers))
        at += length
    return tuple(found)
