"""Reads the store where it is a file of SQLite: by a connection of each thread, never the event loop's."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from nenkin.law.ownerless import OwnerlessRecord
from nenkin.matching.births import Births
from nenkin.matching.keys import (
    BORN,
    BORN_BITS,
    MONTH_DAY,
    NAME_BITS,
    PART,
    PART_BITS,
    YEAR_BITS,
    Key,
)
from nenkin.matching.plans import Plan
from nenkin.storage.ownerless.rows import COLUMNS, MANY, VERSION, Looked, OtherStore, restored

# KiB of a connection's cache. The file is not mapped into memory: where it is not there yet, the kernel
# reads 128 KiB around each page that a mapped file is touched at, 45 MB for one search of 1 million.
_CACHE = 32_768
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
# Of one typed birth date, in the order of ``births.Range``.
_NEAR = (
    f"(key & {MONTH_DAY}) BETWEEN ? AND ? OR (key & {MONTH_DAY}) = ? "
    f"OR ((key & {BORN}) BETWEEN ? AND ? AND ((key & {BORN}) BETWEEN ? AND ? "
    f"OR (key & {BORN}) = ? OR ((key & {BORN}) BETWEEN ? AND ? "
    "AND ((key & 31) = ? OR (key >> 5 & 15) = ?))))"
)
_COMMON = f"name = start >> {BORN_BITS} AND records > {MANY}"


def _size(number: int) -> int:
    return next(size for size in _SIZES if number <= size)


def _probes(size: int) -> str:
    return f"WITH probe(start) AS (VALUES {_values(size, 1)})"


def _values(number: int, width: int) -> str:
    return ", ".join([f"({', '.join(['?'] * width)})"] * number)


@lru_cache
def _by_name(size: int, dates: int, days: int) -> str:
    """Read all of a name; of a common one, in every year the near days, and the years about the date."""
    near = " OR ".join([f"({_NEAR})"] * dates)
    return f"""
{_probes(size)}, near_day(since, until) AS (VALUES {_values(days, 2)}),
near_year(since, until) AS (VALUES {_values(dates, 2)})
SELECT key, ref, traits FROM probe CROSS JOIN by_name
    ON key >= start AND key < start + {1 << BORN_BITS}
    WHERE NOT EXISTS (SELECT 1 FROM common_name WHERE {_COMMON}) AND ({near})
UNION ALL SELECT key, ref, traits FROM probe CROSS JOIN common_name ON {_COMMON} CROSS JOIN near_day CROSS JOIN year
    CROSS JOIN by_name ON key >= start + (year << {YEAR_BITS}) + since
    AND key <= start + (year << {YEAR_BITS}) + until
UNION ALL SELECT key, ref, traits FROM probe CROSS JOIN common_name ON {_COMMON} CROSS JOIN near_year
    CROSS JOIN by_name ON key >= start + since AND key <= start + until WHERE {near}
