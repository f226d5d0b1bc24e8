"""kill -9 at any moment loses nothing that was acknowledged and leaves nothing half done (goal G1).

A kill test is no proof against power cuts: what was written and not yet on the disk survives it. Those
need ``synchronous=FULL``, which tests/storage/test_database.py holds.
"""

import asyncio
import json
import random
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path

import pytest

from nenkin.storage import audit_chain, sessions
from nenkin.storage.database import Database, Writing, open_database
from nenkin.storage.drafts import Owner, load_draft
from nenkin.storage.identifiers import hashed
from nenkin.storage.keys import Keys
from nenkin.storage.people import read_person
from tests.proof import people, proving, senders
from tests.proof.matrix import forms_for
from tests.proof.people import Somebody
from tests.proof.routes import routes_of
from tests.proof.senders import Fields, Sender
from tests.proof.server import Zygote, zygote
from tests.proof.world import Opener
from tests.sites import NOON, settings_of

RUNS, CYCLES = 2, 100  # two runs, so that they spread over the workers of a test run
LEAVERS = 10  # sessions a cycle whose owners sign out
# A life lasts until so many answers came and a moment longer, and not by the clock: on a busy
# machine a server would be killed before it ever did anything.
MOST_ANSWERS = 12
MOMENT = 0.005  # seconds
PATIENCE = 30

pytestmark = pytest.mark.slow


@dataclass
class Scene:
    """A site, two people who are signed in, visitors, and what all of them were told was done."""

    url: str
    keys: Keys
    a: Somebody
    b: Somebody
    forms: list[tuple[str, Fields]]
    begun: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    interrupted: int = 0
    other_answers: int = 0

    async def come(self, cycle: int) -> list[Iterator[senders.Post]]:
        """Prepare what everybody sends in one life of a server."""
        async with self.opened() as db, db.write() as session:
            who = (*repeat(self.a, 1 + LEAVERS), self.b)
            opened = [await _open(session, somebody) for somebody in who]
        visit, server_key = _visitor(cycle), self.keys.csrf.current.secret
        token = senders.visit_token(server_key, visit)
        own = senders.session_token(opened[0])
        # from where the last life broke off, so that all of them have their turn
        at = self.other_answers % len(self.forms)
        return [
            senders.writing("/proof-own/draft", f"sid={opened[0].cookie}", own, f"own-{cycle}"),
            senders.writing("/proof/draft", f"visit={visit}", token, visit),
            senders.leaving(opened[1:-1]),
            senders.signing_up(server_key, f"new-{cycle}"),
            senders.anything(chain(self.forms[at:], self.forms[:at]), opened[-1]),
        ]

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Database]:
        """Open the database anew, as a restarted server does."""
        db = await open_database(self.url, self.keys)
        try:
            yield db
        finally:
            await db.close()

    async def kept(self, cycles: int) -> set[str]:
        """Read, with fresh connections, every word that was kept; prove that all is whole."""
        with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
            (versions,) = raw.execute("SELECT sum(version) FROM draft WHERE journey = 'proof'")
            (noted,) = raw.execute("SELECT count(*) FROM audit WHERE action = 'proof.kept'")
            left = _column(raw, "SELECT id_hash FROM session WHERE revoked_at IS NOT NULL")
            drafts = _column(raw, "SELECT visit_hash FROM draft WHERE journey LIKE 'sign-up%'")
        # Each form writes a version and an entry in one transaction: never one without the other.
        assert (versions[0] or 0) == noted[0]
        words = {word for word in self.begun if hashed(word) in left | drafts}
        owners = [Owner.visit(_visitor(cycle)) for cycle in range(cycles)]
        async with self.opened() as db:
            verdict = await audit_chain.verify(db)
            assert verdict.whole, verdict.reason
            await read_person(db, self.a.person_id)
            for owner in (*owners, Owner.person(self.a.person_id)):
                draft = await load_draft(db, owner, "proof", NOON)
                if draft is not None:
                    answers = json.loads(draft.answers)
                    assert len(answers) == draft.version
                    words |= answers.keys()
        return words

    def live(self, parent: Zygote, cycle: int, answers: int, seconds: float) -> None:
        """Serve for a moment, and be killed while forms come in."""
        posts = asyncio.run(self.come(cycle))
        parent.begin()
        sending = [Sender(parent.port, each) for each in posts]
        given_up = time.monotonic() + PATIENCE
        while sum(one.answers for one in sending) < answers and time.monotonic() < given_up:
            time.sleep(0.001)
        time.sleep(seconds)
        parent.kill()
        for sender in sending:
            sender.end()
            assert sender.wrong == []
            self.begun |= sender.begun
            self.acknowledged |= sender.acknowledged
            self.interrupted += len(sender.begun) > len(sender.acknowledged)
        self.other_answers += sending[-1].answers


