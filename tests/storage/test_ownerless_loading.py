"""Loading ownerless records: whole or not at all, and seen at once."""

import io
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from nenkin.interchange.mistakes import BadFile
from nenkin.interchange.ownerless_files import FileKind, Header, Removal, write_file
from nenkin.law.ownerless import OwnerlessRecord
from nenkin.storage.ownerless import loading
from nenkin.storage.ownerless.loading import load_sqlite
from nenkin.storage.ownerless.rows import OtherStore
from nenkin.storage.ownerless.sqlite import SqliteStore
from tests.matching.lost_records import HEADER, find, ids, lines, lost, sought, store_of

HANA = lost("R1", "サトウ ハナ", "S05-04-02", first=23520, employer="みほん紡績")
JIRO = lost("R2", "タナカ ジロウ", "T05-01-03")
LATER = Header(data_date=date(2026, 12, 1), kind=FileKind.DIFFERENCE, follows=HEADER.data_date)
ASKS_FOR_HANA = sought("サトウ ハナ", "1930-04-02")


def beside(store: SqliteStore) -> list[str]:
    return sorted(file.name for file in store.file.parent.iterdir())


def test_what_was_loaded_is_there_as_it_was_written(tmp_path: Path) -> None:
    store = store_of(tmp_path, HANA, JIRO)
    assert (store.records, store.data_date) == (2, HEADER.data_date)
    assert find(store, ASKS_FOR_HANA).candidates[0].record == HANA
    assert beside(store) == ["ownerless.db", "ownerless.db.lock"]


def test_nobody_else_on_the_machine_can_read_it(tmp_path: Path) -> None:
    store = store_of(tmp_path, HANA)
    load_sqlite(store.file, lines([JIRO], LATER))
    assert store.file.stat().st_mode & 0o777 == 0o600


def test_another_load_is_seen_by_a_store_that_is_open(tmp_path: Path) -> None:
    store = store_of(tmp_path, JIRO)
    assert ids(find(store, ASKS_FOR_HANA)) == []
    load_sqlite(store.file, lines([HANA]))
    assert ids(find(store, ASKS_FOR_HANA)) == ["R1"]


def test_a_bad_line_is_named_and_the_old_records_stay(tmp_path: Path) -> None:
    store = store_of(tmp_path, JIRO)
    good = lines([HANA, JIRO]).getvalue().decode().splitlines()
    bad = [*good[:2], '{"type": "record"}', "no", good[2]]
    with pytest.raises(BadFile) as caught:
        load_sqlite(store.file, io.BytesIO("\n".join(bad).encode()))
    assert {mistake.line for mistake in caught.value.mistakes} == {3, 4}
    assert ids(find(store, sought("タナカ ジロウ", "1916-01-03"))) == ["R2"]
    assert beside(store) == ["ownerless.db", "ownerless.db.lock"]


def test_an_id_that_is_there_twice_is_named_with_both_lines(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="line 4: id: Write each id once: line 2 has it too"):
        load_sqlite(tmp_path / "o.db", lines([HANA, JIRO, HANA]))
    assert not (tmp_path / "o.db").exists()


def test_a_file_without_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="the file ends before them"):
        load_sqlite(tmp_path / "o.db", lines([]))


def test_endless_mistakes_come_to_an_end(tmp_path: Path) -> None:
    head = lines([]).getvalue()
    with pytest.raises(BadFile) as caught:
        load_sqlite(tmp_path / "o.db", io.BytesIO(head + b"x\n" * 100_000))
    assert len(caught.value.mistakes) == 100


def test_a_line_of_any_length_is_one_mistake(tmp_path: Path) -> None:
    data = lines([HANA]).getvalue() + b"{" * 1_000_000 + b"\n"
    with pytest.raises(BadFile) as caught:
        load_sqlite(tmp_path / "o.db", io.BytesIO(data))
    assert [mistake.line for mistake in caught.value.mistakes] == [3]


def test_a_difference_adds_replaces_and_removes(tmp_path: Path) -> None:
    store = store_of(tmp_path, HANA, JIRO)
    moved = HANA._replace(born=HANA.born.__class__(1940, None, 4, 2))
    new = lost("R3", "スズキ ウメ", "S10-10-10")
    load_sqlite(store.file, lines([moved, new, Removal("R2")], LATER))
    assert (store.records, store.data_date) == (2, LATER.data_date)
    assert ids(find(store, sought("サトウ ハナ", "1940-04-02"))) == ["R1"]
    assert ids(find(store, sought("スズキ ウメ", "1935-10-10"))) == ["R3"]
    assert ids(find(store, sought("タナカ ジロウ", "1916-01-03"))) == []


