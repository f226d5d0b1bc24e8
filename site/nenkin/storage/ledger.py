"""The ledger of estimates: what was told to whom, from what, by which law and numbers.

An estimate is kept when it is first shown. The same one again (a reload, a second tab) is no new
entry; other inputs, another law or other numbers are.
"""

import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, literal_column, select

from nenkin.interchange.told_estimates import (
    Inputs,
    inputs_of,
    told,
    told_by_age,
    told_gains,
    write_inputs,
    write_told,
)
from nenkin.law.changing import Gains
from nenkin.law.estimates import Estimate
from nenkin.law.lives import Life, Scenario
from nenkin.storage.codes import moment, stamp
from nenkin.storage.database import Database, Row
from nenkin.storage.identifiers import new_id
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import EstimateRow, table_of
from nenkin.storage.together import Together
from nenkin.storage.vault import Vault

if TYPE_CHECKING:
    import psycopg

ESTIMATES = table_of(EstimateRow)
_INPUTS, _RESULT = "estimate.inputs", "estimate.result"
AT_ONCE = 500  # entries of a batch, when all are read


@dataclass(frozen=True, slots=True)
class Versions:
    """Which law and which numbers an amount was worked out by."""

    rules: str
    parameters: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An estimate that is shown; ``inputs`` and ``result`` are texts of ``told_estimates``."""

    kind: str
    inputs: str
    result: str
    versions: Versions


@dataclass(frozen=True, slots=True)
class Entry:
    """An estimate as it stands in the ledger."""

    id: int
    person_id: int
    shown_at: datetime
    shown: Shown


_COLUMNS = (
    *("id", "person_id", "shown_at", "kind", "rules", "parameters"),
    *("same", "inputs", "result"),
)
_SELECTED = tuple(ESTIMATES.c[name] for name in _COLUMNS if name != "same")
_INSERT_SQLITE = (
    f"INSERT INTO estimate ({', '.join(_COLUMNS)}) "  # noqa: S608  # names of columns only
    f"VALUES ({', '.join('?' * len(_COLUMNS))}) ON CONFLICT DO NOTHING"
)
_KNOWN = Prepared(
    select(ESTIMATES.c.id).where(
        ESTIMATES.c.person_id == bindparam("person_id"), ESTIMATES.c.same == bindparam("same")
    ),
    "person_id",
    "same",
)
_OF_PERSON = Prepared(
    select(*_SELECTED)
    .where(ESTIMATES.c.person_id == bindparam("person_id"))
    .order_by(ESTIMATES.c.shown_at.desc(), ESTIMATES.c.id)
    .limit(bindparam("limit"))
    .offset(literal_column("0")),
    "person_id",
    "limit",
)
_ONE = Prepared(
    select(*_SELECTED).where(
        ESTIMATES.c.person_id == bindparam("person_id"), ESTIMATES.c.id == bindparam("id")
    ),
    "person_id",
    "id",
)
_IDS = Prepared(select(ESTIMATES.c.id).order_by(ESTIMATES.c.id))


def of_estimate(
    kind: str, life: Life, scenario: Scenario, found: Estimate, versions: Versions
) -> Shown:
    """Give what is kept of an estimate."""
    inputs = Inputs(life=life, scenario=scenario, year=found.year)
    return Shown(
        kind=kind,
        inputs=write_inputs(inputs),
        result=write_told(told(found)),
        versions=versions,
    )


def of_gains(kind: str, gains: Gains, versions: Versions) -> Shown:
    """Give what is kept where it is told how much a year something adds."""
    return Shown(
        kind=kind,
        inputs=write_inputs(inputs_of(gains)),
        result=write_told(told_gains(gains)),
        versions=versions,
    )


def of_ages(kind: str, inputs: str, yearly: Mapping[int, int | None], versions: Versions) -> Shown:
    """Give what is kept where it is told how much a year comes from which start age (in months)."""
    return Shown(
        kind=kind, inputs=inputs, result=write_told(told_by_age(yearly)), versions=versions
    )


async def keep(db: Database, person_id: int, shown: Sequence[Shown], now: datetime) -> None:
    """Keep estimates durably; a page is sent only after this. Not to be awaited inside ``db.write()``."""
    new: list[tuple[bytes, Shown]] = []
    for one in shown:
        same = db.vault.index(
            "estimate",
            one.kind,
            one.inputs,
            one.result,
            one.versions.rules,
            one.versions.parameters,
        )
        if not await db.rows(_KNOWN, person_id, same):
            new.append((same, one))
    if new:
        await db.share(_KEEPING, [_values(db.vault, person_id, *one, now) for one in new])


async def estimates_of(db: Database, person_id: int, *, limit: int = 50) -> Sequence[Entry]:
    """Give what a person was told, the latest first."""
    return [_entry(db.vault, row) for row in await db.rows(_OF_PERSON, person_id, limit)]


async def find_estimate(db: Database, person_id: int, entry_id: int) -> Entry | None:
    """Give one entry of a person's own."""
    for row in await db.rows(_ONE, person_id, entry_id):
        return _entry(db.vault, row)
    return None


async def numbers(db: Database) -> list[int]:
    """Give the numbers of all entries, of everybody."""
    return [row[0] for row in await db.rows(_IDS)]


async def read_entries(db: Database, wanted: Iterable[int]) -> AsyncIterator[Entry]:
    """Give entries by number, a batch at a time; for ``nenkin estimate replay``."""
    rest = list(wanted)
    while rest:
        batch, rest = rest[:AT_ONCE], rest[AT_ONCE:]
        async with db.read() as session:
            query = select(*_SELECTED).where(ESTIMATES.c.id.in_(batch)).order_by(ESTIMATES.c.id)
            rows = [tuple(row) for row in await session.run(query)]
        for row in rows:
            yield _entry(db.vault, row)


def _keep_sqlite(
    _vault: Vault, connection: sqlite3.Connection, batch: list[list[Row]]
) -> list[None]:
    connection.executemany(_INSERT_SQLITE, [row for rows in batch for row in rows])
    return [None] * len(batch)


async def _keep_postgresql(
    _vault: Vault, connection: "psycopg.AsyncConnection", batch: list[list[Row]]
) -> list[None]:
    # In one order everywhere: workers that keep the same estimates would wait for each other.
    rows = sorted((row for rows in batch for row in rows), key=lambda row: (row[1], row[6]))
    async with connection.cursor() as cursor:
        await cursor.executemany(_INSERT_SQLITE.replace("?", "%s"), rows)
    return [None] * len(batch)


_KEEPING = Together(_keep_sqlite, _keep_postgresql)


def _values(vault: Vault, person_id: int, same: bytes, one: Shown, now: datetime) -> Row:
    entry_id = new_id()
    return (
        entry_id,
        person_id,
        stamp(now),
        one.kind,
        one.versions.rules,
        one.versions.parameters,
        same,
        vault.seal(one.inputs, _INPUTS, entry_id),
        vault.seal(one.result, _RESULT, entry_id),
    )


def _entry(vault: Vault, row: Row) -> Entry:
    entry_id, person_id, shown_at, kind, rules, parameters, inputs, result = row
    return Entry(
        entry_id,
        person_id,
        moment(shown_at),
        Shown(
            kind=kind,
            inputs=vault.open(inputs, _INPUTS, entry_id),
            result=vault.open(result, _RESULT, entry_id),
            versions=Versions(rules, parameters),
        ),
    )
