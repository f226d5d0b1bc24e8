"""Compares a history sheet with a record: every month in its class, and what to ask the office about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nenkin.comparison.companies import Aliases, Names
from nenkin.comparison.disputes import disputed, disputed_findings
from nenkin.comparison.findings import (
    GRADES,
    Comparison,
    Finding,
    Grade,
    Pattern,
    Uncovered,
    Worth,
)
from nenkin.comparison.matching import Agreement, match
from nenkin.comparison.missing import Board, Missing, missing_of
from nenkin.comparison.national import paid_findings
from nenkin.comparison.painting import paint
from nenkin.comparison.patterns import (
    Life,
    has_firm_proof,
    has_proof,
    is_telling,
    is_well_remembered,
    patterns_of,
)
from nenkin.comparison.sides import Job, Stretch, end_of_data, jobs, stretches, time_of
from nenkin.law.cover import Because, CoverLaw
from nenkin.law.months import Month, month_of
from nenkin.law.periods import Record, Scheme
from nenkin.law.remembered import EMPLOYED, Category, HistorySheet, Keepsake

_ELSEWHERE = EMPLOYED | {
    *(Category.NO_WORK, Category.SELF_EMPLOYED, Category.FAMILY_HELPER, Category.ABROAD),
}
_TOO_SMALL = frozenset({Because.SMALL, Because.TRADE})
# Our own design decisions, in months: surely worked, for a finding that is «確か»; and how near a
# record is that may be the same job at another time.
_LEAST_SURE = 2
_NEAR = 24


def compare(
    record: Record,
    sheet: HistorySheet,
    law: CoverLaw,
    *,
    aliases: Aliases,
    worth: Worth | None = None,
) -> Comparison:
    """Compare what is remembered with what is recorded.

    ``law`` says who had to be insured; ``aliases`` joins the names of companies that merged or
    changed theirs; ``worth`` gives what a finding may add to a pension, in yen a year.
    """
    end = end_of_data(record)
    names = Names(aliases)
    remembered = jobs(sheet, end)
    objected = disputed(sheet.objections, record, end)
    strange = [one.stretch for one in objected if one.is_not_theirs]
    own = _without(record, strange)
    recorded = stretches(own.spans, end)
    board = _board(sheet, record, remembered, recorded, end)
    life = Life(sheet, own, law, names, tuple(remembered))
    matches = match(remembered, recorded, names)
    missing = [missing_of(one, board, sheet, law) for one in matches]
    found = [
        *_work_findings(missing, life, _unclaimed(missing, recorded)),
        *paid_findings(sheet, own, law, board),
        *disputed_findings(objected),
    ]
    if worth is not None:
        found = [_with_worth(finding, worth) for finding in found]
    found.sort(key=lambda one: (-(one.worth or 0), -one.months, GRADES.index(one.grade), one.key))
    uncovered = (*_uncovered(missing), *_abroad(sheet, board))
    return Comparison(
        first=board.first,
        end=end,
        **paint(
            record,
            matches,
            missing,
            board,
            recorded=recorded,
            strange=strange,
            uncovered=uncovered,
        ),
        findings=tuple(one for one in found if one.key not in sheet.unrecognised),
        unrecognised=tuple(one for one in found if one.key in sheet.unrecognised),
        uncovered=uncovered,
    )


def _without(record: Record, strange: Iterable[Stretch]) -> Record:
    """Take out what is somebody else's: it explains no job of this person and covers no month."""
    theirs = {id(span) for stretch in strange for span in stretch.spans}
    return replace(record, spans=tuple(one for one in record.spans if id(one) not in theirs))


def _board(
    sheet: HistorySheet,
    record: Record,
    remembered: Sequence[Job],
    recorded: Sequence[Stretch],
    end: Month,
) -> Board:
    """Lay out the months of a life: which are recorded, and which were surely spent somewhere."""
    born = month_of(sheet.born_on)
    firsts = [job.time.first for job in remembered] + [one.first for one in recorded]
    firsts += [span.first for span in record.spans]
    firsts += [
        time_of(event, born, end).first
        for event in sheet.events
        if event.paid_national or event.category is Category.ABROAD
    ]
    first = min([*firsts, end])
    board = Board(first, end, bytearray(end - first), bytearray(end - first))
    for stretch in recorded:
        _fill(board.recorded, stretch.first - first, stretch.last - first)
    for event in sheet.events:
        if event.category in _ELSEWHERE or (event.category is Category.SCHOOL and event.by_day):
            time = time_of(event, born, end)
            if time.starts_known and time.ends_known:
                _fill(board.elsewhere, time.core_first - first, time.core_last - first)
    return board


