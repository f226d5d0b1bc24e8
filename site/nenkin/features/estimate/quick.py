"""Amounts that are shown without their steps: by the fast engine, and remembered for a while."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from secrets import token_bytes
from typing import Any, TypeVar

from nenkin.bulk.joining import NO_BASIC, PARTS
from nenkin.bulk.one_person import Person
from nenkin.bulk.tables import Tables
from nenkin.interchange.told_estimates import Inputs, told, write_inputs, write_told
from nenkin.law.comparing import Paid, paid
from nenkin.law.doubts import Doubt
from nenkin.law.estimates import Amount, Estimate, Phase
from nenkin.law.lives import Life, Scenario
from nenkin.law.parameters import Law

MOST_KNOWN = 2_000  # results of one person each, a few KB
_KEY = token_bytes(32)  # of this process alone
# From 2026 on the numbers of an employees' pension's pay are not confirmed, and before that any of
# its other doubts may hold. The fast engine keeps no doubts, so it is said of all of them: too often
# rather than too seldom.
_ROUGH = frozenset({Doubt.REVALUATION})
_SURE: frozenset[Doubt] = frozenset()
_DOUBTS = tuple(_SURE if place < len(NO_BASIC) else _ROUGH for place in range(len(PARTS)))
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Amounts:
    """What is remembered. ``rough``: an employees' pension is within it; ``told`` is for the ledger."""

    found: Estimate
    paid: tuple[Paid, ...]
    rough: bool
    told: str


@dataclass(frozen=True, slots=True)
class Quick:
    """A life with its amounts, without steps and notices; ``inputs`` as the ledger keeps them."""

    life: Life
    inputs: str
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class _Year:
    """A fiscal year: integers of the law, and what was worked out of late.

    Who looks at such a page looks at it again: after each change of one scenario, at the others too.
    What is remembered are amounts under a keyed hash of all they follow from, no life and no name.
    """

    tables: Tables
    known: OrderedDict[bytes, Any] = field(default_factory=OrderedDict)


_YEARS: dict[int, _Year] = {}


def quick(law: Law, life: Life, scenario: Scenario, year: int) -> Quick:
    """Work out a whole life's amounts; raises ``Refused`` or ``NotInForce`` as ``estimate`` does."""
    inputs = write_inputs(Inputs(life=life, scenario=scenario, year=year, bare=True))

    def work(tables: Tables) -> Amounts:
        person = Person(tables, life, unconditional=scenario.unconditional)
        phases, arrears = person.outcome(scenario)
        found = Estimate(year, tuple(_phase(*one) for one in phases), None, arrears=arrears)
        rough = any(amount.doubts for one in found.phases for amount in one.amounts)
        return Amounts(found, paid(found.phases), rough, write_told(told(found)))

    return Quick(life, inputs, remembered(law, year, inputs, work))


def remembered(law: Law, year: int, inputs: str, work: Callable[[Tables], _Result]) -> _Result:
    """Give what ``work`` comes to for these inputs, from memory where it was done of late."""
    at = _YEARS.get(year)
    if at is None or at.tables.law is not law:
        at = _YEARS[year] = _Year(Tables(law, year))
    key = blake2b(inputs.encode(), key=_KEY, digest_size=32).digest()
    if key in at.known:
        at.known.move_to_end(key)
    else:
        at.known[key] = work(at.tables)
        if len(at.known) > MOST_KNOWN:
            at.known.popitem(last=False)
    found: _Result = at.known[key]
    return found


def _phase(first: int, last: int | None, yen: tuple[int, ...], fund: int) -> Phase:
    amounts = tuple(
        Amount(part, each, (), doubts)
        for part, each, doubts in zip(PARTS, yen, _DOUBTS, strict=True)
        if each
    )
    return Phase(first, last, amounts, fund)
