"""What a correction does to a pension: every part before and after, with whatever falls named too.

Who works beside the pension loses a part of it meanwhile (在職老齢年金), which is told apart; so is what a
wife or husband gains or loses. What cannot be worked out says by a name which fact is missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from msgspec import UNSET, UnsetType

from nenkin.correcting.couples import Missing, Share, shares
from nenkin.law.changing import for_life
from nenkin.law.counting import EMPLOYED, employees_months
from nenkin.law.estimates import Estimate, Part, Phase
from nenkin.law.estimating import estimate
from nenkin.law.future import AT_70
from nenkin.law.lives import Life, Scenario, Spouse, Stretch
from nenkin.law.months import Month
from nenkin.law.parameters import Law
from nenkin.law.periods import Record
from nenkin.law.settling import as_it_is, settle


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the pension for life, yen a year, before and after."""

    part: Part
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Fall:
    """A part that is less than before in some months: by how much at most, and from when."""

    part: Part
    since: Month
    yen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """What is paid in a month of work, yen a year, and what of it is suspended (在職支給停止)."""

    month: Month
    before: int
    after: int
    held_before: int
    held_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What comes of it, by one year's law and in that year's money.

    ``lines``: the parts for life that are not 0 on both sides. ``falls``: every part that is less in any
    month from ``since`` on, even where another one makes up for it. ``reached``: 受給資格期間 is reached
    after the correction; otherwise all is as if it were. ``opened``: only because of the correction.
    ``crosses``: employees' insurance comes to 240 months or falls below, by which 加給年金 and 振替加算 of
    both spouses may begin or end. ``rough``: pages say 概算. ``working``: while the person's work of
    today goes on. ``couple``: what changes for the spouse. ``missing``: facts that were not known.
    What is unset was not looked at, or is nothing: a proposal of before keeps its digest.
    """

    year: int
    since: Month
    lines: tuple[Line, ...]
    falls: tuple[Fall, ...]
    before: int
    after: int
    reached: bool
    opened: bool
    crosses: bool
    rough: bool
    working: Working | UnsetType = UNSET
    couple: tuple[Share, ...] | UnsetType = UNSET
    missing: tuple[Missing, ...] | UnsetType = UNSET

    @property
    def shares(self) -> tuple[Share, ...]:
        """Give what changes for the spouse."""
        return () if self.couple is UNSET else self.couple

    @property
    def unknown(self) -> tuple[Missing, ...]:
        """Give the facts that were not known."""
        return () if self.missing is UNSET else self.missing

    @property
    def takes(self) -> bool:
        """Whether anything is less for the person or the spouse, or nobody can say."""
        lost = any(one.after < one.before for one in self.shares)
        return bool(self.falls) or lost or Missing.SPOUSE in self.unknown

    @property
    def yearly(self) -> int:
        """Give what is more, yen a year for life; below 0 where it is less."""
        return self.after - self.before


def effect(
    law: Law, record: Record, corrected: Record, year: int, spouse: Spouse | UnsetType | None = None
) -> Effect:
    """Compare a record with what it would be; raises ``Refused`` and ``NotInForce`` as ``estimate`` does.

    The present condition goes on until 60, as ねんきん定期便 has it; both pensions are claimed at 65.
    ``spouse``: ``None`` where there is none, unset where nobody has asked.
    """
    settled = settle(record)
    known = None if spouse is UNSET else spouse
    both = [settled, settle(corrected)]
    lives = [replace(as_it_is(one), spouse=known) for one in both]
    scenario = Scenario()
    before, after = (estimate(law, life, scenario, year) for life in lives)
    reached, opened = bool(after.phases), bool(after.phases) and not before.phases
    lost = bool(before.phases) and not after.phases
    if not reached and not lost:
        scenario = Scenario(unconditional=True)
        before, after = (estimate(law, life, scenario, year) for life in lives)
    since = settled.end - 1
    months = [_employed(law, life) for life in lives]
    needed = law.benefits.conditions.addition
    crosses = (months[0] >= needed) is not (months[1] >= needed)
    couple: tuple[Share, ...] = ()
    missing: list[Missing] = []
    if crosses and spouse is UNSET:
        missing.append(Missing.SPOUSE)
    elif crosses and known is not None:
        gained = months[1] >= needed
        couple = tuple(shares(law, lives[0], known, after if gained else before, gained=gained))
        if couple:
            missing.append(Missing.SPOUSE_LONG if known.keeps else Missing.SPOUSE_SHORT)
    at_work = [one.going_on for one in both if _employment(one.going_on)]
    paid = [one.at(since) for one in (before, after)]
    working: Working | UnsetType = UNSET
    if at_work and any(phase and phase.yen(Part.PROPORTIONAL) for phase in paid):
        working = _working(since, *paid)
        missing += [Missing.PAY] * any(one is not None and one.pay is None for one in at_work)
    return Effect(
        year=year,
        since=since,
        lines=tuple(_lines(before, after)),
        falls=tuple(_falls(before, after, since)),
        before=for_life(before),
        after=for_life(after),
        reached=reached,
        opened=opened,
        crosses=crosses,
        rough=any(amount.doubts for one in after.phases for amount in one.amounts),
        working=working,
        couple=couple or UNSET,
        missing=tuple(missing) or UNSET,
    )


def _employment(stretch: Stretch | None) -> bool:
    return stretch is not None and stretch.scheme in EMPLOYED


def _working(month: Month, *paid: Phase | None) -> Working:
    before, after = (phase.yearly if phase else 0 for phase in paid)
    held = [-phase.yen(Part.SUSPENDED) if phase else 0 for phase in paid]
    return Working(month=month, before=before, after=after, held_before=held[0], held_after=held[1])


def _employed(law: Law, life: Life) -> int:
    return int(employees_months(law, life, life.reaches(AT_70)))


def _lines(before: Estimate, after: Estimate) -> Iterator[Line]:
    for part in Part:
        both = [one.phases[-1].yen(part) if one.phases else 0 for one in (before, after)]
        if any(both):
            yield Line(part, *both)


def _falls(before: Estimate, after: Estimate, since: Month) -> Iterator[Fall]:
    edges = {phase.first for one in (before, after) for phase in one.phases}
    edges |= {
        phase.last + 1 for one in (before, after) for phase in one.phases if phase.last is not None
    }
    months = sorted({max(edge, since) for edge in edges})
    for part in Part:
        less = [(at, _yen(before, at, part) - _yen(after, at, part)) for at in months]
        falling = [(at, yen) for at, yen in less if yen > 0]
        if falling:
            yield Fall(part, falling[0][0], max(yen for _, yen in falling))


def _yen(found: Estimate, at: Month, part: Part) -> int:
    phase = found.at(at)
    return phase.yen(part) if phase else 0
