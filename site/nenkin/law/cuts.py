"""Until when months count: 退職時改定, 在職定時改定 and the new reckoning at 65."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from nenkin.law.counting import employed, last_insured
from nenkin.law.lives import Life
from nenkin.law.months import Month

SEPTEMBER = 8  # of a month number: at % 12
YEARLY_SINCE = 2022  # 在職定時改定 (令和2年改正)
AT_70 = 840


@dataclass(frozen=True, slots=True)
class Insured:
    """Months of employees' insurance of any kind as unbroken runs, both ends counted."""

    runs: tuple[tuple[Month, Month], ...]
    seventy: Month

    def at(self, month: Month) -> bool:
        """Whether a month is insured."""
        return any(first <= month <= last for first, last in self.runs)

    def cut(self, at: Month, right: Month, *, yearly: bool) -> Month:
        """Give the month before which months count in the amount of a month, for a right.

        厚生年金保険法43条3項: after leaving, all of them, from the month after the last insured one, or, where
        it is 70 that ends it, from the month after that of 70. 43条2項, where ``yearly``: from each October
        those before September, for who is insured on 1 September and had the right before.
        """
        found = right
        for _, last in self.runs:
            ends_at_70 = last + 1 == self.seventy
            if last + 1 + ends_at_70 <= at:
                found = max(found, last + 1)
        if yearly:
            found = max([found, *self._septembers(at, right)])
        return found

    def cut_early(self, at: Month, made: Month, right: Month | None) -> Month:
        """厚生年金保険法附則13条の4第5項・15条の2: give the same before 65, for what was claimed early.

        ``right``: the month of the right of one's own start age, if there is one before 65. Who leaves
        work before it, or before 65 where there is none, is not counted anew until then.
        """
        return made if right is None or at <= right else self.cut(at, right, yearly=False)

    def changes(self, right: Month, *, yearly: bool) -> Iterator[Month]:
        """Give the months from which a cut may be another one."""
        for _, last in self.runs:
            yield last + 1 + (last + 1 == self.seventy)
        if yearly:
            for september in self._septembers(self.seventy + 1, right):
                yield september + 1

    def _septembers(self, at: Month, right: Month) -> Iterator[Month]:
        first = right + 1 + (SEPTEMBER - (right + 1)) % 12
        for september in range(first, min(at, self.seventy), 12):
            if self.at(september):
                yield september


def insured(life: Life) -> Insured:
    """Join the stretches of employees' insurance that follow each other."""
    runs: list[tuple[Month, Month]] = []
    for s in employed(life):
        last = last_insured(life, s)
        if runs and runs[-1][1] + 1 == s.first:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((s.first, last))
    return Insured(tuple(runs), life.reaches(AT_70))


def pairs(points: list[Month]) -> Iterator[tuple[Month, Month | None]]:
    """Give each point with the one after it; the last has none."""
    yield from itertools.zip_longest(points, points[1:])
