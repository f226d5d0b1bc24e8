"""``nenkin ownerless``: load, check and evaluate."""

import json
from pathlib import Path

import pytest

from nenkin.cli.command import main
from nenkin.interchange.ownerless_files import write_file
from nenkin.interchange.ownerless_queries import NamedQuery, Truth, write_queries, write_truths
from tests.matching.lost_records import HEADER, lost, sought, strangers

SATO = lost("R1", "サトウ ハナ", "S05-04-02")


@pytest.fixture
def records(tmp_path: Path) -> Path:
    file = tmp_path / "records.jsonl"
    file.write_text("".join(write_file(HEADER, [SATO, *strangers()])))
    return file


def test_a_file_is_checked_and_loaded(
    tmp_path: Path, records: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store" / "ownerless.db"
    assert main(["ownerless", "check", str(records)]) == 0
    assert main(["ownerless", "load", str(records), "--store", str(store)]) == 0
    checked, loaded = capsys.readouterr().out.splitlines()
    assert checked == f"{records}: 2,001 records, nothing to correct."
    assert loaded == f"{store} has 2,001 records of 2026-11-01."


@pytest.mark.parametrize("command", ["check", "load"])
def test_a_bad_line_is_named(
    tmp_path: Path, records: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    with records.open("a") as file:
        file.write('{"type": "record"}\n')
    store = tmp_path / "store.db"
    where = ["--store", str(store)] if command == "load" else []
    assert main(["ownerless", command, str(records), *where]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{records}: line 2003: id: Add this key."
    assert not store.exists()


def test_what_cannot_be_opened_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ownerless", "check", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'none'}: No such file or directory.\n"


def test_the_search_is_evaluated_per_kind_of_slip(
    tmp_path: Path, records: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries, truth = tmp_path / "queries.jsonl", tmp_path / "truth.jsonl"
    asked = {
        "q1": (sought("サトウ ハナ", "1930-04-02"), Truth("q1", frozenset({"R1"}))),
        "q2": (sought("サトー ハナ", "1930-04-03"), Truth("q2", frozenset({"R1"}), ("date",))),
        "q3": (sought("ワダ ムツ", "1930-04-02"), Truth("q3", frozenset({"R1"}), ("all",))),
        "q4": (sought("サトウ ハナ", "1930-04-02"), Truth("q4", frozenset(), group="common")),
    }
    queries.write_text(
        "".join(write_queries(NamedQuery(id_, pair[0]) for id_, pair in asked.items()))
    )
    truth.write_text("".join(write_truths(pair[1] for pair in asked.values())))
    files = ["--records", str(records), "--queries", str(queries), "--truth", str(truth)]
    assert main(["ownerless", "evaluate", *files]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["none"]["recall@1"], told["none"]["found"]) == (1, 1)
    assert told["date"]["recall@10"] == 1
    assert (told["all"]["recall@10"], told["all"]["not-found"]) == (0, 1)
    assert told["without-record/common"]["false-claims"] == 1
    assert told["over-all"]["queries"] == 3
    assert 0 < told["time"]["p50"] <= told["time"]["p99"]


def _evaluated(tmp_path: Path, good: Path, changed: dict[str, str]) -> int:
    """Evaluate one search with its truth; ``changed``: what stands in a file instead."""
    query = NamedQuery("q1", sought("サトウ ハナ", "1930-04-02"))
    written = {
        "records": good.read_text(),
        "queries": "".join(write_queries([query])),
        "truth": "".join(write_truths([Truth("q1", frozenset({"R1"}))])),
    }
    options = []
    for name, text in {**written, **changed}.items():
        file = tmp_path / f"{name}.jsonl"
        file.write_text(text)
        options += [f"--{name}", str(file)]
    return main(["ownerless", "evaluate", *options])


TRUTH_HEAD = '{"type":"truths","format":"nenkin-ownerless-truth","version":1}\n'


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"records": '{"type":"records"}\n'}, "records.jsonl: line 1: format: Add this key."),
        ({"queries": "no\n"}, "queries.jsonl: line 1: Write one JSON object"),
        ({"queries": ""}, "queries.jsonl: line 1: Add the line queries; the file is empty."),
        ({"truth": TRUTH_HEAD + "{}\n"}, "truth.jsonl: line 2: type: Add this key."),
        (
            {"truth": TRUTH_HEAD + '{"type":"truth","query":"q9","records":["R1"]}\n'},
            "truth.jsonl: line 2: query: Write the id of a query that is there, not 'q9'.",
        ),
        (
            {"truth": TRUTH_HEAD + '{"type":"truth","query":"q1","records":[]}\n' * 2},
            "truth.jsonl: line 3: query: Write each query once: line 2 has it too.",
        ),
    ],
)
def test_of_three_files_the_bad_one_is_named(
    tmp_path: Path,
    records: Path,
    capsys: pytest.CaptureFixture[str],
    changed: dict[str, str],
    said: str,
) -> None:
    assert _evaluated(tmp_path, records, changed) == 1
    assert capsys.readouterr().out.splitlines()[0].startswith(f"{tmp_path}/{said}")
