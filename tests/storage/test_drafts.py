"""Tests of drafts and operations: nothing typed is lost, nothing is done twice."""

import asyncio
from datetime import timedelta

import pytest

from nenkin.storage.database import Database
from nenkin.storage.drafts import (
    Conflict,
    Owner,
    delete_draft,
    forget_drafts,
    hand_over,
    load_draft,
    save_draft,
)
from nenkin.storage.operations import Done, OtherBody, find_operation, finish_operation
from tests.storage.conftest import NOW

VISIT = Owner.visit("the cookie of a visitor")


async def save(
    database: Database, owner: Owner, answers: str, expected: int, journey: str = "sign-up"
) -> int | Conflict:
    async with database.write() as session:
        return await save_draft(session, owner, journey, answers, expected=expected, now=NOW)


async def test_a_draft_is_there_again(database: Database) -> None:
    assert await save(database, VISIT, '{"surname": "年金"}', 0) == 1
    assert await save(database, VISIT, '{"surname": "見本"}', 1) == 2
    draft = await load_draft(database, VISIT, "sign-up", NOW)
    assert draft is not None
    assert (draft.answers, draft.version) == ('{"surname": "見本"}', 2)


async def test_a_second_tab_loses_nothing(database: Database) -> None:
    await save(database, VISIT, "first", 0)
    assert await save(database, VISIT, "of one tab", 1) == 2
    conflict = await save(database, VISIT, "of the other", 1)
    assert isinstance(conflict, Conflict)
    assert conflict.there is not None
    assert conflict.there.answers == "of one tab"
    assert conflict.there.version == 2


async def test_of_many_first_answers_one_is_saved(database: Database) -> None:
    results = await asyncio.gather(*(save(database, VISIT, str(n), 0) for n in range(10)))
    assert results.count(1) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 9


async def test_a_deleted_draft_is_a_conflict_too(database: Database) -> None:
    await save(database, VISIT, "first", 0)
    async with database.write() as session:
        await delete_draft(session, VISIT, "sign-up")
    assert await save(database, VISIT, "second", 1) == Conflict(None)


async def test_drafts_are_their_owners_only(
    database: Database, person_id: int, other_id: int
) -> None:
    await save(database, Owner.person(person_id), "mine", 0)
    assert await load_draft(database, Owner.person(other_id), "sign-up", NOW) is None
    assert await load_draft(database, VISIT, "sign-up", NOW) is None
    assert await load_draft(database, Owner.person(person_id), "other", NOW) is None


async def test_a_visitors_drafts_pass_to_the_person(database: Database, person_id: int) -> None:
    person = Owner.person(person_id)
    await save(database, VISIT, "of the visit", 0, "change-mail")
    await save(database, VISIT, "of the visit", 0, "sign-up")
    await save(database, person, "of the person", 0, "sign-up")
    async with database.write() as session:
        assert await hand_over(session, VISIT, person_id, NOW) == ["sign-up"]
    moved = await load_draft(database, person, "change-mail", NOW + timedelta(days=29))
    assert moved is not None
    assert moved.answers == "of the visit"
    assert await load_draft(database, VISIT, "change-mail", NOW) is None
    for owner, answers in ((person, "of the person"), (VISIT, "of the visit")):
        kept = await load_draft(database, owner, "sign-up", NOW)
        assert kept is not None
        assert kept.answers == answers


async def test_drafts_wait_their_time(database: Database, person_id: int) -> None:
    person = Owner.person(person_id)
    for owner in (VISIT, person):
        await save(database, owner, "typed", 0)
    day, month = NOW + timedelta(hours=24), NOW + timedelta(days=30)
    assert await load_draft(database, VISIT, "sign-up", day - timedelta(seconds=1))
    assert await load_draft(database, VISIT, "sign-up", day) is None
    assert await load_draft(database, person, "sign-up", month - timedelta(seconds=1))
    assert await load_draft(database, person, "sign-up", month) is None
    async with database.write() as session:
        assert await forget_drafts(session, day) == 1


async def test_an_expired_draft_is_not_in_the_way(database: Database) -> None:
    await save(database, VISIT, "old", 0)
    async with database.write() as session:
        later = NOW + timedelta(days=2)
        saved = await save_draft(session, VISIT, "sign-up", "new", expected=0, now=later)
    assert saved == 1


async def test_what_was_typed_is_not_in_clear(sqlite_database: Database) -> None:
    await save(sqlite_database, VISIT, '{"number": "9912345678"}', 0)
    assert sqlite_database.file is not None
    for file in sqlite_database.file.parent.iterdir():
        assert b"9912345678" not in file.read_bytes()


async def finish(database: Database, body: bytes = b"a=1", owner: Owner = VISIT) -> Done | None:
    async with database.write() as session:
        return await finish_operation(session, "op", owner, body, location="/done", now=NOW)


async def test_a_form_sent_twice_is_carried_out_once(database: Database) -> None:
    assert await find_operation(database, "op", VISIT, b"a=1") is None
    assert await finish(database) is None
    assert await finish(database) == Done("/done")
    assert await find_operation(database, "op", VISIT, b"a=1") == Done("/done")


async def test_of_many_at_once_one_is_carried_out(database: Database) -> None:
    results = await asyncio.gather(*(finish(database) for _ in range(20)))
    assert results.count(None) == 1


async def test_an_operation_that_failed_can_be_sent_again(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as session:
            await finish_operation(session, "op", VISIT, b"a=1", location="/done", now=NOW)
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await finish(database) is None


@pytest.mark.parametrize(
    ("body", "owner"),
    [(b"a=2", VISIT), (b"a=1", Owner.visit("another")), (b"a=1", Owner.person(1))],
)
async def test_another_content_or_sender_is_refused(
    database: Database, body: bytes, owner: Owner
) -> None:
    await finish(database)
    with pytest.raises(OtherBody):
        await finish(database, body, owner)
    with pytest.raises(OtherBody):
        await find_operation(database, "op", owner, body)
