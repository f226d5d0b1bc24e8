"""手伝う: what begins it, what ends it, and what is kept when it has ended."""

from datetime import datetime, timedelta

import pytest

from nenkin.features.history import helped
from nenkin.storage import helping as helping_storage
from nenkin.storage.database import Database
from nenkin.storage.helpers import EndedBy, end, helpers_of
from nenkin.storage.people import restrict
from tests.browser import Browser
from tests.features.helped_site import (
    BEGIN,
    HELPER,
    NEXT,
    OWNER,
    STRANGER,
    UNTIL,
    asked,
    birth,
    code,
    database,
    enter,
    helping,
    stop,
)
from tests.features.records_site import Town
from tests.sites import NOON

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_what_was_typed_when_it_ended_is_given_back(people: Town) -> None:
    browser, sheet = await helping(people, 70)
    await browser.open(f"{sheet}/work/a2/job")
    await browser.press(NEXT, {"employer": "残った会社", "first": "平成3年4月"})
    page = await browser.open(f"{sheet}/work/a3/job")
    await stop(people, sheet)
    page = await browser.press(NEXT, {"employer": "消えた会社", "first": "平成5年4月"})
    assert page.status == 410
    assert "この表の手伝いは終わりました" in page.text
    assert "消えた会社" in page.text
    assert "平成5年4月" in page.text
    for part in ("", "/work", "/work/a2/job", "/compare", "/nothing", "/leave"):
        assert (await browser.open(sheet + part)).status == 410, part
    assert "「母」" not in (await browser.open("/helping")).text
    owner = await people.browser(OWNER).open("/history/work")
    assert "残った会社" in owner.text
    assert "消えた会社" not in owner.text


async def test_an_end_between_opening_and_keeping_writes_nothing(
    people: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last look is inside the transaction that writes."""
    browser, sheet = await helping(people, 80)
    page = await browser.open(f"{sheet}/work/a4/job")
    find = helping_storage.find_help

    async def find_and_end(
        db: Database, whose: int, account: int, now: datetime
    ) -> helping_storage.Helping | None:
        found = await find(db, whose, account, now)
        await stop(people, sheet)
        return found

    monkeypatch.setattr(helped, "find_help", find_and_end)
    form = page.form_with(NEXT)
    page = await browser.send(form.action, {**form.values, "employer": ["遅い会社"]})
    assert page.status == 410
    assert "遅い会社" in page.text
    assert "遅い会社" not in (await people.browser(OWNER).open("/history/work")).text


async def test_nobody_else_opens_the_address(people: Town) -> None:
    _, sheet = await helping(people, 90)
    for who in (STRANGER, OWNER):
        page = await people.browser(who).open(sheet)
        assert page.status == 404
    page = await Browser(people.gate).open(sheet)
    assert page.path.startswith("/sign-in")
    for whose in ("0", "x", "9" * 30, "-1", "１"):
        page = await people.browser(HELPER).open(f"/helping/{whose}/work")
        assert page.status == 404, whose


async def test_who_stops_helping_is_out(people: Town) -> None:
    browser, sheet = await helping(people, 100)
    await browser.follow("この表の手伝いをやめる")
    page = await browser.press("手伝いをやめる")
    assert page.path.startswith("/helping")
    assert (await browser.open(sheet)).status == 410
    found = await helpers_of(database(people), people.people[OWNER])
    assert [one.ended_by for one in found if sheet.endswith(str(one.id))] == [EndedBy.HELPER]


async def test_a_code_that_does_not_open_says_why(people: Town) -> None:
    browser = people.browser(STRANGER)
    helper_id = await asked(people, 110)
    page = await enter(browser, "さぐら ラジオ", **{"born-month": "13", "knows-as": ""})
    assert page.status == 422
    for said in ("言葉がちがいます", "こよみにありません", "呼び名を入力してください"):
        assert said in page.text
    assert page.form_with(BEGIN).values["code"] == ["さぐら ラジオ"]
    page = await enter(browser, code(110), **{"born-year": "1901"})
    assert "どちらも確かめてください" in page.text
    assert page.form_with(BEGIN).values["born-year"] == ["1901"]
    own = people.browser(OWNER)
    assert "あなたが作った言葉です" in (await enter(own, code(110))).text
    await enter(people.browser(HELPER), code(110))
    assert "ほかの人がもう使いました" in (await enter(browser, code(110))).text
    other = await asked(people, 120)
    async with database(people).write() as session:
        await end(session, other, EndedBy.PERSON, NOON)
        await end(session, helper_id, EndedBy.PERSON, NOON)
    assert "取り消されています" in (await enter(browser, code(120))).text
    await asked(people, 130, until=UNTIL - timedelta(days=31))
    assert "使える日を過ぎました" in (await enter(browser, code(130))).text


async def test_who_is_restricted_is_helped_by_nobody_and_no_page_says_why(people: Town) -> None:
    browser, sheet = await helping(people, 140)
    async with database(people).write() as session:
        await restrict(session, people.people[OWNER], restricted=True, now=NOON)
    page = await browser.open(f"{sheet}/work")
    assert page.status == 410
    assert "支援" not in page.response.text
    async with database(people).write() as session:
        await restrict(session, people.people[OWNER], restricted=False, now=NOON)
    assert (await browser.open(sheet)).status == 410


async def test_two_people_are_not_called_the_same(people: Town) -> None:
    browser, _ = await helping(people, 150)
    await asked(people, 160, who=STRANGER)
    page = await enter(browser, code(160), **birth(STRANGER))
    assert page.status == 422
    assert "同じ呼び名の人を" in page.text
    page = await browser.press(BEGIN, {"knows-as": "おばさん"})
    assert "「おばさん」の表を" in page.text
