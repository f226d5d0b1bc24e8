"""Places (窓口), their terminals, who works there, and as what."""

from typing import ClassVar

from sqlalchemy import Column, Index, LargeBinary, String, text
from sqlmodel import Field, SQLModel

from nenkin.law.duties import PlaceKind, Role
from nenkin.storage.tables.columns import BIG, INT, identity, moment_column, reference, rule


def _one_of(column: str, names: type[PlaceKind] | type[Role]) -> str:
    return f"{column} IN ({', '.join(repr(str(name)) for name in names)})"


class PlaceRow(SQLModel, table=True):
    """A place where staff work. ``code`` is its name in files of facts, and never changes."""

    __tablename__: ClassVar[str] = "place"
    __table_args__: ClassVar[tuple[object, ...]] = (rule("kind", _one_of("kind", PlaceKind)),)

    id: int = Field(sa_column=identity())
    code: str = Field(sa_column=Column(String, nullable=False, unique=True))
    kind: str = Field(sa_column=Column(String, nullable=False))
    name: str = Field(sa_column=Column(String, nullable=False))
    postcode: str = Field(default="", sa_column=Column(String, nullable=False))
    address: str = Field(default="", sa_column=Column(String, nullable=False))
    telephone: str = Field(default="", sa_column=Column(String, nullable=False))
    created_at: int = Field(sa_column=moment_column())
    closed_at: int | None = Field(default=None, sa_column=moment_column(optional=True))


class TerminalRow(SQLModel, table=True):
    """A machine (端末) of a place, known by a cookie; until then by a code on paper, once."""

    __tablename__: ClassVar[str] = "terminal"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("cookie_hash", "cookie_hash IS NULL OR length(cookie_hash) = 32"),
        rule("known", "cookie_hash IS NULL OR code_hash IS NULL"),
        rule("code", "(code_hash IS NULL) = (code_until IS NULL)"),
    )

    id: int = Field(sa_column=identity())
    place_id: int = Field(sa_column=reference("place.id", index=True))
    label: str = Field(sa_column=Column(String, nullable=False))
    cookie_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary, unique=True))
    code_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary, unique=True))
    code_until: int | None = Field(default=None, sa_column=moment_column(optional=True))
    # NULL: by whoever set the installation up.
    registered_by: int | None = Field(default=None, sa_column=reference("staff.id", optional=True))
    registered_at: int = Field(sa_column=moment_column())
    revoked_at: int | None = Field(default=None, sa_column=moment_column(optional=True))


class StaffRow(SQLModel, table=True):
    """A member of staff (職員), one person each: shared accounts made the peeking of 2004 deniable."""

    __tablename__: ClassVar[str] = "staff"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("password", "(password_hash IS NULL) = (password_changed_at IS NULL)"),
        rule("first_code", "(first_code_hash IS NULL) = (first_code_until IS NULL)"),
    )

    id: int = Field(sa_column=identity())
    staff_number: str = Field(sa_column=Column(String, nullable=False, unique=True))
    name: str = Field(sa_column=Column(String, nullable=False))
    password_hash: str | None = Field(default=None, sa_column=Column(String))
    password_changed_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    policy: str = Field(default="", sa_column=Column(String, nullable=False))
    blocklist: int = Field(default=0, sa_column=Column(INT, nullable=False))
    totp_secret: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # sealed
    # The last accepted time step: a code works once.
    totp_step: int | None = Field(default=None, sa_column=Column(BIG))
    # The code on paper by which password and telephone are set at the first sign-in.
    first_code_hash: str | None = Field(default=None, sa_column=Column(String))
    first_code_until: int | None = Field(default=None, sa_column=moment_column(optional=True))
    # The check list of training was finished.
    trained_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    created_at: int = Field(sa_column=moment_column())
    last_sign_in_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    disabled_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    ended_at: int | None = Field(default=None, sa_column=moment_column(optional=True))


class FormerStaffPasswordRow(SQLModel, table=True):
    """A password that somebody of the staff used before; the profile ``seed`` refuses the last five."""

    __tablename__: ClassVar[str] = "former_staff_password"

    id: int = Field(sa_column=identity())
    staff_id: int = Field(sa_column=reference("staff.id", index=True))
    password_hash: str = Field(sa_column=Column(String, nullable=False))
    replaced_at: int = Field(sa_column=moment_column())


_GOES_ON = text("ended_at IS NULL")


class StaffGrantRow(SQLModel, table=True):
    """A role of somebody at a place: proposed, opened by a second, confirmed by a third person.

    In force from ``confirmed_at`` to ``ended_at``. None of the three is whom it is for, and no two
    are one. Without a proposer it was given by whoever set the installation up.
    """

    __tablename__: ClassVar[str] = "staff_grant"
    __table_args__: ClassVar[tuple[object, ...]] = (
        rule("role", _one_of("role", Role)),
        rule("proposed_for_another", "proposed_by <> staff_id"),
        rule("opened_for_another", "opened_by <> staff_id"),
        rule("confirmed_for_another", "confirmed_by <> staff_id"),
        rule("opened_by_another", "opened_by <> proposed_by"),
        rule("confirmed_by_a_third", "confirmed_by <> proposed_by AND confirmed_by <> opened_by"),
        rule("opened", "opened_by IS NULL OR (proposed_by IS NOT NULL AND opened_at IS NOT NULL)"),
        rule(
            "confirmed",
            "confirmed_at IS NULL OR proposed_by IS NULL"
            " OR (confirmed_by IS NOT NULL AND opened_by IS NOT NULL)",
        ),
        rule("by_nobody", "proposed_by IS NOT NULL OR confirmed_at IS NOT NULL"),
        Index(
            "uq_staff_grant_staff_id_place_id_role",
            "staff_id",
            "place_id",
            "role",
            unique=True,
            sqlite_where=_GOES_ON,
        ),
    )

    id: int = Field(sa_column=identity())
    staff_id: int = Field(sa_column=reference("staff.id", index=True))
    place_id: int = Field(sa_column=reference("place.id", index=True))
    role: str = Field(sa_column=Column(String, nullable=False))
    proposed_by: int | None = Field(default=None, sa_column=reference("staff.id", optional=True))
    proposed_at: int = Field(sa_column=moment_column())
    opened_by: int | None = Field(default=None, sa_column=reference("staff.id", optional=True))
    opened_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    confirmed_by: int | None = Field(default=None, sa_column=reference("staff.id", optional=True))
    confirmed_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
    ended_by: int | None = Field(default=None, sa_column=reference("staff.id", optional=True))
    ended_at: int | None = Field(default=None, sa_column=moment_column(optional=True))
