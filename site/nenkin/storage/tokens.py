"""Links sent by mail: their hash is stored, they work once, and not for long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import bindparam, delete, insert, select, update

from nenkin.storage.codes import stamp
from nenkin.storage.database import Database, Reading, Row, Writing
from nenkin.storage.identifiers import hashed, new_secret
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import TokenRow, table_of
from nenkin.storage.vault import Vault

TOKENS = table_of(TokenRow)
_PAYLOAD = "token.payload"


class Purpose(IntEnum):
    """What a link is for; a link for one thing opens nothing else."""

    CONFIRM_MAIL = 1  # of a new account or a sign-up
    CHANGE_MAIL = 2  # the payload is the new address
    RECOVER = 3  # a new password without the old one
    UNDO_CHANGE = 4  # sent to the old address
    LETTER = 5  # a code in a letter; the payload is the sign-up that waits for it


LIFETIMES = {
    Purpose.CONFIRM_MAIL: timedelta(hours=24),
    Purpose.CHANGE_MAIL: timedelta(hours=24),
    Purpose.RECOVER: timedelta(minutes=10),
    Purpose.UNDO_CHANGE: timedelta(hours=48),
    Purpose.LETTER: timedelta(days=100),
}


@dataclass(frozen=True, slots=True)
class Token:
    """What a link leads to."""

    account_id: int | None
    payload: str | None


_FIND = Prepared(
    select(TOKENS.c.token_hash, TOKENS.c.account_id, TOKENS.c.payload).where(
        TOKENS.c.token_hash == bindparam("token_hash"),
        TOKENS.c.purpose == bindparam("purpose"),
        TOKENS.c.expires_at > bindparam("at"),
        TOKENS.c.used_at.is_(None),
    ),
    "token_hash",
    "purpose",
    "at",
)


async def issue_token(
    session: Writing,
    purpose: Purpose,
    *,
    now: datetime,
    account_id: int | None = None,
    payload: str | None = None,
    secret: str | None = None,
) -> str:
    """Make a link's secret; an account's earlier links for the same purpose work no more.

    ``secret`` stands in for one of ours where people type it (see ``of_letter``).
    """
    if account_id is not None:
        await session.run(
            update(TOKENS)
            .where(
                TOKENS.c.account_id == account_id,
                TOKENS.c.purpose == int(purpose),
                TOKENS.c.used_at.is_(None),
            )
            .values(used_at=stamp(now))
        )
    token = secret or new_secret()
    token_hash = hashed(token)
    await session.run(
        insert(TOKENS),
        {
            "token_hash": token_hash,
            "purpose": int(purpose),
            "account_id": account_id,
            "payload": session.vault.seal_optional(payload, _PAYLOAD, token_hash.hex()),
            "created_at": stamp(now),
            "expires_at": stamp(now + LIFETIMES[purpose]),
        },
    )
    return token


def of_letter(vault: Vault, code: str) -> str:
    """Give the secret that a letter's code stands for.

    Fifteen digits alone could be tried out against a stolen database; not without the index key.
    """
    return vault.index("letter code", code).hex()


async def renew_letter_token(
    session: Writing, token_hash: str, secret: str, now: datetime
) -> str | None:
    """Let another secret open what a letter's opened, which opens nothing any more.

    Gives the hash of the new one; ``None`` where the one before was used or is too old.
    """
    ended = await end_letter_token(session, token_hash, now)
    if ended is None:
        return None
    await issue_token(session, Purpose.LETTER, now=now, payload=ended.payload, secret=secret)
    return hashed(secret).hex()


async def end_letter_token(session: Writing, token_hash: str, now: datetime) -> Token | None:
    """Let a letter's secret open nothing any more; ``None`` where it did not before."""
    return await _use(session, Purpose.LETTER, bytes.fromhex(token_hash), now)


async def letter_token_lives(session: Reading, token_hash: str, now: datetime) -> bool:
    """Whether a letter's secret still opens something."""
    wanted = select(TOKENS.c.token_hash).where(
        TOKENS.c.token_hash == bytes.fromhex(token_hash),
        TOKENS.c.purpose == int(Purpose.LETTER),
        TOKENS.c.expires_at > stamp(now),
        TOKENS.c.used_at.is_(None),
    )
    return (await session.run(wanted)).first() is not None


async def look_at_token(db: Database, purpose: Purpose, token: str, now: datetime) -> Token | None:
    """Say what a link leads to without using it up: mail scanners follow links."""
    for row in await db.rows(_FIND, hashed(token), int(purpose), stamp(now)):
        return _token(db.vault, row)
    return None


async def use_token(session: Writing, purpose: Purpose, token: str, now: datetime) -> Token | None:
    """Use a link up; ``None`` where it is unknown, used, of another purpose or too old."""
    return await _use(session, purpose, hashed(token), now)


async def _use(
    session: Writing, purpose: Purpose, token_hash: bytes, now: datetime
) -> Token | None:
    used = await session.run(
        update(TOKENS)
        .where(
            TOKENS.c.token_hash == token_hash,
            TOKENS.c.purpose == int(purpose),
            TOKENS.c.expires_at > stamp(now),
            TOKENS.c.used_at.is_(None),
        )
        .values(used_at=stamp(now))
        .returning(TOKENS.c.token_hash, TOKENS.c.account_id, TOKENS.c.payload)
    )
    row = used.one_or_none()
    return None if row is None else _token(session.vault, tuple(row))


async def forget_tokens(session: Writing, before: datetime) -> int:
    """Remove links that ended long ago."""
    return (await session.run(delete(TOKENS).where(TOKENS.c.expires_at < stamp(before)))).rowcount


def _token(vault: Vault, row: Row) -> Token:
    return Token(row[1], vault.open_optional(row[2], _PAYLOAD, bytes(row[0]).hex()))
