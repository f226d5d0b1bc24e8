"""What lasts for a visit: sessions, known devices, drafts, counted attempts, finished operations."""

from typing import ClassVar

from sqlalchemy import Column, Index, LargeBinary, String, text
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

_IN_PLACE = {"sqlite_with_rowid": False}


class DeviceRow(SQLModel, table=True):
    """A device on which somebody signed in before; a lock never applies to it."""

    __tablename__: ClassVar[str] = "device"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("cookie_hash", "length(cookie_hash) = 32"),
    )

    id: int = Field(sa_column=identity())
    account_id: int = Field(sa_column=reference("account.id", index=True))
    cookie_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    agent: str = Field(default="", sa_column=Column(String, nullable=False))
    first_seen_at: int = Field(sa_column=moment_column())
    last_seen_at: int = Field(sa_column=moment_column())
    revoked_at: int | None = Field(default=None, sa_column=moment_column(optional=True))


class SessionRow(SQLModel, table=True):
    """One signed-in visit; the cookie's hash is stored, the cookie is not."""

    __tablename__: ClassVar[str] = "session"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("id_hash", "length(id_hash) = 32"),
        rule("csrf_key", "length(csrf_key) = 32"),
        rule("whose", "(person_id IS NULL) <> (staff_id IS NULL)"),
        rule("account", "(person_id IS NULL) = (account_id IS NULL)"),
        rule("level", "level BETWEEN 1 AND 3"),
        _IN_PLACE,
    )

    id_hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    person_id: int | None = Field(
        default=None, sa_column=reference("person.id", optional=True, index=True)
    )
    account_id: int | None = Field(default=None, sa_column=reference("account.id", optional=True))
    staff_id: int | None = Field(
        default=None, sa_column=reference("staff.id", optional=True, index=True)
    )
    csrf_key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    level: int = Field(sa_column=Column(SMALL, nullable=False))
    created_at: int = Field(sa_column=moment_column())
    authenticated_at: int = Field(sa_column=moment_column())
    last_seen_at: int = Field(sa_column=moment_column())
    idle_seconds: int = Field(sa_column=Column(INT, nullable=False))
    ends_at: int = Field(sa_column=moment_column(index=True))
    previous_sign_in: int | None = Field(default=None, sa_column=moment_column(optional=True))
    device_id: int | None = Field(default=None, sa_column=reference("device.id", optional=True))
    terminal_id: int | None = Field(default=None, sa_column=reference("terminal.id", optional=True))
    agent: str = Field(default="", sa_column=Column(String, nullable=False))
    revoked_at: int | None = Field(default=None, sa_column=moment_column(optional=True))


_BY_PERSON = text("person_id IS NOT NULL")
_BY_VISIT = text("visit_hash IS NOT NULL")


class DraftRow(SQLModel, table=True):
    """What somebody has typed so far, sealed: a sign-up's answers hold a 基礎年金番号."""

    __tablename__: ClassVar[str] = "draft"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("owner", "(person_id IS NULL) <> (visit_hash IS NULL)"),
        rule("version", "version >= 1"),
        Index(
            "uq_draft_person_id_journey",
            "person_id",
            "journey",
            unique=True,
            sqlite_where=_BY_PERSON,
        ),
        Index(
            "uq_draft_visit_hash_journey",
            "visit_hash",
            "journey",
            unique=True,
            sqlite_where=_BY_VISIT,
        ),
    )

    id: int = Field(sa_column=identity())
    person_id: int | None = Field(default=None, sa_column=reference("person.id", optional=True))
    visit_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    journey: str = Field(sa_column=Column(String, nullable=False))
    answers: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    version: int = Field(sa_column=Column(INT, nullable=False))
    created_at: int = Field(sa_column=moment_column())
    updated_at: int = Field(sa_column=moment_column())
    expires_at: int = Field(sa_column=moment_column(index=True))


class AttemptRow(SQLModel, table=True):
    """How often something was tried; the key is hashed, so that no list of numbers arises here."""

    __tablename__: ClassVar[str] = "attempt"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("counted", "counted >= 0"),
        _IN_PLACE,
    )

    kind: str = Field(sa_column=Column(String, primary_key=True))
    key: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    counted: int = Field(sa_column=Column(INT, nullable=False))
    # A budget's row: the moment at which it is full again. A ladder's row: free again from here.
    until: int = Field(sa_column=Column(BIG, nullable=False))
    forget_at: int = Field(sa_column=moment_column(index=True))


class OperationRow(SQLModel, table=True):
    """A form that was carried out, and where its sender was led; sent again, it leads there again."""

    __tablename__: ClassVar[str] = "operation"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("body_hash", "length(body_hash) = 32"),
        rule("owner", "length(owner) = 32"),
        _IN_PLACE,
    )

    op_id: str = Field(sa_column=Column(String, primary_key=True))
    owner: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    body_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    location: str = Field(sa_column=Column(String, nullable=False))
    created_at: int = Field(sa_column=moment_column())
