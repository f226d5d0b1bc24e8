"""Searches for records without an owner that stand until they are ended (継続検索)."""

from typing import ClassVar

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import INT, identity, moment_column, reference


class StandingSearchRow(SQLModel, table=True):
    """One person's search, looked for again when records arrive. It looks the same whatever was found.

    Ending it removes it; that it was there stands in the audit trail.
    """

    __tablename__: ClassVar[str] = "standing_search"
    __table_args__: ClassVar[tuple[object, ...]] = (
        UniqueConstraint("person_id", "criteria"),
        Index(None, "store_day"),
    )

    id: int = Field(sa_column=identity())
    person_id: int = Field(sa_column=reference("person.id"))
    criteria: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # keyed hash
    typed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # a slip; sealed
    # What was seen and told so far; sealed, of one length.
    state: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    begun_at: int = Field(sa_column=moment_column())
    store_day: int = Field(sa_column=Column(INT, nullable=False))  # of the records last looked at
