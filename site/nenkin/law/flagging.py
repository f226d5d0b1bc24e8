"""What a flag is, and what the rules of ``flags`` look at to find them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from nenkin.law.career import MISSING, STATES, Career
from nenkin.law.months import Month, month_of
from nenkin.law.parameters import Law, Source
from nenkin.law.periods import Scheme, Span
from nenkin.law.premiums import due_on, payable_from, payable_until
from nenkin.law.statuses import STATUSES, Standing
from nenkin.law.weights import lost_share


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

    ``cost`` is in months, weighted. ``payable_from`` is the first month that can still be paid (all
    later unpaid ones of the run can), ``payable_until`` the last day for that month. ``sources`` are
    of the rules and thresholds that decided it. ``facts`` by code, each only where it is known:

    ====================== =====================================================================
    unpaid, partial-unpaid ``due_from`` (Month) the first month whose 納付期限 has not passed: it
    and where those months and later ones are «これから納める月» and not late; ``due`` (date) the
    are part of a hole:    納付期限 of that month. ``complementary`` (True): 合算対象期間 covers some
                           of the months, which count towards the 10 years for that
    uninsured              ``before``, ``after`` (str): the employers right before and after
    between-jobs           ``before``, ``after`` (str): the employers
    same-employer-reentry  ``employer`` (str); ``acquired_on`` (date) where there is no hole and
                           the employment only began anew: that day
    pay-change             ``before``, ``after`` (int, yen), ``employer`` (str); ``grades`` (int):
                           how many grades (等級) it fell, where the grades of then are known
    retroactive-change     ``reported_on`` (date), ``employer`` (str); ``before``, ``after`` (int,
                           yen): the pay of the month before and the new one, where it is lower
    ====================== =====================================================================
    """

    code: FlagCode
    first: Month
    last: Month
    cost: Fraction
    payable_from: Month | None = None
    payable_until: date | None = None
    spans: tuple[Span, ...] = field(default=(), compare=False)
    facts: Mapping[str, object] = field(default_factory=dict, compare=False)
    sources: tuple[Source, ...] = field(default=(), compare=False)

    @property
    def months(self) -> int:
        """Give how many months it has."""
        return self.last - self.first + 1


NOTHING = Fraction(0)
_NONE, _WHOLE, _PART = 0, 1, 2
_LOSING = frozenset({Standing.UNPAID, Standing.CATEGORY_3_UNPAID, Standing.NOT_SWITCHED})


def _loss(index: int) -> int:
    state = STATES[index]
    if state.status is None:
        return _WHOLE if index == MISSING else _NONE
    standing = STATUSES[state.status].standing
    if standing is Standing.PARTLY_UNPAID:
        return _PART
    return _WHOLE if standing in _LOSING else _NONE


def _payable(index: int) -> bool:
    code = STATES[index].status
    status = STATUSES[code] if code else None
    return (
        status is not None
        and not status.specific
        and status.standing in {Standing.UNPAID, Standing.PARTLY_UNPAID}
    )


# By state, for bytes.translate; bytes that are no state never occur.
_LOSSES = bytes(_loss(index) if index < len(STATES) else 0 for index in range(256))
_PAYABLE = bytes(_payable(index) if index < len(STATES) else 0 for index in range(256))


@dataclass(frozen=True, slots=True)
class View:
    """A career as its rules look at it.

    ``left`` are the states of the months that no rule before has spoken for, so that a month is not
    shown under two codes that mean the same hole.
    """

    law: Law
    career: Career
    today: date
    left: bytearray
    lost: bytearray  # by month: nothing, a whole month, or a part of one
    payable: bytes  # by month: whether it is of the kind that can be paid in time
    complementary: tuple[Span, ...]
    payable_from: Month
    weighs: bool  # whether flags are told of at all, or months only marked

    def claim(self, first: Month, last: Month) -> None:
        """Take months away from the rules that follow."""
        start = first - self.career.first
        self.left[start : last + 1 - self.career.first] = bytes(last - first + 1)

    def cost(self, first: Month, last: Month) -> Fraction:
        """Weigh the months of a run by what each would have counted for."""
        if not self.weighs:
            return NOTHING
        start, stop = first - self.career.first, last + 1 - self.career.first
        cost = Fraction(self.lost.count(_WHOLE, start, stop))
        at = self.lost.find(_PART, start, stop)
        while at >= 0:
            state = self.career.states[at]
            share, last_like_it = lost_share(
                self.law, STATUSES[STATES[state].status or ""].exempt, self.career.first + at
            )
            until = min(stop, last_like_it + 1 - self.career.first)
            after = at + 1
            while after < until and self.career.states[after] == state:
                after += 1
            cost += share * self.lost.count(_PART, at, after)
            at = self.lost.find(_PART, after, stop)
        return cost

    def hole(
        self,
        code: FlagCode,
        first: Month,
        last: Month,
        *,
        spans: tuple[Span, ...],
        facts: Mapping[str, object] | None = None,
        sources: tuple[Source, ...] = (),
    ) -> Flag:
        """Give the flag of months that do not count, with the part of them that can still be paid."""
        if not self.weighs:
            return Flag(code, first, last, NOTHING)
        known = dict(facts or {})
        until: date | None = None
        payable = self._first_payable(max(first, self.payable_from), last)
        if payable is not None:
            until = payable_until(self.law, payable, self._campaign_day)
            sources = (*sources, self.law.limits.source)
            due = self._first_payable(max(first, month_of(self.today) - 1), last)
            if due is not None:
                known |= {"due_from": due, "due": due_on(due)}
        if any(
            span.first <= last and self.career.last_of(span) >= first for span in self.complementary
        ):
            known["complementary"] = True
        cost = self.cost(first, last)
        return Flag(code, first, last, cost, payable, until, spans, known, sources)

    @property
    def _campaign_day(self) -> date | None:
        return campaign_day(self.career, self.today)

    def _first_payable(self, first: Month, last: Month) -> Month | None:
        start = first - self.career.first
        found = self.payable.find(1, max(start, 0), last + 1 - self.career.first)
        return None if found < 0 else self.career.first + found


def campaign_day(career: Career, today: date) -> date | None:
    """後納 was not open to who received the basic pension: give today, or ``None`` for them."""
    since = career.record.person.entitled_since
    return today if since is None or today < since else None


def view(law: Law, career: Career, today: date, *, weighs: bool) -> View:
    """Look at a career on a day."""
    lost = bytearray(career.states.translate(_LOSSES))
    complementary = tuple(s for s in career.spans if s.scheme is Scheme.COMPLEMENTARY)
    for span in complementary:
        start, stop = span.first - career.first, career.last_of(span) + 1 - career.first
        lost[start:stop] = bytes(stop - start)
    return View(
        law,
        career,
        today,
        bytearray(career.states),
        lost,
        career.states.translate(_PAYABLE),
        complementary,
        payable_from(law, today, campaign_day(career, today)),
        weighs,
    )
