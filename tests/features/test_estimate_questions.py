"""An estimate by answers: every question can be skipped, nothing typed is lost, nonsense is refused."""

from typing import Any

import pytest

from nenkin.features.estimate.result import due
from nenkin.law.estimating import estimate
from nenkin.law.future import Future, Work, whole_life
from nenkin.law.months import fiscal_year, month_of
from nenkin.law.settling import settle
from tests.browser import Browser, Page
from tests.features.records_site import PERSONAS, Town, persona, record_of
from tests.reading import read_law

pytestmark = pytest.mark.asyncio(loop_scope="module")

BASE = "/estimate/questions"
NEXT, SKIP = "次へ進む", "わからない"
# What the clerk (antei, 56 years old) types, page by page.
# Tenshoku is 52, so the same ages are to come.
ANSWERS: dict[str, dict[str, str | list[str]]] = {
    "work": {"work": "employee"},
    "until": {"until": "６５歳"},
    "pay": {"pay": "４０万５千円"},
    "bonus": {"bonus": "1,000,000円"},
    "later": {"later": "yes"},
    "later-until": {"later-until": "70"},
    "later-pay": {"later-pay": "20万"},
    "basic": {"basic-years": "70", "basic-months": ""},
    "employees": {"employees-years": "６６", "employees-months": "３か月"},
    "spouse": {"spouse": "yes"},
    "spouse-born": {
        "spouse-born-era": "showa",
        "spouse-born-year": "50",
        "spouse-born-month": "5",
        "spouse-born-day": "1",
    },
    "kept": {"kept": "yes"},
    "spouse-pension": {"spouse-pension": "no"},
    "children": {"children": "no"},
}


def slug_of(page: Page) -> str:
    return page.path.rpartition("/")[2].partition("?")[0].partition("#")[0]


async def walk(browser: Browser, answers: dict[str, Any], until: str = "check") -> Page:
    """Begin anew, answer what is in ``answers``, skip what is not."""
    page = await browser.open(BASE)
    if "はじめからやり直す" in page.response.text:
        await browser.press("はじめからやり直す")
    page = await browser.follow("質問を始める")
    for _ in range(20):
        if slug_of(page) == until:
            return page
        page = await (
            browser.press(NEXT, answers[slug_of(page)])
            if slug_of(page) in answers
            else browser.press(SKIP)
        )
        assert page.status == 200, page.errors
    raise AssertionError(f"no end: {page.path}")


@pytest.mark.parametrize("slug", PERSONAS)
async def test_everybody_can_skip_every_question(people: Town, slug: str) -> None:
    record, law = record_of(slug), read_law()
    browser = people.browser(slug)
    page = await walk(browser, {})
    assert not page.errors
    page = await browser.follow("年金の額を見る")
    assert page.path == f"{BASE}/result"
    life, scenario = whole_life(law, settle(record), Future())
    year = fiscal_year(month_of(persona(slug).shown_on))
    found = estimate(law, life, scenario, year)
    for phase in due(found, persona(slug).shown_on):
        assert f"{phase.yearly:,}円" in page.text
    assert "配偶者による加算は、入れていません" in page.text


async def test_another_look_loses_nothing_that_was_typed(people: Town) -> None:
    browser = people.browser("antei")
    await browser.open(f"{BASE}/work")
    page = await browser.press("画面を黒にする", {"work": "employee"})
    assert (page.status, page.errors) == (200, {})
    assert page.root.get("class") == "ts-m th-dark"
    assert page.form_with(NEXT).values["work"] == ["employee"]
    assert slug_of(await browser.press(NEXT)) == "until"
    page = await browser.press("画面を白にする", {"until": "六十"})
    assert page.form_with(NEXT).values["until"] == ["六十"]


