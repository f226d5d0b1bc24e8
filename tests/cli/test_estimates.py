"""``nenkin estimate replay`` finds every figure that would be another one now, and whose it is."""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nenkin.cli.command import main
from nenkin.interchange.told_estimates import (
    Inputs,
    Told,
    told,
    work_again,
    write_inputs,
    write_told,
)
from nenkin.law.estimates import Notice, Part
from nenkin.law.estimating import estimate
from nenkin.law.lives import Life, Scenario
from nenkin.law.months import spell
from nenkin.storage.database import open_database
from nenkin.storage.imports import import_records
from nenkin.storage.keys import load_or_make
from nenkin.storage.ledger import Shown, Versions, keep
from tests.law.whole_lives import nation, pays, whole
from tests.reading import read_law
from tests.storage.samples import RECORD

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LIFE = whole("1970-01-02", pays("1990-04", "2010-03", 300_000), nation("2010-04", "2020-03"))
INPUTS = Inputs(life=LIFE, scenario=Scenario(), year=2026)


@pytest.fixture(scope="module")
def right() -> Told:
    law = read_law()
    return told(estimate(law, INPUTS.life, INPUTS.scenario, INPUTS.year))


Keep = Callable[..., int]


@pytest.fixture
def keep_one(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keep:
    """Put entries into the ledger of a new database; gives the person's number."""
    url, keys = sqlite_url, tmp_path / "keys.json"
    monkeypatch.setenv("NENKIN_DATABASE_URL", url)
    monkeypatch.setenv("NENKIN_KEYS", str(keys))
    monkeypatch.setenv("NENKIN_DEMO", "1")

    async def put(inputs: str, results: tuple[str, ...]) -> int:
        db = await open_database(url, load_or_make(keys))
        (person_id,) = await import_records(db, [RECORD])
        versions = Versions("old law", "old numbers")
        shown = [
            Shown(kind="so-far", inputs=inputs, result=one, versions=versions) for one in results
        ]
        await keep(db, person_id, shown, NOW)
        await db.close()
        return person_id

    def keep_one(*results: Told | str, inputs: Inputs | str = INPUTS) -> int:
        texts = tuple(one if isinstance(one, str) else write_told(one) for one in results)
        return asyncio.run(put(inputs if isinstance(inputs, str) else write_inputs(inputs), texts))

    return keep_one


def test_an_empty_ledger_has_no_changes(keep_one: Keep, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["estimate", "replay"]) == 0
    assert "0 worked out again: 0 the same" in capsys.readouterr().out


def test_the_same_figure_is_no_change(
    keep_one: Keep, right: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    person = keep_one(right)
    capsys.readouterr()
    assert main(["estimate", "replay"]) == 0
    said = capsys.readouterr().out
    assert "1 worked out again: 1 the same, 0 changed, 0 cannot" in said
    assert str(person) not in said


def test_it_is_said_by_how_much_and_for_whom(
    keep_one: Keep, right: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    (phase,) = right.phases
    wrong = replace(phase, parts={**phase.parts, Part.BASIC: phase.parts[Part.BASIC] - 1})
    person = keep_one(replace(right, phases=(wrong,)), replace(right, arrears=7))
    capsys.readouterr()
    assert main(["estimate", "replay"]) == 1
    said = capsys.readouterr().out
    before = f"{right.for_life - 1:,} → {right.for_life:,}"
    assert f"from {spell(phase.first)}: {before} yen a year (+1: basic +1)" in said
    assert "paid once: 7 → 0 yen" in said
    assert said.count(f"person {person}, estimate ") == 2
    assert "(so-far) of 2026-11-20: law old law → " in said
    assert "; numbers old numbers → " in said
    assert "0 the same, 2 changed (1 more, 0 less, at most +1 yen a year), 0 cannot" in said


def test_what_periods_add_is_worked_out_again_too(
    keep_one: Keep, capsys: pytest.CaptureFixture[str]
) -> None:
    found = (nation("2020-04", "2021-03"),)
    inputs = replace(INPUTS, added=(found, ()))
    now = work_again(read_law(), inputs)
    adds, nothing = now.adds
    assert adds in {21_182, 21_183}  # 847,300 × 12 ÷ 480
    assert nothing == 0
    keep_one(now, replace(now, adds=(adds - 5, 0)), replace(now, adds=()), inputs=inputs)
    capsys.readouterr()
    assert main(["estimate", "replay"]) == 1
    said = capsys.readouterr().out
    assert f"what was put in (1) adds: {adds - 5:,} → {adds:,} yen a year (+5)" in said
    assert "cannot be read: an amount for each of what was put in" in said
    assert "1 the same, 1 changed (1 more, 0 less, at most +5 yen a year), 1 cannot" in said


def test_amounts_by_start_age_are_worked_out_again_too(
    keep_one: Keep, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = replace(INPUTS, ages=(720, 780, 781))
    now = work_again(read_law(), inputs)
    (_, early), (_, at_65), (_, between) = now.by_age
    assert early is not None
    assert at_65 is not None
    assert early < at_65
    assert between is None  # nobody claims between 65 and 66
    other = ((720, early), (780, at_65 - 9), (781, 5))
    keep_one(now, replace(now, by_age=other), replace(now, by_age=()), inputs=inputs)
    capsys.readouterr()
    assert main(["estimate", "replay"]) == 1
    said = capsys.readouterr().out
    assert f"from age 65 and 0 months: {at_65 - 9:,} yen a year → {at_65:,} yen a year" in said
    assert "from age 65 and 1 months: 5 yen a year → cannot begin" in said
    assert "cannot be read: an amount for each start age" in said
    assert "1 the same, 1 changed" in said


def test_words_that_are_said_or_not_are_a_change_too(
    keep_one: Keep, right: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_one(replace(right, notices=(Notice.SHORT_OF_240,)))
    assert main(["estimate", "replay"]) == 1
    assert "no longer said: short-of-240" in capsys.readouterr().out


def test_what_cannot_be_worked_out_is_not_passed_over(
    keep_one: Keep, right: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_one(right, inputs="{}")
    keep_one(right, inputs=replace(INPUTS, year=1985))
    before_19 = replace(INPUTS, life=Life(born_on=LIFE.born_on, sex=LIFE.sex))
    keep_one(right, inputs=replace(before_19, scenario=Scenario(basic=708)))
    assert main(["estimate", "replay"]) == 1
    said = capsys.readouterr().out
    assert "cannot be read: inputs" in said
    assert "is refused now: " in said
    assert "numbers are missing now: " in said or said.count("is refused now: ") == 2
    assert "3 worked out again: 0 the same, 0 changed, 3 cannot be worked out." in said


def test_a_sample_can_be_drawn(
    keep_one: Keep, right: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_one(*(replace(right, arrears=yen) for yen in range(1, 9)))
    capsys.readouterr()
    drawn = []
    for seed in ("1", "1", "2"):
        assert main(["estimate", "replay", "--sample", "3", "--seed", seed]) == 1
        drawn.append(capsys.readouterr().out)
    assert "3 worked out again" in drawn[0]
    assert drawn[0] == drawn[1] != drawn[2]
    assert main(["estimate", "replay", "--sample", "100"]) == 1
    assert "8 worked out again" in capsys.readouterr().out


def test_a_sample_of_nobody_is_refused() -> None:
    with pytest.raises(SystemExit):
        main(["estimate", "replay", "--sample", "0"])


def test_that_it_was_done_is_on_record(keep_one: Keep, right: Told, tmp_path: Path) -> None:
    keep_one(right)
    assert main(["estimate", "replay"]) == 0
    connection = sqlite3.connect(tmp_path / "nenkin.db")
    found = connection.execute("SELECT action, detail FROM audit").fetchall()
    connection.close()
    assert found == [("estimate.replayed", '{"estimates":1}')]


def test_without_a_database_it_is_said_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NENKIN_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    monkeypatch.setenv("NENKIN_KEYS", str(tmp_path / "keys.json"))
    monkeypatch.setenv("NENKIN_DEMO", "1")
    assert main(["estimate", "replay"]) == 2
    assert "nenkin migrate" in capsys.readouterr().err
