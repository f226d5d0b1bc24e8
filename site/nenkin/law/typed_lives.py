"""自分で入力した期間: a whole life from periods that a person types, without any record."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from nenkin.law.ages import NATIONAL_BEGAN
from nenkin.law.conditions import Misfit, Period, Way
from nenkin.law.earnings import standard_pay
from nenkin.law.found import Found, Trade, stretches
from nenkin.law.future import AT_20, AT_60, AT_75, halved_bonuses
from nenkin.law.lives import Life, PaidBonus, Stretch
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Scheme, Sex
from nenkin.law.refusals import FIRST_INSURED, LEAST_AGE
from nenkin.law.rights import NEW_LAW
from nenkin.law.settling import PAID

WAYS = (Way.EMPLOYEE, Way.PAY, Way.EXEMPT, Way.DEPENDENT)  # what can be typed
_NATIONAL = {
    Way.PAY: (Kind.CATEGORY_1, PAID),
    Way.EXEMPT: (Kind.CATEGORY_1, "Z"),
    Way.DEPENDENT: (Kind.CATEGORY_3, "+"),
}


def typed_life(law: Law, born_on: date, sex: Sex, periods: Sequence[Period]) -> Life:
    """Give the life; ``periods`` are of ``WAYS``, and none may be a misfit.

    Pay that nobody knows is the lowest of its time (標準報酬月額の下限). Pay since the first grades that are
    known here becomes its grade (厚生年金保険法20条), before that it counts as typed, within the limits.
    Half of a year's bonus is paid in June, half in December, from 2003-04 on (総報酬制).
    """
    life = Life(born_on=born_on, sex=sex)
    found: list[Stretch] = []
    bonuses: list[PaidBonus] = []
    for one in sorted(periods, key=lambda period: period.first):
        if one.way is Way.EMPLOYEE:
            found += _employed(law, life, one)
            since = law.bonus_caps.rows[0].first
            bonuses += halved_bonuses(one.bonus or 0, range(max(one.first, since), one.last + 1))
            continue
        kind, status = _NATIONAL[one.way]
        found.append(
            Stretch(
                scheme=Scheme.NATIONAL, kind=kind, first=one.first, last=one.last, status=status
            )
        )
    return replace(life, stretches=tuple(found), bonuses=tuple(bonuses))


def typed_misfits(life: Life, periods: Sequence[Period], place: int) -> tuple[Misfit, ...]:
    """Say everything that cannot be in one of the periods, beside the birth and the others."""
    one, others = periods[place], [other for i, other in enumerate(periods) if i != place]
    found = [Misfit("first", code) for code in _wrong_first(life, one, others)][:1]
    employed = one.way is Way.EMPLOYEE
    if one.last < one.first:
        found.append(Misfit("last", "end-before-start"))
    elif one.last >= life.reaches(AT_75 if employed else AT_60):
        found.append(Misfit("last", "after-75" if employed else "after-60"))
    typed = () if employed else ("pay", "bonus")
    found += [Misfit(name, "not-employed") for name in typed if getattr(one, name) is not None]
    return tuple(found)


def _wrong_first(life: Life, one: Period, others: Sequence[Period]) -> Iterator[str]:
    if one.first < life.reaches(LEAST_AGE):
        yield "too-young"
    elif one.way is Way.EMPLOYEE:
        if one.first < FIRST_INSURED:
            yield "before-the-scheme"
    elif one.first < life.reaches(AT_20):
        yield "before-20"
    elif one.first < (NEW_LAW if one.way is Way.DEPENDENT else NATIONAL_BEGAN):
        yield "before-the-scheme"
    if any(one.first <= other.last and other.first <= one.last for other in others):
        yield "overlaps"


def _employed(law: Law, life: Life, one: Period) -> Iterator[Stretch]:
    graded = [row.first for row in law.pay_grades.rows]
    edges = [one.first, *(at for at in graded if one.first < at <= one.last), one.last + 1]
    for first, after in pairwise(edges):
        pay = one.pay
        if pay is not None and first >= graded[0]:
            pay = standard_pay(law, pay, first)
        typed = Found(trade=Trade.COMPANY, first=first, last=after - 1, pay=pay)
        yield from stretches(law, life, typed)
