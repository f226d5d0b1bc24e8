"""Which months of a remembered job are missing in the record, and which did not have to be there."""

from dataclasses import dataclass

from nenkin.comparison.matching import Agreement, Match
from nenkin.comparison.sides import Job, Time
from nenkin.law import cover
from nenkin.law.cover import Because, CoverLaw, Insured
from nenkin.law.months import Month, month_of, runs
from nenkin.law.remembered import Category, HistorySheet, Keepsake

# Our own design decisions, in months.
SLACK = 1  # an end that is off by this much says nothing
LONGEST_OPEN = 84  # a job of which only one end is remembered is looked for this far

DEDUCTED = frozenset({Keepsake.PENSION_DEDUCTED, Keepsake.HEALTH_DEDUCTED})
PROOF = DEDUCTED | {Keepsake.HANDBOOK}
EVIDENCE = PROOF | {Keepsake.HEALTH_CARD, Keepsake.PAY_SLIPS, Keepsake.PHOTOGRAPHS}


@dataclass(frozen=True, slots=True)
class Board:
    """Months from ``first`` to before ``end``: who has which.

    ``recorded`` are months of any employees' scheme; ``elsewhere`` those that surely belong to any
    remembered time.
    """

    first: Month
    end: Month
    recorded: bytearray
    elsewhere: bytearray

    def free(self, at: Month, own: range) -> bool:
        """Whether a month is neither recorded nor surely spent elsewhere than at the own job.

        Who surely worked at two places at once may be missing at both.
        """
        place = at - self.first
        return not self.recorded[place] and (at in own or not self.elsewhere[place])


@dataclass(frozen=True, slots=True)
class Missing:
    """Months of a job that may be missing, both ends counted, as far as cover is known.

    ``sure`` counts those of them that the person surely worked. ``against``: the workplace as it is
    remembered did not have to insure anybody, though something was deducted or handed out.
    """

    match: Match
    spans: tuple[tuple[Month, Month], ...]
    sure: int
    doubtful: frozenset[Because]
    uncovered: tuple[cover.Piece, ...]
    against: bool


def missing_of(one: Match, board: Board, sheet: HistorySheet, law: CoverLaw) -> Missing:
    """Work out what is missing of a job: its months that are free, less those never insured."""
    job = one.job
    candidates = _candidates(one, board)
    spans: list[tuple[Month, Month]] = []
    doubtful: set[Because] = set()
    uncovered: list[cover.Piece] = []
    against = False
    facts = cover.Job(
        category=job.event.category,
        work=job.work,
        sex=sheet.sex,
        born=month_of(sheet.born_on),
        place=job.event.place,
        lasted=_longest(job),
    )
    for first, last in candidates:
        for piece in cover.cover_of(facts, law, first, last):
            insured = _with_proof(piece, job)
            if insured is Insured.NO:
                uncovered.append(piece)
                continue
            against |= piece.insured is not Insured.YES
            if insured is Insured.UNKNOWN:
                doubtful.add(piece.because)
            if spans and spans[-1][1] == piece.first - 1:
                spans[-1] = (spans[-1][0], piece.last)
            else:
                spans.append((piece.first, piece.last))
    sure = sum(
        max(min(last, job.time.core_last) - max(first, job.time.core_first) + 1, 0)
        for first, last in spans
    )
    return Missing(one, tuple(spans), sure, frozenset(doubtful), tuple(uncovered), against)


def _with_proof(piece: cover.Piece, job: Job) -> Insured:
    """Weigh what was deducted or handed out against what the law asked of a workplace.

    A workplace may have joined of its own accord (任意適用): then a premium was deducted all the same.
    """
    if piece.because in {Because.BEFORE_SCHEME, Because.MUTUAL, Because.AGE}:
        # Public servants were insured elsewhere: that is a record to ask for too.
        return Insured.YES if piece.because is Because.MUTUAL else piece.insured
    if job.work.kept & (PROOF - {Keepsake.HEALTH_DEDUCTED}):
        return Insured.YES
    if job.event.category is Category.MUNITIONS and piece.insured is Insured.YES:
        return Insured.UNKNOWN  # a pupil sent there (学徒) was not insured, a worker was
    return piece.insured


def _candidates(one: Match, board: Board) -> list[tuple[Month, Month]]:
    if one.agreement is Agreement.SHIFTED:
        return []
    time = one.job.time
    if one.agreement is Agreement.NONE:
        return _whole(time, board)
    return _beside(one, board)


def _whole(time: Time, board: Board) -> list[tuple[Month, Month]]:
    """Give the free months of a job that is not recorded, where it surely or most likely was."""
    if not time.dated:
        return []
    first, last = time.first, time.last
    if not time.starts_known:
        first = max(first, last - LONGEST_OPEN + 1)
    if not time.ends_known:
        last = min(last, first + LONGEST_OPEN - 1)
    found = _free(first, last, time, board)
    if not time.has_core:
        return found
    # A free time that no sure month touches is another one, not this job's.
    return [
        (start, stop)
        for start, stop in found
        if start <= time.core_last + 1 and stop >= time.core_first - 1
    ]


def _beside(one: Match, board: Board) -> list[tuple[Month, Month]]:
    """Give the months before, between and after what is recorded of a job.

    An uncertain end that reaches what is recorded is no hint of anything missing: only where months
    that were surely worked are not recorded, those that perhaps were are given with them.
    """
    time = one.job.time
    found: list[tuple[Month, Month]] = []
    start, stop = one.stretches[0].first, one.stretches[-1].last
    trial = one.job.work.trial_months
    if trial and one.agreement is Agreement.SAME and time.first <= start - trial:
        found += _free(start - trial, start - 1, time, board)
    elif time.starts_known and start - time.core_first > SLACK:
        found += _free(time.first, min(start - 1, time.last), time, board)
    if time.ends_known and time.core_last - stop > SLACK:
        found += _free(max(stop + 1, time.first), time.last, time, board)
    for before, after in zip(one.stretches, one.stretches[1:], strict=False):
        found += _free(before.last + 1, after.first - 1, time, board)
    return sorted(set(found))


def _free(first: Month, last: Month, time: Time, board: Board) -> list[tuple[Month, Month]]:
    """Give the runs of free months."""
    first, last = max(first, board.first), min(last, board.end - 1)
    own = range(time.core_first, time.core_last + 1)
    marked = [board.free(at, own) for at in range(first, last + 1)]
    return runs(marked, first)


def _longest(job: Job) -> int | None:
    """Give how many months a job lasted at the longest; ``None`` where an end is not remembered."""
    time = job.time
    if not (time.starts_known and time.ends_known):
        return None
    return time.core_last - time.core_first + 1 if time.has_core else time.last - time.first + 1
