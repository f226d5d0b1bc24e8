"""Makes the store as a file of SQLite beside the old one, and puts it in its place at once.

Until the last step nobody sees anything of it, and a load that is killed leaves a file that the next
one overwrites. Memory stays what SQLite's cache takes, however long the file is.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from nenkin.interchange.mistakes import BadFile
from nenkin.interchange.ownerless_files import FileKind, Header, Removal
from nenkin.matching.keys import BORN_BITS, NAME_BITS, PART_BITS, YEAR_BITS, record_keys
from nenkin.matching.traits import traits_number
from nenkin.storage.ownerless.preparing import prepared
from nenkin.storage.ownerless.reading import (
    MOST_TWICE,
    Reading,
    not_there,
    refuse_other_state,
    twice,
)
from nenkin.storage.ownerless.rows import (
    COLUMNS,
    COMMON,
    VERSION,
    OtherStore,
    StoredRow,
    restored,
    stored,
)

_NAMED = ", ".join(COLUMNS)
_TABLES = f"""
CREATE TABLE about(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record(ref INTEGER PRIMARY KEY, {_NAMED});
CREATE TABLE by_name(key INTEGER, ref INTEGER, traits INTEGER, PRIMARY KEY(key, ref)) WITHOUT ROWID;
CREATE TABLE by_birth(key INTEGER, ref INTEGER, traits INTEGER, PRIMARY KEY(key, ref)) WITHOUT ROWID;
CREATE TABLE common_name(name INTEGER PRIMARY KEY, records INTEGER NOT NULL);
CREATE TABLE day(born INTEGER PRIMARY KEY, records INTEGER NOT NULL);
CREATE TABLE year(year INTEGER PRIMARY KEY);
CREATE TABLE given(name INTEGER PRIMARY KEY, records INTEGER NOT NULL);
"""  # our own column names
_KEYS = "CREATE TABLE scratch.key(ref INTEGER PRIMARY KEY, name, birth, traits, id)"
_TOUCHED = "CREATE TABLE scratch.touched(id TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID"
_MARKS = ", ".join("?" * (len(COLUMNS) + 1))
_INSERT = f"INSERT INTO record VALUES ({_MARKS})"  # noqa: S608  # as above
_CACHE = 400_000  # KiB of SQLite's cache, which its sorting uses too
# Bytes: where nothing of the file is in memory each page is a wait, and with larger ones there are fewer
# of those above the leaves; twice as large saves hardly any more. A copy keeps those that it has.
_PAGE = 16_384


def load_sqlite(store: Path, file: BinaryIO) -> Header:
    """Take a file in, whole or not at all; raises ``BadFile`` or ``OtherStore``.

    A second load at the same time is refused as ``BlockingIOError``.
    """
    reading = Reading(file)
    store = store.absolute()
    store.parent.mkdir(parents=True, exist_ok=True)
    fresh, scratch = (store.with_name(f"{store.name}.{end}") for end in ("loading", "sorting"))
    with _alone(store.with_name(f"{store.name}.lock")):
        try:
            _forget(fresh, scratch)
            for file_ in (fresh, scratch):
                file_.touch(mode=0o600)  # names and birth dates: nobody else's on this machine
            if reading.header.kind is FileKind.DIFFERENCE:
                _copy(store, fresh, reading.header)
            with closing(_open(fresh, scratch)) as connection:
                if reading.header.kind is FileKind.FULL:
                    _fill(connection, reading)
                else:
                    _change(connection, reading)
                _count(connection, reading.header)
            _replace(store, fresh)
        except sqlite3.DatabaseError as error:
            raise OtherStore(f"{store}: {error}.") from None
        finally:
            _forget(fresh, scratch)
    return reading.header


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def _forget(*files: Path) -> None:
    for file in files:
        with suppress(FileNotFoundError):
            file.unlink()


def _open(fresh: Path, scratch: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(fresh, isolation_level=None)
    connection.execute(f"PRAGMA page_size={_PAGE}")
    connection.execute("ATTACH ? AS scratch", (str(scratch),))
    for schema in ("main", "scratch"):
        # The file is nobody's until it is whole; then it is forced to disk once.
        for setting in ("journal_mode=OFF", "synchronous=OFF"):
            connection.execute(f"PRAGMA {schema}.{setting}")
    connection.execute(f"PRAGMA main.cache_size=-{_CACHE}")
    connection.execute("PRAGMA temp_store=FILE")
    return connection


def _fill(connection: sqlite3.Connection, reading: Reading) -> None:
    connection.executescript(_TABLES)
    connection.execute(_KEYS)
    connection.execute("BEGIN")
    for parcel in prepared(reading):
        if reading.mistakes:
            continue  # only to name every mistake; nothing is kept
        connection.executemany(_INSERT, parcel.rows)
        connection.executemany("INSERT INTO scratch.key VALUES (?, ?, ?, ?, ?)", parcel.keys)
    reading.finish()
    _refuse_twice(connection)
    for index, column in (("by_name", "name"), ("by_birth", "birth")):
        # In the order of the keys, so that pages of the index are full and writing is one stream.
        connection.execute(
            f"INSERT INTO {index} SELECT {column}, ref, traits FROM scratch.key ORDER BY 1, 2"  # noqa: S608
        )
    connection.execute("COMMIT")


def _refuse_twice(connection: sqlite3.Connection) -> None:
    same = connection.execute(
        "SELECT max(ref), min(ref) FROM scratch.key GROUP BY id HAVING count(*) > 1 LIMIT ?",
        (MOST_TWICE,),
    ).fetchall()
    mistakes = []
    for later, earlier in same:
        (one,), (other,) = (
            connection.execute("SELECT id FROM record WHERE ref = ?", (ref,)).fetchone()
            for ref in (later, earlier)
        )
        if one == other:
            mistakes.append(twice(later, earlier))
    if mistakes:
        raise BadFile(sorted(mistakes, key=lambda mistake: mistake.line))


def _copy(store: Path, fresh: Path, header: Header) -> None:
    if not store.exists():
        raise OtherStore("There is no store that a difference could change: load a full file.")
    shutil.copyfile(store, fresh)
    with closing(sqlite3.connect(f"file:{fresh}?mode=ro", uri=True)) as connection:
        about = dict(connection.execute("SELECT name, value FROM about").fetchall())
    refuse_other_state(about, header)


def _change(connection: sqlite3.Connection, reading: Reading) -> None:
    """Replace and remove what a difference names, in the copy."""
    connection.execute(_TOUCHED)
    connection.execute(f"CREATE TABLE scratch.fresh(line INTEGER PRIMARY KEY, {_NAMED})")
    connection.execute("BEGIN")
    removals: dict[str, int] = {}
    for number, row in reading.lines():
        try:
            connection.execute("INSERT INTO scratch.touched VALUES (?, ?)", (row.id, number))
        except sqlite3.IntegrityError:
            earlier = connection.execute(
                "SELECT line FROM scratch.touched WHERE id = ?", (row.id,)
            ).fetchone()
            reading.mistakes.append(twice(number, earlier[0]))
            continue
        if isinstance(row, Removal):
            removals[row.id] = number
        else:
            connection.execute(
                f"INSERT INTO scratch.fresh VALUES ({_MARKS})",  # noqa: S608
                (number, *stored(row)),
            )
    old = connection.execute(
        f"SELECT {_NAMED}, ref FROM record WHERE id IN (SELECT id FROM scratch.touched)"  # noqa: S608
    ).fetchall()
    reading.mistakes += not_there(removals, (row[0] for row in old))
    reading.finish()
    _remove(connection, old)
    (last,) = connection.execute("SELECT coalesce(max(ref), 1) FROM record").fetchone()
    fresh = connection.execute(f"SELECT {_NAMED} FROM scratch.fresh")  # noqa: S608
    _add(connection, last, fresh)
    connection.execute("COMMIT")


def _remove(connection: sqlite3.Connection, old: Iterable[StoredRow]) -> None:
    for *row, ref in old:
        name, birth = record_keys(restored(row))
        connection.execute("DELETE FROM by_name WHERE key = ? AND ref = ?", (name, ref))
        connection.execute("DELETE FROM by_birth WHERE key = ? AND ref = ?", (birth, ref))
        connection.execute("DELETE FROM record WHERE ref = ?", (ref,))


def _add(connection: sqlite3.Connection, last: int, fresh: Iterable[StoredRow]) -> None:
    for ref, row in enumerate(fresh, start=last + 1):
        record = restored(row)
        (name, birth), traits = record_keys(record), traits_number(record)
        connection.execute(_INSERT, (ref, *row))
        connection.execute("INSERT INTO by_name VALUES (?, ?, ?)", (name, ref, traits))
        connection.execute("INSERT INTO by_birth VALUES (?, ?, ?)", (birth, ref, traits))


def _count(connection: sqlite3.Connection, header: Header) -> None:
    """Count what the search takes for chance, and say what the store is."""
    connection.execute("BEGIN")
    connection.execute("DELETE FROM common_name")
    connection.execute(
        f"INSERT INTO common_name SELECT key >> {BORN_BITS}, count(*) FROM by_name "  # noqa: S608
        f"GROUP BY 1 HAVING count(*) >= {COMMON}"
    )
    connection.execute("DELETE FROM given")
    connection.execute(
        f"INSERT INTO given SELECT key >> {BORN_BITS + PART_BITS}, count(*) FROM by_name "  # noqa: S608
        "GROUP BY 1 HAVING count(*) > 1"
    )
    connection.execute("DELETE FROM day")
    connection.execute(
        f"INSERT INTO day SELECT key >> {NAME_BITS}, count(*) FROM by_birth GROUP BY 1"  # noqa: S608
    )
    connection.execute("DELETE FROM year")
    connection.execute(f"INSERT INTO year SELECT DISTINCT born >> {YEAR_BITS} FROM day")  # noqa: S608
    (records,) = connection.execute("SELECT count(*) FROM record").fetchone()
    about = {"version": VERSION, "data_date": header.data_date, "records": records}
    connection.executemany(
        "INSERT OR REPLACE INTO about VALUES (?, ?)",
        [(name, str(value)) for name, value in about.items()],
    )
    connection.execute("COMMIT")


def _replace(store: Path, fresh: Path) -> None:
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    fresh.replace(store)
    folder = os.open(store.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
