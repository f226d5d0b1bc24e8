"""How long it takes to check an audit trail of a million entries (G15), and to write into it."""

import asyncio
import hmac
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from nenkin.storage.audit import ActorKind, Event, _append_sqlite, _values
from nenkin.storage.audit_anchors import write_anchor
from nenkin.storage.audit_chain import verify
from nenkin.storage.database import open_database
from nenkin.storage.keys import new_keys
from nenkin.storage.migrating import migrate
from tests.bench.results import Results

ENTRIES, AT_ONCE = 1_000_000, 10_000
SECONDS = 10
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


def measure(results: Results) -> None:
    """Measure it."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(results, Path(folder)))


async def _measure(results: Results, folder: Path) -> None:
    url, anchors = f"sqlite:///{folder / 'nenkin.db'}", folder / "anchors.jsonl"
    migrate(url)
    db = await open_database(url, new_keys())
    for first in range(0, ENTRIES, AT_ONCE):
        batch = [_values(_viewed(number), NOW) for number in range(first, first + AT_ONCE)]
        await db.write_raw(lambda connection, b=batch: _append_sqlite(db.vault, connection, b))  # type: ignore[misc]
    await write_anchor(db, anchors, NOW)
    began, own = time.perf_counter(), time.process_time()
    verdict = await verify(db, anchors, NOW)
    took, own = time.perf_counter() - began, time.process_time() - own
    await db.close()
    assert verdict.whole
    assert verdict.entries == ENTRIES
    began = time.process_time()
    for _ in range(ENTRIES):
        hmac.digest(b"k" * 32, b"v" * 200, "sha256")
    bare = time.process_time() - began
    results.title(f"Checking an audit trail of {ENTRIES:,} entries (G15)")
    results.tell("wall time, whatever else the machine did", took, "s")
    results.tell("of which sealing alone, by the bare library", bare, "s")
    results.tell("CPU", own, "s")
    results.hold(f"CPU ÷ {SECONDS} s", own / SECONDS, at_most=1)


def _viewed(number: int) -> Event:
    return Event(
        actor=ActorKind.STAFF,
        actor_id=number % 28_000,
        action="case.viewed",
        subject=number * 7,
        place="みほん年金事務所 窓口1",
        purpose=f"{number:014d}",
        detail={"page": "case"},
    )
