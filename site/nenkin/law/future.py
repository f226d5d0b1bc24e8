"""これからの条件: from a life so far and a person's answers to the whole life and what is claimed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from nenkin.law.counting import EMPLOYED
from nenkin.law.earnings import standard_pay
from nenkin.law.estimates import Refused
from nenkin.law.lives import AT_65, Child, Life, PaidBonus, Scenario, Spouse, Stretch
from nenkin.law.months import Month, month_of, year_and_number
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Scheme, Sex
from nenkin.law.settling import PAID, Settled
from nenkin.law.statuses import STATUSES, Standing
from nenkin.law.unrecorded import unrecorded

YEAR = 12
AT_20, AT_60, AT_70, AT_75 = 20 * YEAR, 60 * YEAR, 70 * YEAR, 75 * YEAR
BONUS_MONTHS = (6, 12)  # decided: half of a year's bonus in June, half in December
LEAST_SALARY, TOO_HIGH_SALARY = 10_000, 10_000_000
EARLIEST_BIRTH = date(1900, 1, 1)
YOUNGEST_PARENT = 12 * YEAR


class Work(StrEnum):
    """How somebody goes on."""

    EMPLOYEE = "employee"  # 厚生年金被保険者
    SELF = "self"  # 第1号被保険者: 自営業など
    DEPENDENT = "dependent"  # 第3号被保険者
    NONE = "none"  # 第1号被保険者 without work


class Premium(StrEnum):
    """What becomes of the premium of 国民年金, until 60."""

    PAY = "pay"
    ADDITIONAL = "additional"  # 付加保険料 too
    EXEMPT = "exempt"  # 全額免除
    UNPAID = "unpaid"


CODES = {Premium.PAY: PAID, Premium.ADDITIONAL: "B", Premium.EXEMPT: "Z", Premium.UNPAID: "*"}


class Unfit(Refused):
    """An answer that cannot be; ``answer`` is the field of ``Future`` that has to be put right."""

    def __init__(self, answer: str, code: str, *, place: int = 0) -> None:
        """Take the answer and the code of its words; ``place``: of several children, which."""
        super().__init__(code)
        self.place = place
        self.answer = answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Future:
    """A person's answers. ``None`` is «I do not know»: all stays as it is, or 65, or nobody.

    Ages are in months. ``pay`` and ``later_pay`` are salaries in yen a month, ``bonus`` yen a year.
    """

    work: Work | None = None
    until: int | None = None
    pay: int | None = None
    bonus: int | None = None
    premium: Premium | None = None
    later: bool | None = None  # whether there is work from 65 on
    later_until: int | None = None
    later_pay: int | None = None
    police: bool | None = None  # 特定警察職員等
    wage_at_60: int | None = None  # by which 高年齢雇用継続給付 is paid
    seeking: tuple[int, int] | None = (
        None  # the age in months at which 基本手当 is asked for, and its days
    )
    basic: int | None = None
    employees: int | None = None
    spouse: Spouse | None = None
    children: tuple[Child, ...] = ()
    filled: Mapping[Month, str] = field(default_factory=dict)  # months paid now: what they become


def present(settled: Settled) -> Work | None:
    """Give how the person goes on now; ``None`` where the record has no present month."""
    now = settled.going_on
    if now is None or now.scheme is Scheme.COMPLEMENTARY:
        return None
    if now.scheme in EMPLOYED:
        return Work.EMPLOYEE
    return Work.DEPENDENT if now.kind is Kind.CATEGORY_3 else Work.SELF


def whole_life(law: Law, settled: Settled, future: Future) -> tuple[Life, Scenario]:
    """Give the whole life and what is claimed; raises ``Unfit`` for what cannot be."""
    refuse_the_unfit(settled, future)
    return _Path(law, settled, future).life(), claims(future)


def claims(future: Future) -> Scenario:
    """繰上げ is of both together (厚生年金保険法附則7条の3第2項), so an early basic pension decides for both."""
    basic = AT_65 if future.basic is None else future.basic
    employees = future.employees
    if employees is None:
        employees = min(AT_65, basic)
    return Scenario(basic=basic, employees=employees)


def refuse_the_unfit(settled: Settled, future: Future) -> None:
    """Raise ``Unfit`` with the first answer that cannot be, whatever the others are."""
    age = settled.end - settled.life.born_in
    for name in ("until", "later_until"):
        until = getattr(future, name)
        if until is not None and until <= age:
            raise Unfit(name, "until-past")
    if future.until is not None and future.until > AT_65:
        raise Unfit("until", "until-after-65")
    if future.later_until is not None and not AT_65 < future.later_until <= AT_75:
        raise Unfit("later_until", "later-until")
    _refuse_pay(future)
    if future.spouse is not None:
        _refuse_birth("spouse", future.spouse.born_on, settled)
    for place, child in enumerate(future.children):
        _refuse_birth("children", child.born_on, settled, place)
        if month_of(child.born_on) < settled.life.born_in + YOUNGEST_PARENT:
            raise Unfit("children", "older-than-parent", place=place)


def _refuse_pay(future: Future) -> None:
    for name in ("pay", "later_pay"):
        pay = getattr(future, name)
        if pay is not None and not LEAST_SALARY <= pay < TOO_HIGH_SALARY:
            raise Unfit(name, "pay-too-low" if pay < LEAST_SALARY else "pay-too-high")
    if future.bonus is not None and not 0 <= future.bonus < YEAR * TOO_HIGH_SALARY:
        raise Unfit("bonus", "bonus-too-high" if future.bonus > 0 else "bonus-below-0")


def _refuse_birth(name: str, born_on: date, settled: Settled, place: int = 0) -> None:
    if month_of(born_on) > settled.end:
        raise Unfit(name, "future", place=place)
    if born_on < EARLIEST_BIRTH:
        raise Unfit(name, "too-long-ago", place=place)


def own_months(settled: Settled, future: Future) -> bool:
    """Whether months of 第1号 are to come, for which the premium is a question."""
    work = future.work or present(settled)
    return work is not None and _own_from(settled, future, work) < settled.life.reaches(AT_60)


def default_until(settled: Settled) -> int:
    """Give the age until which work goes on where nobody said: 60, as the letter does; then 65, 70."""
    age = settled.end - settled.life.born_in
    return next((at for at in (AT_60, AT_65, AT_70) if age < at), AT_75)


def _own_from(settled: Settled, future: Future, work: Work) -> Month:
    first = max(settled.end, settled.life.reaches(AT_20))
    if work in {Work.SELF, Work.NONE}:
        return first
    until = default_until(settled) if future.until is None else future.until
    if work is Work.DEPENDENT:
        until = min(until, AT_60)
    return max(first, settled.life.reaches(until))


@dataclass(frozen=True, slots=True)
class _Path:
    law: Law
    settled: Settled
    future: Future

    def life(self) -> Life:
        settled, future = self.settled, self.future
        life = paid(settled.life, future.filled)
        work = future.work or present(settled)
        stretches: list[Stretch] = []
        if work is not None:
            own = _own_from(settled, future, work)
            if work is Work.DEPENDENT:
                stretches += _national(settled.end, own, Kind.CATEGORY_3, "+")
            elif work is Work.EMPLOYEE:
                until = future.until or default_until(settled)
                # who is over 65 answers the question about work from 65 on instead
                if until <= AT_65:
                    stretches += employed(
                        self.law, settled, settled.end, life.reaches(until), future.pay
                    )
            first, after = own, life.reaches(AT_60)
            stretches += _national(first, after, Kind.CATEGORY_1, self._code())
        if self._works_later():
            first = max(settled.end, life.reaches(AT_65))
            after = life.reaches(future.later_until or max(AT_70, default_until(settled)))
            salary = future.later_pay or future.pay
            stretches += employed(self.law, settled, first, after, salary)
        bonuses = (*life.bonuses, *self._bonuses(stretches))
        return replace(
            life,
            stretches=(*life.stretches, *stretches),
            bonuses=tuple(sorted(bonuses, key=lambda bonus: bonus.month)),
            spouse=future.spouse,
            children=future.children,
            **unrecorded(life, future),
        )

    def _works_later(self) -> bool:
        """Whether there is work from 65 on: as said, else as it is for who is over 65 now."""
        if self.future.later is not None:
            return self.future.later
        over = self.settled.end >= self.settled.life.reaches(AT_65)
        return over and present(self.settled) is Work.EMPLOYEE

    def _code(self) -> str:
        """Give the month code of 第1号: as said, else as it is now, else paid, as the law asks."""
        if self.future.premium is not None:
            return CODES[self.future.premium]
        now = self.settled.going_on
        if now is None or now.status is None or now.kind is not Kind.CATEGORY_1:
            return PAID
        return PAID if STATUSES[now.status].standing is Standing.PAID else now.status

    def _bonuses(self, stretches: Sequence[Stretch]) -> Iterator[PaidBonus]:
        """Bonuses until 65: as said, else those of the last twelve months again and again."""
        before_65 = self.settled.life.reaches(AT_65)
        for one in stretches:
            if one.scheme in EMPLOYED:
                months = range(one.first, min(one.last + 1, before_65))
                if self.future.bonus is None:
                    yield from bonuses_as_before(self.settled, months)
                else:
                    yield from halved_bonuses(self.future.bonus, months)


def employed(
    law: Law, settled: Settled, first: Month, after: Month, salary: int | None
) -> Iterator[Stretch]:
    """Employment at a salary, split where the grades of 標準報酬月額 change; else at the pay of now."""
    now = settled.going_on
    scheme, kind, pay = Scheme.EMPLOYEES, _kind(settled.life.sex), None
    if now is not None and now.scheme in EMPLOYED:
        scheme, kind, pay = now.scheme, now.kind, now.pay
    if first >= after:
        return
    inner = (row.first for row in law.pay_grades.rows if first < row.first < after)
    edges = (first, after) if salary is None else (first, *sorted(inner), after)
    for start, end in pairwise(edges):
        yield Stretch(
            scheme=scheme,
            kind=kind,
            first=start,
            last=end - 1,
            pay=pay if salary is None else standard_pay(law, salary, start),
        )


def halved_bonuses(yen: int, months: Sequence[Month]) -> Iterator[PaidBonus]:
    """Give a year's bonus, half of it in each of ``BONUS_MONTHS``."""
    half = yen // len(BONUS_MONTHS)
    for at in months:
        if half and year_and_number(at)[1] in BONUS_MONTHS:
            yield PaidBonus(at, half)


