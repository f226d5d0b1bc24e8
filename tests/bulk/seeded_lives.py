"""Lives drawn from a seed: any birth that the law knows, any career, one set of choices each."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nenkin.law.lives import Child, Division, Life, PaidBonus, Scenario, Seeking, Spouse, Stretch
from nenkin.law.months import Month, month
from nenkin.law.periods import Kind, Scheme, Sex
from nenkin.law.statuses import STATUSES

OLDEST, YOUNGEST = date(1926, 4, 2), date(2010, 12, 31)
YEARS = range(2015, 2027)
KINDS = {
    Scheme.EMPLOYEES: (
        *(Kind.MEN, Kind.WOMEN, Kind.MINERS_SEAMEN, Kind.CONTINUED),
        *(Kind.FUND_MEN, Kind.FUND_WOMEN, Kind.FUND_MINERS),
    ),
    Scheme.SEAMEN: (Kind.SEAMAN,),
    Scheme.MUTUAL: (Kind.NATIONAL_SERVANT, Kind.LOCAL_SERVANT, Kind.PRIVATE_SCHOOL, Kind.OTHER),
    Scheme.COMPLEMENTARY: (Kind.ABROAD, Kind.SPOUSE, Kind.STUDENT, Kind.OTHER),
}
POLICE = (Kind.NATIONAL_SERVANT, Kind.LOCAL_SERVANT)
CODES = tuple(STATUSES)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One life with the choices that are to be worked out, under the law of a year."""

    life: Life
    scenario: Scenario
    year: int


def drawn(count: int, *, seed: int) -> Iterator[Drawn]:
    """Give lives; the same seed gives the same ones."""
    for number in range(count):
        yield one(random.Random(f"{seed}/{number}"))


def one(draw: random.Random) -> Drawn:
    """Draw a life and a scenario."""
    year = 2026 if draw.random() < 0.5 else draw.choice(YEARS)
    latest = min(YOUNGEST, date(year, 3, 31))
    born_on = OLDEST + timedelta(days=draw.randrange((latest - OLDEST).days))
    if draw.random() < 0.1:  # days on which classes of birth and ages change
        born_on = born_on.replace(month=4, day=draw.choice((1, 2)))
        born_on = max(born_on, OLDEST)
    bare = Life(born_on=born_on, sex=draw.choice(tuple(Sex)))
    stretches = tuple(_career(draw, bare))
    life = Life(
        born_on=born_on,
        sex=bare.sex,
        stretches=stretches,
        bonuses=tuple(_bonuses(draw, stretches)),
        spouse=_spouse(draw, bare) if draw.random() < 0.5 else None,
        children=tuple(_children(draw, bare)) if draw.random() < 0.3 else (),
        divisions=tuple(_divisions(draw, bare)) if draw.random() < 0.1 else (),
    )
    scenario = _scenario(draw, life)
    life = replace(
        life,
        police=draw.random() < 0.2,
        wage_at_60=draw.randint(100, 700) * 1000 if draw.random() < 0.2 else None,
        seeking=_seeking(draw, life) if draw.random() < 0.2 else None,
    )
    return Drawn(life, scenario, year)


def _seeking(draw: random.Random, life: Life) -> Seeking:
    return Seeking(
        life.reaches(draw.randint(700, 790)), draw.choice((1, 30, 31, 90, 150, 240, 330))
    )


def _career(draw: random.Random, bare: Life) -> Iterator[Stretch]:
    at = max(bare.reaches(draw.choice((15, 16, 18, 20, 22, 25, 40)) * 12), month(1940, 6))
    end = bare.reaches(draw.choice((50, 60, 60, 60, 65, 65, 70, 75)) * 12 + draw.randrange(12))
    steady = draw.random() < 0.35  # who stays in one scheme
    scheme = draw.choice(tuple(KINDS)[:3]) if steady else None
    while at < end:
        last = min(at + draw.choice((300, 180, 120, 60, 36, 24, 12, 5, 1)), end) - 1
        if steady or draw.random() < 0.9:
            yield _stretch(draw, at, last, scheme)
        at = last + 1 + draw.choice((0, 0, 0, 0, 1, 2, 30))


def _stretch(draw: random.Random, first: Month, last: Month, scheme: Scheme | None) -> Stretch:
    if scheme is None or draw.random() < 0.1:
        schemes = (Scheme.NATIONAL,) * 3 + tuple(KINDS)
        scheme = draw.choice(schemes if first >= month(1961, 4) else tuple(KINDS))
    if scheme is Scheme.NATIONAL:
        code = draw.choice("AAB+*YZ") if draw.random() < 0.4 else draw.choice(CODES)
        kind = Kind.CATEGORY_3 if code in "+$-" else Kind.CATEGORY_1
        if draw.random() < 0.1:
            kind = Kind.VOLUNTARY
        return Stretch(scheme=scheme, kind=kind, first=first, last=last, status=code)
    kind = draw.choice(KINDS[scheme])
    if scheme is Scheme.COMPLEMENTARY:
        return Stretch(scheme=scheme, kind=kind, first=first, last=last)
    pay = None
    if draw.random() < 0.95:
        pay = 1000 * (draw.randint(3, 40) if first < month(1970, 1) else draw.randint(88, 650))
    cared = None
    if pay is not None and draw.random() < 0.1:
        cared = pay + draw.choice((-50, 20, 100)) * 1000
    return Stretch(
        scheme=scheme,
        kind=kind,
        first=first,
        last=last,
        pay=pay,
        cared=None if cared is None or cared <= 0 else cared,
        revalued=draw.random() < 0.05,
    )


