"""The benchmark's generator writes what it says: the same each time, and each slip of its kind."""

import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.bench.ownerless.generate import Size, record_lines, write
from tests.bench.ownerless.model import error_model
from tests.bench.ownerless.people import World
from tests.bench.ownerless.rows import Person, truly, written_birth
from tests.bench.ownerless.searches import Searches
from tests.bench.ownerless.slips import SLIPS, spoilt
from tests.bench.ownerless.surnames import surnames

SIZE = Size(rows=3_000, each=4, without=30, common=6)
YUKIKO = Person(
    family=("古谷", "フルヤ"),
    former=("近藤", "コンドウ"),
    given=("幸子", "サチコ"),
    family_others=("フルタニ",),
    former_others=(),
    given_others=("ユキコ",),
    female=True,
    born=date(1931, 4, 7),
)

pytestmark = pytest.mark.slow  # all surnames and given names are made ready: seconds


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("ownerless")
    write(folder, SIZE, "report")
    return {file.stem: _rows(file) for file in folder.iterdir()}


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_as_many_records_as_asked_each_with_its_own_number(
    written: dict[str, list[dict[str, Any]]],
) -> None:
    header, *rows = written["records"]
    assert header["format"] == "nenkin-ownerless"
    assert len({row["id"] for row in rows}) == SIZE.rows == len(rows)


def test_each_kind_of_slip_has_as_many_searches_and_each_has_its_record(
    written: dict[str, list[dict[str, Any]]],
) -> None:
    rows = {row["id"]: row for row in written["records"][1:]}
    queries = {row["id"]: row for row in written["queries"][1:]}
    kinds: dict[str, int] = dict.fromkeys(error_model("report").kinds, 0)
    for truth in written["truth"][1:]:
        query = queries[truth["query"]]
        if truth["records"] and "group" not in truth:
            kinds["+".join(truth["slips"]) or "none"] += 1
        if truth["records"] and not truth["slips"]:
            row, typed = rows[truth["records"][0]], query["names"][0]
            assert row["family_kana"] == typed["family_kana"]
            assert row["given_kana"] == typed["given_kana"]
            assert row["born"] == written_birth(date.fromisoformat(query["born"][0]))
    assert set(kinds.values()) == {SIZE.each}
    assert sum(not truth["records"] for truth in written["truth"][1:]) == SIZE.without + SIZE.common


def test_the_same_each_time_and_another_to_tune_with() -> None:
    def drawn(noise: Any) -> tuple[list[list[str]], Searches]:
        searches = Searches()
        return list(record_lines(replace(SIZE, rows=500, each=1), noise, searches)), searches

    assert drawn("report") == drawn("report")
    assert drawn("report")[1] != drawn("tune")[1]


@pytest.mark.parametrize("kind", SLIPS)
def test_a_slip_changes_the_record_and_only_what_it_is_about(kind: str) -> None:
    person = replace(YUKIKO, given=("ソノ子", "ソノコ"), given_others=("ヨシコ",))
    about = {
        **dict.fromkeys(("day-off", "day-month", "date-part", "lunar-or-late", "era"), "born"),
        "sex-wrong": "sex",
        "sex-missing": "sex",
    }.get(kind, "kana")
    for seed in range(40):
        recorded = spoilt(random.Random(seed), person, kind, kana_share=0)
        if recorded is None:
            continue
        right = truly(person)
        assert (recorded.born != right.born) == (about == "born")
        assert (recorded.sex != right.sex) == (about == "sex")
        kana = recorded.family_kana + recorded.given_kana
        assert (kana != right.family_kana + right.given_kana) == (about == "kana")
        return
    pytest.fail("this slip never happens")


def test_the_shares_of_both_noises_are_whole_and_differ() -> None:
    tune, report = error_model("tune"), error_model("report")
    assert sum(tune.kinds.values()) == pytest.approx(1)
    assert sum(report.kinds.values()) == pytest.approx(1)
    assert tune.seed != report.seed
    assert tune.kinds.keys() == report.kinds.keys()
    assert tune.kinds != report.kinds


def test_surnames_are_as_frequent_as_two_counts_say() -> None:
    bearers = surnames().bearers
    total = sum(bearers)
    assert sum(bearers[:10]) / total == pytest.approx(0.1022, abs=0.003)  # Meiji Yasuda 2018
    assert sum(bearers[:100]) / total == pytest.approx(0.3338, abs=0.007)
    assert sum(count < 100 for count in bearers) == pytest.approx(60_000, rel=0.08)


def test_people_are_born_when_they_should_be() -> None:
    import numpy as np

    drawn = World().draw(np.random.default_rng(3), 20_000)
    years = [date.fromordinal(day).year for day in drawn.born.tolist()]
    assert (min(years) >= 1890, max(years) <= 1985) == (True, True)
    assert 1930 < sum(years) / len(years) < 1940
    assert drawn.female.mean() == pytest.approx(0.55, abs=0.02)
