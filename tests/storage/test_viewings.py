"""Looking at what is closed to one alone: the database itself holds two people to it, and keeps it."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from nenkin.law.duties import PlaceKind
from nenkin.storage.cases import Case, numbered_case
from nenkin.storage.correction_plans import Clerk, Stop, Stopped
from nenkin.storage.database import Database
from nenkin.storage.people import restrict
from nenkin.storage.staff import add_place
from nenkin.storage.telling import Way, agree_telling, may_tell, telling_of
from nenkin.storage.viewing_acts import (
    allow_viewing,
    ask_viewing,
    break_glass,
    refuse_viewing,
    review,
)
from nenkin.storage.viewings import (
    GLASS_LASTS,
    VIEWINGS,
    Hand,
    Kind,
    Verdict,
    opened_alone,
    read_viewing,
    unreviewed,
    viewing_of,
    waiting_viewings,
    wish_of,
)
from tests.storage.conftest import NOW
from tests.storage.desks import ONE, TWO, case_under_way

HALF = timedelta(minutes=30)


@pytest.fixture
async def places(database: Database) -> tuple[int, int]:
    async with database.write() as session:
        kinds = (PlaceKind.PENSION_OFFICE, PlaceKind.BACK_OFFICE)
        one, two = [
            await add_place(session, code=str(kind), kind=kind, name=str(kind), now=NOW)
            for kind in kinds
        ]
        return one, two


@pytest.fixture
async def case(database: Database, person_id: int) -> Case:
    whole = await numbered_case(database, await case_under_way(database, person_id))
    assert whole is not None
    return whole.case


async def wish(database: Database, case: Case, hand: Hand, kind: Kind = Kind.VIEW) -> int:
    async with database.write() as session:
        return await ask_viewing(session, kind, case, hand, why="電話", now=NOW)


async def allow(database: Database, one: int, hand: Hand, *, whole: bool = True) -> None:
    async with database.write() as session:
        await allow_viewing(session, one, hand, lasts=HALF, whole=whole, now=NOW)


async def test_who_allowed_it_and_until_when(
    database: Database, case: Case, places: tuple[int, int]
) -> None:
    one, two = Hand(ONE, places[0]), Hand(TWO, places[0])
    asked = await wish(database, case, one)
    assert await wish(database, case, one) == asked  # twice is once
    assert [each.id for each in await waiting_viewings(database)] == [asked]
    assert (await wish_of(database, case.id, ONE.id)) is not None
    await allow(database, asked, two)
    found = await read_viewing(database, asked)
    assert found is not None
    assert (found.verdict, found.decided_by, found.whole) == (Verdict.ALLOWED, TWO.id, True)
    assert found.until == NOW + HALF
    for who in (ONE.id, TWO.id):
        assert await viewing_of(database, case.id, who, NOW) == found
        assert await viewing_of(database, case.id, who, NOW + HALF) is None
    assert await viewing_of(database, case.id, 99, NOW) is None
    assert await viewing_of(database, case.id, ONE.id, NOW, glass=True) is None


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (ONE, Stop.SAME_PERSON),
        (Clerk(id=12, session=ONE.session, terminal="T-2"), Stop.SAME_SESSION),
        (Clerk(id=12, session=b"2" * 32, terminal=ONE.terminal), Stop.SAME_TERMINAL),
    ],
)
async def test_one_hand_is_not_two(
    database: Database, case: Case, places: tuple[int, int], second: Clerk, why: Stop
) -> None:
    asked = await wish(database, case, Hand(ONE, places[0]))
    with pytest.raises(Stopped) as stopped:
        await allow(database, asked, Hand(second, places[0]))
    assert stopped.value.why is why
    values = {
        "verdict": "allowed",
        "decided_by": second.id,
        "decided_session": second.session,
        "decided_terminal": second.terminal,
        "decided_at": 1,
        "until": 2,
    }
    with pytest.raises(DBAPIError, match="four_eyes"):  # nor for the database
        async with database.write() as session:
            await session.run(update(VIEWINGS).values(**values))


async def test_another_place_never_sees_the_whole(
    database: Database, case: Case, places: tuple[int, int]
) -> None:
    asked = await wish(database, case, Hand(ONE, places[0]))
    await allow(database, asked, Hand(TWO, places[1]), whole=True)
    found = await viewing_of(database, case.id, ONE.id, NOW)
    assert found is not None
    assert not found.whole


@pytest.mark.parametrize(
    "values",
    [
        {"until": 1 << 60},
        {"whole": False},
        {"verdict": "refused"},
        {"asked_by": 99},
        {"reason": b""},
        {"kind": "glass"},
    ],
    ids=str,
)
async def test_what_was_decided_stays(
    database: Database, case: Case, places: tuple[int, int], values: dict[str, object]
) -> None:
    asked = await wish(database, case, Hand(ONE, places[0]))
    await allow(database, asked, Hand(TWO, places[0]))
    with pytest.raises(DBAPIError, match="kept as it was"):
        async with database.write() as session:
            await session.run(update(VIEWINGS).values(**values))
    with pytest.raises(Stopped):
        await allow(database, asked, Hand(TWO, places[0]))
    with pytest.raises(DBAPIError, match="kept as it was"):
        async with database.write() as session:
            await session.run(VIEWINGS.delete())


async def test_no_is_no_until_it_is_asked_again(
    database: Database, case: Case, places: tuple[int, int]
) -> None:
    one, two = Hand(ONE, places[0]), Hand(TWO, places[0])
    asked = await wish(database, case, one)
    async with database.write() as session:
        await refuse_viewing(session, asked, two, NOW)
    assert await viewing_of(database, case.id, ONE.id, NOW) is None
    assert await wish(database, case, one) != asked


async def test_what_is_opened_alone_is_short_and_looked_into_once_by_somebody_else(
    database: Database, case: Case, places: tuple[int, int]
) -> None:
    boss, auditor = Hand(ONE, places[0]), Hand(TWO, places[1])
    async with database.write() as session:
        alone = await break_glass(session, case, boss, why="火事", now=NOW)
    found = await viewing_of(database, case.id, ONE.id, NOW, glass=True)
    assert found is not None
    assert (found.id, found.until) == (alone, NOW + GLASS_LASTS)
    assert await viewing_of(database, case.id, ONE.id, NOW) is None  # opens nothing else
    assert (await unreviewed(database, ONE.id), await unreviewed(database, TWO.id)) == (0, 1)
    with pytest.raises(Stopped) as stopped:
        async with database.write() as session:
            await review(session, alone, boss, fine=True, remark="", now=NOW)
    assert stopped.value.why is Stop.SAME_PERSON
    async with database.write() as session:
        await review(session, alone, auditor, fine=False, remark="聞いた", now=NOW)
    (found,) = await opened_alone(database)
    assert (found.fine, found.remark, found.reviewed_by) == (False, "聞いた", TWO.id)
    assert await unreviewed(database, TWO.id) == 0
    with pytest.raises(Stopped):
        async with database.write() as session:
            await review(session, alone, auditor, fine=True, remark="", now=NOW)


async def test_who_is_closed_is_told_in_the_ways_they_agreed_to(
    database: Database, person_id: int
) -> None:
    async def ways() -> set[Way]:
        async with database.write() as session:
            return {way for way in Way if await may_tell(session, person_id, way)}

    assert await ways() == set(Way)
    async with database.write() as session:
        await restrict(session, person_id, restricted=True, now=NOW)
    assert await ways() == set()
    for agreed in ((Way.SERVICE, Way.MAIL), (Way.LETTER,), ()):
        async with database.write() as session:
            await agree_telling(session, person_id, agreed, "counter", clerk=ONE, now=NOW)
        assert await ways() == set(agreed)
        found = await telling_of(database, person_id)
        assert found is not None
        assert (found.ways, found.how, found.noted_at) == (frozenset(agreed), "counter", NOW)
