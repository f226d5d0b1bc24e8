"""How many months a person has: by scheme, by how they stand, and towards the 10 years."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from nenkin.law.ages import NATIONAL_BEGAN, reached_on
from nenkin.law.career import STATES, Career
from nenkin.law.months import Month, month_of
from nenkin.law.parameters import Law, Source
from nenkin.law.periods import Scheme
from nenkin.law.statuses import STATUSES, Standing

LAST_AGE = 70  # 特例任意加入 ends (平成6年改正法附則11条 and its successors)
_EMPLOYEES = (Scheme.EMPLOYEES, Scheme.SEAMEN, Scheme.MUTUAL)


@dataclass(frozen=True, slots=True)
class Totals:
    """Months by scheme. Each scheme counts its own months; ``counted`` counts no month twice."""

    by_scheme: Mapping[Scheme, int]  # 国民年金: only the months that count
    national: Mapping[Standing, int]
    exempt: Mapping[Fraction, int]  # months of 免除 by the share that is waived
    additional: int  # 付加保険料納付月数
    missing: int  # 未加入
    counted: int  # towards 受給資格期間


def totals(career: Career) -> Totals:
    """国民年金法5条・26条, 厚生年金保険法19条: count the months of a career."""
    schemes = dict.fromkeys(Scheme, 0)
    national = dict.fromkeys(Standing, 0)
    exempt: dict[Fraction, int] = {}
    additional = 0
    counted = bytearray(len(career.states))
    for span in career.spans:
        months = career.last_of(span) - span.first + 1
        counts = True
        if span.scheme is Scheme.NATIONAL:
            status = STATUSES[span.status or "#"]
            counts = status.counts
            national[status.standing] += months
            additional += months * status.additional
            if status.standing is Standing.EXEMPT:
                exempt[status.exempt] = exempt.get(status.exempt, 0) + months
        if counts:
            schemes[span.scheme] += months
            start = span.first - career.first
            counted[start : start + months] = b"\1" * months
    return Totals(
        by_scheme=schemes,
        national=national,
        exempt=exempt,
        additional=additional,
        missing=career.states.count(_MISSING),
        counted=counted.count(1),
    )


_MISSING = next(index for index, state in enumerate(STATES) if state.missing)


@dataclass(frozen=True, slots=True)
class Qualification:
    """受給資格期間: whether it is reached, and by when it can be.

    ``months`` and ``needed`` are months. ``reachable_from`` is the month after which enough months
    would be there if every month from now on counted; ``None`` where it is reached already, or
    where even counting every month until 70 would not do.
    """

    months: int
    needed: int
    reached: bool
    reachable_from: Month | None
    source: Source


def qualification(law: Law, career: Career, found: Totals) -> Qualification:
    """国民年金法26条: 10 years (25 before 2017-08, shorter for the oldest: 昭和60年改正法附則12条)."""
    row = law.qualifying.at(career.end)
    months, needed, source = found.counted, row.months, row.source
    born_on = career.record.person.born_on
    if needed > law.qualifying.rows[-1].months:
        employees = sum(found.by_scheme[scheme] for scheme in _EMPLOYEES)
        for shorter in law.shortened:
            if born_on > shorter.born_until:
                continue
            if not shorter.employees_only and shorter.months < needed:
                needed, source = shorter.months, shorter.source
            elif shorter.employees_only and employees >= shorter.months:
                return Qualification(employees, shorter.months, True, None, shorter.source)
    reachable: Month | None = None
    if months < needed:
        seventy = month_of(reached_on(born_on, LAST_AGE))
        after = max(career.end, NATIONAL_BEGAN) + needed - months
        reachable = after if after <= seventy else None
    return Qualification(months, needed, months >= needed, reachable, source)
