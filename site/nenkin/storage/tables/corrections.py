"""What clerks propose to write into a record, who else agreed to it, and what people are told of it."""

from typing import ClassVar

from sqlalchemy import Column, Index, LargeBinary, String, text
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import BIG, identity, moment_column, reference, rule

_OPEN = text("verdict IS NULL")


class CorrectionRow(SQLModel, table=True):
    """One proposal (訂正の案), and what became of it. Triggers of the migration keep what was proposed.

    Two people, two sessions, two terminals: the database itself refuses anything else.
    """

    __tablename__: ClassVar[str] = "correction"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("digest", "length(digest) = 32"),
        rule("falls", "falls IN (false, true)"),
        rule("proposed", "length(proposed_session) = 32 AND proposed_terminal <> ''"),
        rule("agreed", "(agreed_at IS NULL) = (agreed_how IS NULL)"),
        rule("decided", "(verdict IS NULL) = (decided_at IS NULL)"),
        rule(
            "verdict",
            "verdict IS NULL OR verdict IN ('approved', 'refused', 'withdrawn', 'declined')",
        ),
        rule(
            "four_eyes",
            "verdict IS NULL OR verdict NOT IN ('approved', 'refused')"
            " OR (decided_by IS NOT NULL AND decided_by <> proposed_by"
            " AND decided_session IS NOT NULL AND decided_session <> proposed_session"
            " AND decided_terminal IS NOT NULL AND decided_terminal <> ''"
            " AND decided_terminal <> proposed_terminal)",
        ),
        rule(
            "approved",
            "(verdict IS NOT NULL AND verdict = 'approved') = (spans_added IS NOT NULL)",
        ),
        rule(
            "losses",
            "verdict IS NULL OR verdict <> 'approved' OR NOT falls OR agreed_at IS NOT NULL",
        ),
        # One proposal at a time is open in a case.
        Index(
            "ix_correction_open",
            "case_id",
            unique=True,
            sqlite_where=_OPEN,
        ),
        Index(None, "case_id", "proposed_at"),
        Index(None, "person_id"),
    )

    id: int = Field(sa_column=identity())
    case_id: int = Field(sa_column=reference("office_case.id"))
    person_id: int = Field(sa_column=reference("person.id"))
    # The correction that this one undoes (取消し).
    undoes: int | None = Field(default=None, sa_column=reference("correction.id", optional=True))
    claim_id: int | None = Field(
        default=None, sa_column=reference("ownerless_claim.id", optional=True)
    )
    plan: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # sealed
    digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # what is approved
    falls: bool  # whether anything becomes less, so that the person must agree
    proposed_by: int = Field(sa_column=Column(BIG, nullable=False))
    proposed_session: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    proposed_terminal: str = Field(sa_column=Column(String, nullable=False))
    proposed_at: int = Field(sa_column=moment_column())
    agreed_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    agreed_how: str | None = Field(default=None, sa_column=Column(String))
    agreed_noted_by: int | None = Field(default=None, sa_column=Column(BIG))  # the clerk, if any
    verdict: str | None = Field(default=None, sa_column=Column(String))
    decided_by: int | None = Field(default=None, sa_column=Column(BIG))
    decided_session: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    decided_terminal: str | None = Field(default=None, sa_column=Column(String))
    decided_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    reason: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # sealed
    spans_closed: str | None = Field(default=None, sa_column=Column(String))  # numbers, as JSON
    spans_added: str | None = Field(default=None, sa_column=Column(String))


class NoticeRow(SQLModel, table=True):
    """Something that a person is told in the service (お知らせ)."""

    __tablename__: ClassVar[str] = "notice"
    __table_args__: ClassVar[tuple[object, ...]] = (
        Index("ix_notice_person_id_at", "person_id", "at"),
    )

    id: int = Field(sa_column=identity())
    person_id: int = Field(sa_column=reference("person.id"))
    case_id: int = Field(sa_column=reference("office_case.id"))
    kind: str = Field(sa_column=Column(String, nullable=False))
    at: int = Field(sa_column=moment_column())
    read_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
