"""The moment an account comes to be."""

import secrets
from dataclasses import replace
from datetime import datetime

from nenkin.features.account import mails
from nenkin.features.account.desk import Desk
from nenkin.storage.accounts import (
    NewAccount,
    Taken,
    find_account,
    folded_user_id,
    open_account,
)
from nenkin.storage.audit import ActorKind, Event, note
from nenkin.storage.database import Writing
from nenkin.storage.tokens import Purpose, issue_token

TERMS = "2026-11-20"  # the version of content/pages/terms.ja.md that is agreed to
_WORDS = (
    "asa",
    "haru",
    "hoshi",
    "kawa",
    "kaze",
    "mori",
    "natsu",
    "sora",
    "tsuki",
    "umi",
    "yama",
    "yuki",
)


async def open_and_tell(
    session: Writing, desk: Desk, new: NewAccount, *, now: datetime, way: str, op: str
) -> None:
    """Open an account, and send the mail that says so and asks to confirm the address, if there is one.

    Raises ``Taken`` where the person has one.
    """
    account_id = await _open(session, new, now)
    if new.mail:
        link = await issue_token(session, Purpose.CONFIRM_MAIL, now=now, account_id=account_id)
        await mails.send(
            session,
            desk,
            "sign-up-opened",
            to=new.mail,
            now=now,
            dedupe=op,
            person_id=new.person_id,
            link=f"/mail/confirm/{link}",
        )
    await note(
        session,
        Event(
            actor=ActorKind.VISITOR,
            action="sign-up.opened",
            subject=new.person_id,
            detail={"way": way},
        ),
        now,
    )


async def _open(session: Writing, new: NewAccount, now: datetime) -> int:
    """Open an account; a user ID that somebody has gets digits, so that no page tells who has which."""
    wished = new.user_id
    while True:
        try:
            return await open_account(session, new, now)
        except Taken as taken:
            if taken.what != "user_id":
                raise
            new = replace(
                new, user_id=f"{folded_user_id(wished)[:16]}{secrets.randbelow(9000) + 1000}"
            )


async def free_user_id(desk: Desk) -> str:
    """Propose a user ID that nobody has: it is written in a letter, and must not change again."""
    while await find_account(desk.db, wished := proposed()) is not None:
        pass
    return wished


def proposed() -> str:
    """Propose a user ID that can be read out on the telephone."""
    return f"{secrets.choice(_WORDS)}{secrets.choice(_WORDS)}{secrets.randbelow(9000) + 1000}"
