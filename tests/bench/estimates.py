"""What an estimate costs: one person at sixteen ages, beside a month loop over the same rules."""

import itertools
import resource
import time
from collections.abc import Callable
from statistics import median

import numpy as np

from nenkin.bulk.kernel import ASK_ONE_PERSON, STATE
from nenkin.bulk.one_person import Person
from nenkin.bulk.plain import Outcome
from nenkin.bulk.tables import Tables
from nenkin.bulk.whole import Block, Database
from nenkin.law.estimating import estimate
from nenkin.law.lives import Scenario
from nenkin.paths import DATA
from nenkin.reference import load
from tests.bench.month_loop import month_loop
from tests.bench.one_life import AGES, YEAR, typical
from tests.bench.openfisca import agrees, openfisca
from tests.bench.results import Results
from tests.bench.timing import ROUNDS, in_turn
from tests.bulk.agreement import reference
from tests.bulk.seeded_lives import drawn
from tests.bulk.test_whole import last_phase, records

RECORDS = 10_000
MILLION = 1_000_000
BLOCKS = 10
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
    _measure_openfisca(results, tables, fast)
    _measure_whole(results, tables, seconds["fast"] / AT_ONCE)


def _measure_openfisca(results: Results, tables: Tables, fast: Callable[[], list[Outcome]]) -> None:
    """The same life by OpenFisca-core, all start ages in one simulation, in turn with the fast engine."""
    own, theirs = [], []
    with openfisca(tables, typical(), AGES) as peer:
        _, told = peer.ask()
        assert agrees(told, fast()), told
        for _ in range(ROUNDS):
            before = time.process_time()
            for _ in range(AT_ONCE):
                fast()
            own.append((time.process_time() - before) / AT_ONCE)
            theirs.append(peer.ask()[0])
    results.tell("OpenFisca-core, one simulation of all ages", median(theirs) * 1e6, "µs")
    results.hold("OpenFisca-core ÷ fast engine", median(theirs) / median(own), at_least=500)


def _measure_whole(results: Results, tables: Tables, one_person: float) -> None:
    """Work out 10 million records, a million at a time; drawn ones, each of them many times."""
    database = Database(tables)
    lives = list(records(tables.law, RECORDS))
    few = database.block(lives)
    found = database.work_out(few)
    asked = found[:, STATE] == ASK_ONE_PERSON
    for life, line in zip(lives, found.tolist(), strict=True):
        if line[STATE] != ASK_ONE_PERSON:
            assert line[:STATE] == last_phase(Person(tables, life).outcome(Scenario())), life
    times = MILLION // len(lives) + 1
    many = repeated(few, times)
    spent = time.process_time()
    for _ in range(BLOCKS):
        database.work_out(many)
    each = (time.process_time() - spent) / BLOCKS / len(many.born)
    results.title("Whole databases: the record so far, from 65 on, as everybody has it")
    results.tell("persons a second on one core", 1 / each, "")
    results.tell("rows a person (stretches and bonuses)", len(few.rows) / len(lives), "")
    results.tell("left to the engine for one person", 100 * asked.mean(), "%")
    results.tell(f"{BLOCKS * len(many.born):,} persons: peak of memory", peak_megabytes(), "MB")
    results.hold("peak of memory ÷ 4 GiB", peak_megabytes() / 4096, at_most=1)
    results.hold(
        "engine for one person, 16 ages ÷ a person of many", one_person / each, at_least=40
    )


def repeated(block: Block, times: int) -> Block:
    """Give a block so many times over."""
    starts = np.arange(times, dtype=np.int64)[:, None] * block.offsets[-1]
    offsets = np.append((starts + block.offsets[:-1]).ravel(), times * block.offsets[-1])
    return Block(
        np.tile(block.born, times),
        np.tile(block.male, times),
        np.tile(block.classes, times),
        offsets,
        np.tile(block.rows, (times, 1)),
    )


def peak_megabytes() -> float:
    """Give the most memory this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
