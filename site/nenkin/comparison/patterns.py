"""The official patterns of records that go missing (記録がもれやすい場合), each a rule with its name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from nenkin.comparison.companies import Names
from nenkin.comparison.findings import Pattern
from nenkin.comparison.missing import DEDUCTED, EVIDENCE, PROOF, Missing
from nenkin.comparison.sides import EMPLOYMENT, Job
from nenkin.law.cover import CoverLaw
from nenkin.law.months import month_of
from nenkin.law.periods import Kind, Record, Sex, Span
from nenkin.law.recalled import Precision
from nenkin.law.remembered import (
    Category,
    Cover,
    Employment,
    HistorySheet,
    Keepsake,
    LifeEvent,
    NameKind,
    Size,
)

# Our own design decisions.
SHORT = 6  # months: up to this a job is short (短い期間)
MANY = 3  # employers before one number: that many are many
LONG_AGO = 60  # years: who worked so long ago may have forgotten the name
LEAVING_MONTHS = 24  # 脱退手当金 of women: two years of insurance (厚生年金保険法附則)
_RENAMING = frozenset({Category.MARRIAGE, Category.DIVORCE, Category.ADOPTION})
_MUTUAL = frozenset({Employment.PUBLIC, Employment.PRIVATE_SCHOOL, Employment.FARM_COOPERATIVE})
_FUNDS = frozenset({Kind.FUND_MEN, Kind.FUND_WOMEN, Kind.FUND_MINERS})
_BRIEF = frozenset(
    {Employment.TRIAL, Employment.PART_TIME, Employment.SEASONAL, Employment.DAY_LABOUR}
)


@dataclass(frozen=True)
class Life:
    """What the rules ask of a whole sheet and record, worked out once."""

    sheet: HistorySheet
    record: Record
    law: CoverLaw
    names: Names
    jobs: tuple[Job, ...]

    @cached_property
    def renamings(self) -> tuple[LifeEvent, ...]:
        """Give the turns at which the surname changed (改姓)."""
        return tuple(
            event
            for event in self.sheet.events
            if event.category in _RENAMING and event.surname_before
        )

    @cached_property
    def early_employers(self) -> int:
        """Give how many jobs there were before everybody had one number (基礎年金番号)."""
        one_number = self.law.start("one-number")
        return sum(job.time.dated and job.time.first < one_number for job in self.jobs)

    @cached_property
    def replaced(self) -> tuple[Span, ...]:
        """Give the spans of employment that were replaced by a correction (訂正前の記録)."""
        return tuple(
            span
            for span in self.record.spans
            if span.known_until is not None and span.scheme in EMPLOYMENT
        )

    def uses(self, kind: NameKind) -> bool:
        """Whether another name of a kind was ever used."""
        return any(name.kind is kind for name in self.sheet.names)

    def before(self, job: Job, name: str) -> bool:
        """Whether a job was before a time from which a rule holds."""
        return job.time.first < self.law.start(name)


Rule = Callable[[Missing, Life], bool]


def _former_name(found: Missing, life: Life) -> bool:
    """旧姓: the job began before the surname changed; without the day of it, a former name will do."""
    starts = [event.first.months for event in life.renamings]
    if any(months and found.match.job.time.first <= months[1] for months in starts):
        return True
    until = [name.last.months for name in life.sheet.names if name.kind in _FORMER and name.last]
    if any(months and found.match.job.time.first <= months[1] for months in until):
        return True
    known = [name for name in life.sheet.names if name.kind in _FORMER]
    return bool(known) and not starts and not until


_FORMER = frozenset({NameKind.FORMER, NameKind.ADOPTED})


def _company_changed(found: Missing, life: Life) -> bool:
    return any(life.names.has_changed(name) for name in found.match.job.names)


def _parent_company(found: Missing, _life: Life) -> bool:
    work = found.match.job.work
    return bool(work.parent) or work.employment is Employment.DISPATCHED


def _many_handbooks(found: Missing, life: Life) -> bool:
    """Two numbers before 1997, or two blue handbooks after: 基礎年金番号 given twice."""
    books = life.sheet.handbooks
    count = max(life.sheet.handbook_count or 0, len(books))
    blue = sum(book.cover is Cover.BLUE for book in books)
    return blue > 1 or (count > 1 and life.before(found.match.job, "one-number"))


def _many_jobs(found: Missing, life: Life) -> bool:
    return life.early_employers >= MANY and life.before(found.match.job, "one-number")


def _short_or_trial(found: Missing, _life: Life) -> bool:
    months = sum(last - first + 1 for first, last in found.spans)
    work = found.match.job.work
    return months <= SHORT or work.employment in _BRIEF or bool(work.trial_months)


def _transfer(found: Missing, _life: Life) -> bool:
    """転勤・出向: the same company has months before and after, or one really worked elsewhere."""
    stretches = found.match.stretches
    between = len(stretches) > 1 and any(
        stretches[0].last < first and last < stretches[-1].first for first, last in found.spans
    )
    return between or found.match.job.work.employment is Employment.SECONDED


def _cut_back(found: Missing, life: Life) -> bool:
    """遡及訂正: a record that was replaced had some of these months."""
    return any(
        span.first <= last and (span.last is None or span.last >= first)
        for span in life.replaced
        for first, last in found.spans
    )


def _fund(found: Missing, _life: Life) -> bool:
    """厚生年金基金: the company has months in a fund; those missing may stand in the fund's books."""
    return any(span.kind in _FUNDS for one in found.match.stretches for span in one.spans)


