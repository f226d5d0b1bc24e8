"""Mails: noted in the transaction that causes them, sent afterwards, once.

A mail is sent by a worker that tries again; without a mail server it stays here. Its answer never
depends on whether a mailbox exists, since nobody waits for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Insert, insert, select, update
from sqlalchemy.exc import IntegrityError

from nenkin.storage.codes import moment, optional_moment, stamp
from nenkin.storage.database import Database, Reading, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.tables import MailRow, table_of

MAILS = table_of(MailRow)

_RECIPIENT, _BODY = "mail.recipient", "mail.body"
_CAUSES = ("dedupe", "again_of")  # columns that hold one row for each cause
_LEASE = timedelta(minutes=5)  # longer than a mail server may take
_WAITS = (1, 5, 15, 60, 240, 720, 1440)  # minutes between tries; then it has failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail to one person. ``dedupe`` names the cause: the same cause never sends two."""

    recipient: str
    subject: str
    body: str
    dedupe: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A mail in the outbox; its body is gone once a mail server has taken it."""

    id: int
    mail: Mail
    created_at: datetime
    tries: int
    sent_at: datetime | None
    failed_at: datetime | None
    error: str | None


async def enqueue_mail(session: Writing, mail: Mail, now: datetime) -> bool:
    """Note a mail to be sent; ``False`` where the same cause noted one already."""
    mail_id = new_id()
    return await once(
        session,
        insert(MAILS).values(
            id=mail_id,
            person_id=mail.person_id,
            dedupe=mail.dedupe,
            recipient=session.vault.seal(mail.recipient, _RECIPIENT, mail_id),
            subject=mail.subject,
            body=session.vault.seal(mail.body, _BODY, mail_id),
            created_at=stamp(now),
            due_at=stamp(now),
            tries=0,
        ),
    )


async def mails(
    db: Database, *, recipient: str | None = None, limit: int = 100
) -> Sequence[StoredMail]:
    """List mails, the latest first (to one address)."""
    statement = select(MAILS).order_by(MAILS.c.created_at.desc(), MAILS.c.id).limit(limit)
    async with db.read() as session:
        found = [_mail(session, row) for row in await session.run(statement)]
    return [stored for stored in found if recipient in {None, stored.mail.recipient}]


async def take_due_mails(db: Database, now: datetime, *, limit: int = 20) -> Sequence[StoredMail]:
    """Take mails that are due, for a while: another worker leaves them alone meanwhile.

    A worker that dies leaves them to be taken again; a mail may then arrive twice, never not at all.
    """
    async with db.write() as session:
        due = (
            select(MAILS)
            .where(
                MAILS.c.sent_at.is_(None),
                MAILS.c.failed_at.is_(None),
                MAILS.c.due_at <= stamp(now),
            )
            .order_by(MAILS.c.due_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        taken = [_mail(session, row) for row in await session.run(due)]
        if taken:
            await session.run(
                update(MAILS)
                .where(MAILS.c.id.in_([stored.id for stored in taken]))
                .values(due_at=stamp(now + _LEASE), tries=MAILS.c.tries + 1)
            )
        return taken


async def mark_sent(session: Writing, mail_id: int, now: datetime) -> None:
    """Note that a mail server took the mail; its body, which may hold a link, is not kept."""
    await session.run(
        update(MAILS).where(MAILS.c.id == mail_id).values(sent_at=stamp(now), body=None, error=None)
    )


async def mark_not_sent(
    session: Writing, mail_id: int, error: str, now: datetime, *, for_good: bool = False
) -> None:
    """Note that it did not work, and when to try again."""
    tries = (await session.run(select(MAILS.c.tries).where(MAILS.c.id == mail_id))).scalar_one()
    over = for_good or tries > len(_WAITS)
    wait = timedelta(minutes=_WAITS[min(max(tries, 1), len(_WAITS)) - 1])
    await session.run(
        update(MAILS)
        .where(MAILS.c.id == mail_id)
        .values(error=error, due_at=stamp(now + wait), failed_at=stamp(now) if over else None)
    )


async def once(session: Writing, statement: Insert) -> bool:
    """Add a row; ``False`` where there is one of the same cause already."""
    try:
        async with session.begin_nested():
            await session.run(statement)
    except IntegrityError as error:
        if not any(name in str(error.orig) for name in _CAUSES):
            raise
        return False
    return True


def _mail(session: Reading, row: Any) -> StoredMail:
    return StoredMail(
        id=row.id,
        mail=Mail(
            recipient=session.vault.open(row.recipient, _RECIPIENT, row.id),
            subject=row.subject,
            body=session.vault.open_optional(row.body, _BODY, row.id) or "",
            dedupe=row.dedupe,
            person_id=row.person_id,
        ),
        created_at=moment(row.created_at),
        tries=row.tries,
        sent_at=optional_moment(row.sent_at),
        failed_at=optional_moment(row.failed_at),
        error=row.error,
    )
