"""The months of a life: what counts, until when, and what work pays."""

from bisect import bisect_left
from typing import TypeAlias

from nenkin.bulk.rights import MALE, Rights
from nenkin.bulk.tables import WHOLE, Tables
from nenkin.law.ages import NATIONAL_BEGAN
from nenkin.law.cuts import SEPTEMBER
from nenkin.law.lives import Life
from nenkin.law.months import Month

EARLIEST = 54  # a year before the youngest age at which any pension begins
# First months; pieces: first, month after the last, 第3種, months before it, those from 20 to 60
_Summed: TypeAlias = tuple[list[Month], list[tuple[Month, Month, bool, int, int]]]


class Facts(Rights):
    """What both the months before 65 and those after it are worked out from."""

    __slots__ = (
        *("_basics", "_insured", "_late_bonuses", "_late_works", "_lines", "_most_work"),
        *("_national", "_work", "from_20", "one_number", "to_60"),
    )

    def __init__(self, tables: Tables, life: Life, *, unconditional: bool) -> None:
        """Read a life; raises ``Refused``."""
        super().__init__(tables, life, unconditional=unconditional)
        self._basics: dict[Month, tuple[int, int]] = {}
        self._insured: dict[tuple[int, Month], tuple[int, int]] = {}
        self._lines: dict[int, _Summed] = {}
        self._most_work: int | None = None
        self._work: dict[Month, int] = {}
        self._national: dict[Month, tuple[int, int, list[int]]] = {}
        self.one_number = len(self.numbers) == 1
        self.from_20, self.to_60 = max(self.born + 240, NATIONAL_BEGAN), self.born + 720

    def months(self, number: int, before: Month) -> tuple[int, int]:
        """Give months of one of 第1号 to 第4号, or of all (0), in 1/multiples, and those from 20 to 60."""
        if before > self.own_until:  # noqa: PLR1730  # faster than min
            before = self.own_until
        if self.one_number:
            number = 0
        key = (number, before)
        found = self._insured.get(key)
        if found is None:
            found = self._insured[key] = self._months(number, before)
        return found

    def _months(self, number: int, before: Month) -> tuple[int, int]:
        line = self._lines.get(number)
        if line is None:
            line = self._lines[number] = self._summed(number)
        firsts, pieces = line
        place = bisect_left(firsts, before) - 1
        if place < 0:
            return 0, 0
        first, end, third, had, had_within = pieces[place]
        months, within = self._within(first, min(end, before), third=third)
        return had + months, had_within + within

    def _summed(self, number: int) -> _Summed:
        """Give insured stretches, each with the months before it."""
        pieces = []
        had = had_within = 0
        for first, end, third, own in self.insured:
            if not number or own == number:
                pieces.append((first, end, third, had, had_within))
                months, within = self._within(first, end, third=third)
                had += months
                had_within += within
        return [piece[0] for piece in pieces], pieces

    def _within(self, first: Month, end: Month, *, third: bool) -> tuple[int, int]:
        months = (end - first) * self.tables.multiples
        if third:
            months += self.beyond(first, end)
        if self.from_20 <= first and end <= self.to_60:
            return months, end - first
        return months, max(min(end, self.to_60) - max(first, self.from_20), 0)

    def is_middle_aged(self, before: Month) -> bool:
        """昭和60年改正法附則61条: 15 to 19 years after 40 (women, miners, seamen: 35)."""
        if self.cohort.middle_aged is None:
            return False
        needed = self.cohort.middle_aged * self.tables.multiples
        since = self.born + (480 if self.life.sex is MALE else 420)
        from_35 = self.born + 420
        later = thirds = 0
        for first, end, third, number in self.insured:
            stop = min(end, before)
            if number == 1 and stop > max(first, since):
                later += (stop - max(first, since)) * self.tables.multiples
                if third:
                    later += self.beyond(max(first, since), stop)
            if third and stop > max(first, from_35):
                start = max(first, from_35)
                thirds += (stop - start) * self.tables.multiples + self.beyond(start, stop)
        return later >= needed or thirds >= needed

    def has_240(self, before: Month, *, deemed: bool = False) -> bool:
        """厚生年金保険法44条1項: whether 加給年金 is open, or with ``deemed`` 振替加算 closed."""
        months, _ = self.months(0, before)
        if deemed and self.life.divisions:
            months += self._deemed_months(before) * self.tables.multiples
        enough = self.tables.conditions.addition * self.tables.multiples
        return months >= enough or self.is_middle_aged(before)

    def has_for_children(self, before: Month) -> bool:
        """令和7年法律74号3条: whether there are the months that are enough for children from 2028-04 on."""
        months, _ = self.months(0, before)
        return months >= self.tables.reform.child_months * self.tables.multiples

    def _deemed_months(self, before: Month) -> int:
        """厚生年金保険法78条の6第3項: count the months that only a division gave."""
        return sum(
            not any(first <= at < end for first, end, _, _ in self.insured)
            for division in self.life.divisions
            for at in range(division.first, min(division.last + 1, before))
        )

    def basic(self, before: Month) -> tuple[int, int]:
        """国民年金法27条・44条: give 老齢基礎年金 and 付加年金, counting the months before ``before``."""
        if before > self.counting_until:  # noqa: PLR1730  # faster than min
            before = self.counting_until
        found = self._basics.get(before)
        if found is None:
            found = self._basics[before] = self._basic(before)
        return found

    def _basic(self, before: Month) -> tuple[int, int]:
        cohort = self.cohort
        capable, fractions = cohort.capable, cohort.fractions
        until = min(before, self.national_until)
        national = self._national.get(until)
        if national is None:
            national = self._national[until] = self._national_months(until)
        whole, additional, exempt = national
        paid = self.months(0, before)[1] + whole
        counted = min(capable, paid) * fractions
        if exempt:
            room = capable - min(capable, paid)
            for months, (counts, excess) in zip(exempt, cohort.counted, strict=True):
                if months:
                    within = min(room, months)
                    room -= within
                    counted += within * counts + (months - within) * excess
            counted = min(counted, capable * fractions)
        parts = capable * fractions
        unit = self.tables.unit
        yen = (2 * cohort.full * counted + parts * unit) // (2 * parts * unit) * unit
        return yen, additional * cohort.additional

    def _national_months(self, before: Month) -> tuple[int, int, list[int]]:
        """Give months of 国民年金: those that count whole, of 付加年金, and exempt ones in the order of the law."""
        since = self.tables.new_fractions_since
        whole = additional = 0
        exempt: list[int] = []
        for first, end, mode, more in self.counting:
            if first >= before:
                break
            months = min(before, end) - first
            if mode == WHOLE:
                whole += months
            elif mode >= 0:
                exempt = exempt or [0] * 8
                new = max(min(before, end) - max(since, first), 0)
                exempt[2 * mode] += new
                exempt[2 * mode + 1] += months - new
            if more:
                additional += months
        return whole, additional, exempt

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
        found = self._work.get(at)
        if found is None:
            found = self._work[at] = self._work_of(at)
        return found

    def _work_of(self, at: Month) -> int:
        pay, before = None, False
        for first, end, yen in self._late_works:
            if first <= at < end:
                pay = yen
            if first < at <= end:
                before = True
        if pay is None or not before:
            return 0
        recent = self._late_bonuses
        return 12 * pay + sum(yen for month, yen in recent if at - 12 < month <= at)

    def pay_of_work(self, at: Month) -> int:
        """Give the pay of a month whose work suspends, without bonuses."""
        return next(yen or 0 for first, end, yen in self._late_works if first <= at < end)

    def most_work(self) -> int:
        """Give a number that ``work`` of no month from 55 on exceeds."""
        if self._most_work is None:
            since = self.born + 12 * EARLIEST
            self._late_works = [line for line in self.works if line[1] >= since]
            pay = max((yen for _, _, yen in self._late_works if yen is not None), default=0)
            months = sorted(line for line in self.bonuses if line[0] > since - 12)
            self._late_bonuses = months
            bonuses = most = place = 0
            for month, yen in months:
                bonuses += yen
                while months[place][0] <= month - 12:
                    bonuses -= months[place][1]
                    place += 1
                most = max(most, bonuses)
            self._most_work = 12 * pay + most if pay else 0
        return self._most_work
