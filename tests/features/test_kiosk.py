"""キオスク: one person after another at one machine, and nothing stays of any of them."""

import re
from urllib.parse import urlsplit

import pytest
from lxml import html
from sqlalchemy import select

from nenkin.features.account import unsent
from nenkin.storage import kiosk, sessions
from nenkin.storage.drafts import Owner
from nenkin.storage.tables import DeviceRow, table_of
from tests.browser import Browser, Page
from tests.features.accounts import PASSWORD, TARO, World, later, sign_in

BEGIN, END, GO_ON = "始める", "終わる", "続ける"
BORN = {"born-era": "western", "born-year": "1945", "born-month": "6", "born-day": "3"}
NEXT, ENTER, SHEET = "次へ進む", "続きを書く", "書き始める"
EMPLOYER = "鷺鸞紡績"


async def at_kiosk(town: World) -> Browser:
    """Give a kiosk at which somebody has just begun."""
    browser = Browser(town.gate)
    await browser.open("/kiosk")
    page = await browser.press(BEGIN)
    assert page.path == "/kiosk/ways"
    return browser


async def writing(town: World) -> tuple[Browser, str]:
    """Give a kiosk at which somebody has written a job without an account, and their code."""
    browser = await at_kiosk(town)
    await browser.open("/resume/new")
    page = await browser.press(SHEET, BORN)
    code = "・".join(
        item.text or "" for item in page.main.iter("li") if item.get("class") == "lead"
    )
    await browser.open("/history/work")
    await browser.follow(SHEET)
    await browser.press(NEXT, {"employer": EMPLOYER})
    assert EMPLOYER in (await browser.open("/history/work")).text
    return browser, code


def is_start(page: Page) -> bool:
    return urlsplit(page.path).path == "/kiosk"


async def test_a_turn_begins_and_ends_with_nothing_open(town: World) -> None:
    browser, _ = await writing(town)
    before = dict(browser.client.cookies)
    page = await browser.press(END)
    assert page.path == "/kiosk?ended=person"
    assert "何も残っていません" in page.text
    assert is_start(await browser.open("/history/work"))
    again = Browser(town.gate)
    for name, value in before.items():  # whoever kept the cookies finds nothing either
        again.client.cookies[name] = value
    assert is_start(await again.open("/history/work"))


async def test_the_end_lets_the_browser_forget(town: World) -> None:
    browser, _ = await writing(town)
    answer = await browser.client.post("/kiosk/end", {"end": "yes"})
    assert answer.get("clear-site-data") == '"cache", "cookies", "storage"'
    assert answer.get("cache-control") == "no-store"
    gone = {cookie.partition("=")[0] for cookie in answer.all("set-cookie")}
    assert {"sid", "visit", "device", "prefs"} <= gone
    assert set(browser.client.cookies) == {"kiosk"}
    assert browser.client.cookies["kiosk"] == "nobody"


async def test_what_was_typed_goes_on_by_its_code(town: World) -> None:
    browser, code = await writing(town)
    await browser.press(END)
    await browser.press(BEGIN)
    await browser.open("/resume")
    page = await browser.press(ENTER, {"code": code, **BORN})
    assert urlsplit(page.path).path == "/history"
    assert EMPLOYER in (await browser.open("/history/work")).text


async def test_time_ends_a_turn_whatever_the_browser_does(town: World) -> None:
    browser, _ = await writing(town)
    later(town, seconds=kiosk.LIMIT.seconds - 1)
    assert (await browser.open("/history/work")).path == "/history/work"
    later(town, seconds=kiosk.LIMIT.seconds)
    page = await browser.open("/history/work")
    assert page.path == "/kiosk?ended=time"
    assert "さわらない時間がつづいた" in page.text
    assert EMPLOYER not in page.text
    page = await browser.open("/history/work")
    assert is_start(page)


async def test_who_uses_it_has_no_end(town: World) -> None:
    browser, _ = await writing(town)
    for _ in range(25):
        later(town, seconds=115)
        assert (await browser.open("/history/work")).path == "/history/work"


