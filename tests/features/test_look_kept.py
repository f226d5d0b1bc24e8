"""見え方: another size or colour loses nothing of what is typed and not sent yet, on any form."""

import pytest

from tests.browser import Browser
from tests.features.records_site import Town
from tests.features.test_history_look import the_same

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO = "tenshoku"
NEXT = "次へ進む"
PERIOD = {"first": "いつか", "last": "２０３０年３月"}
FORMS = {
    "/estimate/conditions/new": ("表に入れる", {**PERIOD, "way": "pay", "pay": "20まん"}),
    "/estimate/found/new": ("この期間で計算する", {"first": "いつか", "last": "昭和50年3月"}),
    "/estimate/compare/new": (
        "この名前で取っておく",
        {"what": "answers", "name": "働きつづけた　ばあい"},
    ),
    "/account/mail": ("確かめるメールを送る", {"mail": "まだ途中"}),
    "/account/notices": ("変える", {"notices": "no"}),
    "/account/helpers/new": ("言葉を作る", {"called": "孫の花", "powers": "write"}),
    "/helping/code": ("手伝いを始める", {"code": "さくら　やま", "knows-as": "母"}),
    "/history/hints": ("ヒントを見る", {"when": "万博の ころ"}),
    "/search/names/new": ("足す", {"name-kind": "former", "surname": "深山", "surname-kana": "み"}),
    "/search/births/new": ("足す", {"other-birth-year": "60", "other-birth-month": "13"}),
}
VISITORS = {
    "/sign-up": (NEXT, {"way": "letter"}),
    "/recover": (NEXT, {"what": "user-id"}),
    "/sign-in": ("ログインする", {"name": "ｔaro＠れい"}),
    "/resume": ("続きを書く", {"code": "さくら　さぐら", "born-year": "10"}),
    "/resume/new": ("始める", {"born-year": "10", "born-month": "1３"}),
}


@pytest.mark.parametrize("address", FORMS)
async def test_a_form_of_somebody_signed_in(people: Town, address: str) -> None:
    browser = people.browser(WHO)
    await browser.open(address)
    await the_same(browser, *FORMS[address])


@pytest.mark.parametrize("address", VISITORS)
async def test_a_form_of_a_visitor(people: Town, address: str) -> None:
    browser = Browser(people.gate)
    await browser.open(address)
    await the_same(browser, *VISITORS[address])


async def test_a_password_is_never_shown_again(people: Town) -> None:
    browser = people.browser(WHO)
    await browser.open("/account/mail")
    page = await browser.press(
        "文字を最大にする", {"mail": "a@example.jp", "current-password": "himitsu-himitsu"}
    )
    assert "a@example.jp" in page.response.text
    assert "himitsu" not in page.response.text


@pytest.mark.parametrize("address", FORMS)
async def test_asking_for_more_time(people: Town, address: str) -> None:
    browser = people.browser(WHO)
    before = await browser.open(address)
    button, typed = FORMS[address]
    page = await browser.press("使える時間をのばす", typed)
    assert page.status == 200
    assert not page.errors
    assert page.title == before.title
    assert page.root.get("class") == before.root.get("class")
    kept = page.form_with(button).values
    assert {name: kept[name] for name in typed} == {name: [one] for name, one in typed.items()}


@pytest.mark.parametrize("address", VISITORS)
async def test_who_has_no_limit_is_told_of_none(people: Town, address: str) -> None:
    page = await Browser(people.gate).open(address)
    assert page.by_id("more-time") is None


@pytest.mark.parametrize("path", ["/record/print", "/record/unclear", "/record/leaflet"])
async def test_a_page_to_print_says_until_when_too(people: Town, path: str) -> None:
    browser = people.browser(WHO)
    page = await browser.open(path)
    assert "まで使えます" in page.response.text
    assert (await browser.press("使える時間をのばす")).path == path
