"""Memory beside the record: asked for by the person, every finding with its reason, none pressed on them."""

import asyncio
import threading
from typing import Any

import pytest

from nenkin.comparison.comparing import compare
from nenkin.comparison.findings import Comparison
from nenkin.features.history import comparing
from tests.browser import Browser
from tests.features.records_site import Town, record_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

NEXT, FINISH = "次へ進む", "これで終わり"
WHO = "tenshoku"
PATIENT = 60  # seconds, after which something holds the event loop
MISSING = {"employer": "まぼろし織物", "first": "平成3年4月", "last": "平成4年2月"}


async def emptied(people: Town) -> Browser:
    browser = people.browser(WHO)
    await browser.open("/history/delete")
    await browser.press("すべて消す")
    return browser


async def written(people: Town) -> Browser:
    """Write of a job that no record knows."""
    browser = await emptied(people)
    await browser.open("/history/work/new")
    await browser.press(NEXT, MISSING)
    for _ in range(2):
        await browser.press("このページをとばす")
    await browser.press(FINISH, {"kept": ["pension-deducted", "health-card"]})
    return browser


async def test_an_empty_sheet_has_nothing_to_compare(people: Town) -> None:
    browser = await emptied(people)
    assert "記録とくらべる" not in (await browser.open("/history")).text
    assert (await browser.open("/history/compare")).path == "/history"


async def test_the_record_is_shown_only_when_asked_for(people: Town) -> None:
    browser = await written(people)
    await browser.open("/history")
    page = await browser.follow("記録とくらべる")
    employers = {span.employer for span in record_of(WHO).spans if span.employer}
    assert employers
    assert not any(employer in page.response.text for employer in employers)
    page = await browser.press("記録を出して、くらべる")
    assert all(employer in page.text for employer in employers)
    assert "まぼろし織物" in page.text
    assert page.text.count("おぼえていること") >= 2
    assert (await browser.open("/account/views")).text.count("年金の記録を見た") >= 1


async def test_others_are_answered_while_a_life_is_compared(
    people: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await written(people)
    await browser.open("/history/compare")
    await browser.press("記録を出して、くらべる")
    begun, go_on, loop = asyncio.Event(), threading.Event(), asyncio.get_running_loop()

    def slow(*given: Any, **named: Any) -> Comparison:
        loop.call_soon_threadsafe(begun.set)
        assert go_on.wait(PATIENT)
        return compare(*given, **named)

    monkeypatch.setattr(comparing, "compare", slow)
    waiting = asyncio.ensure_future(browser.open("/history/compare"))
    await begun.wait()
    assert (await people.browser(WHO).open("/history")).status == 200
    assert not waiting.done()
    go_on.set()
    assert "まぼろし織物" in (await waiting).text


async def test_a_finding_says_why_and_what_to_do(people: Town) -> None:
    browser = await written(people)
    await browser.open("/history/compare")
    page = await browser.press("記録を出して、くらべる")
    assert "年金事務所に聞いてほしいことが、1つあります" in page.text
    page = await browser.follow("くわしく見る")
    assert page.title.startswith("まぼろし織物")
    assert "平成3年（1991年）4月から平成4年（1992年）2月まで" in page.text
    assert "持っていく物は" in page.text
    assert "厚生年金の保険料が引かれていた" in page.text


async def test_what_the_person_knows_nothing_of_is_put_aside_and_taken_back(people: Town) -> None:
    browser = await written(people)
    await browser.open("/history/compare")
    await browser.press("記録を出して、くらべる")
    await browser.follow("くわしく見る")
    page = await browser.press("心当たりがない")
    assert "記録の抜けは、見つかりませんでした" in page.text
    assert "「心当たりがない」にしたもの" in page.text
    page = await browser.follow("まぼろし織物（")
    page = await browser.press("やはり、心当たりがある")
    assert "1つあります" in page.text


async def test_a_finding_that_is_not_there_is_not_found(people: Town) -> None:
    browser = await written(people)
    assert (await browser.open("/history/compare/work-x")).path == "/history/compare"
    await browser.press("記録を出して、くらべる")
    assert (await browser.open("/history/compare/work-x")).status == 404


async def test_times_can_be_named_by_events_and_by_the_persons_own_turns(people: Town) -> None:
    browser = await emptied(people)
    await browser.open("/history/work/new")
    page = await browser.press(NEXT, {"employer": "甲社", "first": "長野オリンピックの年"})
    assert "平成10年（1998年）1月から12月の間" in page.text
    await browser.open("/history/work/new")
    page = await browser.press(NEXT, {"employer": "乙社", "first": "上の子の入学の年"})
    assert page.status == 422
    await browser.open("/history/birth/new")
    await browser.press(FINISH, {"at": "平成12年5月"})
    await browser.open("/history/work/new")
    page = await browser.press(NEXT, {"employer": "乙社", "first": "上の子の入学の年"})
    assert "平成19年（2007年）1月から12月の間" in page.text
