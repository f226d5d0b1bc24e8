"""kill -9 while something is sent to the office: it is sent whole or not at all, and once."""

import asyncio
import http.client
import random
import re
import threading
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import msgspec
import pytest
from sqlalchemy import select

from nenkin.features.history.desk import ALL, SHOWN
from nenkin.features.history.request import JOURNEY, Begun
from nenkin.features.history.sending import SENT
from nenkin.storage import sessions
from nenkin.storage.audit import views_of
from nenkin.storage.cases import cases_of, find_case
from nenkin.storage.database import Database, open_database
from nenkin.storage.drafts import Owner, delete_draft, load_draft, save_draft
from nenkin.storage.keys import Keys
from nenkin.storage.operations import OPERATIONS
from nenkin.storage.resuming import code_of, give_code
from nenkin.storage.sheets import Holder, Typed, keep_answer
from tests.asgi import FORM, HOST
from tests.proof import people, senders
from tests.proof.people import Somebody
from tests.proof.server import zygote
from tests.proof.world import Opener
from tests.sites import NOON, settings_of

pytestmark = pytest.mark.slow

LIVES = 24
BEFORE = 2  # cases of each person of the proof: tests/proof/asked.py
CHECK = "/requests/new/check"
TIMEOUT = 10
SEE_OTHER, OK = 303, 200
# When it is killed, in times of what the check page took: that is nearly all that sending does
# before its only transaction.
EARLIEST, LATEST = 0.3, 3.0
JOB: Mapping[str, Mapping[str, list[str]]] = {
    "job": {"employer": ["まぼろし織物"], "first": ["昭和51年4月"], "last": ["昭和53年3月"]},
    "kept": {"kept": ["pension-deducted", "health-card"]},
}


@dataclass(frozen=True)
class House:
    """A site's database, and who sends there."""

    url: str
    keys: Keys
    who: Somebody

    @property
    def owner(self) -> Owner:
        return Owner.person(self.who.person_id)

    @property
    def holder(self) -> Holder:
        return Holder.person(self.who.person_id)

    @asynccontextmanager
    async def restarted(self) -> AsyncIterator[Database]:
        """Open the database anew, as a restarted server does."""
        db = await open_database(self.url, self.keys)
        try:
            yield db
        finally:
            await db.close()


async def remember(house: House) -> None:
    """Write a sheet of which something can be sent."""
    pages = {("work", "life1", page): typed for page, typed in JOB.items()}
    async with house.restarted() as db, db.write() as session:
        for (section, entry, page), typed in {**pages, (SHOWN, ALL, SHOWN): {}}.items():
            sent = Typed(
                section=section,
                entry=entry,
                page=page,
                typed=msgspec.json.encode(typed).decode(),
                written_by="person",
                record_shown=False,
                expected=0,
            )
            await keep_answer(session, house.holder, sent, NOON)


async def begin(house: House, op: str) -> sessions.Opened:
    """Sign in, with a request that only has to be sent, and a code that sending takes back."""
    begun = msgspec.json.encode(Begun(op=op, reached=True)).decode()
    async with house.restarted() as db, db.write() as session:
        await delete_draft(session, house.owner, JOURNEY)
        await save_draft(session, house.owner, JOURNEY, begun, expected=0, now=NOON)
        await give_code(session, house.holder, f"code of {op}", date(1960, 2, 29), NOON)
        return await sessions.open_session(
            session,
            person_id=house.who.person_id,
            account_id=house.who.account_id,
            now=NOON,
            idle=people.IDLE,
            longest=people.LONGEST,
        )


async def sent_whole(house: House, op: str) -> bool:
    """Say whether it was sent; prove that all that belongs to it was done with it, or none of it."""
    async with house.restarted() as db:
        draft = await load_draft(db, house.owner, JOURNEY, NOON)
        code = await code_of(db, house.holder)
        async with db.read() as session:
            query = select(OPERATIONS.c.location).where(OPERATIONS.c.op_id == op)
            location = (await session.run(query)).scalar_one_or_none()
        cases = await cases_of(db, house.who.person_id)
        noted = [entry.event for entry in await views_of(db, house.who.person_id, limit=1000)]
        numbers = {str(event.detail["number"]) for event in noted if event.action == SENT}
        # Those that people of the proof have were there before.
        assert len(numbers) == len(cases) - BEFORE
        assert numbers < {case.number for case in cases}
        if location is None:
            assert draft is not None
            assert code is not None
            return False
        assert draft is None
        assert code is None
        (number,) = re.findall(r"/requests/(\d{14})\?sent=yes", location)
        whole = await find_case(db, house.who.person_id, number)
        assert whole is not None
        assert number in numbers
        assert len(whole.steps) == 1
        assert "まぼろし織物" in whole.sent
        return True


def ask(
    port: int, method: str, path: str, opened: sessions.Opened, fields: Mapping[str, str]
) -> tuple[int, str, str]:
    """Send one request; give status, where it leads, and the page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    headers = {"host": HOST, "content-type": FORM, "cookie": f"sid={opened.cookie}"}
    body = urlencode({**fields, "token": senders.session_token(opened)}) if fields else None
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        return response.status, response.getheader("location") or "", text
    finally:
        connection.close()


def test_a_request_is_sent_whole_or_not_at_all_and_once(
    open_world: Opener, sqlite_url: str, tmp_path: Path, keys: Keys
) -> None:
    async def settle() -> House:
        async with open_world() as world:
            return House(open_world.url, open_world.keys, world.a)

    house, chance = asyncio.run(settle()), random.Random(5)
    asyncio.run(remember(house))
    at_once: list[bool] = []  # whether it was there after the kill
    lost = 0  # answers that nobody got
    with zygote(settings_of(sqlite_url, tmp_path, keys)) as parent:
        for life in range(LIVES):
            op = f"{life:032x}"
            opened = asyncio.run(begin(house, op))
            parent.begin()
            begun_at = time.monotonic()
            status, _, page = ask(parent.port, "GET", CHECK, opened, {})
            usual = time.monotonic() - begun_at
            assert status == OK
            (seen,) = re.findall(r'name="seen" value="([0-9a-f]{64})"', page)
            assert f'name="op" value="{op}"' in page
            fields, answers = {"op": op, "seen": seen}, list[tuple[int, str, str]]()

            def send() -> None:
                with suppress(OSError, http.client.HTTPException):
                    answers.append(ask(parent.port, "POST", CHECK, opened, fields))  # noqa: B023

            thread = threading.Thread(target=send, daemon=True)
            thread.start()
            time.sleep(usual * chance.uniform(EARLIEST, LATEST))
            parent.kill()
            thread.join(TIMEOUT)
            sent = asyncio.run(sent_whole(house, op))
            assert sent or not answers, f"life {life}: acknowledged and lost"
            at_once.append(sent)
            lost += not answers
            # Whoever got no answer sends the same form again, and once more.
            parent.begin()
            again = [ask(parent.port, "POST", CHECK, opened, fields) for _ in range(2)]
            parent.kill()
            assert [status for status, _, _ in again] == [SEE_OTHER] * 2
            assert len({location for _, location, _ in [*again, *answers]}) == 1
            assert asyncio.run(sent_whole(house, op))

    async def count() -> int:
        async with house.restarted() as db:
            return len(await cases_of(db, house.who.person_id))

    assert asyncio.run(count()) == LIVES + BEFORE
    assert lost
    assert set(at_once) == {True, False}  # killed before its transaction, and after
