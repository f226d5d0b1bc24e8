"""/record: what to look at, how many months there are, and whether they are enough."""

from fractions import Fraction

import pytest

from nenkin.features.records.concerns import concern
from nenkin.law.flags import Flag, FlagCode
from nenkin.law.months import month
from nenkin.law.periods import Scheme
from nenkin.law.totals import totals
from tests.features.records_site import PERSONAS, Town, attention, career_of, persona
from tests.pages import words

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("slug", PERSONAS)
async def test_the_page_begins_with_the_months_to_look_at(people: Town, slug: str) -> None:
    page = await people.browser(slug).open("/record")
    months = attention(slug)
    if months:
        assert f"確認していただきたい月が{months}か月あります" in page.text
        assert ("確認する月を印刷する", "/record/unclear") in page.links
    else:
        assert "確認していただきたい月は、見つかりませんでした" in page.text
        assert "/record/unclear" not in {href for _, href in page.links}


@pytest.mark.parametrize("slug", PERSONAS)
async def test_the_totals_are_those_of_the_law(people: Town, slug: str) -> None:
    page = await people.browser(slug).open("/record")
    expected = persona(slug).expected
    assert f"{expected.total_months}か月 " in f"{page.text} "
    assert ("に届いています" in page.text) is expected.reaches_ten_years
    found = totals(career_of(slug))
    words = {Scheme.NATIONAL: "国民年金", Scheme.EMPLOYEES: "厚生年金保険"}
    for scheme, name in words.items():
        if found.by_scheme[scheme]:
            assert f"{name}{found.by_scheme[scheme]}か月" in page.text


async def test_what_can_still_be_paid_is_said_first_with_its_last_day(people: Town) -> None:
    page = await people.browser("jieigyo").open("/record")
    said = (
        "いまからでも納められる月が、6か月あります。一番早い期限は2026年（令和8年）11月30日です。"
    )
    assert said in page.text
    assert "このうち2か月は、まだ納められます。" in page.text
    assert page.text.index(said) < page.text.index("未納の月：")
    assert "納められる期限を過ぎています。" in page.text


async def test_the_dearest_comes_first(people: Town) -> None:
    page = await people.browser("jieigyo").open("/record")
    places = [
        page.text.index(f"未納の月：{when}")
        for when in ("平成10年（1998年）9月", "平成20年（2008年）10月", "令和8年（2026年）7月")
    ]
    assert places == sorted(places)


async def test_overlaps_say_both_sides(people: Town) -> None:
    page = await people.browser("chofuku").open("/record")
    assert "国民年金（納付） 厚生年金保険（ひつじ設備）" in page.text
    assert "厚生年金保険（ひつじ設備） 共済組合など（ひばり野市水道部）" in page.text


async def test_a_cut_says_what_the_pay_was_and_became(people: Town) -> None:
    page = await people.browser("sokyu").open("/record")
    assert "前の月は410,000円、この月は98,000円です。" in page.text
    assert "平成19年（2007年）9月から平成20年（2008年）11月まで" in page.text


async def test_months_that_are_not_late_yet_say_until_when(people: Town) -> None:
    page = await people.browser("jieigyo").open("/record")
    said = "令和8年（2026年）10月からの分は、まだ納付期限になっていません。2026年（令和8年）11月30日までに"
    assert said in page.text


async def test_every_fact_of_a_flag_is_said() -> None:
    at = month(1980, 4)
    pay = {"before": 300_000, "after": 200_000, "employer": "みほん", "grades": 6}
    fallen = Flag(FlagCode.PAY_CHANGE, at, at, Fraction(1), facts=pay)
    assert "等級では、6つ下がっています。" in concern(words(), fallen).facts
    abroad = Flag(FlagCode.UNPAID, at, at, Fraction(1), facts={"complementary": True})
    assert any("10年に数えます" in fact for fact in concern(words(), abroad).facts)
    jobs = {"before": "みほん商店", "after": "みほん運輸"}
    between = Flag(FlagCode.UNINSURED, at, at, Fraction(1), facts=jobs)
    assert any("みほん運輸" in fact for fact in concern(words(), between).facts)


async def test_somebody_of_20_reads_when_ten_years_can_be_reached(people: Town) -> None:
    page = await people.browser("hatachi").open("/record")
    assert "いま、0か月あります。" in page.text
    assert "令和18年（2036年）11月に届きます" in page.text


async def test_a_sample_person_is_shown_as_of_their_own_day(people: Town) -> None:
    page = await people.browser("tohoku85").open("/record")
    assert "2013年（平成25年）1月31日の記録です" in page.text


async def test_nobody_reads_it_without_signing_in(people: Town) -> None:
    browser = people.browser("antei")
    browser.client.cookies.clear()
    response = await browser.client.get("/record")
    assert response.status == 303
    assert response.get("location").startswith("/sign-in")
