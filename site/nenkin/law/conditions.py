"""くわしい条件: the time to come as a table of periods, each with its own work, pay and bonus."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from nenkin.law.counting import EMPLOYED, qualified_in
from nenkin.law.cuts import AT_70
from nenkin.law.dated import NotInForce
from nenkin.law.estimates import Refused
from nenkin.law.future import (
    AT_20,
    AT_60,
    AT_75,
    Future,
    bonuses_as_before,
    claims,
    employed,
    halved_bonuses,
    paid,
    refuse_the_unfit,
    whole_life,
)
from nenkin.law.lives import AT_65, Life, PaidBonus, Scenario, Stretch
from nenkin.law.months import Month, fiscal_year
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Scheme
from nenkin.law.settling import PAID, Settled
from nenkin.law.statuses import STATUSES, Standing
from nenkin.law.unrecorded import unrecorded


class Way(StrEnum):
    """What somebody is in a period."""

    EMPLOYEE = "employee"  # 厚生年金被保険者
    PAY = "pay"  # 第1号被保険者, from here on by what becomes of the premium
    ADDITIONAL = "additional"  # 付加保険料 too
    EXEMPT = "exempt"  # 全額免除
    UNPAID = "unpaid"
    SAME = "same"  # as it is now: part of the premium, 学生納付特例, …
    DEPENDENT = "dependent"  # 第3号被保険者
    VOLUNTARY = (
        "voluntary"  # 任意加入, from 60 to 65; 特例任意加入, to 70 while 10 years are not reached
    )


_CODES = {
    Way.PAY: PAID,
    Way.ADDITIONAL: "B",
    Way.EXEMPT: "Z",
    Way.UNPAID: "*",
    Way.DEPENDENT: "+",
    Way.VOLUNTARY: PAID,
}
_KINDS = {Way.DEPENDENT: Kind.CATEGORY_3, Way.VOLUNTARY: Kind.VOLUNTARY}
_OF_CODES = {code: way for way, code in _CODES.items() if way not in {Way.DEPENDENT, Way.VOLUNTARY}}


# The age before which a period must end, and the code of one that does not.
_ENDS = {Way.EMPLOYEE: (AT_75, "after-75"), Way.VOLUNTARY: (AT_70, "after-70")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Months ``first`` to ``last``, both counted. ``pay`` is a salary of a month, ``bonus`` of a year.

    ``None`` is «as now»: the pay of now, and the bonuses of the last twelve months until 65.
    """

    first: Month
    last: Month
    way: Way
    pay: int | None = None
    bonus: int | None = None


@dataclass(frozen=True, slots=True)
class Misfit:
    """What cannot be in a period: a field of ``Period`` and the code of its words."""

    field: str
    code: str


def periods_of(law: Law, settled: Settled, future: Future) -> tuple[Period, ...]:
    """Give the table that comes to the same as answers do, for a person to go on from."""
    life, _ = whole_life(law, settled, future)
    at_65 = life.reaches(AT_65)
    found: list[Period] = []
    for stretch in life.stretches:
        if stretch.first < settled.end:
            continue
        one = _period(stretch, future, later=stretch.first >= at_65)
        # Grades of 標準報酬月額 that change split a stretch, not what a person earns.
        if found and one.first != at_65 and _goes_on(found[-1], one):
            found[-1] = replace(found[-1], last=one.last)
        else:
            found.append(one)
    return tuple(found)


def _goes_on(before: Period, after: Period) -> bool:
    return before.last + 1 == after.first and before == replace(
        after, first=before.first, last=before.last
    )


def _period(stretch: Stretch, future: Future, *, later: bool) -> Period:
    first, last = stretch.first, stretch.last
    if stretch.scheme not in EMPLOYED:
        dependent = stretch.kind is Kind.CATEGORY_3
        way = Way.DEPENDENT if dependent else _OF_CODES.get(stretch.status or "", Way.SAME)
        return Period(first=first, last=last, way=way)
    bonus = future.bonus
    if later and bonus is not None:
        bonus = 0
    pay = (future.later_pay or future.pay) if later else future.pay
    return Period(first=first, last=last, way=Way.EMPLOYEE, pay=pay, bonus=bonus)


