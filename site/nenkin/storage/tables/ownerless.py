"""Searches for records without an owner (持ち主不明記録), and whose these turned out to be (統合)."""

from typing import ClassVar

from sqlalchemy import Column, Index, LargeBinary, String, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import BIG, INT, identity, moment_column, reference, rule

_STANDS = text("ended_at IS NULL")


class OwnerlessClaimRow(SQLModel, table=True):
    """One record and the person it is to be joined with: proposed by one clerk, done by another.

    The store of ownerless records is never written; what is claimed is left out of its searches. A
    claim that is turned down or undone has ``ended_at`` and stays.
    """

    __tablename__: ClassVar[str] = "ownerless_claim"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("merged", "(merged_by IS NULL) = (merged_at IS NULL)"),
        rule("four_eyes", "merged_by IS NULL OR merged_by <> proposed_by"),
        rule("ended", "(ended_by IS NULL) = (ended_at IS NULL)"),
        rule("undone", "undo_asked_by IS NULL OR ended_by IS NULL OR ended_by <> undo_asked_by"),
        # One standing claim on a record, whatever its state.
        Index(
            "ix_ownerless_claim_standing",
            "record_id",
            unique=True,
            sqlite_where=_STANDS,
        ),
        Index(None, "person_id"),
    )

    id: int = Field(sa_column=identity())
    record_id: str = Field(sa_column=Column(String, nullable=False))  # OwnerlessRecord.id
    person_id: int = Field(sa_column=reference("person.id"))
    case_number: str = Field(sa_column=Column(String, nullable=False))  # 受付番号
    facts: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # the record then; sealed
    first: int = Field(sa_column=Column(INT, nullable=False))  # the months that are given
    last: int = Field(sa_column=Column(INT, nullable=False))
    proposed_by: int = Field(sa_column=Column(BIG, nullable=False))
    proposed_at: int = Field(sa_column=moment_column())
    merged_by: int | None = Field(default=None, sa_column=Column(BIG))
    merged_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    span_no: int | None = Field(default=None, sa_column=Column(INT))  # where the months went
    undo_asked_by: int | None = Field(default=None, sa_column=Column(BIG))
    ended_by: int | None = Field(default=None, sa_column=Column(BIG))
    ended_at: int | None = Field(default=None, sa_column=moment_column(optional=True))


class OwnerlessSearchRow(SQLModel, table=True):
    """One search and its slip; added to, never changed. It looks the same whatever was found."""

    __tablename__: ClassVar[str] = "ownerless_search"
    __table_args__: ClassVar[tuple[object, ...]] = (
        UniqueConstraint("number"),
        Index("ix_ownerless_search_person_id_criteria", "person_id", "criteria"),
    )

    id: int = Field(sa_column=identity())
    number: str = Field(sa_column=Column(String, nullable=False))  # 受付番号
    person_id: int = Field(sa_column=reference("person.id"))
    at: int = Field(sa_column=moment_column())
    # Keyed hash of the names and birth dates, and of the store's day: not of what else is remembered.
    criteria: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    typed: bytes = Field(
        sa_column=Column(LargeBinary, nullable=False)
    )  # the feature's JSON; sealed
    answer: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # sealed, of one length


class OwnerlessMemoryRow(SQLModel, table=True):
    """What somebody remembered after a search (参考情報): for the office, and no answer changes by it.

    ``late``: added after the search was sent; such a row is never removed.
    """

    __tablename__: ClassVar[str] = "ownerless_memory"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("late", "late IN (false, true)"),
        Index(None, "search_id"),
    )

    id: int = Field(sa_column=identity())
    search_id: int = Field(sa_column=reference("ownerless_search.id"))
    person_id: int = Field(sa_column=reference("person.id"))
    at: int = Field(sa_column=moment_column())
    late: bool = False
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # the memory's JSON; sealed
