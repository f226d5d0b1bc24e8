"""The table that /accessibility shows is held to what a run finds."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from e2e import results
from e2e.pages import EVERY


def _run(*outcomes: str, pages: int = 2) -> dict[str, Any]:
    rows = [
        {"number": f"1.1.{place}", "title": "名前", "level": "A", "outcome": outcome}
        for place, outcome in enumerate(outcomes, 1)
    ]
    walked = {f"page {number}": ["core"] for number in range(pages)}
    return {"day": "2026-11-20", "commit": "c" * 40, "pages": walked, "criteria": rows}


def test_a_table_stays_true_until_a_criterion_is_judged_differently() -> None:
    """A page more is no lie: the table says of which day and commit its number is."""
    kept = results.as_table(_run("met", "not-run"))
    assert tomllib.loads(kept)["pages"] == 2
    assert results.untrue(_run("met", "not-run", pages=3), kept) == []
    (wrong,) = results.untrue(_run("met", "not-met"), kept)
    assert wrong.startswith("1.1.2")
    assert len(results.untrue(_run("met"), kept)) == 1


def test_a_criterion_is_met_only_where_all_that_proves_it_was_run() -> None:
    """What a person has to judge is not called met because machines found nothing."""
    row = {"number": "1.4.3", "by": ["core", "themes"]}
    assert results.judged(row, set(), {"core", "themes"}) == "met"
    assert results.judged(row, {"1.4.3"}, {"core", "themes"}) == "not-met"
    assert results.judged(row, set(), {"core"}) == "not-run"
    people = {"number": "1.1.1", "by": ["core", "people"]}
    assert results.judged(people, set(), {"core"}) == "not-run"


def test_the_command_writes_a_whole_run_only_and_says_when_the_table_is_no_longer_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make e2e` ends with it."""
    kept = tmp_path / "results.json"
    monkeypatch.setattr(results, "ROOT", tmp_path)
    monkeypatch.setattr(results, "RESULTS", kept)
    monkeypatch.setattr(results, "TABLE", tmp_path / "accessibility.toml")
    assert results.main([]) == 1  # nothing was run
    run = _run("met")
    kept.write_text(json.dumps(run), "utf-8")
    assert results.main([]) == 1
    assert EVERY[0].name in capsys.readouterr().err
    run["pages"] = {state.name: ["core"] for state in EVERY}
    kept.write_text(json.dumps(run), "utf-8")
    assert results.main(["--check"]) == 0  # no table says nothing untrue
    assert results.main([]) == 0
    assert results.main(["--check"]) == 0
    run["criteria"] = _run("not-run")["criteria"]
    kept.write_text(json.dumps(run), "utf-8")
    assert results.main(["--check"]) == 1
