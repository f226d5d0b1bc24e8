"""Tests of what is done now and then: what is over goes, what is needed stays."""

import asyncio
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from nenkin.clock import FixedClock
from nenkin.storage.attempts import Budget, ask
from nenkin.storage.audit import ActorKind, Event, append
from nenkin.storage.audit_anchors import read_anchors
from nenkin.storage.audit_chain import verify
from nenkin.storage.database import Database
from nenkin.storage.drafts import Owner, load_draft, save_draft
from nenkin.storage.housekeeping import tidy, work
from nenkin.storage.sessions import open_session
from nenkin.storage.tables import METADATA
from nenkin.storage.tokens import Purpose, issue_token
from tests.storage.conftest import NOW

TIDIED = ("attempt", "draft", "session", "token")


async def rows(database: Database) -> dict[str, int]:
    async with database.read() as session:
        return {
            name: (
                await session.run(select(func.count()).select_from(METADATA.tables[name]))
            ).scalar_one()
            for name in TIDIED
        }


async def fill(database: Database, person_id: int, account_id: int) -> None:
    await ask(database, [Budget(kind="x", key="", times=1, period=timedelta(hours=1))], NOW)
    async with database.write() as session:
        await save_draft(session, Owner.visit("visit"), "sign-up", "{}", expected=0, now=NOW)
        await save_draft(session, Owner.person(person_id), "close", "{}", expected=0, now=NOW)
        await issue_token(session, Purpose.RECOVER, now=NOW, account_id=account_id)
        await open_session(
            session,
            person_id=person_id,
            account_id=account_id,
            now=NOW,
            idle=timedelta(minutes=30),
            longest=timedelta(hours=12),
        )


async def test_what_is_over_goes_and_the_rest_stays(
    database: Database, person_id: int, account_id: int
) -> None:
    await fill(database, person_id, account_id)
    await tidy(database, NOW)
    assert await rows(database) == {"attempt": 1, "draft": 2, "session": 1, "token": 1}
    day = NOW + timedelta(days=1)
    await tidy(database, day)
    assert await rows(database) == {"attempt": 0, "draft": 1, "session": 1, "token": 1}
    assert await load_draft(database, Owner.person(person_id), "close", day)
    await tidy(database, NOW + timedelta(days=32))
    assert set((await rows(database)).values()) == {0}


async def test_it_works_until_it_is_stopped_and_anchors_the_trail(
    database: Database, tmp_path: Path
) -> None:
    anchors, stop = tmp_path / "anchors.jsonl", asyncio.Event()
    await append(database, Event(actor=ActorKind.SYSTEM, action="started"), NOW)
    working = asyncio.create_task(work(database, FixedClock(NOW), anchors, stop=stop, every=60))
    loop = asyncio.get_running_loop()
    loop.call_soon(stop.set)  # while the first round is under way: it is finished
    await working
    verdict = await verify(database, anchors, NOW + timedelta(minutes=10))
    assert verdict.whole
    assert verdict.missing == []
    written = read_anchors(anchors, database.vault.keys.anchor)
    assert [(one.seq, one.stopped) for one in written] == [(1, False), (1, True)]
