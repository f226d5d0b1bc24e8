"""Who gave somebody their role, or manages where they work, is no second pair of eyes for them."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, update

from nenkin.law.duties import PlaceKind, Role
from nenkin.storage.codes import stamp
from nenkin.storage.correction_plans import Stop
from nenkin.storage.database import Database
from nenkin.storage.dependence import GRANTS, depends_on
from nenkin.storage.identifiers import new_id
from nenkin.storage.staff import Founder, add_place, found_member
from tests.storage.conftest import NOW
from tests.storage.desks import ONE, TWO, case_under_way, plan_for, put_through, put_up
from tests.storage.test_corrections import stopped


async def employed(database: Database, place_id: int, number: str, *roles: Role) -> int:
    founder = Founder(
        number=number,
        name="見本 職員",
        place_id=place_id,
        roles=roles,
        password_hash="-",
        policy="standard",
        blocklist=1,
        totp_secret="A" * 32,
    )
    async with database.write() as session:
        return await found_member(session, founder, NOW)


@pytest.fixture
async def place_id(database: Database) -> int:
    async with database.write() as session:
        return await add_place(
            session, code="p", kind=PlaceKind.PENSION_OFFICE, name="みほん年金事務所", now=NOW
        )


async def depends(database: Database, one: int, other: int) -> bool:
    async with database.write() as session:
        return await depends_on(session, one, other)


async def test_a_manager_approves_nothing_of_their_own_clerks(
    database: Database, person_id: int, place_id: int
) -> None:
    one = await employed(database, place_id, "C1", Role.CLERK)
    colleague = await employed(database, place_id, "C2", Role.CLERK, Role.APPROVER)
    manager = await employed(database, place_id, "C3", Role.MANAGER, Role.APPROVER)
    assert not await depends(database, one, colleague)
    assert await depends(database, one, manager)
    assert not await depends(database, manager, one)

    number = await case_under_way(database, person_id)
    proposed = await put_up(
        database, number, await plan_for(database, person_id), replace(ONE, id=one)
    )
    assert (
        await stopped(put_through(database, proposed, replace(TWO, id=manager))) is Stop.TOO_CLOSE
    )
    await put_through(database, proposed, replace(TWO, id=colleague))


async def test_a_manager_who_is_one_no_longer_may(database: Database, place_id: int) -> None:
    one = await employed(database, place_id, "C1", Role.CLERK)
    manager = await employed(database, place_id, "C3", Role.MANAGER)
    async with database.write() as session:
        ended = update(GRANTS).where(GRANTS.c.staff_id == manager)
        await session.run(ended.values(ended_at=stamp(NOW), ended_by=one))
    assert not await depends(database, one, manager)


@pytest.mark.parametrize("step", ["proposed_by", "opened_by", "confirmed_by"])
async def test_whoever_had_a_part_in_somebodys_account_may_not(
    database: Database, place_id: int, step: str
) -> None:
    """Even where the role that they gave has ended: it is still whom they brought in."""
    one = await employed(database, place_id, "C1", Role.CLERK)
    three = [await employed(database, place_id, f"D{n}", Role.REGISTRAR) for n in range(3)]
    by = dict(zip(("proposed_by", "opened_by", "confirmed_by"), three, strict=True))
    values = {"id": new_id(), "staff_id": one, "place_id": place_id, "role": str(Role.APPROVER)}
    moments = dict.fromkeys(("proposed_at", "opened_at", "confirmed_at", "ended_at"), stamp(NOW))
    async with database.write() as session:
        await session.run(insert(GRANTS), {**values, **by, **moments, "ended_by": one})
    assert await depends(database, one, by[step])
