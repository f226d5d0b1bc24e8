"""The months and rights of a life that was read: what counts, since when, and until when."""

from nenkin.bulk.reading import Reading
from nenkin.bulk.tables import WHOLE, Tables
from nenkin.law.ages import NATIONAL_BEGAN
from nenkin.law.cuts import SEPTEMBER
from nenkin.law.figures import StartGroup
from nenkin.law.lives import AT_65, Life
from nenkin.law.months import Month
from nenkin.law.periods import Sex
from nenkin.law.rights import NEW_LAW

_MALE = Sex.MALE


class Facts(Reading):
    """What both the months before 65 and those after it are worked out from."""

    __slots__ = ("_basics", "_insured", "first_insured", "fixed", "qualified", "special")

    def __init__(self, tables: Tables, life: Life, *, unconditional: bool) -> None:
        """Find the rights of a life; raises ``Refused``."""
        super().__init__(tables, life)
        if unconditional:
            known = [division.first for division in life.divisions]
            known += [stretch.first for stretch in life.stretches[:1]]
            self.qualified = min(known, default=None)
        else:
            self.qualified = self._qualified()
        self._basics: dict[Month, tuple[int, int]] = {}
        self._insured: dict[tuple[int, Month], tuple[int, int]] = {}
        if self.qualified is not None:
            self._find_rights(self.qualified)

    def _qualified(self) -> Month | None:
        """国民年金法26条: give the first month before which there are enough months, none after 70."""
        cohort, whole = self.cohort, self.tables.multiples
        own = [(first, end, third) for first, end, third, _ in self.insured]
        every = own + [(first, end, False) for first, end, _, _, counts in self.counting if counts]
        every.sort()
        found = self._reached(every, cohort.needed * whole)
        if cohort.needed_own is not None:
            found = min(found, self._reached(own, cohort.needed_own * whole))
        if cohort.needed_middle and cohort.middle_aged is not None:
            since = self.born + (480 if self.life.sex is _MALE else 420)
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
                more += self._extra(first, end)
            if had + more >= needed:
                if not third:
                    return first - (had - needed) // whole
                at = first
                while had + (at - first) * whole + self._extra(first, at) < needed:
                    at += 1
                return at
            had += more
        return self.r70 + 2

    def _extra(self, first: Month, end: Month) -> int:
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
            if number == 1:
                group = StartGroup.GENERAL if self.life.sex is _MALE else StartGroup.WOMEN
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

    def months(self, number: int, before: Month) -> tuple[int, int]:
        """Give months of one of 第1号 to 第4号, or of all (0), in 1/multiples, and those from 20 to 60."""
        before = min(before, self.own_until)
        key = (number, before)
        found = self._insured.get(key)
        if found is not None:
            return found
        low, high = max(self.born + 240, NATIONAL_BEGAN), min(self.born + 720, before)
        whole, extra, within = 0, 0, 0
        for first, end, third, own in self.insured:
            if first >= before:
                break
            if number and own != number:
                continue
            end = min(end, before)  # noqa: PLW2901  # the rest does not count yet
            whole += end - first
            if third:
                extra += self._extra(first, end)
            part = (min(high, end)) - (max(low, first))
            if part > 0:
                within += part
        found = self._insured[key] = (whole * self.tables.multiples + extra, within)
        return found

    def is_middle_aged(self, before: Month) -> bool:
        """昭和60年改正法附則61条: 15 to 19 years after 40 (women, miners, seamen: 35)."""
        if self.cohort.middle_aged is None:
            return False
        needed = self.cohort.middle_aged * self.tables.multiples
        since = self.born + (480 if self.life.sex is _MALE else 420)
        from_35 = self.born + 420
        later = thirds = 0
        for first, end, third, number in self.insured:
            stop = min(end, before)
            if number == 1 and stop > max(first, since):
                later += (stop - max(first, since)) * self.tables.multiples
                if third:
                    later += self._extra(max(first, since), stop)
            if third and stop > max(first, from_35):
                start = max(first, from_35)
                thirds += (stop - start) * self.tables.multiples + self._extra(start, stop)
        return later >= needed or thirds >= needed

    def has_240(self, before: Month, *, deemed: bool = False) -> bool:
        """厚生年金保険法44条1項: whether 加給年金 is open, or with ``deemed`` 振替加算 closed."""
        months, _ = self.months(0, before)
        if deemed and self.life.divisions:
            months += self._deemed_months(before) * self.tables.multiples
        enough = self.tables.conditions.addition * self.tables.multiples
        return months >= enough or self.is_middle_aged(before)

    def _deemed_months(self, before: Month) -> int:
        """厚生年金保険法78条の6第3項: count the months that only a division gave."""
        return sum(
            not any(first <= at < end for first, end, _, _ in self.insured)
            for division in self.life.divisions
            for at in range(division.first, min(division.last + 1, before))
        )

    def basic(self, before: Month) -> tuple[int, int]:
        """国民年金法27条・44条: give 老齢基礎年金 and 付加年金, counting the months before ``before``."""
        found = self._basics.get(before)
        if found is None:
            found = self._basics[before] = self._basic(before)
        return found

    def _basic(self, before: Month) -> tuple[int, int]:
        cohort = self.cohort
        since = self.tables.new_fractions_since
        paid = self.months(0, before)[1]
        additional = 0
        exempt: list[int] | None = None
        for first, end, mode, more, _ in self.counting:
            if first >= before:
                break
            months = (min(before, end)) - first
            if mode == WHOLE:
                paid += months
            elif mode >= 0:
                if exempt is None:
                    exempt = [0] * 8
                new = (min(before, end)) - (max(since, first))
                new = max(new, 0)
                exempt[2 * mode] += new
                exempt[2 * mode + 1] += months - new
            if more:
                additional += months
        capable = cohort.capable
        counted = (min(capable, paid)) * cohort.fractions
        if exempt is not None:
            room = capable - counted // cohort.fractions
            for months, (counts, excess) in zip(exempt, cohort.counted, strict=True):
                within = min(room, months)
                room -= within
                counted += within * counts + (months - within) * excess
            counted = min(counted, capable * cohort.fractions)
        parts = capable * cohort.fractions
        return (2 * cohort.full * counted + parts) // (2 * parts), additional * cohort.additional

    def insured_at(self, at: Month) -> bool:
        """Whether a month is insured."""
        return any(first <= at < end for first, end in self.runs)

    def cut(self, at: Month, right: Month, *, yearly: bool) -> Month:
        """厚生年金保険法43条2項・3項: give the month before which months count in the amount of a month."""
        found = right
        for first, end in self.runs:
            if end > right:
                if end + (end == self.r70) <= at and end > found:
                    found = end
                if yearly:
                    september = max(first, right + 1)
                    last = min(end, at, self.r70) - 1
                    last -= (last - SEPTEMBER) % 12
                    if last >= september and last > found:
                        found = last
        return found

    def work(self, at: Month) -> int:
        """厚生年金保険法46条1項: give twelve times 総報酬月額相当額 of a month whose work suspends, or 0."""
        pay, before = None, False
        for first, end, yen in self.works:
            if first <= at < end:
                pay = yen
            if first < at <= end:
                before = True
        if pay is None or not before:
            return 0
        return 12 * pay + sum(yen for month, yen in self.bonuses if at - 12 < month <= at)
