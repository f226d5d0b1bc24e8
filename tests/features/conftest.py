"""Two sites: all demonstration people, for tests that only read; and a small town to sign up in."""

import asyncio
import functools
import shutil
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TypeVar

import pytest
import pytest_asyncio

from nenkin.storage.keys import Keys
from tests.features import accounts, records_site, search_site

Site = TypeVar("Site")


async def held(site: AbstractAsyncContextManager[Site]) -> AsyncIterator[Site]:
    """Hold a site open by one task: Litestar wants to be ended by the task that started it."""
    opened: list[Site] = []
    ready, over = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with site as running:
            opened.append(running)
            ready.set()
            await over.wait()

    task = asyncio.create_task(hold())
    task.add_done_callback(lambda _: ready.set())
    await ready.wait()
    if not opened:
        await task  # raises what kept the site from starting
    yield opened[0]
    over.set()
    await task


@pytest.fixture(scope="module", autouse=True)
def _cheap_hashes(cheap_hashes: None) -> None:
    """Hundreds of passwords are set here."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def people(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, keys: Keys
) -> AsyncIterator[records_site.Town]:
    """Give a running site with all demonstration people in it."""
    folder = tmp_path_factory.mktemp("town")
    file = folder / "nenkin.db"
    shutil.copyfile(sqlite_template, file)
    everybody = records_site.everybody()
    async for running in held(records_site.town(f"sqlite:///{file}", folder, keys, everybody)):
        yield running


@pytest.fixture
async def town(database_url: str, tmp_path: Path, keys: Keys) -> AsyncIterator[accounts.World]:
    """Give a running site in which two people may sign up."""
    async for running in held(accounts.world(database_url, tmp_path, keys)):
        yield running


@pytest.fixture
async def seed(database_url: str, tmp_path: Path, keys: Keys) -> AsyncIterator[accounts.World]:
    """Give the same with the second profile of passwords."""
    site = accounts.world(database_url, tmp_path, keys, password_profile="seed")
    async for running in held(site):
        yield running


@pytest.fixture
def opens(database_url: str, tmp_path: Path, keys: Keys) -> search_site.Opens:
    """Give what runs a site with records without an owner, in the test's own task."""
    return functools.partial(search_site.search_site, database_url, tmp_path, keys)
