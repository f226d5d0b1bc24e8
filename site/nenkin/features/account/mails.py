"""Mails and letters of this feature: what happened, where to go on, and nothing personal.

No name with a number, no number of six digits, no link but to our own host (security.md T17).
"""

from collections.abc import Mapping
from datetime import datetime

from nenkin.features.account.desk import Desk
from nenkin.storage.database import Writing
from nenkin.storage.outbox import Mail, enqueue_mail

_BLANK = "\n\n"


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
    """Note a mail in the transaction that causes it; ``kind`` names its words."""
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
    words = desk.library.words
    said = f"account.mails.{kind}"
    parts = [words("account.mails.greeting"), words(f"{said}.text", **(values or {}))]
    if link:
        parts += [f"{desk.settings.origin}{link}", words("account.mails.link-note")]
    parts += [words("account.mails.unknown"), words("account.mails.from")]
    return Mail(
        recipient=to,
        subject=words(f"{said}.subject"),
        body=_BLANK.join(parts) + "\n",
        dedupe=f"{kind}:{dedupe}",
        person_id=person_id,
    )
