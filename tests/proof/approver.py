"""Approves one correction in a process of its own, so that it can be killed in the middle."""

import asyncio
import sys
from pathlib import Path

from nenkin.storage.corrections import read_correction
from nenkin.storage.database import open_database
from nenkin.storage.deciding import approve
from nenkin.storage.keys import load
from tests.sites import NOON
from tests.storage.desks import ON, TWO


async def _main(url: str, keys: str, correction_id: int) -> None:
    db = await open_database(url, load(Path(keys)))
    one = await read_correction(db, correction_id)
    assert one is not None
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    async with db.write() as session:
        await approve(session, correction_id, digest=one.digest, clerk=TWO, now=NOON, on=ON)
    sys.stdout.write("done\n")
    sys.stdout.flush()
    await db.close()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
