"""The few kinds of column that all tables are made of, and how constraints are named."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    SmallInteger,
    Table,
)
from sqlmodel import SQLModel

# Before any table: a constraint without a name cannot be dropped by a later migration.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
# What pydantic would need to check values: rows come from our own code, and nobody asks it to.
SQLModel.model_config["defer_build"] = True

# INTEGER on SQLite, so that a primary key is the rowid itself and needs no second tree.
BIG = BigInteger().with_variant(Integer(), "sqlite")
INT = Integer()
SMALL = SmallInteger()


def identity() -> Column[int]:
    """Give the primary key: a random number made by us, so that it tells nothing and is no count."""
    return Column(BIG, primary_key=True, autoincrement=False)


def reference(target: str, *, index: bool = False, optional: bool = False) -> Column[int]:
    """Give a column that points to a row of another table."""
    return Column(BIG, ForeignKey(target), nullable=optional, index=index)


def moment_column(*, optional: bool = False, index: bool = False) -> Column[int]:
    """Give a column for a moment (see ``codes.stamp``)."""
    return Column(BIG, nullable=optional, index=index)


def rule(name: str, condition: str) -> CheckConstraint:
    """Give a named rule that the database itself keeps."""
    return CheckConstraint(condition, name=name)


def table_of(model: type[SQLModel]) -> Table:
    """Give the Core table of a model, for statements."""
    table: Any = model.__table__  # type: ignore[attr-defined]  # SQLModel adds it unseen by mypy
    assert isinstance(table, Table)
    return table


def for_postgresql(tables: MetaData) -> MetaData:
    """Let PostgreSQL have the partial indexes too.

    A table says ``sqlite_where`` alone: with ``postgresql_where`` beside it, every worker on SQLite
    would load all that SQLAlchemy knows of PostgreSQL, 3 MB.
    """
    for table in tables.sorted_tables:
        for index in table.indexes:
            condition = index.dialect_kwargs.get("sqlite_where")
            if condition is not None:
                index.dialect_kwargs["postgresql_where"] = condition
    return tables
