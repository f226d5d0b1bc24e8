"""What the record was known to be on a day: exact, with who changed it, when and why; inside a case alone."""

import pytest

from tests.browser import Browser, Page
from tests.features.office_site import CALL_CENTRE, CLERK, SECOND, TOWN_HALL, asked, clerk
from tests.features.records_site import Town
from tests.features.test_office import APPROVE, UP, looked_into, written

pytestmark = pytest.mark.asyncio(loop_scope="module")

CHANGED, TO_DAYS = "記録が変わった日", "記録が変わった日を、すべて見る"
WHO, DO = "tenshoku", "この日の記録を見る"
BEFORE = {
    "known-on-era": "reiwa",
    "known-on-year": "8",
    "known-on-month": "11",
    "known-on-day": "19",
}
ON = {**BEFORE, "known-on-day": "20"}


async def known(browser: Browser, number: str, day: dict[str, str]) -> Page:
    await browser.open(f"/staff/cases/{number}")
    await browser.follow("ある日に、何がわかっていたかを見る")
    return await browser.press(DO, day)


async def test_before_a_correction_and_after_it(people: Town) -> None:
    number = await asked(people, WHO)
    one, two = await clerk(people, CLERK), await clerk(people, SECOND)
    await looked_into(one, number)
    await written(one, number)
    proposal = (await one.press(UP)).path
    await two.open(proposal)
    page = await two.press(APPROVE)
    assert "記録を直しました" in page.text

    page = await known(one, number, BEFORE)
    assert page.status == 200
    assert "2026年（令和8年）11月19日の記録" in page.text
    spans, _, changes = page.text.partition(CHANGED)
    before, _, after = spans.partition("この日にはなくて、いまはあるもの")
    assert "まぼろし織物" not in before
    assert "まぼろし織物" in after
    assert f"職員{CLERK}の案を、職員{SECOND}が承認しました" in changes
    assert "証拠：給与明細を見た" in changes
    page = await one.follow("この日の記録を、すべて見る")
    assert (
        "まぼろし織物" not in page.text.partition("この日の記録のすべて")[2].partition(CHANGED)[0]
    )
    page = await known(one, number, ON)
    assert "いまの記録と同じです" in page.text
    spans = page.text.partition(CHANGED)[0]
    page = await one.follow("2026年（令和8年）11月20日")
    assert page.text.partition(CHANGED)[0] == spans
    page = await one.follow("この日の記録を、すべて見る")
    assert "まぼろし織物" in page.text.partition("この日の記録のすべて")[2].partition(CHANGED)[0]
    few = page.response.text.count("known?day=")
    page = await one.follow("記録が変わった日を、すべて見る")
    assert page.response.text.count("known?day=") > few
    assert TO_DAYS not in page.text

    # In another case of the same person: who and when, and not what it rested on.
    other = await asked(people, WHO)
    page = await known(one, other, ON)
    assert f"職員{SECOND}が承認しました" in page.text
    assert "給与明細を見た" not in page.text

    await one.open(f"{proposal}/undo")
    undoing = (await one.press("この案を、2人目に回す", {"reason": "別の人の記録だった"})).path
    await one.press("返事をもらったことを書きとめる", {"how": "telephone"})
    await two.open(undoing)
    await two.press(APPROVE)
    page = await known(one, number, ON)
    assert "訂正を取り消しました" in page.text


async def test_long_before_nothing_was_known(people: Town) -> None:
    number = await asked(people, WHO)
    one = await clerk(people, CLERK)
    long_ago = {**BEFORE, "known-on-era": "western", "known-on-year": "1950"}
    page = await known(one, number, long_ago)
    assert "まだ何も記録されていませんでした" in page.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "日付を入力してください"),
        ({**ON, "known-on-day": "21"}, "まだ来ていない日です"),
        ({**ON, "known-on-month": "２", "known-on-day": "３０"}, "その日はありません"),
    ],
)
async def test_what_is_no_day_is_asked_for_again(
    people: Town, typed: dict[str, str], said: str
) -> None:
    number = await asked(people, WHO)
    one = await clerk(people, CLERK)
    page = await known(one, number, typed)
    assert page.status == 422
    assert said in page.text
    for day in ("2026-11-21", "9999-12-31", "昨日", "2026-02-30"):
        page = await one.open(f"/staff/cases/{number}/known?day={day}")
        assert page.status == 200
        assert "日の記録\n" not in page.text
        assert "この日の" not in page.text.replace(DO, "")


async def test_it_is_part_of_a_case_and_of_the_record(people: Town) -> None:
    number = await asked(people, WHO)
    call_centre, town_hall = await clerk(people, CALL_CENTRE), await clerk(people, TOWN_HALL)
    path = f"/staff/cases/{number}/known?day=2026-11-20"
    page = await call_centre.open(path)
    assert page.path == f"/staff/cases/{number}"
    assert "みほん印刷" not in page.text
    assert (await town_hall.open(path)).status == 403
