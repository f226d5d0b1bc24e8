"""繰上げ・繰下げ: by how much a claim before or after 65 changes an amount, for life."""

from dataclasses import dataclass
from fractions import Fraction

from nenkin.law.lives import Life
from nenkin.law.parameters import Law, Source
from nenkin.law.rounding import yearly
from nenkin.law.working import Worked, step, written


@dataclass(frozen=True, slots=True)
class Change:
    """A share of the amount, for a number of months; ``late``: added, and not taken away."""

    share: Fraction
    months: int
    late: bool
    source: Source

    def of(self, label: str, yen: Fraction | int, year: int) -> Worked:
        """国民年金法施行令4条の5・12条: the change itself is rounded, then added or taken away."""
        changed = yearly(yen * self.share, year)
        signed = changed if self.late else -changed
        formula = f"{written(yen)} × {written(self.share)}"
        return Worked(signed, (step(label, formula, signed, self.source, months=self.months),))


def early(law: Law, life: Life, months: int) -> Change:
    """国民年金法附則9条の2・施行令12条, 厚生年金保険法附則7条の3・13条の4: claimed so many months before.

    0.4 % a month, 0.5 % for births until 1962-04-01; until 1941-04-01 by the age in whole years.
    """
    by_age = law.benefits.claims_by_age
    if life.born_on <= by_age.born_until:
        share = 1 - by_age.early[65 + -months // 12]
        return Change(share, months, late=False, source=by_age.source)
    row = law.benefits.early.of(life.born_on)
    return Change(row.value.rate * months, months, late=False, source=row.source)


def late(law: Law, life: Life, months: int) -> Change:
    """国民年金法28条4項・施行令4条の5, 厚生年金保険法44条の3第4項: put off so many months, up to 70 or 75."""
    by_age = law.benefits.claims_by_age
    if life.born_on <= by_age.born_until:
        share = by_age.late[65 + min(months, 60) // 12] - 1
        return Change(share, months, late=True, source=by_age.source)
    row = law.benefits.late.of(life.born_on)
    counted = min(months, row.value.months)
    return Change(row.value.rate * counted, counted, late=True, source=row.source)
