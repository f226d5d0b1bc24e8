"""What is told by letter: results to everybody, the rest to whom has no account, and nothing of amounts."""

import pytest

from nenkin.content.posted import CODED, posted
from nenkin.features.office.told import BY_LETTER
from nenkin.storage.accounts import account_of, close_account
from nenkin.storage.database import open_database
from nenkin.storage.letters import StoredLetter, letters
from tests.features.office_site import CLERK, SECOND, asked, clerk
from tests.features.records_site import Town
from tests.features.test_office import APPROVE, MOVE, UP, looked_into, written
from tests.reading import read_words
from tests.sites import NOON

pytestmark = pytest.mark.asyncio(loop_scope="module")

TOLD, ALONE, DONE = "sango", "menjo", "tenshoku"


async def letters_to(people: Town, who: str) -> list[StoredLetter]:
    db = await open_database(people.url, people.keys)
    try:
        return [one for one in await letters(db) if one.letter.person_id == people.people[who]]
    finally:
        await db.close()


async def test_an_answer_goes_by_letter_and_a_wish_for_papers_to_whom_cannot_read_it_here(
    people: Town,
) -> None:
    db = await open_database(people.url, people.keys)
    account = await account_of(db, people.people[ALONE])
    assert account is not None
    async with db.write() as session:
        await close_account(session, account.id, NOON)
    await db.close()
    one = await clerk(people, CLERK)
    for who, wanted in ((TOLD, 0), (ALONE, 1)):
        number = await asked(people, who)
        await looked_into(one, number)
        await one.press(MOVE, {"to": "papers-wanted", "note": "給与明細を見せてください"})
        found = await letters_to(people, who)
        assert len(found) == wanted
        await one.open(f"/staff/cases/{number}")
        await one.press(MOVE, {"to": "investigating"})
        before = one.page
        for _ in range(2):  # pressed twice
            one.page = before
            await one.press(
                MOVE, {"to": "answered", "outcome": "not-found", "note": "台帳を調べました"}
            )
        found = await letters_to(people, who)
        (answered,) = [each for each in found if each.letter.kind == "answered"]
        assert len(found) == wanted + 1
        assert answered.letter.facts["note"] == "台帳を調べました"
        assert answered.letter.address[0].startswith("000-")
        assert not answered.waits_for_check
        words = posted(
            read_words(),
            answered.letter.kind,
            answered.letter.facts,
            address=answered.letter.address,
            day="きょう",
            number=answered.id,
        )
        assert "探している記録は、見つかりませんでした。" in str(words["rows"])


async def test_a_correction_is_told_by_a_letter_without_amounts(people: Town) -> None:
    number = await asked(people, DONE)
    one, two = await clerk(people, CLERK), await clerk(people, SECOND)
    await looked_into(one, number)
    await written(one, number)
    proposal = (await one.press(UP)).path
    await two.open(proposal)
    page = await two.press(APPROVE)
    assert page.status == 200, page.text
    (letter,) = await letters_to(people, DONE)
    assert letter.letter.kind == "corrected"
    assert "まぼろし織物" in letter.letter.facts["added"]
    assert "円" not in str(letter.letter.facts)
    page = await two.open(f"/demo/post/{letter.id}")
    assert "年金記録を直したお知らせ" in page.text
    assert "平成3年4月から平成4年2月まで" in page.text


async def test_every_kind_of_letter_has_its_words() -> None:
    library = read_words()
    facts = {"name": "見本 花子", "outcome": "no such words"}
    for kind in (*BY_LETTER, *CODED):
        drawn = posted(library, str(kind), facts, address=(), day="きょう", number=12)
        assert drawn["title"]
        assert drawn["number"].endswith("0000 0012")
