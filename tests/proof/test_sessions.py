"""Sessions: never adopted, never brought back, never lost to another tab (goal G11)."""

import asyncio
import random
from datetime import timedelta
from typing import Any

import pytest

from nenkin.storage import presence, sessions
from nenkin.storage.accounts import close_account
from nenkin.storage.drafts import Conflict, Owner, load_draft, save_draft
from nenkin.storage.identifiers import hashed, new_secret
from tests.asgi import Answer, Client
from tests.proof import proving
from tests.proof.people import IDLE, LONGEST
from tests.proof.states import state
from tests.proof.world import PERSON_A, Opener, World

pytestmark = pytest.mark.usefixtures("threads")  # of several who write at the same time

PAGE = "/proof-own/page"
INTERLEAVINGS = 150


def signed_in(answer: Answer) -> bool:
    return answer.status == 200


async def _open(world: World) -> str:
    async with world.db.write() as session:
        opened = await sessions.open_session(
            session,
            person_id=world.a.person_id,
            account_id=world.a.account_id,
            now=world.clock.now(),
            idle=IDLE,
            longest=LONGEST,
        )
    return opened.cookie


async def _end(world: World, cookie: str) -> None:
    async with world.db.write() as session:
        await sessions.revoke(session, hashed(cookie), world.clock.now())


async def test_a_planted_cookie_opens_nothing_and_is_not_adopted(open_world: Opener) -> None:
    async with open_world(*proving.ROUTES) as world:
        planted = new_secret()
        victim = Client(world.gate, {"sid": planted, "visit": "p" * 43})
        assert not signed_in(await victim.get(PAGE))
        before = len(await sessions.sessions_of(world.db, world.a.person_id, world.clock.now()))
        await victim.post("/proof/draft", {"word": "x"})
        assert await sessions.find_session(world.db, planted, world.clock.now()) is None
        after = len(await sessions.sessions_of(world.db, world.a.person_id, world.clock.now()))
        assert before == after
        opened = await _open(world)
        assert opened != planted
        assert not signed_in(await victim.get(PAGE))


@pytest.mark.parametrize(
    "changed",
    [
        lambda cookie: cookie[:-1],
        lambda cookie: cookie + "A",
        lambda cookie: cookie.swapcase(),
        lambda cookie: "",
        lambda cookie: hashed(cookie).hex(),
        lambda cookie: cookie + "\0",
        lambda cookie: cookie * 3,
    ],
)
async def test_only_the_very_cookie_is_a_session(changed: Any, open_world: Opener) -> None:
    async with open_world(*proving.ROUTES) as world:
        assert signed_in(await world.client(PERSON_A).get(PAGE))
        other = Client(world.gate, {"sid": changed(world.a.cookie)})
        assert not signed_in(await other.get(PAGE))


async def test_the_first_cookie_of_a_name_counts(open_world: Opener) -> None:
    """As browsers send the one of the closest path first, a second one cannot push it aside."""
    async with open_world(*proving.ROUTES) as world:
        own = Client(world.gate, {"sid": f"{world.a.cookie}; sid={world.b.cookie}"})
        text = (await own.get(PAGE)).text
        assert world.a.letters.kanji in text
        assert world.b.letters.kanji not in text


async def test_an_ended_session_stays_ended_whatever_is_under_way(open_world: Opener) -> None:
    """1 request that began before the sign-out, in every order that chance can make of the two."""
    async with open_world(*proving.ROUTES) as world:
        for seed in range(INTERLEAVINGS):
            cookie = await _open(world)
            world.clock.advance(minutes=2)  # so that the request notes that somebody is there
            rng = random.Random(seed)

            async def later(job: Any, steps: int) -> None:
                for _ in range(steps):
                    await asyncio.sleep(0)
                await job

            page = Client(world.gate, {"sid": cookie})
            await asyncio.gather(
                later(page.get(PAGE), rng.randrange(12)),
                later(_end(world, cookie), rng.randrange(12)),
                later(page.get(PAGE), rng.randrange(12)),
            )
            after = Client(world.gate, {"sid": cookie})
            assert not signed_in(await after.get(PAGE)), f"seed {seed}"
            assert await sessions.find_session(world.db, cookie, world.clock.now()) is None


async def test_a_request_held_between_look_up_and_note_revives_nothing(open_world: Opener) -> None:
    """The exact moment that revived sessions elsewhere: found, then ended, then written back."""
    async with open_world(*proving.ROUTES) as world:
        cookie, now = await _open(world), world.clock.now()
        found = await sessions.find_session(world.db, cookie, now)
        assert found is not None
        await _end(world, cookie)
        later = now + timedelta(minutes=2)
        presence.touch(world.db, found, later)
        await presence.extend(world.db, found, later)
        async with world.db.write() as session:
            assert await sessions.renew(session, found, now=later) is None
        assert await sessions.find_session(world.db, cookie, later) is None
        assert not signed_in(await Client(world.gate, {"sid": cookie}).get(PAGE))


async def test_both_tabs_keep_what_they_wrote(open_world: Opener) -> None:
    """Two tabs of one person write at the same moment: both are there, or one was told."""
    async with open_world(*proving.ROUTES) as world:
        owner, now = Owner.person(world.a.person_id), world.clock.now()
        rng = random.Random(11)
        for turn in range(INTERLEAVINGS):
            journey = f"tabs-{turn}"

            async def tab(name: str, steps: int, journey: str = journey) -> bool:
                before = await load_draft(world.db, owner, journey, now)
                for _ in range(steps):
                    await asyncio.sleep(0)
                kept = (before.answers.split() if before else []) + [name]
                expected = before.version if before else 0
                async with world.db.write() as session:
                    saved = await save_draft(
                        session, owner, journey, " ".join(kept), expected=expected, now=now
                    )
                return not isinstance(saved, Conflict)

            told = await asyncio.gather(tab("one", rng.randrange(9)), tab("two", rng.randrange(9)))
            left = await load_draft(world.db, owner, journey, now)
            assert left is not None
            said = {name for name, ok in zip(("one", "two"), told, strict=True) if ok}
            assert set(left.answers.split()) == said


async def test_time_ends_a_session_for_good(open_world: Opener) -> None:
    async with open_world(*proving.ROUTES) as world:
        cookie = await _open(world)
        page = Client(world.gate, {"sid": cookie})
        world.clock.advance(minutes=29)
        assert signed_in(await page.get(PAGE))
        world.clock.advance(minutes=29)
        assert signed_in(await page.get(PAGE))
        world.clock.advance(minutes=30)
        assert not signed_in(await page.get(PAGE))
        fresh = await _open(world)
        page = Client(world.gate, {"sid": fresh})
        for _ in range(24):
            world.clock.advance(minutes=29)
            await page.get(PAGE)
        world.clock.advance(minutes=25)  # 12 hours are over, however busy they were
        assert not signed_in(await page.get(PAGE))


async def test_a_closed_account_ends_what_was_open(open_world: Opener) -> None:
    async with open_world(*proving.ROUTES) as world:
        async with world.db.write() as session:
            await close_account(session, world.a.account_id, world.clock.now())
        assert not signed_in(await world.client(PERSON_A).get(PAGE))


async def test_no_stranger_makes_rows(open_world: Opener) -> None:
    """A robot with made-up cookies leaves nothing behind."""
    async with open_world(*proving.ROUTES) as world:
        before = state(world.db)
        for number in range(50):
            robot = Client(world.gate, {"sid": f"{number:043}", "visit": f"{number:043}"})
            await robot.get("/proof/form")
            await robot.get(PAGE)
        assert state(world.db) == before