"""  # noqa: S608  # no input in it


@lru_cache
def _by_given(size: int) -> str:
    return (
        f"{_probes(size)} SELECT key, ref, traits FROM probe CROSS JOIN by_birth "  # noqa: S608  # as above
        f"ON key >= start AND key < start + {1 << PART_BITS} "
        f"WHERE (key & {PART}) IN (SELECT value FROM json_each(?)) "
        f"OR (key >> {PART_BITS} & {PART}) IN (SELECT value FROM json_each(?))"
    )


@lru_cache
def _by_day(size: int) -> str:
    return (
        f"{_probes(size)} SELECT key, ref, traits FROM probe CROSS JOIN by_birth "  # noqa: S608  # as above
        f"ON key >= start AND key < start + {1 << NAME_BITS} "
        f"WHERE (key & {PART}) IN (SELECT value FROM json_each(?))"
    )


def _filled(starts: Sequence[int]) -> list[int]:
    """Fill up to a usual number of ranges, so that statements are prepared once."""
    return [*starts, *[_NOWHERE] * (_size(len(starts)) - len(starts))]


class SqliteReader:
    """Reads one state of the store, by a connection that no other thread has."""

    def __init__(self, connection: sqlite3.Connection, records: int) -> None:
        """Take the connection to the file, and how many records it has."""
        self.connection, self.records = connection, records

    def look(self, plan: Plan) -> Looked:
        """Ask the index for everything that the plan has."""
        names, givens = plan.names[: plan.typed], plan.typed_givens
        return Looked(
            by_name=self._by_name(plan.names, plan.births),
            by_given=self._by_given(plan),
            by_day=self._by_day(plan.days, plan.families),
            namesakes=self._number(_NAMESAKES, names),
            day=self._number(_DAY, plan.births.same),
            bearers=self._number(_GIVEN, givens),
            records=self.records,
        )

    def _by_name(self, names: Sequence[int], births: Births) -> list[Key]:
        """Give the keys under the names whose birth date may be near enough."""
        starts, ranges = _filled([name << BORN_BITS for name in names]), births.ranges
        near = [value for date_ in ranges for value in date_]
        days = [day for date_ in ranges for day in date_.days]
        years = [(date_.first, date_.last) for date_ in ranges]
        statement = _by_name(len(starts), len(ranges), len(days))
        ends = (end for pair in (*days, *years) for end in pair)
        return self._run(statement, (*starts, *ends, *near, *near))

    def _by_given(self, plan: Plan) -> list[Key]:
        """Give the keys of the birth dates and given names; of a reading only with a family name."""
        starts = _filled([born << NAME_BITS | given << PART_BITS for born, given in plan.givens])
        names = json.dumps(plan.families), json.dumps(plan.typed_givens)
        return self._run(_by_given(len(starts)), (*starts, *names))

    def _by_day(self, days: Sequence[int], families: Sequence[int]) -> list[Key]:
        """Give the keys of the birth dates with one of the family names."""
        starts = _filled([day << NAME_BITS for day in days])
        return self._run(_by_day(len(starts)), (*starts, json.dumps(families)))

    def _number(self, statement: str, numbers: Sequence[int]) -> int:
        return int(self._run(statement, (json.dumps(numbers),))[0][0])

    def read(self, refs: Sequence[int]) -> list[OwnerlessRecord]:
        """Read records by their places."""
        return [restored(row) for row in self._run(_RECORDS, (json.dumps(refs),))]

    def _run(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        return self.connection.execute(statement, values).fetchall()


class SqliteStore:
    """A store in a file. Another file put in its place is seen by the next search.

    Each search has a connection of its own, so that threads do not wait for one another.
    """

    def __init__(self, file: Path) -> None:
        """Open the file; raises ``OtherStore`` where it is none, or of another version."""
        self.file = file.absolute()
        self._free: list[_Opened] = []
        _ = self.records

    @property
    def data_date(self) -> date:
        """Give the day that the records are of."""
        with self._opened() as opened:
            return date.fromisoformat(opened.about["data_date"])

    @property
    def records(self) -> int:
        """Give how many records there are."""
        with self._opened() as opened:
            return int(opened.about["records"])

    @contextmanager
    def reading(self) -> Iterator[SqliteReader]:
        """Open one state of the store for a search; a load in the meantime is not seen."""
        with self._opened() as opened:
            yield SqliteReader(opened.connection, int(opened.about["records"]))

    def close(self) -> None:
        """Let go of the connections."""
        while self._free:
            self._free.pop().connection.close()

    @contextmanager
    def _opened(self) -> "Iterator[_Opened]":
        try:
            status = self.file.stat()
        except OSError as error:
            raise OtherStore(f"{self.file}: {error.strerror}.") from None
        state = (status.st_dev, status.st_ino, status.st_mtime_ns)
        opened = self._taken(state) or self._new(state)
        try:
            yield opened
        except sqlite3.DatabaseError as error:
            opened.connection.close()
            raise OtherStore(f"{self.file} cannot be read ({error}).") from None
        except BaseException:
            opened.connection.close()
            raise
        self._free.append(opened)

    def _taken(self, state: tuple[int, ...]) -> "_Opened | None":
        """Take a connection that nobody uses; those to a file that was replaced are closed."""
        while True:
            try:
                opened = self._free.pop()
            except IndexError:
                return None
            if opened.state == state:
                return opened
            opened.connection.close()

    def _new(self, state: tuple[int, ...]) -> "_Opened":
        # The file never changes: a new state is another file under the same name.
        place = f"{self.file.as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(place, uri=True, check_same_thread=False)
        about: dict[str, str] = {}
        try:
            connection.execute(f"PRAGMA cache_size=-{_CACHE}")
            connection.execute("PRAGMA mmap_size=0")
            about |= connection.execute("SELECT name, value FROM about").fetchall()
        except sqlite3.DatabaseError as error:
            connection.close()
            raise OtherStore(f"{self.file} is no store of ownerless records ({error}).") from None
        if about.get("version") != VERSION:
            connection.close()
            raise OtherStore(f"{self.file} was made by another version: load a full file.")
        return _Opened(connection, about, state)


class _Opened(NamedTuple):
    """A connection to one state of the file."""

    connection: sqlite3.Connection
    about: dict[str, str]
    state: tuple[int, ...]
