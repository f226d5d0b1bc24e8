"""A thousand ways to change the trail, each by somebody who has dropped its triggers: all are found.

Cutting off the end is found up to the last anchor, and that an anchor is missing is found as well.
"""

import asyncio
import hmac
import random
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from nenkin.storage.audit import ActorKind, Event, append
from nenkin.storage.audit_anchors import OLDEST, Missing, write_anchor
from nenkin.storage.audit_chain import COLUMNS, verify
from nenkin.storage.database import Database
from tests.storage.conftest import NOW

TRIES = 1_000
ENTRIES, EACH = 36, 12  # of the trail, and between two anchors
NUMBERS = ("at", "actor_kind", "actor_id", "subject", "key_id")
WORDS = ("action", "place", "purpose", "detail")
Rows = list[tuple[Any, ...]]
MAC = len(COLUMNS)  # its place, after all columns


async def _filled(db: Database, anchors: Path) -> None:
    for number in range(ENTRIES):
        event = Event(
            actor=ActorKind.STAFF,
            actor_id=number % 5 + 1,
            action=("case.viewed", "case.moved")[number % 2],
            subject=number % 7 + 100,
            place="みほん年金事務所 窓口1",
            purpose=f"{number:014d}",
            detail={"page": "case"},
        )
        at = NOW + number * OLDEST / EACH
        await append(db, event, at)
        if (number + 1) % EACH == 0:
            await write_anchor(db, anchors, at)


def _edited(rows: Rows, chance: random.Random) -> Rows:
    """Change one value of one entry."""
    at = chance.randrange(len(rows))
    name = chance.choice((*NUMBERS, *WORDS, "mac"))
    row = list(rows[at])
    place = MAC if name == "mac" else COLUMNS.index(name)
    if name in NUMBERS:
        row[place] = int(row[place] or 0) + chance.choice((-3, -1, 1, 2, 10**6))
    elif name in WORDS:
        text = str(row[place])
        row[place] = chance.choice((text + " ", text[:-1], "", text.upper() + "x"))
        if row[place] == text:
            row[place] = "x"
    else:
        row[place] = chance.randbytes(32)
    return [*rows[:at], tuple(row), *rows[at + 1 :]]


def _removed(rows: Rows, chance: random.Random) -> Rows:
    """Take entries out of the middle; close the gap, or leave it."""
    first = chance.randrange(len(rows) - 1)
    last = chance.randrange(first + 1, len(rows))
    rest = [*rows[:first], *rows[last:]]
    return _numbered(rest) if chance.random() < 0.5 else rest


def _inserted(rows: Rows, chance: random.Random) -> Rows:
    """Put a copy of an entry somewhere."""
    copy, at = chance.choice(rows), chance.randrange(len(rows) + 1)
    return _numbered([*rows[:at], copy, *rows[at:]])


def _swapped(rows: Rows, chance: random.Random) -> Rows:
    """Let two entries change places."""
    one, other = chance.sample(range(len(rows)), 2)
    moved = list(rows)
    moved[one], moved[other] = moved[other], moved[one]
    return _numbered(moved)


def _cut_off(rows: Rows, chance: random.Random) -> Rows:
    """Cut off the end, before what was anchored last."""
    return rows[: chance.randrange(len(rows))]


def _sealed_anew(rows: Rows, chance: random.Random) -> Rows:
    """Change an entry, and seal it and all after it with a key that was guessed."""
    at, key, sealed = chance.randrange(len(rows)), chance.randbytes(32), list(rows)
    before = bytes(rows[at - 1][MAC]) if at else bytes(32)
    for place in range(at, len(rows)):
        before = hmac.digest(key, before + repr(rows[place][:MAC]).encode(), "sha256")
        sealed[place] = (*rows[place][:MAC], before)
    return sealed


WAYS: tuple[Callable[[Rows, random.Random], Rows], ...] = (
    *(_edited, _removed, _inserted, _swapped, _cut_off, _sealed_anew),
)


