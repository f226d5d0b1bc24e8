"""ログインしないで試す: the same result as at home, from what is typed, and nothing of it is stored."""

import logging
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from nenkin.law.changing import for_life
from nenkin.law.conditions import Period, Way
from nenkin.law.estimating import estimate
from nenkin.law.lives import Scenario
from nenkin.law.months import read_month
from nenkin.law.periods import Sex
from nenkin.law.typed_lives import typed_life
from tests.browser import Browser, Page
from tests.features.records_site import Town
from tests.reading import read_law

pytestmark = pytest.mark.asyncio(loop_scope="module")

BASE = "/estimate/try"
NEXT, ADD, SHOW = "次へ進む", "この期間を足す", "見込額を見る"
BORN = {"born-era": "showa", "born-year": "４５", "born-month": "1", "born-day": "2"}
ABOUT = {**BORN, "sex": "female", "start": "７０歳"}
LINE = {
    "first": "平成2年4月",
    "last": "2010-03",
    "way": "employee",
    "pay": "３０万",
    "bonus": "600,000円",
}


async def begin(browser: Browser, about: dict[str, str] | None = None) -> Page:
    await browser.open(BASE)
    return await browser.press(NEXT, ABOUT if about is None else about)


def everything(people: Town) -> list[str]:
    """Give the whole database, every table and row of it, as text."""
    with closing(sqlite3.connect(people.url.removeprefix("sqlite:///"))) as db:
        return list(db.iterdump())


async def test_it_comes_to_what_the_law_says_and_stores_nothing(
    people: Town, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    before = everything(people)
    assert len(before) > len(people.people)
    browser = Browser(people.gate)
    await begin(browser)
    page = await browser.press(ADD, LINE)
    assert "平成2年（1990年）4月から平成22年（2010年）3月まで" in page.text
    page = await browser.press(
        SHOW, {"first": "2010-04", "last": "2029-12", "way": "pay", "pay": "", "bonus": ""}
    )
    law = read_law()
    periods = [
        Period(
            first=read_month("1990-04"),
            last=read_month("2010-03"),
            way=Way.EMPLOYEE,
            pay=300_000,
            bonus=600_000,
        ),
        Period(first=read_month("2010-04"), last=read_month("2029-12"), way=Way.PAY),
    ]
    life = typed_life(law, date(1970, 1, 2), Sex.FEMALE, periods)
    found = estimate(law, life, Scenario(basic=840, employees=840), 2026)
    assert f"{for_life(found):,}円" in page.text
    assert "概算" in page.text
    assert "国民年金法27条" in page.text  # the steps are on the same page
    await browser.press("期間を足す、消す")
    await browser.press(ADD, {**LINE, "pay": "たくさん"})
    assert everything(people) == before
    assert set(browser.client.cookies) <= {"visit"}
    logged = "".join((caplog.text, *capfd.readouterr()))
    for typed in ("1990-04", "1970", "30万", "３０万", "300000", "300,000", "たくさん", "４５"):
        assert typed not in logged


async def test_everything_can_be_skipped(people: Town) -> None:
    browser = Browser(people.gate)
    page = await begin(browser, {})
    assert page.status == 200
    page = await browser.press(SHOW)
    assert page.status == 200
    for said in ("いま50歳になる人", "男性としました", "65歳から受け取るとしました"):
        assert said in page.text
    assert "見込額は、まだありません" in page.text


async def test_a_period_is_taken_out_and_the_first_page_changed(people: Town) -> None:
    browser = Browser(people.gate)
    await begin(browser)
    await browser.press(ADD, LINE)
    page = await browser.press("生年月日などを直す")
    assert page.form_with(NEXT).values["born-year"] == ["４５"]
    assert page.form_with(NEXT).values["start"] == ["７０歳"]
    page = await browser.press(NEXT, {"start": "65"})
    assert "平成2年（1990年）4月から" in page.text
    page = await browser.press("平成2年（1990年）4月から平成22年（2010年）3月までを消す")
    assert "足した期間は、まだありません" in page.text
    page = await browser.press(SHOW)
    page = await browser.press("期間を足す、消す")
    assert page.status == 200


async def test_a_period_that_no_longer_fits_is_said(people: Town) -> None:
    browser = Browser(people.gate)
    await begin(browser)
    await browser.press(ADD, LINE)
    await browser.press("生年月日などを直す")
    page = await browser.press(NEXT, {"born-year": "60"})
    assert "合わない期間を、はずしました" in page.text
    assert "平成2年（1990年）4月から平成22年（2010年）3月まで" in page.text  # which one
    assert page.form_with(ADD).values.get("period") is None
    page = await browser.press(SHOW)
    assert "見込額は、まだありません" in page.text


async def test_sent_twice_a_period_is_there_once(people: Town) -> None:
    browser = Browser(people.gate)
    await begin(browser)
    await browser.press(ADD, LINE)
    page = await browser.press(ADD, LINE)
    assert page.status == 200
    assert page.response.text.count('name="period"') == 1


@pytest.mark.parametrize("button", ["生年月日などを直す", "消す"])
async def test_what_is_half_typed_is_carried_along(people: Town, button: str) -> None:
    browser = Browser(people.gate)
    await begin(browser)
    await browser.press(ADD, LINE)
    half = {"first": "2010年4月", "last": "いつか", "pay": "２０万円"}
    page = await browser.press(button, half)
    if NEXT in page.text:
        page = await browser.press(NEXT)
    values = page.form_with(ADD).values
    assert {name: values[name] for name in half} == {name: [text] for name, text in half.items()}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"born-month": "13"}, "この日は、こよみにありません"),
        ({"born-day": ""}, "年と月と日を、すべて入力してください"),
        ({"born-era": "reiwa", "born-year": "50"}, "これから先の日です"),
        ({"born-era": "western", "born-year": "1868"}, "ここでは計算できません"),
        ({"born-era": "taisho", "born-year": "15", "born-month": "4", "born-day": "1"}, "ここでは"),
        ({"sex": "other"}, "下の中から、性別を選んでください"),
        ({"start": "59"}, "60歳から75歳まで"),
        ({"start": "76"}, "60歳から75歳まで"),
        ({"start": "いつか"}, "年齢は数字で入力してください"),
    ],
)
async def test_who_cannot_be_is_refused_and_kept(
    people: Town, fields: dict[str, str], said: str
) -> None:
    browser = Browser(people.gate)
    page = await begin(browser, {**ABOUT, **fields})
    assert page.status == 422
    assert said in page.text
    for name, text in {**ABOUT, **fields}.items():
        if name not in {"sex", "born-era"}:
            assert page.form_with(NEXT).values[name] == [text]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"first": ""}, "始まる月を入力してください"),
        ({"first": "1975-01"}, "12歳になるより前の月です"),
        ({"last": "1980-01"}, "始まる月より前の月です"),
        ({"last": "2199-01"}, "75歳になる前の月まで"),
        ({"way": ""}, "期間の種類を選んでください"),
        ({"way": "same"}, "下の中から選んでください"),
        ({"way": "pay"}, "会社などに勤めた期間だけです"),
        ({"pay": "0"}, "10,000円からです"),
        ({"pay": "1000万"}, "10,000,000円より少ない額です"),
        ({"bonus": "たくさん"}, "「600,000円」か「60万円」のように"),
    ],
)
@pytest.mark.parametrize("button", [ADD, SHOW])
async def test_what_cannot_be_is_refused_and_kept(
    people: Town, button: str, fields: dict[str, str], said: str
) -> None:
    browser = Browser(people.gate)
    await begin(browser)
    page = await browser.press(button, {**LINE, **fields})
    assert page.status == 422
    assert said in page.text
    values = page.form_with(ADD).values
    for name in ("first", "last", "pay", "bonus"):
        assert values[name] == [{**LINE, **fields}[name]]


