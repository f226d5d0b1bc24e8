"""What a life comes to from each start age, 60 to 75 (繰上げ・繰下げ), by the fast engine."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from nenkin.bulk.joining import NO_BASIC
from nenkin.bulk.one_person import Person
from nenkin.bulk.tables import Tables
from nenkin.law.estimates import Refused
from nenkin.law.lives import Life, Scenario
from nenkin.law.parameters import Law

AGES = tuple(12 * years for years in range(60, 76))
_TABLES: dict[int, Tables] = {}  # by year: integers of the law alone, nothing of any person


@dataclass(frozen=True, slots=True)
class ByAge:
    """Yen a year for life by start age in months, ``None`` where it cannot begin then.

    ``rough`` where an employees' pension is within it: from 2026 on the numbers of its pay are not
    confirmed (``Doubt.REVALUATION``), and before that any of its other doubts may hold. The fast
    engine keeps no doubts, so that is said of all of them: too often rather than too seldom.
    """

    yearly: Mapping[int, int | None]
    rough: bool


def by_age(law: Law, life: Life, scenario: Scenario, year: int) -> ByAge:
    """Work out sixteen scenarios; raises ``Refused`` for the life and ``NotInForce`` for the year."""
    person = Person(_tables(law, year), life)
    yearly: dict[int, int | None] = {}
    rough = False
    for age in AGES:
        try:
            phases, _ = person.outcome(replace(scenario, basic=age, employees=age))
        except Refused:
            yearly[age] = None
            continue
        parts = phases[-1][2] if phases else ()
        yearly[age] = sum(parts)
        rough = rough or any(parts[len(NO_BASIC) :])
    return ByAge(yearly, rough)


def _tables(law: Law, year: int) -> Tables:
    tables = _TABLES.get(year)
    if tables is None or tables.law is not law:
        tables = _TABLES[year] = Tables(law, year)
    return tables
