"""The office's one queue: every way in, sorted by age or worth, by counter, and page by page."""

import pytest
from sqlalchemy import insert, text

from nenkin.interchange.sent_requests import Request
from nenkin.law.procedures import Outcome, Procedure, State, Way
from nenkin.storage.audit import ActorKind
from nenkin.storage.case_queue import PAGE, By, Sought, places_waited_for, read_queue
from nenkin.storage.cases import ARRIVALS, CASES, Actor, Arrival, move_case, new_number, open_case
from nenkin.storage.codes import stamp
from nenkin.storage.database import Database
from nenkin.storage.deciding import Agreed, agree
from nenkin.storage.identifiers import new_id
from nenkin.storage.people import restrict
from nenkin.storage.staff import PLACES
from tests.storage.conftest import NOW
from tests.storage.desks import FALLS, case_under_way, plan_for, put_up

ALL = Sought()


async def sent(
    database: Database,
    person_id: int,
    arrival: Arrival,
    kind: Procedure = Procedure.INQUIRY,
) -> str:
    number = new_number()
    async with database.write() as session:
        await open_case(
            session,
            kind,
            number=number,
            person_id=person_id,
            sent="{}",
            follows=None,
            now=NOW,
            arrival=arrival,
        )
    return number


async def counter(database: Database, code: str = "mihon") -> int:
    place_id = new_id()
    where = {"postcode": "", "address": "", "telephone": "", "created_at": 0}
    place = {**where, "id": place_id, "code": code, "kind": "town-hall", "name": f"{code}市役所"}
    async with database.write() as session:
        await session.run(insert(PLACES).values(**place))
    return place_id


async def numbers(
    database: Database,
    sought: Sought = ALL,
    by: By = By.AGE,
) -> list[str]:
    return [one.number for one in (await read_queue(database, sought, by=by)).cases]


async def test_what_may_be_worth_most_is_first_and_what_nobody_knows_last(
    database: Database, person_id: int
) -> None:
    unknown = await sent(database, person_id, Arrival())
    some = await sent(database, person_id, Arrival(worth=(5_000, 9_000)))
    surely = await sent(database, person_id, Arrival(worth=(9_000, 9_000)))
    assert await numbers(database, by=By.WORTH) == [surely, some, unknown]
    (first, *_) = (await read_queue(database, by=By.WORTH)).cases
    assert first.worth == (9_000, 9_000)


async def test_what_ends_one_kind_ends_no_other(database: Database, person_id: int) -> None:
    waiting, over = [
        await sent(database, person_id, Arrival(), kind)
        for kind in (Procedure.INQUIRY, Procedure.CORRECTION)
    ]
    by = Actor(kind=ActorKind.STAFF, id=1)
    async with database.write() as session:
        await move_case(session, waiting, State.INVESTIGATING, by=by, now=NOW)
        for number, says in ((waiting, State.ANSWERED), (over, State.DECIDED)):
            outcome = Outcome.CORRECTED
            moved = await move_case(session, number, says, by=by, now=NOW, outcome=outcome)
            assert moved is None
            assert await move_case(session, number, State.NOTIFIED, by=by, now=NOW) is None
    assert await numbers(database) == [
        waiting
    ]  # 完了 is still to come; a decision ends with its letter


async def test_each_way_kind_and_counter_is_found_by_itself(
    database: Database, person_id: int
) -> None:
    place, other = await counter(database), await counter(database, "betsu")
    online = await sent(database, person_id, Arrival())
    passed = await sent(database, person_id, Arrival(way=Way.COUNTER, place_id=place))
    elsewhere = await sent(database, person_id, Arrival(way=Way.COUNTER, place_id=other))
    slip = await sent(database, person_id, Arrival(), Procedure.SEARCH)
    assert await numbers(database, Sought(place_id=place)) == [passed]
    assert set(await numbers(database, Sought(way=Way.COUNTER))) == {passed, elsewhere}
    assert set(await numbers(database, Sought(way=Way.ONLINE))) == {online, slip}
    assert await numbers(database, Sought(kind=Procedure.SEARCH, way=Way.ONLINE)) == [slip]
    assert await numbers(database, Sought(kind=Procedure.SEARCH, place_id=place)) == []
    assert [name for _, name in await places_waited_for(database)] == ["betsu市役所", "mihon市役所"]
    async with database.write() as session:
        by = Actor(kind=ActorKind.STAFF, id=1)
        await move_case(session, elsewhere, State.WITHDRAWN, by=by, now=NOW)
    assert await places_waited_for(database) == [(place, "mihon市役所")]


