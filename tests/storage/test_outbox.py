"""Tests of mails: noted with their cause, sent once, tried again, never shown in clear."""

import asyncio
import smtplib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from nenkin.clock import FixedClock
from nenkin.storage.codes import moment
from nenkin.storage.database import Database
from nenkin.storage.outbox import (
    MAILS,
    Mail,
    enqueue_mail,
    mails,
    take_due_mails,
)
from nenkin.storage.postman import BadAddress, Server, deliverer, send_due, work
from tests.storage.conftest import NOW

MAIL = Mail(
    recipient="hanako@example.jp",
    subject="メールアドレスの確認",
    body="https://example.jp/confirm/secret-link\n",
    dedupe="confirm 1",
)
SENDER = "no-reply@example.jp"


@dataclass
class Postbox:
    """A mail server that keeps what it gets, or refuses."""

    got: list[EmailMessage] = field(default_factory=list)
    refusal: Exception | None = None

    def __call__(self, message: EmailMessage) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.got.append(message)


async def post(database: Database, mail: Mail = MAIL) -> bool:
    async with database.write() as session:
        return await enqueue_mail(session, mail, NOW)


async def test_a_mail_waits_and_is_sent_once(database: Database) -> None:
    box, clock = Postbox(), FixedClock(NOW)
    assert await post(database)
    (waiting,) = await mails(database)
    assert waiting.mail == MAIL
    assert waiting.sent_at is None
    assert await send_due(database, box, clock, sender=SENDER) == 1
    assert await send_due(database, box, clock, sender=SENDER) == 0
    (message,) = box.got
    assert message["To"] == MAIL.recipient
    assert message["From"] == SENDER
    assert message["Subject"] == MAIL.subject
    assert message.get_content() == MAIL.body
    (sent,) = await mails(database)
    assert sent.sent_at == NOW
    assert not sent.mail.body


async def test_the_same_cause_never_sends_two(database: Database) -> None:
    assert await post(database)
    assert not await post(database)
    assert await post(database, replace(MAIL, dedupe="confirm 2"))
    assert len(await mails(database)) == 2
    assert await mails(database, recipient="somebody@example.jp") == []


async def test_a_mail_whose_cause_failed_is_not_there(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as session:
            await enqueue_mail(session, MAIL, NOW)
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await mails(database) == []


async def test_two_workers_do_not_take_the_same_mail(database: Database) -> None:
    for number in range(10):
        await post(database, replace(MAIL, dedupe=str(number)))
    taken = await asyncio.gather(*(take_due_mails(database, NOW, limit=4) for _ in range(4)))
    ids = [stored.id for batch in taken for stored in batch]
    assert len(ids) == len(set(ids)) == 10


async def test_a_worker_that_died_leaves_its_mail_to_the_next(database: Database) -> None:
    await post(database)
    assert len(await take_due_mails(database, NOW)) == 1
    assert await take_due_mails(database, NOW + timedelta(minutes=4)) == []
    assert len(await take_due_mails(database, NOW + timedelta(minutes=5))) == 1


async def test_a_refusal_for_now_is_tried_again_and_again_more_slowly(database: Database) -> None:
    box, clock = Postbox(refusal=ConnectionRefusedError()), FixedClock(NOW)
    await post(database)
    waits = []
    for _ in range(8):
        assert await send_due(database, box, clock, sender=SENDER) == 0
        (stored,) = await mails(database)
        assert stored.error == "ConnectionRefusedError"
        before = clock.now()
        if not stored.failed_at:
            clock.moment = await _due(database)
            assert await take_due_mails(database, clock.now() - timedelta(seconds=1)) == []
        waits.append(int((clock.now() - before).total_seconds() // 60))
    assert waits == [1, 5, 15, 60, 240, 720, 1440, 0]
    (stored,) = await mails(database)
    assert stored.failed_at is not None
    assert stored.mail.body == MAIL.body


async def _due(database: Database) -> datetime:
    """When it would be sent next."""
    async with database.read() as session:
        return moment((await session.run(select(MAILS.c.due_at))).scalar_one())


async def test_a_mailbox_that_is_not_there_is_not_tried_again(database: Database) -> None:
    refusal = smtplib.SMTPRecipientsRefused({"hanako@example.jp": (550, b"unknown")})
    box, clock = Postbox(refusal=refusal), FixedClock(NOW)
    await post(database)
    await send_due(database, box, clock, sender=SENDER)
    (stored,) = await mails(database)
    assert stored.failed_at == NOW
    assert stored.error == "recipient refused ([550])"  # no address


async def test_the_worker_sends_until_it_is_stopped(database: Database) -> None:
    box, stop = Postbox(), asyncio.Event()
    await post(database)

    def deliver(message: EmailMessage) -> None:
        box(message)
        loop.call_soon_threadsafe(stop.set)

    loop = asyncio.get_running_loop()
    await work(database, deliver, FixedClock(NOW), sender=SENDER, stop=stop, every=60)
    assert len(box.got) == 1


async def test_links_and_addresses_are_not_in_clear(sqlite_database: Database) -> None:
    await post(sqlite_database)
    assert sqlite_database.file is not None
    for file in sqlite_database.file.parent.iterdir():
        content = file.read_bytes()
        assert b"secret-link" not in content
        assert b"hanako@example.jp" not in content


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://mail.example.jp", Server("mail.example.jp", 25, "", "", tls=False)),
        ("smtps://u:p%40@mail.example.jp", Server("mail.example.jp", 465, "u", "p@", tls=True)),
        ("smtp://127.0.0.1:1025", Server("127.0.0.1", 1025, "", "", tls=False)),
    ],
)
def test_the_address_of_a_mail_server_is_read(address: str, server: Server) -> None:
    assert Server.read(address) == server


@pytest.mark.parametrize("address", ["", "mail.example.jp", "http://x", "smtp://x:y", "smtp://"])
def test_a_bad_address_is_refused(address: str) -> None:
    with pytest.raises(BadAddress):
        Server.read(address)


def test_a_password_of_a_mail_server_does_not_show() -> None:
    assert "p@" not in repr(Server("mail.example.jp", 465, "u", "p@", tls=True))


def test_no_mail_server_is_a_failure_to_send() -> None:
    deliver = deliverer(Server("127.0.0.1", 1, "", "", tls=False))
    with pytest.raises(ConnectionRefusedError):
        deliver(EmailMessage())
