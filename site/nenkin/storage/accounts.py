"""Accounts: how a person gets in, and what they may change about it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from nenkin.storage.codes import optional_moment, stamp
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import AccountRow, FormerPasswordRow, StandingSearchRow, table_of
from nenkin.storage.vault import Vault

ACCOUNTS = table_of(AccountRow)
FORMER_PASSWORDS = table_of(FormerPasswordRow)
STANDING = table_of(StandingSearchRow)

MAIL = "account.mail"
_TELEPHONE = "account.telephone"


class ProvenBy(IntEnum):
    """How it was proven who signs up."""

    ACCESS_KEY = 1  # アクセスキー
    POST = 2  # a code in a letter to the registered address
    COUNTER = 3  # 窓口


class Taken(Exception):
    """Somebody has it already: ``what`` is ``user_id`` or ``person``."""

    def __init__(self, what: str) -> None:
        """Say what it is."""
        super().__init__(what)
        self.what = what


class NoSuchAccount(Exception):
    """There is no open account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """What a sign-up ends with."""

    person_id: int
    user_id: str
    mail: str
    mail_confirmed: bool
    password_hash: str
    policy: str  # the profile the password was checked by
    blocklist: int  # the version of the list it was checked by
    proven_by: ProvenBy
    terms_version: str
    notices: bool = False
    telephone: str | None = None
    question: str | None = None
    answer_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An open account."""

    id: int
    person_id: int
    user_id: str
    mail: str
    mail_confirmed_at: datetime | None
    notices: bool
    telephone: str | None
    password_hash: str
    password_changed_at: datetime
    password_disabled_at: datetime | None
    policy: str
    blocklist: int
    question: str | None
    answer_hash: str | None
    proven_by: ProvenBy
    terms_version: str
    terms_agreed_at: datetime
    created_at: datetime
    last_sign_in_at: datetime | None


_COLUMNS = (
    "id",
    "person_id",
    "user_id",
    "mail",
    "mail_confirmed_at",
    "notices",
    "telephone",
    "password_hash",
    "password_changed_at",
    "password_disabled_at",
    "policy",
    "blocklist",
    "question",
    "answer_hash",
    "proven_by",
    "terms_version",
    "terms_agreed_at",
    "created_at",
    "last_sign_in_at",
)
_MOMENTS = tuple(name for name in _COLUMNS if name.endswith("_at"))
_OPEN = select(*(ACCOUNTS.c[name] for name in _COLUMNS)).where(ACCOUNTS.c.closed_at.is_(None))
# One statement for both names, so that neither takes longer than the other.
# An address counts once it is confirmed: typing a stranger's address must not get in their way.
_BY_NAME = Prepared(
    _OPEN.where(
        (ACCOUNTS.c.user_id == bindparam("user_id"))
        | (
            (ACCOUNTS.c.mail_index == bindparam("mail_index"))
            & ACCOUNTS.c.mail_confirmed_at.is_not(None)
        )
    ),
    "user_id",
    "mail_index",
)
_BY_PERSON = Prepared(_OPEN.where(ACCOUNTS.c.person_id == bindparam("person_id")), "person_id")
_BY_ID = Prepared(_OPEN.where(ACCOUNTS.c.id == bindparam("account_id")), "account_id")


def folded_user_id(text: str) -> str:
    """Give a user ID as it is stored: however wide, in whatever case, with whatever hyphens."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def folded_mail(text: str) -> str:
    """Give a mail address as it is compared: two spellings of one mailbox are one."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


async def open_account(session: Writing, new: NewAccount, now: datetime) -> int:
    """Open an account and give its id; raises ``Taken``."""
    account_id = new_id()
    at = stamp(now)
    values = {
        "id": account_id,
        "person_id": new.person_id,
        "user_id": folded_user_id(new.user_id),
        "mail": session.vault.seal(new.mail, MAIL, account_id),
        "mail_index": _mail_index(session.vault, new.mail),
        "mail_confirmed_at": at if new.mail_confirmed else None,
        "notices": new.notices,
        "telephone": session.vault.seal_optional(new.telephone, _TELEPHONE, account_id),
        "password_hash": new.password_hash,
        "password_changed_at": at,
        "policy": new.policy,
        "blocklist": new.blocklist,
        "question": new.question,
        "answer_hash": new.answer_hash,
        "proven_by": int(new.proven_by),
        "terms_version": new.terms_version,
        "terms_agreed_at": at,
        "created_at": at,
    }
    try:
        async with session.begin_nested():  # so that the caller may go on
            await session.run(insert(ACCOUNTS), values)
    except IntegrityError as error:
        raise _taken(error) from error
    return account_id


async def find_account(db: Database, name: str) -> Account | None:
    """Find an open account by user ID or confirmed mail address, as typed at sign-in.

    A family may share an address; then it names nobody, and each has to give the user ID.
    """
    rows = await _named(db, name)
    return _account(db.vault, rows[0]) if len(rows) == 1 else None


async def accounts_of_mail(db: Database, mail: str) -> Sequence[Account]:
    """Give everybody who has confirmed this address: a family may share one."""
    return [_account(db.vault, row) for row in await _named(db, mail)]


async def _named(db: Database, name: str) -> Sequence[Row]:
    # «a@b.jp» is an address and never the user ID «abjp»
    user_id = "" if "@" in folded_mail(name) else folded_user_id(name)
    return await db.rows(_BY_NAME, user_id, _mail_index(db.vault, name))


async def account_of(db: Database, person_id: int) -> Account | None:
    """Give a person's open account."""
    for row in await db.rows(_BY_PERSON, person_id):
        return _account(db.vault, row)
    return None


