"""Makes the store as a schema of PostgreSQL, or changes it, in one transaction: seen whole or not at all."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from nenkin.interchange.mistakes import BadFile
from nenkin.interchange.ownerless_files import FileKind, Header, Removal
from nenkin.law.ownerless import OwnerlessRecord
from nenkin.matching.keys import BORN_BITS, NAME_BITS, PART_BITS, YEAR_BITS, record_keys
from nenkin.matching.traits import traits_number
from nenkin.storage.ownerless.postgresql import plain_address
from nenkin.storage.ownerless.preparing import prepared
from nenkin.storage.ownerless.reading import (
    MOST_TWICE,
    Reading,
    not_there,
    refuse_other_state,
    twice,
)
from nenkin.storage.ownerless.rows import COLUMNS, COMMON, VERSION, OtherStore, stored

if TYPE_CHECKING:
    import psycopg

_LOCK = 7203413  # whoever loads holds it until the end
_KINDS = {"scheme": "smallint", "sex": "smallint", "first": "integer", "last": "integer"}
_KEYED = ", ".join(
    f"{name} NOT NULL"
    for name in ("ref integer", "name_key bigint", "birth_key bigint", "traits integer")
)
_DEFINED = ", ".join(f"{name} {_KINDS.get(name, 'text')}" for name in COLUMNS)
_ALL = f"ref, name_key, birth_key, traits, {', '.join(COLUMNS)}"
_TABLES = (
    f"CREATE TABLE record({_KEYED}, {_DEFINED})",
    "CREATE TABLE about(name text PRIMARY KEY, value text NOT NULL)",
)
_INDEXES = (
    "CREATE UNIQUE INDEX record_ref ON record(ref)",
    "CREATE INDEX record_name ON record(name_key) INCLUDE (ref, traits) WITH (fillfactor = 100)",
    "CREATE INDEX record_birth ON record(birth_key) INCLUDE (ref, traits) WITH (fillfactor = 100)",
)
_COMMON = (
    f"CREATE TABLE common_name AS SELECT name_key >> {BORN_BITS} AS name, count(*) AS records "  # noqa: S608
    f"FROM record GROUP BY 1 HAVING count(*) >= {COMMON}"
)
_DAYS = (
    f"CREATE TABLE day AS SELECT birth_key >> {NAME_BITS} AS born, count(*) AS records "  # noqa: S608
    "FROM record GROUP BY 1"
)
_YEARS = f"CREATE TABLE year AS SELECT DISTINCT born >> {YEAR_BITS} AS year FROM day"  # noqa: S608
_GIVEN = (
    f"CREATE TABLE given AS SELECT name_key >> {BORN_BITS + PART_BITS} AS name, "  # noqa: S608
    "count(*) AS records FROM record GROUP BY 1 HAVING count(*) > 1"
)
_COUNTS = (
    "DROP TABLE IF EXISTS common_name, day, given, year",
    _COMMON,
    "ALTER TABLE common_name ADD PRIMARY KEY (name)",
    _DAYS,
    "ALTER TABLE day ADD PRIMARY KEY (born)",
    _YEARS,
    "ALTER TABLE year ADD PRIMARY KEY (year)",
    _GIVEN,
    "ALTER TABLE given ADD PRIMARY KEY (name)",
)
_TWICE = (
    "SELECT min(ref), max(ref) FROM record WHERE hashtext(id) IN "
    "(SELECT hashtext(id) FROM record GROUP BY 1 HAVING count(*) > 1) "
    "GROUP BY id HAVING count(*) > 1 LIMIT %s"
)


def load_postgresql(url: str, file: BinaryIO) -> Header:
    """Take a file in, whole or not at all; raises ``BadFile``, ``OtherStore``, ``BlockingIOError``."""
    import psycopg  # noqa: PLC0415  # only who has PostgreSQL loads its driver

    reading = Reading(file)
    try:
        with psycopg.connect(plain_address(url)) as connection:
            (alone,) = connection.execute(
                "SELECT pg_try_advisory_xact_lock(%s)", [_LOCK]
            ).fetchone() or (False,)
            if not alone:
                raise BlockingIOError
            if reading.header.kind is FileKind.FULL:
                _fill(connection, reading)
            else:
                _change(connection, reading)
        with psycopg.connect(plain_address(url), autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE ownerless.record")
    except psycopg.OperationalError as error:
        raise OtherStore(str(error)) from None
    return reading.header


def _fill(connection: "psycopg.Connection", reading: Reading) -> None:
    connection.execute("DROP SCHEMA IF EXISTS ownerless_next CASCADE")
    connection.execute("CREATE SCHEMA ownerless_next")
    connection.execute("SET LOCAL search_path TO ownerless_next")
    for statement in _TABLES:
        connection.execute(statement.encode())
    statement = f"COPY record({_ALL}) FROM STDIN WITH (FREEZE)"
    with connection.cursor().copy(statement.encode()) as copy:
        for parcel in prepared(reading):
            for (*keys, _), (_, *row) in zip(parcel.keys, parcel.rows, strict=True):
                copy.write_row((*keys, *row))
    reading.finish()
    for statement in _INDEXES:
        connection.execute(statement.encode())
    same = connection.execute(_TWICE.encode(), [MOST_TWICE]).fetchall()
    if same:
        raise BadFile([twice(later, earlier) for earlier, later in sorted(same)])
    _finish(connection, reading.header)
    there = connection.execute("SELECT to_regclass('ownerless.record')").fetchone()
    if there and there[0]:
        # First this one, which every search holds: then none of them waits inside its transaction.
        connection.execute("LOCK TABLE ownerless.record IN ACCESS EXCLUSIVE MODE")
    connection.execute("DROP SCHEMA IF EXISTS ownerless CASCADE")
    connection.execute("ALTER SCHEMA ownerless_next RENAME TO ownerless")


def _change(connection: "psycopg.Connection", reading: Reading) -> None:
    there = connection.execute("SELECT to_regclass('ownerless.about')").fetchone()
    if not there or not there[0]:
        raise OtherStore("There is no store that a difference could change: load a full file.")
    connection.execute("SET LOCAL search_path TO ownerless")
    # Counts are made anew, so no search may be half-way.
    connection.execute("LOCK TABLE record IN ACCESS EXCLUSIVE MODE")
    about: dict[str, str] = dict(connection.execute("SELECT name, value FROM about").fetchall())
    refuse_other_state(about, reading.header)
    connection.execute("CREATE TEMPORARY TABLE fresh(LIKE record) ON COMMIT DROP")
    touched = _take(connection, reading)
    known = connection.execute("SELECT id FROM record WHERE id = ANY(%s)", [list(touched)])
    removals = {id_: line for id_, (line, removed) in touched.items() if removed}
    reading.mistakes += not_there(removals, (row[0] for row in known))
    reading.finish()
    connection.execute("DELETE FROM record WHERE id = ANY(%s)", [list(touched)])
    (last,) = connection.execute("SELECT coalesce(max(ref), 1) FROM record").fetchone() or (1,)
    columns = _ALL.removeprefix("ref, ")
    added = f"INSERT INTO record({_ALL}) SELECT ref + %s, {columns} FROM pg_temp.fresh"  # noqa: S608
    connection.execute(added.encode(), [last])
    _finish(connection, reading.header)


def _take(connection: "psycopg.Connection", reading: Reading) -> dict[str, tuple[int, bool]]:
    """Read the rows of a difference; gives their ids with line and whether they are removals."""
    touched: dict[str, tuple[int, bool]] = {}

    def changed() -> Iterable[tuple[int, OwnerlessRecord]]:
        for number, row in reading.lines():
            if row.id in touched:
                reading.mistakes.append(twice(number, touched[row.id][0]))
            touched[row.id] = number, isinstance(row, Removal)
            if isinstance(row, OwnerlessRecord):
                yield number, row

    with connection.cursor().copy(f"COPY pg_temp.fresh({_ALL}) FROM STDIN".encode()) as copy:
        for number, row in changed():
            copy.write_row((number, *record_keys(row), traits_number(row), *stored(row)))
    return touched


def _finish(connection: "psycopg.Connection", header: Header) -> None:
    for statement in _COUNTS:
        connection.execute(statement.encode())
    (records,) = connection.execute("SELECT count(*) FROM record").fetchone() or (0,)
    connection.execute("DELETE FROM about")
    about = {"version": VERSION, "data_date": header.data_date, "records": records}
    for name, value in about.items():
        connection.execute("INSERT INTO about VALUES (%s, %s)", [name, str(value)])