def test_after_a_difference_the_store_is_as_if_loaded_whole(tmp_path: Path) -> None:
    store = store_of(tmp_path, HANA, JIRO)
    new = lost("R3", "スズキ ウメ", "S10-10-10")
    load_sqlite(store.file, lines([new, Removal("R2")], LATER))
    whole = store_of(tmp_path / "whole", HANA, new)

    def content(file: Path) -> list[list[tuple[object, ...]]]:
        connection = sqlite3.connect(file)
        wanted = ("by_name", "by_birth", "common_name", "day")
        found = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in wanted]
        connection.close()
        return [[row[:1] for row in rows] for rows in found]

    assert content(store.file) == content(whole.file)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([Removal("R9")], "line 2: id: Write the id of a record that is there"),
        ([HANA, HANA], "line 3: id: Write each id once"),
    ],
)
def test_a_difference_that_cannot_be_is_refused_whole(
    tmp_path: Path, rows: list[OwnerlessRecord | Removal], said: str
) -> None:
    store = store_of(tmp_path, HANA, JIRO)
    with pytest.raises(BadFile, match=said):
        load_sqlite(store.file, lines(rows, LATER))
    assert store.records == 2


def test_a_difference_that_follows_another_state_is_refused(tmp_path: Path) -> None:
    store = store_of(tmp_path, HANA)
    load_sqlite(store.file, lines([JIRO], LATER))
    with pytest.raises(OtherStore, match="The store is of 2026-12-01, the difference follows"):
        load_sqlite(store.file, lines([JIRO], LATER))
    with pytest.raises(OtherStore, match="no store"):
        load_sqlite(tmp_path / "none.db", lines([JIRO], LATER))


def test_two_loads_at_once_are_one_and_a_refusal(tmp_path: Path) -> None:
    store = store_of(tmp_path, HANA)
    with loading._alone(tmp_path / "ownerless.db.lock"), pytest.raises(BlockingIOError):
        load_sqlite(store.file, lines([JIRO]))


def test_a_load_that_is_killed_leaves_the_old_records(tmp_path: Path) -> None:
    store = store_of(tmp_path, HANA)
    head, *rows = write_file(
        HEADER, (lost(f"N{at}", "ヤマダ タロウ", "S05-04-02") for at in range(50_000))
    )
    command = [sys.executable, "-m", "nenkin.cli", "ownerless", "load", "/dev/stdin"]
    process = subprocess.Popen([*command, "--store", str(store.file)], stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write((head + "".join(rows)).encode())
    process.stdin.flush()
    half = tmp_path / "ownerless.db.sorting"
    waited = time.monotonic() + 30
    while not (half.exists() and half.stat().st_size) and time.monotonic() < waited:
        os.sched_yield()
    assert half.stat().st_size
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdin.close()
    assert (store.records, ids(find(store, ASKS_FOR_HANA))) == (1, ["R1"])
    load_sqlite(store.file, lines([JIRO, HANA]))
    assert store.records == 2
    assert beside(store) == ["ownerless.db", "ownerless.db.lock"]


def test_what_is_no_store_is_said(tmp_path: Path) -> None:
    with pytest.raises(OtherStore, match="No such file"):
        SqliteStore(tmp_path / "none.db")
    (tmp_path / "text.db").write_text("no database at all, but long enough to be looked into")
    with pytest.raises(OtherStore, match="is no store"):
        SqliteStore(tmp_path / "text.db")


def test_a_store_that_breaks_is_said_while_it_is_read_and_while_it_is_changed(
    tmp_path: Path,
) -> None:
    store = store_of(tmp_path, HANA)
    with pytest.raises(OtherStore, match="cannot be read"), store.reading() as reader:
        reader.connection.execute("SELECT * FROM nothing")
    store.file.write_text("no database at all, but long enough to be looked into" * 20)
    with pytest.raises(OtherStore, match="not a database"):
        load_sqlite(store.file, lines([JIRO], LATER))
    load_sqlite(store.file, lines([JIRO]))
    assert store.records == 1
