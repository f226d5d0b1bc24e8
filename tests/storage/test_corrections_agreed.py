"""Where something falls, the person agrees before anybody approves; and what they are told."""

from nenkin.storage import audit
from nenkin.storage.cases import find_case
from nenkin.storage.correction_plans import Stop
from nenkin.storage.database import Database
from nenkin.storage.deciding import Agreed, agree, decline
from nenkin.storage.notices import Notice, mark_read, notices_of
from nenkin.storage.records import read_record
from tests.storage.conftest import NOW
from tests.storage.desks import FALLS, ONE, case_under_way, plan_for, put_through, put_up
from tests.storage.test_corrections import one, stopped


async def test_where_something_falls_the_person_agrees_first(
    database: Database, person_id: int, other_id: int
) -> None:
    number = await case_under_way(database, person_id)
    plan = await plan_for(database, person_id, effect=FALLS)
    correction = await put_up(database, number, plan)
    assert (await one(database, correction)).waits_for_the_person
    assert [each.kind for each in await notices_of(database, person_id)] == [
        Notice.AGREEMENT_WANTED
    ]
    assert await stopped(put_through(database, correction)) is Stop.NOT_AGREED

    async def agreed(who: int) -> None:
        async with database.write() as session:
            await agree(session, correction, how=Agreed.ONLINE, person_id=who, now=NOW)

    assert await stopped(agreed(other_id)) is Stop.NOT_OPEN
    await agreed(person_id)
    await agreed(person_id)
    await put_through(database, correction)
    actions = [entry.event.action for entry in await audit.views_of(database, person_id)]
    assert actions == ["correction.approved", "correction.agreed", "correction.proposed"]


async def test_what_nobody_can_work_out_wants_the_persons_word_too(
    database: Database, person_id: int
) -> None:
    number = await case_under_way(database, person_id)
    plan = await plan_for(database, person_id, effect=None)
    correction = await put_up(database, number, plan)
    async with database.write() as session:
        await agree(session, correction, how=Agreed.TELEPHONE, clerk=ONE, now=NOW)
    await put_through(database, correction)
    assert (await one(database, correction)).agreed_how == Agreed.TELEPHONE


async def test_the_person_may_say_no(database: Database, person_id: int, other_id: int) -> None:
    before = await read_record(database, person_id)
    number = await case_under_way(database, person_id)
    correction = await put_up(database, number, await plan_for(database, person_id, effect=FALLS))

    async def declined(who: int) -> None:
        async with database.write() as session:
            await decline(session, correction, person_id=who, now=NOW)

    assert await stopped(declined(other_id)) is Stop.NOT_OPEN
    await declined(person_id)
    assert await stopped(put_through(database, correction)) is Stop.NOT_OPEN
    assert await read_record(database, person_id) == before


async def test_notices_are_read_once_and_by_their_person(
    database: Database, person_id: int, other_id: int
) -> None:
    number = await case_under_way(database, person_id)
    await put_up(database, number, await plan_for(database, person_id, effect=FALLS))
    found = await find_case(database, person_id, number)
    assert found is not None
    for who, read in ((other_id, None), (person_id, NOW)):
        async with database.write() as session:
            await mark_read(session, who, found.case.id, NOW)
        (notice,) = await notices_of(database, person_id)
        assert (notice.number, notice.read_at) == (number, read)
