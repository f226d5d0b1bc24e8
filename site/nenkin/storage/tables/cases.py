"""The office's queue: what people asked for, frozen as it was sent, and what became of it."""

from typing import ClassVar

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import (
    BIG,
    INT,
    SMALL,
    identity,
    moment_column,
    reference,
    rule,
)


class OfficeCaseRow(SQLModel, table=True):
    """One case. Triggers of the migration keep all but ``state``, ``version`` and ``changed_at``."""

    __tablename__: ClassVar[str] = "office_case"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("version", "version >= 1"),
        UniqueConstraint("number"),
        Index("ix_office_case_person_id_sent_at", "person_id", "sent_at"),
        Index("ix_office_case_state_sent_at", "state", "sent_at"),
    )

    id: int = Field(sa_column=identity())
    number: str = Field(sa_column=Column(String, nullable=False))  # 受付番号
    kind: str = Field(sa_column=Column(String, nullable=False))  # law.procedures.Procedure
    person_id: int = Field(sa_column=reference("person.id"))  # who sent it
    # The case that it follows: sent once more, or gone on to another procedure.
    follows: int | None = Field(
        default=None, sa_column=reference("office_case.id", optional=True, index=True)
    )
    sent_at: int = Field(sa_column=moment_column())
    sent: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # sealed
    state: str = Field(sa_column=Column(String, nullable=False))
    version: int = Field(sa_column=Column(INT, nullable=False))
    changed_at: int = Field(sa_column=moment_column())


class OfficeCaseStepRow(SQLModel, table=True):
    """A state that a case came to, with who and when; appended to, never changed."""

    __tablename__: ClassVar[str] = "office_case_step"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("seq", "seq >= 1"),
        rule("actor_kind", "actor_kind BETWEEN 1 AND 4"),
        UniqueConstraint("case_id", "seq"),
    )

    id: int = Field(sa_column=identity())
    case_id: int = Field(sa_column=reference("office_case.id"))
    seq: int = Field(sa_column=Column(INT, nullable=False))
    at: int = Field(sa_column=moment_column())
    state: str = Field(sa_column=Column(String, nullable=False))
    outcome: str = Field(default="", sa_column=Column(String, nullable=False))
    actor_kind: int = Field(sa_column=Column(SMALL, nullable=False))  # audit.ActorKind
    actor_id: int | None = Field(default=None, sa_column=Column(BIG))
    note: bytes | None = Field(
        default=None, sa_column=Column(LargeBinary)
    )  # sealed, for the person


class CaseArrivalRow(SQLModel, table=True):
    """How a case reached the office. Written with it, never changed: what the queue is sorted by."""

    __tablename__: ClassVar[str] = "case_arrival"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("way", "way IN ('online', 'counter', 'post')"),
        rule("worth", "(worth_least IS NULL) = (worth_most IS NULL)"),
    )

    case_id: int = Field(
        sa_column=Column(BIG, ForeignKey("office_case.id"), primary_key=True, autoincrement=False)
    )
    way: str = Field(sa_column=Column(String, nullable=False))  # law.procedures.Way
    # The counter that passed it on.
    place_id: int | None = Field(
        default=None, sa_column=reference("place.id", optional=True, index=True)
    )
    # Yen a year that its findings may be worth; NULL where nobody knows.
    worth_least: int | None = Field(default=None, sa_column=Column(BIG))
    worth_most: int | None = Field(default=None, sa_column=Column(BIG))


class CaseNoteRow(SQLModel, table=True):
    """What a clerk has noted in a case for others of the office; appended to, never changed."""

    __tablename__: ClassVar[str] = "case_note"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("kind", "kind IN ('note', 'paper')"),
        Index("ix_case_note_case_id_at", "case_id", "at"),
    )

    id: int = Field(sa_column=identity())
    case_id: int = Field(sa_column=reference("office_case.id"))
    at: int = Field(sa_column=moment_column())
    staff_id: int = Field(sa_column=reference("staff.id"))
    kind: str = Field(sa_column=Column(String, nullable=False))  # storage.case_notes.Noted
    text: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # sealed
