"""A bonus that was missing: proposed, approved, in the record, and taken back the same way."""

import pytest

from tests.browser import Browser, Page
from tests.features.office_site import CLERK, SECOND, asked, clerk
from tests.features.records_site import Town
from tests.features.test_office import APPROVE, EVIDENCE, KEEP, NEXT, UP, looked_into

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO = "tenshoku"  # at そらいろ運送 in July 2008
BONUS = {
    "paid-by-scheme": "employees",
    "paid-on-era": "heisei",
    "paid-on-year": "20",
    "paid-on-month": "7",
    "paid-on-day": "11",
    "bonus": "４５万円",
    "payer": "まぼろし織物",
}


async def typed(browser: Browser, number: str, **bonus: str) -> Page:
    await browser.open(f"/staff/cases/{number}/proposal/bonus")
    return await browser.press(
        KEEP, {**BONUS, **{k.replace("_", "-"): v for k, v in bonus.items()}}
    )


async def bonuses(person: Browser) -> int:
    """Count the bonuses that stand, in the file that somebody saves of their record."""
    saved = await person.client.get("/record/record.jsonl")
    assert saved.status == 200
    lines = saved.text.splitlines()
    return sum('"bonus"' in line and "known_until" not in line for line in lines)


async def test_a_missing_bonus_is_added_and_taken_back(people: Town) -> None:
    number = await asked(people, WHO)
    one, two = await clerk(people, CLERK), await clerk(people, SECOND)
    person = people.browser(WHO)
    before = await bonuses(person)
    await looked_into(one, number)
    page = await typed(one, number)
    assert page.status == 200, page.errors
    assert "2008年（平成20年）7月11日に支払われた賞与" in page.text
    assert "450,000円" in page.text
    await one.follow("証拠を書く")
    page = await one.press(NEXT, EVIDENCE)
    assert "増えます" in page.text
    proposal = (await one.press(UP)).path
    page = await two.open(proposal)
    assert "450,000円" in page.text
    page = await two.press(APPROVE)
    assert "記録を直しました" in page.text
    assert "450,000円" in (await person.open(f"/requests/{number}")).text
    assert await bonuses(person) == before + 1

    page = await one.open(f"/staff/cases/{number}/known?day=2026-11-20&all=record")
    known, _, changes = page.text.partition("記録が変わった日")
    assert "450,000円" in known
    assert f"職員{SECOND}が承認しました" in changes

    await one.open(f"{proposal}/undo")
    undoing = (await one.press(UP, {"reason": "別の人の賞与だった"})).path
    await one.press("返事をもらったことを書きとめる", {"how": "telephone"})
    await two.open(undoing)
    page = await two.press(APPROVE)
    assert "450,000円" in page.text
    assert await bonuses(person) == before


async def test_what_cannot_be_is_asked_for_again_with_all_that_was_typed(people: Town) -> None:
    number = await asked(people, WHO)
    one = await clerk(people, CLERK)
    await looked_into(one, number)
    page = await typed(one, number, paid_on_year="1", bonus="たくさん", payer="名" * 61)
    assert page.status == 422
    for said in ("額は数字で入力してください", "60文字までにしてください"):
        assert said in page.text
    assert "たくさん" in page.response.text
    page = await typed(one, number, paid_on_year="1")
    assert "賞与が年金に入る前の日です" in page.text


async def test_a_line_can_be_taken_out_of_the_proposal_again(people: Town) -> None:
    number = await asked(people, WHO)
    one = await clerk(people, CLERK)
    await looked_into(one, number)
    await typed(one, number)
    page = await typed(one, number)
    assert "同じ賞与が、もうあります" in page.text
    await one.open(f"/staff/cases/{number}/proposal")
    page = await one.press("2008年（平成20年）7月11日に支払われた賞与の行を消す")
    assert "まだ、何も書いていません" in page.text
