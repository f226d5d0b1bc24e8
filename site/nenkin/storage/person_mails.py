"""What a person is told by mail of what somebody else did with what is theirs: that it happened, no more."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from nenkin.storage.accounts import ACCOUNTS, MAIL
from nenkin.storage.database import Reading, Writing
from nenkin.storage.outbox import Mail, enqueue_mail
from nenkin.storage.telling import Way, may_tell


@dataclass(frozen=True, slots=True)
class MailWords:
    """A mail's words. ``kind`` goes into its cause: of one cause only one is sent."""

    kind: str
    subject: str
    body: str


async def has_account(session: Reading, person_id: int) -> bool:
    """Whether somebody can read in the service what they are told there."""
    mine = (ACCOUNTS.c.person_id == person_id, ACCOUNTS.c.closed_at.is_(None))
    return (await session.run(select(ACCOUNTS.c.id).where(*mine))).first() is not None


async def mail_person(
    session: Writing,
    person_id: int,
    words: MailWords,
    *,
    cause: str,
    now: datetime,
    if_chosen: bool = False,
) -> None:
    """Note a mail to a person, in the transaction that causes it; none without a confirmed address.

    ``if_chosen``: only to whom has chosen to get such mails (お知らせメール). Whose case is closed to one
    alone gets such a mail only where that was agreed with them.
    """
    if if_chosen and not await may_tell(session, person_id, Way.MAIL):
        return
    mine = [ACCOUNTS.c.person_id == person_id, ACCOUNTS.c.mail_confirmed_at.is_not(None)]
    if if_chosen:
        mine.append(ACCOUNTS.c.notices.is_(True))
    for row in await session.run(select(ACCOUNTS.c.id, ACCOUNTS.c.mail).where(*mine)):
        mail = Mail(
            recipient=session.vault.open(row.mail, MAIL, row.id),
            subject=words.subject,
            body=words.body,
            dedupe=f"{words.kind}:{cause}",
            person_id=person_id,
        )
        await enqueue_mail(session, mail, now)
