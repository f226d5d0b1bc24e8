"""Prints the letters that wait, in a process of its own, so that it can be killed in the middle."""

import asyncio
import sys
from pathlib import Path

from nenkin.storage.batches import (
    BatchFiles,
    confirm,
    file_key,
    give,
    latest_batch,
    make_batch,
    open_batches,
)
from nenkin.storage.database import Database, open_database
from nenkin.storage.keys import load
from nenkin.storage.letter_steps import Halted
from tests.sites import NOON
from tests.storage.desks import ONE
from tests.storage.posts import noted


async def go_on(db: Database, files: BatchFiles) -> None:
    """Go on from wherever it stands until nothing waits: what a clerk's presses do."""
    try:
        seen = await latest_batch(db)
        async with db.write() as session:
            await make_batch(session, secret=False, clerk=ONE, seen=seen, noted=noted, now=NOON)
    except Halted:
        pass  # everything is in a batch
    for batch in await open_batches(db):
        key = await file_key(db, batch.id)
        assert key is not None
        if files.read(batch.id, key) is None:
            files.keep(batch.id, key, b"the letters of one batch" * 1000)
        async with db.write() as session:
            await give(session, batch.id, clerk=ONE, noted=noted, now=NOON)
        async with db.write() as session:
            await confirm(
                session,
                batch.id,
                spoiled=frozenset(),
                secrets={},
                clerk=ONE,
                noted=noted,
                reason="",
                now=NOON,
            )
    files.destroy_others(frozenset(one.id for one in await open_batches(db)))


async def _main(url: str, keys: str, folder: str) -> None:
    db = await open_database(url, load(Path(keys)))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await go_on(db, BatchFiles(Path(folder)))
    sys.stdout.write("done\n")
    sys.stdout.flush()
    await db.close()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2], sys.argv[3]))