async def test_the_answers_come_to_what_the_law_says(people: Town) -> None:
    browser = people.browser("antei")
    page = await walk(browser, ANSWERS)
    for said in ("会社などに勤める", "65歳", "405,000円", "1,000,000円", "200,000円", "66歳3か月"):
        assert said in page.text
    assert "1975年（昭和50年）5月1日" in page.text
    page = await browser.follow("年金の額を見る")
    law = read_law()
    life, scenario = whole_life(
        law,
        settle(record_of("antei")),
        Future(
            work=Work.EMPLOYEE,
            until=65 * 12,
            pay=405_000,
            bonus=1_000_000,
            later=True,
            later_until=70 * 12,
            later_pay=200_000,
            basic=70 * 12,
            employees=66 * 12 + 3,
        ),
    )
    phases = estimate(law, life, scenario, 2026).phases
    assert f"{phases[-1].yearly:,}円" in page.text
    assert "わからない" not in page.text
    assert "6月と12月に半分ずつ" in page.text
    page = await browser.follow("なぜこの金額か")
    assert page.path == f"{BASE}/why"
    assert "老齢基礎年金" in page.text


async def test_what_is_not_in_the_amount_is_said_where_nothing_was_answered(people: Town) -> None:
    browser = people.browser("antei")
    family = "夫や妻、子がいる人には、加給年金がつくことがあります"
    await walk(browser, ANSWERS)
    assert family not in (await browser.follow("年金の額を見る")).text  # the spouse was asked for
    await walk(browser, {})
    page = await browser.follow("年金の額を見る")
    assert "この金額に入っていないもの" in page.text
    assert family in page.text
    assert family in (await browser.open("/estimate/conditions/result")).text
    await walk(browser, {"spouse": {"spouse": "no"}, "children": {"children": "no"}})
    assert family not in (await browser.follow("年金の額を見る")).text


async def test_back_and_reload_keep_everything(people: Town) -> None:
    browser = people.browser("antei")
    await walk(browser, ANSWERS, until="bonus")
    page = await browser.open(f"{BASE}/pay")
    assert page.form_with(NEXT).values["pay"] == ["４０万５千円"]
    page = await browser.follow("戻る")
    assert slug_of(page) == "until"
    page = await browser.open(BASE)
    page = await browser.follow("続きから始める")
    assert slug_of(page) == "bonus"


async def test_another_session_of_the_same_person_goes_on(people: Town) -> None:
    """The draft is the person's: it is there after signing out, on another device, after a restart."""
    await walk(people.browser("komuin"), {}, until="later")
    await walk(people.browser("antei"), ANSWERS, until="basic")
    page = await people.browser("antei").open(f"{BASE}/basic")
    assert slug_of(page) == "basic"
    other = await people.browser("komuin").open(f"{BASE}/basic")
    assert slug_of(other) == "later"


async def test_who_is_not_signed_in_is_sent_to_sign_in(people: Town) -> None:
    page = await Browser(people.gate).open(BASE)
    assert page.path.startswith("/sign-in")


async def test_an_answer_is_changed_from_the_check_page(people: Town) -> None:
    browser = people.browser("antei")
    await walk(browser, ANSWERS)
    await browser.open(f"{BASE}/pay?again=yes")
    page = await browser.press(NEXT, {"pay": "50万円"})
    assert slug_of(page) == "check"
    assert "500,000円" in page.text
    await browser.open(f"{BASE}/later?again=yes")
    page = await browser.press(NEXT, {"later": "no"})
    assert slug_of(page) == "check"
    assert "65歳のあと" not in page.text


async def test_a_change_that_asks_for_more_leads_there(people: Town) -> None:
    browser = people.browser("antei")
    await walk(browser, {})
    await browser.open(f"{BASE}/spouse?again=yes")
    page = await browser.press(NEXT, {"spouse": "yes"})
    assert slug_of(page) == "spouse-born"


async def test_an_early_claim_is_of_both_and_said(people: Town) -> None:
    browser = people.browser("antei")
    page = await walk(browser, {"basic": {"basic-years": "60", "basic-months": "6"}})
    assert "老齢厚生年金を受け取り始める年齢" not in page.text
    page = await browser.follow("年金の額を見る")
    assert "老齢厚生年金も同じ月から受け取るとしました" in page.text


async def test_unpaid_months_can_be_filled(people: Town) -> None:
    browser = people.browser("jieigyo")
    page = await walk(browser, {"fill": {"fill": "none"}})
    before = (await browser.follow("年金の額を見る")).text
    await browser.open(f"{BASE}/fill?again=yes")
    page = await browser.press(NEXT, {"fill": "all"})
    assert slug_of(page) == "check"
    assert (await browser.follow("年金の額を見る")).text != before


