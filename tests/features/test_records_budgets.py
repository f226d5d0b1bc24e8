"""Weight: each first page that somebody comes to, and one year, fit one flight; the whole table and
paper do not weigh more than two (performance.md G17). All with their styles, as really sent.
"""

import re

import pytest

from tests.browser import Browser
from tests.features.records_site import PERSONAS, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

FLIGHT = int(11.5 * 1024)
LONG_PAGE = 20 * 1024
MOST_REQUESTS = 4
WANTED = {"accept-encoding": "br"}


async def weight(browser: Browser, path: str) -> int:
    """Give the bytes of page and styles as they are really sent; no page asks for more files."""
    client = browser.client
    page = await client.get(path, headers=WANTED)
    assert page.status == 200, path
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text))
    assert 1 + len(files) <= MOST_REQUESTS
    assert not re.findall(r'<(?:img|link rel="(?:preload|font))[^>]*', page.text)
    total = 0
    for address in (path, *(file for file in files if file.endswith(".css"))):
        answer = await client.get(address, headers=WANTED)
        assert answer.get("content-encoding") == "br"
        total += int(answer.get("content-length"))
    return total


@pytest.mark.parametrize("slug", PERSONAS)
async def test_the_first_page_and_a_year_fit_one_flight(people: Town, slug: str) -> None:
    browser = people.browser(slug)
    assert await weight(browser, "/record") <= FLIGHT
    year = (await browser.open("/record/years")).links
    path = next(href for _, href in year if href.startswith("/record/years/"))
    assert await weight(browser, path) <= FLIGHT


@pytest.mark.parametrize("preferences", ["", "xx.dark.r"])  # the first is a first visit
@pytest.mark.parametrize("path", ["/", "/sign-in", "/sign-up", "/sign-up/key/terms", "/recover"])
async def test_where_visitors_come_in_fits_one_flight(
    people: Town, path: str, preferences: str
) -> None:
    browser = Browser(people.gate)
    if preferences:
        browser.client.cookies["prefs"] = preferences
    assert await weight(browser, path) <= FLIGHT


@pytest.mark.parametrize("slug", PERSONAS)
@pytest.mark.parametrize("path", ["/record/grid", "/record/print", "/record/unclear"])
async def test_the_table_and_the_paper_stay_light(people: Town, slug: str, path: str) -> None:
    assert await weight(people.browser(slug), path) <= LONG_PAGE
