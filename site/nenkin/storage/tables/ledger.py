"""The ledger of estimates: what was told to whom, by which law; appended to, never changed."""

from typing import ClassVar

from sqlalchemy import Column, Index, LargeBinary, String
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import identity, moment_column, reference, rule


class EstimateRow(SQLModel, table=True):
    """One estimate, when it was first shown; ``same`` finds it again when the page is only reloaded."""

    __tablename__: ClassVar[str] = "estimate"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("same", "length(same) = 16"),
        Index("ix_estimate_person_id_shown_at", "person_id", "shown_at"),
        Index("uq_estimate_person_id_same", "person_id", "same", unique=True),
    )

    id: int = Field(sa_column=identity())
    person_id: int = Field(sa_column=reference("person.id"))
    shown_at: int = Field(sa_column=moment_column())
    kind: str = Field(sa_column=Column(String, nullable=False))
    rules: str = Field(sa_column=Column(String, nullable=False))
    parameters: str = Field(sa_column=Column(String, nullable=False))
    same: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    inputs: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # sealed
    result: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # sealed
