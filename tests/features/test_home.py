"""The first page: two ways in for visitors, things to do for people signed in."""

import pytest

from nenkin.features.home import routes
from nenkin.features.preferences import routes as preferences
from tests.pages import SOMEBODY
from tests.small_site import browser

CHOOSE = "読みやすい大きさを選んでください"


async def test_a_visitor_finds_both_ways_in() -> None:
    page = await browser(routes.ROUTES).open("/")
    links = dict(page.links)
    assert links["はじめて使う"] == "/sign-up"
    assert links["ログイン"] == "/sign-in"
    assert page.response.all("set-cookie") == []


async def test_who_comes_for_the_first_time_may_choose_a_size_and_is_asked_once() -> None:
    visitor = browser((*routes.ROUTES, *preferences.ROUTES))
    page = await visitor.open("/")
    assert CHOOSE in page.text
    assert {"はじめて使う", "ログイン"} <= dict(page.links).keys()  # nothing waits for it
    page = await visitor.press("特大で読む")
    assert page.path == "/"
    assert CHOOSE not in page.text
    assert "ts-x" in page.root.get("class").split()
    assert CHOOSE not in (await browser(routes.ROUTES, signed_in=True).open("/")).text


@pytest.mark.parametrize("size", ["標準", "大", "特大", "最大"])
async def test_every_size_can_be_chosen(size: str) -> None:
    visitor = browser((*routes.ROUTES, *preferences.ROUTES))
    await visitor.open("/")
    page = await visitor.press(f"{size}で読む")
    assert f"いま：{size}" in page.response.text


async def test_a_person_finds_what_can_be_done_here() -> None:
    page = await browser(routes.ROUTES, signed_in=True).open("/")
    assert SOMEBODY.name in page.text
    targets = [href for _, href in page.links]
    assert {"/record", "/record/years", "/record/print", "/account"} <= set(targets)
    assert "/sign-up" not in targets


async def test_every_page_says_that_this_is_a_sample_and_whom_to_call() -> None:
    page = await browser(routes.ROUTES).open("/")
    assert "これは見本です。日本年金機構のサービスではありません" in page.response.text
    assert [href for _, href in page.links].count("tel:0120000000") == 2  # above and below
