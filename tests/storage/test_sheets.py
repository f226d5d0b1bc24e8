"""Tests of history sheets: nothing typed is lost or overwritten unseen, all of it is sealed."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from nenkin.storage import sheets
from nenkin.storage.database import Database
from nenkin.storage.sheets import (
    ANSWERS,
    SHEETS,
    Changed,
    Holder,
    Sheet,
    TooMany,
    Typed,
    delete_sheet,
    forget_sheets,
    keep_answer,
    read_sheet,
    remove_entry,
)
from nenkin.storage.vault import CannotOpen
from tests.storage.conftest import NOW

VISIT = Holder.visit("the cookie of a visitor")
JOB = Typed(
    section="work",
    entry="abc",
    page="job",
    typed='{"employer": ["みほん紡績"]}',
    written_by="person",
    record_shown=False,
    expected=0,
)


async def keep(
    database: Database, holder: Holder, sent: Typed, days: int = 0, about: str = "{}"
) -> int | Changed:
    async with database.write() as session:
        return await keep_answer(session, holder, sent, NOW + timedelta(days=days), about)


async def read(database: Database, holder: Holder, days: int = 0) -> Sheet:
    sheet = await read_sheet(database, holder, NOW + timedelta(days=days))
    assert sheet is not None
    return sheet


async def test_what_was_typed_is_there_again(database: Database, person_id: int) -> None:
    mine = Holder.person(person_id)
    assert await read_sheet(database, mine, NOW) is None
    assert await keep(database, mine, JOB, about='{"a": 1}') == 1
    later = replace(JOB, page="place", typed="{}", written_by="family", record_shown=True)
    assert await keep(database, mine, later, days=1) == 1
    sheet = await read(database, mine, days=4000)
    assert sheet.about == '{"a": 1}'
    assert sheet.updated_at == NOW + timedelta(days=1)
    first, second = sheet.answers
    assert (first.typed, first.version, first.written_by) == (JOB.typed, 1, "person")
    assert (first.section, first.entry, first.page) == ("work", "abc", "job")
    assert (second.page, second.written_by, second.record_shown) == ("place", "family", True)


async def test_a_second_tab_overwrites_nothing(database: Database) -> None:
    await keep(database, VISIT, JOB)
    mine = replace(JOB, typed='{"employer": ["mine"]}', expected=1)
    assert await keep(database, VISIT, mine) == 2
    other = replace(JOB, typed='{"employer": ["other"]}', expected=1)
    changed = await keep(database, VISIT, other)
    assert isinstance(changed, Changed)
    assert changed.there is not None
    assert (changed.there.typed, changed.there.version) == (mine.typed, 2)
    before = await read(database, VISIT)
    assert [answer.typed for answer in before.answers] == [mine.typed]
    assert await keep(database, VISIT, replace(other, expected=2)) == 3


async def test_a_double_click_is_no_change(database: Database) -> None:
    assert await keep(database, VISIT, JOB) == 1
    before = await read(database, VISIT)
    assert await keep(database, VISIT, JOB, days=1) == 1
    assert await read(database, VISIT) == before


async def test_pages_of_many_tabs_are_all_kept(database: Database, person_id: int) -> None:
    mine = Holder.person(person_id)
    pages = [replace(JOB, entry=f"e{number}") for number in range(10)]
    assert await asyncio.gather(*(keep(database, mine, page) for page in pages)) == [1] * 10
    assert {answer.entry for answer in (await read(database, mine)).answers} == {
        page.entry for page in pages
    }


async def test_of_many_first_answers_to_a_page_one_is_kept(database: Database) -> None:
    pages = [replace(JOB, typed=str(number)) for number in range(6)]
    results = await asyncio.gather(*(keep(database, VISIT, page) for page in pages))
    assert results.count(1) == 1
    assert sum(isinstance(result, Changed) for result in results) == 5


async def test_what_was_deleted_meanwhile_is_told(database: Database) -> None:
    await keep(database, VISIT, JOB)
    async with database.write() as session:
        await remove_entry(session, VISIT, "abc", NOW, section="work")
    assert await keep(database, VISIT, replace(JOB, typed="x", expected=1)) == Changed(None)
    assert await keep(database, VISIT, replace(JOB, typed="x", expected=0)) == 1


async def test_removing_takes_all_pages_of_one_entry(database: Database) -> None:
    for sent in (JOB, replace(JOB, page="place"), replace(JOB, entry="def")):
        await keep(database, VISIT, sent)
    version = (await read(database, VISIT)).version
    async with database.write() as session:
        await remove_entry(session, VISIT, "abc", NOW, section="work")
        await remove_entry(session, VISIT, "def", NOW, section="names")
        await remove_entry(session, Holder.visit("nobody"), "def", NOW, section="work")
    sheet = await read(database, VISIT)
    assert [answer.entry for answer in sheet.answers] == ["def"]
    assert sheet.version == version + 1


async def test_sheets_are_their_holders_only(
    database: Database, person_id: int, other_id: int
) -> None:
    await keep(database, Holder.person(person_id), JOB)
    for other in (Holder.person(other_id), VISIT):
        assert await read_sheet(database, other, NOW) is None
        async with database.write() as session:
            await remove_entry(session, other, "abc", NOW, section="work")
            await delete_sheet(session, other)
    assert len((await read(database, Holder.person(person_id))).answers) == 1


async def test_a_visitors_sheet_lasts_a_year_from_its_last_use(
    database: Database, person_id: int
) -> None:
    await keep(database, Holder.person(person_id), JOB)
    await keep(database, VISIT, JOB)
    await keep(database, VISIT, replace(JOB, entry="def"), days=300)
    for days, left in ((664, True), (665, False)):
        async with database.write() as session:
            await forget_sheets(session, NOW + timedelta(days=days))
        assert (await read_sheet(database, VISIT, NOW) is not None) is left
    assert (await read(database, Holder.person(person_id), days=5000)).answers


async def test_a_sheet_whose_time_is_over_begins_anew(database: Database) -> None:
    await keep(database, VISIT, JOB)
    assert await read_sheet(database, VISIT, NOW + timedelta(days=365)) is None
    await keep(database, VISIT, replace(JOB, entry="def"), days=366)
    sheet = await read(database, VISIT, days=366)
    assert [answer.entry for answer in sheet.answers] == ["def"]


async def test_deleting_leaves_nothing(database: Database) -> None:
    await keep(database, VISIT, JOB)
    async with database.write() as session:
        await delete_sheet(session, VISIT)
    async with database.read() as session:
        assert (await session.run(select(ANSWERS.c.id))).all() == []
        assert (await session.run(select(SHEETS.c.id))).all() == []


async def test_only_the_sheet_that_was_seen_is_deleted(database: Database) -> None:
    await keep(database, VISIT, JOB)
    seen = (await read(database, VISIT)).version
    await keep(database, VISIT, replace(JOB, entry="def"))
    async with database.write() as session:
        assert not await delete_sheet(session, VISIT, seen=seen)
    assert len((await read(database, VISIT)).answers) == 2
    async with database.write() as session:
        assert await delete_sheet(session, VISIT, seen=(await read(database, VISIT)).version)
        assert await delete_sheet(session, VISIT, seen=seen)  # there is none: a double click
    assert await read_sheet(database, VISIT, NOW) is None


async def test_a_page_of_a_sheet_that_is_gone_is_not_kept_in_another(database: Database) -> None:
    await keep(database, VISIT, JOB)
    sheet_id = (await read(database, VISIT)).id
    async with database.write() as session:
        await delete_sheet(session, VISIT)
    late = replace(JOB, entry="def", sheet=sheet_id)
    assert await keep(database, VISIT, late) == Changed(None)
    assert await read_sheet(database, VISIT, NOW) is None  # nor is one begun for it
    await keep(database, VISIT, JOB)
    assert await keep(database, VISIT, late) == Changed(None)
    assert await keep(database, VISIT, replace(late, sheet=None)) == 1


async def test_there_is_an_end_to_entries(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ENTRIES", 3)
    for number in range(3):
        await keep(database, VISIT, replace(JOB, entry=f"e{number}"))
    with pytest.raises(TooMany):
        await keep(database, VISIT, replace(JOB, entry="one more"))
    assert await keep(database, VISIT, replace(JOB, entry="e2", page="place")) == 1


async def test_what_was_typed_is_sealed_to_its_row(database: Database) -> None:
    await keep(database, VISIT, JOB)
    await keep(database, VISIT, replace(JOB, entry="def", typed="other"))
    async with database.write() as session:
        rows = (await session.run(select(ANSWERS.c.id, ANSWERS.c.typed))).all()
        assert all("みほん".encode() not in row.typed for row in rows)
        (one, other) = rows
        await session.run(update(ANSWERS).where(ANSWERS.c.id == one.id).values(typed=other.typed))
    with pytest.raises(CannotOpen):
        await read_sheet(database, VISIT, NOW)
