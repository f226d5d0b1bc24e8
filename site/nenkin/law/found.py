"""記録が見つかったら: months that stand in no record yet, and what they would add a year for life."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from nenkin.law.ages import NATIONAL_BEGAN
from nenkin.law.changing import Added, Gains, gains, put_in
from nenkin.law.conditions import Misfit
from nenkin.law.counting import EMPLOYED
from nenkin.law.earnings import NEW_SEAMEN
from nenkin.law.estimating import lasting
from nenkin.law.future import AT_20, AT_60, AT_70
from nenkin.law.lives import Life, Scenario, Stretch
from nenkin.law.months import Month
from nenkin.law.parameters import Law, PayLimits
from nenkin.law.periods import Kind, Scheme, Sex
from nenkin.law.refusals import FIRST_INSURED, LEAST_AGE
from nenkin.law.settling import PAID, Settled
from nenkin.law.statuses import STATUSES, Standing

_WHOLE = frozenset({Standing.PAID, Standing.CATEGORY_3, Standing.MATERNITY})


class Trade(StrEnum):
    """What somebody was in months that are found."""

    COMPANY = "company"  # 厚生年金保険
    MINE = "mine"  # 坑内員
    SHIP = "ship"  # 船員
    NATIONAL = "national"  # 国民年金, paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Months ``first`` to ``last``, both counted. ``pay`` is yen a month; ``None`` where nobody knows it.

    Nothing follows from ``place``: it is the workplace, for whoever reads the list.
    """

    trade: Trade
    first: Month
    last: Month
    pay: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Worth:
    """What found months add, in yen a year for life.

    Pay that is not known is the lowest grade of its time (標準報酬月額の下限): ``least``. ``most`` is the same
    with the highest grade; the two are equal where all pay is known, or where it makes no difference.
    ``each`` is what each of several would add by itself. ``reached``: 受給資格期間 is, with the found months;
    otherwise all amounts are as if it were. ``opened``: it is only because of them.
    """

    gains: Gains
    least: int
    most: int
    each: tuple[int, ...]
    months: int
    instead: int  # of them, months in which another record stands so far
    unknown: bool  # whether any pay is not known
    reached: bool
    opened: bool


def worth(law: Law, life: Life, found: Sequence[Found], year: int) -> Worth:
    """Work out what found months add to a life, all together; raises as ``estimate`` does.

    ``year`` is the fiscal year of the money. At least one must be given, and none may be a misfit.
    """
    low = [stretches(law, life, one) for one in found]
    high = [stretches(law, life, one, highest=True) for one in found]
    each = low if len(low) > 1 else []
    added = [sum(low, ()), sum(high, ()), *each]
    known = gains(law, life, Scenario(), year, added)
    reached, opened = bool(known.after[0].phases), not known.before.phases
    if not reached:
        known = gains(law, life, Scenario(unconditional=True), year, added)
    least, most, *apart = known.yearly
    return Worth(
        gains=known,
        least=least,
        most=most,
        each=tuple(apart) or (least,),
        months=sum(one.last - one.first + 1 for one in found),
        instead=sum(_shared(one, stretch) for one in found for stretch in life.stretches),
        unknown=any(one.pay is None and one.trade is not Trade.NATIONAL for one in found),
        reached=reached,
        opened=reached and opened,
    )


@dataclass
class Bounds:
    """Tells of many lists of found months what each adds to one life, as ``worth`` does but only that."""

    law: Law
    life: Life
    year: int
    _before: dict[Scenario, int] = field(default_factory=dict)

    def of(self, found: Sequence[Found]) -> tuple[int, int]:
        """Give ``least`` and ``most`` of ``worth``, yen a year for life; raises as ``estimate`` does."""
        parts = [
            sum((stretches(self.law, self.life, one, highest=highest) for one in found), ())
            for highest in (False, True)
        ]
        lives = [put_in(self.life, *added) for added in parts]
        scenario = Scenario()
        after = [lasting(self.law, life, scenario, self.year) for life in lives]
        if not after[0]:
            scenario = Scenario(unconditional=True)
            after = [lasting(self.law, life, scenario, self.year) for life in lives]
        if scenario not in self._before:
            self._before[scenario] = lasting(self.law, self.life, scenario, self.year)
        least, most = (one - self._before[scenario] for one in after)
        return least, most


