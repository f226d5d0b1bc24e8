"""Passwords of accounts, as hashes; what may be one is decided elsewhere."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from nenkin.storage.accounts import ACCOUNTS, FORMER_PASSWORDS, NoSuchAccount, change_account
from nenkin.storage.codes import stamp
from nenkin.storage.database import Database, Writing
from nenkin.storage.identifiers import new_id

_KEPT_PASSWORDS = 5


async def change_password(
    session: Writing,
    account_id: int,
    *,
    password_hash: str,
    policy: str,
    blocklist: int,
    now: datetime,
) -> None:
    """Put another password in place; the last five are kept for comparison."""
    before = (
        await session.run(
            select(ACCOUNTS.c.password_hash)
            .where(ACCOUNTS.c.id == account_id, ACCOUNTS.c.closed_at.is_(None))
            .with_for_update()
        )
    ).one_or_none()
    if before is None:
        raise NoSuchAccount
    await session.run(
        insert(FORMER_PASSWORDS),
        {
            "id": new_id(),
            "account_id": account_id,
            "password_hash": before.password_hash,
            "replaced_at": stamp(now),
        },
    )
    kept = (
        select(FORMER_PASSWORDS.c.id)
        .where(FORMER_PASSWORDS.c.account_id == account_id)
        .order_by(FORMER_PASSWORDS.c.replaced_at.desc())
        .limit(_KEPT_PASSWORDS)
    )
    await session.run(
        delete(FORMER_PASSWORDS).where(
            FORMER_PASSWORDS.c.account_id == account_id, FORMER_PASSWORDS.c.id.not_in(kept)
        )
    )
    await change_account(
        session,
        account_id,
        password_hash=password_hash,
        password_changed_at=stamp(now),
        password_disabled_at=None,
        policy=policy,
        blocklist=blocklist,
    )


async def rehash(session: Writing, account_id: int, old: str, new: str) -> None:
    """Store the same password under stronger settings, unless it was changed in the meantime."""
    await session.run(
        update(ACCOUNTS)
        .where(ACCOUNTS.c.id == account_id, ACCOUNTS.c.password_hash == old)
        .values(password_hash=new)
    )


async def former_passwords(db: Database, account_id: int) -> list[str]:
    """Give the hashes of the passwords before, the latest first."""
    statement = (
        select(FORMER_PASSWORDS.c.password_hash)
        .where(FORMER_PASSWORDS.c.account_id == account_id)
        .order_by(FORMER_PASSWORDS.c.replaced_at.desc())
    )
    async with db.read() as session:
        return [row.password_hash for row in await session.run(statement)]


async def change_question(
    session: Writing, account_id: int, *, question: str | None, answer_hash: str | None
) -> None:
    """Put another secret question (秘密の質問) and the hash of its answer in place, or none."""
    await change_account(session, account_id, question=question, answer_hash=answer_hash)


async def disable_password(session: Writing, account_id: int, now: datetime) -> None:
    """Let the password open nothing any more; recovery and the other ways stay."""
    await change_account(session, account_id, password_disabled_at=stamp(now))