def _visitor(cycle: int) -> str:
    return f"{cycle}".rjust(43, "v")


def _column(raw: sqlite3.Connection, query: str) -> set[bytes]:
    return {row[0] for row in raw.execute(query)}


async def _open(session: Writing, somebody: Somebody) -> sessions.Opened:
    return await sessions.open_session(
        session,
        person_id=somebody.person_id,
        account_id=somebody.account_id,
        now=NOON,
        idle=people.IDLE,
        longest=people.LONGEST,
    )


async def _scene(open_world: Opener) -> Scene:
    async with open_world(*proving.ROUTES) as world:
        offered = await forms_for(world, routes_of(world.gate))
        forms = [one for of_a_route in offered.values() for one in of_a_route]
        return Scene(open_world.url, open_world.keys, world.a, world.b, forms)


@pytest.fixture
def parent(sqlite_url: str, tmp_path: Path, keys: Keys) -> Iterator[Zygote]:
    with zygote(settings_of(sqlite_url, tmp_path, keys)) as begun:
        yield begun


@pytest.mark.parametrize("seed", range(RUNS))
def test_a_killed_server_has_kept_what_it_acknowledged(
    seed: int, open_world: Opener, parent: Zygote
) -> None:
    scene = asyncio.run(_scene(open_world))
    chance = random.Random(seed)
    for cycle in range(CYCLES):
        scene.live(parent, cycle, chance.randrange(MOST_ANSWERS), chance.uniform(0, MOMENT))
        kept = asyncio.run(scene.kept(cycle + 1))
        lost = scene.acknowledged - kept
        assert not lost, f"seed {seed}, cycle {cycle}: lost {lost}"
        assert kept <= scene.begun, f"seed {seed}, cycle {cycle}: {kept - scene.begun}"
    # Most of them were killed while they waited for an answer, and every form had its turn.
    assert len(scene.acknowledged) > CYCLES
    assert scene.interrupted > CYCLES
    assert scene.other_answers > len(scene.forms)


def test_a_lost_write_is_found(open_world: Opener, parent: Zygote) -> None:
    """Take what was kept away: the check has to miss it."""
    scene = asyncio.run(_scene(open_world))
    for cycle in range(CYCLES):
        scene.live(parent, cycle, MOST_ANSWERS, 0)
        if {word[:3] for word in scene.acknowledged} >= {"own", "vvv", "nnn"}:
            break
    assert scene.acknowledged <= asyncio.run(scene.kept(cycle + 1))
    file = scene.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("DELETE FROM draft WHERE journey LIKE 'sign-up%'")
        raw.execute("UPDATE session SET revoked_at = NULL")
        raw.commit()
    lost = scene.acknowledged - asyncio.run(scene.kept(cycle + 1))
    assert {word[:3] for word in lost} >= {"nnn"}
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("DELETE FROM draft WHERE journey = 'proof'")
        raw.commit()
    with pytest.raises(AssertionError):
        asyncio.run(scene.kept(cycle + 1))
