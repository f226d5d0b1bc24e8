"""kill -9 in the middle of a history sheet: no page that was acknowledged is lost, none is half there."""

import asyncio
import random
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import msgspec
import pytest

from nenkin.storage import sessions
from nenkin.storage.database import Database, open_database
from nenkin.storage.keys import Keys
from nenkin.storage.sheets import Holder, read_sheet
from tests.proof import people, senders
from tests.proof.people import Somebody
from tests.proof.senders import Post, Sender
from tests.proof.server import zygote
from tests.proof.world import Opener
from tests.sites import NOON, settings_of

pytestmark = pytest.mark.slow

LIVES = 40
ENTRIES = 6  # of one life of a server; all of them together stay below what a sheet may have
PAGES = {"job": "employer", "place": "workplace", "kind": "occupation", "sure": "note"}
KEY = "life"
MOMENT = 0.01  # seconds
PATIENCE = 30


def posts(life: int, opened: sessions.Opened) -> Iterator[Post]:
    """Fill in entry after entry, page after page, as somebody who remembers their jobs."""
    for number in range(ENTRIES):
        key = f"{KEY}{life}job{number}"
        for page, field in PAGES.items():
            word = f"{key}{page}"
            token = senders.session_token(opened)
            fields = {"token": token, "seen": "0", field: word}
            yield Post(f"/history/work/{key}/{page}", f"sid={opened.cookie}", fields, word)


@dataclass(frozen=True)
class House:
    """A site's database, and who remembers there."""

    url: str
    keys: Keys
    who: Somebody


@asynccontextmanager
async def restarted(house: House) -> AsyncIterator[Database]:
    """Open the database anew, as a restarted server does."""
    db = await open_database(house.url, house.keys)
    try:
        yield db
    finally:
        await db.close()


async def signed_in(house: House) -> sessions.Opened:
    async with restarted(house) as db, db.write() as session:
        return await sessions.open_session(
            session,
            person_id=house.who.person_id,
            account_id=house.who.account_id,
            now=NOON,
            idle=people.IDLE,
            longest=people.LONGEST,
        )


async def kept(house: House) -> set[str]:
    """Read every word that was kept; prove that a page and the sheet's version go together."""
    async with restarted(house) as db:
        sheet = await read_sheet(db, Holder.person(house.who.person_id), NOON)
    if sheet is None:
        return set()
    assert sheet.version == 1 + sum(answer.version for answer in sheet.answers)
    written = [answer for answer in sheet.answers if answer.entry.startswith(KEY)]
    typed = (msgspec.json.decode(one.typed, type=dict[str, list[str]]) for one in written)
    return {*chain.from_iterable(chain.from_iterable(page.values()) for page in typed)} - {""}


def test_every_page_that_was_acknowledged_is_there_after_a_kill(
    open_world: Opener, sqlite_url: str, tmp_path: Path, keys: Keys
) -> None:
    async def begin() -> House:
        async with open_world() as world:
            return House(open_world.url, open_world.keys, world.a)

    house, chance = asyncio.run(begin()), random.Random(4)
    begun: set[str] = set()
    acknowledged: set[str] = set()
    interrupted = 0
    with zygote(settings_of(sqlite_url, tmp_path, keys)) as parent:
        for life in range(LIVES):
            opened = asyncio.run(signed_in(house))
            parent.begin()
            sender = Sender(parent.port, posts(life, opened))
            enough = chance.randrange(ENTRIES * len(PAGES) // 2)
            given_up = time.monotonic() + PATIENCE
            while sender.answers < enough and time.monotonic() < given_up:
                time.sleep(0.001)
            time.sleep(chance.uniform(0, MOMENT))
            parent.kill()
            sender.end()
            assert sender.wrong == []
            begun |= sender.begun
            acknowledged |= sender.acknowledged
            interrupted += len(sender.begun) > len(sender.acknowledged)
            found = asyncio.run(kept(house))
            assert not acknowledged - found, f"life {life}"
            assert found <= begun, f"life {life}"
    assert interrupted > LIVES // 2
    assert len(acknowledged) > LIVES
    # A page that was lost would be missed.
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as raw:
        raw.execute("DELETE FROM history_answer WHERE page = 'place'")
        raw.commit()
    with pytest.raises(AssertionError):
        asyncio.run(kept(house))
