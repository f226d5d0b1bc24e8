"""What a life comes to from each start age, 60 to 75 (繰上げ・繰下げ), by the fast engine."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from nenkin.bulk.by_age import ByAge as LifeByAge
from nenkin.bulk.joining import NO_BASIC
from nenkin.bulk.tables import Tables
from nenkin.features.estimate.quick import remembered
from nenkin.interchange.told_estimates import Inputs, write_inputs
from nenkin.law.lives import AT_65, Life, Scenario
from nenkin.law.parameters import Law

AGES = tuple(12 * years for years in range(60, 76))
_Amounts = tuple[Mapping[int, int | None], bool]


@dataclass(frozen=True, slots=True)
class ByAge:
    """Yen a year for life by start age in months, ``None`` where it cannot begin then.

    ``rough`` where an employees' pension is within it, as in ``quick``.
    """

    inputs: str  # what it follows from, as the ledger keeps it
    yearly: Mapping[int, int | None]
    rough: bool


def by_age(law: Law, life: Life, scenario: Scenario, year: int) -> ByAge:
    """Work out sixteen scenarios; raises ``Refused`` for the life and ``NotInForce`` for the year."""
    same = replace(scenario, basic=AT_65, employees=AT_65)  # the ages are those of the table
    inputs = write_inputs(Inputs(life=life, scenario=same, year=year, ages=AGES))
    found = remembered(law, year, inputs, lambda tables: _worked_out(tables, life, same))
    return ByAge(inputs, *found)


def _worked_out(tables: Tables, life: Life, scenario: Scenario) -> _Amounts:
    found = LifeByAge(tables, life).for_life(scenario, AGES)
    rough = any(parts is not None and any(parts[len(NO_BASIC) :]) for parts in found.values())
    return {age: None if parts is None else sum(parts) for age, parts in found.items()}, rough
