"""The commands that change the database say what they did, and do all of it or nothing."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from nenkin import paths
from nenkin.cli.command import main

PERSONAS = paths.DATA / "personas"
pytestmark = pytest.mark.usefixtures("cheap_hashes")  # of the staff of the demonstration


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands find their database; nothing is there yet."""
    file = tmp_path / "var" / "nenkin.db"
    monkeypatch.setenv("NENKIN_DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv("NENKIN_OWNERLESS_STORE", str(tmp_path / "ownerless.db"))
    monkeypatch.setenv("NENKIN_KEYS", str(tmp_path / "var" / "keys.json"))
    monkeypatch.setenv("NENKIN_DEMO", "1")
    return file


@pytest.fixture
def migrated(database: Path, sqlite_template: Path) -> Path:
    """Let `nenkin migrate` have been there."""
    database.parent.mkdir()
    shutil.copyfile(sqlite_template, database)
    return database


def people(database: Path) -> int:
    connection = sqlite3.connect(database)
    (count,) = connection.execute("SELECT count(*) FROM person").fetchone()
    connection.close()
    return int(count)


def test_from_nothing_to_everybody(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    assert main(["migrate"]) == 0
    assert main(["seed"]) == 0
    number = len(list(PERSONAS.iterdir()))
    assert people(database) == number
    assert f"{number} demonstration people were added." in capsys.readouterr().out
    assert main(["seed"]) == 0
    assert "0 demonstration people were added." in capsys.readouterr().out


def test_without_a_database_it_is_said_what_to_do(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["seed"]) == 2
    assert "nenkin migrate" in capsys.readouterr().err
    assert not database.exists()


def test_nobody_invented_comes_without_demonstration(
    migrated: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NENKIN_DEMO", "0")
    monkeypatch.setenv("NENKIN_SMTP", "smtp://127.0.0.1:1025")
    assert main(["seed"]) == 2
    assert "NENKIN_DEMO" in capsys.readouterr().err
    assert people(migrated) == 0


def test_lost_keys_are_noticed_before_anything_is_written(
    migrated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["record", "import", str(next(PERSONAS.iterdir()) / "record.jsonl")]) == 0
    (tmp_path / "var" / "keys.json").unlink()
    assert main(["seed"]) == 2
    assert "is not the one this database was made with" in capsys.readouterr().err


def test_files_are_taken_in_together(migrated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(folder / "record.jsonl") for folder in sorted(PERSONAS.iterdir())[:3]]
    assert main(["record", "import", *files]) == 0
    assert "3 records were taken in." in capsys.readouterr().out
    assert main(["record", "import", *files]) == 0
    assert people(migrated) == 3


def test_one_bad_file_keeps_all_out(
    migrated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = next(PERSONAS.iterdir()) / "record.jsonl"
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{}\n")
    assert main(["record", "import", str(good), str(bad)]) == 1
    said = capsys.readouterr().out
    assert f"{bad}: " in said
    assert "Nothing was taken in." in said
    assert main(["record", "import", str(good), str(tmp_path / "none")]) == 2
    assert people(migrated) == 0