async def test_which_counter_a_restricted_person_went_to_is_not_told(
    database: Database, person_id: int
) -> None:
    place = await counter(database)
    passed = await sent(database, person_id, Arrival(way=Way.COUNTER, place_id=place))
    async with database.write() as session:
        await restrict(session, person_id, restricted=True, now=NOW)
    (one,) = (await read_queue(database)).cases
    assert (one.number, one.place) == (passed, "")
    assert await numbers(database, Sought(place_id=place)) == []
    assert await places_waited_for(database) == []


async def test_a_proposal_says_whom_it_waits_for(database: Database, person_id: int) -> None:
    number = await case_under_way(database, person_id)
    (bare,) = (await read_queue(database)).cases
    assert not bare.proposed
    correction = await put_up(database, number, await plan_for(database, person_id, effect=FALLS))
    (waits,) = (await read_queue(database)).cases
    assert (waits.proposed, waits.waits_for_person) == (True, True)
    async with database.write() as session:
        await agree(session, correction, how=Agreed.ONLINE, now=NOW, person_id=person_id)
    (waits,) = (await read_queue(database)).cases
    assert (waits.proposed, waits.waits_for_person) == (True, False)


async def test_ten_thousand_cases_are_pages_of_fifty_each_case_on_one(
    database: Database, person_id: int
) -> None:
    ids = [new_id() for _ in range(10_000)]
    case = {
        "kind": "inquiry",
        "person_id": person_id,
        "sent": b"never opened for the queue",
        "state": "received",
        "version": 1,
        "changed_at": stamp(NOW),
    }
    async with database.write() as session:
        await session.run(
            insert(CASES),
            [
                {**case, "id": one, "number": f"{at:014}", "sent_at": stamp(NOW) + at // 3}
                for at, one in enumerate(ids)
            ],
        )
        await session.run(
            insert(ARRIVALS),
            [
                {"case_id": one, "way": "online", "worth_least": at % 7, "worth_most": at % 7}
                for at, one in enumerate(ids)
            ],
        )
        # A database in which so many came day by day knows how many there are; without this
        # PostgreSQL may plan as for a handful, and walk over all of them for each.
        await session.run(text("ANALYZE"))
    for by in By:
        pages = [await read_queue(database, by=by, page=page) for page in (1, 2, 199, 200, 201)]
        assert {one.total for one in pages} == {10_000}
        assert [len(one.cases) for one in pages] == [PAGE, PAGE, PAGE, PAGE, 0]
        shown = [one.number for page in pages for one in page.cases]
        assert len(set(shown)) == 4 * PAGE
    worths = [one.worth for one in (await read_queue(database, by=By.WORTH, page=200)).cases]
    assert worths == [(0, 0)] * PAGE


async def test_a_case_from_before_ways_were_noted_is_in_the_queue(
    database: Database, person_id: int
) -> None:
    number = await sent(database, person_id, Arrival(worth=(1, 2)))
    async with database.write() as session:
        await session.run(text("DELETE FROM case_arrival"))
    (one,) = (await read_queue(database, by=By.WORTH)).cases
    assert (one.number, one.way, one.worth) == (number, Way.ONLINE, None)


@pytest.mark.parametrize(
    ("worths", "expected"),
    [
        ([], None),
        ([None], None),
        ([{"least": 100, "most": 300}, None, {"least": 50, "most": 50}], (150, 350)),
    ],
)
def test_what_a_request_may_be_worth_is_the_sum_of_what_is_known(
    worths: list[dict[str, int] | None], expected: tuple[int, int] | None
) -> None:
    values = [{"key": "a", "worth": worth} for worth in worths]
    request = Request(person=[], contact=[], bring=[], parts=[], values=values)
    assert request.worth == expected
