"""The store where it is a schema of PostgreSQL: loaded in one transaction, which readers never see half."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from nenkin.law.ownerless import OwnerlessRecord
from nenkin.matching.births import Births
from nenkin.matching.keys import BORN, BORN_BITS, MONTH_DAY, NAME_BITS, PART, PART_BITS
from nenkin.storage.ownerless.rows import COLUMNS, VERSION, Key, OtherStore, restored

if TYPE_CHECKING:
    import psycopg

# Every question is some short ranges of an index. PostgreSQL cannot know how short: it takes a range
# whose ends come from a join for a ninth of all rows.
NO_CHOICE = (
    "-c enable_seqscan=off -c enable_bitmapscan=off -c max_parallel_workers_per_gather=0 -c jit=off"
)
_BY_ITSELF = "OFFSET 0"  # keeps a question for one range from being joined the other way round

_NAMESAKES = f"""
SELECT coalesce(sum(coalesce(
    (SELECT records FROM ownerless.common_name WHERE name = typed),
    (SELECT count(*) FROM ownerless.record
     WHERE name_key >= typed << {BORN_BITS} AND name_key < (typed + 1) << {BORN_BITS})
)), 0) FROM unnest(%s::bigint[]) AS typed
"""  # noqa: S608  # numbers of our own
_DAY = "SELECT coalesce(sum(records), 0) FROM ownerless.day WHERE born = ANY(%s::bigint[])"
_GIVEN = "SELECT coalesce(max(records), 0) FROM ownerless.given WHERE name = ANY(%s::bigint[])"
_RECORDS = (
    f"SELECT {', '.join(COLUMNS)} FROM unnest(%s::integer[]) WITH ORDINALITY AS wanted(sought, at) "  # noqa: S608
    "JOIN ownerless.record ON ref = sought ORDER BY at"
)
# Of one typed birth date, in the order of ``births.Range``.
_NEAR = (
    f"((name_key & {MONTH_DAY}) BETWEEN %s AND %s OR (name_key & {MONTH_DAY}) = %s "
    f"OR ((name_key & {BORN}) BETWEEN %s AND %s AND ((name_key & {BORN}) BETWEEN %s AND %s "
    f"OR (name_key & {BORN}) = %s OR ((name_key & {BORN}) BETWEEN %s AND %s "
    "AND ((name_key & 31) = %s OR (name_key >> 5 & 15) = %s)))))"
)
_BY_NAME = (
    "SELECT name_key, ref FROM unnest(%s::bigint[]) AS start CROSS JOIN LATERAL "  # noqa: S608
    "(SELECT name_key, ref FROM ownerless.record WHERE name_key >= start "
    f"AND name_key < start + {1 << BORN_BITS} AND ({{near}}) {_BY_ITSELF}) AS near"
)
_BY_BIRTH = (
    "SELECT birth_key, ref FROM unnest(%s::bigint[]) AS start CROSS JOIN LATERAL "  # noqa: S608
    "(SELECT birth_key, ref FROM ownerless.record WHERE birth_key >= start "
    f"AND birth_key < start + {{width}}{{also}} {_BY_ITSELF}) AS there"
)
_BY_GIVEN = _BY_BIRTH.format(width=1 << PART_BITS, also="")
_BY_DAY = _BY_BIRTH.format(
    width=1 << NAME_BITS, also=f" AND (birth_key & {PART}) = ANY(%s::bigint[])"
)


def plain_address(url: str) -> str:
    """Give the address as libpq takes it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


class PostgresqlReader:
    """Reads one state of the store, in a transaction that a load waits for before it replaces it."""

    def __init__(self, connection: "psycopg.Connection", records: int) -> None:
        """Take the connection of the thread."""
        self.connection, self.records = connection, records

    def namesakes(self, names: Sequence[int]) -> int:
        """Count the records that have one of the names."""
        return int(self._run(_NAMESAKES, [list(names)])[0][0])

    def born(self, days: Sequence[int]) -> int:
        """Count the records of the birth dates."""
        return int(self._run(_DAY, [list(days)])[0][0])

    def bearers(self, givens: Sequence[int]) -> int:
        """Count the records of the most borne of the given names."""
        return int(self._run(_GIVEN, [list(givens)])[0][0])

    def by_name(self, names: Sequence[int], births: Births) -> list[Key]:
        """Give the keys under the names whose birth date may be near enough."""
        statement = _BY_NAME.format(near=" OR ".join([_NEAR] * len(births.ranges)))
        near = [value for date_ in births.ranges for value in date_]
        found = self._run(statement, [[name << BORN_BITS for name in names], *near])
        return [Key(*row) for row in found]

    def by_given(self, pairs: Sequence[tuple[int, int]]) -> list[Key]:
        """Give the keys of the birth dates and given names."""
        starts = [born << NAME_BITS | given << PART_BITS for born, given in pairs]
        return [Key(*row) for row in self._run(_BY_GIVEN, [starts])]

    def by_day(self, days: Sequence[int], families: Sequence[int]) -> list[Key]:
        """Give the keys of the birth dates with one of the family names."""
        starts = [day << NAME_BITS for day in days]
        return [Key(*row) for row in self._run(_BY_DAY, [starts, list(families)])]

    def read(self, refs: Sequence[int]) -> list[OwnerlessRecord]:
        """Read records by their places."""
        return [restored(row) for row in self._run(_RECORDS, [list(refs)])]

    def _run(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        return self.connection.execute(statement.encode(), values).fetchall()


class PostgresqlStore:
    """A store in the schema ``ownerless`` of a database. Each search has a connection of its own."""

    def __init__(self, url: str) -> None:
        """Connect; raises ``OtherStore`` where there is no store, or one of another version."""
        self.address = plain_address(url)
        self._free: list[psycopg.Connection] = []
        _ = self.records

    @property
    def data_date(self) -> date:
        """Give the day that the records are of."""
        with self._connected() as connection:
            return date.fromisoformat(_about(connection)["data_date"])

    @property
    def records(self) -> int:
        """Give how many records there are."""
        with self._connected() as connection:
            return int(_about(connection)["records"])

    @contextmanager
    def reading(self) -> Iterator[PostgresqlReader]:
        """Open one state of the store for a search."""
        with self._connected() as connection, connection.transaction():
            # A load replaces this table first, so it waits for us, and never we for it half-way.
            connection.execute("LOCK TABLE ownerless.record IN ACCESS SHARE MODE")
            yield PostgresqlReader(connection, int(_about(connection)["records"]))

    def close(self) -> None:
        """Let go of the connections."""
        while self._free:
            self._free.pop().close()

    @contextmanager
    def _connected(self) -> "Iterator[psycopg.Connection]":
        import psycopg  # noqa: PLC0415  # only who has PostgreSQL loads its driver

        try:
            connection = self._free.pop()
        except IndexError:
            connection = psycopg.connect(self.address, autocommit=True, options=NO_CHOICE)
        try:
            yield connection
        except psycopg.Error as error:
            connection.close()
            raise OtherStore(f"The store of ownerless records cannot be read ({error}).") from None
        except BaseException:
            connection.close()
            raise
        self._free.append(connection)


def _about(connection: "psycopg.Connection") -> dict[str, str]:
    rows = connection.execute("SELECT name, value FROM ownerless.about").fetchall()
    about = {str(name): str(value) for name, value in rows}
    if about.get("version") != VERSION:
        raise OtherStore("The store was made by another version: load a full file.")
    return about
