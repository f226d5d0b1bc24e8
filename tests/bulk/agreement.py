"""Both engines side by side."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from nenkin.bulk.by_age import ByAge
from nenkin.bulk.joining import PARTS, Phase
from nenkin.bulk.tables import Tables
from nenkin.law.estimates import Refused
from nenkin.law.estimating import estimate
from nenkin.law.lives import Life, Scenario
from nenkin.law.parameters import Law, NotInForce
from nenkin.paths import DATA
from nenkin.reference import load
from tests.bulk.seeded_lives import Drawn, drawn, features

Told: TypeAlias = tuple[object, ...] | str
_TABLES: dict[int, Tables] = {}


def reference(law: Law, life: Life, scenario: Scenario, year: int) -> Told:
    """Give what the reference engine says: phases and arrears, or why not."""
    try:
        found = estimate(law, life, scenario, year)
    except Refused as refused:
        return f"refused: {refused.code}"
    except NotInForce:
        return "not in force"
    phases: list[Phase] = []
    for p in found.phases:
        phase = (p.first, p.last, tuple(p.yen(part) for part in PARTS), p.fund)
        # The reference parts months whose steps or doubts differ, though the yen are the same.
        if phases and phases[-1][2:] == phase[2:] and phases[-1][1] == p.first - 1:
            phases[-1] = (phases[-1][0], *phase[1:])
        else:
            phases.append(phase)
    return tuple(phases), found.arrears


def tables(law: Law, year: int) -> Tables:
    """Give the tables of a year, made once."""
    if year not in _TABLES:
        _TABLES[year] = Tables(law, year)
    return _TABLES[year]


def fast(law: Law, life: Life, scenario: Scenario, year: int) -> Told:
    """Give what the fast engine says; or that its short way to the end came to something else."""
    try:
        person = ByAge(tables(law, year), life)
        if not agrees_in_the_end(person, scenario):
            return "another amount in the end"
        return person.outcome(scenario)
    except Refused as refused:
        return f"refused: {refused.code}"
    except NotInForce:
        return "not in force"


def agrees_in_the_end(person: ByAge, scenario: Scenario) -> bool:
    """Whether the short way to what is paid for life comes to the last phase, both parts at one age."""
    alike = replace(scenario, employees=scenario.basic)
    short = person.for_life(alike, [alike.basic])[alike.basic]
    try:
        phases, _ = person.outcome(alike)
    except Refused:
        return short is None
    return short == (phases[-1][2] if phases else ())


def compare(law: Law, lives: Iterable[Drawn]) -> tuple[list[Drawn], Counter[str]]:
    """Give those on which the engines differ, and how many lives had what."""
    differing, counted = [], Counter[str]()
    for one in lives:
        expected = reference(law, one.life, one.scenario, one.year)
        if fast(law, one.life, one.scenario, one.year) != expected:
            differing.append(one)
        counted.update(+features(one))
        counted.update(came_out(expected))
    return differing, counted


def came_out(told: Told) -> set[str]:
    """Give what a result has: its parts, or that there is none."""
    if isinstance(told, str):
        return {told}
    phases, arrears = told
    assert isinstance(phases, tuple)
    found = {"paid in arrears"} if arrears else set()
    for _, _, yen, fund in phases:
        found |= {f"part {part}" for part, each in zip(PARTS, yen, strict=True) if each}
        found |= {"fund"} if fund else set()
    return found or {"nothing due"}


def share(number: int, of: int, count: int, seed: int) -> tuple[list[Drawn], Counter[str]]:
    """Compare one of so many equal shares, in a process of its own."""
    law = load(Path(DATA))
    lives = (one for place, one in enumerate(drawn(count, seed=seed)) if place % of == number)
    return compare(law, lives)
