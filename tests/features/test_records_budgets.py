"""Weight: the first page of a record and one year fit one flight; the whole table and paper do not
weigh more than two (performance.md G17).
"""

import re

import pytest

from tests.features.records_site import PERSONAS, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

FLIGHT = int(11.5 * 1024)
LONG_PAGE = 20 * 1024


async def weight(people: Town, slug: str, path: str) -> int:
    """Give the bytes of page and styles as they are really sent."""
    client = people.browser(slug).client
    wanted = {"accept-encoding": "br"}
    total = 0
    page = await client.get(path, headers=wanted)
    for address in (path, *re.findall(r'href="(/static/[^"]+\.css)"', page.text)):
        answer = await client.get(address, headers=wanted)
        assert answer.headers["content-encoding"] == "br"
        total += int(answer.headers["content-length"])
    return total


@pytest.mark.parametrize("slug", PERSONAS)
async def test_the_first_page_and_a_year_fit_one_flight(people: Town, slug: str) -> None:
    assert await weight(people, slug, "/record") <= FLIGHT
    year = (await people.browser(slug).open("/record/years")).links
    path = next(href for _, href in year if href.startswith("/record/years/"))
    assert await weight(people, slug, path) <= FLIGHT


@pytest.mark.parametrize("slug", PERSONAS)
@pytest.mark.parametrize("path", ["/record/grid", "/record/print", "/record/unclear"])
async def test_the_table_and_the_paper_stay_light(people: Town, slug: str, path: str) -> None:
    assert await weight(people, slug, path) <= LONG_PAGE
