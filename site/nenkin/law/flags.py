"""特にご確認いただきたい月: which months a person should look at, why, and what they may cost.

Each rule is a function of its own from a career to flags. The cost is months lost, each weighted by
what it would have counted for: our own design decision, until the estimate gives it in yen. The
words for each code are in content/flags.toml.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from nenkin.law.career import Career, Run, missing_runs, overlapping_runs
from nenkin.law.months import Month, month_of
from nenkin.law.parameters import Law, NotInForce
from nenkin.law.periods import Kind, Scheme, Span
from nenkin.law.premiums import payable_until
from nenkin.law.statuses import STATUSES, Standing


class FlagCode(StrEnum):
    """Why months are flagged."""

    UNPAID = "unpaid"  # 未納
    PARTIAL_UNPAID = "partial-unpaid"  # 一部免除の未納
    UNINSURED = "uninsured"  # 未加入
    OVERLAP = "overlap"  # 重複
    PAY_CHANGE = "pay-change"  # 標準報酬月額の大幅な変更
    SAME_EMPLOYER_REENTRY = "same-employer-reentry"  # 同じ事業所の資格喪失と再取得
    RETROACTIVE_CHANGE = "retroactive-change"  # 遡及訂正
    THIRD_CATEGORY_GAP = "third-category-gap"  # 第3号の空白
    BETWEEN_JOBS = "between-jobs"  # 退職と再就職の間
    DISPUTED = "disputed"  # 確認中
    NOT_SWITCHED = "not-switched"  # 納付記録未切替


@dataclass(frozen=True, slots=True)
class Flag:
    """Months ``first`` to ``last``, both counted, that a person should look at.

    ``cost`` is in months, weighted. ``payable_from`` is the first month that can still be paid
    (all later ones of the run can), ``payable_until`` the last day for that month.
    """

    code: FlagCode
    first: Month
    last: Month
    cost: Fraction
    payable_from: Month | None = None
    payable_until: date | None = None
    spans: tuple[Span, ...] = field(default=(), compare=False)
    facts: Mapping[str, object] = field(default_factory=dict, compare=False)

    @property
    def months(self) -> int:
        """Give how many months it has."""
        return self.last - self.first + 1


Rule = Callable[[Law, Career, date], Iterator[Flag]]

_BY_STANDING = {
    Standing.UNPAID: FlagCode.UNPAID,
    Standing.PARTLY_UNPAID: FlagCode.PARTIAL_UNPAID,
    Standing.CATEGORY_3_UNPAID: FlagCode.THIRD_CATEGORY_GAP,
    Standing.NOT_SWITCHED: FlagCode.NOT_SWITCHED,
}
_PAYABLE = frozenset({FlagCode.UNPAID, FlagCode.PARTIAL_UNPAID})


def unpaid(law: Law, career: Career, today: date) -> Iterator[Flag]:
    """未納, 一部免除の未納, 第3号未納, 未切替: months of 国民年金 that do not count."""
    for span in career.spans:
        if span.status is None:
            continue
        status = STATUSES[span.status]
        code = _BY_STANDING.get(status.standing)
        if code is None:
            continue
        last = career.last_of(span)
        payable = _first_payable(law, span.first, last, today) if code in _PAYABLE else None
        yield Flag(
            code,
            span.first,
            last,
            _weight(law, status.exempt, span.first, last),
            payable,
            payable_until(law, payable) if payable is not None else None,
            (span,),
        )


def _first_payable(law: Law, first: Month, last: Month, today: date) -> Month | None:
    """Give the first month of a run that can still be paid today; later days bar later months."""
    return next((at for at in range(first, last + 1) if payable_until(law, at) >= today), None)


def _weight(law: Law, exempt: Fraction, first: Month, last: Month) -> Fraction:
    """Weigh months by what each would count for with its rest paid (a whole one without 免除)."""
    if not exempt:
        return Fraction(last - first + 1)
    weight = Fraction(0)
    for at in range(first, last + 1):
        try:
            weight += law.counted(exempt, at).counts
        except NotInForce:
            weight += 1 - exempt
    return weight


def missing(law: Law, career: Career, _today: date) -> Iterator[Flag]:
    """未加入, and those of it that lie within 第3号 or between two jobs, where more is known."""
    for run in missing_runs(career):
        before, after = _neighbours(career, run)
        facts: dict[str, object] = {}
        code = FlagCode.UNINSURED
        if before is not None and after is not None:
            if before.kind is Kind.CATEGORY_3 and after.kind is Kind.CATEGORY_3:
                code = FlagCode.THIRD_CATEGORY_GAP
            elif before.employer and after.employer:
                facts = {"before": before.employer, "after": after.employer}
                same = before.employer == after.employer and before.scheme is after.scheme
                if same and run.months <= law.attention.reentry_months:
                    code = FlagCode.SAME_EMPLOYER_REENTRY
                elif not same and run.months <= law.attention.between_jobs_months:
                    code = FlagCode.BETWEEN_JOBS
        spans = tuple(span for span in (before, after) if span is not None)
        yield Flag(code, run.first, run.last, Fraction(run.months), spans=spans, facts=facts)


def _neighbours(career: Career, run: Run) -> tuple[Span | None, Span | None]:
    before = [span for span in career.spans if career.last_of(span) == run.first - 1]
    after = [span for span in career.spans if span.first == run.last + 1]
    return (before[-1] if before else None, after[0] if after else None)


def reentries(law: Law, career: Career, _today: date) -> Iterator[Flag]:
    """資格喪失 and 再取得 with the same employer, with 国民年金 (未納 too) in the hole between."""
    jobs = [span for span in career.spans if span.employer]
    for before, after in itertools.pairwise(jobs):
        first, last = career.last_of(before) + 1, after.first - 1
        if before.employer != after.employer or last < first:
            continue
        hole = [
            s for s in career.spans if s.status and s.first <= last and career.last_of(s) >= first
        ]
        if hole and last - first + 1 <= law.attention.reentry_months:
            facts = {"employer": before.employer}
            yield Flag(
                FlagCode.SAME_EMPLOYER_REENTRY,
                first,
                last,
                Fraction(0),
                spans=(before, after),
                facts=facts,
            )


def overlaps(_law: Law, career: Career, _today: date) -> Iterator[Flag]:
    """重複: nothing is lost for the pension, but a premium may have been paid twice."""
    for run in overlapping_runs(career):
        yield Flag(FlagCode.OVERLAP, run.first, run.last, Fraction(0), spans=run.spans)


def pay_changes(law: Law, career: Career, _today: date) -> Iterator[Flag]:
    """標準報酬月額の大幅な変更: a fall by more than our threshold against the month before.

    The flag covers the months until the pay is back, or another employment begins; its cost is
    those months by the share that is missing.
    """
    paid = [span for span in career.spans if span.pay is not None]
    for place, (before, after) in enumerate(itertools.pairwise(paid)):
        if before.employer != after.employer or after.first != career.last_of(before) + 1:
            continue
        assert before.pay is not None
        assert after.pay is not None
        fall = 1 - Fraction(after.pay, before.pay)
        if fall < law.attention.pay_fall:
            continue
        run = [after]
        for span in paid[place + 2 :]:
            if span.employer != after.employer or (span.pay or 0) >= before.pay:
                break
            run.append(span)
        cost = sum(
            (
                (career.last_of(span) - span.first + 1) * (1 - Fraction(span.pay or 0, before.pay))
                for span in run
            ),
            Fraction(0),
        )
        facts = {"before": before.pay, "after": after.pay, "employer": after.employer}
        yield Flag(
            FlagCode.PAY_CHANGE, after.first, after.first, cost, spans=(before, after), facts=facts
        )


def retroactive(law: Law, career: Career, _today: date) -> Iterator[Flag]:
    """遡及訂正: months of an employment that were changed long after they had passed."""
    for span in career.spans:
        if not span.corrected or span.scheme is Scheme.NATIONAL or span.reported_on is None:
            continue
        late = month_of(span.reported_on) - span.first
        if late >= law.attention.retroactive_months:
            facts = {"reported_on": span.reported_on, "employer": span.employer}
            last = career.last_of(span)
            yield Flag(
                FlagCode.RETROACTIVE_CHANGE,
                span.first,
                last,
                Fraction(0),
                spans=(span,),
                facts=facts,
            )


def disputed(_law: Law, career: Career, _today: date) -> Iterator[Flag]:
    """確認中: months that the office is looking into."""
    for span in career.spans:
        if span.disputed:
            last = career.last_of(span)
            yield Flag(FlagCode.DISPUTED, span.first, last, Fraction(0), spans=(span,))


RULES: tuple[Rule, ...] = (
    unpaid,
    missing,
    reentries,
    overlaps,
    pay_changes,
    retroactive,
    disputed,
)


def flags(law: Law, career: Career, today: date) -> tuple[Flag, ...]:
    """Give every flag, the dearest first; runs of one reason that touch become one."""
    found = [flag for rule in RULES for flag in rule(law, career, today)]
    found.sort(key=lambda flag: (flag.code, flag.first))
    return tuple(sorted(_joined(found), key=lambda flag: (-flag.cost, flag.first, flag.code)))


def _joined(found: list[Flag]) -> Iterator[Flag]:
    """Join touching runs of the same reason, as a person sees one hole and not its parts."""
    held: Flag | None = None
    for flag in found:
        if held and flag.code is held.code and flag.first == held.last + 1 and flag.code in _JOINED:
            held = Flag(
                held.code,
                held.first,
                flag.last,
                held.cost + flag.cost,
                held.payable_from if held.payable_from is not None else flag.payable_from,
                held.payable_until or flag.payable_until,
                held.spans + flag.spans,
                held.facts,
            )
            continue
        if held:
            yield held
        held = flag
    if held:
        yield held


_JOINED = frozenset(
    {
        FlagCode.UNPAID,
        FlagCode.PARTIAL_UNPAID,
        FlagCode.THIRD_CATEGORY_GAP,
        FlagCode.NOT_SWITCHED,
        FlagCode.OVERLAP,
        FlagCode.RETROACTIVE_CHANGE,
        FlagCode.DISPUTED,
    }
)


def flagged_months(found: tuple[Flag, ...]) -> frozenset[Month]:
    """Give each month that needs attention, once."""
    return frozenset(at for flag in found for at in range(flag.first, flag.last + 1))
