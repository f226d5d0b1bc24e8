"""What stands against a correction, and what a second pair of eyes should look at before agreeing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nenkin.correcting.changes import Act, Change, shares
from nenkin.interchange.month_codes import THIRD_CATEGORY
from nenkin.interchange.plausibility import FIRST, KINDS, LAST, PREPAID_MONTHS, WITH_PAY
from nenkin.law.ages import compulsory_months
from nenkin.law.career import end_of
from nenkin.law.months import Month, month_of
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Record, Scheme, Span
from nenkin.law.refusals import LEAST_AGE
from nenkin.law.statuses import STATUSES

_COMPULSORY = frozenset({Kind.CATEGORY_1, Kind.CATEGORY_3})
# Those whose insurance could be paid out once and for all (脱退手当金, 脱退一時金).
REFUNDABLE = frozenset({Scheme.NATIONAL, Scheme.EMPLOYEES, Scheme.SEAMEN})


class Refund(StrEnum):
    """Whether 脱退手当金 or 脱退一時金 was paid for the months, as the clerk has looked it up."""

    NONE = "none"  # looked up: nothing was paid
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a correction cannot be as it is: ``place`` of the change, its field, and a code for words."""

    place: int
    field: str
    code: str


HINDRANCES = frozenset(
    {
        *("end-before-start", "before-birth", "too-young", "before-the-scheme", "after-the-scheme"),
        *("not-over", "outside-20-to-60", "kind-unfit", "status-missing", "status-unfit"),
        *("pay-unfit", "pay-out-of-range", "employer-unfit", "overlaps", "nothing-there"),
        *("same", "clash", "refunded"),
    }
)


class Caution(StrEnum):
    """What does not forbid a correction, and is shown to both clerks."""

    BESIDE = "beside"  # another scheme has the same months
    MAYBE_REFUNDED = "maybe-refunded"  # the record or the sheet speaks of a refund
    LOWERS_PAY = "lowers-pay"  # 標準報酬の引下げ
    TAKES_MONTHS = "takes-months"


def hindrances(
    law: Law,
    record: Record,
    standing: Mapping[int, Span],
    changes: Sequence[Change],
    refund: Refund,
) -> tuple[Hindrance, ...]:
    """Give everything that forbids the changes, in their order; nothing where they may be proposed.

    ``record`` is whose it is and the day of its data, ``standing`` its spans by number.
    """
    found = [
        Hindrance(place, field, code)
        for place, change in enumerate(changes)
        for field, code in _of_one(law, record, standing, change)
    ]
    found += [
        Hindrance(place, "first", "clash")
        for place, one in enumerate(changes)
        if any(_clash(one, other) for other in changes[:place])
    ]
    if refund is Refund.PAID:
        found += [
            Hindrance(place, "refund", "refunded")
            for place, change in enumerate(changes)
            if change.act is Act.ADD and change.scheme in REFUNDABLE
        ]
    return tuple(sorted(found, key=lambda one: one.place))


def cautions(
    standing: Mapping[int, Span], changes: Sequence[Change], *, leaving: bool
) -> tuple[Caution, ...]:
    """Give what should be looked at twice; ``leaving``: the sheet speaks of 脱退手当金."""
    found = set()
    for change in changes:
        together = [span for span in standing.values() if shares(span, change.first, change.last)]
        own = [span for span in together if span.scheme is change.scheme]
        if change.act is Act.TAKE:
            found.add(Caution.TAKES_MONTHS)
        if change.act is Act.ADD and any(span.scheme is not change.scheme for span in together):
            found.add(Caution.BESIDE)
        if change.act is Act.CHANGE and any((span.pay or 0) > (change.pay or 0) for span in own):
            found.add(Caution.LOWERS_PAY)
        if change.act is Act.ADD and change.scheme in REFUNDABLE:
            # Months that were paid out stand in the record as 合算対象期間 (昭和60年改正法附則8条5項7号).
            counted = any(_paid_out(span) for span in together)
            if counted or (leaving and change.scheme is not Scheme.NATIONAL):
                found.add(Caution.MAYBE_REFUNDED)
    return tuple(one for one in Caution if one in found)


