"""Statements of the hot reads: written once with SQLAlchemy Core, compiled once, then only bound."""

from functools import cached_property
from typing import Any

from sqlalchemy import ClauseElement
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect


class Prepared:
    """A statement and the order of its values; each value stands in it exactly once.

    It is compiled when it is first run: a start would compile all of them. A test compiles each.
    """

    def __init__(self, statement: ClauseElement, *names: str) -> None:
        """Take the names in the order in which SQLite wants the values."""
        self.names = names
        self._statement = statement

    @cached_property
    def sqlite(self) -> str:
        """Give it as SQLite takes it."""
        compiled: Any = self._statement.compile(dialect=sqlite_dialect(paramstyle="qmark"))
        if tuple(compiled.positiontup) != self.names:
            raise ValueError(f"the statement takes {compiled.positiontup}, not {self.names}")
        return str(compiled)

    @cached_property
    def postgresql(self) -> str:
        """Give it as PostgreSQL's driver takes it, compiled where it is used at all."""
        from sqlalchemy.dialects.postgresql.psycopg import dialect  # noqa: PLC0415  # 3 MB

        return str(self._statement.compile(dialect=dialect()))  # type: ignore[no-untyped-call]

    def named(self, values: tuple[object, ...]) -> dict[str, object]:
        """Give the values as PostgreSQL's driver takes them."""
        return dict(zip(self.names, values, strict=True))
