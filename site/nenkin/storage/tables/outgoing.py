"""What leaves the office: letters and mails."""

from typing import ClassVar

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import BIG, INT, identity, moment_column, reference, rule

_WAITING = text("sent_at IS NULL AND failed_at IS NULL")
_UNPRINTED = text("batch_id IS NULL AND dropped_at IS NULL")


class LetterBatchRow(SQLModel, table=True):
    """Letters printed at once. Whoever has no ``key`` opens no file: without it, it is destroyed."""

    __tablename__: ClassVar[str] = "letter_batch"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("secret", "secret IN (false, true)"),
        rule("size", "size > 0"),
        rule("key", "(key IS NULL) = (confirmed_at IS NOT NULL)"),
        rule("given", "confirmed_at IS NULL OR given_at IS NOT NULL"),
        rule("printed", "printed IS NULL OR printed BETWEEN 0 AND size"),
    )

    id: int = Field(sa_column=identity())
    secret: bool  # each letter of it holds a code
    size: int = Field(sa_column=Column(INT, nullable=False))  # how many letters
    key: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # of its file, sealed
    made_by: int = Field(sa_column=Column(BIG, nullable=False))  # staff, as below
    made_at: int = Field(sa_column=moment_column(index=True))
    given_by: int | None = Field(default=None, sa_column=Column(BIG))
    given_session: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    given_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    confirmed_by: int | None = Field(default=None, sa_column=Column(BIG))
    confirmed_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    printed: int | None = Field(default=None, sa_column=Column(INT))


class LetterRow(SQLModel, table=True):
    """An entry for the outgoing post. Address and facts are sealed as they were on that day.

    It is in one batch or in none, and has one letter in its place at most: so nobody gets two.
    """

    __tablename__: ClassVar[str] = "letter"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("large", "large IN (false, true)"),
        rule("batch", "(batch_id IS NULL) = (batch_no IS NULL)"),
        rule("checked", "batch_id IS NULL OR checked_at IS NOT NULL"),
        rule("printed", "printed_at IS NULL OR batch_id IS NOT NULL"),
        UniqueConstraint("batch_id", "batch_no"),
        Index(
            *("ix_letter_waiting", "batch_id", "dropped_at", "created_at", "id"),
            sqlite_where=_UNPRINTED,
        ),
    )

    id: int = Field(sa_column=identity())
    kind: str = Field(sa_column=Column(String, nullable=False))
    person_id: int = Field(sa_column=reference("person.id", index=True))
    dedupe: str = Field(sa_column=Column(String, nullable=False, unique=True))
    address: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    facts: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    large: bool = False  # in 18 point
    created_at: int = Field(sa_column=moment_column(index=True))
    # Where it goes was checked; before that it is in no batch.
    checked_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    dropped_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    batch_id: int | None = Field(
        default=None, sa_column=reference("letter_batch.id", optional=True)
    )
    batch_no: int | None = Field(default=None, sa_column=Column(INT))  # from 1
    printed_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    again_of: int | None = Field(
        default=None, sa_column=Column(BIG, ForeignKey("letter.id"), unique=True)
    )
    reason: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # sealed


class MailRow(SQLModel, table=True):
    """A mail that waits to be sent. Its body may hold a link that opens something: sealed."""

    __tablename__: ClassVar[str] = "mail"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("tries", "tries >= 0"),
        Index("ix_mail_due_at", "due_at", sqlite_where=_WAITING),
    )

    id: int = Field(sa_column=identity())
    person_id: int | None = Field(
        default=None, sa_column=reference("person.id", optional=True, index=True)
    )
    dedupe: str = Field(sa_column=Column(String, nullable=False, unique=True))
    recipient: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    subject: str = Field(sa_column=Column(String, nullable=False))
    body: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # gone once sent
    created_at: int = Field(sa_column=moment_column())
    due_at: int = Field(sa_column=moment_column())
    tries: int = Field(default=0, sa_column=Column(INT, nullable=False))
    sent_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    failed_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    error: str | None = Field(default=None, sa_column=Column(String))
