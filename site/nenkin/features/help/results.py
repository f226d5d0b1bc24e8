"""Reads what the accessibility run found: data/accessibility.toml, which the run writes."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nenkin import paths

OUTCOMES = frozenset({"met", "not-met", "not-applicable", "not-run"})


class BadResults(Exception):
    """A file of results that cannot be shown; the message says what is wrong with it."""


@dataclass(frozen=True)
class Criterion:
    """One criterion of WCAG 2.2 and how the run judged it."""

    number: str
    title: str
    level: str
    outcome: str


@dataclass(frozen=True)
class Results:
    """One run over all pages in all their states."""

    day: date
    commit: str  # of the site's source, as git names it
    pages: int  # states of pages
    criteria: tuple[Criterion, ...]


def read_results(path: Path = paths.DATA / "accessibility.toml") -> Results | None:
    """Read the last run's results; ``None`` where none has been kept."""
    if not path.exists():
        return None
    try:
        table = tomllib.loads(path.read_text())
        results = Results(
            day=table["day"],
            commit=table["commit"],
            pages=table["pages"],
            criteria=tuple(Criterion(**one) for one in table["criteria"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BadResults(f"{path}: {error}") from None
    for criterion in results.criteria:
        if criterion.outcome not in OUTCOMES:
            raise BadResults(f"{path}: {criterion.number} cannot be «{criterion.outcome}»")
    return results
