"""Tests of helpers: one code lets one account in, to what was chosen, until it ends."""

from datetime import UTC, datetime, timedelta

import pytest

from nenkin.storage.accounts import close_account
from nenkin.storage.database import Database
from nenkin.storage.helpers import (
    CODE_LASTS,
    CannotBeHelped,
    EndedBy,
    end,
    helpers_of,
)
from nenkin.storage.helping import Helping, NotLetIn, find_help, helped_by, still_helps
from nenkin.storage.people import restrict
from tests.storage.asking import BOTH, CODE, OTHER, TODAY, UNTIL, ask_for_help, enter, only
from tests.storage.conftest import NOW
from tests.storage.samples import PERSON


async def test_a_code_lets_one_account_in(
    database: Database, asked: int, helper_account: int, other_id: int
) -> None:
    helper_id = await ask_for_help(database, asked, powers=BOTH)
    waiting = await only(database, asked)
    assert waiting.waits(NOW)
    assert not waiting.helps(NOW)
    found = await enter(database, helper_account, other_id)
    assert found == Helping(helper_id, asked, BOTH, UNTIL, "母", PERSON.born_on, None, live=True)
    assert await find_help(database, helper_id, helper_account, NOW) == found
    assert await helped_by(database, helper_account, NOW) == [found]
    seen = await only(database, asked)
    assert (seen.called, seen.powers, seen.until) == ("長男", BOTH, UNTIL)
    assert (seen.begun_at, seen.helper_person_id) == (NOW, other_id)
    assert seen.helps(NOW)
    assert not seen.waits(NOW)


async def test_it_is_nobody_else_s(
    database: Database, asked: int, account_id: int, helper_account: int, other_id: int
) -> None:
    helper_id = await ask_for_help(database, asked)
    await enter(database, helper_account, other_id)
    assert await find_help(database, helper_id, account_id, NOW) is None
    assert await helped_by(database, account_id, NOW) == []
    assert await helpers_of(database, other_id) == []


async def test_a_code_that_is_wrong_used_late_or_one_s_own_lets_nobody_in(
    database: Database, asked: int, account_id: int, helper_account: int, other_id: int
) -> None:
    await ask_for_help(database, asked)
    assert await enter(database, helper_account, other_id, OTHER) is NotLetIn.UNKNOWN
    next_day = PERSON.born_on + timedelta(days=1)
    assert await enter(database, helper_account, other_id, born_on=next_day) is NotLetIn.UNKNOWN
    assert await enter(database, account_id, asked) is NotLetIn.OWN
    assert isinstance(await enter(database, helper_account, other_id), Helping)
    # Once more by the same account is a double click; by another it is a second use.
    late = NOW + CODE_LASTS
    assert await enter(database, 77, 78) is NotLetIn.USED
    assert isinstance(await enter(database, helper_account, other_id, now=late), Helping)
    await ask_for_help(database, asked, OTHER)
    found = await enter(database, helper_account, other_id, OTHER, now=late)
    assert found is NotLetIn.TOO_LATE


async def test_a_code_that_was_taken_back_opens_nothing(
    database: Database, asked: int, helper_account: int, other_id: int
) -> None:
    helper_id = await ask_for_help(database, asked)
    async with database.write() as session:
        assert await end(session, helper_id, EndedBy.PERSON, NOW, person_id=asked)
        assert not await end(session, helper_id, EndedBy.PERSON, NOW, person_id=asked)
    assert await enter(database, helper_account, other_id) is NotLetIn.ENDED


async def test_only_the_person_and_the_helper_can_end_it(
    database: Database, asked: int, helper_account: int, other_id: int
) -> None:
    helper_id = await ask_for_help(database, asked)
    await enter(database, helper_account, other_id)
    async with database.write() as session:
        assert not await end(session, helper_id, EndedBy.PERSON, NOW, person_id=other_id)
        assert not await end(session, helper_id, EndedBy.HELPER, NOW, account_id=1)
        assert await end(session, helper_id, EndedBy.HELPER, NOW, account_id=helper_account)
    found = await find_help(database, helper_id, helper_account, NOW)
    assert found is not None
    assert not found.live
    assert (await only(database, asked)).ended_by is EndedBy.HELPER


async def test_it_is_over_at_midnight_in_japan(
    database: Database, asked: int, helper_account: int, other_id: int
) -> None:
    helper_id = await ask_for_help(database, asked, until=TODAY)
    found = await enter(database, helper_account, other_id)
    assert isinstance(found, Helping)
    last = datetime(2026, 11, 20, 14, 59, 59, tzinfo=UTC)
    for now, live in ((last, True), (last + timedelta(seconds=1), False)):
        again = await find_help(database, helper_id, helper_account, now)
        assert again is not None
        assert again.live is live
        assert (await only(database, asked)).helps(now) is live
        async with database.write() as session:
            assert await still_helps(session, found, now) is live


async def test_who_is_restricted_has_no_helpers(
    database: Database, asked: int, helper_account: int, other_id: int
) -> None:
    helper_id = await ask_for_help(database, asked)
    waiting = await ask_for_help(database, asked, OTHER, called="次男")
    found = await enter(database, helper_account, other_id)
    assert isinstance(found, Helping)
    async with database.write() as session:
        await restrict(session, asked, restricted=True, now=NOW)
        assert not await still_helps(session, found, NOW)
    with pytest.raises(CannotBeHelped):
        await ask_for_help(database, asked, "third")
    # As if there had never been such a code.
    for code in (CODE, OTHER):
        assert await enter(database, helper_account, other_id, code) is NotLetIn.UNKNOWN
    async with database.write() as session:
        await restrict(session, asked, restricted=False, now=NOW)
    for one in (helper_id, waiting):
        again = await find_help(database, one, helper_account, NOW)
        assert again is None or not again.live  # lifting it brings nobody back
    assert {one.ended_by for one in await helpers_of(database, asked)} == {EndedBy.RESTRICTION}


async def test_who_has_closed_the_account_is_helped_no_more(
    database: Database, asked: int, account_id: int, helper_account: int, other_id: int
) -> None:
    helper_id = await ask_for_help(database, asked)
    await enter(database, helper_account, other_id)
    async with database.write() as session:
        await close_account(session, account_id, NOW)
    found = await find_help(database, helper_id, helper_account, NOW)
    assert found is not None
    assert not found.live


async def test_of_two_codes_for_the_same_helper_the_new_one_counts(
    database: Database, asked: int, helper_account: int, other_id: int
) -> None:
    await ask_for_help(database, asked)
    await ask_for_help(database, asked, OTHER)
    assert await enter(database, helper_account, other_id) is NotLetIn.ENDED
    first = await enter(database, helper_account, other_id, OTHER)
    assert isinstance(first, Helping)
    await ask_for_help(database, asked, "third", powers=BOTH)
    assert await still(database, first)  # goes on until the new one is used
    second = await enter(database, helper_account, other_id, "third")
    assert isinstance(second, Helping)
    assert not await still(database, first)
    assert {one.id for one in await helped_by(database, helper_account, NOW) if one.live} == {
        second.id
    }


async def still(database: Database, helping: Helping) -> bool:
    async with database.write() as session:
        return await still_helps(session, helping, NOW)
