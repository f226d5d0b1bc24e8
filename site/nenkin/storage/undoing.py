"""How a correction is taken back (訂正の取消し): the plan of it, which two people do as they did the first."""

import json
from dataclasses import replace
from datetime import date

import msgspec
from sqlalchemy import select

from nenkin.correcting.bonuses import BonusDiff, added_numbers
from nenkin.correcting.changes import Act, Change, shares, undone
from nenkin.correcting.checking import Refund
from nenkin.law.months import month
from nenkin.law.periods import Span
from nenkin.storage.correction_plans import Plan, Stop, Stopped, Verdict, base_of
from nenkin.storage.corrections import CORRECTIONS, Correction
from nenkin.storage.database import Database
from nenkin.storage.records import numbered_bonuses, numbered_spans

LAST_MONTH = month(9999, 12)  # of a span that goes on


async def plan_undoing(db: Database, done: Correction, on: date, evidence: str) -> Plan:
    """Give the plan that takes a correction back. Raises ``Stopped`` where it was corrected since."""
    wanted = select(CORRECTIONS.c.spans_added).where(CORRECTIONS.c.id == done.id)
    async with db.read() as session:
        numbers: list[int] = json.loads((await session.run(wanted)).scalar_one() or "[]")
    standing = await numbered_spans(db, done.person_id)
    if done.verdict is not Verdict.APPROVED or not standing.keys() >= set(numbers):
        raise Stopped(Stop.RECORD_CHANGED)
    added = {number: standing[number] for number in numbers}
    bonuses = await _bonuses_back(db, done, on)
    others = [span for number, span in standing.items() if number not in added]
    if any(_in_the_way(other, span) for other in others for span in done.plan.diff.closed):
        raise Stopped(Stop.RECORD_CHANGED)
    return Plan(
        changes=[_back(span, Act.TAKE) for span in added.values()]
        + [_back(span, Act.ADD) for span in done.plan.diff.closed],
        diff=undone(done.plan.diff.closed, added, on),
        base=base_of(standing),
        outcome=done.plan.outcome,
        evidence=evidence,
        refund=Refund.NONE,
        record_line=done.plan.record_line,
        bonuses=bonuses or msgspec.UNSET,
    )


async def _bonuses_back(db: Database, done: Correction, on: date) -> BonusDiff | None:
    """Give what takes its bonuses back. Raises ``Stopped`` where they were corrected since."""
    diff = done.plan.bonus_diff
    if not (diff.closing or diff.adding):
        return None
    standing = await numbered_bonuses(db, done.person_id)
    numbers = added_numbers(standing, diff)
    if numbers is None:
        raise Stopped(Stop.RECORD_CHANGED)
    back = tuple(replace(one, known_from=on, known_until=None) for one in diff.closed)
    closed = tuple(standing[number] for number in numbers)
    return BonusDiff(closing=numbers, closed=closed, adding=back)


def _in_the_way(other: Span, span: Span) -> bool:
    months = (span.first, LAST_MONTH if span.last is None else span.last)
    return other.scheme is span.scheme and shares(other, *months)


def _back(span: Span, act: Act) -> Change:
    last = span.first if span.last is None else span.last
    return Change(
        act=act,
        scheme=span.scheme,
        first=span.first,
        last=last,
        kind=span.kind,
        status=span.status,
        pay=span.pay,
        employer=span.employer,
    )
