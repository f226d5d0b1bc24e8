"""Helpers (手伝う人): who was asked to help with a person's history sheet, with what, until when."""

from typing import ClassVar

from sqlalchemy import Column, Index, LargeBinary
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import BIG, INT, SMALL, identity, moment_column, reference, rule

ENDED_BY_RESTRICTION = 4  # of helpers.EndedBy


class HelperRow(SQLModel, table=True):
    """One invitation by a code, and what became of it.

    The row stays when it is over: the person can still read who wrote what.
    """

    __tablename__: ClassVar[str] = "helper"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("finder", "length(finder) = 16"),
        rule("powers", "powers BETWEEN 1 AND 7"),
        rule("until", "until BETWEEN 18000101 AND 29991231"),
        rule("begun", "(account_id IS NULL) = (begun_at IS NULL)"),
        rule("ended", "(ended_by IS NULL) = (ended_at IS NULL)"),
        rule("ended_by", "ended_by BETWEEN 1 AND 5"),
        Index(None, "account_id"),
    )

    id: int = Field(sa_column=identity())
    person_id: int = Field(sa_column=reference("person.id", index=True))
    # A keyed hash of the code and the person's birth date: see ResumeCodeRow.
    finder: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    powers: int = Field(sa_column=Column(SMALL, nullable=False))  # helpers.Power
    until: int = Field(sa_column=Column(INT, nullable=False))  # the last day in Japan
    called: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # sealed, by the person
    asked_at: int = Field(sa_column=moment_column())
    code_until: int = Field(sa_column=Column(BIG, nullable=False))
    account_id: int | None = Field(default=None, sa_column=reference("account.id", optional=True))
    begun_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    # What the helper calls the person; sealed. Nothing of the person's own may tell it to them.
    knows_as: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    ended_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    ended_by: int | None = Field(default=None, sa_column=Column(SMALL))  # helpers.EndedBy
