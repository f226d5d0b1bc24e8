"""/record/grid: every month of a life, in one table, in words too."""

import pytest

from nenkin.features.records.grid import Grid
from nenkin.law.career import STATES
from nenkin.law.flags import flagged_months, flags
from nenkin.law.months import read_month
from nenkin.web.rendering import SPLICE
from tests.browser import Page, text_of
from tests.features.records_site import PERSONAS, Town, attention, career_of, record_of
from tests.pages import renderer, words
from tests.reading import read_law

pytestmark = pytest.mark.asyncio(loop_scope="module")


def cells(page: Page) -> dict[str, str]:
    """Give the words of each month that leads somewhere, without its mark."""
    found = {}
    for link in page.main.iter("a"):
        href = link.get("href") or ""
        if href.startswith("/record/months/"):
            hidden = [text_of(one) for one in link.iter("span")]
            found[href.rpartition("/")[2]] = hidden[0]
    return found


@pytest.mark.parametrize("slug", PERSONAS)
async def test_every_month_of_a_life_is_there_in_words(people: Town, slug: str) -> None:
    found = cells(await people.browser(slug).open("/record/grid"))
    career = career_of(slug)
    expected = {
        at
        for at, state in enumerate(career.states, career.first)
        if STATES[state].scheme is not None or STATES[state].missing
    }
    assert {read_month(month) for month in found} == expected


@pytest.mark.parametrize("slug", PERSONAS)
async def test_the_marks_count_as_many_months_as_the_first_page(people: Town, slug: str) -> None:
    page = await people.browser(slug).open("/record/grid")
    shown = await people.browser(slug).open("/record/grid?show=flagged")
    months = attention(slug)
    assert (f"確認していただきたい月が{months}か月あります" in page.text) is (months > 0)
    assert len(cells(shown)) == months or not months


async def test_a_cell_reads_as_month_scheme_and_state(people: Town) -> None:
    page = await people.browser("jieigyo").open("/record/grid")
    found = cells(page)
    assert found["1998-09"] == "平成10年9月 国民年金 未納"
    assert found["2001-04"] == "平成13年4月 厚生年金保険"
    assert found["2000-04"] == "平成12年4月 国民年金 学生納付特例"


async def test_a_flagged_month_says_so_even_where_its_state_is_good(people: Town) -> None:
    found = cells(await people.browser("chofuku").open("/record/grid"))
    assert found["1995-04"] == "平成7年4月 厚生年金保険、確認していただきたい月"
    assert found["1995-07"] == "平成7年7月 厚生年金保険"


async def test_the_legend_leaves_out_what_is_not_there_and_filters(people: Town) -> None:
    browser = people.browser("jieigyo")
    page = await browser.open("/record/grid")
    assert "船員保険" not in page.text
    page = await browser.follow("未納の月だけ")
    assert len(cells(page)) == 47
    assert "未納の月だけを表に出しています" in page.text
    page = await browser.follow("全部の月")
    assert len(cells(page)) == 338


@pytest.mark.parametrize("show", ["nonsense", "<script>", "%00", "a&show=unpaid"])
async def test_a_choice_that_is_none_shows_everything(people: Town, show: str) -> None:
    page = await people.browser("gakusei").open(f"/record/grid?show={show}")
    assert page.status == 200
    assert len(cells(page)) in {15, 0}


async def test_the_table_is_the_component_itself() -> None:
    """The fast way and the component must not drift apart."""
    career = career_of("jieigyo")
    found = flags(read_law(), career, record_of("jieigyo").data_date)
    grid = Grid(words(), renderer().components)
    view = grid.view(career, found)
    first = {"label": "平成10年度", "href": "/record/years/1998", "note": "20歳", "cells": []}
    drawn = str(
        renderer().components.year_grid(
            id="grid",
            caption="年度と月ごとの記録",
            corner="年度（年齢）",
            months=[f"{(3 + at) % 12 + 1}月" for at in range(12)],
            rows=[first],
        )
    )
    table = str(view.table).replace(SPLICE, view.rows.decode())
    assert table.startswith(drawn[: drawn.index("</th>\n</tr>\n</tbody>")])
    assert table.endswith(drawn[drawn.index("</tbody>") :])
    assert view.attention == len(flagged_months(found))


@pytest.mark.parametrize("slug", ["jieigyo", "tankofu"])
async def test_the_page_stays_small(people: Town, slug: str) -> None:
    browser = people.browser(slug)
    page = await browser.open("/record/grid")
    career = career_of(slug)
    years = len(career.states) / 12
    elements = sum(1 for one in page.root.iter() if isinstance(one.tag, str))
    assert elements <= 3000 * max(1, years / 45)
