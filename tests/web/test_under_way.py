"""A server that is told to stop answers first whoever has just sent something."""

import asyncio
from pathlib import Path

from nenkin.storage.keys import Keys
from nenkin.web.under_way import UnderWay
from tests.browser import Browser
from tests.sites import settings_of, site


async def test_a_form_under_way_is_answered_before_the_site_lets_go(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    async with site(settings_of(database_url, tmp_path, keys)) as gate:
        browser = Browser(gate)
        await browser.open("/sign-in")
        sent = asyncio.create_task(
            browser.press("ログインする", {"name": "nobody", "password": "wrong"})
        )
        await asyncio.sleep(0)  # lets it come in; then the site is told to end
    assert (await sent).status == 422


async def test_it_is_over_once_the_last_has_been_answered() -> None:
    under_way = UnderWay()
    with under_way:
        waiting = asyncio.create_task(under_way.over(60))
        with under_way:
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not waiting.done()
    assert await waiting
    assert await under_way.over(60)


async def test_whoever_comes_in_just_after_the_last_is_waited_for() -> None:
    under_way = UnderWay()
    with under_way:
        waiting = asyncio.create_task(under_way.over(60))
        await asyncio.sleep(0)
    with under_way:  # before whoever waits has heard of it
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not waiting.done()
    assert await waiting


async def test_nobody_is_waited_for_without_end() -> None:
    under_way = UnderWay()
    with under_way:
        assert not await under_way.over(0)
