"""Who may look at what is closed to one alone, by whose word and until when; how its person is told."""

from typing import ClassVar

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, String, text
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import BIG, identity, moment_column, reference, rule

_OPEN = text("verdict IS NULL")
LONGEST = 3_600_000_000  # an hour, in microseconds


class ViewingRow(SQLModel, table=True):
    """A wish to look at a case that nobody opens alone, and what became of it (閲覧の許し).

    ``glass``: opened alone in an emergency (緊急の閲覧), to be looked into by an auditor. ``lift``: a
    wish to end the restriction. Triggers of the migration keep what was asked and decided.
    """

    __tablename__: ClassVar[str] = "viewing"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("kind", "kind IN ('view', 'lift', 'glass')"),
        rule("asked", "length(asked_session) = 32 AND asked_terminal <> ''"),
        rule("whole", "whole IN (false, true)"),
        rule("decided", "(verdict IS NULL) = (decided_at IS NULL)"),
        rule("verdict", "verdict IS NULL OR verdict IN ('allowed', 'refused')"),
        rule(
            "four_eyes",
            "kind = 'glass' OR verdict IS NULL"
            " OR (decided_by IS NOT NULL AND decided_by <> asked_by"
            " AND decided_session IS NOT NULL AND decided_session <> asked_session"
            " AND decided_terminal IS NOT NULL AND decided_terminal <> ''"
            " AND decided_terminal <> asked_terminal)",
        ),
        rule(
            "alone",
            "kind <> 'glass' OR (verdict IS NOT NULL AND verdict = 'allowed' AND decided_by IS NULL)",
        ),
        rule(
            "until",
            "(until IS NOT NULL)"
            " = (verdict IS NOT NULL AND verdict = 'allowed' AND kind <> 'lift')",
        ),
        rule("short", f"until IS NULL OR until - decided_at <= {LONGEST}"),
        # An address or a recent employer is nothing for another place.
        rule(
            "elsewhere",
            "NOT whole OR kind = 'glass'"
            " OR (decided_place IS NOT NULL AND decided_place = asked_place)",
        ),
        rule("reviewed", "(reviewed_by IS NULL) = (reviewed_at IS NULL)"),
        rule("found", "(reviewed_by IS NULL) = (fine IS NULL)"),
        rule(
            "reviewer",
            "reviewed_by IS NULL OR (reviewed_by <> asked_by"
            " AND (decided_by IS NULL OR reviewed_by <> decided_by))",
        ),
        Index(
            "ix_viewing_open",
            *("case_id", "asked_by", "kind"),
            unique=True,
            sqlite_where=_OPEN,
        ),
        Index(None, "case_id"),
        Index(None, "person_id"),
        Index(None, "kind", "asked_at"),
    )

    id: int = Field(sa_column=identity())
    kind: str = Field(sa_column=Column(String, nullable=False))
    case_id: int = Field(sa_column=reference("office_case.id"))
    person_id: int = Field(sa_column=reference("person.id"))
    asked_by: int = Field(sa_column=Column(BIG, nullable=False))
    asked_session: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    asked_terminal: str = Field(sa_column=Column(String, nullable=False))
    asked_place: int = Field(sa_column=reference("place.id"))
    asked_at: int = Field(sa_column=moment_column())
    reason: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # sealed
    verdict: str | None = Field(default=None, sa_column=Column(String))
    decided_by: int | None = Field(default=None, sa_column=Column(BIG))
    decided_session: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    decided_terminal: str | None = Field(default=None, sa_column=Column(String))
    decided_place: int | None = Field(default=None, sa_column=reference("place.id", optional=True))
    decided_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    whole: bool = False  # with address, telephone and recent employers
    until: int | None = Field(default=None, sa_column=moment_column(optional=True))
    reviewed_by: int | None = Field(default=None, sa_column=Column(BIG))
    reviewed_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    fine: bool | None = Field(default=None)
    remark: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # sealed


class TellingRow(SQLModel, table=True):
    """How a person whose case is closed to one alone wants to be told of it, as agreed with them."""

    __tablename__: ClassVar[str] = "telling"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("noted", "noted_terminal <> '' AND how <> ''"),
    )

    person_id: int = Field(
        sa_column=Column(BIG, ForeignKey("person.id"), primary_key=True, autoincrement=False)
    )
    ways: str = Field(sa_column=Column(String, nullable=False))  # by commas; empty: in no way
    how: str = Field(sa_column=Column(String, nullable=False))  # by what they agreed
    noted_by: int = Field(sa_column=Column(BIG, nullable=False))
    noted_terminal: str = Field(sa_column=Column(String, nullable=False))
    noted_at: int = Field(sa_column=moment_column())


class AuditExportRow(SQLModel, table=True):
    """A file of the audit trail without anybody's name: asked for, allowed by another, given once."""

    __tablename__: ClassVar[str] = "audit_export"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("asked", "length(asked_session) = 32 AND asked_terminal <> ''"),
        rule("until_seq", "until_seq >= 0"),
        rule("decided", "(verdict IS NULL) = (decided_at IS NULL)"),
        rule("verdict", "verdict IS NULL OR verdict IN ('allowed', 'refused')"),
        rule(
            "four_eyes",
            "verdict IS NULL OR (decided_by IS NOT NULL AND decided_by <> asked_by"
            " AND decided_session IS NOT NULL AND decided_session <> asked_session"
            " AND decided_terminal IS NOT NULL AND decided_terminal <> ''"
            " AND decided_terminal <> asked_terminal)",
        ),
        rule(
            "given",
            "given_at IS NULL OR (verdict IS NOT NULL AND verdict = 'allowed'"
            " AND entries IS NOT NULL AND digest IS NOT NULL AND length(digest) = 32)",
        ),
        Index(None, "asked_at"),
    )

    id: int = Field(sa_column=identity())
    asked_by: int = Field(sa_column=Column(BIG, nullable=False))
    asked_session: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    asked_terminal: str = Field(sa_column=Column(String, nullable=False))
    asked_at: int = Field(sa_column=moment_column())
    reason: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # sealed
    sought: str = Field(sa_column=Column(String, nullable=False))  # what is looked for, as JSON
    until_seq: int = Field(sa_column=Column(BIG, nullable=False))  # the last entry of that moment
    verdict: str | None = Field(default=None, sa_column=Column(String))
    decided_by: int | None = Field(default=None, sa_column=Column(BIG))
    decided_session: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    decided_terminal: str | None = Field(default=None, sa_column=Column(String))
    decided_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    given_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    entries: int | None = Field(default=None, sa_column=Column(BIG))
    digest: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # of the file
