"""A country package for OpenFisca-core, as its documentation shows: variables by month, one formula each.

Run in an environment of its own, which knows nothing of this project: the first line of standard input is
the life and the figures of the law; each line after it asks for one estimate of all start ages, and is
answered with the CPU seconds that it took and what came out. The start ages are persons of one simulation
(OpenFisca's «axes»), which is the cheapest way it has. It knows only what this one life needs: no family,
no suspension, no third kind, no funds.
"""

import json
import sys
import time

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit, period
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

given = json.loads(sys.stdin.readline())
law, life = given["law"], given["life"]
Person = build_entity(key="person", plural="persons", label="A person", is_person=True)
REFORM = life["months"].index("2003-04")  # pay and bonuses count together since
AT_65 = 65 * 12


class Status(Enum):
    none = "not in 国民年金"
    paid = "paid"
    exempt = "exempt"
    student = "put off"
    unpaid = "unpaid"


def rounded(numerator, denominator):
    return (2 * numerator + denominator) // (2 * denominator)


class claim_age(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.ETERNITY


class national_status(Variable):
    value_type = Enum
    possible_values = Status
    default_value = Status.none
    entity = Person
    definition_period = DateUnit.MONTH
    label = "国民年金 of the month"


class pay(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.MONTH
    label = "標準報酬月額"


class bonus(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.MONTH
    label = "標準賞与額"


class employed(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.MONTH

    def formula(person, period):
        return person("pay", period) > 0


class counted(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.MONTH
    label = "What the month counts for in 老齢基礎年金, in parts of one"

    def formula(person, period, parameters):
        status, counts = person("national_status", period), parameters(period).counts
        working = person("employed", period) * parameters(period).basic_age
        return (
            working * counts.paid
            + (status == Status.paid) * counts.paid
            + (status == Status.exempt) * counts.exempt
        )


class worth(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Pay and bonus at today's level, in thousandths of a yen"

    def formula(person, period, parameters):
        yen = person("pay", period) + person("bonus", period)
        return yen * parameters(period).revaluation


class former_worth(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.MONTH
    label = "The same at the level of before"

    def formula(person, period, parameters):
        yen = person("pay", period) + person("bonus", period)
        return yen * parameters(period).former_revaluation


def months_before(person, age):
    """Give place and month, and for whom it is before an age."""
    for place, month in enumerate(MONTHS):
        yield place, month, FIRST_AGE + place < age


def summed(person, name, age):
    total = numpy.zeros(person.count, dtype=numpy.int64)
    for _, month, own in months_before(person, age):
        total += person(name, month) * own
    return total


def proportional_of(person, name, age, shares, scale, least):
    exact = numpy.zeros(person.count, dtype=numpy.int64)
    sums = numpy.zeros((2, person.count), dtype=numpy.int64)
    counts = numpy.zeros((2, person.count), dtype=numpy.int64)
    for place, month, own in months_before(person, age):
        since = int(place >= REFORM)
        sums[since] += person(name, month) * own
        counts[since] += person("employed", month) * own
    for since in (0, 1):
        months = numpy.maximum(counts[since], 1)
        mean = rounded(sums[since], 1000 * months)
        if not since:
            mean = numpy.maximum(mean, least)
        exact += mean * int(shares[since]) * counts[since]
    return rounded(exact, scale)


def proportional(person, age, figures):
    own = proportional_of(
        person, "worth", age, (figures.own_before, figures.own_since), figures.owns, figures.least
    )
    former = (figures.former_before, figures.former_since)
    old = proportional_of(person, "former_worth", age, former, figures.formers, 0)
    return numpy.maximum(own, old)


def difference(person, age, figures):
    months = numpy.minimum(summed(person, "employed", age), figures.difference_cap)
    within = numpy.zeros(person.count, dtype=numpy.int64)
    for place, month, own in months_before(person, age):
        within += person("employed", month) * own * (FIRST_AGE + place < 720)
    exact = figures.fixed_unit * months * figures.capable - figures.full * within * figures.fixed_units
    return numpy.maximum(rounded(exact, figures.fixed_units * figures.capable), 0)


class basic_pension(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.MONTH
    label = "老齢基礎年金 a year, as of 65"

    def formula(person, period, parameters):
        figures = parameters(period).figures
        months = summed(person, "counted", person("claim_age", period))
        whole = figures.capable * figures.fractions
        return rounded(figures.full * numpy.minimum(months, whole), whole)


def at_claim(person, period):
    return numpy.minimum(person("claim_age", period), AT_65)


def at_65(person, period):
    return numpy.full(person.count, AT_65)


def as_of(name, amount, age_of):
    """Make the variable of an amount that counts the months before an age."""

    def formula(person, period, parameters):
        return amount(person, age_of(person, period), parameters(period).figures)

    kind = {"value_type": int, "entity": Person, "definition_period": DateUnit.MONTH}
    return type(name, (Variable,), {**kind, "formula": formula})


proportional_at_claim = as_of("proportional_at_claim", proportional, at_claim)
proportional_at_65 = as_of("proportional_at_65", proportional, at_65)
difference_at_claim = as_of("difference_at_claim", difference, at_claim)
difference_at_65 = as_of("difference_at_65", difference, at_65)


def changed(yen, age):
    """繰上げ・繰下げ: give what is taken or added, rounded by itself."""
    early, late, scale = (numpy.array(law[name]) for name in ("early", "late", "changes"))
    yen = yen.astype(numpy.int64)
    taken = rounded(yen * early[numpy.clip(AT_65 - age, 0, None)], scale)
    added = rounded(yen * late[numpy.clip(age - AT_65, 0, None)], scale)
    return numpy.where(age < AT_65, -taken, added)


class basic_change(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.MONTH
    label = "繰上げ・繰下げ of 老齢基礎年金"

    def formula(person, period):
        return changed(person("basic_pension", period), person("claim_age", period))


class employees_change(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.MONTH
    label = "繰上げ・繰下げ of 老齢厚生年金"

    def formula(person, period):
        yen = person("proportional_at_claim", period) + person("difference_at_claim", period)
        return changed(yen, person("claim_age", period))


TOLD = (
    *("basic_pension", "basic_change", "proportional_at_claim", "proportional_at_65"),
    *("difference_at_claim", "difference_at_65", "employees_change"),
)


def dated(values):
    """Give a parameter by month: OpenFisca keeps the day from which each value is in force."""
    return {"values": {f"{month}-01": {"value": value} for month, value in values.items()}}


def country():
    system = TaxBenefitSystem([Person])
    for variable in (
        *(claim_age, national_status, pay, bonus, employed, counted, worth, former_worth),
        *(basic_pension, proportional_at_claim, proportional_at_65, difference_at_claim),
        *(difference_at_65, basic_change, employees_change),
    ):
        system.add_variable(variable)
    first = life["months"][0]
    always = {
        name: dated({first: value})
        for name, value in law.items()
        if isinstance(value, int)
    }
    system.parameters = ParameterNode(
        "",
        data={
            "figures": always,
            "counts": {
                "paid": dated({first: law["fractions"]}),
                "exempt": dated(law["exempt"]),
            },
            "basic_age": dated({first: 1, life["sixty"]: 0}),
            "revaluation": dated(law["revaluation"]),
            "former_revaluation": dated(law["former_revaluation"]),
        },
    )
    return system


SYSTEM = country()
MONTHS = [period(month) for month in life["months"]]
FIRST_AGE = life["first_age"]
AGES = numpy.array(given["ages"])


def estimate():
    builder = SimulationBuilder()
    builder.create_entities(SYSTEM)
    builder.declare_person_entity("person", [str(age) for age in given["ages"]])
    simulation = builder.build(SYSTEM)
    count = len(AGES)
    simulation.set_input("claim_age", MONTHS[0], AGES)
    for place, month in enumerate(MONTHS):
        status = getattr(Status, life["statuses"][place])
        simulation.set_input("national_status", month, numpy.array([status] * count))
        simulation.set_input("pay", month, numpy.full(count, life["pay"][place]))
        simulation.set_input("bonus", month, numpy.full(count, life["bonus"][place]))
    last = MONTHS[-1]
    return {name: simulation.calculate(name, last).tolist() for name in TOLD}


for _ in sys.stdin:
    before = time.process_time()
    told = estimate()
    print(json.dumps([time.process_time() - before, told]), flush=True)