async def test_after_two_minutes_a_page_asks_and_one_press_goes_on(town: World) -> None:
    browser, _ = await writing(town)
    page = await browser.open("/history/work")
    (refresh,) = re.findall(r'http-equiv="refresh" content="([^"]*)"', page.response.text)
    seconds, _, address = refresh.partition("; url=")
    assert int(seconds) == kiosk.IDLE.seconds
    later(town, seconds=120)
    page = await browser.open(address)
    assert "続けますか" in page.text
    assert EMPLOYER not in page.text
    assert page.response.get("refresh") == f"{kiosk.LAST.seconds}; url=/kiosk/over"
    later(town, seconds=50)
    page = await browser.press(GO_ON)
    assert page.path == "/history/work"
    assert EMPLOYER in page.text


async def test_without_an_answer_it_is_over(town: World) -> None:
    browser, _ = await writing(town)
    await browser.open("/history/work")
    later(town, seconds=120)
    await browser.open("/kiosk/still-there?back=/history/work")
    later(town, seconds=60)
    page = await browser.open("/kiosk/over")
    assert page.path == "/kiosk?ended=time"
    assert is_start(await browser.open("/history/work"))


async def test_the_address_of_the_end_ends_nothing_before_its_time(town: World) -> None:
    browser, _ = await writing(town)
    page = await browser.open("/kiosk/over")
    assert page.path == "/kiosk/still-there"
    await browser.press(GO_ON)
    assert EMPLOYER in (await browser.open("/history/work")).text
    stranger = Browser(town.gate)
    assert (await stranger.open("/kiosk/over")).path == "/kiosk"


async def test_a_script_says_that_somebody_types(town: World) -> None:
    browser, _ = await writing(town)
    page = await browser.open("/history/work")
    token = page.form_with(GO_ON).values["token"]
    for _ in range(5):
        later(town, seconds=100)
        answer = await browser.client.post("/kiosk/stay", {"quiet": "yes", "token": token})
        assert answer.status == 204
    assert EMPLOYER in (await browser.open("/history/work")).text


async def test_after_an_hour_it_says_so_once_and_goes_on(town: World) -> None:
    browser, _ = await writing(town)
    for _ in range(39):
        later(town, seconds=90)
        await browser.open("/history/work")
    later(town, seconds=90)
    page = await browser.open("/history/work")
    assert page.path.startswith("/kiosk/hour")
    page = await browser.press(GO_ON)
    assert page.path == "/history/work"
    assert (await browser.open("/history/work")).path == "/history/work"


async def test_a_tone_is_for_who_chose_it_alone(town: World) -> None:
    for button, sounds in (("音も使う", True), ("始める", False)):
        browser = town.browser()
        await browser.open("/kiosk")
        page = await browser.press(button)
        assert page.path == "/kiosk/ways"
        assert ("data-sounds" in page.response.text) is sounds
        page = await browser.open("/resume")
        assert ("data-sounds" in page.response.text) is sounds


async def test_what_is_not_for_a_kiosk_is_closed(town: World) -> None:
    browser, _ = await writing(town)
    closed = (
        "/record/payable",
        "/estimate/try",
        "/account",
        "/parameters",
        "/demo/mail",
        "/gallery",
    )
    files = ("/history/sheet.txt", "/history/sheet.jsonl", "/history/import")
    for path in (*closed, *files):
        page = await browser.open(path)
        assert page.path == "/kiosk/closed", path
    assert (await browser.open("/")).path == "/kiosk/ways"


