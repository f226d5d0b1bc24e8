"""Tests of resume codes: they open one sheet's answers, to few tries, until replaced or sent."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from nenkin.interchange.resume_codes import make, proof
from nenkin.paths import DATA
from nenkin.reference.code_words import load_code_words
from nenkin.storage.database import Database
from nenkin.storage.identifiers import hashed
from nenkin.storage.resume_visits import (
    CODES,
    IDLE,
    KEPT,
    VISITS,
    Resumed,
    forget_visits,
    leave,
    resumed,
)
from nenkin.storage.resuming import (
    OF_CODE,
    OF_PLACE,
    Given,
    TooManyTries,
    begin_for_visitor,
    code_of,
    give_code,
    resume,
    revoke_code,
)
from nenkin.storage.sheets import (
    VISITORS_KEEP,
    Holder,
    Typed,
    delete_sheet,
    forget_sheets,
    keep_answer,
    read_sheet,
)
from tests.storage.conftest import NOW

WORDS = load_code_words(DATA)
BORN = date(1945, 6, 3)
CODE = "・".join(make(WORDS, random.Random(1).randrange))
OTHER = "・".join(make(WORDS, random.Random(2).randrange))
VISIT = Holder.visit("the cookie of the first device")
SECOND = "the cookie of the second device"
JOB = Typed(
    section="work",
    entry="abc",
    page="job",
    typed='{"employer": ["みほん紡績"]}',
    written_by="person",
    record_shown=False,
    expected=0,
)


async def begin(database: Database, holder: Holder, code: str = CODE, days: int = 0) -> None:
    now = NOW + timedelta(days=days)
    async with database.write() as session:
        await keep_answer(session, holder, JOB, now)
        assert await give_code(session, holder, code, BORN, now)


async def enter(
    database: Database,
    code: str = CODE,
    born_on: date = BORN,
    *,
    cookie: str = SECOND,
    place: str = "192.0.2.1",
    after: timedelta = timedelta(),
) -> Resumed | TooManyTries | None:
    return await resume(database, code, born_on, cookie=cookie, place=place, now=NOW + after)


@pytest.fixture(params=["a person's", "a visitor's"])
def holder(request: pytest.FixtureRequest, person_id: int) -> Holder:
    return Holder.person(person_id) if request.param == "a person's" else VISIT


async def test_another_device_goes_on_with_what_was_typed(
    database: Database, holder: Holder
) -> None:
    await begin(database, holder)
    assert await resumed(database, SECOND, NOW) is None
    assert await enter(database) == Resumed(holder, BORN)
    found = await resumed(database, SECOND, NOW + IDLE - timedelta(seconds=1))
    assert found == Resumed(holder, BORN)
    sheet = await read_sheet(database, found.holder, NOW)
    assert sheet is not None
    assert [one.typed for one in sheet.answers] == [JOB.typed]
    assert await resumed(database, "another cookie", NOW) is None
    assert await resumed(database, SECOND, NOW + IDLE) is None


async def test_a_code_needs_its_birth_date(database: Database) -> None:
    await begin(database, VISIT)
    assert await enter(database, born_on=BORN + timedelta(days=1)) is None
    assert await enter(database, OTHER) is None
    assert await resumed(database, SECOND, NOW) is None


async def test_a_new_code_replaces_the_old_one_and_whoever_came_with_it(
    database: Database,
) -> None:
    await begin(database, VISIT)
    assert await enter(database)
    async with database.write() as session:
        await give_code(session, VISIT, OTHER, BORN, NOW)
    assert await resumed(database, SECOND, NOW) is None
    assert await enter(database) is None
    assert await enter(database, OTHER) == Resumed(VISIT, BORN)


async def test_a_sheet_that_was_sent_is_open_to_nobody(database: Database) -> None:
    await begin(database, VISIT)
    assert await enter(database)
    async with database.write() as session:
        await revoke_code(session, VISIT)
    assert await resumed(database, SECOND, NOW) is None
    assert await enter(database) is None
    assert await read_sheet(database, VISIT, NOW) is not None


@pytest.mark.parametrize("how", ["deleted", "forgotten"])
async def test_a_sheet_that_is_gone_takes_its_code_along(database: Database, how: str) -> None:
    await begin(database, VISIT)
    assert await enter(database)
    async with database.write() as session:
        if how == "deleted":
            await delete_sheet(session, VISIT)
        else:
            await forget_sheets(session, NOW + VISITORS_KEEP)
    async with database.read() as session:
        assert (await session.run(select(CODES.c.id))).all() == []
        assert (await session.run(select(VISITS.c.id))).all() == []


async def test_an_expired_sheet_is_not_opened(database: Database) -> None:
    await begin(database, VISIT)
    assert await enter(database, after=VISITORS_KEEP) is None
    assert await enter(database, cookie="early", after=VISITORS_KEEP - timedelta(hours=1))
    assert await resumed(database, "early", NOW + VISITORS_KEEP) is None


async def test_there_is_no_code_without_a_sheet(database: Database) -> None:
    async with database.write() as session:
        assert not await give_code(session, VISIT, CODE, BORN, NOW)
    assert await code_of(database, VISIT) is None


async def test_the_holder_sees_when_a_code_was_used(database: Database, holder: Holder) -> None:
    await begin(database, holder)
    assert await code_of(database, holder) == Given(NOW, None)
    await enter(database, after=timedelta(hours=1))
    assert await code_of(database, holder) == Given(NOW, NOW + timedelta(hours=1))


async def test_tries_are_counted_by_code(database: Database) -> None:
    await begin(database, VISIT)
    for number in range(OF_CODE):
        wrong = BORN + timedelta(days=number + 1)
        assert await enter(database, born_on=wrong, place=f"192.0.2.{number}") is None
    refused = await enter(database, place="198.51.100.1")
    assert isinstance(refused, TooManyTries)
    assert refused.retry_at is not None
    assert refused.retry_at > NOW
    # Another code from another place is not held up by it.
    assert await enter(database, OTHER, place="198.51.100.1") is None


async def test_tries_are_counted_by_place(database: Database) -> None:
    await begin(database, VISIT)
    for number in range(OF_PLACE):
        assert await enter(database, f"code {number}") is None
    assert isinstance(await enter(database), TooManyTries)
    assert await enter(database, place="198.51.100.1") == Resumed(VISIT, BORN)


async def test_who_leaves_is_out_at_once(database: Database) -> None:
    await begin(database, VISIT)
    assert await enter(database)
    async with database.write() as session:
        await leave(session, SECOND)
    assert await resumed(database, SECOND, NOW) is None
    assert await enter(database, after=timedelta(hours=1)) == Resumed(VISIT, BORN)


async def test_ways_in_are_forgotten(database: Database) -> None:
    await begin(database, VISIT)
    assert await enter(database)
    async with database.write() as session:
        await forget_visits(session, NOW + IDLE + KEPT - timedelta(seconds=1))
    async with database.read() as session:
        assert len((await session.run(select(VISITS.c.id))).all()) == 1
    async with database.write() as session:
        await forget_visits(session, NOW + IDLE + KEPT)
    async with database.read() as session:
        assert (await session.run(select(VISITS.c.id))).all() == []


async def test_neither_code_nor_cookie_is_stored(database: Database) -> None:
    await begin(database, VISIT)
    await enter(database)
    async with database.read() as session:
        (code,) = (await session.run(select(CODES))).all()
        (visit,) = (await session.run(select(VISITS))).all()
    finder = database.vault.index("resume code", CODE, "19450603")
    assert (code.finder, len(finder)) == (finder, 16)
    assert finder not in {hashed(CODE)[:16], hashed(CODE + "19450603")[:16]}
    assert visit.visit_hash == hashed(SECOND)


@pytest.mark.slow
async def test_a_million_random_codes_open_nothing(sqlite_database: Database) -> None:
    """The fast path: what would be looked up, for a birth date that is right, against every code.

    On one database: none is asked once the twenty codes are read.
    """
    database = sqlite_database
    chance = random.Random(3)
    for number in range(20):
        holder = Holder.visit(f"cookie {number}")
        await begin(database, holder, "・".join(make(WORDS, chance.randrange)))
    async with database.read() as session:
        stored = {row.finder for row in await session.run(select(CODES.c.finder))}
    assert len(stored) == 20
    choose, index = random.Random(4).choices, database.vault.index
    tried = 0
    for _ in range(1_000_000):
        chosen = choose(WORDS.words, k=5)
        code = "・".join((*chosen, proof(WORDS, chosen)))
        tried += index("resume code", code, "19450603") in stored
    assert tried == 0


async def test_a_sheet_without_an_account_is_its_code_s_alone(database: Database) -> None:
    where = "192.0.2.7"
    assert await begin_for_visitor(database, CODE, BORN, cookie=SECOND, place=where, now=NOW)
    found = await resumed(database, SECOND, NOW)
    assert found is not None
    assert found.holder.person_id is None
    assert found.holder != Holder.visit(SECOND)
    sheet = await read_sheet(database, found.holder, NOW)
    assert sheet is not None
    assert list(sheet.answers) == []
    assert await enter(database, cookie="third") == found


async def test_sheets_without_an_account_are_begun_a_few_at_a_time(database: Database) -> None:
    begun = [
        await begin_for_visitor(
            database, f"{CODE}{number}", BORN, cookie=f"c{number}", place="192.0.2.8", now=NOW
        )
        for number in range(OF_PLACE + 1)
    ]
    assert begun == [*[True] * OF_PLACE, False]