async def read_account(db: Database, account_id: int) -> Account:
    """Give an open account by its id; raises ``NoSuchAccount``."""
    for row in await db.rows(_BY_ID, account_id):
        return _account(db.vault, row)
    raise NoSuchAccount


async def note_sign_in(session: Writing, account_id: int, now: datetime) -> datetime | None:
    """Note a sign-in and give the one before (最新のログイン日時); raises ``NoSuchAccount``."""
    mine = (ACCOUNTS.c.id == account_id, ACCOUNTS.c.closed_at.is_(None))
    row = (
        await session.run(select(ACCOUNTS.c.last_sign_in_at).where(*mine).with_for_update())
    ).one_or_none()
    if row is None:
        raise NoSuchAccount
    await session.run(update(ACCOUNTS).where(*mine).values(last_sign_in_at=stamp(now)))
    return optional_moment(row.last_sign_in_at)


async def change_mail(session: Writing, account_id: int, mail: str, now: datetime) -> None:
    """Put a mail address in place that its owner has confirmed."""
    await change_account(
        session,
        account_id,
        mail=session.vault.seal(mail, MAIL, account_id),
        mail_index=_mail_index(session.vault, mail),
        mail_confirmed_at=stamp(now),
    )


async def confirm_mail(session: Writing, account_id: int, now: datetime) -> None:
    """Note that the mail address reached its owner."""
    await change_account(session, account_id, mail_confirmed_at=stamp(now))


async def choose_notices(session: Writing, account_id: int, *, wanted: bool) -> None:
    """Note whether お知らせメール is wanted."""
    await change_account(session, account_id, notices=wanted)


async def close_account(session: Writing, account_id: int, now: datetime) -> None:
    """Close an account: mail, telephone, question and standing searches are gone, the record stays.

    The caller ends its sessions (``sessions.revoke_all``) in the same transaction.
    """
    await change_account(
        session,
        account_id,
        closed_at=stamp(now),
        mail=None,
        mail_index=None,
        mail_confirmed_at=None,
        telephone=None,
        question=None,
        answer_hash=None,
    )
    await session.run(delete(FORMER_PASSWORDS).where(FORMER_PASSWORDS.c.account_id == account_id))
    person = select(ACCOUNTS.c.person_id).where(ACCOUNTS.c.id == account_id)
    await session.run(delete(STANDING).where(STANDING.c.person_id.in_(person)))


async def change_account(session: Writing, account_id: int, **values: object) -> None:
    """Change columns of an open account; raises ``NoSuchAccount``."""
    changed = await session.run(
        update(ACCOUNTS)
        .where(ACCOUNTS.c.id == account_id, ACCOUNTS.c.closed_at.is_(None))
        .values(**values)
    )
    if changed.rowcount != 1:
        raise NoSuchAccount


def _mail_index(vault: Vault, mail: str) -> bytes:
    return vault.index("mail", folded_mail(mail))


def _taken(error: IntegrityError) -> Exception:
    """Read from the database's words which rule it was: both name the column or the rule."""
    words = str(error.orig)
    for sign, what in (("user_id", "user_id"), ("person_id", "person")):
        if sign in words and "FOREIGN KEY" not in words.upper():
            return Taken(what)
    return error


def _account(vault: Vault, row: Row) -> Account:
    found: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    account_id = found["id"]
    return Account(
        **found
        | {name: optional_moment(found[name]) for name in _MOMENTS}
        | {
            "mail": vault.open(found["mail"], MAIL, account_id),
            "telephone": vault.open_optional(found["telephone"], _TELEPHONE, account_id),
            "notices": bool(found["notices"]),
            "proven_by": ProvenBy(found["proven_by"]),
        }
    )
