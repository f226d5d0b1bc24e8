"""Trained weights are put into the file of weights, and the goals weigh each kind as often as it is."""

import tomllib
from typing import Any

import pytest

from nenkin import paths
from tests.bench.ownerless.goals import GOALS, combined, kept
from tests.bench.ownerless.levels import FIELDS, levels_of
from tests.bench.ownerless.model import error_model
from tests.bench.ownerless.train import LEAST_OTHERS, LEAST_OWN, rewritten, weights

WEIGHTS = (paths.DATA / "matching" / "weights.toml").read_text(encoding="utf-8")
QUERY = (
    '{"type": "query", "id": "q1", "names": [{"kind": "current", "family_kana": "タナカ", '
    '"given_kana": "ハナ"}, {"kind": "former", "family_kana": "サトウ"}], "born": ["1930-04-02"], '
    '"sex": "female", "prefectures": ["青森県"]}'
)
RECORD = (
    '{"type": "record", "id": "R1", "scheme": "employees", "family_kana": "サトウ", '
    '"given_kana": "バナ", "born": "S05-04-03", "place": "青森県八戸市"}'
)


def counted(own: float, others: float) -> dict[str, Any]:
    """Give what Splink counts where each level of a field is seen alike."""
    return {field: dict.fromkeys(levels, (own, others)) for field, levels in FIELDS.items()}


def test_a_line_of_each_file_agrees_by_the_best_of_the_typed_names() -> None:
    levels = levels_of(QUERY, RECORD)
    assert (levels["family"], levels["given"], levels["birth"]) == ("same", "folded", "near")
    assert (levels["sex"], levels["place"], levels["years"]) == ("unknown", "fits", "unknown")


def test_what_is_trained_is_written_and_the_thresholds_stay() -> None:
    trained = weights(counted(0.2, 0.01), counted(0.3, 0.01))
    read = tomllib.loads(rewritten(WEIGHTS, trained))
    assert read["family-men"]["slip"] == {"own": 0.2, "others": 0.01}
    assert read["family-women"]["slip"] == {"own": 0.3, "others": 0.01}
    assert read["given"]["same"]["others"] == 0  # counted in the store at each search
    assert read["birth"]["near"]["others"] == 1  # times the chance of one day
    assert read["thresholds"] == tomllib.loads(WEIGHTS)["thresholds"]


def test_what_was_never_seen_is_not_impossible() -> None:
    never: dict[str, Any] = counted(0.1, 0.1)
    never["given"]["slip"] = None, None
    trained = weights(never, never)
    assert trained["given"]["slip"] == (LEAST_OWN, LEAST_OTHERS)


def test_the_weights_have_every_level() -> None:
    read = tomllib.loads(WEIGHTS)
    for field, levels in FIELDS.items():
        sections = ("family-men", "family-women") if field == "family" else (field,)
        for section in sections:
            assert set(read[section]) == set(levels)


def test_over_all_each_kind_weighs_as_much_as_it_is_frequent() -> None:
    model = error_model("report")
    told = {"+".join(sorted(kind.split("+"))): {"recall@10": 1.0} for kind in model.kinds}
    assert combined(told, model, "recall@10") == pytest.approx(1)
    told["none"]["recall@10"] = 0.0
    assert combined(told, model, "recall@10") == pytest.approx(1 - model.kinds["none"])


def test_a_goal_is_missed_on_its_own_side() -> None:
    most = next(goal for goal in GOALS if goal.most)
    least = next(goal for goal in GOALS if not goal.most)
    assert kept(most, most.bound, most.bound)
    assert not kept(most, most.bound + 0.001, most.bound)
    assert kept(least, least.bound, least.bound)
    assert not kept(least, least.bound - 0.001, least.bound)
