"""The store where it is a schema of PostgreSQL: loaded in one transaction, which readers never see half."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from nenkin.law.ownerless import OwnerlessRecord
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

if TYPE_CHECKING:
    import psycopg

# Every question is some short ranges of an index. PostgreSQL cannot know how short: it takes a range
# whose ends come from a join for a ninth of all rows.
NO_CHOICE = (
    "-c enable_seqscan=off -c enable_bitmapscan=off -c max_parallel_workers_per_gather=0 -c jit=off "
    "-c plan_cache_mode=force_generic_plan"  # planned once, as no value makes another plan better
)
_BY_NAME, _BY_GIVEN, _BY_DAY, _NAMESAKES, _DAY, _BEARERS, _TOTAL = range(7)  # what a row is
_BY_ITSELF = "OFFSET 0"  # keeps a question for one range from being joined the other way round

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
_OF_NAME = "(SELECT name_key, ref, traits FROM ownerless.record WHERE name_key >= start"
_OF_BIRTH = "(SELECT birth_key, ref, traits FROM ownerless.record WHERE birth_key >= start"
# One question for everything, so that nothing is waited for twice. Of a rare name all of it; of a
# common one, in every year the near days, and the years about the date.
_LOOK = f"""
WITH asked AS MATERIALIZED (
    SELECT start, EXISTS (SELECT FROM ownerless.common_name
        WHERE name = start >> {BORN_BITS} AND records > {MANY}) AS many
    FROM unnest(%s::bigint[]) AS start)
SELECT {_BY_NAME}, near.* FROM asked CROSS JOIN LATERAL {_OF_NAME}
    AND name_key < start + {1 << BORN_BITS} AND ({{near}}) {_BY_ITSELF}) AS near WHERE NOT many
UNION ALL SELECT {_BY_NAME}, near.* FROM asked CROSS JOIN ownerless.year
    CROSS JOIN unnest(%s::bigint[], %s::bigint[]) AS day(since, until)
    CROSS JOIN LATERAL {_OF_NAME} + (year << {YEAR_BITS}) + since
    AND name_key <= start + (year << {YEAR_BITS}) + until {_BY_ITSELF}) AS near WHERE many
UNION ALL SELECT {_BY_NAME}, near.*
    FROM asked CROSS JOIN unnest(%s::bigint[], %s::bigint[]) AS span(since, until)
    CROSS JOIN LATERAL {_OF_NAME} + since
    AND name_key <= start + until AND ({{near}}) {_BY_ITSELF}) AS near WHERE many
UNION ALL SELECT {_BY_GIVEN}, near.* FROM unnest(%s::bigint[]) AS start CROSS JOIN LATERAL {_OF_BIRTH}
    AND birth_key < start + {1 << PART_BITS} AND ((birth_key & {PART}) = ANY(%s::bigint[])
    OR (birth_key >> {PART_BITS} & {PART}) = ANY(%s::bigint[])) {_BY_ITSELF}) AS near
UNION ALL SELECT {_BY_DAY}, near.* FROM unnest(%s::bigint[]) AS start CROSS JOIN LATERAL {_OF_BIRTH}
    AND birth_key < start + {1 << NAME_BITS} AND (birth_key & {PART}) = ANY(%s::bigint[])
    {_BY_ITSELF}) AS near
UNION ALL SELECT {_NAMESAKES}, coalesce(sum(coalesce(
    (SELECT records FROM ownerless.common_name WHERE name = typed),
    (SELECT count(*) FROM ownerless.record
     WHERE name_key >= typed << {BORN_BITS} AND name_key < (typed + 1) << {BORN_BITS})
)), 0)::bigint, 0, 0 FROM unnest(%s::bigint[]) AS typed
UNION ALL SELECT {_DAY}, coalesce(sum(records), 0)::bigint, 0, 0
    FROM ownerless.day WHERE born = ANY(%s::bigint[])
UNION ALL SELECT {_BEARERS}, coalesce(max(records), 0)::bigint, 0, 0
    FROM ownerless.given WHERE name = ANY(%s::bigint[])
UNION ALL SELECT {_TOTAL}, value::bigint, 0, 0 FROM ownerless.about WHERE name = 'records'
    AND EXISTS (SELECT FROM ownerless.about WHERE name = 'version' AND value = '{VERSION}')
"""  # noqa: S608  # numbers of our own
_OTHER_VERSION = "The store was made by another version: load a full file."


def plain_address(url: str) -> str:
    """Give the address as libpq takes it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


class PostgresqlReader:
    """Reads one state of the store, in a transaction that a load waits for before it replaces it."""

    def __init__(self, connection: "psycopg.Connection") -> None:
        """Take the connection of the thread."""
        self.connection = connection

    def look(self, plan: Plan) -> Looked:
        """Ask the index for everything that the plan has."""
        ranges = plan.births.ranges
        near = [value for date_ in ranges for value in date_]
        days = [day for date_ in ranges for day in date_.days]
        years = [(date_.first, date_.last) for date_ in ranges]
        rows = self._run(
            _LOOK.format(near=" OR ".join([_NEAR] * len(ranges))),
            [
                [name << BORN_BITS for name in plan.names],
                *near,
                *(list(ends) for pairs in (days, years) for ends in zip(*pairs, strict=True)),
                *near,
                [born << NAME_BITS | given << PART_BITS for born, given in plan.givens],
                list(plan.families),
                list(plan.typed_givens),
                [day << NAME_BITS for day in plan.days],
                list(plan.families),
                list(plan.names[: plan.typed]),
                list(plan.births.same),
                list(plan.typed_givens),
            ],
        )
        keys: tuple[list[Key], list[Key], list[Key]] = ([], [], [])
        numbers: dict[int, Any] = dict.fromkeys((_NAMESAKES, _DAY, _BEARERS, _TOTAL))
        for kind, number, ref, traits in rows:
            if kind in numbers:
                numbers[kind] = number
            else:
                keys[kind].append((number, ref, traits))
        if numbers[_TOTAL] is None:
            raise OtherStore(_OTHER_VERSION)
        by_name, by_given, by_day = keys
        return Looked(by_name, by_given, by_day, *numbers.values())

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
        with self._connected() as connection:
            # A load replaces this table first, so it waits for us, and never we for it half-way.
            connection.execute("BEGIN; LOCK TABLE ownerless.record IN ACCESS SHARE MODE")
            yield PostgresqlReader(connection)
            connection.execute("COMMIT")

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
        raise OtherStore(_OTHER_VERSION)
    return about
