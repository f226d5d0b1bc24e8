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


def state(db: Database, keep: Callable[[str, Row], bool] | None = None) -> State:
    """Give every row of every table, but for what moves whoever asks."""
    found: State = {}
    with closing(sqlite3.connect(f"file:{db.file}?mode=ro", uri=True)) as connection:
        for table in METADATA.tables:
            if table in ALWAYS_MOVING:
                continue
            cursor = connection.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            steady = [at for at, name in enumerate(columns) if (table, name) not in TOUCHED]
            found[table] = frozenset(
                tuple(row[at] for at in steady)
                for row in cursor
                if keep is None or keep(table, dict(zip(columns, row, strict=True)))
            )
    return found


def belongs_to(somebody: Somebody) -> Callable[[str, Row], bool]:
    """Give what picks a person's own rows."""
    own = {somebody.person_id, somebody.account_id}

    def keep(table: str, row: Row) -> bool:
        keys = ("person_id", "account_id", "subject")
        return any(row.get(key) in own for key in keys) or row.get("id") in own

    return keep


def difference(before: State, after: State) -> dict[str, int]:
    """Give how many rows of which tables are not as they were."""
    return {name: len(before[name] ^ after[name]) for name in before if before[name] != after[name]}
