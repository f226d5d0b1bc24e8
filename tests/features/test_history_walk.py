"""From an empty sheet to the paper, by the words of links and buttons alone and without any script."""

import pytest

from nenkin.features.history.sections import ALL
from tests.browser import Browser
from tests.features.records_site import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

NEXT, SKIP, FINISH = "次へ進む", "このページをとばす", "これで終わり"
WHO = "tenshoku"


async def emptied(people: Town) -> Browser:
    browser = people.browser(WHO)
    page = await browser.open("/history/delete")
    if "すべて消す" in page.response.text:
        await browser.press("すべて消す")
    return browser


async def test_one_button_leads_through_all_parts_and_back_to_the_start(people: Town) -> None:
    browser = await emptied(people)
    await browser.open("/history")
    page = await browser.follow("から書き始める")
    parts = [page.path.partition("#")[0]]
    while any("へ進む" in text and text.startswith("次の") for text, _ in page.links):
        page = await browser.follow("次の「")
        parts.append(page.path.partition("#")[0])
        if any(FINISH in words for form in page.forms for words in form.buttons):
            # A single question: whoever leaves it unanswered goes on to the next part.
            assert (await browser.follow("前のページに戻る")).path == "/history"
            await browser.open(parts[-1])
            page = await browser.press(FINISH)
            parts.append(page.path.partition("#")[0])
    assert [path.split("/")[2] for path in parts] == [section.slug for section in ALL]
    page = await browser.follow("ほかのことを書く")
    assert page.path.startswith("/history")


async def test_a_life_is_written_looked_at_compared_and_printed(people: Town) -> None:
    browser = await emptied(people)
    await browser.open("/history")
    await browser.follow("から書き始める")
    await browser.follow("書き始める")
    await browser.press(NEXT, {"name-kind": "former", "surname": "見本"})
    await browser.press(SKIP)
    await browser.press(FINISH, {"last": "24歳ごろ"})
    await browser.follow("ほかのことを書く")
    await browser.follow("働いた所")
    await browser.follow("書き始める")
    job = {"employer": "まぼろし織物", "first": "平成3年4月", "last": "平成4年2月"}
    await browser.press(NEXT, job)
    await browser.press(SKIP)
    await browser.press(SKIP)
    await browser.press(FINISH, {"kept": ["pension-deducted", "health-card"]})
    await browser.follow("もう一つ書く")
    await browser.press(
        "いまの記録を見る", {"employer": "みほん印刷", "first": "平成4年", "last": "平成8年"}
    )
    page = await browser.press("会社の名前がちがう")
    page = await browser.press("この内容で残す")
    page = await browser.press(FINISH)
    assert page.path.startswith("/history/work")
    await browser.follow("ほかのことを書く")
    page = await browser.follow("空いている時期のことを書く")
    while "どうされていましたか" in page.text:
        page = await browser.press(NEXT, {"gap": "unknown"})
    await browser.follow("ほかのことを書く")
    await browser.follow("記録とくらべる")
    page = await browser.press("記録を出して、くらべる")
    assert "まぼろし織物" in page.text
    page = await browser.follow("くわしく見る")
    assert page.status == 200
    await browser.open("/history")
    page = await browser.follow("この表を印刷する")
    for written in ("見本", "まぼろし織物", "みほん印刷", "働いた会社の名前とちがう", "照会申出"):
        assert written in page.text, written
    page = await browser.follow("前のページに戻る")
    assert page.path.startswith("/history")