def stretches(law: Law, life: Life, found: Found, *, highest: bool = False) -> Added:
    """Give found months as stretches, split where the limits of pay or the scheme of seamen change."""
    if found.trade is Trade.NATIONAL:
        paid = Stretch(
            scheme=Scheme.NATIONAL,
            kind=Kind.CATEGORY_1,
            first=found.first,
            last=found.last,
            status=PAID,
        )
        return (paid,)
    after = found.last + 1
    edges = {NEW_SEAMEN, *(row.first for row in law.pay_limits.rows)}
    inner = sorted(edge for edge in edges if found.first < edge < after)
    return tuple(
        _employed(law, life, found, first, end - 1, highest=highest)
        for first, end in pairwise((found.first, *inner, after))
    )


def _employed(
    law: Law, life: Life, found: Found, first: Month, last: Month, *, highest: bool
) -> Stretch:
    limits = _limits(law, first)
    pay = found.pay
    if pay is None:
        pay = limits.highest if highest else limits.lowest
    scheme, kind = Scheme.EMPLOYEES, Kind.WOMEN if life.sex is Sex.FEMALE else Kind.MEN
    if found.trade is not Trade.COMPANY:
        kind = Kind.MINERS_SEAMEN
    if found.trade is Trade.SHIP and first < NEW_SEAMEN:
        scheme, kind = Scheme.SEAMEN, Kind.SEAMAN
    pay = min(max(pay, limits.lowest), limits.highest)
    return Stretch(scheme=scheme, kind=kind, first=first, last=last, pay=pay)


def _limits(law: Law, at: Month) -> PayLimits:
    """Give the limits of a month; those of 船員保険 before 1942-06 are not known and not needed.

    Pay of so long ago is raised to 10,000 yen or 12,000 yen anyway (昭和44年改正附則3条).
    """
    return law.pay_limits.at(max(at, law.pay_limits.rows[0].first))


def begins(law: Law, trade: Trade, sex: Sex) -> Month:
    """Give the first month that anybody could be insured in; women in companies came later."""
    if trade is Trade.NATIONAL:
        return NATIONAL_BEGAN
    if trade is Trade.SHIP:
        return FIRST_INSURED
    rows = law.employees_rates.rows
    if trade is Trade.COMPANY and sex is Sex.FEMALE:
        return next(row.first for row in rows if row.women is not None)
    return rows[0].first


def misfits(law: Law, settled: Settled, found: Sequence[Found], place: int) -> tuple[Misfit, ...]:
    """Say everything that cannot be in one of the found periods, beside the record and the others."""
    one, others = found[place], [other for at, other in enumerate(found) if at != place]
    wrong = [Misfit("first", code) for code in _wrong_first(law, settled, one, others)][:1]
    wrong += [Misfit("last", code) for code in _wrong_last(settled, one)][:1]
    if one.trade is Trade.NATIONAL and one.pay is not None:
        wrong.append(Misfit("pay", "not-employed"))
    return tuple(wrong)


def _wrong_first(law: Law, settled: Settled, one: Found, others: Sequence[Found]) -> Iterator[str]:
    life = settled.life
    if one.first <= life.reaches(0):
        yield "before-birth"
    if one.first < begins(law, one.trade, life.sex):
        yield "before-the-scheme"
    if one.trade is Trade.NATIONAL and one.first < life.reaches(AT_20):
        yield "before-20"
    if one.first < life.reaches(LEAST_AGE):
        yield "too-young"
    if any(one.first <= other.last and other.first <= one.last for other in others):
        yield "overlaps"
    if any(_counts(one, stretch) and _shared(one, stretch) for stretch in life.stretches):
        yield "recorded"


def _wrong_last(settled: Settled, one: Found) -> Iterator[str]:
    if one.last < one.first:
        yield "end-before-start"
    if one.last >= settled.end:
        yield "not-over"
    national = one.trade is Trade.NATIONAL
    if one.last >= settled.life.reaches(AT_60 if national else AT_70):
        yield "after-60" if national else "after-70"


def _counts(one: Found, stretch: Stretch) -> bool:
    """Whether a stretch of the record leaves nothing to be found in its months."""
    if stretch.scheme in EMPLOYED:
        return True
    if one.trade is not Trade.NATIONAL or stretch.status is None:
        return False
    return STATUSES[stretch.status].standing in _WHOLE


def _shared(one: Found, stretch: Stretch) -> int:
    """Give how many months a period and a stretch have in common."""
    return max(0, min(one.last, stretch.last) - max(one.first, stretch.first) + 1)