def _paid_out(span: Span) -> bool:
    return span.scheme is Scheme.COMPLEMENTARY and span.kind is Kind.OTHER


def _clash(one: Change, other: Change) -> bool:
    return one.scheme is other.scheme and one.first <= other.last and other.first <= one.last


def _of_one(
    law: Law, record: Record, standing: Mapping[int, Span], change: Change
) -> Iterator[tuple[str, str]]:
    if change.last < change.first:
        yield "last", "end-before-start"
        return
    yield from _months(record, change)
    if change.act is not Act.TAKE:
        yield from _values(law, change)
    own = [
        span
        for span in standing.values()
        if span.scheme is change.scheme and shares(span, change.first, change.last)
    ]
    if change.act is Act.ADD:
        if own:
            yield "first", "overlaps"
    elif not _cover(own, change.first, change.last):
        yield "first", "nothing-there"
    elif change.act is Act.CHANGE and all(_says_the_same(span, change) for span in own):
        yield "kind", "same"


def _months(record: Record, change: Change) -> Iterator[tuple[str, str]]:
    born_on = record.person.born_on
    if change.first < month_of(born_on):
        yield "first", "before-birth"
    elif change.act is not Act.TAKE and change.first < month_of(born_on) + LEAST_AGE:
        yield "first", "too-young"
    began = max(FIRST[change.scheme], FIRST.get(change.kind, 0) if change.kind else 0)
    if change.first < began:
        yield "first", "before-the-scheme"
    ends = [LAST[what] for what in (change.scheme, change.kind) if what in LAST]
    if ends and change.last > min(ends):
        yield "last", "after-the-scheme"
    ahead = PREPAID_MONTHS if change.scheme is Scheme.NATIONAL else 0
    if change.last >= end_of(record) + ahead:
        yield "last", "not-over"
    if change.kind in _COMPULSORY and change.act is not Act.TAKE:
        months = compulsory_months(born_on)
        if change.first not in months or change.last not in months:
            yield "first", "outside-20-to-60"


def _values(law: Law, change: Change) -> Iterator[tuple[str, str]]:
    if change.kind not in KINDS[change.scheme]:
        yield "kind", "kind-unfit"
    if change.scheme is Scheme.NATIONAL:
        if change.status is None:
            yield "status", "status-missing"
        elif change.status not in STATUSES or (change.status in THIRD_CATEGORY) != (
            change.kind is Kind.CATEGORY_3
        ):
            yield "status", "status-unfit"
    elif change.status is not None:
        yield "status", "status-unfit"
    if change.scheme not in WITH_PAY:
        if change.pay is not None:
            yield "pay", "pay-unfit"
        if change.employer is not None:
            yield "employer", "employer-unfit"
    elif change.pay is not None and not _is_paid_so(law, change):
        yield "pay", "pay-out-of-range"


def _is_paid_so(law: Law, change: Change) -> bool:
    """Whether the pay lies within 標準報酬月額の下限と上限 in every one of the months."""
    assert change.pay is not None
    limits = law.pay_limits
    oldest = limits.rows[0].first
    edges = {change.first, *(row.first for row in limits.rows)}
    return all(
        limits.at(max(at, oldest)).lowest <= change.pay <= limits.at(max(at, oldest)).highest
        for at in edges
        if change.first <= at <= change.last
    )


def _cover(spans: Sequence[Span], first: Month, last: Month) -> bool:
    """Whether spans of one scheme, which never overlap, have every month between them."""
    months = sum(
        (last if span.last is None else min(span.last, last)) - max(span.first, first) + 1
        for span in spans
    )
    return months == last - first + 1


def _says_the_same(span: Span, change: Change) -> bool:
    return (span.kind, span.status, span.pay, span.employer) == (
        *(change.kind, change.status, change.pay, change.employer),
    )
