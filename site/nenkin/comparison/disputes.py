"""Parts of the record that the person disputes (この記録は私のものではない、会社の名前がちがう)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nenkin.comparison.companies import folded_company
from nenkin.comparison.findings import Finding, Grade, Pattern
from nenkin.comparison.sides import NATIONAL, Stretch, stretches
from nenkin.law.months import Month, spell
from nenkin.law.periods import Record
from nenkin.law.remembered import Objected, Objection

PATTERNS: Mapping[Objection, Pattern] = {
    Objection.NOT_MINE: Pattern.NOT_MINE,
    Objection.OTHER_NAME: Pattern.OTHER_NAME,
    Objection.OTHER_MONTHS: Pattern.RECORD_DIFFERS,
    Objection.OTHER_PAY: Pattern.RECORD_DIFFERS,
}


def recorded_stretches(record: Record, end: Month) -> list[Stretch]:
    """Give what can be disputed: each time at an employer, and each time in 国民年金, as recorded."""
    return [*stretches(record.spans, end), *stretches(record.spans, end, NATIONAL)]


@dataclass(frozen=True, slots=True)
class Disputed:
    """The person's word, and what of the record it is about."""

    objected: Objected
    stretch: Stretch

    @property
    def is_not_theirs(self) -> bool:
        """Whether the person says that it is somebody else's."""
        return self.objected.objection is Objection.NOT_MINE


def disputed(objections: Iterable[Objected], record: Record, end: Month) -> list[Disputed]:
    """Give every objection with the stretch of the record that it is about.

    An objection names a month and an employer as recorded. Where the record has that employer no
    more in that month, it was corrected since, and nothing is disputed any longer.
    """
    found: list[Disputed] = []
    every = recorded_stretches(record, end)
    for objected in objections:
        held = [one for one in every if one.first <= objected.first <= one.last]
        name = folded_company(objected.employer)
        named = [one for one in held if folded_company(one.employer) == name]
        # A sheet written by hand may leave the employer out.
        meant = named or ([] if name else held)
        if meant:
            found.append(Disputed(objected, meant[0]))
    return found


def disputed_findings(found: Iterable[Disputed]) -> Iterator[Finding]:
    """Give a finding for each: what to have the office look into, though no month is missing."""
    for one in found:
        objected, stretch = one.objected, one.stretch
        yield Finding(
            key=f"record-{spell(objected.first)}:{objected.objection}",
            pattern=PATTERNS[objected.objection],
            grade=Grade.LIKELY,
            scheme=stretch.scheme,
            employer=stretch.employer,
            recorded=(stretch.first, stretch.last),
        )
