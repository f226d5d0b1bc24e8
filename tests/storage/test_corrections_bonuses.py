"""Bonuses in a correction: written with it, known from its day, and not over what has changed since."""

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest

from nenkin.correcting.bonuses import BonusChange, bonuses_worked_out
from nenkin.correcting.changes import Act
from nenkin.law.periods import Scheme
from nenkin.storage.correction_plans import Plan, Stop, Stopped
from nenkin.storage.corrections import corrections_done, read_correction
from nenkin.storage.database import Database
from nenkin.storage.records import (
    correct_bonuses,
    numbered_bonuses,
    read_as_known,
    read_record,
)
from nenkin.storage.undoing import plan_undoing
from tests.storage.desks import ON, case_under_way, plan_for, put_through, put_up

ADD = BonusChange(
    act=Act.ADD,
    scheme=Scheme.EMPLOYEES,
    paid_on=date(2008, 7, 10),
    amount=500_000,
    employer="まぼろし織物",
)
TAKE, RIGHT = replace(ADD, act=Act.TAKE), replace(ADD, amount=550_000)


async def planned(database: Database, person_id: int, *changes: BonusChange) -> Plan:
    standing = await numbered_bonuses(database, person_id)
    plan = await plan_for(database, person_id, ())
    diff = bonuses_worked_out(standing, changes, ON)
    return msgspec.structs.replace(plan, bonuses=diff)


async def done(database: Database, person_id: int, *changes: BonusChange) -> int:
    number = await case_under_way(database, person_id)
    correction = await put_up(database, number, await planned(database, person_id, *changes))
    await put_through(database, correction)
    return correction


async def amounts(database: Database, person_id: int, on: date | None = None) -> list[int]:
    """Give the amounts of that day's bonuses that the samples do not have from the beginning."""
    if on is None:
        record = await read_record(database, person_id)
    else:
        record = await read_as_known(database, person_id, on)
    return [one.amount for one in record.bonuses if one.employer == ADD.employer]


async def test_what_was_wrong_is_put_right_and_both_can_be_read(
    database: Database, person_id: int
) -> None:
    await done(database, person_id, ADD)
    assert await amounts(database, person_id) == [500_000]
    await done(database, person_id, TAKE, RIGHT)
    assert await amounts(database, person_id) == [550_000]
    assert await amounts(database, person_id, ON - timedelta(days=1)) == []
    assert await amounts(database, person_id, ON) == [550_000]
    days = [day for day, _ in await corrections_done(database, person_id)]
    assert days == [ON, ON]


async def test_taking_it_back_leaves_what_stood_before(database: Database, person_id: int) -> None:
    await done(database, person_id, ADD)
    correction = await done(database, person_id, TAKE, RIGHT)
    one = await read_correction(database, correction)
    assert one is not None
    plan = await plan_undoing(database, one, ON, "")
    assert [bonus.amount for bonus in plan.bonus_diff.adding] == [500_000]
    assert [bonus.amount for bonus in plan.bonus_diff.closed] == [550_000]


async def test_nothing_is_written_over_what_has_changed_since(
    database: Database, person_id: int
) -> None:
    await done(database, person_id, ADD)
    number = await case_under_way(database, person_id)
    correction = await put_up(database, number, await planned(database, person_id, TAKE))
    (standing,) = [
        no
        for no, one in (await numbered_bonuses(database, person_id)).items()
        if one.employer == ADD.employer
    ]
    async with database.write() as session:
        await correct_bonuses(session, person_id, closing=[standing], adding=(), on=ON)
    with pytest.raises(Stopped) as stopped:
        await put_through(database, correction)
    assert stopped.value.why is Stop.RECORD_CHANGED


async def test_a_plan_without_bonuses_is_written_as_before_there_were_any(
    database: Database, person_id: int
) -> None:
    """An approval is bound to these bytes: what was proposed before stays open."""
    plan = await plan_for(database, person_id)
    assert b"bonus" not in plan.encoded()
