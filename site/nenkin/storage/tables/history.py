"""History sheets (履歴整理表): what somebody remembers of their life, sealed, one row a page answered."""

from typing import ClassVar

from sqlalchemy import Column, LargeBinary, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import BIG, INT, SMALL, identity, moment_column, reference, rule


class HistorySheetRow(SQLModel, table=True):
    """A sheet: a person's, until they delete it, or a visitor's, until ``expires_at``."""

    __tablename__: ClassVar[str] = "history_sheet"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("whose", "person_id IS NOT NULL OR visit_hash IS NOT NULL"),
        rule("version", "version >= 1"),
        UniqueConstraint("person_id"),
        UniqueConstraint("visit_hash"),
    )

    id: int = Field(sa_column=identity())
    person_id: int | None = Field(default=None, sa_column=reference("person.id", optional=True))
    visit_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    about: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # sealed
    version: int = Field(sa_column=Column(INT, nullable=False))
    created_at: int = Field(sa_column=moment_column())
    updated_at: int = Field(sa_column=moment_column())
    expires_at: int | None = Field(default=None, sa_column=moment_column(optional=True, index=True))


class HistoryAnswerRow(SQLModel, table=True):
    """One page of one entry as it was typed, with who wrote it and whether the record was seen."""

    __tablename__: ClassVar[str] = "history_answer"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("version", "version >= 1"),
        UniqueConstraint("sheet_id", "entry", "page"),
    )

    id: int = Field(sa_column=identity())
    sheet_id: int = Field(sa_column=reference("history_sheet.id"))
    section: str = Field(sa_column=Column(String, nullable=False))
    entry: str = Field(sa_column=Column(String, nullable=False))
    page: str = Field(sa_column=Column(String, nullable=False))
    typed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # sealed
    version: int = Field(sa_column=Column(INT, nullable=False))
    written_by: str = Field(sa_column=Column(String, nullable=False))
    helper_id: int | None = Field(default=None, sa_column=Column(BIG))  # whose row stays
    record_shown: int = Field(sa_column=Column(SMALL, nullable=False))
    created_at: int = Field(sa_column=moment_column())
    updated_at: int = Field(sa_column=moment_column())