def bonuses_as_before(settled: Settled, months: Sequence[Month]) -> Iterator[PaidBonus]:
    """Give the bonuses of the last twelve months again and again."""
    now = settled.going_on
    if now is None or now.pay is None:
        return
    for bonus in settled.life.bonuses:
        if max(settled.end - YEAR, now.first) <= bonus.month < settled.end:
            for at in months:
                if at % YEAR == bonus.month % YEAR:
                    yield PaidBonus(at, bonus.yen)


def _kind(sex: Sex) -> Kind:
    return Kind.WOMEN if sex is Sex.FEMALE else Kind.MEN


def _national(first: Month, after: Month, kind: Kind, status: str) -> Iterator[Stretch]:
    if first < after:
        yield Stretch(scheme=Scheme.NATIONAL, kind=kind, first=first, last=after - 1, status=status)


def paid(life: Life, becomes: Mapping[Month, str]) -> Life:
    """Give a life in which some months of 国民年金 have other codes, as they do once they are paid."""
    if not becomes:
        return life
    stretches: list[Stretch] = []
    for stretch in life.stretches:
        touched = [at for at in becomes if stretch.first <= at <= stretch.last]
        edges = {stretch.first, stretch.last + 1, *touched, *(at + 1 for at in touched)}
        stretches += [
            replace(stretch, first=first, last=after - 1, status=becomes.get(first, stretch.status))
            for first, after in pairwise(sorted(edges))
        ]
    return replace(life, stretches=tuple(stretches))
