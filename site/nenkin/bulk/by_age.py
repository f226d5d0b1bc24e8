"""What is paid for life from each start age (繰上げ・繰下げ): sixteen ages share what does not hang on them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nenkin.bulk.claims import claim_of
from nenkin.bulk.lines import NO_EMPLOYEES, Yen
from nenkin.bulk.one_person import Person, rounded
from nenkin.law.estimates import Refused
from nenkin.law.lives import AT_65, Scenario
from nenkin.law.refusals import AT_60, AT_66, AT_75
from nenkin.law.rights import LEAST_WAIT


class ByAge(Person):
    """One life that is asked what it comes to in the end, instead of from month to month."""

    __slots__ = ()

    def for_life(self, scenario: Scenario, ages: Iterable[int]) -> dict[int, Yen | None]:
        """Give yen a year by part, for each age (in months) at which both parts are claimed.

        ``None`` where nothing can be claimed then; no parts where nothing is paid. It is what the last
        phases of the outcomes have, without those before them where they do not matter.
        """
        facts = self._facts
        short = (
            facts.qualified is not None
            and not (self._lines.has_family or facts.born_until_1942 or scenario.arrears)
            and scenario.unconditional is self._unconditional
        )
        found = dict.fromkeys(ages)
        late = [age for age in found if age == AT_65 or AT_66 <= age <= AT_75]
        if short and self._right_employees in {None, self._right}:
            found |= self._late(late)
        for age in found:
            if not found[age]:
                found[age] = self._each(scenario, age, short=short and AT_60 <= age <= AT_75)
        return found

    def _each(self, scenario: Scenario, age: int, *, short: bool) -> Yen | None:
        try:
            parts = self._in_the_end(scenario, age) if short else ()
            if any(parts):
                return parts
            phases, _ = self.outcome(replace(scenario, basic=age, employees=age))
        except Refused:
            return None
        return phases[-1][2] if phases else ()

    def _late(self, ages: Iterable[int]) -> Iterator[tuple[int, Yen]]:
        """Give those from 65 on, where both parts have one right: only what waiting adds differs."""
        facts, right = self._facts, self._right
        cohort = facts.cohort
        yen, additional = facts.basic(right)
        transfer = self._transfers[-1][1] if self._transfers else 0
        earned, rest, _ = facts.sums(max(right, facts.own_until))
        suspended = facts.last_work > right
        for age in ages:
            wait = max(facts.born + age - right, 0)
            if 0 < wait < LEAST_WAIT:
                continue
            share = cohort.late[wait]
            change = rounded(yen, share, cohort.changes, facts.tables.unit)
            more = rounded(additional, share, cohort.changes, facts.tables.unit)
            own = self._late_change(right, wait, suspended=suspended) if wait else 0
            parts = (yen, change, additional, more, transfer, earned, 0, rest, own, 0, 0, 0, 0)
            if any(parts):
                yield age, parts

    def _in_the_end(self, scenario: Scenario, age: int) -> Yen:
        facts, right = self._facts, self._right_employees
        claim = claim_of(facts, scenario, age, self._right)
        own, early = self._own(scenario, age, age, claim)
        parts = self._basic(claim)[-1][1]
        if own is None or right is None:
            return parts + NO_EMPLOYEES
        change, wait = 0, own[3]
        if wait < 0:
            change = -self._early_change(early, right, own[1])[0]
        elif wait:
            change = self._late_change(right, wait, suspended=facts.last_work > right)
        earned, rest, _ = facts.sums(max(right, facts.own_until))
        return (*parts, earned, 0, rest, change, 0, 0, 0, 0)
