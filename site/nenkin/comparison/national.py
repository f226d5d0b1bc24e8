"""国民年金 that was paid and is not recorded."""

from collections.abc import Iterator

from nenkin.comparison.findings import Finding, Grade, Pattern
from nenkin.comparison.missing import Board
from nenkin.comparison.sides import time_of
from nenkin.law.ages import compulsory_months
from nenkin.law.cover import CoverLaw
from nenkin.law.months import Month, month_of, runs
from nenkin.law.periods import Record, Scheme
from nenkin.law.recalled import Precision
from nenkin.law.remembered import (
    EMPLOYED,
    Category,
    HistorySheet,
    LifeEvent,
    Sureness,
)
from nenkin.law.statuses import STATUSES


def paid_findings(
    sheet: HistorySheet, record: Record, law: CoverLaw, board: Board
) -> Iterator[Finding]:
    """国民年金法7条・附則6条: times in which premiums were paid, by will or by duty, without a record."""
    paid = [event for event in sheet.events if event.paid_national]
    if not paid:
        return
    counted = _counted(record, board)
    required = compulsory_months(sheet.born_on)
    for event in paid:
        pattern, first, last = _months(event, sheet, law, board)
        first, last = max(first, required.start, board.first), min(last, required.stop - 1)
        last = min(last, board.end - 1)
        marked = [
            not counted[at - board.first] and not board.recorded[at - board.first]
            for at in range(first, last + 1)
        ]
        spans = tuple(runs(marked, first))
        if spans:
            sure = event.sureness is Sureness.CLEAR and event.last is not None
            yield Finding(
                key=f"{event.key}:national",
                pattern=pattern,
                grade=Grade.LIKELY if sure else Grade.MAYBE,
                scheme=Scheme.NATIONAL,
                spans=spans,
                events=(event.key,),
                employer=event.title if event.category in EMPLOYED else "",
            )


def _counted(record: Record, board: Board) -> bytearray:
    """Mark the months of 国民年金 that count already."""
    counted = bytearray(board.end - board.first)
    for span in record.spans:
        if span.scheme is not Scheme.NATIONAL or span.known_until is not None:
            continue
        if span.status is not None and not STATUSES[span.status].counts:
            continue
        last = board.end - 1 if span.last is None else min(span.last, board.end - 1)
        for at in range(span.first, last + 1):
            counted[at - board.first] = 1
    return counted


def _months(
    event: LifeEvent, sheet: HistorySheet, law: CoverLaw, board: Board
) -> tuple[Pattern, Month, Month]:
    """Give the reason and the months that the person surely means."""
    time = time_of(event, month_of(sheet.born_on), board.end)
    first, last = time.core_first, time.core_last
    if event.last is not None and event.last.precision is Precision.MONTH:
        last += 1  # a month that was paid counts whole, unlike one in which a job ended
    if event.category is Category.MARRIAGE:
        ends = law.start("spouse-voluntary-ends") - 1
        return Pattern.SPOUSE_VOLUNTARY, first, min(last, ends) if event.last else ends
    voluntary = law.start("student-voluntary-ends")
    if event.category is Category.SCHOOL and first < voluntary:
        return Pattern.STUDENT_VOLUNTARY, first, min(last, voluntary - 1)
    return Pattern.NATIONAL_PAID, first, last
