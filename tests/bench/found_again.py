"""How much of what is missing is found again in lives with slips of memory, and how surely."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt

from nenkin.comparison.comparing import compare
from nenkin.comparison.findings import Comparison, Finding, Grade
from nenkin.law.cover import CoverLaw
from nenkin.law.months import Month
from tests.bench.invented_life import ALIASES, Drawn, Lost
from tests.bench.remembered_lives import NEVER


@dataclass
class Score:
    """What came of all lives.

    ``by_slip`` counts the missing spans of jobs with each slip by whether they were found;
    ``flagged_of`` the jobs of each kind that miss nothing by whether they are flagged all the same;
    ``by_grade`` the findings by whether they touch a missing month.
    """

    lives: int = 0
    remembered: int = 0
    never_insured: int = 0
    missing_months: int = 0
    flagged_months: int = 0
    spans: int = 0
    found: int = 0
    by_slip: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    flagged_of: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    by_grade: dict[Grade, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def recall(self) -> float:
        """Give the share of truly missing spans that lie inside a finding."""
        return self.found / self.spans

    @property
    def flagged(self) -> float:
        """Give how many months are flagged for each that is truly missing."""
        return self.flagged_months / self.missing_months

    def right(self, grade: Grade) -> float:
        """Give the share of findings of a grade that touch a missing month."""
        return _share(self.by_grade[grade])

    def doubt(self, grade: Grade) -> float:
        """Give how far that share may be off by chance: two standard errors."""
        share, total = self.right(grade), self.by_grade[grade].total()
        return 2 * sqrt(share * (1 - share) / max(total, 1))

    def lines(self) -> Iterable[str]:
        """Give the figures as lines."""
        yield f"{self.lives} lives, {self.remembered} remembered jobs"
        yield f"never insured: {self.never_insured / self.remembered:.1%} of them"
        yield f"missing spans inside a finding: {self.recall:.1%} of {self.spans}"
        yield f"flagged months: {self.flagged:.2f} for each of {self.missing_months} missing"
        for grade in Grade:
            share = f"{self.right(grade):.1%} ± {self.doubt(grade):.1%}"
            total = self.by_grade[grade].total()
            yield f"{grade}: {share} of {total} findings touch a missing month"
        yield "by kind: missing spans found; jobs without anything missing that are flagged"
        for kind in sorted({*self.by_slip, *self.flagged_of}):
            found, flagged = self.by_slip[kind], self.flagged_of[kind]
            yield f"  {kind + ':':<28}{_of(found):>18}{_of(flagged):>18}"


def _share(outcomes: Counter[bool]) -> float:
    return outcomes[True] / max(outcomes.total(), 1)


def _of(outcomes: Counter[bool]) -> str:
    return f"{_share(outcomes):.1%} of {outcomes.total()}" if outcomes.total() else "-"


def score(lives: Iterable[Drawn], law: CoverLaw) -> Score:
    """Compare every life, and count."""
    total = Score()
    for life in lives:
        comparison = compare(life.record, life.sheet, law, aliases=ALIASES)
        total.lives += 1
        total.remembered += len(life.sheet.events)
        total.never_insured += sum(
            any(kind.startswith(NEVER) for kind in kinds) for kinds in life.kinds.values()
        )
        _count(total, life, comparison)
    return total


def _count(total: Score, life: Drawn, comparison: Comparison) -> None:
    missing = {at for lost in life.lost for at in range(lost.first, lost.last + 1)}
    total.missing_months += len(missing)
    total.flagged_months += len({at for one in comparison.findings for at in _months(one)})
    for lost in life.lost:
        found = any(_holds(finding, lost) for finding in comparison.findings)
        total.spans += 1
        total.found += found
        for kind in life.kinds[lost.event]:
            total.by_slip[kind][found] += 1
    whole = set(life.kinds) - {lost.event for lost in life.lost}
    flagged = {key for one in comparison.findings if one.spans for key in one.events}
    for key in whole:
        for kind in life.kinds[key]:
            total.flagged_of[kind][key in flagged] += 1
    for finding in comparison.findings:
        if finding.spans:
            total.by_grade[finding.grade][not missing.isdisjoint(_months(finding))] += 1


def _months(finding: Finding) -> set[Month]:
    return {at for first, last in finding.spans for at in range(first, last + 1)}


def _holds(finding: Finding, lost: Lost) -> bool:
    return any(first <= lost.first and lost.last <= last for first, last in finding.spans)
