"""The search keeps its promises on 100,000 invented records (the large ones: ``make bench-search``)."""

from pathlib import Path

import pytest

from nenkin.storage.ownerless.loading import load_sqlite
from tests.bench.ownerless import ours
from tests.bench.ownerless.asked import asked
from tests.bench.ownerless.generate import RECORDS, Size, write
from tests.bench.ownerless.goals import GOALS, SINGLE, Goal, kept
from tests.bench.ownerless.model import error_model

ROWS = 100_000
SIZE = Size(ROWS, each=100, without=2_000, common=200)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> ours.Told:
    folder = tmp_path_factory.mktemp("ownerless")
    write(folder, SIZE, "report")
    with (folder / RECORDS).open("rb") as file:
        load_sqlite(folder / "store.db", file)
    return ours.searched(folder, asked(folder), questions=True, timed=False).told()


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: goal.words)
def test_each_goal_is_reached(goal: Goal, told: ours.Told) -> None:
    value = goal.value(told, error_model("report"))
    assert kept(goal, value, goal.bound), f"{value:.3f}"


def test_the_right_record_comes_first_nearly_always(told: ours.Told) -> None:
    assert min(told[kind]["recall@1"] for kind in SINGLE) >= 0.95


def test_every_kind_was_searched_for(told: ours.Told) -> None:
    kinds = {"+".join(sorted(kind.split("+"))) for kind in error_model("report").kinds}
    assert {name for name in told if told[name].get("queries") == SIZE.each} == kinds
    assert told["without-record"]["queries"] == SIZE.without


def test_a_load_is_that_of_the_command(tmp_path: Path) -> None:
    write(tmp_path, Size(500, each=1, without=2, common=1), "tune")
    loaded = ours.load(tmp_path)
    assert loaded.file > loaded.index > 0
    every = asked(tmp_path)
    assert len(every) == 23 + 2 + 2 * 1
    assert len(ours.searched(tmp_path, every, questions=False, timed=True).cpu) == len(every)
