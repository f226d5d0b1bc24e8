"""Reads the store where it is a file of SQLite: by a connection of each thread, never the event loop's."""

import json
import sqlite3
import threading
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from nenkin.law.ownerless import OwnerlessRecord
from nenkin.matching.births import Births
from nenkin.matching.keys import BORN, BORN_BITS, MONTH_DAY, NAME_BITS, PART, PART_BITS
from nenkin.storage.ownerless.loading import OtherStore
from nenkin.storage.ownerless.rows import COLUMNS, VERSION, Key, restored

_MAPPED = 1 << 36  # bytes of the file that may be read in place
_NOWHERE = -1 << 62  # the start of a range that holds nothing
_SIZES = (8, 24, 48, 96)

_NAMESAKES = f"""
SELECT coalesce(sum(coalesce(
    (SELECT records FROM common_name WHERE name = typed.value),
    (SELECT count(*) FROM by_name
     WHERE key >= typed.value << {BORN_BITS} AND key < (typed.value + 1) << {BORN_BITS})
)), 0) FROM json_each(?) AS typed
"""  # noqa: S608  # numbers of our own
_DAY = "SELECT coalesce(sum(records), 0) FROM day WHERE born IN (SELECT value FROM json_each(?))"
_GIVEN = (
    "SELECT coalesce(max(records), 0) FROM given WHERE name IN (SELECT value FROM json_each(?))"
)
_RECORDS = (
    f"SELECT {', '.join('record.' + column for column in COLUMNS)} "  # noqa: S608  # as above
    "FROM json_each(?) AS wanted CROSS JOIN record ON record.ref = wanted.value"
)
# Of one typed birth date: the same month and day of any year, two of three parts, swapped, or near.
_NEAR = (
    f"(key & {MONTH_DAY}) IN (?, ?, ?) OR key & {BORN} BETWEEN ? AND ? OR (key & {BORN}) = ? OR "
    f"(key & {BORN} BETWEEN ? AND ? AND ((key & 31) = ? OR (key >> 5 & 15) = ?))"
)


def _size(number: int) -> int:
    return next(size for size in _SIZES if number <= size)


def _ranges(size: int) -> str:
    return "WITH probe(start) AS (VALUES " + ", ".join(["(?)"] * size) + ") "


@lru_cache
def _by_name(size: int, dates: int) -> str:
    near = " OR ".join([f"({_NEAR})"] * dates)
    return (
        f"{_ranges(size)}SELECT ref FROM probe CROSS JOIN by_name "  # noqa: S608  # no input in it
        f"ON key >= start AND key < start + {1 << BORN_BITS} WHERE {near}"
    )


@lru_cache
def _by_given(size: int) -> str:
    return (
        f"{_ranges(size)}SELECT key, ref FROM probe CROSS JOIN by_birth "  # noqa: S608  # as above
        f"ON key >= start AND key < start + {1 << PART_BITS}"
    )


@lru_cache
def _by_day(size: int) -> str:
    return (
        f"{_ranges(size)}SELECT key, ref FROM probe CROSS JOIN by_birth "  # noqa: S608  # as above
        f"ON key >= start AND key < start + {1 << NAME_BITS} "
        f"WHERE (key & {PART}) IN (SELECT value FROM json_each(?))"
    )


def _filled(starts: Sequence[int]) -> list[int]:
    """Fill up to a usual number of ranges, so that statements are prepared once."""
    return [*starts, *[_NOWHERE] * (_size(len(starts)) - len(starts))]


class SqliteStore:
    """A store in a file. Another file put in its place is seen by the next search."""

    def __init__(self, file: Path) -> None:
        """Open the file; raises ``OtherStore`` where it is none, or of another version."""
        self.file = file.absolute()
        self._of_thread = threading.local()
        self._about = self._connection()[1]

    @property
    def data_date(self) -> date:
        """Give the day that the records are of."""
        return date.fromisoformat(self._connection()[1]["data_date"])

    @property
    def records(self) -> int:
        """Give how many records there are."""
        return int(self._connection()[1]["records"])

    def close(self) -> None:
        """Let go of this thread's connection."""
        held = getattr(self._of_thread, "held", None)
        if held is not None:
            held[0].close()
            del self._of_thread.held

    def namesakes(self, names: Sequence[int]) -> int:
        """Count the records that have one of the names."""
        return self._one(_NAMESAKES, json.dumps(names))

    def born(self, days: Sequence[int]) -> int:
        """Count the records of the birth dates."""
        return self._one(_DAY, json.dumps(days))

    def bearers(self, givens: Sequence[int]) -> int:
        """Count the records of the most borne of the given names."""
        return self._one(_GIVEN, json.dumps(givens))

    def by_name(self, names: Sequence[int], births: Births) -> list[int]:
        """Give the records under the names whose birth date is near enough."""
        starts = _filled([name << BORN_BITS for name in names])
        near = [value for date_ in births.ranges for value in date_]
        found = self._run(_by_name(len(starts), len(births.ranges)), (*starts, *near))
        return [ref for (ref,) in found]

    def by_given(self, pairs: Sequence[tuple[int, int]]) -> list[Key]:
        """Give the keys of the birth dates and given names."""
        starts = _filled([born << NAME_BITS | given << PART_BITS for born, given in pairs])
        return [Key(*row) for row in self._run(_by_given(len(starts)), starts)]

    def by_day(self, days: Sequence[int], families: Sequence[int]) -> list[Key]:
        """Give the keys of the birth dates with one of the family names."""
        starts = _filled([day << NAME_BITS for day in days])
        found = self._run(_by_day(len(starts)), (*starts, json.dumps(families)))
        return [Key(*row) for row in found]

    def read(self, refs: Sequence[int]) -> list[OwnerlessRecord]:
        """Read records by their places."""
        return [restored(row) for row in self._run(_RECORDS, (json.dumps(refs),))]

    def _one(self, statement: str, value: object) -> int:
        return int(self._run(statement, (value,))[0][0])

    def _run(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        return self._connection()[0].execute(statement, values).fetchall()

    def _connection(self) -> tuple[sqlite3.Connection, dict[str, str]]:
        try:
            status = self.file.stat()
        except OSError as error:
            raise OtherStore(f"{self.file}: {error.strerror}.") from None
        inode = (status.st_dev, status.st_ino, status.st_mtime_ns)
        held = getattr(self._of_thread, "held", None)
        if held is not None and held[2] == inode:
            return held[0], held[1]
        self.close()
        # The file never changes: a new state is another file under the same name.
        place = f"{self.file.as_uri()}?mode=ro&immutable=1"
        try:
            connection = sqlite3.connect(place, uri=True, check_same_thread=False)
            connection.execute(f"PRAGMA mmap_size={_MAPPED}")
            about = dict(connection.execute("SELECT name, value FROM about").fetchall())
        except sqlite3.DatabaseError as error:
            raise OtherStore(f"{self.file} is no store of ownerless records ({error}).") from None
        if about.get("version") != VERSION:
            connection.close()
            raise OtherStore(f"{self.file} was made by another version: load a full file.")
        self._of_thread.held = (connection, about, inode)
        return connection, about
