"""Statements of the hot reads: written once with SQLAlchemy Core, compiled once, then only bound."""

from typing import Any

from sqlalchemy import ClauseElement
from sqlalchemy.dialects.postgresql.psycopg import dialect as postgresql_dialect
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect


class Prepared:
    """A statement and the order of its values; each value stands in it exactly once."""

    __slots__ = ("names", "postgresql", "sqlite")

    def __init__(self, statement: ClauseElement, *names: str) -> None:
        """Compile for both databases."""
        compiled: Any = statement.compile(dialect=sqlite_dialect(paramstyle="qmark"))
        if tuple(compiled.positiontup) != names:
            raise ValueError(f"the statement takes {compiled.positiontup}, not {names}")
        self.names = names
        self.sqlite = str(compiled)
        self.postgresql = str(statement.compile(dialect=postgresql_dialect()))  # type: ignore[no-untyped-call]

    def named(self, values: tuple[object, ...]) -> dict[str, object]:
        """Give the values as PostgreSQL's driver takes them."""
        return dict(zip(self.names, values, strict=True))
