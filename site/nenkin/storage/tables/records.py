"""The pension record itself: spans of months and bonuses, never months.

Both tables are kept in the order of their key (WITHOUT ROWID), so a person's whole record lies in
one place and is one short walk of one tree.
"""

from typing import ClassVar

from sqlalchemy import Column, ForeignKey, String
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import BIG, INT, SMALL, rule

_IN_PLACE = {"sqlite_with_rowid": False}


def _person() -> Column[int]:
    return Column(BIG, ForeignKey("person.id"), primary_key=True, autoincrement=False)


class SpanRow(SQLModel, table=True):
    """One span (see ``nenkin.law.periods.Span``); codes are those of ``codes.py``."""

    __tablename__: ClassVar[str] = "record_span"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("scheme", "scheme BETWEEN 1 AND 5"),
        rule("kind", "kind BETWEEN 1 AND 18"),
        rule("months", "first BETWEEN 21600 AND 35999 AND (last IS NULL OR last >= first)"),
        rule("status", "status IS NULL OR (scheme = 1 AND length(status) = 1)"),
        rule("pay", "pay IS NULL OR (scheme IN (2, 3, 4) AND pay BETWEEN 0 AND 99999999)"),
        rule("reported_by", "reported_by IS NULL OR reported_by BETWEEN 1 AND 5"),
        rule("known", "known_until IS NULL OR known_until >= known_from"),
        rule("marks", "corrected IN (false, true) AND disputed IN (false, true)"),
        _IN_PLACE,
    )

    person_id: int = Field(sa_column=_person())
    span_no: int = Field(sa_column=Column(SMALL, primary_key=True, autoincrement=False))
    scheme: int = Field(sa_column=Column(SMALL, nullable=False))
    kind: int = Field(sa_column=Column(SMALL, nullable=False))
    first: int = Field(sa_column=Column(INT, nullable=False))
    last: int | None = Field(default=None, sa_column=Column(INT))
    known_from: int = Field(sa_column=Column(INT, nullable=False))
    known_until: int | None = Field(default=None, sa_column=Column(INT))
    status: str | None = Field(default=None, sa_column=Column(String(1)))
    employer: str | None = Field(default=None, sa_column=Column(String))
    pay: int | None = Field(default=None, sa_column=Column(INT))
    acquired_on: int | None = Field(default=None, sa_column=Column(INT))
    lost_on: int | None = Field(default=None, sa_column=Column(INT))
    reported_by: int | None = Field(default=None, sa_column=Column(SMALL))
    reported_on: int | None = Field(default=None, sa_column=Column(INT))
    corrected: bool = False
    disputed: bool = False


class BonusRow(SQLModel, table=True):
    """One bonus (see ``nenkin.law.periods.Bonus``)."""

    __tablename__: ClassVar[str] = "record_bonus"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("scheme", "scheme BETWEEN 1 AND 5"),
        rule("amount", "amount BETWEEN 0 AND 999999999"),
        rule("known", "known_until IS NULL OR known_until >= known_from"),
        _IN_PLACE,
    )

    person_id: int = Field(sa_column=_person())
    bonus_no: int = Field(sa_column=Column(SMALL, primary_key=True, autoincrement=False))
    scheme: int = Field(sa_column=Column(SMALL, nullable=False))
    paid_on: int = Field(sa_column=Column(INT, nullable=False))
    amount: int = Field(sa_column=Column(INT, nullable=False))
    employer: str | None = Field(default=None, sa_column=Column(String))
    known_from: int = Field(sa_column=Column(INT, nullable=False))
    known_until: int | None = Field(default=None, sa_column=Column(INT))
