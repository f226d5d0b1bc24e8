"""The table that /accessibility shows is held to what a run finds."""

import tomllib
from typing import Any

from e2e import results


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
    assert len(results.untrue(_run("met", "not-run"), "criteria = []")) == 2


def test_a_criterion_is_met_only_where_all_that_proves_it_was_run() -> None:
    """What a person has to judge is not called met because machines found nothing."""
    row = {"number": "1.4.3", "by": ["core", "themes"]}
    assert results.judged(row, set(), {"core", "themes"}) == "met"
    assert results.judged(row, {"1.4.3"}, {"core", "themes"}) == "not-met"
    assert results.judged(row, set(), {"core"}) == "not-run"
    people = {"number": "1.1.1", "by": ["core", "people"]}
    assert results.judged(people, set(), {"core"}) == "not-run"