async def test_too_early_a_claim_is_explained(people: Town) -> None:
    browser = Browser(people.gate)
    await begin(browser, {**ABOUT, "start": "60"})
    page = await browser.press(
        SHOW, {"first": "2022-01", "last": "2034-12", "way": "employee", "pay": "", "bonus": ""}
    )
    assert page.status == 422
    assert "その年齢では、年金を受けるための月数がまだ足りません" in page.text


@pytest.mark.parametrize(
    "hidden",
    [
        "",
        "x",
        "/" * 4,
        "/" * 9,
        "1990-04/2010-03/employee/x/",
        "9999-99/0/pay//",
        "\0",
        "１/２/３/４/５",
    ],
)
async def test_hidden_fields_that_nobody_sent_do_no_harm(people: Town, hidden: str) -> None:
    browser = Browser(people.gate)
    page = await browser.open(BASE)
    token = page.form_with(NEXT).values["token"][0]
    for more in ({}, {"result": "yes"}, {"remove": hidden}, {"add": "yes"}, {"about": "yes"}):
        sent = {"token": token, "period": [hidden] * 30, **more}
        answer = await browser.client.post(BASE, sent)
        assert answer.status in {200, 422}


async def test_the_first_page_leads_there(people: Town) -> None:
    browser = Browser(people.gate)
    await browser.open("/")
    page = await browser.follow("ログインしないで、年金の見込額を計算する")
    assert page.path == BASE
    assert BASE in {href for _, href in (await browser.open("/help")).links}
