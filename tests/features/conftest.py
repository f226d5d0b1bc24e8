"""The town of demonstration people, one for each module of tests that reads and changes nothing."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from nenkin.storage.keys import Keys
from tests.features.records_site import Town, everybody, town


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def people(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, keys: Keys
) -> AsyncIterator[Town]:
    """Give a running site with all demonstration people in it."""
    folder = tmp_path_factory.mktemp("town")
    file = folder / "nenkin.db"
    shutil.copyfile(sqlite_template, file)
    opened: list[Town] = []
    ready, over = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        # Litestar wants to be ended by the task that started it; a fixture's two halves are two.
        async with town(f"sqlite:///{file}", folder, keys, everybody()) as running:
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
