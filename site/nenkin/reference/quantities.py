"""Every number of data/ as it stands there, for the page that shows them all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nenkin.law.months import Month, read_month
from nenkin.law.parameters import Source
from nenkin.reference.rows import Row, parameter, table

_CONFIDENCE = "confidence"
_OF_ONE = f"_{_CONFIDENCE}"
_ABOUT = frozenset({"title", "unit", "checked", "article", "url", _CONFIDENCE})


@dataclass(frozen=True, slots=True)
class Line:
    """One row: values by column as they were written, and where they come from."""

    values: Mapping[str, str]
    source: Source
    sources: Mapping[str, Source]  # of the values that have a source of their own

    def holds(self, at: Month) -> bool:
        """Whether it is in force in a month; what says nothing of months always is."""
        first, last = self.values.get("first"), self.values.get("last")
        return (not first or read_month(first) <= at) and (not last or at <= read_month(last))


@dataclass(frozen=True)
class Quantity:
    """One file of data/: a table, or a few values with one source."""

    name: str  # of the file: full_amounts
    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    @cached_property
    def slug(self) -> str:
        """Give how it is addressed."""
        return self.name.replace("_", "-")

    @cached_property
    def years(self) -> tuple[str, ...]:
        """Give the fiscal years of which a table has a whole set of rows each, the newest first."""
        found = dict.fromkeys(line.values.get("fiscal_year", "") for line in self.lines)
        return tuple(sorted(filter(None, found), reverse=True))


def read_quantities(data: Path) -> tuple[Quantity, ...]:
    """Read every file; raises ``BadData``."""
    return tuple(sorted(_all(data), key=lambda one: one.name))


def _all(data: Path) -> Iterator[Quantity]:
    for path in (data / "tables").glob("*.csv"):
        rows = list(table(path))
        columns = tuple(
            name for name in rows[0].values if name not in _ABOUT and not name.endswith(_OF_ONE)
        )
        yield Quantity(path.stem, columns, tuple(_line(row, columns) for row in rows))
    for path in (data / "parameters").rglob("*.toml"):
        row = parameter(path)
        columns = tuple(name for name in row.values if name not in _ABOUT)
        yield Quantity(path.stem, columns, (_line(row, columns),))


def _line(row: Row, columns: tuple[str, ...]) -> Line:
    own = {
        name: row.source_of(name + _OF_ONE) for name in columns if row.values.get(name + _OF_ONE)
    }
    source = row.source if _CONFIDENCE in row.values else next(iter(own.values()))
    return Line({name: row.text(name) for name in columns}, source, own)
