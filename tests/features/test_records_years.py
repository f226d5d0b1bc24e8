"""/record/years: a life by fiscal years, and the twelve months of one."""

import re
from datetime import date

import pytest

from nenkin.features.records.wording import age_in
from nenkin.law.ages import age_on
from nenkin.law.totals import totals
from tests.features.records_site import PERSONAS, Town, attention, career_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


def rows(text: str) -> list[tuple[int, int]]:
    """Give the counted months and those to look at of each year's line."""
    found = re.findall(r"歳 数に入る月：(\d+)か月 確認する月：(?:ありません|[▲◆] (\d+)か月)", text)
    return [(int(months), int(attention or 0)) for months, attention in found]


@pytest.mark.parametrize("slug", PERSONAS)
async def test_the_years_add_up_to_the_first_page(people: Town, slug: str) -> None:
    page = await people.browser(slug).open("/record/years")
    found = rows(page.text)
    assert sum(months for months, _ in found) == totals(career_of(slug)).counted
    assert sum(months for _, months in found) == attention(slug)


async def test_a_year_is_opened_by_its_link_without_script(people: Town) -> None:
    browser = people.browser("jieigyo")
    await browser.open("/record/years")
    page = await browser.follow("平成20年度")
    assert page.path == "/record/years/2008"
    assert (
        "12か月のうち、6か月は、納めた月か加入した月です。10月から3月までは、未納です。"
        in page.text
    )
    assert len([href for _, href in page.links if href.startswith("/record/months/")]) == 12
    page = await browser.follow("次の年度：平成21年度")
    assert (
        "12か月のうち、納めた月や加入した月はありません。4月から3月までは、未納です。" in page.text
    )
    page = await browser.follow("前の年度：平成20年度")
    assert "ことり商店" in page.text
    assert "240,000円" in page.text


async def test_a_year_that_began_late_counts_what_there_is(people: Town) -> None:
    page = await people.browser("jieigyo").open("/record/years/1998")
    assert "7か月のうち、納めた月や加入した月はありません。" in page.text
    page = await people.browser("gakusei").open("/record/years/2025")
    assert "8か月とも、納めた月か加入した月です。" in page.text


async def test_with_script_a_year_opens_below_its_line_and_closes(people: Town) -> None:
    client = people.browser("jieigyo").client
    partial = {"hx-request": "true", "hx-request-type": "partial"}
    opened = (await client.get("/record/years/2008", headers=partial)).text
    assert opened.startswith("<head><title>")
    assert '<tbody id="y2008">' in opened
    assert opened.count("/record/months/") == 12
    assert 'data-hx-get="/record/years/2008?closed=yes"' in opened
    closed = (await client.get("/record/years/2008?closed=yes", headers=partial)).text
    assert "/record/months/" not in closed
    assert 'data-hx-get="/record/years/2008"' in closed


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/record/years/1997", 404),
        ("/record/years/2027", 404),
        ("/record/years/0", 404),
        ("/record/years/99999999999999999999", 404),
        ("/record/years/-1", 404),
        ("/record/years/x", 404),
        ("/record/years/2026?closed=perhaps", 200),
    ],
)
async def test_years_outside_a_life_are_not_there(people: Town, path: str, status: int) -> None:
    page = await people.browser("jieigyo").open(path)
    assert page.status == status


@pytest.mark.parametrize("born_on", [date(1960, 4, 1), date(1960, 4, 2), date(1960, 2, 29)])
async def test_the_age_is_that_at_the_end_of_the_year(born_on: date) -> None:
    for year in range(1975, 2030):
        assert age_in(year, born_on) == age_on(born_on, date(year + 1, 3, 31))
