"""What joining a record with its owner would write (基礎年金番号への統合), and what stands against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nenkin.law.months import Month, month_of
from nenkin.law.ownerless import OwnerlessRecord, OwnerlessScheme
from nenkin.law.periods import Kind, Record, Reporter, Scheme, Sex, Span

PAID = "A"  # the official month code of a paid month (納付済)
_LAST_OF_SEAMEN = 1986 * 12 + 2  # 船員保険 until 1986-03; later months are 厚生年金
_SCHEMES = {
    OwnerlessScheme.NATIONAL: Scheme.NATIONAL,
    OwnerlessScheme.EMPLOYEES: Scheme.EMPLOYEES,
    OwnerlessScheme.EMPLOYEES_LEDGER: Scheme.EMPLOYEES,
    OwnerlessScheme.SEAMEN: Scheme.SEAMEN,
    OwnerlessScheme.SEAMEN_LEDGER: Scheme.SEAMEN,
    OwnerlessScheme.MUTUAL: Scheme.MUTUAL,
}


class Hindrance(StrEnum):
    """Why a record cannot be joined as it is."""

    NO_MONTHS = "no-months"  # the record does not say from when to when
    OVERLAPS = "overlaps"  # the person's record has the same scheme in these months
    BEFORE_BIRTH = "before-birth"
    TOO_LATE = "too-late"  # months of 船員保険 after it was joined with 厚生年金
    RELATIVES = "relatives"  # searched for by a member of the family: it is not the searcher's


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the office is asked to agree to.

    ``span`` is what would be added to the person's record, ``None`` where a hindrance forbids it;
    ``beside`` are the spans of other schemes in the same months, which do not forbid it but are shown.
    """

    record: OwnerlessRecord
    span: Span | None
    hindrances: tuple[Hindrance, ...]
    beside: tuple[Span, ...]


def propose(
    record: OwnerlessRecord,
    own: Record,
    on: date,
    *,
    first: Month | None = None,
    last: Month | None = None,
) -> Proposal:
    """Work out what joining ``record`` with somebody's ``own`` record on a day would add.

    ``first`` and ``last`` are the months as a clerk has read them on the evidence, where the record
    has none or others. Spans of the own record that do not stand any more are passed over.
    """
    begins = record.first if first is None else first
    ends = record.last if last is None else last
    if begins is None or ends is None or ends < begins:
        return Proposal(record=record, span=None, hindrances=(Hindrance.NO_MONTHS,), beside=())
    scheme = _SCHEMES[record.scheme]
    together = [span for span in own.spans if _shares(span, begins, ends)]
    hindrances = []
    if any(span.scheme is scheme for span in together):
        hindrances.append(Hindrance.OVERLAPS)
    if begins < month_of(own.person.born_on):
        hindrances.append(Hindrance.BEFORE_BIRTH)
    if scheme is Scheme.SEAMEN and ends > _LAST_OF_SEAMEN:
        hindrances.append(Hindrance.TOO_LATE)
    span = Span(
        scheme=scheme,
        kind=_kind(scheme, own.person.sex),
        first=begins,
        last=ends,
        known_from=on,
        status=PAID if scheme is Scheme.NATIONAL else None,
        employer=None if scheme is Scheme.NATIONAL else record.employer or None,
        reported_by=Reporter.OFFICE,
        reported_on=on,
        corrected=True,
    )
    return Proposal(
        record=record,
        span=None if hindrances else span,
        hindrances=tuple(hindrances),
        beside=tuple(span for span in together if span.scheme is not scheme),
    )


def _shares(span: Span, first: Month, last: Month) -> bool:
    if span.known_until is not None:
        return False
    return span.first <= last and (span.last is None or first <= span.last)


def _kind(scheme: Scheme, sex: Sex) -> Kind:
    if scheme is Scheme.EMPLOYEES:
        return Kind.WOMEN if sex is Sex.FEMALE else Kind.MEN
    kinds = {
        Scheme.NATIONAL: Kind.CATEGORY_1,
        Scheme.SEAMEN: Kind.SEAMAN,
        Scheme.MUTUAL: Kind.LOCAL_SERVANT,
    }
    return kinds[scheme]


def months_given(proposals: Sequence[Proposal]) -> int:
    """Count the months that the proposals would add, each once however many records have it."""
    months: set[Month] = set()
    for proposal in proposals:
        if proposal.span is not None and proposal.span.last is not None:
            months.update(range(proposal.span.first, proposal.span.last + 1))
    return len(months)
