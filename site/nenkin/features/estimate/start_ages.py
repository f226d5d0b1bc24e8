"""What a life comes to from each start age, 60 to 75 (繰上げ・繰下げ), by the fast engine."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from secrets import token_bytes

from nenkin.bulk.joining import NO_BASIC
from nenkin.bulk.one_person import Person
from nenkin.bulk.tables import Tables
from nenkin.interchange.told_estimates import Inputs, write_inputs
from nenkin.law.estimates import Refused
from nenkin.law.lives import AT_65, Life, Scenario
from nenkin.law.parameters import Law

AGES = tuple(12 * years for years in range(60, 76))
MOST_KNOWN = 2_000  # tables of one person each, about 1 KB
_KEY = token_bytes(32)  # of this process alone
_Amounts = tuple[Mapping[int, int | None], bool]


@dataclass(frozen=True, slots=True)
class ByAge:
    """Yen a year for life by start age in months, ``None`` where it cannot begin then.

    ``rough`` where an employees' pension is within it: from 2026 on the numbers of its pay are not
    confirmed (``Doubt.REVALUATION``), and before that any of its other doubts may hold. The fast
    engine keeps no doubts, so that is said of all of them: too often rather than too seldom.
    """

    inputs: str  # what it follows from, as the ledger keeps it
    yearly: Mapping[int, int | None]
    rough: bool


@dataclass(frozen=True, slots=True)
class _Year:
    """A fiscal year: integers of the law, and what was worked out of late.

    Who looks at this page looks at it again: after each change of one scenario, at the others too.
    What is remembered are sixteen amounts under a keyed hash of all they follow from, no life and no name.
    """

    tables: Tables
    known: OrderedDict[bytes, _Amounts] = field(default_factory=OrderedDict)


_YEARS: dict[int, _Year] = {}


def by_age(law: Law, life: Life, scenario: Scenario, year: int) -> ByAge:
    """Work out sixteen scenarios; raises ``Refused`` for the life and ``NotInForce`` for the year."""
    at = _year(law, year)
    same = replace(scenario, basic=AT_65, employees=AT_65)  # the ages are those of the table
    inputs = write_inputs(Inputs(life=life, scenario=same, year=year, ages=AGES))
    key = blake2b(inputs.encode(), key=_KEY, digest_size=32).digest()
    found = at.known.get(key)
    if found is None:
        found = at.known[key] = _worked_out(at.tables, life, same)
        if len(at.known) > MOST_KNOWN:
            at.known.popitem(last=False)
    else:
        at.known.move_to_end(key)
    return ByAge(inputs, *found)


def _worked_out(tables: Tables, life: Life, scenario: Scenario) -> _Amounts:
    person = Person(tables, life)
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
    return yearly, rough


def _year(law: Law, year: int) -> _Year:
    found = _YEARS.get(year)
    if found is None or found.tables.law is not law:
        found = _YEARS[year] = _Year(Tables(law, year))
    return found
