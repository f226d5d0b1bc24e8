"""Staff, grants and sessions in storage: what the database itself refuses."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from nenkin.law.duties import PlaceKind, Role
from nenkin.storage.database import Database
from nenkin.storage.identifiers import new_id
from nenkin.storage.sessions import find_session
from nenkin.storage.staff import (
    GRANTS,
    Founder,
    accept_code,
    add_place,
    add_terminal,
    find_member,
    find_terminal,
    found_member,
)
from nenkin.storage.staff_sessions import (
    ENTERED,
    Lasting,
    find_staff_session,
    open_staff_session,
    revoke_all_of_staff,
)

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
WORK = Lasting(idle=timedelta(minutes=15), longest=timedelta(hours=9))


async def _found(db: Database, number: str, place_id: int, *roles: Role) -> int:
    founder = Founder(
        number=number,
        name="窓口 一郎",
        place_id=place_id,
        roles=roles,
        password_hash="hash",
        policy="standard",
        blocklist=1,
        totp_secret="JBSWY3DPEHPK3PXP",
    )
    async with db.write() as session:
        return await found_member(session, founder, NOW)


async def _place(db: Database, code: str = "one") -> int:
    async with db.write() as session:
        return await add_place(session, code=code, kind=PlaceKind.TOWN_HALL, name="役所", now=NOW)


async def test_the_key_of_the_codes_is_sealed(database: Database) -> None:
    staff_id = await _found(database, "S1", await _place(database), Role.CLERK)
    member = await find_member(database, " s1 ")
    assert member is not None
    assert (member.id, member.totp_secret) == (staff_id, "JBSWY3DPEHPK3PXP")
    assert "JBSW" not in repr(member)


async def test_a_step_is_used_up_with_all_before_it(database: Database) -> None:
    staff_id = await _found(database, "S1", await _place(database), Role.CLERK)
    async with database.write() as session:
        used = [await accept_code(session, staff_id, step) for step in (10, 10, 9, 11)]
    assert used == [True, False, False, True]


async def test_a_session_holds_the_roles_of_its_terminals_place_alone(database: Database) -> None:
    here, there = await _place(database), await _place(database, "two")
    staff_id = await _found(database, "S1", here, Role.CLERK, Role.MANAGER)
    cookies = []
    for place_id in (here, there):
        async with database.write() as session:
            terminal_id, terminal = await add_terminal(session, place_id, "窓口1", NOW)
            cookies.append(
                await open_staff_session(
                    session,
                    staff_id=staff_id,
                    terminal_id=terminal_id,
                    level=ENTERED,
                    lasting=WORK,
                    now=NOW,
                )
            )
        known = await find_terminal(database, terminal)
        assert known is not None
        assert known.place.id == place_id
    found = await find_staff_session(database, cookies[0], NOW)
    assert found is not None
    assert found.roles == {Role.CLERK, Role.MANAGER}
    assert await find_staff_session(database, cookies[1], NOW) is None  # no role there
    assert await find_session(database, cookies[0], NOW) is None  # nobody is a person by it
    assert await find_staff_session(database, cookies[0], NOW + timedelta(minutes=15)) is None
    async with database.write() as session:
        assert await revoke_all_of_staff(session, staff_id, NOW) == 2
    assert await find_staff_session(database, cookies[0], NOW) is None


GRANTEE, MANAGER, OPENER, SECOND = "G", "M", "O", "S"


@pytest.mark.parametrize(
    ("proposed", "opened", "confirmed", "rule"),
    [
        (GRANTEE, OPENER, SECOND, "proposed_for_another"),
        (MANAGER, GRANTEE, SECOND, "opened_for_another"),
        (MANAGER, OPENER, GRANTEE, "confirmed_for_another"),
        (MANAGER, MANAGER, SECOND, "opened_by_another"),
        (MANAGER, OPENER, MANAGER, "confirmed_by_a_third"),
        (MANAGER, OPENER, OPENER, "confirmed_by_a_third"),
        (MANAGER, None, SECOND, "confirmed"),
        (MANAGER, OPENER, None, "confirmed"),
        (None, OPENER, SECOND, "opened"),
        (MANAGER, OPENER, SECOND, ""),
        (None, None, None, ""),
    ],
)
async def test_a_right_takes_three_people_none_of_whom_it_is_for(
    database: Database,
    proposed: str | None,
    opened: str | None,
    confirmed: str | None,
    rule: str,
) -> None:
    place_id = await _place(database)
    ids: dict[str | None, int | None] = {None: None}
    for who in (GRANTEE, MANAGER, OPENER, SECOND):
        ids[who] = await _found(database, who, place_id, Role.CLERK)
    grant = {
        "id": new_id(),
        "staff_id": ids[GRANTEE],
        "place_id": place_id,
        "role": "approver",
        "proposed_by": ids[proposed],
        "proposed_at": 1,
        "opened_by": ids[opened],
        "opened_at": 2 if opened else None,
        "confirmed_by": ids[confirmed],
        "confirmed_at": 3,
    }
    if not rule:
        async with database.write() as session:
            await session.run(insert(GRANTS), grant)
        return
    with pytest.raises(IntegrityError, match=f"ck_staff_grant_{rule}"):
        async with database.write() as session:
            await session.run(insert(GRANTS), grant)


async def test_nobody_has_the_same_role_at_a_place_twice(database: Database) -> None:
    place_id = await _place(database)
    with pytest.raises(IntegrityError):
        await _found(database, "S1", place_id, Role.CLERK, Role.CLERK)
