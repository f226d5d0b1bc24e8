"""Requests of people who have no paper that shows their number (番号の分からない人の照会)."""

from typing import ClassVar

from sqlalchemy import Column, LargeBinary, String
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import identity, moment_column, reference, rule


class UnnumberedRequestRow(SQLModel, table=True):
    """One request, from the counter where it was written to the office that finds the person."""

    __tablename__: ClassVar[str] = "unnumbered_request"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("done", "(found IS NULL) OR (done_at IS NOT NULL)"),
    )

    id: int = Field(sa_column=identity())
    number: str = Field(sa_column=Column(String, nullable=False, unique=True))  # 受付番号
    staff_id: int = Field(sa_column=reference("staff.id", index=True))
    place: str = Field(sa_column=Column(String, nullable=False))
    sent_at: int = Field(sa_column=moment_column(index=True))
    sent: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # sealed
    done_at: int | None = Field(default=None, sa_column=moment_column(optional=True, index=True))
    done_by: int | None = Field(
        default=None, sa_column=reference("staff.id", optional=True, index=True)
    )
    found: str | None = Field(default=None, sa_column=Column(String))  # the case that it became
