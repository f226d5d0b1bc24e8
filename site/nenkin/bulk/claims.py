"""From when a part is claimed: the rules of 繰上げ and 繰下げ on integers."""

from nenkin.bulk.facts import Facts
from nenkin.bulk.plain import Claim
from nenkin.law.estimates import Refused
from nenkin.law.lives import AT_65, Scenario
from nenkin.law.months import Month
from nenkin.law.refusals import (
    AT_60,
    AT_66,
    AT_75,
    LATE_FROM,
    LATE_UNTIL,
    refuse_the_impossible,
)
from nenkin.law.rights import ARREARS, DEEMED_SINCE, LEAST_WAIT


def check(facts: Facts, scenario: Scenario) -> None:
    """Refuse ages that cannot be claimed; raises ``Refused`` as the reference engine does."""
    age, employees_age = scenario.basic, scenario.employees
    if (
        not (AT_60 <= age <= AT_75 and AT_60 <= employees_age <= AT_75)
        or AT_65 < age < AT_66
        or AT_65 < employees_age < AT_66
        or (employees_age < AT_65 and age != employees_age)
        or (employees_age > AT_65 and LATE_FROM <= facts.born <= LATE_UNTIL)
    ):
        refuse_the_impossible(facts.tables.law, facts.life, scenario, facts.tables.year)


def claim_of(facts: Facts, scenario: Scenario, age: int, right: Month) -> Claim:
    """国民年金法28条・附則9条の2, 厚生年金保険法44条の3・附則7条の3; ``age`` in months, of one part."""
    made = facts.born + age
    if age < AT_65:
        return right, made, made + 1, made - right
    wait = made - right
    if wait <= 0:
        return right, right, right + 1, 0
    if scenario.arrears:
        counted = 0
        deemed = facts.cohort.late_months > ARREARS and made >= DEEMED_SINCE
        if wait > ARREARS and deemed:
            counted = wait - ARREARS
        return right, made, max(made - ARREARS, right) + 1, counted
    if wait < LEAST_WAIT:
        raise Refused("late-needs-a-year", months=wait)
    return right, made, made + 1, wait
