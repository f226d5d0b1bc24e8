"""Rules for months that do not count: who should look at them depends on what lies around them."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from nenkin.law.career import EMPLOYMENT, MISSING, STATES, Career, runs_of
from nenkin.law.flagging import NOTHING, Flag, FlagCode, View
from nenkin.law.months import Month
from nenkin.law.periods import Scheme, Span
from nenkin.law.statuses import STATUSES, Standing


def _states(*standings: Standing) -> list[int]:
    return [
        index
        for index, state in enumerate(STATES)
        if state.status and STATUSES[state.status].standing in standings
    ]


_UNPAID = runs_of(_states(Standing.UNPAID))
_MISSING = runs_of([MISSING])
_HOLES = runs_of([MISSING, *_states(Standing.UNPAID, Standing.PARTLY_UNPAID)])
_BETWEEN_JOBS = runs_of([MISSING, *_states(Standing.UNPAID)])
_CATEGORY_3 = frozenset(_states(Standing.CATEGORY_3, Standing.CATEGORY_3_UNPAID))
_BY_STANDING = {
    FlagCode.UNPAID: (_UNPAID, Standing.UNPAID),
    FlagCode.PARTIAL_UNPAID: (
        runs_of(_states(Standing.PARTLY_UNPAID)),
        Standing.PARTLY_UNPAID,
    ),
    FlagCode.THIRD_CATEGORY_GAP: (
        runs_of(_states(Standing.CATEGORY_3_UNPAID)),
        Standing.CATEGORY_3_UNPAID,
    ),
    FlagCode.NOT_SWITCHED: (runs_of(_states(Standing.NOT_SWITCHED)), Standing.NOT_SWITCHED),
}


def reentries(view: View) -> Iterator[Flag]:
    """資格喪失 and 再取得 with the same employer: a short hole, or none but a new 資格取得日.

    The hole is shown as one whatever 国民年金 has in it. Another employment within it explains it.
    """
    career, attention = view.career, view.law.attention
    held: dict[tuple[Scheme, str], Span] = {}
    for span in career.spans:
        if not span.employer:
            continue
        key = (span.scheme, span.employer)
        before = held.get(key)
        if before is None or career.last_of(span) >= career.last_of(before):
            held[key] = span
        if before is None or span.first <= career.last_of(before):
            continue
        first, last = career.last_of(before) + 1, span.first - 1
        facts: dict[str, object] = {"employer": span.employer}
        if last < first:
            if _begins_anew(before.acquired_on, span.acquired_on):
                facts["acquired_on"] = span.acquired_on
                yield view.hole(
                    FlagCode.SAME_EMPLOYER_REENTRY,
                    *(span.first, span.first),
                    spans=(before, span),
                    facts=facts,
                    sources=(attention.source,),
                )
        elif last - first < attention.reentry_months and not _employed(career, first, last):
            yield view.hole(
                FlagCode.SAME_EMPLOYER_REENTRY,
                *(first, last),
                spans=(before, span),
                facts=facts,
                sources=(attention.source,),
            )
            view.claim(first, last)


def _begins_anew(before: date | None, after: date | None) -> bool:
    return before is not None and after is not None and before != after


def _employed(career: Career, first: Month, last: Month) -> bool:
    return max(career.states[first - career.first : last + 1 - career.first]) >= EMPLOYMENT


def between_jobs(view: View) -> Iterator[Flag]:
    """退職と再就職の間: a short hole, 未加入 or 未納, from one employer to another."""
    for first, last in _runs(_BETWEEN_JOBS.finditer(view.left), view.career.first):
        if last - first >= view.law.attention.between_jobs_months:
            continue
        before, after = _neighbours(view.career, first, last)
        if before and after and before.employer and after.employer:
            facts = {"before": before.employer, "after": after.employer}
            yield view.hole(
                FlagCode.BETWEEN_JOBS,
                *(first, last),
                spans=(before, after),
                facts=facts,
                sources=(view.law.attention.source,),
            )
            view.claim(first, last)


def unpaid(view: View) -> Iterator[Flag]:
    """未納, 一部免除の未納, 第3号未納, 未切替: months of 国民年金 that nothing else makes count."""
    for code, (pattern, standing) in _BY_STANDING.items():
        for first, last in _runs(pattern.finditer(view.left), view.career.first):
            if not view.weighs:
                yield Flag(code, first, last, NOTHING)
                continue
            spans = tuple(
                span
                for span in view.career.within(first, last)
                if span.status and STATUSES[span.status].standing is standing
            )
            sources = []
            if code is FlagCode.PARTIAL_UNPAID:
                shares = {STATUSES[span.status or ""].exempt for span in spans}
                sources = [
                    row.source
                    for row in view.law.fractions
                    if row.first <= last
                    and (row.last is None or first <= row.last)
                    and row.exempt in shares
                ]
            yield view.hole(code, first, last, spans=spans, sources=tuple(sources))


def missing(view: View) -> Iterator[Flag]:
    """未加入; within a hole from 第3号 to 第3号, 未納 in it or not, a gap of 第3号."""
    career = view.career
    for first, last in _runs(_HOLES.finditer(career.states), career.first):
        start, stop = first - career.first, last + 1 - career.first
        third = (
            start > 0
            and stop < len(career.states)
            and career.states[start - 1] in _CATEGORY_3
            and career.states[stop] in _CATEGORY_3
        )
        code = FlagCode.THIRD_CATEGORY_GAP if third else FlagCode.UNINSURED
        for begin, end in _runs(_MISSING.finditer(view.left, start, stop), career.first):
            if not view.weighs:
                yield Flag(code, begin, end, NOTHING)
                continue
            before, after = _neighbours(career, begin, end)
            facts = {}
            if before and after and before.employer and after.employer:
                facts = {"before": before.employer, "after": after.employer}
            yield view.hole(
                code,
                *(begin, end),
                spans=tuple(span for span in (before, after) if span is not None),
                facts=facts,
            )


def _runs(matches: Iterable[re.Match[bytes]], offset: Month) -> Iterator[tuple[Month, Month]]:
    for match in matches:
        yield offset + match.start(), offset + match.end() - 1


def _neighbours(career: Career, first: Month, last: Month) -> tuple[Span | None, Span | None]:
    """Give the spans that end right before a run and begin right after it."""
    before = [s for s in career.within(first - 1, first - 1) if career.last_of(s) == first - 1]
    after = [span for span in career.within(last + 1, last + 1) if span.first == last + 1]
    return (before[-1] if before else None, after[0] if after else None)
