"""Which remembered job is which recorded stretch: by the company's name, and by its time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from nenkin.comparison.companies import LIKE, SAME, Names
from nenkin.comparison.sides import Job, Stretch
from nenkin.law.months import Month

# Our own design decisions, in months: how far a year that is wrong may move a job that has the
# right name, and how well both ends must agree for it to be moved rather than longer.
FARTHEST = 36
ENDS_AGREE = 3
_HALF = 0.5


class Agreement(StrEnum):
    """How a job and what is recorded agree."""

    SAME = "same"
    SHIFTED = "shifted"  # the same length at another time
    OTHER_NAME = "other-name"  # the same time at a company of another name
    NONE = "none"


@dataclass(slots=True)
class Match:
    """A job with the recorded stretches that it is, the earliest first."""

    job: Job
    stretches: list[Stretch] = field(default_factory=list)
    agreement: Agreement = Agreement.NONE


def match(jobs: Sequence[Job], stretches: Sequence[Stretch], names: Names) -> list[Match]:
    """Match every job; the best pairs first, so that each stretch goes to whom it fits best."""
    found = [Match(job) for job in jobs]
    pairs = sorted(
        (
            (score, -place, -number)
            for place, job in enumerate(jobs)
            for number, stretch in enumerate(stretches)
            if (score := _score(job, stretch, names)) > 0
        ),
        reverse=True,
    )
    owner: dict[int, int] = {}
    for _, place, number in pairs:
        one, stretch = found[-place], stretches[-number]
        if -number in owner or (one.stretches and not _goes_with(one, stretch)):
            continue
        owner[-number] = -place
        one.stretches.append(stretch)
        one.agreement = Agreement.SAME
    for one in found:
        one.stretches.sort(key=lambda stretch: stretch.first)
        if is_shifted(one):
            one.agreement = Agreement.SHIFTED
    free = [stretch for number, stretch in enumerate(stretches) if number not in owner]
    for one in found:
        if not one.stretches:
            _match_by_time(one, free)
    return found


def _score(job: Job, stretch: Stretch, names: Names) -> float:
    """Weigh a pair: 0 is no match; the time decides between stretches of one company."""
    alike = max((names.alike(name, stretch.employer) for name in job.names), default=0)
    if alike < LIKE:
        return 0
    time = job.time
    shared = stretch.shares(time.first, time.last)
    if not shared:
        apart = max(time.first - stretch.last, stretch.first - time.last)
        if alike < SAME or (time.dated and apart > FARTHEST):
            return 0
        return alike / 100 - apart / (FARTHEST * 100) if time.dated else alike / 100
    whole = max(time.last, stretch.last) - min(time.first, stretch.first) + 1
    if alike < SAME and shared < _HALF * min(stretch.months, time.last - time.first + 1):
        return 0
    return alike / 100 + shared / whole


def _goes_with(one: Match, stretch: Stretch) -> bool:
    """Whether another stretch is of the same remembered time: transferred, or entered again."""
    return stretch.shares(one.job.time.first, one.job.time.last) > 0


def is_shifted(one: Match) -> bool:
    """Whether a job has the length of its stretch at another time: a year remembered wrongly."""
    time = one.job.time
    if len(one.stretches) != 1 or not (time.starts_known and time.ends_known):
        return False
    (stretch,) = one.stretches
    later_start = _outside(stretch.first, time.first, time.core_first)
    later_end = _outside(stretch.last, time.core_last, time.last)
    if not time.has_core:
        return not stretch.shares(time.first, time.last)
    moved = min(abs(later_start), abs(later_end)) > ENDS_AGREE and later_start * later_end > 0
    return moved and abs(later_start - later_end) <= ENDS_AGREE


def _outside(at: Month, first: Month, last: Month) -> int:
    """Give by how many months something is before (below 0) or after a range."""
    if at < first:
        return at - first
    return max(at - last, 0)


def _match_by_time(one: Match, free: list[Stretch]) -> None:
    """Give a job without its name in the record the stretches that cover most of its sure months."""
    time = one.job.time
    if not time.has_core or not time.starts_known or not time.ends_known:
        return
    held = [stretch for stretch in free if stretch.shares(time.core_first, time.core_last)]
    shared = sum(stretch.shares(time.core_first, time.core_last) for stretch in held)
    if shared > _HALF * (time.core_last - time.core_first + 1):
        one.stretches = held
        one.agreement = Agreement.OTHER_NAME
        for stretch in held:
            free.remove(stretch)
