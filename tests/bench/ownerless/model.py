"""The error model: error_model.toml, read."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Noise = Literal["tune", "report"]
FILE = Path(__file__).parent / "error_model.toml"


@dataclass(frozen=True)
class ErrorModel:
    """One of the two noises."""

    seed: int
    kinds: dict[str, float]  # shares of people with a record; add up to one
    store: dict[str, float]
    wrong_answers: float
    years_off: int


def error_model(noise: Noise) -> ErrorModel:
    """Read it."""
    read: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    counts = {name: kind[noise] for name, kind in read["kinds"].items()}
    total = sum(counts.values())
    return ErrorModel(
        seed=read["seeds"][noise],
        kinds={name: count / total for name, count in counts.items()},
        store={name: float(share) for name, share in read["store"].items()},
        wrong_answers=read["answers"]["wrong"],
        years_off=read["answers"]["years_off"],
    )
