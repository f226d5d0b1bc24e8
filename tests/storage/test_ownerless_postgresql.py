"""The store on PostgreSQL: it finds what the one in a file finds, and is loaded whole or not at all."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest

from nenkin.interchange.mistakes import BadFile
from nenkin.interchange.ownerless_files import FileKind, Header, Removal
from nenkin.law.ownerless import OwnerlessRecord, Query
from nenkin.storage.ownerless.postgresql import PostgresqlStore, plain_address
from nenkin.storage.ownerless.rows import OtherStore
from nenkin.storage.ownerless.searching import load_store, open_store, search
from tests.conftest import POSTGRES
from tests.matching.lost_records import HEADER, KNOWLEDGE, lines, lost, name, sought, strangers

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(not POSTGRES, reason="no PostgreSQL is running"),
]
LATER = Header(data_date=date(2026, 12, 1), kind=FileKind.DIFFERENCE, follows=HEADER.data_date)
HANA = lost("R1", "サトウ ハナ", "S05-04-02", first=23520, employer="みほん紡績")
ASKS_FOR_HANA = sought("サトウ ハナ", "1930-04-02")


@pytest.fixture
def place(postgres_url: str) -> Iterator[str]:
    yield postgres_url
    with psycopg.connect(plain_address(postgres_url), autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS ownerless CASCADE")


def ids(place: str, query: Query) -> list[str]:
    store = open_store(place)
    assert isinstance(store, PostgresqlStore)
    found = search(store, query, KNOWLEDGE)
    store.close()
    return [each.record.id for each in found.candidates]


def drawn(number: int) -> tuple[list[OwnerlessRecord], list[Query]]:
    """Draw records that are alike, and searches that find several of them."""
    dice = random.Random(5)  # the same every time
    families = ["サトウ", "サイトウ", "カトウ", "フルヤ", "フルタニ", "シミズ", "ツミズ"]
    givens = ["ハナ", "ハル", "サチコ", "ユキコ", "ソノ", "ノソ"]
    births = [
        "S05-04-02",
        "05-04-02",
        "S05-04-03",
        "T05-04-02",
        "S05-02-04",
        "S06-04-02",
        "S05-04-00",
    ]
    records = [
        lost(f"D{at}", f"{dice.choice(families)} {dice.choice(givens)}", dice.choice(births))
        for at in range(number)
    ]
    days = ["1930-04-02", "1930-04-03", "1930-02-04", "1931-04-02", "1916-04-02"]
    queries = [
        sought(
            "",
            dice.choice(days),
            names=(name(f"{dice.choice(families)} {dice.choice(givens)}"), name("サトウ")),
            years=(1948, 1950),
        )
        for _ in range(100)
    ]
    return records, queries


def test_both_stores_find_the_same(tmp_path: Path, place: str) -> None:
    records, queries = drawn(300)
    file = str(tmp_path / "ownerless.db")
    everybody = [*records, *strangers(500)]
    for each in (file, place):
        load_store(each, lines(everybody))
    in_file, in_schema = open_store(file), open_store(place)
    for query in queries:
        assert search(in_file, query, KNOWLEDGE) == search(in_schema, query, KNOWLEDGE)
    assert (in_schema.records, in_schema.data_date) == (800, HEADER.data_date)
    in_schema.close()


def test_a_difference_changes_it_and_a_bad_one_does_not(place: str) -> None:
    load_store(place, lines([HANA, *strangers(50)]))
    with pytest.raises(BadFile, match="line 3: id: Write the id of a record that is there"):
        load_store(place, lines([Removal("R1"), Removal("R9")], LATER))
    assert ids(place, ASKS_FOR_HANA) == ["R1"]
    changed = lines([Removal("N1"), HANA._replace(given_kana="ハル")], LATER)
    load_store(place, changed)
    assert ids(place, sought("サトウ ハル", "1930-04-02")) == ["R1"]
    store = open_store(place)
    assert store.records == 50
    store.close()
    with pytest.raises(OtherStore, match="The store is of 2026-12-01"):
        load_store(place, lines([HANA], LATER))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([HANA, HANA], "line 3: id: Write each id once: line 2 has it too"),
        ([], "the file ends before them"),
    ],
)
def test_a_bad_file_leaves_the_old_records(
    place: str, rows: list[OwnerlessRecord], said: str
) -> None:
    load_store(place, lines([HANA]))
    with pytest.raises(BadFile, match=said):
        load_store(place, lines(rows))
    assert ids(place, ASKS_FOR_HANA) == ["R1"]


def test_a_load_that_is_under_way_is_seen_by_nobody(place: str) -> None:
    load_store(place, lines([HANA]))
    with psycopg.connect(plain_address(place)) as other:
        other.execute("SELECT pg_advisory_xact_lock(7203413)")
        with pytest.raises(BlockingIOError):
            load_store(place, lines(strangers(5)))
    assert ids(place, ASKS_FOR_HANA) == ["R1"]


def test_a_whole_load_is_seen_by_a_store_that_is_open(place: str) -> None:
    load_store(place, lines(strangers(5)))
    store = open_store(place)
    assert search(store, ASKS_FOR_HANA, KNOWLEDGE).candidates == ()
    load_store(place, lines([HANA]))
    assert len(search(store, ASKS_FOR_HANA, KNOWLEDGE).candidates) == 1
    store.close()


def test_where_there_is_none_it_is_said(place: str) -> None:
    with pytest.raises(OtherStore, match="cannot be read"):
        open_store(place)


def test_a_store_of_another_version_is_not_searched(place: str) -> None:
    load_store(place, lines([HANA]))
    store = open_store(place)
    with psycopg.connect(plain_address(place), autocommit=True) as connection:
        connection.execute("UPDATE ownerless.about SET value = '0.1' WHERE name = 'version'")
    with pytest.raises(OtherStore, match="another version"):
        search(store, ASKS_FOR_HANA, KNOWLEDGE)
    with pytest.raises(OtherStore, match="another version"):
        open_store(place)
