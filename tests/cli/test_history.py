"""``nenkin history compare``: JSON where both files can be read, and every mistake where not."""

import json
from pathlib import Path

import pytest

from nenkin import paths
from nenkin.cli.command import main

PERSON = paths.DATA / "personas" / "tohoku85"
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


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "compare", RECORD, "nowhere.jsonl"]) == 2
    assert "nowhere.jsonl" in capsys.readouterr().err
