"""``nenkin history compare``: JSON where both files can be read, and every mistake where not."""

import json
from pathlib import Path

import pytest

from nenkin import paths
from nenkin.cli.command import main
from nenkin.interchange import history_sheets

PERSON = paths.DATA / "personas" / "tohoku85"
FORMAT = Path(history_sheets.__file__).with_name("HISTORY.md")
RECORD, SHEET = str(PERSON / "record.jsonl"), str(PERSON / "sheet.jsonl")


def test_the_findings_are_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "compare", RECORD, SHEET]) == 0
    told = json.loads(capsys.readouterr().out)
    (finding,) = told["findings"]
    assert finding["spans"] == [["1944-06", "1956-03"]]
    assert finding["pattern"] == "former-name"
    assert 0 < finding["worth"]["least"] <= finding["worth"]["most"]
    assert told["months"][0] == {
        "first": "1944-06",
        "last": "1956-03",
        "class": "missing",
        "events": ["work-1"],
    }
    assert told["not_covered"] == []


def test_every_mistake_is_told_with_its_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet.jsonl"
    sheet.write_text('{"type": "sheet", "format": "nenkin-history", "version": 1}\nno\n')
    assert main(["history", "compare", RECORD, str(sheet)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0] == f"{sheet}: line 1: born_on: Add this key."
    assert told[1].startswith(f"{sheet}: line 2: Write one JSON object")


def test_both_files_are_checked_before_giving_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["history", "compare", "nowhere.jsonl", str(tmp_path)]) == 2
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        "nowhere.jsonl: No such file or directory.",
        f"{tmp_path}: Is a directory.",
    ]
    assert told.out == ""


def test_files_that_changed_places_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "compare", SHEET, RECORD]) == 1
    told = capsys.readouterr()
    assert f"{SHEET}: line 1: type: Write one of record, person" in told.err
    assert f"{RECORD}: line 1: type: Write one of sheet, name" in told.err
    assert told.out == ""


def test_bytes_that_are_no_text_are_refused_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet.jsonl"
    sheet.write_bytes(Path(SHEET).read_bytes() + b"\xff\xfe\n")
    line = len(sheet.read_bytes().splitlines())
    assert main(["history", "compare", RECORD, str(sheet)]) == 1
    assert capsys.readouterr().err.startswith(f"{sheet}: line {line}: Save the file as UTF-8")


def test_a_sheet_of_another_birth_date_is_doubted_and_compared(
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = str(paths.DATA / "personas" / "antei" / "record.jsonl")
    assert main(["history", "compare", other, SHEET]) == 0
    told = capsys.readouterr()
    assert "Check that both are of one person" in told.err
    assert json.loads(told.out)["findings"]


def test_every_key_that_is_printed_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    explained = FORMAT.read_text()
    explained = explained.partition("## What a comparison prints")[2]
    keys: set[str] = set()
    for slug in ("tohoku85", "sokyu", "tenshoku", "kaigai"):
        folder = paths.DATA / "personas" / slug
        files = [str(folder / name) for name in ("record.jsonl", "sheet.jsonl")]
        assert main(["history", "compare", *files]) == 0
        keys |= keys_of(json.loads(capsys.readouterr().out))
    assert {"worth", "because", "employers", "class", "not_covered"} <= keys
    assert {key for key in keys if f"`{key}`" not in explained} == set()


def keys_of(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(keys_of(part) for part in value.values()))
    return set().union(*map(keys_of, value)) if isinstance(value, list) else set()
