"""Roughly what months that are found may add to a pension, in yen a year."""

from nenkin.comparison.findings import Worth
from nenkin.comparison.sides import EMPLOYMENT
from nenkin.law.changing import gains
from nenkin.law.estimates import Refused
from nenkin.law.lives import Scenario, Stretch
from nenkin.law.months import Month
from nenkin.law.parameters import Law, NotInForce
from nenkin.law.periods import Kind, Record, Scheme, Sex, Span
from nenkin.law.settling import settle

_PAID = "A"
_KINDS = {
    Scheme.SEAMEN: Kind.SEAMAN,
    Scheme.MUTUAL: Kind.LOCAL_SERVANT,
    Scheme.NATIONAL: Kind.CATEGORY_1,
}


def worth_from(law: Law, record: Record, year: int) -> Worth:
    """Give a function that works out what months would add under the law of a fiscal year.

    The pay of found months is not known. It is taken to be that of the recorded job nearest in time,
    and of months so old that the law has a least pay for them, that least pay (附則の最低額).
    """
    life = settle(record).life
    employed = [
        span
        for span in record.spans
        if span.scheme in EMPLOYMENT and span.known_until is None and span.pay
    ]
    usual = Kind.WOMEN if record.person.sex is Sex.FEMALE else Kind.MEN

    def worth(first: Month, last: Month, scheme: Scheme) -> int | None:
        national = scheme is Scheme.NATIONAL
        added = Stretch(
            scheme=scheme,
            kind=_KINDS.get(scheme, usual),
            first=first,
            last=last,
            status=_PAID if national else None,
            pay=None if national else _pay(law, employed, first, last),
        )
        try:
            found = gains(law, life, Scenario(unconditional=True), year, [(added,)])
        except (Refused, NotInForce):
            return None
        return max(found.yearly[0], 0)

    return worth


def _pay(law: Law, employed: list[Span], first: Month, last: Month) -> int:
    least = law.benefits.least_pay
    if last <= least.until or not employed:
        return least.employees
    nearest = min(
        employed,
        key=lambda span: max(span.first - last, first - (span.last or last), 0),
    )
    return max(nearest.pay or 0, least.employees)
