"""The life that estimates are measured with: 45 years, eighteen stretches, bonuses twice a year."""

from datetime import date

from nenkin.law.lives import Life, PaidBonus, Scenario, Stretch
from nenkin.law.months import Month, month
from nenkin.law.periods import Kind, Scheme, Sex

YEAR = 2026
AGES = tuple(Scenario(basic=12 * age, employees=12 * age) for age in range(60, 76))


def _nation(first: Month, months: int, status: str) -> Stretch:
    kind = Kind.CATEGORY_3 if status == "+" else Kind.CATEGORY_1
    return Stretch(
        scheme=Scheme.NATIONAL, kind=kind, first=first, last=first + months - 1, status=status
    )


def _job(first: Month, months: int, pay: int) -> Stretch:
    return Stretch(
        scheme=Scheme.EMPLOYEES, kind=Kind.MEN, first=first, last=first + months - 1, pay=pay
    )


def typical() -> Life:
    """Give somebody of 1975: a student, jobs with a raise every three years, a gap, retired at 65."""
    at = month(1995, 6)
    stretches = []
    for status, months in (("サ", 22), ("A", 12)):
        stretches.append(_nation(at, months, status))
        at += months
    for raises in range(7):
        stretches.append(_job(at, 36, 200_000 + 10_000 * raises))
        at += 36
    for status, months in (("Y", 9), ("*", 3), ("A", 12)):
        stretches.append(_nation(at, months, status))
        at += months
    for raises in range(6):
        stretches.append(
            _job(at, 36 if raises < 5 else month(2040, 6) - at, 270_000 + 20_000 * raises)
        )
        at += 36
    bonuses = tuple(
        PaidBonus(paid, 2 * s.pay)
        for s in stretches
        if s.pay is not None
        for paid in range(s.first, s.last + 1)
        if paid % 12 in {5, 11} and paid >= month(2003, 4)
    )
    return Life(
        born_on=date(1975, 6, 10), sex=Sex.MALE, stretches=tuple(stretches), bonuses=bonuses
    )