BIRTH = ANSWERS["spouse-born"]
BAD: dict[str, tuple[str, dict[str, str | list[str]], str]] = {
    "no choice": ("work", {"work": ""}, "work"),
    "an unknown choice": ("work", {"work": "president"}, "work"),
    "no age": ("until", {"until": ""}, "until"),
    "an age that is over": ("until", {"until": "50"}, "until"),
    "an age in letters": ("until", {"until": "定年"}, "until"),
    "after 65": ("until", {"until": "66"}, "until"),
    "no pay": ("pay", {"pay": "0"}, "pay"),
    "10 million": ("pay", {"pay": "１，０００万円"}, "pay"),
    "pay in tens of thousands alone": ("pay", {"pay": "30"}, "pay"),
    "half a yen": ("pay", {"pay": "1.00005万円"}, "pay"),
    "pay in words": ("pay", {"pay": "たくさん"}, "pay"),
    "a bonus without end": ("bonus", {"bonus": "9" * 31}, "bonus"),
    "work after 65 until 65": ("later-until", {"later-until": "65"}, "later-until"),
    "work until 76": ("later-until", {"later-until": "76"}, "later-until"),
    "59": ("basic", {"basic-years": "59"}, "basic-years"),
    "76": ("basic", {"basic-years": "76"}, "basic-years"),
    "75 and 1": ("basic", {"basic-years": "75", "basic-months": "1"}, "basic-years"),
    "65 and 3": ("basic", {"basic-years": "65", "basic-months": "3"}, "basic-years"),
    "12 months": ("basic", {"basic-years": "65", "basic-months": "12"}, "basic-months"),
    "one early alone": ("employees", {"employees-years": "64"}, "employees-years"),
    "1868": ("spouse-born", {**BIRTH, "spouse-born-year": "1868"}, "spouse-born"),
    "tomorrow": (
        "spouse-born",
        {
            "spouse-born-era": "reiwa",
            "spouse-born-year": "8",
            "spouse-born-month": "12",
            "spouse-born-day": "1",
        },
        "spouse-born",
    ),
}


@pytest.mark.parametrize("what", BAD)
async def test_what_cannot_be_is_said_at_its_field_and_kept(people: Town, what: str) -> None:
    slug, typed, name = BAD[what]
    browser = people.browser("tenshoku")  # who has answered everything, in the first of these tests
    page = await browser.open(f"{BASE}/check")
    if slug_of(page) != "check" or "405,000円" not in page.text:
        await walk(browser, ANSWERS)
    await browser.open(f"{BASE}/{slug}")
    page = await browser.press(NEXT, typed)
    assert page.status == 422
    assert [target.startswith(f"#f-{name}") for target in page.errors.values()] == [True]
    for field, value in typed.items():
        if field != "work":
            assert page.form_with(NEXT).values[field] == [value]
    assert slug_of(await browser.open(f"{BASE}/check")) == "check"  # nothing wrong is stored


async def test_a_child_as_old_as_oneself_is_refused_at_its_own_box(people: Town) -> None:
    browser = people.browser("antei")
    answers = {**ANSWERS, "children": {"children": "yes"}}
    await walk(browser, answers, until="births")
    typed = {"child-1-year": "2020", "child-1-month": "1", "child-1-day": "1"}
    older = {"child-2-year": "1975", "child-2-month": "1", "child-2-day": "1"}
    page = await browser.press(NEXT, {**typed, **older})
    assert page.status == 422
    assert [target.startswith("#f-child-2") for target in page.errors.values()] == [True]
    page = await browser.press(NEXT, {"child-2-year": "2021"})
    assert slug_of(page) == "check"


async def test_nothing_else_is_there(people: Town) -> None:
    browser = people.browser("antei")
    await walk(browser, {}, until="work")
    assert (await browser.open(f"{BASE}/nonsense")).status == 404
    assert slug_of(await browser.open(f"{BASE}/result")) == "work"


async def test_beginning_anew_forgets_the_answers(people: Town) -> None:
    browser = people.browser("antei")
    await walk(browser, ANSWERS)
    await browser.open(BASE)
    page = await browser.press("はじめからやり直す")
    assert page.path.startswith(BASE)
    assert slug_of(await browser.open(f"{BASE}/check")) == "work"
