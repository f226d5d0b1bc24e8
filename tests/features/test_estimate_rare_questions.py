"""The questions that only some are asked, walked on the site: kept, said back, and nothing typed is lost."""

import pytest

from tests.features.records_site import Town
from tests.features.test_estimate_questions import BASE, NEXT, slug_of, walk

pytestmark = pytest.mark.asyncio(loop_scope="module")
# What the city's employee of 60 types, who has been with the fire brigade and claims at 62.
ANSWERS: dict[str, dict[str, str]] = {
    "work": {"work": "employee"},
    "until": {"until": "64"},
    "pay": {"pay": "30万円"},
    "police": {"police": "yes"},
    "basic": {"basic-years": "62", "basic-months": ""},
    "continued": {"continued": "yes"},
    "wage": {"wage-at-60": "５０万円"},
    "seeking": {"seeking": "yes"},
    "seeking-when": {"seeking-years": "６４歳", "seeking-months": "", "seeking-days": "150"},
}


async def test_all_of_them_are_asked_said_back_and_counted(people: Town) -> None:
    browser = people.browser("chofuku")
    page = await walk(browser, ANSWERS)
    for said in ("警察や消防の仕事が20年以上", "500,000円", "64歳から150日分"):
        assert said in page.text
    page = await browser.follow("年金の額を見る")
    assert "雇用保険のお金を受ける月に止まる額は" not in page.text  # not in the amount for life
    for gone in ("警察や消防で長く働いた人は", "雇用保険の基本手当などを受けると"):
        assert gone not in page.text
    page = await browser.follow("なぜこの金額か")
    assert "高年齢雇用継続給付を受ける月に、止まる額" in page.text
    assert "基本手当を受ける月に、止まる額" in page.text


async def test_what_cannot_be_is_said_and_stays_in_its_boxes(people: Town) -> None:
    browser = people.browser("chofuku")
    await walk(browser, ANSWERS, until="seeking-when")
    typed = {"seeking-years": "65", "seeking-months": "12", "seeking-days": "いつも"}
    page = await browser.press(NEXT, typed)
    assert (page.status, slug_of(page)) == (422, "seeking-when")
    for message in ("60歳から64歳まで", "月数は0から11まで", "日数は数字で"):
        assert message in page.text
    assert page.form_with(NEXT).values["seeking-days"] == ["いつも"]
    page = await browser.press(NEXT, ANSWERS["seeking-when"])
    assert page.status == 200


async def test_who_does_not_know_goes_on_without(people: Town) -> None:
    browser = people.browser("chofuku")
    page = await walk(browser, {"work": {"work": "employee"}, "basic": ANSWERS["basic"]})
    assert page.path == f"{BASE}/check"
    text = (await browser.follow("年金の額を見る")).text
    for said in ("高年齢雇用継続給付は、受けない", "基本手当は、受けない", "20年より短い"):
        assert said in text
