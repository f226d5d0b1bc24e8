"""Statements of the hot reads: written once with SQLAlchemy Core, compiled once, then only bound."""

from functools import cached_property
from typing import Any

from sqlalchemy import ClauseElement
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect


class Prepared:
    """A statement and the order of its values; each value stands in it exactly once."""

    def __init__(self, statement: ClauseElement, *names: str) -> None:
        """Compile for SQLite, which says in which order the values stand."""
        compiled: Any = statement.compile(dialect=sqlite_dialect(paramstyle="qmark"))
        if tuple(compiled.positiontup) != names:
            raise ValueError(f"the statement takes {compiled.positiontup}, not {names}")
        self.names = names
        self.sqlite = str(compiled)
        self._statement = statement

    @cached_property
    def postgresql(self) -> str:
        """Give it as PostgreSQL's driver takes it, compiled where it is used at all."""
        from sqlalchemy.dialects.postgresql.psycopg import dialect  # noqa: PLC0415  # 3 MB

        return str(self._statement.compile(dialect=dialect()))  # type: ignore[no-untyped-call]

    def named(self, values: tuple[object, ...]) -> dict[str, object]:
        """Give the values as PostgreSQL's driver takes them."""
        return dict(zip(self.names, values, strict=True))
