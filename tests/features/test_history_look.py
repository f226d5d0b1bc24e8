"""私の履歴整理表: another size, colour or reading loses nothing of what is typed and not kept yet."""

from urllib.parse import urlsplit

import pytest

from tests.browser import Browser
from tests.features.records_site import Town
from tests.features.requests import NEXT, compared

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO = "tenshoku"
LARGEST, DARK = "文字を最大にする", "画面を黒にする"


async def the_same(browser: Browser, button: str, typed: dict[str, str]) -> None:
    """Change the look in the middle of typing: the page is the same, and what was typed is there."""
    before = browser.page
    there = {before.path.partition("#")[0], urlsplit(before.form_with(button).action).path}
    page = await browser.press(LARGEST, typed)
    assert page.status == 200
    assert page.path.partition("#")[0] in there
    assert page.title == before.title
    assert not page.errors
    assert page.root.get("class") == "ts-xx th-light"
    again = await browser.press(DARK)
    assert again.root.get("class") == "ts-xx th-dark"
    kept, first = again.form_with(button).values, before.form_with(button).values
    assert {name: kept[name] for name in typed} == {name: [one] for name, one in typed.items()}
    for name in {"seen", "sheet", "back"} & first.keys():
        assert kept[name] == first[name]
    await browser.press("文字を標準にする")
    await browser.press("画面を白にする")


async def test_a_page_of_the_sheet(people: Town) -> None:
    browser = people.browser(WHO)
    await browser.open("/history/delete")
    await browser.press("すべて消す")
    await browser.open("/history/work/new")
    await the_same(browser, NEXT, {"employer": "みほん社", "first": "いつか", "last": ""})
    assert "みほん社" not in (await people.browser(WHO).open("/history/work")).text


async def test_what_is_said_of_the_record_and_how_to_be_reached(people: Town) -> None:
    browser = await compared(people, WHO)
    page = await browser.open("/history/compare")
    await browser.open(next(href for _, href in page.links if "/objections/" in href))
    await the_same(browser, "この内容で残す", {"note": "となりの人の記録です。"})
    await browser.open("/requests/new")
    await browser.press(NEXT)
    await browser.open("/requests/new/contact")
    await the_same(browser, NEXT, {"telephone": "０３ー１", "message": "よろしく"})


async def test_enter_presses_no_button_of_the_look(people: Town) -> None:
    browser = people.browser(WHO)
    await browser.open("/history/work/new")
    form = browser.page.form_with(NEXT)
    own = [one for one in browser.page.root.iter("button") if one in set(form.element.iter())]
    sending = {*own, *form.outside}
    assert next(one for one in browser.page.root.iter("button") if one in sending) is own[0]
