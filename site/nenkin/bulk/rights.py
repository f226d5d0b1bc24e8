"""When the rights of a life arise: 受給資格期間, 特別支給 and 定額部分."""

from nenkin.bulk.reading import Reading
from nenkin.bulk.tables import Tables
from nenkin.law.figures import StartGroup
from nenkin.law.lives import AT_65, Life
from nenkin.law.months import Month
from nenkin.law.periods import Sex
from nenkin.law.rights import NEW_LAW, POLICE_NUMBERS

MALE = Sex.MALE


class Rights(Reading):
    """A life that was read, with its rights."""

    __slots__ = ("first_insured", "fixed", "qualified", "special")

    def __init__(self, tables: Tables, life: Life, *, unconditional: bool) -> None:
        """Find the rights; raises ``Refused``."""
        super().__init__(tables, life)
        if unconditional:
            known = [division.first for division in life.divisions]
            known += [stretch.first for stretch in life.stretches[:1]]
            self.qualified = min(known, default=None)
        else:
            self.qualified = self._qualified()
        if self.qualified is not None:
            self._find_rights(self.qualified)

    def _qualified(self) -> Month | None:
        """国民年金法26条: give the first month before which there are enough months, none after 70."""
        cohort, whole = self.cohort, self.tables.multiples
        found = self._reached(self.qualifying, cohort.needed * whole)
        if cohort.needed_own is None and not cohort.needed_middle:
            return found if found <= self.r70 + 1 else None
        own = [(first, end, third) for first, end, third, _ in self.insured]
        if cohort.needed_own is not None:
            found = min(found, self._reached(own, cohort.needed_own * whole))
        if cohort.needed_middle and cohort.middle_aged is not None:
            since = self.born + (480 if self.life.sex is MALE else 420)
            later = [
                (max(first, since), end, third)
                for first, end, third, number in self.insured
                if number == 1 and end > since
            ]
            since = self.born + 420
            thirds = [(max(first, since), end, True) for first, end, third in own if third]
            thirds = [line for line in thirds if line[0] < line[1]]
            needed = cohort.middle_aged * whole
            found = min(found, self._reached(later, needed), self._reached(thirds, needed))
        return found if found <= self.r70 + 1 else None

    def _reached(self, lines: list[tuple[Month, Month, bool]], needed: int) -> Month:
        """Give the first month before which the lines have so many months, in 1/multiples."""
        whole, had = self.tables.multiples, 0
        for first, end, third in lines:
            more = (end - first) * whole
            if third:
                more += self.beyond(first, end)
            if had + more >= needed:
                if not third:
                    return first - (had - needed) // whole
                at = first
                while had + (at - first) * whole + self.beyond(first, at) < needed:
                    at += 1
                return at
            had += more
        return self.r70 + 2

    def beyond(self, first: Month, end: Month) -> int:
        """昭和60年改正法附則47条: give what months of 第3種 count beyond their number, in 1/multiples."""
        found = 0
        for start, stop, more in self.tables.multipliers:
            within = (min(end, stop)) - (max(first, start))
            if within > 0:
                found += within * more
        return found

    def _find_rights(self, qualified: Month) -> None:
        """厚生年金保険法附則8条・8条の2: find the months of 特別支給 and of 定額部分 before 65."""
        self.special: dict[int, Month] = {}
        self.fixed: dict[int, Month] = {}
        firsts = [division.first for division in self.life.divisions]
        firsts += [line[0] for line in self.insured[:1]]
        self.first_insured = min(firsts, default=None)
        needed = self.tables.conditions.special * self.tables.multiples
        enough: Month | None = None
        for number in self.numbers:
            group = StartGroup.GENERAL
            if self.life.police and number in POLICE_NUMBERS:
                group = StartGroup.POLICE
            elif number == 1:
                group = StartGroup.GENERAL if self.life.sex is MALE else StartGroup.WOMEN
                third = sum(
                    min(end, self.r65) - first
                    for first, end, third, _ in self.insured
                    if third and first < self.r65
                )
                if third >= self.tables.conditions.miner:
                    group = StartGroup.MINERS
            age, fixed = self.cohort.start_ages[group]
            if age >= AT_65:
                continue
            if enough is None:
                enough = self._reached(
                    [(first, end, third) for first, end, third, _ in self.insured], needed
                )
            start = max(self.born + age, qualified, enough, NEW_LAW - 1)
            if start < self.r65:
                self.special[number] = start
                if max(start, self.born + fixed) < self.r65:
                    self.fixed[number] = max(start, self.born + fixed)
