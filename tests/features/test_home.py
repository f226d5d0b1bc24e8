"""The first page: two ways in for visitors, things to do for people signed in."""

from nenkin.features.home import routes
from tests.pages import SOMEBODY
from tests.small_site import browser


async def test_a_visitor_finds_both_ways_in() -> None:
    page = await browser(routes.ROUTES).open("/")
    links = dict(page.links)
    assert links["はじめて使う"] == "/sign-up"
    assert links["ログイン"] == "/sign-in"
    assert "set-cookie" not in page.response.headers


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
