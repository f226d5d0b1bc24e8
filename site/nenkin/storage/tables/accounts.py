"""Ways in: accounts, access keys, links sent by mail."""

from typing import ClassVar

from sqlalchemy import Column, Index, LargeBinary, String, text
from sqlmodel import Field, SQLModel

from nenkin.storage.tables.columns import INT, SMALL, identity, moment_column, reference, rule

_OPEN = text("closed_at IS NULL")
_LIVE = text("used_at IS NULL AND revoked_at IS NULL")


class AccountRow(SQLModel, table=True):
    """A person's account. Closing it takes the access and the mail away; the record stays."""

    __tablename__: ClassVar[str] = "account"
    __table_args__: ClassVar[tuple[object, ...]] = (
        # A closed account's person may sign up again, and its mail belongs to nobody.
        Index(
            "uq_account_person_id_open",
            "person_id",
            unique=True,
            sqlite_where=_OPEN,
        ),
        rule("proven_by", "proven_by BETWEEN 1 AND 3"),
        rule("closed", "closed_at IS NULL OR (mail IS NULL AND mail_index IS NULL)"),
        rule("mail", "(mail IS NULL) = (mail_index IS NULL)"),
        rule("notices", "notices IN (false, true)"),
    )

    id: int = Field(sa_column=identity())
    person_id: int = Field(sa_column=reference("person.id", index=True))
    user_id: str = Field(sa_column=Column(String, nullable=False, unique=True))
    mail: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # sealed
    mail_index: bytes | None = Field(default=None, sa_column=Column(LargeBinary, index=True))
    mail_confirmed_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    notices: bool = False  # お知らせメールを希望する
    telephone: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # sealed
    password_hash: str = Field(sa_column=Column(String, nullable=False))
    password_changed_at: int = Field(sa_column=moment_column())
    # After 100 failures in a row the password opens nothing; the other ways stay.
    password_disabled_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    policy: str = Field(sa_column=Column(String, nullable=False))  # profile it was checked by
    blocklist: int = Field(default=0, sa_column=Column(INT, nullable=False))  # version checked by
    question: str | None = Field(default=None, sa_column=Column(String))  # profile ``seed`` only
    answer_hash: str | None = Field(default=None, sa_column=Column(String))
    proven_by: int = Field(sa_column=Column(SMALL, nullable=False))  # accounts.ProvenBy
    terms_version: str = Field(sa_column=Column(String, nullable=False))
    terms_agreed_at: int = Field(sa_column=moment_column())
    created_at: int = Field(sa_column=moment_column())
    last_sign_in_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    closed_at: int | None = Field(default=None, sa_column=moment_column(optional=True))


class FormerPasswordRow(SQLModel, table=True):
    """A password used before; the profile ``seed`` refuses the last five."""

    __tablename__: ClassVar[str] = "former_password"

    id: int = Field(sa_column=identity())
    account_id: int = Field(sa_column=reference("account.id", index=True))
    password_hash: str = Field(sa_column=Column(String, nullable=False))
    replaced_at: int = Field(sa_column=moment_column())


class AccessKeyRow(SQLModel, table=True):
    """An access key (アクセスキー): found by number, birth and kana together, then checked by its hash."""

    __tablename__: ClassVar[str] = "access_key"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("finder", "length(finder) = 16"),
        rule("issued_by", "issued_by BETWEEN 1 AND 3"),
        rule("tries", "tries BETWEEN 0 AND 5"),
        rule("counter", "issued_by <> 2 OR staff_id IS NOT NULL"),
        rule("expires_at", "expires_at > issued_at"),
        Index(
            "uq_access_key_person_id_live",
            "person_id",
            unique=True,
            sqlite_where=_LIVE,
        ),
    )

    id: int = Field(sa_column=identity())
    person_id: int = Field(sa_column=reference("person.id", index=True))
    finder: bytes = Field(sa_column=Column(LargeBinary, nullable=False, index=True))
    secret_hash: str = Field(sa_column=Column(String, nullable=False))
    issued_by: int = Field(sa_column=Column(SMALL, nullable=False))  # access_keys.IssuedBy
    issued_at: int = Field(sa_column=moment_column())
    expires_at: int = Field(sa_column=moment_column())
    tries: int = Field(default=0, sa_column=Column(SMALL, nullable=False))
    used_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    revoked_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    # At a counter: who gave it, where, and which document was seen (its kind, never an image).
    staff_id: int | None = Field(default=None, sa_column=reference("staff.id", optional=True))
    office: str | None = Field(default=None, sa_column=Column(String))
    document: str | None = Field(default=None, sa_column=Column(String))


class TokenRow(SQLModel, table=True):
    """A link sent by mail; the hash is stored, the link itself is not."""

    __tablename__: ClassVar[str] = "token"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("token_hash", "length(token_hash) = 32"),
        rule("purpose", "purpose BETWEEN 1 AND 5"),
        rule("expires_at", "expires_at > created_at"),
        {"sqlite_with_rowid": False},
    )

    token_hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    purpose: int = Field(sa_column=Column(SMALL, nullable=False))  # tokens.Purpose
    account_id: int | None = Field(
        default=None, sa_column=reference("account.id", optional=True, index=True)
    )
    payload: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # sealed
    created_at: int = Field(sa_column=moment_column())
    expires_at: int = Field(sa_column=moment_column(index=True))
    used_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
