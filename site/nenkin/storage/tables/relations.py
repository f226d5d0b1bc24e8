"""Who may search for whom (手伝う人、遺族): confirmed by two members of staff, for one thing, for a time."""

from typing import ClassVar

from sqlalchemy import Column, Index, LargeBinary, String, text
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import BIG, INT, identity, moment_column, reference, rule

_OPEN = text("verdict IS NULL")


class RelationRow(SQLModel, table=True):
    """One relation as a clerk proposed it, what a second person said of it, and its end.

    Two people, two sessions, two terminals: the database itself refuses anything else.
    """

    __tablename__: ClassVar[str] = "relation"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("others", "person_id <> of_person_id"),
        rule("kind", "kind IN ('helper', 'survivor')"),
        rule("scope", "scope = 'search'"),
        rule("until", "until BETWEEN 18000101 AND 29991231"),
        rule("proposed", "length(proposed_session) = 32 AND proposed_terminal <> ''"),
        rule("decided", "(verdict IS NULL) = (decided_at IS NULL)"),
        rule("verdict", "verdict IS NULL OR verdict IN ('approved', 'refused', 'withdrawn')"),
        rule(
            "four_eyes",
            "verdict IS NULL OR verdict = 'withdrawn'"
            " OR (decided_by IS NOT NULL AND decided_by <> proposed_by"
            " AND decided_session IS NOT NULL AND decided_session <> proposed_session"
            " AND decided_terminal IS NOT NULL AND decided_terminal <> ''"
            " AND decided_terminal <> proposed_terminal)",
        ),
        rule("ended", "(ended_at IS NULL) = (ended_how IS NULL)"),
        rule("ended_how", "ended_how IS NULL OR ended_how IN ('office', 'person', 'restriction')"),
        # One proposal at a time is open in a case.
        Index(
            "ix_relation_open",
            "case_id",
            unique=True,
            sqlite_where=_OPEN,
        ),
        Index(None, "case_id"),
        Index(None, "person_id"),
        Index(None, "of_person_id"),
    )

    id: int = Field(sa_column=identity())
    case_id: int = Field(sa_column=reference("office_case.id"))
    person_id: int = Field(sa_column=reference("person.id"))  # who searches
    of_person_id: int = Field(sa_column=reference("person.id"))  # whose record is searched for
    # The invitation by which the person asked them to help: where it ends, this ends.
    helper_id: int | None = Field(default=None, sa_column=reference("helper.id", optional=True))
    kind: str = Field(sa_column=Column(String, nullable=False))  # relations.RelationKind
    tie: str = Field(sa_column=Column(String, nullable=False))  # relations.Tie
    scope: str = Field(sa_column=Column(String, nullable=False))
    papers: str = Field(sa_column=Column(String, nullable=False))  # relations.Paper, by blanks
    until: int = Field(sa_column=Column(INT, nullable=False))  # the last day in Japan
    proposed_by: int = Field(sa_column=Column(BIG, nullable=False))
    proposed_session: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    proposed_terminal: str = Field(sa_column=Column(String, nullable=False))
    proposed_at: int = Field(sa_column=moment_column())
    verdict: str | None = Field(default=None, sa_column=Column(String))
    decided_by: int | None = Field(default=None, sa_column=Column(BIG))
    decided_session: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    decided_terminal: str | None = Field(default=None, sa_column=Column(String))
    decided_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    ended_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    ended_how: str | None = Field(default=None, sa_column=Column(String))
