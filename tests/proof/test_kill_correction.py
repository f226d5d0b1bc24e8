"""kill -9 while a correction is approved: record, case, notice and trail all tell of it, or none does."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nenkin.law.procedures import State
from nenkin.storage.audit import views_of
from nenkin.storage.audit_chain import verify
from nenkin.storage.cases import find_case
from nenkin.storage.corrections import read_correction
from nenkin.storage.database import Database, open_database
from nenkin.storage.imports import import_records
from nenkin.storage.keys import Keys, write
from nenkin.storage.notices import notices_of
from nenkin.storage.records import read_record
from tests.storage.desks import FOUND, case_under_way, plan_for, put_through, put_up
from tests.storage.samples import record_of

pytestmark = pytest.mark.slow

LIVES = 8
LONGEST = 0.03  # seconds after it is ready; approving takes about a third of that


async def _told(db: Database, person_id: int, number: str, correction: int) -> list[bool]:
    """Give, of each place where it stands, whether it is done there."""
    found, one = await find_case(db, person_id, number), await read_correction(db, correction)
    assert found is not None
    assert one is not None
    record = await read_record(db, person_id)
    trail = await views_of(db, person_id)
    return [
        any(span.employer == FOUND.employer for span in record.spans),
        found.case.state is State.ANSWERED,
        not one.is_open,
        bool(await notices_of(db, person_id)),
        any(entry.event.action == "correction.approved" for entry in trail),
    ]


async def test_a_correction_is_done_whole_or_not_at_all_whenever_it_is_killed(
    sqlite_url: str, tmp_path: Path, keys: Keys
) -> None:
    file = tmp_path / "keys.json"
    write(keys, file)
    chance, done = random.Random(7), 0
    for life in range(LIVES):
        db = await open_database(sqlite_url, keys)
        (person_id,) = await import_records(db, [record_of(f"77777777{life:02d}")])
        number = await case_under_way(db, person_id)
        correction = await put_up(db, number, await plan_for(db, person_id))
        await db.close()
        after = chance.uniform(0, LONGEST) if life else None  # the first one lives to the end
        said = _killed(sqlite_url, file, correction, after)
        db = await open_database(sqlite_url, keys)
        told = await _told(db, person_id, number, correction)
        assert len(set(told)) == 1, told
        assert told[0] or not said  # what was acknowledged is there
        if not told[0]:
            await put_through(db, correction)  # and can be done afterwards, once
        assert all(await _told(db, person_id, number, correction))
        assert len(await notices_of(db, person_id)) == 1
        assert (await verify(db)).whole
        await db.close()
        done += told[0]
    assert done, "nobody approved anything"


def _killed(url: str, keys: Path, correction: int, after: float | None) -> bool:
    """Let it begin, kill it after so many seconds; gives whether it had said that it was done."""
    command = [sys.executable, "-m", "tests.proof.approver", url, str(keys), str(correction)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        if after is None:
            return process.stdout.readline() == "done\n"
        time.sleep(after)
        process.kill()
        return "done" in process.stdout.read()
