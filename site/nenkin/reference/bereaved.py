"""Reads data/bereaved.toml: what is left to the family of somebody who has died."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from nenkin.law.bereaved import Ages, Bereaved, Claim, Kin, Paper
from nenkin.reference.rows import BadData

FILE = "bereaved.toml"


@cache
def load_bereaved(data: Path) -> Bereaved:
    """Read it; raises ``BadData`` for what is missing, and for a name that nobody knows."""
    path = data / FILE
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        ages = found["survivors"]["ages"]
        return Bereaved(
            unpaid=_claim(found["unpaid"]),
            survivors=_claim(found["survivors"]),
            ages=Ages(
                elder=int(ages["husband"]),
                paid=int(ages["paid"]),
                child=int(ages["child"]),
                disabled=int(ages["disabled"]),
            ),
            years=int(found["years"]),
            by_number=frozenset(Paper(one) for one in found["by_number"]),
        )
    except (OSError, KeyError, ValueError) as error:
        raise BadData(path, 1, f"cannot be read ({error!r})") from None


def _claim(table: Mapping[str, Any]) -> Claim:
    return Claim(
        order=tuple(Kin(one) for one in table["order"]),
        papers=tuple(Paper(one) for one in table["papers"]),
        apart=tuple(Paper(one) for one in table["apart"]),
        of_child=tuple(Paper(one) for one in table.get("child_papers", ())),
    )
