"""Visits at a machine that one person after another uses (キオスク)."""

from typing import ClassVar

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import SMALL, moment_column, rule


class KioskVisitRow(SQLModel, table=True):
    """One person's turn at a kiosk: made when it begins, only ever ended, never brought back."""

    __tablename__: ClassVar[str] = "kiosk_visit"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("id_hash", "length(id_hash) = 32"),
        {"sqlite_with_rowid": False},
    )

    id_hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    started_at: int = Field(sa_column=moment_column())
    last_seen_at: int = Field(sa_column=moment_column(index=True))
    reminded_at: int = Field(sa_column=moment_column())  # that an hour has gone by; first the start
    # Until when numbers and amounts are shown: the person has pressed «見せる».
    shown_until: int | None = Field(default=None, sa_column=moment_column(optional=True))
    sound: int | None = Field(default=None, sa_column=Column(SMALL))  # 1: a tone was asked for
    ended_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