async def test_no_page_leads_out_or_remembers(town: World) -> None:
    """Every page that links reach: the end is there, nothing leads away, nothing is filled in."""
    browser, _ = await writing(town)
    waiting, seen = ["/kiosk/ways", "/history", "/history/work/new/job"], set[str]()
    kinds: dict[str, int] = {}
    while waiting:
        path = waiting.pop()
        kind = "/".join(path.split("/")[:2])
        kinds[kind] = kinds.get(kind, 0) + 1
        if path in seen or kinds[kind] > 25:
            continue
        seen.add(path)
        page = await browser.open(path)
        text = page.response.text
        tree = html.fromstring(text)
        assert '<html lang="ja" class="kiosk' in text, path
        assert tree.xpath("//form[@action='/kiosk/end']//button"), path
        assert set(tree.xpath("//main//@autocomplete")) <= {"off"}, path
        assert tree.xpath("count(//main//form)") == tree.xpath(
            "count(//main//form[@autocomplete='off'])"
        ), path
        assert EMPLOYER not in (tree.findtext(".//title") or "") + page.path, path
        assert page.response.get("cache-control") == "no-store", path
        for link in tree.xpath("//a/@href"):
            address = urlsplit(link)
            assert not address.scheme, f"{path} leads to {link}"
            if address.path.startswith("/") and not address.path.startswith("/kiosk/hidden"):
                waiting.append(address.path)
    assert len(seen) > 40


async def test_how_it_looks_is_the_next_persons_own_choice(town: World) -> None:
    browser = Browser(town.gate)
    page = await browser.open("/kiosk")
    page = await browser.press("特大")
    assert 'class="kiosk ts-x' in page.response.text
    page = await browser.press(BEGIN)
    assert 'class="kiosk ts-x' in page.response.text
    page = await browser.press(END)
    assert 'class="kiosk ts-m' in page.response.text


async def test_nothing_is_kept_for_a_year_there(town: World) -> None:
    browser = await at_kiosk(town)
    answer = await browser.client.post("/prefs", {"ts": "x", "back": "/kiosk/ways"})
    assert "max-age" not in answer.get("set-cookie").lower()


async def test_hiding_shows_nothing_and_comes_back(town: World) -> None:
    browser, _ = await writing(town)
    page = await browser.open("/kiosk/hidden?back=/history/work")
    assert EMPLOYER not in page.text
    page = await browser.follow(GO_ON)
    assert page.path == "/history/work"


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "", "/kiosk/over"])
async def test_the_way_back_is_a_page_of_ours(back: str, town: World) -> None:
    browser = await at_kiosk(town)
    token = (await browser.open("/kiosk/ways")).form_with(GO_ON).values["token"]
    answer = await browser.client.post("/kiosk/stay", {"token": token, "back": back})
    assert answer.get("location") == "/kiosk/ways"


async def signed_in(town: World) -> tuple[Browser, int]:
    """Give a kiosk at which somebody has signed in, and who it is."""
    await town.account_for(TARO)
    browser = await at_kiosk(town)
    page = await sign_in(browser, "tsukushi55", PASSWORD)
    assert page.path == "/record"
    return browser, town.people[TARO.basic_number]


async def test_a_person_signs_in_and_leaves_no_known_device(town: World) -> None:
    browser, person = await signed_in(town)
    assert "device" not in browser.client.cookies
    async with town.db.read() as reading:
        assert (await reading.run(select(table_of(DeviceRow).c.id))).all() == []
    page = await browser.press(END)
    assert page.path == "/kiosk?ended=person"
    assert await sessions.sessions_of(town.db, person, town.clock.now()) == []


async def test_what_was_sent_too_late_waits_for_its_person(town: World) -> None:
    browser, person = await signed_in(town)
    await browser.open("/history/work")
    await browser.follow(SHEET)
    later(town, seconds=kiosk.LIMIT.seconds)
    page = await browser.press(NEXT, {"employer": EMPLOYER})
    assert page.path == "/kiosk?ended=time"
    found = await unsent.load(town.db, Owner.person(person), town.clock.now())
    assert found is not None
    assert found.fields["employer"] == [EMPLOYER]


async def test_at_home_nothing_is_different(town: World) -> None:
    home = Browser(town.gate)
    page = await home.open("/resume")
    assert 'class="kiosk' not in page.response.text
    assert "kiosk" not in home.client.cookies