def _bonuses(draw: random.Random, stretches: tuple[Stretch, ...]) -> Iterator[PaidBonus]:
    often = draw.choice((0, 0.2, 1))
    for s in stretches:
        if s.scheme in {Scheme.NATIONAL, Scheme.COMPLEMENTARY} or draw.random() > often:
            continue
        yen = draw.randint(100_000, 1_800_000)
        for at in range(max(s.first, month(2002, 1)), s.last + 1):
            if at % 12 in {5, 11}:
                yield PaidBonus(at, yen)
    if draw.random() < 0.1:  # in a month of no work, or out of order
        yield PaidBonus(month(draw.randint(1999, 2040), 7), 333_333)


def _spouse(draw: random.Random, bare: Life) -> Spouse:
    born_on = bare.born_on + timedelta(days=draw.randint(-15 * 365, 15 * 365))
    return Spouse(
        born_on=born_on,
        kept=draw.random() < 0.7,
        keeps=draw.random() < 0.5,
        pension_since=bare.reaches(780 + draw.randint(-60, 120)) if draw.random() < 0.6 else None,
    )


def _children(draw: random.Random, bare: Life) -> Iterator[Child]:
    for _ in range(draw.randint(1, 4)):
        born_on = bare.born_on + timedelta(days=365 * draw.randint(18, 66) + draw.randrange(365))
        yield Child(born_on, disabled=draw.random() < 0.3)


def _divisions(draw: random.Random, bare: Life) -> Iterator[Division]:
    for _ in range(draw.choice((1, 1, 2))):
        first = max(bare.reaches(12 * draw.randint(20, 45)), month(1945, 1))
        last = min(first + draw.randint(0, 200), bare.reaches(839))
        kinds = (*KINDS[Scheme.EMPLOYEES][:4], *KINDS[Scheme.MUTUAL][:3])
        yield Division(
            first=first,
            last=last,
            kind=draw.choice(kinds),
            pay=draw.randint(0, 650) * 1000,
            bonuses=tuple(
                PaidBonus(draw.randint(first, last), draw.randint(0, 2_000_000))
                for _ in range(draw.choice((0, 1, 3)))
            ),
        )


def _scenario(draw: random.Random, life: Life) -> Scenario:
    way = draw.random()
    basic = employees = 780
    if way < 0.3:
        basic = employees = draw.randint(720, 779)
    elif way < 0.5:
        basic = employees = draw.randint(792, 900)
    elif way < 0.7:
        basic, employees = (draw.choice((780, draw.randint(792, 900))) for _ in range(2))
    elif way < 0.73:
        basic, employees = draw.randint(720, 779), draw.choice((780, draw.randint(792, 900)))
    if employees > 780 and month(1937, 4) <= life.reaches(0) <= month(1942, 3):
        employees = 780
    return Scenario(
        basic=basic,
        employees=employees,
        arrears=draw.random() < 0.25,
        unconditional=draw.random() < 0.1,
        disabled_from=life.reaches(draw.randint(600, 800)) if draw.random() < 0.15 else None,
    )


def features(one: Drawn) -> Counter[str]:  # a plain list
    """Give what a life has that the engines may differ in."""
    life, scenario = one.life, one.scenario
    found: Counter[str] = Counter()
    for s in life.stretches:
        found[f"scheme {s.scheme}"] = found[f"kind {s.kind}"] = 1
        if s.status is not None:
            found[f"code {s.status}"] = 1
        found["pay unknown"] |= s.scheme in tuple(KINDS)[:3] and s.pay is None
        found["cared"] |= s.cared is not None
        found["revalued"] |= s.revalued and s.pay is not None
        found["before 1957-10"] |= s.first < month(1957, 10)
        found["before 1985-10"] |= s.first < month(1985, 10)
        for age in (60, 65, 70):
            found[f"at work after {age}"] |= s.last > life.reaches(12 * age) and s.pay is not None
    found["bonuses"] |= bool(life.bonuses)
    found["no stretch of employees"] |= not any(s.scheme in KINDS for s in life.stretches)
    for division in life.divisions:
        found[f"division {division.kind}"] = 1
    spouse = life.spouse
    if spouse is not None:
        found[f"spouse kept {spouse.kept} keeps {spouse.keeps}"] = 1
        found["spouse with a pension"] |= spouse.pension_since is not None
    for child in life.children:
        found[f"child disabled {child.disabled}"] = 1
    for name, age in (("basic", scenario.basic), ("employees", scenario.employees)):
        found[f"{name} {'early' if age < 780 else 'late' if age > 780 else 'at 65'}"] = 1
    found["basic and employees apart"] |= scenario.basic != scenario.employees
    found["arrears"] |= scenario.arrears
    found["unconditional"] |= scenario.unconditional
    found["police"] |= life.police and any(s.kind in POLICE for s in life.stretches)
    before_65 = (s for s in life.stretches if s.pay is not None and s.last > life.reaches(720))
    found["wage at 60"] |= life.wage_at_60 is not None and any(before_65)
    found["seeking work"] |= life.seeking is not None
    found["disabled"] |= scenario.disabled_from is not None
    found[f"year {one.year}"] = 1
    found[f"sex {life.sex}"] = 1
    found[f"born in the {life.born_on.year // 10 * 10}s"] = 1
    return found
