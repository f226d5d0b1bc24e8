"""Reads data/memory/companies.csv: companies that merged or changed their name (合併、社名変更)."""

from collections.abc import Iterator
from pathlib import Path

from nenkin.comparison.companies import Aliases, alias_groups, folded_company
from nenkin.law.months import read_month
from nenkin.reference.rows import table

FILE = Path("memory") / "companies.csv"


def load_companies(data: Path) -> Aliases:
    """Read the names that stand for one company; raises ``BadData`` with file, line and reason."""
    return alias_groups(_pairs(data / FILE))


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for row in table(path):
        name, became = row.text("name"), row.text("became")
        if not folded_company(name) or folded_company(name) == folded_company(became):
            raise row.wrong("«became» is the same name")
        row.read("since", read_month)
        _ = row.source  # reading it refuses a row without one
        yield name, became
