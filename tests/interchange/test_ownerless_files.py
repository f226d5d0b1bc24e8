"""The open files of ownerless records, searches and truths."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.interchange import ownerless_files
from nenkin.interchange.mistakes import BadFile, Mistake
from nenkin.interchange.ownerless_files import (
    FileKind,
    Header,
    Removal,
    read_header,
    read_row,
    write_header,
    write_row,
)
from nenkin.interchange.ownerless_queries import (
    NamedQuery,
    Truth,
    read_queries,
    read_truths,
    write_queries,
    write_truths,
)
from nenkin.interchange.ownerless_rows import quick_record
from nenkin.law.ownerless import OwnerlessRecord, OwnerlessScheme, WorkKind, read_birth
from nenkin.law.periods import Sex
from tests.matching.lost_records import lost, name, sought

DOCUMENT = Path(ownerless_files.__file__).with_name("OWNERLESS.md")
GOOD = {
    "type": "record",
    "id": "R1",
    "scheme": "employees",
    "given_kana": "ハナ",
    "born": "S05-04-02",
}
TEXTS = st.text("サトウはなｻﾄｳ佐藤髙 A-", min_size=1, max_size=20).filter(
    lambda text: text == text.strip()
)
BIRTHS = st.sampled_from(["S05-04-02", "05-00-00", "M64-12-31", "1930-02-31", "R01-05-01"])
KEYS = st.sampled_from([*ownerless_files.RECORD, "other"])
VALUES = st.one_of(TEXTS, BIRTHS, st.integers(), st.just("employees"), st.none())
MONTHS = st.one_of(st.none(), st.integers(1900 * 12, 2000 * 12))


def row(**changes: object) -> str:
    return json.dumps({**GOOD, **changes}, ensure_ascii=False)


def messages(line: str, kind: FileKind = FileKind.FULL) -> list[str]:
    read = read_row(7, line, kind)
    assert isinstance(read, list), read
    assert all(isinstance(each, Mistake) and each.line == 7 for each in read)
    return [f"{each.field}: {each.message}" for each in read]


records = st.builds(
    OwnerlessRecord,
    id=st.text("Ab1-_", min_size=1, max_size=40),
    scheme=st.sampled_from([OwnerlessScheme.NATIONAL, OwnerlessScheme.EMPLOYEES]),
    born=BIRTHS.map(read_birth),
    family_kana=st.sampled_from(["サトウ", "ｻﾄｳ", "ヴァン・ダム", ""]),
    given_kana=st.sampled_from(["ハナ", "はな"]),
    family_kanji=st.one_of(st.just(""), TEXTS),
    sex=st.sampled_from([None, *Sex]),
    employer=st.one_of(st.just(""), TEXTS),
    place=st.sampled_from(["", "青森県八戸市"]),
    given_kanji=st.just(""),
    first=MONTHS,
    last=st.none(),
    ledger=st.sampled_from(["", "第3号"]),
)


@given(records)
def test_what_is_written_is_read_alike_on_the_long_way_and_the_short(
    record: OwnerlessRecord,
) -> None:
    line = write_row(record)
    assert read_row(2, line, FileKind.FULL) == record
    assert quick_record(line.encode()) == record


@given(st.dictionaries(KEYS, VALUES), st.booleans())
def test_the_short_way_takes_nothing_that_the_long_way_refuses(
    changes: dict[str, object], over_good: bool
) -> None:
    line = json.dumps({**(GOOD if over_good else {}), **changes}, ensure_ascii=False)
    quick = quick_record(line.encode())
    if quick is not None:
        assert read_row(2, line, FileKind.FULL) == quick


def test_the_short_way_leaves_repeated_keys_to_the_long_way() -> None:
    line = row()[:-1] + ', "id": "R2"}'
    assert quick_record(line.encode()) is None
    assert "stands there twice" in messages(line)[0]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "R 1"}, "id: Write 1 to 40 letters"),
        ({"born": "S65-04-02"}, "born: Write the day of birth as S05-04-02"),
        ({"born": "1930-13-02"}, "born: "),
        ({"family_kana": "佐藤"}, "family_kana: Write at most 46 kana"),
        ({"family_kana": "ア" * 47}, "family_kana: Write at most 46 kana"),
        ({"scheme": "seamen-ledger", "employer": "みほん丸"}, "employer: Remove the employer"),
        ({"first": "1950-04", "last": "1950-03"}, "last: Write a month"),
        ({"given_kana": None}, "given_kana: Write text in quotes"),
        ({"number": "1"}, "number: Remove this key"),
        ({"type": "removal"}, "type: Write 'record'"),
    ],
)
def test_a_mistake_is_named_with_what_to_write(changes: dict[str, object], said: str) -> None:
    assert any(each.startswith(said) for each in messages(row(**changes)))


def test_a_record_needs_some_name() -> None:
    line = json.dumps({key: value for key, value in GOOD.items() if key != "given_kana"})
    assert messages(line) == [": Add one of family_kana, given_kana, family_kanji, given_kanji."]


def test_removals_are_for_differences() -> None:
    line = write_row(Removal("R1"))
    assert read_row(2, line, FileKind.DIFFERENCE) == Removal("R1")
    assert messages(line)


@pytest.mark.parametrize("kind", FileKind)
def test_a_header_is_read_as_written(kind: FileKind) -> None:
    follows = date(2026, 10, 1) if kind is FileKind.DIFFERENCE else None
    header = Header(data_date=date(2026, 11, 1), kind=kind, follows=follows, generator="by hand")
    assert read_header(write_header(header)) == header


@pytest.mark.parametrize(
    ("follows", "kind"),
    [
        (None, FileKind.DIFFERENCE),
        (date(2026, 10, 1), FileKind.FULL),
        (date(2026, 11, 1), FileKind.DIFFERENCE),
    ],
)
def test_a_difference_says_what_it_follows(follows: date | None, kind: FileKind) -> None:
    header = Header(data_date=date(2026, 11, 1), kind=kind, follows=follows)
    assert isinstance(read_header(write_header(header)), list)


def test_searches_and_truths_are_read_as_written() -> None:
    query = sought(
        "タナカ ハナ", "1930-04-02", names=(name("タナカ ハナ", "田中 花"), name("サトウ")),
        prefectures=("青森県",), work=WorkKind.FACTORY, years=(1948, 1952), own=((23520, 23700),),
    )  # fmt: skip
    named = [NamedQuery("q1", query)]
    assert list(read_queries(write_queries(named))) == named
    truths = [Truth("q1", frozenset({"R1"}), ("former-typed",), "common"), Truth("q2", frozenset())]
    assert list(read_truths(write_truths(truths))) == truths


@pytest.mark.parametrize(
    "changes",
    [
        {"names": []},
        {"names": [{"kind": "old"}]},
        {"born": ["S05"]},
        {"born": ["2130-01-01"]},
        {"years": [1952, 1948]},
        {"own": [["1960-04"]]},
        {"work": "sea"},
    ],
)
def test_a_bad_search_is_named_with_its_line(changes: dict[str, object]) -> None:
    good = list(write_queries([NamedQuery("q1", sought("サトウ ハナ", "1930-04-02"))]))
    bad = json.dumps({**json.loads(good[1]), **changes})
    with pytest.raises(BadFile) as caught:
        list(read_queries([good[0], bad]))
    assert caught.value.mistakes[0].line == 2


def test_the_examples_of_the_document_are_good() -> None:
    lines = [line for line in DOCUMENT.read_text().splitlines() if line.startswith("{")]
    head, *rows, query_head, query, truth_head, truth = lines
    assert isinstance(read_header(head), Header)
    assert [read_row(2, each, FileKind.FULL) for each in rows] == [
        quick_record(each.encode()) for each in rows
    ]
    assert next(read_queries([query_head, query])).query.work is WorkKind.FACTORY
    assert next(read_truths([truth_head, truth])).group == "common"


def test_a_record_for_a_test_is_like_any_other() -> None:
    assert quick_record(write_row(lost("R1", "サトウ ハナ", "S05-04-02")).encode())
