"""Short ways to write a whole life in a test."""

from datetime import date
from typing import Any

from nenkin.law.estimates import Estimate, Part, Phase
from nenkin.law.lives import Life, Stretch
from nenkin.law.months import read_month
from nenkin.law.periods import Kind, Scheme, Sex


def pays(first: str, last: str, pay: int | None, kind: Kind = Kind.MEN, **more: Any) -> Stretch:
    scheme = {
        Kind.SEAMAN: Scheme.SEAMEN,
        Kind.NATIONAL_SERVANT: Scheme.MUTUAL,
        Kind.LOCAL_SERVANT: Scheme.MUTUAL,
        Kind.PRIVATE_SCHOOL: Scheme.MUTUAL,
        Kind.OTHER: Scheme.MUTUAL,
    }.get(kind, Scheme.EMPLOYEES)
    return Stretch(
        scheme=scheme, kind=kind, first=read_month(first), last=read_month(last), pay=pay, **more
    )


def nation(first: str, last: str, status: str = "A") -> Stretch:
    kind = Kind.CATEGORY_3 if status in "+$-" else Kind.CATEGORY_1
    return Stretch(
        scheme=Scheme.NATIONAL,
        kind=kind,
        first=read_month(first),
        last=read_month(last),
        status=status,
    )


def whole(born: str, *stretches: Stretch, sex: Sex = Sex.MALE, **more: Any) -> Life:
    return Life(born_on=date.fromisoformat(born), sex=sex, stretches=stretches, **more)


def of(phase: Phase | None) -> dict[str, int]:
    assert phase is not None
    return {str(amount.part): amount.yen for amount in phase.amounts}


def at(estimate: Estimate, month: str) -> dict[str, int]:
    return of(estimate.at(read_month(month)))


def final(estimate: Estimate) -> dict[Part, int]:
    return {amount.part: amount.yen for amount in estimate.phases[-1].amounts}
