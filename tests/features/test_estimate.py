"""/estimate: the amounts of a record in words, and every step that leads to them."""

import pytest

from tests.features.records_site import PERSONAS, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_under_50_the_record_so_far_comes_first(people: Town) -> None:
    page = await people.browser("jieigyo").open("/estimate")
    assert "65歳から、1か月に52,098円（1年に625,176円）の見込みです。概算です。" in page.text
    assert "いま続いている加入の記録がありません。" in page.text
    assert "未納の月は、入っていません。" in page.text


async def test_from_50_the_present_condition_until_60_comes_first(people: Town) -> None:
    page = await people.browser("tenshoku").open("/estimate")
    text = page.text
    assert "65歳から、1か月に158,759円（1年に1,905,115円）の見込みです。" in text
    assert text.index("いまのまま60歳まで続くとき") < text.index("これまでの記録だけ")
    assert "1,542,176円" in text
    assert "加給年金がつくことがあります" in text


async def test_several_ages_are_lines_of_the_table_and_of_the_picture(people: Town) -> None:
    page = await people.browser("sango").open("/estimate")
    assert "63歳から、1年に82,056円" in page.text
    assert "令和7年（2025年）7月から令和9年（2027年）6月まで" in page.text
    assert "65歳から、1年に881,252円" in page.text
    assert page.response.text.count('class="pension-chart"') == 2


async def test_the_past_is_left_out(people: Town) -> None:
    page = await people.browser("tankofu").open("/estimate")
    assert "2,201,879円" in page.text
    assert "2,081,574円" not in page.text
    assert "362,309円は、厚生年金基金などから支払われます。" in page.text


async def test_nothing_yet_is_a_normal_page(people: Town) -> None:
    page = await people.browser("gakusei").open("/estimate")
    assert page.status == 200
    assert "いまの記録からの見込額は、まだありません。" in page.text


async def test_every_step_has_its_numbers_its_article_and_how_sure_it_is(people: Town) -> None:
    page = await people.browser("tenshoku").open("/estimate/why/as-it-is")
    assert "老齢基礎年金が834,944円になる理由" in page.text
    assert "847,300 × 473 ÷ 480 ＝ 834,944" in page.text
    assert "国民年金法27条本文" in page.text
    assert "1,043,858 と 1,053,904 の多いほう ＝ 1,053,904" in page.text
    assert "平均した報酬（いまの水準に直した額）（2003年（平成15年）4月からの月）" in page.text
    assert "どこまで確かめたか：きまりから計算しました" in page.text


async def test_several_kinds_of_insurance_are_told_apart(people: Town) -> None:
    page = await people.browser("komuin").open("/estimate/why/so-far")
    assert "国の公務員の厚生年金" in page.text or "地方の公務員の厚生年金" in page.text


@pytest.mark.parametrize("kind", ["nothing", "as-it-is"])
async def test_a_figure_that_is_not_shown_has_no_steps(people: Town, kind: str) -> None:
    page = await people.browser("jieigyo").open(f"/estimate/why/{kind}")
    assert page.status == 404


@pytest.mark.parametrize("slug", PERSONAS)
async def test_everybody_has_both_pages(people: Town, slug: str) -> None:
    browser = people.browser(slug)
    page = await browser.open("/estimate")
    assert page.status == 200
    assert "いまは、見込額を出せません。" not in page.text
    assert (await browser.open("/estimate/why/so-far")).status == 200


async def test_home_and_record_lead_there_in_one_press(people: Town) -> None:
    browser = people.browser("tenshoku")
    for path in ("/", "/record"):
        page = await browser.open(path)
        assert "/estimate" in {href for _, href in page.links}


async def test_from_60_the_record_alone_is_shown(people: Town) -> None:
    page = await people.browser("sokyu").open("/estimate")
    assert "60歳からは、これまでの記録だけで計算します。" in page.text
    assert "いまのまま60歳まで" not in page.text


async def test_the_view_is_noted(people: Town) -> None:
    browser = people.browser("antei")
    await browser.open("/estimate")
    page = await browser.open("/account/views")
    assert "年金の見込額を見た" in page.text
