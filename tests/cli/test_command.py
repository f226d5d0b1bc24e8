"""The command, as it is typed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nenkin.cli import worker
from nenkin.cli.command import NOBODY_READS, main
from nenkin.reference.rows import BadData
from tests.cli.test_serving import free_port

CASE = Path("tests/cases/basic-full-2026.toml")
HEAD = '{"type": "record", "format": "nenkin-record", "version": 1, "data_date": "2026-11-20"}\n'
PERSON = (
    '{"type": "person", "surname": "𠮷川", "given_name": "花子", "surname_kana": "ヨシカワ",'
    ' "given_name_kana": "ハナコ", "born_on": "1960-04-02", "sex": "female",'
    ' "basic_number": "9999000001"}\n'
)


def test_a_good_record_file_has_nothing_to_correct(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "record.jsonl"
    file.write_text(HEAD + PERSON, encoding="utf-8")
    assert main(["record", "check", str(file)]) == 0
    assert capsys.readouterr().out == f"{file}: a record of 0 spans, nothing to correct.\n"


def test_every_mistake_of_a_record_file_is_told_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "record.jsonl"
    file.write_bytes((HEAD + PERSON.replace("female", "f")).encode() + b"\xff\n\x00\n")
    assert main(["record", "check", str(file)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.removeprefix(f"{file}: ").partition(": ")[0] for line in told] == [
        "line 2",
        "line 3",
        "line 4",
    ]


@pytest.mark.parametrize("path", ["missing.jsonl", "."])
def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    assert main(["record", "check", str(tmp_path / path)]) == 2
    assert path in capsys.readouterr().err


def test_a_bad_setting_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NENKIN_WORKERS", "many")
    assert main(["serve"]) == 2
    assert capsys.readouterr().err == "nenkin: NENKIN_WORKERS cannot be 'many'.\n"


# From Python 3.12 on: here pytest's own threads run, in a start none does.
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("demo", ["1", "0"])
def test_keys_of_another_database_stop_the_start(
    sqlite_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    demo: str,
) -> None:
    monkeypatch.setenv("NENKIN_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("NENKIN_OWNERLESS_STORE", str(tmp_path / "ownerless.db"))
    monkeypatch.setenv("NENKIN_DEMO", "1")
    monkeypatch.setenv("NENKIN_KEYS", str(tmp_path / "keys.json"))
    record = tmp_path / "record.jsonl"
    record.write_text(HEAD + PERSON, encoding="utf-8")
    assert main(["record", "import", str(record)]) == 0
    monkeypatch.setenv("NENKIN_DEMO", demo)
    monkeypatch.setenv("NENKIN_SMTP", "smtp://mail:25")
    monkeypatch.setenv("NENKIN_ORIGIN", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("NENKIN_KEYS", str(tmp_path / "others.json"))
    monkeypatch.setattr(worker, "create_app", lambda settings: None)  # dear, and not asked
    assert main(["serve"]) == 2
    assert capfd.readouterr().err.startswith("nenkin: The key file")


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_what_no_worker_could_begin_with_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, value in {
        "DATABASE_URL": f"sqlite:///{tmp_path}/nenkin.db",
        "OWNERLESS_STORE": str(tmp_path / "ownerless.db"),
        "KEYS": str(tmp_path / "keys.json"),
        "SMTP": "smtp://mail:25",
        "ORIGIN": f"http://127.0.0.1:{free_port()}",
    }.items():
        monkeypatch.setenv(f"NENKIN_{name}", value)

    def refuse(settings: object) -> None:
        raise BadData(Path("data/a.toml"), 7, "why")

    monkeypatch.setattr(worker, "create_app", refuse)
    assert main(["serve"]) == 2
    assert capfd.readouterr().err == "nenkin: data/a.toml:7: why\n"


def test_a_command_without_more_is_refused() -> None:
    with pytest.raises(SystemExit) as refused:
        main([])
    assert refused.value.code == 2


@pytest.mark.parametrize(
    "words", [["law", "case", "--steps", str(CASE)], ["law", "case", str(CASE)]]
)
def test_nothing_is_said_where_nobody_reads_on(words: list[str]) -> None:
    """`nenkin law case … | head`: more than a pipe holds, and less, which is written at the end."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "nenkin.cli", *words],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (NOBODY_READS, b"")
