"""The audit trail: appended to, never changed; triggers of the migration refuse anything else."""

from typing import ClassVar

from sqlalchemy import Column, Index, LargeBinary, String
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import BIG, SMALL, moment_column, rule


class AuditRow(SQLModel, table=True):
    """One entry; ``mac`` seals it together with the entry before.

    No foreign keys: an entry must be writable whatever else is there, and outlives what it names.
    """

    __tablename__: ClassVar[str] = "audit"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("seq", "seq >= 1"),
        rule("actor_kind", "actor_kind BETWEEN 1 AND 4"),
        rule("mac", "length(mac) = 32"),
        Index("ix_audit_subject_seq", "subject", "seq"),
    )

    seq: int = Field(sa_column=Column(BIG, primary_key=True, autoincrement=False))
    at: int = Field(sa_column=moment_column())
    actor_kind: int = Field(sa_column=Column(SMALL, nullable=False))  # audit.ActorKind
    actor_id: int | None = Field(default=None, sa_column=Column(BIG))
    action: str = Field(sa_column=Column(String, nullable=False))
    subject: int | None = Field(default=None, sa_column=Column(BIG))  # whose record
    place: str = Field(default="", sa_column=Column(String, nullable=False))
    purpose: str = Field(default="", sa_column=Column(String, nullable=False))
    detail: str = Field(default="", sa_column=Column(String, nullable=False))  # canonical JSON
    key_id: int = Field(sa_column=Column(SMALL, nullable=False))
    mac: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
