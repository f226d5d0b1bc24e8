"""Bonuses (標準賞与額) in a correction: what is added and taken away, and what stands against it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nenkin.correcting.changes import Act, shares
from nenkin.correcting.checking import Hindrance
from nenkin.law.months import month_of
from nenkin.law.parameters import Law
from nenkin.law.periods import Bonus, Record, Scheme, Span

PAYING = (Scheme.EMPLOYEES, Scheme.SEAMEN, Scheme.MUTUAL)  # 賞与の保険料がある制度
HINDRANCES = frozenset({"future", "before-bonuses", "not-insured", "twice", "gone"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BonusChange:
    """A bonus that is added, or one that stands and is taken away. A wrong one is both."""

    act: Act
    scheme: Scheme
    paid_on: date
    amount: int  # yen, before any cap
    employer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BonusDiff:
    """What is closed, by number and as it stood, and what is put beside the rest."""

    closing: tuple[int, ...]
    closed: tuple[Bonus, ...]
    adding: tuple[Bonus, ...]


def bonuses_worked_out(
    standing: Mapping[int, Bonus], changes: Sequence[BonusChange], on: date
) -> BonusDiff:
    """Give what the changes do to the bonuses that stand, known from the day ``on``."""
    left, closing = dict(standing), []
    for change in changes:
        found = next((no for no, one in left.items() if _is(one, change)), None)
        if change.act is Act.TAKE and found is not None:
            closing.append(found)
            del left[found]
    closing.sort()
    return BonusDiff(
        closing=tuple(closing),
        closed=tuple(standing[number] for number in closing),
        adding=tuple(
            Bonus(
                scheme=change.scheme,
                paid_on=change.paid_on,
                amount=change.amount,
                employer=change.employer,
                known_from=on,
            )
            for change in changes
            if change.act is Act.ADD
        ),
    )


def with_bonuses(record: Record, diff: BonusDiff) -> Record:
    """Give a record as its bonuses would stand afterwards."""
    gone, kept = list(diff.closed), []
    for one in record.bonuses:
        if one in gone:
            gone.remove(one)
        else:
            kept.append(one)
    bonuses = sorted((*kept, *diff.adding), key=lambda one: one.paid_on)
    return replace(record, bonuses=tuple(bonuses))


def added_numbers(standing: Mapping[int, Bonus], diff: BonusDiff) -> tuple[int, ...] | None:
    """Give the numbers under which what a correction added stands; ``None`` where some does not."""
    left, numbers = dict(standing), []
    for wanted in diff.adding:
        same = [no for no, one in left.items() if _same(one, wanted)]
        if not same:
            return None
        latest = max(same, key=lambda no: (left[no].known_from, no))
        numbers.append(latest)
        del left[latest]
    return tuple(sorted(numbers))


def bonus_hindrances(
    law: Law,
    spans: Sequence[Span],
    standing: Mapping[int, Bonus],
    changes: Sequence[BonusChange],
    on: date,
) -> tuple[Hindrance, ...]:
    """Give everything that forbids the changes; ``spans`` are those that stand after the correction."""
    found = []
    for place, change in enumerate(changes):
        codes = [] if change.act is Act.TAKE else list(_of_month(law, spans, change, on))
        if _in_the_way(standing, changes[:place], change):
            codes.append("gone" if change.act is Act.TAKE else "twice")
        found += [Hindrance(place, "paid_on", code) for code in codes]
    return tuple(found)


def _of_month(law: Law, spans: Sequence[Span], change: BonusChange, on: date) -> Iterator[str]:
    at = month_of(change.paid_on)
    if change.paid_on > on:
        yield "future"
    elif at < law.bonus_caps.rows[0].first:
        yield "before-bonuses"
    elif not any(span.scheme is change.scheme and shares(span, at, at) for span in spans):
        yield "not-insured"


def _in_the_way(
    standing: Mapping[int, Bonus], before: Sequence[BonusChange], change: BonusChange
) -> bool:
    """Whether what is taken is not there any more, or what is added is there already."""
    there = sum(_is(one, change) for one in standing.values())
    for one in before:
        if _equal(one, change):
            there += 1 if one.act is Act.ADD else -1
    return (there <= 0) is (change.act is Act.TAKE)


def _is(bonus: Bonus, change: BonusChange) -> bool:
    return (bonus.scheme, bonus.paid_on, bonus.amount, bonus.employer) == (
        *(change.scheme, change.paid_on, change.amount, change.employer),
    )


def _same(one: Bonus, other: Bonus) -> bool:
    return replace(one, known_from=other.known_from) == other


def _equal(one: BonusChange, other: BonusChange) -> bool:
    return replace(one, act=other.act) == other
