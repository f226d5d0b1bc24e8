"""窓口での手伝い: ①申請 ②本人確認 ③照会 ④相談へ, on two screens, and nothing before its time."""

import re

import pytest
from sqlalchemy import insert

from nenkin.interchange.receipt_numbers import grouped
from nenkin.interchange.sent_requests import decoded
from nenkin.law.procedures import Way
from nenkin.storage.audit import views_of
from nenkin.storage.case_queue import Sought, read_queue
from nenkin.storage.cases import cases_of, find_case
from nenkin.storage.people import ALIASES, alias_values, restrict
from nenkin.storage.tables.people import INQUIRY
from tests.features.accounts import HANAKO, TARO, World
from tests.features.counter_site import (
    REFER,
    REQUEST,
    Answers,
    agreed,
    at_counter,
    code_of,
    identified,
    own_screen,
    with_life,
)
from tests.features.staff_site import CLERK, POST_CLERK, Offices
from tests.features.test_kiosk_record import amounts


@pytest.fixture
async def offices(town: World) -> Offices:
    return await Offices.open(town)


async def test_the_whole_way_to_the_end_with_nothing_left(offices: Offices) -> None:
    world = offices.world
    await with_life(world)
    clerk, screen = await agreed(offices)
    assert screen.page.path == "/record"
    assert "確認する月" in screen.page.text or "記録" in screen.page.text
    page = await clerk.open("/staff/counter")
    assert "本人が同意しました" in page.text
    page = await clerk.follow("記録を見る")
    assert page.path == "/staff/counter/record"
    assert "髙橋 太郎 様の記録" in page.text
    await clerk.open("/staff/counter/refer")
    page = await clerk.press("送る", REFER)
    assert page.path == "/staff/counter/refer"
    assert "相談につなぎました" in page.text
    person = world.people[TARO.basic_number]
    (case,) = await cases_of(world.db, person)
    assert case.number[:5] in page.text
    (waits,) = (await read_queue(world.db, Sought(way=Way.COUNTER))).cases
    assert (waits.number, waits.place) == (case.number, "みほん市役所 年金の窓口")
    whole = await find_case(world.db, person, case.number)
    assert whole is not None
    sent = whole.sent
    for said in (
        "昭和50年ごろの会社",
        "12月1日の午前",
        "紙に書いて話す",
        "年金手帳",
        "みほん市役所",
    ):
        assert said in sent, said
    assert TARO.basic_number not in sent
    assert decoded(sent).contact
    await clerk.open("/staff/counter")
    page = await clerk.press("この手続きを終わる")
    assert "手続きを終わりました" in page.text
    assert (await clerk.open("/staff/counter/record")).path == "/staff/counter"
    page = await screen.open("/record")
    assert page.path == "/kiosk?ended=person"
    assert "髙橋" not in page.text


async def test_the_person_sees_at_home_who_looked_where_and_when(offices: Offices) -> None:
    world = offices.world
    await world.account_for(TARO)
    clerk, _ = await agreed(offices)
    await clerk.open("/staff/counter/record")
    home = await world.signed_in()
    page = await home.open("/account/views")
    assert "みほん市役所" in page.text
    assert "窓口で申請を受け付けた" in page.text
    assert "窓口で書類を確かめた" in page.text
    assert "窓口で、職員が見ることに同意した" in page.text
    person = world.people[TARO.basic_number]
    seen = [
        entry.event
        for entry in await views_of(world.db, person, limit=50)
        if entry.event.action == "record.viewed" and "みほん市役所" in entry.event.place
    ]
    assert seen
    (number,) = {event.purpose for event in seen}
    assert f"申請の受付番号：{grouped(number)}" in page.text


