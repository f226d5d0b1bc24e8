"""Whom somebody has come for is told: a letter to where they are registered, and a mail that says no more."""

from datetime import timedelta

from nenkin.content.posted import posted
from nenkin.storage.accounts import choose_notices
from nenkin.storage.addresses import register_address
from nenkin.storage.letters import StoredLetter, letters
from tests.features.accounts import TARO
from tests.features.counter_site import (
    AGENT,
    PAPERS,
    REQUEST,
    Answers,
    at_counter,
)
from tests.features.staff_site import OFFICE_CLERK, Offices
from tests.features.test_counter import offices
from tests.features.test_counter_who import FAMILY
from tests.reading import read_words

__all__ = ["offices"]
HOME = ("100-0000", "東京都みほん区１－２－３")
WITH_MANDATE: Answers = {**REQUEST, "came": "agent"}
TITLE = "代わりの人が窓口に来たお知らせ"


async def came(offices: Offices, request: Answers, papers: Answers) -> list[StoredLetter]:
    """Let somebody come to the counter; give the letters of it."""
    world = offices.world
    async with world.db.write() as session:
        await register_address(session, world.people[TARO.basic_number], HOME)
    world.clock.moment += timedelta(minutes=1)  # each six digits open once
    clerk = await at_counter(offices, request=request)
    there = await clerk.open("/staff/counter/papers")
    await clerk.press("確かめた", papers)
    clerk.page = there  # in another tab
    await clerk.press("確かめた", papers)
    return [one for one in await letters(world.db) if one.letter.kind == "came-for-you"]


async def test_of_an_agent_with_place_tie_reach_and_last_day(offices: Offices) -> None:
    (letter,) = await came(offices, WITH_MANDATE, AGENT)
    assert tuple(letter.letter.address) == HOME
    assert not letter.waits_for_check
    library = read_words()
    facts = letter.letter.facts
    said = posted(library, letter.letter.kind, facts, address=HOME, day="今日", number=letter.id)
    told = {row["key"]: row["value"] for row in said["rows"]}
    assert told["窓口"] == "みほん市役所 年金の窓口"
    assert told["来た人"] == "子"
    assert told["できること"] == "年金の記録を見る、相談につなぐ"
    assert told["いつまで"] == "2026年（令和8年）11月20日"
    whole = str(said)
    assert TITLE in whole
    assert TARO.basic_number not in whole
    assert "次郎" not in whole, "no name of anybody else's goes by post"


async def test_of_family_without_a_mandate_for_that_day(offices: Offices) -> None:
    (letter,) = await came(offices, {**REQUEST, "came": "family"}, FAMILY)
    assert letter.letter.facts["until"] == "2026年（令和8年）11月20日"


async def test_of_nobody_where_they_came_themselves(offices: Offices) -> None:
    assert await came(offices, REQUEST, PAPERS) == []


async def test_by_mail_without_content_where_that_was_chosen(offices: Offices) -> None:
    world = offices.world
    account = await world.account_for(TARO)
    await came(offices, WITH_MANDATE, AGENT)
    assert not [one for one in await world.mails() if "窓口" in one.mail.subject]
    async with world.db.write() as session:
        await choose_notices(session, account, wanted=True)
    await came(offices, WITH_MANDATE, AGENT)
    (mail,) = [one for one in await world.mails() if "窓口" in one.mail.subject]
    for secret in ("みほん市役所", "髙橋", "代わり", TARO.basic_number):
        assert secret not in mail.mail.body


async def test_a_clerk_of_the_office_prints_it_with_the_others(offices: Offices) -> None:
    await came(offices, WITH_MANDATE, AGENT)
    office = await offices.sign_in(OFFICE_CLERK)
    await office.open("/staff/letters")
    page = await office.press("お知らせの手紙を束にする")
    assert TITLE in page.text
