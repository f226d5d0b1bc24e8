"""Tests of helpers: one code lets one account in, to what was chosen, until it ends."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from nenkin.clock import japanese_day
from nenkin.storage import audit
from nenkin.storage.accounts import close_account, open_account
from nenkin.storage.database import Database
from nenkin.storage.helpers import (
    CODE_LASTS,
    MOST_HELPERS,
    CannotBeHelped,
    EndedBy,
    Helper,
    Power,
    TooManyHelpers,
    end,
    helpers_of,
    invite,
)
from nenkin.storage.helping import Helping, NotLetIn, begin, find_help, helped_by, still_helps
from nenkin.storage.people import HELPERS, restrict
from nenkin.storage.resuming import OF_CODE, OF_PLACE, TooManyTries
from nenkin.storage.sheets import Holder, Typed, keep_answer, read_sheet
from tests.storage.conftest import NOW, new_account
from tests.storage.samples import PERSON

CODE, OTHER = "さくら・らじお・みかん", "うさぎ・らじお・みかん"
TODAY = japanese_day(NOW)
UNTIL = TODAY + timedelta(days=30)
BOTH = Power.WRITE | Power.SEE_RECORD


@pytest.fixture
async def helper_account(database: Database, other_id: int) -> int:
    async with database.write() as session:
        return await open_account(session, new_account(other_id, "taro"), NOW)


@pytest.fixture
def asked(person_id: int, account_id: int) -> int:
    """Give who is helped; they have an account of their own."""
    return person_id


async def ask_for_help(
    database: Database,
    person_id: int,
    code: str = CODE,
    *,
    called: str = "長男",
    powers: Power = Power.WRITE,
    until: date = UNTIL,
) -> int:
    async with database.write() as session:
        return await invite(
            session, person_id, code, called=called, powers=powers, until=until, now=NOW
        )


async def enter(
    database: Database,
    account_id: int,
    other_id: int,
    code: str = CODE,
    *,
    born_on: date = PERSON.born_on,
    place: str = "192.0.2.1",
    now: datetime = NOW,
) -> Helping | NotLetIn | TooManyTries:
    return await begin(
        database,
        code,
        born_on,
        account_id=account_id,
        person_id=other_id,
        knows_as="母",
        place=place,
        now=now,
    )


async def only(database: Database, person_id: int) -> Helper:
    (found,) = await helpers_of(database, person_id)
    return found


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


async def test_nobody_has_any_number_of_helpers(database: Database, asked: int) -> None:
    asked_of = [
        await ask_for_help(database, asked, f"code {number}", called=f"孫{number}")
        for number in range(MOST_HELPERS)
    ]
    with pytest.raises(TooManyHelpers):
        await ask_for_help(database, asked, "one more", called="もう一人")
    await ask_for_help(database, asked, "again", called="孫0")  # in the place of the first
    async with database.write() as session:
        await end(session, asked_of[-1], EndedBy.PERSON, NOW, person_id=asked)
    await ask_for_help(database, asked, "one more", called="もう一人")


async def test_tries_are_counted_by_code_and_by_place(
    database: Database, asked: int, helper_account: int, other_id: int
) -> None:
    await ask_for_help(database, asked)
    for number in range(OF_CODE):
        wrong = PERSON.born_on + timedelta(days=number + 1)
        place = f"192.0.2.{number}"
        found = await enter(database, helper_account, other_id, born_on=wrong, place=place)
        assert found is NotLetIn.UNKNOWN
    assert isinstance(await enter(database, helper_account, other_id, place="x"), TooManyTries)
    for number in range(OF_PLACE):
        await enter(database, helper_account, other_id, f"code {number}", place="y")
    refused = await enter(database, helper_account, other_id, OTHER, place="y")
    assert isinstance(refused, TooManyTries)


async def test_neither_code_nor_names_are_stored_in_clear(
    database: Database, asked: int, helper_account: int, other_id: int
) -> None:
    await ask_for_help(database, asked)
    await enter(database, helper_account, other_id)
    async with database.read() as session:
        (row,) = (await session.run(select(HELPERS))).all()
    assert len(row.finder) == 16
    stored = b"".join(one for one in row if isinstance(one, bytes))
    for text in (CODE, "長男", "母"):
        assert text.encode() not in stored


async def test_an_answer_keeps_which_helper_wrote_it(database: Database, asked: int) -> None:
    helper_id = await ask_for_help(database, asked)
    mine = Holder.person(asked)
    sent = Typed(
        section="work",
        entry="a",
        page="job",
        typed="{}",
        written_by="family",
        helper_id=helper_id,
        record_shown=False,
        expected=0,
    )
    async with database.write() as session:
        await keep_answer(session, mine, sent, NOW)
    sheet = await read_sheet(database, mine, NOW)
    assert sheet is not None
    assert [(one.written_by, one.helper_id) for one in sheet.answers] == [("family", helper_id)]
    own = replace(sent, typed='{"a": []}', written_by="person", helper_id=None, expected=1)
    async with database.write() as session:
        await keep_answer(session, mine, own, NOW)
    sheet = await read_sheet(database, mine, NOW)
    assert sheet is not None
    assert [(one.written_by, one.helper_id) for one in sheet.answers] == [("person", None)]


async def test_what_one_helper_did_is_told_apart(database: Database, asked: int) -> None:
    for actor, subject in ((7, asked), (8, asked), (7, 1), (asked, asked)):
        event = audit.Event(
            actor=audit.ActorKind.PERSON, actor_id=actor, action="help.viewed", subject=subject
        )
        await audit.append(database, event, NOW)
    found = await audit.acts_of(database, asked, 7)
    assert [(one.event.actor_id, one.event.subject) for one in found] == [(7, asked)]
    assert await audit.acts_of(database, asked, 7, before=found[0].seq) == []