def _numbered(rows: Rows) -> Rows:
    return [(seq, *row[1:]) for seq, row in enumerate(rows, start=1)]


def _put(connection: sqlite3.Connection, rows: Rows) -> None:
    marks = ", ".join("?" * (MAC + 1))
    connection.execute("BEGIN")
    connection.execute("DELETE FROM audit")
    connection.executemany(
        f"INSERT INTO audit ({', '.join(COLUMNS)}, mac) VALUES ({marks})",  # names only
        rows,
    )
    connection.execute("COMMIT")


async def test_a_thousand_tamperings_are_found(sqlite_database: Database, tmp_path: Path) -> None:
    db, anchors, chance = sqlite_database, tmp_path / "anchors.jsonl", random.Random(2026)
    await _filled(db, anchors)
    connection = sqlite3.connect(str(db.file), isolation_level=None)
    connection.executescript(
        "PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF;"
        "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DROP TRIGGER audit_no_gap;"
    )
    rows: Rows = connection.execute(
        f"SELECT {', '.join(COLUMNS)}, mac FROM audit ORDER BY seq"  # names only
    ).fetchall()
    missed = []
    for number in range(TRIES):
        way = WAYS[number % len(WAYS)]
        tampered = way(rows, chance)
        if tampered == rows:  # a copy of itself in its own place changes nothing
            continue
        _put(connection, tampered)
        if (await verify(db, anchors)).whole:
            missed.append((number, way.__name__))
    assert missed == []
    _put(connection, rows)
    assert (await verify(db, anchors)).whole  # what was not changed is not accused
    connection.close()


async def test_a_missing_anchor_is_itself_found(sqlite_database: Database, tmp_path: Path) -> None:
    db, anchors = sqlite_database, tmp_path / "anchors.jsonl"
    assert (await verify(db, anchors, NOW)).missing == [Missing()]
    await _filled(db, anchors)
    lines = anchors.read_text().splitlines(keepends=True)
    first, second, third = (NOW + (EACH * n - 1) * OLDEST / EACH for n in (1, 2, 3))
    assert (await verify(db, anchors, third + OLDEST)).missing == []
    late = third + OLDEST + timedelta(seconds=1)
    assert (await verify(db, anchors, late)).missing == [Missing(third)]
    anchors.write_text(lines[0] + lines[2])
    assert (await verify(db, anchors, third)).missing == [Missing(first, third)]
    anchors.write_text(lines[0] + lines[1])
    assert (await verify(db, anchors, late)).missing == [Missing(second)]


async def test_a_site_that_was_stopped_missed_no_anchor(
    sqlite_database: Database, tmp_path: Path
) -> None:
    db, anchors, next_day = sqlite_database, tmp_path / "anchors.jsonl", NOW + timedelta(days=1)
    await write_anchor(db, anchors, NOW, stopped=True)  # a trail in which nothing stands yet
    await write_anchor(db, anchors, next_day)
    verdict = await verify(db, anchors, next_day)
    assert (verdict.whole, verdict.missing) == (True, [])


async def test_a_million_entries_are_read_in_parts_and_others_have_their_turn(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``tests.bench trail`` says how long a million takes; here, that it grows no faster than they do."""
    monkeypatch.setattr("nenkin.storage.audit_chain._AT_ONCE", 10)
    asked, turns, rows = 0, 0, sqlite_database.rows

    async def counted(*arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return await rows(*arguments)

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    for _ in range(100):
        await append(sqlite_database, Event(actor=ActorKind.SYSTEM, action="x"), NOW)
    monkeypatch.setattr(sqlite_database, "rows", counted)
    waiting = asyncio.ensure_future(others())
    verdict = await verify(sqlite_database)
    waiting.cancel()
    assert verdict.entries == 100
    assert asked == 100 // 10 + 2  # the parts, one in which nothing is left, and the last entry
    assert turns >= 10