def misfits(
    law: Law, settled: Settled, periods: Sequence[Period], place: int
) -> tuple[Misfit, ...]:
    """Say everything that cannot be in one of the periods, beside the record and the others."""
    one, others = periods[place], [other for i, other in enumerate(periods) if i != place]
    found = [Misfit("first", code) for code in _wrong_first(settled, one, others)][:1]
    found += [Misfit("last", code) for code in _wrong_last(settled, one)]
    found += _wrong_way(settled, one)
    if one.way is Way.VOLUNTARY and not found:
        found += [Misfit("last", code) for code in _too_late(law, settled, periods, one)]
    return tuple(found)


def _wrong_first(settled: Settled, one: Period, others: Sequence[Period]) -> Iterator[str]:
    if one.first < settled.end:
        yield "past"
    if one.way is Way.VOLUNTARY and one.first < settled.life.reaches(AT_60):
        yield "before-60"
    if one.way is not Way.EMPLOYEE and one.first < settled.life.reaches(AT_20):
        yield "before-20"
    if any(one.first <= other.last and other.first <= one.last for other in others):
        yield "overlaps"


def _wrong_way(settled: Settled, one: Period) -> Iterator[Misfit]:
    now = settled.going_on
    if one.way is Way.SAME and (now is None or now.kind is not Kind.CATEGORY_1):
        yield Misfit("way", "nothing-now")
    if one.way is Way.EMPLOYEE:
        if one.pay is None and (now is None or now.pay is None):
            yield Misfit("pay", "nothing-now")
        return
    for field in ("pay", "bonus"):
        if getattr(one, field) is not None:
            yield Misfit(field, "not-employed")


def _wrong_last(settled: Settled, one: Period) -> Iterator[str]:
    age, code = _ENDS.get(one.way, (AT_60, "after-60"))
    if one.last < one.first:
        yield "end-before-start"
    elif one.last >= settled.life.reaches(age):
        yield code


def _too_late(law: Law, settled: Settled, periods: Sequence[Period], one: Period) -> Iterator[str]:
    """特例任意加入: after 65 only for who has not the months of a right yet, and until they have them."""
    at_65 = settled.life.reaches(AT_65)
    if one.last < at_65:
        return
    try:
        life, _ = life_of(law, settled, Future(), periods)
        reached = qualified_in(law, life, fiscal_year(at_65))
    except (Refused, NotInForce):  # of another line, or of the record: said where all is worked out
        return
    if life.born_on > law.late_voluntary.born_until or (reached is not None and reached <= at_65):
        yield "after-65"
    elif reached is not None and one.last >= reached:
        yield "enough"


def life_of(
    law: Law, settled: Settled, future: Future, periods: Sequence[Period]
) -> tuple[Life, Scenario]:
    """Give the whole life with these periods to come; all else is as answered.

    Months that are over by now are left out: the record says what became of them.
    """
    refuse_the_unfit(settled, future)
    life = paid(settled.life, future.filled)
    stretches, bonuses = list(life.stretches), list(life.bonuses)
    for one in sorted(periods, key=lambda period: period.first):
        months = range(max(one.first, settled.end), one.last + 1)
        if not months:
            continue
        if one.way is Way.EMPLOYEE:
            stretches += employed(law, settled, months[0], months[-1] + 1, one.pay)
            bonuses += _bonuses(settled, one, months)
        else:
            stretches.append(_national(settled, one.way, months))
    return (
        replace(
            life,
            stretches=tuple(stretches),
            bonuses=tuple(sorted(bonuses, key=lambda bonus: bonus.month)),
            spouse=future.spouse,
            children=future.children,
            **unrecorded(life, future),
        ),
        claims(future),
    )


def _bonuses(settled: Settled, one: Period, months: range) -> Iterator[PaidBonus]:
    if one.bonus is not None:
        return halved_bonuses(one.bonus, months)
    before_65 = range(months[0], min(months[-1] + 1, settled.life.reaches(AT_65)))
    return bonuses_as_before(settled, before_65)


def _national(settled: Settled, way: Way, months: range) -> Stretch:
    now, status = settled.going_on, _CODES.get(way)
    if status is None and now is not None:
        # 前納 and the like are ways of paying too.
        paying = now.status and STATUSES[now.status].standing is Standing.PAID
        status = PAID if paying else now.status
    return Stretch(
        scheme=Scheme.NATIONAL,
        kind=_KINDS.get(way, Kind.CATEGORY_1),
        first=months[0],
        last=months[-1],
        status=status,
    )
