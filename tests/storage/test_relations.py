"""Tests of relations: two clerks confirm them, they end, and never between restricted people."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from nenkin.law.procedures import Procedure, State
from nenkin.law.relations import Paper, RelationKind, Tie, Unfit, unfit
from nenkin.storage import audit
from nenkin.storage.audit import ActorKind
from nenkin.storage.cases import Actor, move_case, new_number, open_case
from nenkin.storage.correction_plans import Clerk, Stop, Stopped
from nenkin.storage.database import Database
from nenkin.storage.helpers import EndedBy
from nenkin.storage.helpers import end as end_help
from nenkin.storage.people import RELATIONS, restrict
from nenkin.storage.relating import confirm, end, propose, turn_down, withdraw
from nenkin.storage.relations import (
    Confirmed,
    invitation_of,
    read_relation,
    relations_in,
    searched_by,
    searches_for,
    still_may,
    waiting_relations,
)
from tests.storage.asking import UNTIL as HELPS_UNTIL
from tests.storage.asking import ask_for_help, enter
from tests.storage.conftest import NOW
from tests.storage.desks import ONE, TWO

UNTIL = date(2027, 2, 20)
SEEN = (Paper.IDENTITY, Paper.REGISTER, Paper.DEATH)


async def case_of(database: Database, person_id: int, kind: Procedure = Procedure.SEARCH) -> str:
    number = new_number()
    async with database.write() as session:
        await open_case(
            session, kind, number=number, person_id=person_id, sent="{}", follows=None, now=NOW
        )
    return number


async def proposed(
    database: Database,
    number: str,
    of: int,
    kind: RelationKind = RelationKind.SURVIVOR,
    until: date = UNTIL,
) -> int:
    async with database.write() as session:
        return await propose(
            session,
            number=number,
            of_person_id=of,
            kind=kind,
            tie=Tie.CHILD,
            papers=SEEN,
            until=until,
            clerk=ONE,
            now=NOW,
        )


async def confirmed(database: Database, relation_id: int, clerk: Clerk = TWO) -> None:
    async with database.write() as session:
        await confirm(session, relation_id, clerk=clerk, now=NOW)


async def ids(database: Database, person_id: int, now: datetime = NOW) -> list[int]:
    return [one.id for one in await searches_for(database, person_id, now)]


async def stopped(attempt: Awaitable[object]) -> Stop:
    with pytest.raises(Stopped) as caught:
        await attempt
    return caught.value.why


async def test_two_clerks_confirm_it_and_both_people_can_read_so(
    database: Database, person_id: int, other_id: int
) -> None:
    number = await case_of(database, other_id)
    relation = await proposed(database, number, person_id)
    assert await ids(database, other_id) == []
    assert [one.id for one in await waiting_relations(database, NOW)] == [relation]
    await confirmed(database, relation)
    (found,) = await searches_for(database, other_id, NOW)
    assert (found.of_person_id, found.kind, found.tie) == (
        *(person_id, RelationKind.SURVIVOR, Tie.CHILD),
    )
    assert (found.papers, found.until, found.number) == (SEEN, UNTIL, number)
    assert await searched_by(database, person_id, NOW) == [found]
    assert await ids(database, person_id) == []  # it is no way back
    assert await waiting_relations(database, NOW) == []
    for subject in (person_id, other_id):
        told = [entry.event for entry in await audit.views_of(database, subject)]
        assert [(each.action, each.actor_id, each.purpose) for each in told] == [
            ("relation.approved", TWO.id, number),
            ("relation.proposed", ONE.id, number),
        ]


@pytest.mark.parametrize(
    ("clerk", "why"),
    [
        (replace(TWO, id=ONE.id), Stop.SAME_PERSON),
        (replace(TWO, session=ONE.session), Stop.SAME_SESSION),
        (replace(TWO, terminal=ONE.terminal), Stop.SAME_TERMINAL),
    ],
)
async def test_nobody_confirms_alone(
    database: Database, person_id: int, other_id: int, clerk: Clerk, why: Stop
) -> None:
    relation = await proposed(database, await case_of(database, other_id), person_id)
    assert await stopped(confirmed(database, relation, clerk)) is why
    values = {"verdict": "approved", "decided_at": 1, "decided_by": clerk.id}
    values |= {"decided_session": clerk.session, "decided_terminal": clerk.terminal}
    with pytest.raises(DBAPIError):  # nor by going round our code
        await _written(database, relation, values)
    assert await ids(database, other_id) == []


async def _written(database: Database, relation: int, values: dict[str, object]) -> None:
    async with database.write() as session:
        await session.run(update(RELATIONS).where(RELATIONS.c.id == relation).values(**values))


async def test_it_is_over_at_midnight_in_japan(
    database: Database, person_id: int, other_id: int
) -> None:
    relation = await proposed(database, await case_of(database, other_id), person_id)
    await confirmed(database, relation)
    midnight = datetime.fromisoformat("2027-02-21T00:00:00+09:00")
    assert await ids(database, other_id, midnight - timedelta(seconds=1)) == [relation]
    assert await ids(database, other_id, midnight) == []
    async with database.write() as session:
        assert not await still_may(session, relation, other_id, midnight)


@pytest.mark.parametrize("by", ["office", "person"])
async def test_it_is_ended_at_once_by_the_office_or_the_person(
    database: Database, person_id: int, other_id: int, by: str
) -> None:
    relation = await proposed(database, await case_of(database, other_id), person_id)
    await confirmed(database, relation)
    async with database.write() as session:
        # Whoever may search by it cannot be told from anybody else.
        assert not await end(session, relation, now=NOW, of_person_id=other_id)
        assert await still_may(session, relation, other_id, NOW)
        assert not await still_may(session, relation, person_id, NOW)
    async with database.write() as session:
        if by == "office":
            assert await end(session, relation, now=NOW, clerk=ONE)
        else:
            assert await end(session, relation, now=NOW, of_person_id=person_id)
        assert not await end(session, relation, now=NOW, clerk=ONE)
        assert not await still_may(session, relation, other_id, NOW)
    assert await ids(database, other_id) == []
    for subject in (person_id, other_id):
        (last, *_) = await audit.views_of(database, subject)
        assert last.event.action == "relation.ended"


@pytest.mark.parametrize("searches", [True, False])
async def test_restricted_people_have_none(
    database: Database, person_id: int, other_id: int, searches: bool
) -> None:
    who = other_id if searches else person_id
    number = await case_of(database, other_id)
    standing = await proposed(database, number, person_id)
    await confirmed(database, standing)
    waiting = await proposed(database, number, person_id)
    async with database.write() as session:
        await restrict(session, who, restricted=True, now=NOW)
    assert await ids(database, other_id) == []
    assert await stopped(confirmed(database, waiting)) is Stop.NOT_OPEN
    assert await stopped(proposed(database, await case_of(database, other_id), person_id)) is (
        Stop.RESTRICTED
    )
    async with database.write() as session:
        await restrict(session, who, restricted=False, now=NOW)
    assert await ids(database, other_id) == []  # and none comes back


async def test_only_a_search_s_open_case_has_one_and_one_at_a_time(
    database: Database, person_id: int, other_id: int
) -> None:
    number = await case_of(database, other_id, Procedure.INQUIRY)
    assert await stopped(proposed(database, number, person_id)) is Stop.CASE_MOVED
    number = await case_of(database, other_id)
    assert await stopped(proposed(database, number, other_id)) is Stop.CASE_MOVED  # oneself
    first = await proposed(database, number, person_id)
    assert await stopped(proposed(database, number, person_id)) is Stop.ALREADY_PROPOSED
    async with database.write() as session:
        with pytest.raises(Stopped):
            await withdraw(session, first, clerk=TWO, now=NOW)
    async with database.write() as session:
        await withdraw(session, first, clerk=ONE, now=NOW)
    second = await proposed(database, number, person_id)
    async with database.write() as session:
        await turn_down(session, second, clerk=TWO, now=NOW)
    assert await stopped(confirmed(database, second)) is Stop.NOT_OPEN
    found = await relations_in(database, number, NOW)
    assert {one.verdict for one in found} == {Confirmed.REFUSED, Confirmed.WITHDRAWN}
    async with database.write() as session:
        by = Actor(kind=ActorKind.PERSON, id=other_id)
        assert await move_case(session, number, State.WITHDRAWN, by=by, now=NOW) is None
    assert await stopped(proposed(database, number, person_id)) is Stop.CASE_MOVED


async def test_what_comes_from_an_invitation_ends_with_it(
    database: Database, asked: int, helper_account: int, other_id: int
) -> None:
    helper_id = await ask_for_help(database, asked)
    assert await invitation_of(database, other_id, asked, NOW) is None  # not begun
    await enter(database, helper_account, other_id)
    assert await invitation_of(database, other_id, asked, NOW) == helper_id
    number = await case_of(database, other_id)
    late = HELPS_UNTIL + timedelta(days=90)
    relation = await proposed(database, number, asked, RelationKind.HELPER, late)
    await confirmed(database, relation)
    (found,) = await searches_for(database, other_id, NOW)
    assert (found.until, found.invited) == (HELPS_UNTIL, True)
    async with database.write() as session:
        assert await end_help(session, helper_id, EndedBy.PERSON, NOW)
    assert await ids(database, other_id) == []
    stands = await read_relation(database, relation, NOW)
    assert stands is not None
    assert not stands.live


def test_the_papers_that_each_kind_needs() -> None:
    def lacks(
        kind: RelationKind, *papers: Paper, tie: Tie = Tie.CHILD, invited: bool = False
    ) -> tuple[Unfit, ...]:
        return unfit(kind, tie, papers, invited=invited)

    survivor, helper = RelationKind.SURVIVOR, RelationKind.HELPER
    assert lacks(survivor, *SEEN) == ()
    for one in SEEN:
        left = (paper for paper in SEEN if paper is not one)
        assert lacks(survivor, *left) == (Unfit.SURVIVOR_PAPERS,)
    assert lacks(survivor, tie=Tie.NONE) == (Unfit.NO_FAMILY, Unfit.SURVIVOR_PAPERS)
    assert lacks(helper, Paper.IDENTITY) == (Unfit.HELPER_PAPERS,)
    assert lacks(helper, Paper.IDENTITY, Paper.MANDATE, tie=Tie.NONE) == ()
    assert lacks(helper, Paper.IDENTITY, tie=Tie.NONE, invited=True) == ()
    assert lacks(helper, Paper.MANDATE, invited=True) == (Unfit.HELPER_PAPERS,)
