"""What others do with the same records and searches: pg_trgm, FTS5 of SQLite, tantivy and Splink."""

import json
import sqlite3
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests import postgres
from tests.bench.environments import ROOT
from tests.bench.ownerless.asked import Asked, plainly
from tests.bench.ownerless.generate import RECORDS
from tests.bench.ownerless.train import peer_environment

TEN = 10
SLOW = 200  # milliseconds


@dataclass
class Peer:
    """What one of them took and found."""

    name: str
    build: float  # seconds until it could be asked
    index: int  # bytes; 0 where it has none that lasts
    milliseconds: list[float]
    first: float  # shares of the searches: the right record first, among the first ten
    ten: float


def measured(folder: Path, some: list[Asked]) -> Iterator[Peer]:
    """Ask each of them."""
    yield _trigrams(folder, some)
    yield _full_text(folder, some)
    for name in ("tantivy", "splink"):
        yield _elsewhere(name, folder, some)


def rows(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Give id, name in kana (or in kanji where there is none), birth date in figures, and sex."""
    with (folder / RECORDS).open(encoding="utf-8") as file:
        next(file)
        for line in file:
            row = json.loads(line)
            family = row.get("family_kana") or row.get("family_kanji", "")
            given = row.get("given_kana") or row.get("given_kanji", "")
            yield row["id"], f"{family}{given}", born(row["born"]), row.get("sex", "")


def born(written: str) -> str:
    """Give a recorded birth date as eight figures of our calendar; without an era as it stands."""
    since = {"M": 1867, "T": 1911, "S": 1925, "H": 1988}
    if written[0] not in since:
        return written.replace("-", "")
    year, month, day = written[1:].split("-")
    return f"{since[written[0]] + int(year)}{month}{day}"


def _judged(
    name: str, build: float, index: int, some: list[Asked], told: list[tuple[float, list[str]]]
) -> Peer:
    ranks = [
        next((at for at, one in enumerate(ids[:TEN]) if one in asked.records), None)
        for asked, (_, ids) in zip(some, told, strict=True)
    ]
    return Peer(
        name,
        build,
        index,
        [milliseconds for milliseconds, _ in told],
        sum(rank == 0 for rank in ranks) / len(ranks),
        sum(rank is not None for rank in ranks) / len(ranks),
    )


def _names(one: Asked) -> tuple[list[str], str]:
    plain = json.loads(plainly(one))
    return [family + given for family, given in plain["names"]], plain["born"].replace("-", "")


def _trigrams(folder: Path, some: list[Asked]) -> Peer:
    """PostgreSQL with pg_trgm: a GIN index over the name, ranked by the likeness of name and date."""
    with postgres.running() as address:
        url = address.replace("+psycopg", "")
        with psycopg.connect(url, autocommit=True) as maker:
            # Without a locale that knows letters, pg_trgm takes kana for blanks.
            maker.execute("CREATE DATABASE peer TEMPLATE template0 LOCALE 'C.UTF-8'")
        with psycopg.connect(f"{url.rpartition('/')[0]}/peer", autocommit=True) as connection:
            began = time.perf_counter()
            connection.execute("CREATE EXTENSION pg_trgm")
            connection.execute("CREATE TABLE record(id text, name text, born text, sex text)")
            with connection.cursor().copy("COPY record FROM STDIN") as copy:
                for row in rows(folder):
                    copy.write_row(row)
            connection.execute("SET maintenance_work_mem = '512MB'")
            connection.execute("CREATE INDEX of_name ON record USING gin (name gin_trgm_ops)")
            connection.execute("VACUUM ANALYZE record")
            build = time.perf_counter() - began
            found = connection.execute("SELECT pg_relation_size('of_name')").fetchone()
            index = found[0] if found else 0
            told = [_by_trigrams(connection, one) for one in some]
    return _judged("pg_trgm", build, index, some, told)


def _by_trigrams(connection: psycopg.Connection[Any], one: Asked) -> tuple[float, list[str]]:
    names, day = _names(one)
    one_name = (
        "SELECT id, similarity(name, %s) + similarity(born, %s) AS likeness "
        "FROM record WHERE name %% %s"
    )
    statement = " UNION ALL ".join([one_name] * len(names))
    values = [value for name in names for value in (name, day, name)]
    spent, found = [], []
    for _ in range(2):  # the first call reads what it needs into memory
        began = time.perf_counter()
        found = connection.execute(
            f"SELECT id FROM ({statement}) AS candidate ORDER BY likeness DESC LIMIT {TEN}",
            values,
        ).fetchall()
        spent.append((time.perf_counter() - began) * 1e3)
        if spent[0] > SLOW:
            break  # what it needed is in memory by then
    return min(spent), [row[0] for row in found]


def _full_text(folder: Path, some: list[Asked]) -> Peer:
    """SQLite's FTS5 with trigrams of name and date, any of them, ranked by BM25."""
    file = folder / "fts5.db"
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        began = time.perf_counter()
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute(
            "CREATE VIRTUAL TABLE record USING fts5("
            "id UNINDEXED, name, born, sex UNINDEXED, tokenize = 'trigram')"
        )
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO record VALUES (?, ?, ?, ?)", rows(folder))
        connection.execute("COMMIT")
        build = time.perf_counter() - began
        told = [_by_full_text(connection, one) for one in some]
    size = file.stat().st_size
    file.unlink()
    return _judged("FTS5 trigram", build, size, some, told)


def _by_full_text(connection: sqlite3.Connection, one: Asked) -> tuple[float, list[str]]:
    names, day = _names(one)
    parts = [name[at : at + 3] for name in names for at in range(len(name) - 2)]
    parts += [day[at : at + 3] for at in range(len(day) - 2)]
    words = " OR ".join(f'"{part}"' for part in dict.fromkeys(parts))
    spent, found = [], []
    for _ in range(2):
        began = time.perf_counter()
        found = connection.execute(
            f"SELECT id FROM record WHERE record MATCH ? ORDER BY rank LIMIT {TEN}", (words,)
        ).fetchall()
        spent.append((time.perf_counter() - began) * 1e3)
        if spent[0] > SLOW:
            break  # what it needed is in memory by then
    return min(spent), [row[0] for row in found]


def _elsewhere(name: str, folder: Path, some: Iterable[Asked]) -> Peer:
    """Run a peer that is not of our environment; it answers with JSON."""
    some = list(some)
    plain = folder / "plain.tsv"
    with plain.open("w", encoding="utf-8") as file:
        file.writelines("\t".join(row) + "\n" for row in rows(folder))
    python, variables = peer_environment()
    said = subprocess.run(
        [python, ROOT / "tests" / "bench" / "peers" / f"{name}_search.py", plain],
        input="".join(plainly(one) + "\n" for one in some),
        capture_output=True,
        text=True,
        check=True,
        env=variables,
    )
    told = json.loads(said.stdout.splitlines()[-1])
    return _judged(name, told["build"], told["index"], some, told["found"])
