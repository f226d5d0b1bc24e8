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


class States:
    """One database's rows, read anew only after somebody else has written."""

    def __init__(self, db: Database) -> None:
        """Open the file for reading; whoever opened it closes it."""
        self._connection = sqlite3.connect(
            f"file:{db.file}?mode=ro", uri=True, isolation_level=None
        )
        self._version = -1
        self._rows: dict[str, list[tuple[Row, tuple[Any, ...]]]] = {}

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def __call__(self, keep: Callable[[str, Row], bool] | None = None) -> State:
        """Give every row of every table, but for what moves whoever asks."""
        ((version,),) = self._connection.execute("PRAGMA data_version")
        if version != self._version:
            self._rows = {name: self._read(name) for name in METADATA.tables if _counts(name)}
            self._version = version
        return {
            table: frozenset(steady for row, steady in rows if keep is None or keep(table, row))
            for table, rows in self._rows.items()
        }

    def _read(self, table: str) -> list[tuple[Row, tuple[Any, ...]]]:
        cursor = self._connection.execute(f'SELECT * FROM "{table}"')
        columns = [column[0] for column in cursor.description]
        steady = [at for at, name in enumerate(columns) if (table, name) not in TOUCHED]
        return [
            (dict(zip(columns, row, strict=True)), tuple(row[at] for at in steady))
            for row in cursor
        ]


def _counts(table: str) -> bool:
    return table not in ALWAYS_MOVING


def state(db: Database) -> State:
    """Give the same by a connection of its own: the file may have been another meanwhile."""
    with closing(States(db)) as rows:
        return rows()


def belongs_to(somebody: Somebody) -> Callable[[str, Row], bool]:
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
