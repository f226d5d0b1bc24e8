"""Letters and batches, for the tests of both."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from nenkin.storage import audit
from nenkin.storage.batches import (
    confirm,
    give,
    latest_batch,
    make_batch,
)
from nenkin.storage.database import Database
from nenkin.storage.letter_steps import (
    Halt,
    Halted,
    NewSecret,
)
from nenkin.storage.letters import (
    Letter,
    StoredLetter,
    enqueue_letter,
    read_letter,
)
from tests.storage.conftest import NOW
from tests.storage.desks import ONE

HOME = ("100-0000", "東京都みほん区１－１")
CODE, OTHER = "12345678901234567", "76543210987654321"
LATER = NOW + timedelta(minutes=5)


def noted(action: str, person_id: int | None, detail: Mapping[str, str | int]) -> audit.Event:
    return audit.Event(
        actor=audit.ActorKind.STAFF,
        actor_id=ONE.id,
        action=action,
        subject=person_id,
        detail=detail,
    )


def notice(person_id: int, number: int = 1, kind: str = "corrected") -> Letter:
    return Letter(
        kind=kind,
        person_id=person_id,
        address=HOME,
        facts={"name": "見本 花子", "case": "1"},
        dedupe=f"{kind} {number}",
    )


async def put(database: Database, *wanted: Letter) -> list[int]:
    async with database.write() as session:
        found = [await enqueue_letter(session, one, NOW) for one in wanted]
    return [one for one in found if one is not None]


async def stored(database: Database, letter_id: int) -> StoredLetter:
    found = await read_letter(database, letter_id)
    assert found is not None
    return found


async def make(database: Database, *, secret: bool = False, seen: int | None = None) -> int:
    latest = await latest_batch(database) if seen is None else seen
    async with database.write() as session:
        return await make_batch(
            session, secret=secret, clerk=ONE, seen=latest, noted=noted, now=NOW
        )


async def given(database: Database, batch: int) -> None:
    async with database.write() as session:
        await give(session, batch, clerk=ONE, noted=noted, now=NOW)


async def counted(
    database: Database, batch: int, *spoiled: int, secrets: Mapping[int, NewSecret] | None = None
) -> None:
    async with database.write() as session:
        await confirm(
            session,
            batch,
            spoiled=frozenset(spoiled),
            secrets=secrets or {},
            clerk=ONE,
            noted=noted,
            reason="紙づまり",
            now=LATER,
        )


async def halted(step: object) -> Halt:
    with pytest.raises(Halted) as raised:
        await step  # type: ignore[misc]
    return raised.value.why
