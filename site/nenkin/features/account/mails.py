"""Mails of this feature, each noted in the transaction that causes it."""

from collections.abc import Mapping
from datetime import datetime

from nenkin.content.mails import write_mail
from nenkin.features.account.desk import Desk
from nenkin.storage.database import Writing
from nenkin.storage.outbox import Mail, enqueue_mail


async def send(
    session: Writing,
    desk: Desk,
    kind: str,
    *,
    to: str,
    now: datetime,
    dedupe: str,
    person_id: int | None = None,
    link: str = "",
    values: Mapping[str, str] | None = None,
) -> None:
    """Note a mail in the transaction that causes it; ``kind`` names its words.

    None without an address: whoever signed up on paper is told by letter.
    """
    if not to:
        return
    await enqueue_mail(
        session, compose(desk, kind, to, dedupe, person_id=person_id, link=link, values=values), now
    )


def compose(
    desk: Desk,
    kind: str,
    to: str,
    dedupe: str,
    *,
    person_id: int | None = None,
    link: str = "",
    values: Mapping[str, str] | None = None,
) -> Mail:
    """Put a mail's words together."""
    origin = desk.settings.origin
    subject, body = write_mail(
        desk.library, kind, link=f"{origin}{link}" if link else "", values=values
    )
    return Mail(
        recipient=to, subject=subject, body=body, dedupe=f"{kind}:{dedupe}", person_id=person_id
    )
