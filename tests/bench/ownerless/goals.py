"""What the search is held to: the goals of the issue, each with where its figure is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.bench.ownerless.model import ErrorModel

Told = Mapping[str, Mapping[str, float | int]]
SINGLE = (
    "none",
    "kana",
    "reading",
    "kanji-only",
    "handwriting",
    "day-off",
    "day-month",
    "date-part",
    "lunar-or-late",
    "era",
    "sex-wrong",
    "sex-missing",
    "former-typed",
)
WITHOUT, COMMON = "without-record", "without-record/common"


@dataclass(frozen=True)
class Goal:
    """One goal: a share from 0 to 1."""

    words: str
    value: Callable[[Told, ErrorModel], float]
    bound: float
    most: bool = False  # the bound may not be exceeded; otherwise it has to be reached
    at_large: float = 0  # the bound at 50 million rows, where it is another one


def _of(name: str, figure: str) -> Callable[[Told, ErrorModel], float]:
    key = "+".join(sorted(name.split("+")))
    return lambda told, model: told[key][figure]


def combined(told: Told, model: ErrorModel, *figures: str) -> float:
    """Give the figure of people with a record, each kind of slip weighing as much as it is frequent."""
    return sum(
        share * sum(told["+".join(sorted(kind.split("+")))][figure] for figure in figures)
        for kind, share in model.kinds.items()
    )


GOALS = (
    *(Goal(f"recall@10 of «{kind}»", _of(kind, "recall@10"), 0.98) for kind in SINGLE),
    Goal("recall@10 of «typing»", _of("typing", "recall@10"), 0.95),
    Goal(
        "recall@10 of «former-typed+date-part»",
        _of("former-typed+date-part", "recall@10"),
        0.95,
    ),
    Goal("recall@10 of «former-untyped»", _of("former-untyped", "recall@10"), 0.80),
    Goal(
        "recall@10 over all, with two questions",
        lambda told, model: combined(told, model, "recall@10"),
        0.97,
        at_large=0.95,
    ),
    Goal(
        "with a record: told 一致 or あるかもしれません",
        lambda told, model: combined(told, model, "found", "possible"),
        0.95,
    ),
    Goal("without a record: told 一致", _of(WITHOUT, "found"), 0.005, most=True),
    Goal("without a record: told あるかもしれません", _of(WITHOUT, "possible"), 0.10, most=True),
)


def kept(goal: Goal, value: float, bound: float) -> bool:
    """Say whether it is reached."""
    return value <= bound if goal.most else value >= bound