def _fill(months: bytearray, start: int, stop: int) -> None:
    start = max(start, 0)
    if start <= stop:
        months[start : stop + 1] = b"\x01" * (stop + 1 - start)


def _unclaimed(missing: Iterable[Missing], recorded: Iterable[Stretch]) -> list[Stretch]:
    claimed = {id(stretch) for one in missing for stretch in one.match.stretches}
    return [stretch for stretch in recorded if id(stretch) not in claimed]


def _work_findings(
    missing: Iterable[Missing], life: Life, unclaimed: Sequence[Stretch]
) -> Iterator[Finding]:
    for one in missing:
        event, work = one.match.job.event, one.match.job.work
        if one.spans or (not one.match.job.time.dated and not one.match.stretches):
            patterns = patterns_of(one, life)
            yield Finding(
                key=event.key,
                pattern=patterns[0],
                grade=_grade(one, patterns, unclaimed),
                scheme=_scheme(one, patterns),
                spans=one.spans,
                also=patterns[1:],
                events=(event.key,),
                employer=work.employer or event.title,
                in_mine=event.category is Category.MINE,
            )
        elif any(piece.because in _TOO_SMALL for piece in one.uncovered):
            yield Finding(
                key=event.key,
                pattern=Pattern.TOO_SMALL,
                grade=Grade.MAYBE,
                scheme=Scheme.NATIONAL,
                events=(event.key,),
                employer=work.employer or event.title,
            )


def _grade(found: Missing, patterns: tuple[Pattern, ...], unclaimed: Sequence[Stretch]) -> Grade:
    """確か: exact, sure, and with what only the insured had, at a job that is nowhere recorded.

    Months beside what is recorded may be a slip of memory, and so may be a job near a record that
    nothing else explains: they are «おそらく» at the most.
    """
    kept = found.match.job.work.kept
    if found.doubtful or Keepsake.NOTHING in kept or patterns[0] is Pattern.LEAVING_ALLOWANCE:
        return Grade.MAYBE
    exact, proof = is_well_remembered(found), has_proof(found)
    beside = found.match.agreement is not Agreement.NONE and not (
        {Pattern.TRANSFER, Pattern.CUT_BACK} & set(patterns)
    )
    near = any(
        stretch.shares(first - _NEAR, last + _NEAR)
        for stretch in unclaimed
        for first, last in found.spans
    )
    certain = exact and has_firm_proof(found) and found.sure >= _LEAST_SURE
    if certain and not beside and not near:
        return Grade.SURE
    if not found.sure:
        return Grade.MAYBE
    return Grade.LIKELY if exact or proof or is_telling(patterns) else Grade.MAYBE


def _scheme(found: Missing, patterns: tuple[Pattern, ...]) -> Scheme:
    if Pattern.MUTUAL in patterns:
        return Scheme.MUTUAL
    at_sea = found.match.job.event.category is Category.SEA
    return Scheme.SEAMEN if at_sea else Scheme.EMPLOYEES


def _with_worth(finding: Finding, worth: Worth) -> Finding:
    amounts = worth(finding) if finding.spans else None
    if amounts is None:
        return finding
    least, most = amounts
    return replace(finding, worth=least, worth_at_most=most)


def _uncovered(missing: Iterable[Missing]) -> Iterator[Uncovered]:
    for one in missing:
        for piece in one.uncovered:
            yield Uncovered(one.match.job.event.key, piece.first, piece.last, piece.because)


def _abroad(sheet: HistorySheet, board: Board) -> Iterator[Uncovered]:
    """Give the times abroad that nobody employed here: 厚生年金保険 is of workplaces in Japan."""
    born = month_of(sheet.born_on)
    for event in sheet.events:
        if event.category is Category.ABROAD:
            time = time_of(event, born, board.end)
            first, last = max(time.core_first, board.first), time.core_last
            if time.starts_known and time.ends_known and first <= last:
                yield Uncovered(event.key, first, last, Because.ABROAD)
