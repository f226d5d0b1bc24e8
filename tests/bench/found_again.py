"""How much of what is missing is found again in lives with slips of memory, and how surely."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from nenkin.comparison.comparing import compare
from nenkin.comparison.findings import Comparison, Finding, Grade
from nenkin.law.cover import CoverLaw
from tests.bench.invented_life import ALIASES, Drawn, Lost


@dataclass
class Score:
    """What came of all lives. Of slips, findings and grades the first number is how many fitted."""

    lives: int = 0
    remembered: int = 0
    never_insured: int = 0
    missing_months: int = 0
    flagged_months: int = 0
    spans: int = 0
    found: int = 0
    by_slip: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
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
        return self.by_grade[grade][True] / max(self.by_grade[grade].total(), 1)

    def lines(self) -> Iterable[str]:
        """Give the figures as lines."""
        yield f"{self.lives} lives, {self.remembered} remembered jobs"
        yield f"never insured: {self.never_insured / self.remembered:.1%} of them"
        yield f"missing spans inside a finding: {self.recall:.1%} of {self.spans}"
        yield f"flagged months: {self.flagged:.2f} for each of {self.missing_months} missing"
        for grade in Grade:
            total = self.by_grade[grade].total()
            yield f"{grade}: {self.right(grade):.1%} of {total} findings touch a missing month"
        for slip, outcomes in sorted(self.by_slip.items()):
            yield f"{slip}: {outcomes[True] / outcomes.total():.1%} of {outcomes.total()} spans found"


def score(lives: Iterable[Drawn], law: CoverLaw) -> Score:
    """Compare every life, and count."""
    total = Score()
    for life in lives:
        comparison = compare(life.record, life.sheet, law, aliases=ALIASES)
        total.lives += 1
        total.remembered += len(life.sheet.events)
        total.never_insured += sum(
            count for kind, count in life.kinds.items() if kind.startswith("never-insured")
        )
        _count(total, life, comparison)
    return total


def _count(total: Score, life: Drawn, comparison: Comparison) -> None:
    missing = {at for lost in life.lost for at in range(lost.first, lost.last + 1)}
    total.missing_months += len(missing)
    total.flagged_months += len(
        {
            at
            for finding in comparison.findings
            for first, last in finding.spans
            for at in range(first, last + 1)
        }
    )
    for lost in life.lost:
        found = any(_holds(finding, lost) for finding in comparison.findings)
        total.spans += 1
        total.found += found
        for slip in lost.slips or {"none"}:
            total.by_slip[slip][found] += 1
    for finding in comparison.findings:
        if finding.spans:
            touches = any(
                at in missing for first, last in finding.spans for at in range(first, last + 1)
            )
            total.by_grade[finding.grade][touches] += 1


def _holds(finding: Finding, lost: Lost) -> bool:
    return any(first <= lost.first and lost.last <= last for first, last in finding.spans)
