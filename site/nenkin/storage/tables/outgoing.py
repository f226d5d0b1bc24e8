"""What leaves the office: letters and mails."""

from typing import ClassVar

from sqlalchemy import Column, Index, LargeBinary, String, text
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import INT, identity, moment_column, reference, rule

_WAITING = text("sent_at IS NULL AND failed_at IS NULL")


class LetterRow(SQLModel, table=True):
    """An entry for the outgoing post. Address and facts are sealed as they were on that day."""

    __tablename__: ClassVar[str] = "letter"

    id: int = Field(sa_column=identity())
    kind: str = Field(sa_column=Column(String, nullable=False))
    person_id: int = Field(sa_column=reference("person.id", index=True))
    dedupe: str = Field(sa_column=Column(String, nullable=False, unique=True))
    address: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    facts: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    created_at: int = Field(sa_column=moment_column(index=True))
    printed_at: int | None = Field(default=None, sa_column=moment_column(optional=True))


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
