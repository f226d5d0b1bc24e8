"""A sheet is deleted in one tab while another writes: both are shown, and the person is asked."""

import pytest

from tests.browser import Browser
from tests.features.records_site import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO = "tenshoku"
NEXT, FINISH, DELETE = "次へ進む", "これで終わり", "すべて消す"
GONE = "ほかの画面で表がすべて消されました"


async def emptied(people: Town) -> Browser:
    browser = people.browser(WHO)
    await browser.open("/history/delete")
    await browser.press(DELETE)
    return browser


async def write(browser: Browser, employer: str) -> None:
    await browser.open("/history/work/new")
    page = await browser.press(FINISH, {"employer": employer, "first": "平成3年4月"})
    assert page.status == 200, page.errors


async def begun(people: Town) -> tuple[Browser, Browser]:
    """Begin a sheet, and open it in two tabs."""
    browser = await emptied(people)
    await write(browser, "甲社")
    return browser, people.browser(WHO)


async def deleted(tab: Browser) -> None:
    await tab.open("/history/delete")
    page = await tab.press(DELETE)
    assert page.path.startswith("/history")
    assert "まだ書いていません" in page.text


async def jobs(people: Town) -> str:
    return (await people.browser(WHO).open("/history/work")).text


async def test_a_new_page_of_a_sheet_that_is_gone_is_not_kept_in_silence(people: Town) -> None:
    one, other = await begun(people)
    await one.open("/history/work/new")
    await deleted(other)
    page = await one.press(FINISH, {"employer": "乙社", "first": "平成5年4月"})
    assert page.status == 409
    assert GONE in page.text
    assert "乙社" in page.text
    assert "乙社" not in await jobs(people)
    page = await one.press("いま書いたものを残す")
    assert page.status == 200
    text = await jobs(people)
    assert "乙社" in text
    assert "甲社" not in text


async def test_it_can_stay_deleted(people: Town) -> None:
    one, other = await begun(people)
    await one.open("/history/work/new")
    await deleted(other)
    await one.press(FINISH, {"employer": "乙社", "first": "平成5年4月"})
    page = await one.follow("消したままにする")
    assert page.path == "/history/work"
    assert "まだ何も書いていません" in page.text


async def test_a_later_page_and_a_changed_one_of_a_sheet_that_is_gone_ask_too(people: Town) -> None:
    one, other = await begun(people)
    await one.open("/history/work/new")
    await one.press(NEXT, {"employer": "丙社", "first": "平成7年4月"})
    await deleted(other)
    page = await one.press(NEXT, {"place": "みほん市"})
    assert page.status == 409
    assert GONE in page.text
    assert "みほん市" in page.text
    one, other = await begun(people)
    await one.open("/history/work")
    await one.follow("会社や店の名前を 直す")
    await deleted(other)
    page = await one.press(FINISH, {"employer": "丁社"})
    assert page.status == 409
    assert "丁社" in page.text


async def test_a_sheet_that_was_begun_anew_meanwhile_is_another_one(people: Town) -> None:
    one, other = await begun(people)
    await one.open("/history/work/new")
    await deleted(other)
    await write(other, "戊社")
    page = await one.press(FINISH, {"employer": "乙社", "first": "平成5年4月"})
    assert page.status == 409
    assert GONE in page.text
    await one.press("いま書いたものを残す")
    text = await jobs(people)
    assert "乙社" in text
    assert "戊社" in text


async def test_mistakes_do_not_lose_in_which_sheet_the_page_was_shown(people: Town) -> None:
    one, other = await begun(people)
    await one.open("/history/work/new")
    page = await one.press(FINISH, {"employer": "乙社", "first": "58年"})
    assert page.status == 422
    await deleted(other)
    page = await one.press(FINISH, {"first": "平成5年4月"})
    assert page.status == 409


async def test_what_was_written_after_the_question_is_shown_before_it_goes(people: Town) -> None:
    one, other = await begun(people)
    page = await other.open("/history/delete")
    assert "甲社" in page.text
    await write(one, "乙社")
    page = await other.press(DELETE)
    assert page.status == 409
    assert "まだ何も消していません" in page.text
    assert "乙社" in page.text
    text = await jobs(people)
    assert "甲社" in text
    assert "乙社" in text
    page = await other.press(DELETE)
    assert page.status == 200
    assert "まだ何も書いていません" in await jobs(people)


async def test_a_double_click_on_deleting_is_one(people: Town) -> None:
    _, other = await begun(people)
    page = await other.open("/history/delete")
    form = page.form_with(DELETE)
    for _ in range(2):
        page = await other.send(form.action, form.values)
        assert page.path.startswith("/history")
        assert page.status == 200


async def test_a_form_that_says_nothing_of_what_it_saw_deletes_nothing(people: Town) -> None:
    one, _ = await begun(people)
    page = await one.open("/history/delete")
    values = dict(page.form_with(DELETE).values)
    for seen, at in (("", ""), ("x", "-1"), ("9" * 40, "9" * 40)):
        page = await one.send("/history/delete", {**values, "seen": [seen], "at": [at]})
        assert page.status == 409
    assert "甲社" in await jobs(people)
