"""The word lists of the wording rules, as ``wordlists.toml`` states them."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Wordlists:
    """Words and patterns to look for."""

    vague: frozenset[str]
    jargon: tuple[str, ...]
    double_negative: re.Pattern[str]
    machine: re.Pattern[str]
    own_data: tuple[tuple[re.Pattern[str], frozenset[str]], ...]
    empty_alternatives: frozenset[str]


@cache
def wordlists() -> Wordlists:
    """Read the lists."""
    table = tomllib.loads(Path(__file__).with_name("wordlists.toml").read_text("utf-8"))
    return Wordlists(
        vague=frozenset(table["vague"]),
        jargon=tuple(table["jargon"]),
        double_negative=re.compile("|".join(table["double-negative"])),
        machine=re.compile("|".join(table["machine"])),
        own_data=tuple(
            (re.compile(row["label"]), frozenset(row["autocomplete"])) for row in table["own-data"]
        ),
        empty_alternatives=frozenset(table["empty-alternatives"]),
    )
