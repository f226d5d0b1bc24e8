"""Months of which nothing was said become questions, and their answers pages (空いている時期)."""

import pytest

from nenkin.storage import sheets
from tests.browser import Browser
from tests.features.records_site import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

NEXT, FINISH = "次へ進む", "これで終わり"
WHO = "tenshoku"


async def emptied(people: Town) -> Browser:
    browser = people.browser(WHO)
    await browser.open("/history/delete")
    await browser.press("すべて消す")
    return browser


async def write(browser: Browser, part: str, answers: dict[str, str]) -> None:
    await browser.open(f"/history/{part}/new")
    page = await browser.press(FINISH, answers)
    assert page.status == 200, page.errors


async def with_a_gap(people: Town) -> Browser:
    browser = await emptied(people)
    await write(browser, "school", {"school": "甲校", "first": "平成元年4月", "last": "平成4年3月"})
    await write(browser, "work", {"employer": "乙社", "first": "平成4年10月", "last": "いまも"})
    return browser


async def test_a_gap_becomes_a_question_and_its_answer_a_page(people: Town) -> None:
    browser = await with_a_gap(people)
    await browser.open("/history")
    page = await browser.follow("空いている時期のことを書く")
    assert page.title.startswith("平成4年（1992年）4月から9月までは、どうされていましたか")
    page = await browser.press(NEXT)
    assert list(page.errors) == ["どうされていたかを選んでください"]
    page = await browser.press(NEXT, {"gap": "family-helper"})
    assert page.path.startswith("/history/family-helper/")
    assert page.form_with(NEXT).values["first"] == ["平成4年4月"]
    assert page.form_with(NEXT).values["last"] == ["平成4年9月"]
    await browser.press(FINISH)
    assert "空いている時期は、ありません" in (await browser.open("/history/gaps")).text


async def test_a_gap_that_is_not_known_is_not_asked_again(people: Town) -> None:
    browser = await with_a_gap(people)
    await browser.open("/history/gaps")
    page = await browser.press(NEXT, {"gap": "unknown"})
    assert "空いている時期は、ありません" in page.text
    assert "空いている時期のことを書く" not in (await browser.open("/history")).text
    file = (await browser.client.get("/history/sheet.jsonl")).text
    assert '{"type": "unremembered", "first": "1992-04", "last": "1992-09"}' in file
    page = await browser.send(
        "/history/gaps",
        {"token": page.root.find(".//input[@name='token']").get("value"), "gap": "work"},
    )
    assert page.path == "/history/gaps"


async def test_nothing_written_has_no_gaps(people: Town) -> None:
    browser = await emptied(people)
    assert "先に書いてください" in (await browser.open("/history/gaps")).text


async def test_a_sheet_that_is_full_says_so_at_a_gap_too(
    people: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await with_a_gap(people)
    monkeypatch.setattr(sheets, "MOST_ENTRIES", 2)
    await browser.open("/history/gaps")
    page = await browser.press(NEXT, {"gap": "unknown"})
    assert page.status == 409
    assert "これより多くは書けません" in page.text


async def test_what_no_gap_can_be_is_asked_again(people: Town) -> None:
    browser = await with_a_gap(people)
    await browser.open("/history/gaps")
    page = await browser.press(NEXT, {"gap": "moon"})
    assert page.status == 422
    assert list(page.errors) == ["下の中から選んでください"]
    for first, last in (("", ""), ("x", "1992-99"), ("9" * 5000, "1992-04"), ("1992-04", "0")):
        page = await browser.open(f"/history/work/abc/job?first={first}&last={last}")
        assert page.status == 200
        assert page.form_with(NEXT).values["first"] == [""]


async def test_the_time_up_to_today_is_asked_in_parts_and_given_no_end(people: Town) -> None:
    browser = await emptied(people)
    await write(browser, "school", {"school": "甲校", "first": "平成元年4月", "last": "平成4年3月"})
    page = await browser.open("/history/gaps")
    # Born in November 1973: to the age of 20, then five years at a time.
    assert "平成4年（1992年）4月から平成5年（1993年）10月まで" in page.title
    assert "このあとに、あと" in page.text
    page = await browser.press(NEXT, {"gap": "work"})
    assert page.form_with(NEXT).values["first"] == ["平成4年4月"]
    assert page.form_with(NEXT).values["last"] == [""]
    await browser.press(FINISH, {"employer": "乙社", "last": "平成30年3月"})
    # The last gap is short enough to be asked at once; whether it has ended nobody knows.
    page = await browser.open("/history/gaps")
    assert "平成30年（2018年）4月から" in page.title
    page = await browser.press(NEXT, {"gap": "no-work"})
    assert page.form_with(NEXT).values["first"] == ["平成30年4月"]
    assert page.form_with(NEXT).values["last"] == [""]
    await browser.press(FINISH, {"last": "いまも"})
    assert "空いている時期は、ありません" in (await browser.open("/history/gaps")).text


async def test_a_part_that_is_not_known_leads_to_the_next(people: Town) -> None:
    browser = await emptied(people)
    await write(browser, "school", {"school": "甲校", "first": "平成元年4月", "last": "平成4年3月"})
    await browser.open("/history/gaps")
    page = await browser.press(NEXT, {"gap": "unknown"})
    assert "平成5年（1993年）11月から平成10年（1998年）10月まで" in page.title
    page = await browser.press(NEXT, {"gap": "work"})
    # What was done then may have begun before and gone on after.
    assert page.form_with(NEXT).values["first"] == [""]
    assert page.form_with(NEXT).values["last"] == [""]
