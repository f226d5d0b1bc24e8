"""Sends what waits in the outbox, through the mail server of the installation."""

import asyncio
import contextlib
import logging
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from nenkin.clock import Clock
from nenkin.storage.database import Database, StorageUnavailable
from nenkin.storage.outbox import StoredMail, mark_not_sent, mark_sent, take_due_mails

_LOG = logging.getLogger(__name__)
_SECONDS = 20  # for each answer of the mail server; well within the outbox's lease
_PERMANENT = 500


class BadAddress(Exception):
    """The mail server's address cannot be read."""


@dataclass(frozen=True, slots=True)
class Server:
    """The mail server: ``smtp://user:password@host:port``, or ``smtps://`` with TLS from the start.

    With ``smtp://`` TLS is switched on wherever the server has it, and demanded before a password.
    """

    host: str
    port: int
    user: str
    password: str
    tls: bool

    @classmethod
    def read(cls, address: str) -> "Server":
        """Read an address; raises ``BadAddress``."""
        parts = urlsplit(address)
        tls = parts.scheme == "smtps"
        try:
            port = parts.port or (465 if tls else 25)
        except ValueError as error:
            raise BadAddress(f"{address!r}: the port is not a number") from error
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise BadAddress("an address of a mail server looks like smtp://host:port")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname, port, user, password, tls)

    def __repr__(self) -> str:
        """Keep the password out of logs."""
        return f"Server({self.host}:{self.port})"


Deliver = Callable[[EmailMessage], None]


def deliverer(server: Server) -> Deliver:
    """Give what hands one mail to the server; it blocks, so it runs in a thread."""

    def deliver(message: EmailMessage) -> None:
        context = ssl.create_default_context()
        connection: smtplib.SMTP = (
            smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
            if server.tls
            else smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
        )
        with connection:
            connection.ehlo()
            if not server.tls and connection.has_extn("starttls"):
                connection.starttls(context=context)
                connection.ehlo()
            elif not server.tls and server.user:
                raise smtplib.SMTPNotSupportedError("no password is sent without TLS")
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(message)

    return deliver


async def send_due(db: Database, deliver: Deliver, clock: Clock, *, sender: str) -> int:
    """Send what is due, one after another; how many mails a server took."""
    sent = 0
    for stored in await take_due_mails(db, clock.now()):
        error, for_good = await asyncio.to_thread(_try, deliver, _message(stored, sender))
        async with db.write() as session:
            if error is None:
                await mark_sent(session, stored.id, clock.now())
                sent += 1
            else:
                await mark_not_sent(session, stored.id, error, clock.now(), for_good=for_good)
    return sent


async def work(
    db: Database, deliver: Deliver, clock: Clock, *, sender: str, stop: asyncio.Event, every: float
) -> None:
    """Send until ``stop`` is set, looking ``every`` so many seconds."""
    while not stop.is_set():
        try:
            await send_due(db, deliver, clock, sender=sender)
        except StorageUnavailable as error:
            _LOG.warning("the outbox cannot be read: %s", error)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every)


def _message(stored: StoredMail, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = stored.mail.recipient
    message["Subject"] = stored.mail.subject
    message["Date"] = format_datetime(stored.created_at)
    # The same in every try, so that mail programs show a repeated mail once.
    message["Message-ID"] = f"<{stored.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(stored.mail.body)
    return message


def _try(deliver: Deliver, message: EmailMessage) -> tuple[str | None, bool]:
    """Give what went wrong, without an address in it, and whether it always will."""
    try:
        deliver(message)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        return f"recipient refused ({codes})", all(code >= _PERMANENT for code in codes)
    except smtplib.SMTPResponseException as error:
        return f"{type(error).__name__} {error.smtp_code}", False
    except (smtplib.SMTPException, OSError) as error:
        return type(error).__name__, False
    return None, False
