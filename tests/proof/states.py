"""What the database holds at one moment, and what is different at another."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

from nenkin.storage.database import Database
from nenkin.storage.tables import METADATA
from tests.proof.people import Somebody

# What may change whoever asks: counts of tries, the trail itself, and that somebody was there.
ALWAYS_MOVING = {"audit", "attempt"}
TOUCHED = {("session", "last_seen_at"), ("device", "last_seen_at")}

State = dict[str, frozenset[tuple[Any, ...]]]
Row = dict[str, Any]
Keep = Callable[[str, Row], bool]  # whether a row of a table is meant; says the same each time


class States:
    """One database's rows, read anew only after somebody else has written."""

    def __init__(self, db: Database) -> None:
        """Open the file for reading; whoever opened it closes it."""
        self._connection = sqlite3.connect(
            f"file:{db.file}?mode=ro", uri=True, isolation_level=None
        )
        self._version = -1
        self._read: dict[str, list[tuple[Any, ...]]] = {}
        self._rows: dict[str, list[tuple[Row, tuple[Any, ...]]]] = {}
        self._kept: dict[str, dict[Keep | None, frozenset[tuple[Any, ...]]]] = {}

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def any(self, query: str) -> bool:
        """Whether a query finds something now."""
        return self._connection.execute(query).fetchone() is not None

    def __call__(self, keep: Keep | None = None) -> State:
        """Give every row of every table, but for what moves whoever asks.

        What a ``keep`` picks of a table is asked of it once, until that table is another.
        """
        ((version,),) = self._connection.execute("PRAGMA data_version")
        if version != self._version:
            for table in filter(_counts, METADATA.tables):
                self._look_at(table)
            self._version = version
        return {table: self._picked(table, keep) for table in self._rows}

    def _look_at(self, table: str) -> None:
        cursor = self._connection.execute(f'SELECT * FROM "{table}"')
        read = cursor.fetchall()
        if self._read.get(table) == read:
            return
        columns = [column[0] for column in cursor.description]
        steady = [at for at, name in enumerate(columns) if (table, name) not in TOUCHED]
        self._read[table] = read
        self._rows[table] = [
            (dict(zip(columns, row, strict=True)), tuple(row[at] for at in steady)) for row in read
        ]
        self._kept[table] = {}

    def _picked(self, table: str, keep: Keep | None) -> frozenset[tuple[Any, ...]]:
        kept = self._kept[table]
        if keep not in kept:
            kept[keep] = frozenset(
                steady for row, steady in self._rows[table] if keep is None or keep(table, row)
            )
        return kept[keep]


def _counts(table: str) -> bool:
    return table not in ALWAYS_MOVING


def state(db: Database) -> State:
    """Give the same by a connection of its own: the file may have been another meanwhile."""
    with closing(States(db)) as rows:
        return rows()


def belongs_to(somebody: Somebody) -> Keep:
    """Give what picks a person's own rows."""
    own = {somebody.person_id, somebody.account_id}
    own |= {int(somebody.ids[name]) for name in ("sheet", "case")}

    def keep(table: str, row: Row) -> bool:
        keys = ("person_id", "account_id", "subject", "sheet_id", "case_id")
        return any(row.get(key) in own for key in keys) or row.get("id") in own

    return keep


def difference(before: State, after: State) -> dict[str, int]:
    """Give how many rows of which tables are not as they were."""
    return {name: len(before[name] ^ after[name]) for name in before if before[name] != after[name]}
