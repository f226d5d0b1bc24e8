"""Tests of migrations: the tables in the database are those in the code, and so are the triggers."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, make_url, text

from nenkin.storage.faults import StorageUnavailable
from nenkin.storage.migrating import configuration, migrate, newest
from nenkin.storage.tables import METADATA
from nenkin.storage.tables.columns import for_postgresql

TRIGGERS = {
    *("audit_no_update", "audit_no_delete", "audit_no_gap"),
    *("estimate_no_update", "estimate_no_delete"),
    *("office_case_frozen", "office_case_no_delete"),
    *("office_case_step_no_update", "office_case_step_no_delete", "office_case_step_no_gap"),
    *("ownerless_search_no_update", "ownerless_search_no_delete"),
    *("correction_frozen", "correction_decided_once", "correction_no_delete"),
    *("case_note_no_update", "case_note_no_delete"),
    *("viewing_frozen", "viewing_verdict_once", "viewing_reviewed_at_once", "viewing_no_delete"),
    *("audit_export_frozen", "audit_export_verdict_once", "audit_export_given_at_once"),
    "audit_export_no_delete",
}
# INSERT OR REPLACE, which deletes without a trigger, is SQLite's.
ON_SQLITE = {
    *("office_case_no_replace", "ownerless_search_no_replace"),
    *("correction_no_replace", "case_note_no_replace"),
    *("viewing_no_replace", "audit_export_no_replace"),
}
ON_POSTGRESQL = {
    *("audit_no_truncate", "estimate_no_truncate"),
    *("office_case_no_truncate", "office_case_step_no_truncate"),
    *("ownerless_search_no_truncate", "correction_no_truncate", "case_note_no_truncate"),
    *("viewing_no_truncate", "audit_export_no_truncate"),
}


def test_code_and_database_agree(database_url: str) -> None:
    engine = create_engine(make_url(database_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_alembics_own_check_is_clean(sqlite_url: str) -> None:
    command.check(configuration(sqlite_url))


def test_every_partial_index_of_the_tables_is_in_the_database(database_url: str) -> None:
    """Alembic compares their columns only, and the tables say the condition for SQLite alone."""
    engine = create_engine(make_url(database_url))
    kind, found = engine.dialect.name, inspect(engine)
    conditions = 0
    for table in for_postgresql(METADATA).sorted_tables:
        there = {
            index["name"]: index.get("dialect_options", {}).get(f"{kind}_where")
            for index in found.get_indexes(table.name)
        }
        for index in table.indexes:
            condition = index.dialect_kwargs.get(f"{kind}_where")
            assert _bare(there[index.name]) == _bare(condition), index.name
            conditions += condition is not None
    assert conditions
    engine.dispose()


def _bare(condition: object) -> str:
    """Give a condition as both databases would write it."""
    return "" if condition is None else str(condition).replace("(", "").replace(")", "")


def test_every_rule_of_the_tables_is_in_the_database(sqlite_url: str) -> None:
    """Alembic does not compare rules (CHECK): a rule that was only written in the code holds nobody."""
    engine = create_engine(sqlite_url)
    found = inspect(engine)
    for table in METADATA.sorted_tables:
        written = {
            (str(rule.name), str(getattr(rule, "sqltext", "")))
            for rule in table.constraints
            if hasattr(rule, "sqltext")
        }
        there = {
            (str(rule["name"]), rule["sqltext"]) for rule in found.get_check_constraints(table.name)
        }
        assert written == there
    engine.dispose()


def test_the_triggers_are_there(database_url: str) -> None:
    """A table that has triggers and is altered in batch mode loses them without a word."""
    engine = create_engine(make_url(database_url))
    on_sqlite = engine.dialect.name == "sqlite"
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if on_sqlite
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with engine.connect() as connection:
        names = set(connection.scalars(text(query)))
    engine.dispose()
    assert names == TRIGGERS | (ON_SQLITE if on_sqlite else ON_POSTGRESQL)


def test_spans_lie_in_the_order_of_their_key(sqlite_url: str) -> None:
    with sqlite3.connect(make_url(sqlite_url).database or "") as connection:
        (written,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'record_span'"
        ).fetchone()
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM record_span WHERE person_id = 1"
        ).fetchall()
    connection.close()
    assert written.rstrip().endswith("WITHOUT ROWID")
    assert [row[3] for row in plan] == ["SEARCH record_span USING PRIMARY KEY (person_id=?)"]


def test_migrating_again_changes_nothing(database_url: str) -> None:
    migrate(database_url)
    migrate(database_url)


def test_the_newest_is_alembics_head() -> None:
    revisions = ScriptDirectory.from_config(configuration("sqlite:///"))
    assert revisions.get_heads() == [newest()]


def test_a_database_of_this_version_needs_no_alembic(sqlite_url: str) -> None:
    """It is a third of what a start would import."""
    code = (
        "import sys; from nenkin.storage.migrating import migrate;"
        f" migrate({sqlite_url!r}); print('alembic' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout == "False\n"


@pytest.mark.parametrize("before", ["0001", "0021"])
def test_an_older_database_is_brought_up(tmp_path: Path, before: str) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    migrate(url, before)
    migrate(url)
    command.check(configuration(url))


def test_down_and_up_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    migrate(url)
    command.downgrade(configuration(url), "base")
    engine = create_engine(url)
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    engine.dispose()
    migrate(url)
    command.check(configuration(url))


def test_the_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path / 'var' / 'nenkin.db'}")
    assert (tmp_path / "var" / "nenkin.db").exists()


def test_a_migration_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "half.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE session (in_the_way)")  # the last table to be made
    connection.close()
    with pytest.raises(Exception, match="already exists"):
        migrate(f"sqlite:///{file}")
    with sqlite3.connect(file) as connection:
        names = connection.execute("SELECT name FROM sqlite_master").fetchall()
    connection.close()
    assert names == [("session",)]


def test_no_server_is_said_so() -> None:
    with pytest.raises(StorageUnavailable):
        migrate("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
