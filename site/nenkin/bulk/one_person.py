"""The fast engine for one person: the same yen as nenkin.law.estimating, without steps and doubts."""

from nenkin.bulk.amounts import Amounts
from nenkin.bulk.claims import check, claim_of
from nenkin.bulk.joining import (
    Parts,
    changed,
    in_arrears,
    merged,
    paid_since,
    since,
)
from nenkin.bulk.lines import NO_EMPLOYEES, Entry, Lines, Young
from nenkin.bulk.plain import Claim, Outcome, Plain, find_plain, plainly, plainly_early
from nenkin.bulk.tables import NEVER, Tables
from nenkin.law.estimates import Refused
from nenkin.law.lives import Life, Scenario
from nenkin.law.months import Month, spell
from nenkin.law.refusals import AT_66, AT_75

_NOBODY: frozenset[int] = frozenset()


class Person:
    """One life under the law of one year, read once for any number of scenarios."""

    __slots__ = (
        *("_facts", "_lines", "_looked", "_other", "_plain", "_right", "_right_employees"),
        *("_shared", "_transfers", "_unconditional"),
    )

    reads: type[Amounts] = Amounts

    def __init__(self, tables: Tables, life: Life, *, unconditional: bool = False) -> None:
        """Read the life; raises ``Refused`` or ``NotInForce`` as the reference engine does.

        ``unconditional``: the scenarios to come are so, which saves reading the life once more.
        """
        facts = self._facts = self.reads(tables, life, unconditional=unconditional)
        self._unconditional = unconditional
        self._other: Person | None = None
        self._lines = Lines(facts)
        self._shared: list[Entry] | None = None
        qualified = facts.qualified
        if qualified is None:
            return
        self._right = max(facts.r65, qualified)
        first = facts.first_insured
        self._right_employees = None if first is None else max(self._right, first + 1)
        self._transfers = self._lines.transfers(self._right)
        self._plain: Plain | None = None
        self._looked = False
        facts.read_earned()

    def _short_way(self) -> Plain | None:
        """Find what all claims have in common; once, and only where all phases are wanted."""
        first = self._facts.first_insured
        self._looked = True
        if not self._transfers and (first is None or first < self._right):
            young = self._young_shared(self._right)
            self._plain = find_plain(self._facts, self._lines, self._right, young)
        return self._plain

    def outcome(self, scenario: Scenario) -> Outcome:
        """Give all phases of a scenario, and what is paid once in arrears; raises ``Refused``."""
        facts = self._facts
        if scenario.unconditional is not self._unconditional:
            other = self._other
            if other is None:
                other = type(self)(facts.tables, facts.life, unconditional=scenario.unconditional)
                self._other = other
            return other.outcome(scenario)
        age, employees_age = scenario.basic, scenario.employees
        if age != employees_age or age < AT_66 or age > AT_75 or facts.born_until_1942:
            check(self._facts, scenario)
        if facts.qualified is None:
            return (), 0
        claim = claim_of(self._facts, scenario, age, self._right)
        plain = self._plain if self._looked else self._short_way()
        if plain is not None and age == employees_age and scenario.disabled_from is None:
            if claim[3] >= 0 and not scenario.arrears:
                return plainly(facts, claim, plain)
            early = None if claim[3] >= 0 else plainly_early(facts, self._lines, claim, plain)
            if early is not None:
                return early
        return self._composed(scenario, claim)

    def _composed(self, scenario: Scenario, claim: Claim) -> Outcome:
        """Give all phases, whatever there is."""
        own, early = self._own(scenario, scenario.basic, scenario.employees, claim)
        before: list[Entry] = []
        after: list[Entry] = []
        if own is not None:
            before, after = self._employees(scenario, claim, own, early)
        return self._joined(scenario, claim, own or claim, before, after)

    def _own(
        self, scenario: Scenario, age: int, employees_age: int, claim: Claim
    ) -> tuple[Claim | None, frozenset[int]]:
        """Give the claim of the employees' parts, where there are any, and whose are claimed early."""
        qualified = self._facts.qualified or 0
        if claim[3] < 0 and qualified > claim[1]:
            raise Refused("early-not-qualified", month=spell(qualified))
        right = self._right_employees
        if right is None:
            return None, _NOBODY
        own = claim
        if employees_age != age or right != self._right:
            own = claim_of(self._facts, scenario, employees_age, right)
        early = self._early(claim[1]) if claim[3] < 0 else _NOBODY
        if early and own[1] != claim[1]:
            raise Refused("early-together")
        if own[3] < 0 and not early:
            own = (right, right, right + 1, 0)
        return own, early

    def _young_shared(self, right: Month) -> list[Entry]:
        if self._shared is None:
            self._shared = self._lines.young(Young(right, _NOBODY, 0, (0, 0), None, NEVER))
        return self._shared

    def _early(self, made: Month) -> frozenset[int]:
        """厚生年金保険法附則7条の3: give whose 老齢厚生年金 can be claimed early."""
        facts = self._facts
        if facts.first_insured is None or facts.first_insured >= made:
            return _NOBODY
        special = facts.special
        return frozenset(n for n in facts.numbers if special.get(n, facts.r65) > made)

    def _basic(self, claim: Claim) -> list[Parts]:
        """国民年金法27条〜28条・44条・46条: give the line of 老齢基礎年金, 付加年金 and 振替加算."""
        facts = self._facts
        right, made, first, wait = claim
        cohort = facts.cohort
        if wait < 0:
            yen, additional = facts.basic(made)
            share = -cohort.early[-wait]
        else:
            yen, additional = facts.basic(right)
            share = cohort.late[wait]
        change = rounded(yen, share, cohort.changes, facts.tables.unit)
        more = rounded(additional, share, cohort.changes, facts.tables.unit)
        line: list[Parts] = [(first, (yen, change, additional, more, 0), 0)]
        for at, transfer in self._transfers:
            entry = (max(at, first), (yen, change, additional, more, transfer), 0)
            if at <= first:
                line[0] = entry
            else:
                line.append(entry)
        return line

    def _employees(
        self, scenario: Scenario, basic: Claim, claim: Claim, early: frozenset[int]
    ) -> tuple[list[Entry], list[Entry]]:
        """Give the lines of the employees' parts up to the right at 65 and after it."""
        lines = self._lines
        right, made, first, wait = claim
        basic_from = basic[1] + 1 if basic[3] < 0 else NEVER
        if wait < 0:
            change = self._early_change(early, right, made)
            young = Young(right, early, made, change, scenario.disabled_from, basic_from)
            return lines.young(young), changed(lines.later(right, change[1]), -change[0])
        if basic_from != NEVER or scenario.disabled_from is not None:
            young = Young(right, _NOBODY, 0, (0, 0), scenario.disabled_from, basic_from)
            before = lines.young(young)
        else:
            before = self._young_shared(right)
        after = lines.later(right, 0)
        if made > right:
            after = since(first, after)
            if wait:
                suspended = lines.suspends_after(right)
                after = changed(after, self._late_change(right, wait, suspended=suspended))
        return before, after

    def _early_change(self, early: frozenset[int], right: Month, made: Month) -> tuple[int, int]:
        """厚生年金保険法附則7条の3第4項・13条の4第5項・6項: what is taken in all, and from 報酬比例 alone."""
        facts = self._facts
        scale, shares = facts.cohort.changes, facts.cohort.early
        of_earned = rest = 0
        for number in early:
            until = facts.special.get(number, right)
            earner = facts.earners.get(number)
            if earner is not None:
                of_earned += earner.at(made)[0] * shares[until - made]
            rest += self._facts.difference(number, made) * shares[right - made]
        both = of_earned + rest
        return (2 * both + scale) // (2 * scale), (2 * of_earned + scale) // (2 * scale)

    def _late_change(self, right: Month, wait: int, *, suspended: bool) -> int:
        """厚生年金保険法44条の3第4項: (報酬比例 × 平均支給率 + 経過的加算) × the rate, rounded once.

        ``suspended``: whether work after 65 may suspend anything; if not, 平均支給率 is 1.
        """
        facts = self._facts
        earned, rest, _ = self._facts.sums(right)
        share, scale = facts.cohort.late[wait], facts.cohort.changes
        if not suspended:
            return (2 * (earned + rest) * share + scale) // (2 * scale)
        left = self._lines.waiting(right, earned).left(right + wait + 1)
        scale *= wait
        return (2 * (left + rest * wait) * share + scale) // (2 * scale)

    def _joined(
        self,
        scenario: Scenario,
        claim: Claim,
        own: Claim,
        before: list[Entry],
        after: list[Entry],
    ) -> Outcome:
        """Lay both lines over each other; what is due before the claims is paid once, in arrears."""
        basics = self._basic(claim)
        began = [NEVER]  # the first month with an addition for the spouse
        if self._lines.has_family:
            employees = [self._whole(entry, began) for entry in before]
            later = [self._whole(entry, began) for entry in after]
        else:
            employees = [entry[:3] for entry in before]
            later = [entry[:3] for entry in after]
        lump = 0
        if scenario.arrears:
            right, made, _, _ = claim
            if made > right:
                lump = in_arrears(basics, made)
                basics = paid_since(made + 1, basics)
            right, made, _, _ = own
            if made > right and later:
                lump += in_arrears(later, made)
                later = paid_since(made + 1, later)
        if employees and later and later[0][0] > own[0] + 1:
            employees.append((own[0] + 1, NO_EMPLOYEES, 0))
        employees += later
        return merged(basics, employees), lump // 12

    def _whole(self, entry: Entry, began: list[Month]) -> Parts:
        """Give an entry's yen by part, with what the family adds."""
        at, parts, fund, spouse, children = entry
        if not spouse and not children:
            return at, parts, fund
        tables, cohort = self._facts.tables, self._facts.cohort
        reformed = at >= tables.reformed_since
        for_spouse = special = 0
        if spouse:
            began[0] = min(began[0], at)
            new = began[0] >= tables.reformed_since
            for_spouse, special = tables.spouse[new], cohort.special[new]
        for_children = tables.children(children, reformed=reformed) if children else 0
        return at, (*parts[:4], for_spouse, special, for_children, parts[7]), fund


def rounded(yen: int, share: int, scale: int, unit: int = 1) -> int:
    """国民年金法施行令4条の5・12条: the change is rounded by itself to a unit, then added or taken away."""
    if share < 0:
        return -rounded(yen, -share, scale, unit)
    scale *= unit
    return (2 * yen * share + scale) // (2 * scale) * unit
