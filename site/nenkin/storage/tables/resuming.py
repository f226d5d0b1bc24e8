"""Resume codes (復帰コード) of history sheets, and the visits that one of them has let in."""

from typing import ClassVar

from sqlalchemy import Column, ForeignKey, LargeBinary
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import BIG, INT, identity, moment_column, rule


class ResumeCodeRow(SQLModel, table=True):
    """The one code of a sheet. It goes with the sheet, however that is deleted, and its visits with it."""

    __tablename__: ClassVar[str] = "resume_code"
    __table_args__: ClassVar[tuple[object, ...]] = (rule("finder", "length(finder) = 16"),)

    id: int = Field(sa_column=identity())
    sheet_id: int = Field(
        sa_column=Column(
            BIG, ForeignKey("history_sheet.id", ondelete="CASCADE"), nullable=False, unique=True
        )
    )
    # A keyed hash of the code and the birth date: neither can be tried out on a stolen database.
    finder: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    created_at: int = Field(sa_column=moment_column())
    last_used_at: int | None = Field(default=None, sa_column=moment_column(optional=True))


class ResumeVisitRow(SQLModel, table=True):
    """A visit that was let in by a code: it may read and write what was typed, and nothing else."""

    __tablename__: ClassVar[str] = "resume_visit"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("visit_hash", "length(visit_hash) = 32"),
        rule("born_on", "born_on BETWEEN 18000101 AND 29991231"),
    )

    id: int = Field(sa_column=identity())
    visit_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    code_id: int = Field(
        sa_column=Column(
            BIG, ForeignKey("resume_code.id", ondelete="CASCADE"), nullable=False, index=True
        )
    )
    born_on: int = Field(sa_column=Column(INT, nullable=False))  # as typed with the code
    ends_at: int = Field(sa_column=moment_column(index=True))
