"""What a correction does to a pension: every part before and after, with whatever falls named too."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from nenkin.law.changing import for_life
from nenkin.law.counting import employees_months
from nenkin.law.estimates import Estimate, Part
from nenkin.law.estimating import estimate
from nenkin.law.future import AT_70
from nenkin.law.lives import Life, Scenario, Spouse
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
class Effect:
    """What comes of it, by one year's law and in that year's money.

    ``lines``: the parts for life that are not 0 on both sides. ``falls``: every part that is less in any
    month from ``since`` on, even where another one makes up for it. ``reached``: 受給資格期間 is reached
    after the correction; otherwise all is as if it were. ``opened``: only because of the correction.
    ``crosses``: employees' insurance comes to 240 months or falls below, by which 加給年金 and 振替加算 of
    both spouses may begin or end. ``rough``: pages say 概算.
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

    @property
    def yearly(self) -> int:
        """Give what is more, yen a year for life; below 0 where it is less."""
        return self.after - self.before


def effect(
    law: Law, record: Record, corrected: Record, year: int, spouse: Spouse | None = None
) -> Effect:
    """Compare a record with what it would be; raises ``Refused`` and ``NotInForce`` as ``estimate`` does.

    The present condition goes on until 60, as ねんきん定期便 has it; both pensions are claimed at 65.
    """
    settled = settle(record)
    lives = [replace(as_it_is(one), spouse=spouse) for one in (settled, settle(corrected))]
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
    return Effect(
        year=year,
        since=since,
        lines=tuple(_lines(before, after)),
        falls=tuple(_falls(before, after, since)),
        before=for_life(before),
        after=for_life(after),
        reached=reached,
        opened=opened,
        crosses=(months[0] >= needed) is not (months[1] >= needed),
        rough=any(amount.doubts for one in after.phases for amount in one.amounts),
    )


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
