"""The sheet goes on paper, into plain text, and into a file that can be read back."""

import pytest

from nenkin.interchange.history_sheets import read_sheet
from nenkin.law.remembered import Category, Employment, HistorySheet, Keepsake, NameKind
from tests.browser import Browser
from tests.features.records_site import Town, record_of

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


async def test_nothing_written_is_nothing_to_print(people: Town) -> None:
    browser = await emptied(people)
    assert (await browser.open("/history/print")).path == "/history"
    assert (await browser.open("/history/sheet.jsonl")).path == "/history"
    assert (await browser.open("/history/sheet.txt")).path == "/history"


async def test_the_paper_has_all_that_was_written_and_no_record_before_it_was_shown(
    people: Town,
) -> None:
    browser = await with_a_gap(people)
    employers = {span.employer for span in record_of(WHO).spans if span.employer}
    page = await browser.open("/history/print")
    assert "乙社" in page.text
    assert "甲校" in page.text
    assert "この紙の番号：" in page.text
    assert not any(employer in page.response.text for employer in employers)
    await browser.open("/history/compare")
    await browser.press("記録を出して、くらべる")
    page = await browser.open("/history/print?size=large")
    assert "おぼえていることと記録がちがう時期" in page.text
    assert any(employer in page.text for employer in employers)
    assert "本人とわかる物" in page.text
    assert 'class="ts-' in page.response.text
    assert " large" in page.root.get("class", "")


async def test_the_text_says_what_the_paper_says(people: Town) -> None:
    browser = await with_a_gap(people)
    employers = {span.employer for span in record_of(WHO).spans if span.employer}
    before = await browser.client.get("/history/sheet.txt")
    assert before.get("content-type") == "text/plain; charset=utf-8"
    assert not any(employer in before.text for employer in employers)
    await browser.open("/history/compare")
    await browser.press("記録を出して、くらべる")
    after = (await browser.client.get("/history/sheet.txt")).text
    assert any(employer in after for employer in employers)
    assert after.splitlines()[0] == "私の履歴整理表"
    paper = (await browser.open("/history/print")).text
    code = after.splitlines()[1]
    assert code.startswith("この紙の番号：")
    assert code in paper
    for line in after.splitlines():
        for piece in line.removeprefix("■ ").split("：", 1):
            assert piece in paper, line
    await write(browser, "school", {"school": "乙校", "first": "昭和60年4月", "last": ""})
    again = (await browser.client.get("/history/sheet.txt")).text
    assert again.splitlines()[1] != code


async def test_the_file_reads_back_as_what_was_written(people: Town) -> None:
    browser = await emptied(people)
    await write(browser, "names", {"name-kind": "former", "surname": "見本", "given-name": ""})
    await browser.open("/history/work/new")
    await browser.press(NEXT, {"employer": "みほん紡績㈱", "first": "20歳ごろ", "last": "今も"})
    await browser.press(NEXT, {"place": "みほん市", "parent": "親会社㈱"})
    await browser.press(NEXT, {"occupation": "経理", "employment": "trial"})
    await browser.press(NEXT, {"kept": "health-card"})
    await browser.press(FINISH, {"size": "below-5", "incorporated": "no"})
    response = await browser.client.get("/history/sheet.jsonl")
    assert response.get("content-disposition").endswith('.jsonl"')
    sheet = read_sheet(response.text.splitlines())
    assert isinstance(sheet, HistorySheet), sheet
    assert sheet.born_on == record_of(WHO).person.born_on
    (name,) = sheet.names
    assert (name.kind, name.surname) == (NameKind.FORMER, "見本")
    (event,) = sheet.events
    assert (event.category, event.goes_on, event.last) == (Category.WORK, True, None)
    assert event.first.typed == "20歳ごろ"
    assert event.work is not None
    assert event.work.employer == "みほん紡績㈱"
    assert event.work.parent == "親会社㈱"
    assert event.work.employment is Employment.TRIAL
    assert event.work.kept == {Keepsake.HEALTH_CARD}
    assert event.work.incorporated is False
    assert [written.record_shown for written in event.written] == [False] * 5
    assert event.written[0].answers == ("employer", "first", "last")


async def test_what_is_written_after_the_record_was_shown_is_marked(people: Town) -> None:
    browser = await with_a_gap(people)
    await browser.open("/history/compare")
    await browser.press("記録を出して、くらべる")
    await write(browser, "work", {"employer": "丙社", "first": "平成4年4月", "last": "平成4年9月"})
    response = await browser.client.get("/history/sheet.jsonl")
    sheet = read_sheet(response.text.splitlines())
    assert isinstance(sheet, HistorySheet)
    shown = {
        event.work.employer: event.written[0].record_shown for event in sheet.events if event.work
    }
    assert shown == {"乙社": False, "丙社": True}


async def test_where_the_record_is_disputed_another_procedure_is_named(people: Town) -> None:
    """The office may find nothing: then the record itself is disputed (年金記録の訂正請求)."""
    browser = await emptied(people)
    await write(browser, "work", {"employer": "乙社", "first": "平成3年4月", "last": "平成4年3月"})
    disputed = "記録がちがうと思うときは"
    for address in ("/history/print", "/history/sheet.txt"):
        assert disputed not in (await browser.client.get(address)).text
    await browser.open("/history/compare")
    page = await browser.press("記録を出して、くらべる")
    for address in ("/history/print", "/history/sheet.txt"):
        assert disputed in (await browser.client.get(address)).text
    finding = next(
        link.get("href")
        for link in page.root.iter("a")
        if link.get("href", "").startswith("/history/compare/work-")
    )
    page = await browser.open(finding)
    assert disputed in page.text
    assert page.root.find(".//a[@href='/glossary/correction-request']") is not None
