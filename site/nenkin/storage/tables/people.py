"""Whose records there are, and under which numbers."""

from typing import ClassVar

from sqlalchemy import Column, Index, LargeBinary, String
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import INT, SMALL, identity, reference, rule


class PersonRow(SQLModel, table=True):
    """An insured person (被保険者等). ``numbers`` is sealed: 基礎年金番号, then the handbooks' numbers."""

    __tablename__: ClassVar[str] = "person"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("sex", "sex IN (1, 2)"),
        rule("born_on", "born_on BETWEEN 18000101 AND 29991231"),
        rule("restricted", "restricted IN (false, true)"),
        rule("number_index", "length(number_index) = 16"),
        Index(None, "born_on"),  # to find somebody who has no number, at a pension office
    )

    id: int = Field(sa_column=identity())
    numbers: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    number_index: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    surname: str = Field(sa_column=Column(String, nullable=False))
    given_name: str = Field(sa_column=Column(String, nullable=False))
    surname_kana: str = Field(sa_column=Column(String, nullable=False))
    given_name_kana: str = Field(sa_column=Column(String, nullable=False))
    born_on: int = Field(sa_column=Column(INT, nullable=False))
    sex: int = Field(sa_column=Column(SMALL, nullable=False))
    data_date: int = Field(sa_column=Column(INT, nullable=False))
    entitled_since: int | None = Field(default=None, sa_column=Column(INT))
    # The day on which a sample person is shown, where it is not the demonstration day.
    shown_on: int | None = Field(default=None, sa_column=Column(INT))
    # 閲覧制限: the record of a well-known or threatened person; staff need a second person.
    restricted: bool = False
    address: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # 登録住所, sealed


HANDBOOK = 1  # 年金手帳記号番号, merged into the basic number
FORMER = 2  # 変更前の基礎年金番号, after it was reissued
INQUIRY = 3  # 照会番号, by which the office alone finds somebody


class NumberAliasRow(SQLModel, table=True):
    """Another number under which a person can be found: a handbook's, a reissued one, or 照会番号."""

    __tablename__: ClassVar[str] = "number_alias"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("kind", "kind IN (1, 2, 3)"),
        rule("number_index", "length(number_index) = 16"),
        # Two people can hold the same handbook number by mistake of the office: not unique.
        Index(None, "number_index"),
    )

    id: int = Field(sa_column=identity())
    person_id: int = Field(sa_column=reference("person.id", index=True))
    kind: int = Field(sa_column=Column(SMALL, nullable=False))
    number: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    number_index: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    until: int | None = Field(default=None, sa_column=Column(INT))  # replaced on this day


class KeyCheckRow(SQLModel, table=True):
    """What tells that the key file belongs to this database; no key is in it."""

    __tablename__: ClassVar[str] = "key_check"

    name: str = Field(sa_column=Column(String, primary_key=True))
    key_id: int = Field(sa_column=Column(SMALL, primary_key=True, autoincrement=False))
    proof: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
