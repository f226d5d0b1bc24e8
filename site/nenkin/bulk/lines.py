"""What the employees' parts are from month to month, before 65 and after: lines of months and amounts.

A line is a list of entries; each holds from its month to that of the next one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from nenkin.bulk.amounts import Amounts, held
from nenkin.bulk.tables import NEVER
from nenkin.bulk.waiting import Waiting
from nenkin.law.additions import last_month
from nenkin.law.cuts import SEPTEMBER
from nenkin.law.lives import Spouse
from nenkin.law.months import Month, month_of
from nenkin.law.refusals import AT_60

Yen: TypeAlias = tuple[int, ...]
# From which month; 報酬比例, 定額部分, 経過的加算, 繰上げ・繰下げ of them, three places for the family's, what work
# suspends (below 0); fund; whether a spouse and how many children bring an addition.
Entry: TypeAlias = tuple[Month, Yen, int, bool, int]


@dataclass(frozen=True, slots=True)
class Young:
    """Until 65: who is claimed early, when, and what that takes in all and from 報酬比例 alone.

    ``basic_from``: from which month 老齢基礎年金 is paid early, in the place of which 定額部分 would stand.
    """

    right: Month
    early: frozenset[int]
    made: Month
    change: tuple[int, int]
    disabled: Month | None
    basic_from: Month


NO_EMPLOYEES: Yen = (0,) * 8


class Lines:
    """The lines of one life."""

    __slots__ = (
        "_born_children",
        "_differences",
        "_later",
        "_seeking",
        "_spouse_65",
        "_wage",
        "_waiting",
        "facts",
        "has_family",
        "has_job_benefits",
    )

    def __init__(self, facts: Amounts) -> None:
        """Find when the family counts."""
        life = facts.life
        self.facts = facts
        self._later: dict[int, list[Entry]] = {}
        self._wage = life.wage_at_60
        self._seeking = facts.tables.seeking(life)
        self.has_job_benefits = self._wage is not None or bool(self._seeking)
        self._waiting: Waiting | None = None
        spouse = life.spouse
        self._spouse_65 = NEVER
        self.has_family = bool(life.children) or (spouse is not None and spouse.kept)
        self._born_children = [
            (month_of(child.born_on), last_month(child)) for child in life.children
        ]
        if spouse is not None and spouse.born_on > facts.tables.law.old_law.born_until:
            born = spouse.born_on
            self._spouse_65 = 12 * born.year + born.month - 1 - (born.day == 1) + 780

    def later(self, right: Month, taken: int) -> list[Entry]:
        """Give the line after the right at 65; ``taken`` from 報酬比例 before work suspends (繰上げ)."""
        key = taken if self.facts.last_work > right else 0
        found = self._later.get(key)
        if found is None:
            quiet = self._make_later(right, key, at_work=False)
            if self.facts.last_work > right and not self._is_quiet(quiet):
                quiet = self._make_later(right, key, at_work=True)
            found = self._later[key] = quiet
        return found

    def suspends_after(self, right: Month) -> bool:
        """Whether work after 65 may suspend anything."""
        return self.facts.last_work > right and not self._is_quiet(self.later(right, 0))

    def _is_quiet(self, line: list[Entry]) -> bool:
        """Whether the most that work can pay suspends nothing of a line made without work."""
        base = max([parts[0] + parts[1] for _, parts, _, _, _ in line], default=0)
        return self.stays_whole(base)

    def stays_whole(self, base: int) -> bool:
        """Whether no work of any month suspends anything of so much a year."""
        return not held(self.facts.tables.thresholds, self.facts.most_work(), base, young=True)

    def _make_later(self, right: Month, taken: int, *, at_work: bool) -> list[Entry]:
        facts = self.facts
        first, yearly = right + 1, facts.tables.yearly
        points = {first}
        if at_work:
            points.update(self._of_work(first, NEVER))
        points.update(self._of_cuts(right, yearly=yearly))
        if self.has_family:
            points.update(self._of_family())
        found: list[Entry] = []
        for at in sorted(points):
            if not first <= at < NEVER:
                continue
            cut = facts.cut(at, right, yearly=yearly)
            earned, rest, fund = self.facts.sums(cut)
            suspended, spouse, children = self._suspend(
                at, earned - taken if at_work else 0, right, cut, young=False
            )
            parts = (earned, 0, rest, 0, 0, 0, 0, -suspended)
            if not found or found[-1][1:] != (parts, fund, spouse, children) or self.has_family:
                found.append((at, parts, fund, spouse, children))
        return found

    def _suspend(
        self, at: Month, base: int, right: Month | None, cut: Month, *, young: bool
    ) -> tuple[int, bool, int]:
        """厚生年金保険法46条1項・44条: give what is suspended, and who of the family counts unless all is."""
        facts = self.facts
        suspended = 0
        if facts.last_work >= at and base > 0:
            work = facts.work(at)
            if work:
                suspended = held(facts.tables.thresholds, work, base, young=young)
                if young:
                    suspended = min(suspended + facts.continued(at), base)
                if suspended == base:
                    return suspended, False, 0
        if right is None or not self.has_family:
            return suspended, False, 0
        enough = facts.has_240(cut)
        if not enough and (at < facts.tables.reformed_since or not facts.has_for_children(cut)):
            return suspended, False, 0
        children = sum(born <= right and at <= last for born, last in self._born_children)
        return suspended, enough and self._spouse_counts(facts.life.spouse, at), children

    def _spouse_counts(self, spouse: Spouse | None, at: Month) -> bool:
        if spouse is None or not spouse.kept or at > self._spouse_65:
            return False
        return spouse.pension_since is None or at < spouse.pension_since

    def _of_cuts(self, right: Month, *, yearly: bool) -> Iterator[Month]:
        """厚生年金保険法43条2項・3項: give the months from which more months count."""
        for start, end in self.facts.runs:
            if end > right:
                yield end + (end == self.facts.r70)
                if yearly:
                    september = max(start, right + 1)
                    september += (SEPTEMBER - september) % 12
                    yield from range(september + 1, end + 1, 12)

    def _of_work(self, first: Month, last: Month) -> Iterator[Month]:
        for start, end, _ in self.facts.works:
            if end >= first and start <= last:
                yield start
                yield start + 1
                yield end
        for month, _ in self.facts.bonuses:
            if month + 12 >= first and month <= last:
                yield month
                yield month + 12

    def _of_family(self) -> Iterator[Month]:
        yield self.facts.tables.reformed_since
        for _, last in self._born_children:
            yield last + 1
        spouse = self.facts.life.spouse
        if spouse is not None:
            yield self._spouse_65 + 1
            if spouse.pension_since is not None:
                yield spouse.pension_since

    def transfers(self, right: Month) -> list[tuple[Month, int]]:
        """昭和60年改正附則14条・15条: give 振替加算 from month to month."""
        facts, spouse = self.facts, self.facts.life.spouse
        yen = facts.cohort.transfer
        if spouse is None or not spouse.keeps or spouse.pension_since is None or not yen:
            return []
        first = max(facts.r65 + 1, spouse.pension_since)
        points = {first}
        points.update(self._of_cuts(right, yearly=True))
        found: list[tuple[Month, int]] = []
        for at in sorted(points):
            if at >= first:
                cut = facts.cut(at, right, yearly=facts.tables.yearly)
                due = 0 if facts.has_240(cut, deemed=True) else yen
                if due != (found[-1][1] if found else 0):
                    found.append((at, due))
        return found

    def young(self, young: Young) -> list[Entry]:
        """Give the line up to the right at 65: 特別支給, and what is claimed early."""
        facts = self.facts
        if not facts.special and not young.early:
            return []
        starts = [at + 1 for n, at in facts.special.items() if n not in young.early]
        if young.early:
            starts.append(young.made + 1)
        first, right = min(starts, default=NEVER), young.right
        if first > right:
            return []
        points = {*starts, *(at + 1 for at in facts.special.values())}
        points.update(at + 1 for at in facts.fixed.values())
        points.add(young.basic_from)
        if young.disabled is not None:
            points.add(young.disabled + 1)
        points.update(end for _, end in facts.runs)
        points.update((self._seeking.start, self._seeking.stop))
        if facts.special and facts.last_work >= first:  # whether 定額部分 is due out of work
            points.update(start for start, _, _ in facts.works)
        if self.has_family:
            points.update(self._of_family())
        line = [
            self._young_entry(at, young, at_work=False)
            for at in sorted(points)
            if first <= at <= right
        ]
        if facts.last_work < first or (self._is_quiet(line) and self._wage is None):
            return line
        points.add(facts.born + AT_60 + 1)
        points.update(self._of_work(first, right))
        return [
            self._young_entry(at, young, at_work=True)
            for at in sorted(points)
            if first <= at <= right
        ]

    def _young_entry(self, at: Month, young: Young, *, at_work: bool) -> Entry:
        early, made = young.early, young.made
        facts = self.facts
        earned = fixed = rest = fund = 0
        fixed_right: Month | None = None
        cut: Month | None = None
        for number in facts.numbers:
            right = facts.special.get(number)
            if number in early and at > made:
                own = right is not None and at > right
                cut = facts.cut(at, right or 0, yearly=False) if own else made
                rest += self.facts.difference(number, cut)
            elif right is not None and at > right and number not in early:
                cut = facts.cut(at, right, yearly=False)
                starts = self._fixed_right(number, at, cut, young.disabled)
                if starts is not None:
                    fixed_right = starts
                    if at >= young.basic_from:
                        rest += self.facts.difference(number, cut)
                    else:
                        fixed += self.facts.fixed_amount(number, cut)
            else:
                continue
            earner = facts.earners.get(number)
            if earner is not None:
                yen, of_fund = earner.at(cut)
                earned += yen
                fund += of_fund
        if cut is None:
            return at, NO_EMPLOYEES, 0, False, 0
        taken_early, of_earned = young.change if early and at > made else (0, 0)
        suspended, spouse, children = self._suspend(
            at, earned + fixed - of_earned if at_work else 0, fixed_right, cut, young=True
        )
        if not suspended and at in self._seeking:
            suspended, spouse, children = earned + fixed + rest - taken_early, False, 0
        return at, (earned, fixed, rest, -taken_early, 0, 0, 0, -suspended), fund, spouse, children

    def _fixed_right(
        self, number: int, at: Month, cut: Month, disabled: Month | None
    ) -> Month | None:
        """厚生年金保険法附則9条の2・9条の3: give the month of the right to 定額部分: by age, or out of work."""
        facts = self.facts
        by_age, special = facts.fixed.get(number), facts.special[number]
        if by_age is not None and at > by_age:
            return by_age
        if facts.insured_at(at):
            return None
        months, _ = facts.months(number, cut)
        if months >= facts.tables.conditions.long * facts.tables.multiples:
            return special
        if disabled is not None and at > max(disabled, special):
            return max(disabled, special)
        return None

    def waiting(self, right: Month, at_65: int) -> Waiting:
        """Give what work would leave, month by month, of 報酬比例 as it is at 65."""
        if self._waiting is None:
            yearly = self.facts.tables.yearly
            points = {*self._of_work(right + 1, NEVER), *self._of_cuts(right, yearly=yearly)}
            self._waiting = Waiting(self.facts, right, at_65, points)
        return self._waiting
