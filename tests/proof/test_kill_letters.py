"""kill -9 anywhere between making a batch and its count: no letter is lost, none is printed twice."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nenkin.storage.audit import views_of
from nenkin.storage.audit_chain import verify
from nenkin.storage.batches import BatchFiles, file_key
from nenkin.storage.database import open_database
from nenkin.storage.imports import import_records
from nenkin.storage.keys import Keys, write
from nenkin.storage.letters import letters
from tests.proof.printer import go_on
from tests.storage.posts import notice, put
from tests.storage.samples import record_of

pytestmark = pytest.mark.slow

LIVES, EACH = 4, 3
LONGEST = 0.06  # seconds after it is ready; all of it takes about as long


async def test_letters_are_printed_once_whenever_it_is_killed(
    sqlite_url: str, tmp_path: Path, keys: Keys
) -> None:
    file, folder = tmp_path / "keys.json", tmp_path / "letters"
    write(keys, file)
    chance, halfway = random.Random(16), set()
    for life in range(LIVES):
        db = await open_database(sqlite_url, keys)
        (person_id,) = await import_records(db, [record_of(f"88888888{life:02d}")])
        ids = await put(db, *(notice(person_id, life * EACH + one) for one in range(EACH)))
        await db.close()
        _killed(sqlite_url, file, folder, chance.uniform(0, LONGEST) if life else None)
        db = await open_database(sqlite_url, keys)
        mine = [one for one in await letters(db) if one.id in ids]
        halfway.add((mine[0].batch_id is not None, mine[0].printed_at is not None))
        assert len({(one.batch_id, one.printed_at) for one in mine}) == 1  # together or not at all
        await go_on(db, BatchFiles(folder))
        mine = [one for one in await letters(db) if one.id in ids]
        (batch,) = {one.batch_id for one in mine}
        assert batch is not None
        assert {one.batch_no for one in mine} == {1, 2, 3}
        assert await file_key(db, batch) is None
        assert list(folder.iterdir()) == []
        trail = [each.event.action for each in await views_of(db, person_id)]
        assert trail == ["letter.printed"] * EACH
        assert (await verify(db)).whole
        await db.close()
    assert (True, True) in halfway, "nobody printed anything"


def _killed(url: str, keys: Path, folder: Path, after: float | None) -> None:
    command = [sys.executable, "-m", "tests.proof.printer", url, str(keys), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        if after is None:
            assert process.stdout.readline() == "done\n"
            return
        time.sleep(after)
        process.kill()