@pytest.mark.parametrize("who", [CLERK, POST_CLERK])
async def test_no_page_of_the_record_at_a_counter_has_an_amount(who: str, offices: Offices) -> None:
    await with_life(offices.world)
    clerk, screen = await agreed(offices, who)
    waiting = [
        f"/staff/counter/record{slug}"
        for slug in ("", "?all=yes", "/grid", "/years", "/schemes", "/overlaps")
    ] + [
        f"/staff/counter/record/{paper}"
        for paper in ("print", "print?words=easy", "unclear?size=large")
    ]
    seen = set[str]()
    while waiting and len(seen) < 40:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        page = await clerk.open(path)
        assert page.status == 200, path
        assert page.path == path
        assert amounts(page) == set(), path
        assert "PDF" not in page.text, path  # a file would stay on the machine; it is not spoken of
        for _, link in page.links:
            assert not link.startswith(("/record", "/estimate")), f"{path}: {link}"
            if re.match(r"/staff/counter/record/(years|months)/", link):
                waiting.append(link)
    assert len(seen) > 20
    for path in ("/record", "/record/years", "/record/print"):
        page = await screen.open(path)
        assert page.path == path
        assert amounts(page) == set(), path


async def test_nothing_opens_before_the_papers_and_the_persons_own_yes(offices: Offices) -> None:
    clerk = await at_counter(offices)
    assert "髙橋" not in clerk.page.text
    assert (await clerk.open("/staff/counter/record")).path == "/staff/counter"
    assert (await clerk.open("/staff/counter/refer")).path == "/staff/counter"
    screen, page = await own_screen(offices, await code_of(clerk))
    assert "同意する" not in page.response.text
    assert "髙橋" not in page.text
    await identified(clerk)
    page = await clerk.open("/staff/counter")
    assert "髙橋 太郎" in page.text
    assert (await clerk.open("/staff/counter/record")).path == "/staff/counter"
    assert (await screen.open("/record")).path.startswith("/sign-in")
    page = await screen.open("/kiosk/together/agree")
    assert "髙橋 太郎 様" in page.text
    await screen.press("同意する")
    assert (await clerk.open("/staff/counter/record")).path == "/staff/counter/record"


@pytest.mark.parametrize("typed", ["123-456-789", "１２３　４５６　７８９"])
async def test_an_inquiry_number_begins_it_as_the_basic_number_does(
    typed: str, offices: Offices
) -> None:
    db, people = offices.world.db, offices.world.people
    async with db.write() as session:
        person_id = people[TARO.basic_number]
        values = alias_values(db.vault, person_id, "123456789", INQUIRY)
        await session.run(insert(ALIASES), values)
    clerk = await offices.sign_in(CLERK)
    await clerk.open("/staff/counter")
    page = await clerk.press("受け付ける", {**REQUEST, "number": typed, "born-year": "1956"})
    assert page.status == 422
    await clerk.open("/staff/counter")
    page = await clerk.press("受け付ける", {**REQUEST, "number": typed})
    assert page.status == 200
    assert "髙橋" not in page.text
    await identified(clerk)
    assert "髙橋 太郎" in (await clerk.open("/staff/counter")).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": HANAKO.basic_number},
        {"born-year": "1956"},
        {"number": "9900000000"},
        {"number": "12345"},
    ],
)
async def test_one_person_or_none_and_why_is_not_said(wrong: Answers, offices: Offices) -> None:
    clerk = await offices.sign_in(CLERK)
    await clerk.open("/staff/counter")
    page = await clerk.press("受け付ける", {**REQUEST, **wrong})
    assert page.status == 422
    assert "ここでは見つけられません" in page.text
    assert str(wrong.get("number", REQUEST["number"])) in page.response.text


async def test_a_restricted_person_is_found_at_no_counter(offices: Offices) -> None:
    world = offices.world
    async with world.db.write() as session:
        await restrict(
            session, world.people[TARO.basic_number], restricted=True, now=world.clock.now()
        )
    clerk = await offices.sign_in(CLERK)
    await clerk.open("/staff/counter")
    page = await clerk.press("受け付ける", REQUEST)
    assert "ここでは見つけられません" in page.text
    assert "支援" not in page.text
