"""Assisted sessions (窓口での手伝い): one clerk, one person, one request."""

from typing import ClassVar

from sqlalchemy import Column, LargeBinary, String
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import identity, moment_column, reference, rule


class AssistedSessionRow(SQLModel, table=True):
    """One request at a counter. Made when it begins, only ever ended, never brought back."""

    __tablename__: ClassVar[str] = "assisted_session"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("staff_session", "length(staff_session) = 32"),
        rule("code_hash", "code_hash IS NULL OR length(code_hash) = 16"),
        rule("code", "(code_hash IS NULL) = (code_until IS NULL)"),
        rule("kiosk_hash", "kiosk_hash IS NULL OR length(kiosk_hash) = 32"),
        rule("person_hash", "person_hash IS NULL OR length(person_hash) = 32"),
        rule("csrf_key", "length(csrf_key) = 32"),
        rule("identified", "(seen IS NULL) = (identified_at IS NULL)"),
        rule("identity_first", "consented_at IS NULL OR identified_at IS NOT NULL"),
        rule("own_screen", "consented_at IS NULL OR kiosk_hash IS NOT NULL"),
        rule("entered", "(consented_at IS NULL) = (person_hash IS NULL)"),
    )

    id: int = Field(sa_column=identity())
    number: str = Field(sa_column=Column(String, nullable=False, unique=True))  # 受付番号
    staff_id: int = Field(sa_column=reference("staff.id", index=True))
    # Whose session it is of: with that it ends.
    staff_session: bytes = Field(sa_column=Column(LargeBinary, nullable=False, index=True))
    place: str = Field(sa_column=Column(String, nullable=False))
    person_id: int = Field(sa_column=reference("person.id", index=True))
    started_at: int = Field(sa_column=moment_column())
    request: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # sealed
    seen: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # sealed
    identified_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    # The short code by which the person's own screen joins, once.
    code_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary, unique=True))
    code_until: int | None = Field(default=None, sa_column=moment_column(optional=True))
    kiosk_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary, index=True))
    consented_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    # What the person's screen proves with that it is this session's, once they have agreed.
    person_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary, unique=True))
    csrf_key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    referred: str | None = Field(default=None, sa_column=Column(String))  # number of the case
    ended_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
