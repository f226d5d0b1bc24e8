"""How many months a person has: by scheme, by how they stand, and towards the 10 years."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from nenkin.law.ages import NATIONAL_BEGAN, compulsory_months, reached_on
from nenkin.law.career import EMPLOYMENT, MISSING, STATES, Career, state_of
from nenkin.law.counting import is_voluntary_unpaid
from nenkin.law.months import Month, month_of
from nenkin.law.parameters import Law, Source
from nenkin.law.periods import Kind, Scheme
from nenkin.law.statuses import STATUSES, Standing

LAST_AGE = 70  # 特例任意加入 ends (平成6年改正法附則11条 and its successors)
_THIRD_KIND = frozenset({Kind.SEAMAN, Kind.MINERS_SEAMEN, Kind.FUND_MINERS})


@dataclass(frozen=True, slots=True)
class Totals:
    """Months by scheme. A month counts once within each scheme, and once in ``counted``.

    Of 国民年金 a month that two handbooks have stands as the one of them that counts.
    """

    by_scheme: Mapping[Scheme, int]  # 国民年金: only the months that count
    national: Mapping[Standing, int]
    exempt: Mapping[Fraction, int]  # months of 免除 by the share that is waived
    additional: int  # 付加保険料納付月数
    missing: int  # 未加入
    counted: int  # towards 受給資格期間


def totals(career: Career) -> Totals:
    """国民年金法5条・26条, 厚生年金保険法19条: count the months of a career."""
    lines = {scheme: bytearray(len(career.states)) for scheme in Scheme}
    counted = bytearray(len(career.states))
    for span in career.spans:
        line, state = lines[span.scheme], state_of(span)
        start, stop = span.first - career.first, career.last_of(span) + 1 - career.first
        if max(line[start:stop], default=0) <= state:
            line[start:stop] = bytes((state,)) * (stop - start)
        else:
            line[start:stop] = bytes(max(state, held) for held in line[start:stop])
        code = STATES[state].status
        if code is not None and not STATUSES[code].counts:
            if not is_voluntary_unpaid(span.kind, code):
                continue
            stop = min(stop, compulsory_months(career.record.person.born_on).stop - career.first)
        counted[start:stop] = b"\1" * max(stop - start, 0)
    national = dict.fromkeys(Standing, 0)
    exempt: dict[Fraction, int] = {}
    additional = counting = 0
    for state, months in Counter(lines[Scheme.NATIONAL]).items():
        code = STATES[state].status
        if code is None:
            continue
        status = STATUSES[code]
        national[status.standing] += months
        additional += months * status.additional
        counting += months * status.counts
        if status.standing is Standing.EXEMPT:
            exempt[status.exempt] = exempt.get(status.exempt, 0) + months
    schemes = {scheme: len(line) - line.count(0) for scheme, line in lines.items()}
    return Totals(
        by_scheme=schemes | {Scheme.NATIONAL: counting},
        national=national,
        exempt=exempt,
        additional=additional,
        missing=career.states.count(MISSING),
        counted=counted.count(1),
    )


@dataclass(frozen=True, slots=True)
class Qualification:
    """受給資格期間: whether it is reached, and by when it can be.

    ``months`` are calendar months, as pages show them; ``qualifying`` is the same with the months of
    seamen and miners multiplied, and is what is compared with ``needed``. ``reachable_from`` is the
    month after which enough would be there if every month from now on counted; ``None`` where it is
    reached already, or where even counting every month until 70 would not do.

    ``needed`` is ``None`` for who is under the law of before 1986-04 (旧法), of which this site knows
    nothing: ``reached`` says nothing then, and a page sends them to the office.
    """

    months: int
    needed: int | None
    reached: bool
    reachable_from: Month | None
    source: Source
    qualifying: Fraction

    @property
    def old_law(self) -> bool:
        """Whether the law of before 1986-04 decides (旧法)."""
        return self.needed is None


def qualification(law: Law, career: Career, found: Totals) -> Qualification:
    """国民年金法26条: 10 years (25 before 2017-08, shorter for the oldest: 昭和60年改正法附則12条).

    Not known here: 15 to 19 years of 厚生年金 after 40 (35 for women, seamen and miners) were enough
    for those born until 1951-04-01 (中高齢の特例), and what else 附則12条 has for miners and seamen. So
    before 2017-08 ``reached`` may be false for somebody who had it by one of these.
    """
    born_on = career.record.person.born_on
    extra = _multiplied(law, career)
    months, qualifying = found.counted, found.counted + extra
    row = law.qualifying.find(career.end)
    if row is None or born_on <= law.old_law.born_until:
        return Qualification(months, None, False, None, law.old_law.source, qualifying)
    needed, source = row.months, row.source
    if needed > law.qualifying.rows[-1].months:
        employed = sum(state >= EMPLOYMENT for state in career.states)
        for shorter in law.shortened:
            if born_on > shorter.born_until:
                continue
            if not shorter.employees_only and shorter.months < needed:
                needed, source = shorter.months, shorter.source
            elif shorter.employees_only and employed + extra >= shorter.months:
                enough = shorter.months
                return Qualification(employed, enough, True, None, shorter.source, employed + extra)
    reachable: Month | None = None
    if qualifying < needed:
        seventy = month_of(reached_on(born_on, LAST_AGE))
        after = max(career.end, NATIONAL_BEGAN) + math.ceil(needed - qualifying)
        reachable = after if after <= seventy else None
    return Qualification(months, needed, qualifying >= needed, reachable, source, qualifying)


def _multiplied(law: Law, career: Career) -> Fraction:
    """昭和60年改正法附則8条・47条: what seamen and miners have beyond their calendar months."""
    covered = bytearray(len(career.states))
    for span in career.spans:
        if span.kind in _THIRD_KIND:
            start, stop = span.first - career.first, career.last_of(span) + 1 - career.first
            covered[start:stop] = b"\1" * (stop - start)
    extra = Fraction(0)
    for row in law.multipliers.rows:
        start = max(row.first - career.first, 0)
        stop = len(covered) if row.last is None else max(row.last + 1 - career.first, 0)
        extra += covered.count(1, start, stop) * (row.multiplier - 1)
    return extra
