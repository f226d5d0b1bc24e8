"""Tests of helpers: how many, how often, what is stored, and what is kept of what they did."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from nenkin.storage import audit
from nenkin.storage.accounts import open_account
from nenkin.storage.database import Database
from nenkin.storage.helpers import (
    MOST_HELPERS,
    EndedBy,
    TooManyHelpers,
    end,
)
from nenkin.storage.helping import Helping, NotLetIn, helped_by
from nenkin.storage.imports import import_records
from nenkin.storage.people import HELPERS
from nenkin.storage.resuming import OF_CODE, OF_PLACE, TooManyTries
from nenkin.storage.sheets import Holder, Typed, keep_answer, read_sheet
from tests.storage.asking import CODE, OTHER, ask_for_help, enter
from tests.storage.conftest import NOW, new_account
from tests.storage.samples import PERSON, record_of


async def test_nobody_has_any_number_of_helpers(database: Database, asked: int) -> None:
    asked_of = [
        await ask_for_help(database, asked, f"code {number}", called=f"孫{number}")
        for number in range(MOST_HELPERS)
    ]
    with pytest.raises(TooManyHelpers):
        await ask_for_help(database, asked, "one more", called="もう一人")
    await ask_for_help(database, asked, "again", called="孫0")  # in the place of the first
    async with database.write() as session:
        await end(session, asked_of[-1], EndedBy.PERSON, NOW, person_id=asked)
    await ask_for_help(database, asked, "one more", called="もう一人")


async def test_tries_are_counted_by_code_and_by_place(
    database: Database, asked: int, helper_account: int, other_id: int
) -> None:
    await ask_for_help(database, asked)
    for number in range(OF_CODE):
        wrong = PERSON.born_on + timedelta(days=number + 1)
        place = f"192.0.2.{number}"
        found = await enter(database, helper_account, other_id, born_on=wrong, place=place)
        assert found is NotLetIn.UNKNOWN
    assert isinstance(await enter(database, helper_account, other_id, place="x"), TooManyTries)
    for number in range(OF_PLACE):
        await enter(database, helper_account, other_id, f"code {number}", place="y")
    refused = await enter(database, helper_account, other_id, OTHER, place="y")
    assert isinstance(refused, TooManyTries)


async def test_neither_code_nor_names_are_stored_in_clear(
    database: Database, asked: int, helper_account: int, other_id: int
) -> None:
    await ask_for_help(database, asked)
    await enter(database, helper_account, other_id)
    async with database.read() as session:
        (row,) = (await session.run(select(HELPERS))).all()
    assert len(row.finder) == 16
    stored = b"".join(one for one in row if isinstance(one, bytes))
    for text in (CODE, "長男", "母"):
        assert text.encode() not in stored


async def test_an_answer_keeps_which_helper_wrote_it(database: Database, asked: int) -> None:
    helper_id = await ask_for_help(database, asked)
    mine = Holder.person(asked)
    sent = Typed(
        section="work",
        entry="a",
        page="job",
        typed="{}",
        written_by="family",
        helper_id=helper_id,
        record_shown=False,
        expected=0,
    )
    async with database.write() as session:
        await keep_answer(session, mine, sent, NOW)
    sheet = await read_sheet(database, mine, NOW)
    assert sheet is not None
    assert [(one.written_by, one.helper_id) for one in sheet.answers] == [("family", helper_id)]
    own = replace(sent, typed='{"a": []}', written_by="person", helper_id=None, expected=1)
    async with database.write() as session:
        await keep_answer(session, mine, own, NOW)
    sheet = await read_sheet(database, mine, NOW)
    assert sheet is not None
    assert [(one.written_by, one.helper_id) for one in sheet.answers] == [("person", None)]


async def test_what_one_helper_did_is_told_apart(database: Database, asked: int) -> None:
    for actor, subject in ((7, asked), (8, asked), (7, 1), (asked, asked)):
        event = audit.Event(
            actor=audit.ActorKind.PERSON, actor_id=actor, action="help.viewed", subject=subject
        )
        await audit.append(database, event, NOW)
    found = await audit.acts_of(database, asked, 7)
    assert [(one.event.actor_id, one.event.subject) for one in found] == [(7, asked)]
    assert await audit.acts_of(database, asked, 7, before=found[0].seq) == []


async def test_two_people_are_never_called_the_same(
    database: Database, asked: int, helper_account: int, other_id: int
) -> None:
    """One would be taken for the other, and written into the wrong sheet."""
    (third,) = await import_records(database, [record_of("3333333333")])
    async with database.write() as session:
        await open_account(session, new_account(third, "jiro"), NOW)
    await ask_for_help(database, asked)
    await ask_for_help(database, third, OTHER)
    assert isinstance(await enter(database, helper_account, other_id), Helping)
    assert await enter(database, helper_account, other_id, OTHER) is NotLetIn.NAME_TAKEN
    (first,) = await helped_by(database, helper_account, NOW)
    async with database.write() as session:
        await end(session, first.id, EndedBy.HELPER, NOW)
    assert isinstance(await enter(database, helper_account, other_id, OTHER), Helping)
