"""kill -9 between reading a record and answering: whoever was told anything stands in the trail.

A real process answers people and a clerk who read page after page, and is killed at any moment.
Every answer that told something, even half of one, has its entry; entries without an answer are no fault.
"""

import asyncio
import http.client
import random
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import pytest

from nenkin.storage.audit_chain import verify
from nenkin.storage.database import open_database
from nenkin.storage.keys import Keys
from tests.asgi import HOST
from tests.proof import proving
from tests.proof.server import Zygote, zygote
from tests.proof.world import Opener
from tests.sites import settings_of

pytestmark = pytest.mark.slow

LIVES, MOST_ANSWERS = 25, 8  # servers, and answers before each is killed
MOMENT, PATIENCE, TIMEOUT = 0.01, 30, 10  # seconds
CLERK = "pension-office clerk"


@dataclass
class Reader:
    """Somebody who opens page after page until the server is gone; ``told`` counts what told something."""

    port: int
    cookie: str
    pages: Sequence[str]
    canary: bytes
    told: int = 0
    answers: int = 0
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to read."""
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        with suppress(OSError, http.client.HTTPException):
            for page in cycle(self.pages):
                connection.request("GET", page, headers={"host": HOST, "cookie": self.cookie})
                answer = connection.getresponse()
                try:
                    body = answer.read()
                except http.client.IncompleteRead as cut:
                    body = cut.partial
                self.answers += 1
                self.told += self.canary in body
                if answer.status != http.HTTPStatus.OK:
                    self.wrong.append(f"{page}: {answer.status}")
                    break
        connection.close()


def _noted(url: str, person_id: int) -> int:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as raw:
        ((count,),) = raw.execute("SELECT count(*) FROM audit WHERE subject = ?", (person_id,))
    return int(count)


@pytest.fixture
def parent(sqlite_url: str, tmp_path: Path, keys: Keys) -> Iterator[Zygote]:
    with zygote(settings_of(sqlite_url, tmp_path, keys)) as begun:
        yield begun


@dataclass
class Scene:
    """Who reads whose record, by which pages."""

    url: str
    person_id: int
    canary: bytes
    person: str
    staff: str
    case: str

    def live(self, parent: Zygote, pages: Sequence[str], chance: random.Random) -> tuple[int, int]:
        """Let them read, and kill the server; gives how often they were told something, and asked."""
        parent.begin()
        own = {"port": parent.port, "canary": self.canary}
        readers = [
            Reader(cookie=self.person, pages=pages, **own),  # type: ignore[arg-type]
            Reader(cookie=self.person, pages=pages[::-1], **own),  # type: ignore[arg-type]
            Reader(cookie=self.staff, pages=[f"/staff/cases/{self.case}"], **own),  # type: ignore[arg-type]
        ]
        enough, given_up = chance.randrange(1, MOST_ANSWERS), time.monotonic() + PATIENCE
        while sum(one.answers for one in readers) < enough and time.monotonic() < given_up:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, MOMENT))
        parent.kill()
        for one in readers:
            one.thread.join(TIMEOUT)
            assert one.wrong == []
        return sum(one.told for one in readers), sum(one.answers for one in readers)


async def _scene(open_world: Opener) -> Scene:
    async with open_world(*proving.ROUTES) as world:
        staff = world.staff[CLERK]
        return Scene(
            url=open_world.url,
            person_id=world.a.person_id,
            canary=world.a.letters.kanji.encode(),
            person=f"sid={world.a.cookie}; device={world.a.secrets['device']}",
            staff=f"staff={staff.cookie}; terminal={staff.terminal}",
            case=world.a.ids["request"],
        )


def test_no_read_is_without_its_entry_whenever_the_server_is_killed(
    open_world: Opener, parent: Zygote, keys: Keys
) -> None:
    scene, chance, told, noted = asyncio.run(_scene(open_world)), random.Random(9), 0, 0
    before = _noted(scene.url, scene.person_id)
    for life in range(LIVES):
        more, _ = scene.live(parent, ["/record/months/1980-04", "/record/years/1980"], chance)
        told += more
        noted = _noted(scene.url, scene.person_id) - before
        assert noted >= told, f"life {life}: told {told} times, noted {noted}"
    assert told > LIVES
    # and a page that notes nothing is found by the same count
    parent.begin()
    reader = Reader(parent.port, scene.person, ["/proof-own/unnoted"], scene.canary)
    given_up = time.monotonic() + PATIENCE
    while not reader.told and time.monotonic() < given_up:
        time.sleep(0.001)
    parent.kill()
    reader.thread.join(TIMEOUT)
    assert reader.told > _noted(scene.url, scene.person_id) - before - noted

    async def whole() -> bool:
        db = await open_database(scene.url, keys)
        try:
            return (await verify(db)).whole
        finally:
            await db.close()

    assert asyncio.run(whole())
