"""What an estimate costs: one person at sixteen ages, beside a month loop over the same rules."""

import itertools

from nenkin.bulk.one_person import Person
from nenkin.bulk.plain import Outcome
from nenkin.bulk.tables import Tables
from nenkin.law.estimating import estimate
from nenkin.paths import DATA
from nenkin.reference import load
from tests.bench.month_loop import month_loop
from tests.bench.one_life import AGES, YEAR, typical
from tests.bench.results import Results
from tests.bench.timing import in_turn
from tests.bulk.agreement import reference
from tests.bulk.seeded_lives import drawn

AT_ONCE = 40  # so that a round of each lasts about as long
DRAWN = 200  # lives on which the loop must agree too, or there is nothing to compare


def measure(results: Results) -> None:
    """Measure; everything that is compared gives the same yen."""
    law = load(DATA)
    tables, life = Tables(law, YEAR), typical()

    def fast() -> list[Outcome]:
        person = Person(tables, life)
        return [person.outcome(scenario) for scenario in AGES]

    assert fast() == month_loop(tables, life, AGES)
    assert fast() == [reference(law, life, scenario, YEAR) for scenario in AGES]
    for one in itertools.islice(drawn(DRAWN, seed=YEAR), DRAWN):
        told = reference(law, one.life, one.scenario, YEAR)
        if not isinstance(told, str):
            assert month_loop(tables, one.life, [one.scenario]) == [told], one
    results.title("One person's whole estimate, all rules, sixteen ages from 60 to 75")
    seconds = in_turn(
        {
            "fast": lambda: [fast() for _ in range(AT_ONCE)],
            "loop": lambda: month_loop(tables, life, AGES),
            "reference": lambda: estimate(law, life, AGES[5], YEAR),
        },
        times=3,
    )
    results.tell("fast engine, from the life on", seconds["fast"] / AT_ONCE * 1e6, "µs")
    results.tell("month loop on plain integers", seconds["loop"] * 1e6, "µs")
    results.tell("reference engine, one age with all steps", seconds["reference"] * 1e6, "µs")
    results.hold(
        "month loop ÷ fast engine", seconds["loop"] * AT_ONCE / seconds["fast"], at_least=40
    )
