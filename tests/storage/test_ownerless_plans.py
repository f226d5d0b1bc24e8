"""Every question of a search goes to its ranges of an index, on both databases, however many rows there are."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest

from nenkin.law.ownerless import Query
from nenkin.storage.ownerless.postgresql import PostgresqlReader, PostgresqlStore, plain_address
from nenkin.storage.ownerless.searching import load_store, open_store, search
from nenkin.storage.ownerless.sqlite import SqliteReader
from tests.conftest import POSTGRES
from tests.matching.lost_records import KNOWLEDGE, lines, lost, name, sought, store_of, strangers

ROWS = 5000  # enough for PostgreSQL to prefer reading a whole index, where it is left the choice
LOST = lost("R1", "サトウ ハナ", "S05-04-02")
QUERY = sought("", "1930-04-02", names=(name("サトウ ハナ", "佐藤 花"), name("ヘンミ アアアミ")))

TABLES = {"record", "by_name", "by_birth", "common_name", "day", "given"}
TABLES_IN_SCHEMA = {"record", "common_name", "day", "given", "about"}

Asked = list[tuple[str, Sequence[object]]]


def asked(reader: type, store: Any, query: Query) -> Asked:
    """Search, and give what the store was asked."""
    questions: Asked = []
    usual = reader._run  # type: ignore[attr-defined]

    def run(self: object, statement: str, values: Sequence[object]) -> object:
        questions.append((statement, values))
        return usual(self, statement, values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "_run", run)
        assert search(store, query, KNOWLEDGE).candidates
    return questions


def test_sqlite_scans_nothing_but_what_was_asked_for(tmp_path: Path) -> None:
    store = store_of(tmp_path, LOST, *strangers(ROWS))
    questions = asked(SqliteReader, store, QUERY)
    steps: list[str] = []
    with store.reading() as reader:
        for statement, values in questions:
            plan = reader.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            steps += [step for *_, step in plan if step.split()[1] in TABLES]
    assert {step.split()[1] for step in steps} == TABLES
    assert {step.split()[0] for step in steps} == {"SEARCH"}
    ranges = [step for step in steps if step.split()[1] in {"by_name", "by_birth"}]
    assert all(step.endswith("(key>? AND key<?)") for step in ranges)
    assert len(ranges) == 6  # a name whole, its days, its years; day and given name; day; namesakes


@pytest.mark.postgres
@pytest.mark.skipif(not POSTGRES, reason="no PostgreSQL is running")
@pytest.mark.parametrize("mode", ["force_custom_plan", "force_generic_plan"])
def test_postgresql_reads_ranges_of_indexes_only(place: str, mode: str) -> None:
    store = open_store(place)
    assert isinstance(store, PostgresqlStore)
    questions = asked(PostgresqlReader, store, QUERY)
    steps: list[dict[str, Any]] = []
    with store.reading() as reader:
        reader.connection.execute(f"SET LOCAL plan_cache_mode = {mode}".encode())
        for statement, values in questions:
            explain = f"EXPLAIN (FORMAT JSON) {statement}".encode()
            (told,) = reader.connection.execute(explain, values, prepare=True).fetchone() or ("",)
            steps += _steps(told[0]["Plan"])
    store.close()
    read = [step for step in steps if step.get("Relation Name", "year") != "year"]
    assert {step["Relation Name"] for step in read} == TABLES_IN_SCHEMA
    assert {step["Node Type"] for step in read} <= {"Index Scan", "Index Only Scan"}
    assert all("Index Cond" in step for step in read), json.dumps(read)


def _steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _steps(inner)


@pytest.fixture
def place(postgres_url: str) -> Iterator[str]:
    load_store(postgres_url, lines([LOST, *strangers(ROWS)]))
    yield postgres_url
    with psycopg.connect(plain_address(postgres_url), autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS ownerless CASCADE")