def _name_forgotten(found: Missing, life: Life) -> bool:
    job = found.match.job
    long_ago = month_of(life.record.data_date) - job.time.last >= 12 * LONG_AGO
    return not job.work.employer or (long_ago and bool(job.work.colleagues))


def _leaving_allowance(found: Missing, life: Life) -> bool:
    """脱退手当金: received, or a woman left for her marriage after two years, before it ended."""
    job = found.match.job
    if Keepsake.LEAVING_ALLOWANCE in job.work.kept:
        return True
    ends = life.law.start("leaving-allowance-ends")
    months = sum(last - first + 1 for first, last in found.spans)
    if life.sheet.sex is not Sex.FEMALE or job.time.last >= ends or months < LEAVING_MONTHS:
        return False
    weddings = (e.first.months for e in life.sheet.events if e.category is Category.MARRIAGE)
    return any(when and when[0] - 6 <= job.time.last <= when[1] + 6 for when in weddings)


def _deducted(found: Missing, _life: Life) -> bool:
    return bool(found.match.job.work.kept & DEDUCTED)


def _surnames(_found: Missing, life: Life) -> bool:
    former = sum(name.kind in _FORMER for name in life.sheet.names)
    return max(len(life.renamings), former) > 1


def _reading(_found: Missing, life: Life) -> bool:
    return life.uses(NameKind.READING) or life.uses(NameKind.WRITING)


# In the order in which they are given as the first reason: the more telling before the more common.
RULES: Mapping[Pattern, Rule] = {
    Pattern.MUTUAL: lambda found, _: found.match.job.work.employment in _MUTUAL,
    Pattern.CUT_BACK: _cut_back,
    Pattern.MUNITIONS: lambda found, _: found.match.job.event.category is Category.MUNITIONS,
    Pattern.SEA_OR_MINE: lambda found, _: (
        found.match.job.event.category in {Category.SEA, Category.MINE}
    ),
    Pattern.FUND: _fund,
    Pattern.TRANSFER: _transfer,
    Pattern.FORMER_NAME: _former_name,
    Pattern.OTHER_BIRTH_DATE: lambda _, life: bool(life.sheet.birth_dates),
    Pattern.ALIAS: lambda _, life: life.uses(NameKind.ALIAS),
    Pattern.COMPANY_CHANGED: _company_changed,
    Pattern.PARENT_COMPANY: _parent_company,
    Pattern.SHORT_OR_TRIAL: _short_or_trial,
    Pattern.DEDUCTED: _deducted,
    Pattern.NAME_FORGOTTEN: _name_forgotten,
    Pattern.READING: _reading,
    Pattern.SEVERAL_SURNAMES: _surnames,
    Pattern.MANY_HANDBOOKS: _many_handbooks,
    Pattern.MANY_JOBS: _many_jobs,
    Pattern.LEAVING_ALLOWANCE: _leaving_allowance,
}
_TELLING = frozenset(
    {
        *(Pattern.FORMER_NAME, Pattern.OTHER_BIRTH_DATE, Pattern.ALIAS, Pattern.TRANSFER),
        *(Pattern.CUT_BACK, Pattern.SEA_OR_MINE, Pattern.COMPANY_CHANGED),
    }
)
_EXACT = frozenset({Precision.DAY, Precision.MONTH, Precision.SEASON})


def patterns_of(found: Missing, life: Life) -> tuple[Pattern, ...]:
    """Give every pattern that fits, the most telling first; ``NO_RECORD`` where none does."""
    fitting = tuple(pattern for pattern, rule in RULES.items() if rule(found, life))
    if Keepsake.LEAVING_ALLOWANCE in found.match.job.work.kept:  # then it was not lost but paid out
        others = (pattern for pattern in fitting if pattern is not Pattern.LEAVING_ALLOWANCE)
        return (Pattern.LEAVING_ALLOWANCE, *others)
    return fitting or (Pattern.NO_RECORD,)


def is_well_remembered(found: Missing) -> bool:
    """Whether the times of a job are exact and sure."""
    event = found.match.job.event
    whens = [event.first, *([event.last] if event.last else [])]
    exact = all(when.precision in _EXACT and not when.about for when in whens)
    return exact and event.sureness == "clear" and (event.last is not None or event.goes_on)


def has_proof(found: Missing) -> bool:
    """Whether the person remembers what only the insured had."""
    return bool(found.match.job.work.kept & PROOF)


def has_firm_proof(found: Missing) -> bool:
    """Whether there is such a thing, and the workplace as remembered was one that insured people."""
    work = found.match.job.work
    large = work.size in {Size.FROM_5, Size.FROM_51} or work.incorporated is True
    return has_proof(found) and not found.against and (large or len(work.kept & EVIDENCE) > 1)


def is_telling(patterns: tuple[Pattern, ...]) -> bool:
    """Whether a pattern explains how this very record was lost."""
    return bool(set(patterns) & _TELLING)
