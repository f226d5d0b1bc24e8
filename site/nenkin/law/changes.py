"""In which months an amount may change, so that no month between them has to be worked out."""

from collections.abc import Iterator

from nenkin.law.additions import last_month
from nenkin.law.ages import reached_on
from nenkin.law.amounts import Amounts
from nenkin.law.counting import EMPLOYED
from nenkin.law.cuts import AT_70
from nenkin.law.job_benefits import AT_60, seeking_months
from nenkin.law.lives import AT_65, Life, Scenario
from nenkin.law.months import Month, month_of
from nenkin.law.suspension import YEAR


def changes(scenario: Scenario, amounts: Amounts) -> Iterator[Month]:
    """Give every month in which an amount may change, from the first that may be paid on."""
    rights = amounts.rights
    starts = [rights.basic.paid_from, *(at + 1 for at in rights.special.values())]
    if rights.employees is not None:
        starts.append(rights.employees.paid_from)
    first = min(starts)
    found = [*starts, *_of_rights(amounts), *_of_work(amounts.life), *_of_family(amounts.life)]
    found.append(amounts.law.benefits.reform.since)
    seeking = seeking_months(amounts.law, amounts.life)
    found += [seeking.start, seeking.stop, amounts.life.reaches(AT_60) + 1]
    if scenario.disabled_from is not None:
        found.append(scenario.disabled_from + 1)
    return (at for at in found if at >= first)


def _of_rights(amounts: Amounts) -> Iterator[Month]:
    rights = amounts.rights
    yield amounts.life.reaches(AT_65) + 1
    for claim in (rights.basic, rights.employees):
        if claim is not None:
            yield claim.right + 1
            yield claim.made + 1
            yield from amounts.insured.changes(claim.right, yearly=amounts.yearly)
    for at in rights.fixed.values():
        yield at + 1


def _of_work(life: Life) -> Iterator[Month]:
    for s in life.stretches:
        if s.scheme in EMPLOYED:
            yield s.first
            yield s.first + 1
            yield s.last + 1
    yield life.reaches(AT_70) + 1
    for bonus in life.bonuses:
        yield bonus.month
        yield bonus.month + YEAR


def _of_family(life: Life) -> Iterator[Month]:
    for child in life.children:
        yield last_month(child) + 1
    spouse = life.spouse
    if spouse is not None:
        yield month_of(reached_on(spouse.born_on, AT_65 // 12)) + 1
        if spouse.pension_since is not None:
            yield spouse.pension_since
