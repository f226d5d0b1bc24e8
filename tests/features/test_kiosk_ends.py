"""キオスクの終わり: nothing that is under way brings an ended turn back."""

import asyncio
import random
from collections.abc import Coroutine
from typing import Any

import pytest

from nenkin.storage import kiosk
from tests.asgi import Answer, Client
from tests.browser import Browser
from tests.features.accounts import World, later

pytestmark = pytest.mark.usefixtures("threads")  # of several who write at the same time

INTERLEAVINGS = 1_000


@pytest.mark.slow
async def test_an_ended_turn_stays_ended_whatever_is_under_way(town: World) -> None:
    """Requests that began before the end, in every order that chance can make of them."""
    db = town.db
    for seed in range(INTERLEAVINGS):
        async with db.write() as session:
            cookie = await kiosk.begin(session, town.clock.now())
        later(town, seconds=10)  # so that each request notes that somebody is there
        client = Browser(town.gate).client
        rng = random.Random(seed)

        async def after(steps: int, job: Coroutine[Any, Any, Answer]) -> Answer:
            for _ in range(steps):
                await asyncio.sleep(0)
            return await job

        def page(client: Client = client, cookie: str = cookie) -> Any:
            return client.get("/kiosk/closed", headers={"Cookie": f"kiosk={cookie}"})

        end = client.post("/kiosk/end", {"end": "yes"}, {"Cookie": f"kiosk={cookie}"})
        first, ended, second = await asyncio.gather(
            after(rng.randrange(12), page()),
            after(rng.randrange(12), end),
            after(rng.randrange(12), page()),
        )
        assert ended.get("location") == "/kiosk?ended=person"
        assert {first.status, second.status} <= {200, 303}
        assert await kiosk.find(db, cookie, town.clock.now()) is None, f"seed {seed}"
        assert (await page()).get("location") == "/kiosk?ended=person", f"seed {seed}"
