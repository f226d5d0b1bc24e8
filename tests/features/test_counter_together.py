"""窓口でいっしょにすること: the sheet and the search, on both screens, and who wrote what."""

import io
from pathlib import Path

import pytest

from nenkin.features.ownerless import answering
from nenkin.interchange.receipt_numbers import grouped
from nenkin.interchange.sent_requests import Request, decoded
from nenkin.storage.audit import views_of
from nenkin.storage.cases import cases_of, find_case
from nenkin.storage.ownerless.searching import load_store
from nenkin.storage.sheets import Holder, read_sheet
from nenkin.web.pacing import Pace
from tests.browser import Browser
from tests.features.accounts import TARO
from tests.features.counter_site import (
    AGENT,
    REFER,
    REQUEST,
    WELFARE_CLERK,
    agreed,
    at_counter,
    code_of,
    identified,
    own_screen,
    with_life,
)
from tests.features.search_site import NOT_FOUND, strangers
from tests.features.staff_site import CLERK, OFFICE_CLERK, Offices
from tests.features.test_counter import offices
from tests.features.test_kiosk_record import amounts

__all__ = ["offices"]
SHEET, SEARCH = "/staff/counter/history", "/staff/counter/search"
NEXT = "次へ進む"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "PACE", Pace(step=1e-6))


async def wrote(browser: Browser, sheet: str, employer: str) -> None:
    await browser.open(f"{sheet}/work/new")
    await browser.press(NEXT, {"employer": employer, "first": "25歳ごろ"})
    assert browser.page.path.startswith(f"{sheet}/work/"), browser.page.text


async def test_both_write_one_sheet_and_who_wrote_is_kept(offices: Offices) -> None:
    world = offices.world
    await with_life(world)
    clerk, screen = await agreed(offices)
    await clerk.open("/staff/counter")
    await clerk.follow("私の履歴整理表をいっしょに書く")
    assert "髙橋 太郎 様の私の履歴整理表" in clerk.page.text
    await wrote(screen, "/history", "みほん紡績")
    await wrote(clerk, SHEET, "見本織物")
    person = world.people[TARO.basic_number]
    sheet = await read_sheet(world.db, Holder.person(person), world.clock.now())
    assert sheet is not None
    assert sorted(one.written_by for one in sheet.answers) == ["clerk", "person"]
    page = await screen.open("/history/work")
    assert "見本織物" in page.text
    assert "窓口の職員" in page.text
    done = [entry.event for entry in await views_of(world.db, person, limit=50)]
    (written,) = [one for one in done if one.action == "help.wrote"]
    assert "みほん市役所" in written.place
    assert written.purpose
    assert any(one.action == "help.viewed" and one.purpose == written.purpose for one in done)
    await clerk.open("/staff/counter")
    await clerk.press("この手続きを終わる")
    assert (await clerk.open(f"{SHEET}/work")).path == "/staff/counter"
    assert (await screen.open("/history/work")).path == "/kiosk?ended=person"


@pytest.mark.parametrize("who", [CLERK])
async def test_every_page_of_the_sheet_stays_at_the_counter_and_has_no_amount(
    who: str, offices: Offices
) -> None:
    await with_life(offices.world)
    clerk, screen = await agreed(offices, who)
    await wrote(clerk, SHEET, "見本織物")
    await clerk.open(f"{SHEET}/compare")
    await clerk.press("記録を出して、くらべる")
    waiting, seen = [SHEET, f"{SHEET}/compare", f"{SHEET}/print", f"{SHEET}/gaps"], set[str]()
    while waiting and len(seen) < 40:
        path = waiting.pop(0).partition("#")[0]
        if path in seen:
            continue
        seen.add(path)
        page = await clerk.open(path)
        assert page.status == 200, path
        assert amounts(page) == set(), path
        for _, link in page.links:
            assert not link.startswith(("/history", "/requests", "/record", "/account")), (
                f"{path}: {link}"
            )
            if link.startswith(SHEET):
                waiting.append(link)
        for form in page.forms:
            assert form.action.startswith(("/staff", "/prefs")), f"{path}: {form.action}"
    assert any(f"{SHEET}/compare/" in path for path in seen)
    for path in ("/history", "/history/compare", "/history/print"):
        page = await screen.open(path)
        assert page.path == path
        assert amounts(page) == set(), path
    for file in ("sheet.txt", "sheet.jsonl", "sheet.pdf", "delete", "import"):
        assert (await clerk.open(f"{SHEET}/{file}")).status == 404, file


async def test_the_search_has_one_of_three_answers_and_goes_on_with_the_referral(
    offices: Offices,
) -> None:
    world = offices.world
    store = Path(world.settings.ownerless_store)
    load_store(store, io.BytesIO(strangers()))
    await with_life(world)
    clerk, screen = await agreed(offices)
    await clerk.open("/staff/counter")
    await clerk.follow("持ち主の分からない記録をいっしょにさがす")
    page = await clerk.follow("さがしはじめる")
    assert page.path == f"{SEARCH}/names"
    await clerk.follow("名前を足す")
    page = await clerk.press(
        "これを足す", {"name-kind": "former", "surname": "深山", "surname-kana": "みやま"}
    )
    assert page.path.startswith(f"{SEARCH}/names")
    assert "深山（ミヤマ）" in page.text
    # what one screen has, the other has too
    assert "深山（ミヤマ）" in (await screen.open("/search/names")).text
    page = await clerk.open(f"{SEARCH}/check")
    page = await clerk.press("さがす")
    assert page.path.startswith(f"{SEARCH}/slips/")
    assert page.title.startswith(NOT_FOUND)
    for _, link in page.links:
        assert not link.startswith(("/search", "/requests", "/history")), link
    number = page.path.rpartition("/")[2][:14]
    person = world.people[TARO.basic_number]
    (done,) = [
        entry.event
        for entry in await views_of(world.db, person, limit=50)
        if entry.event.action == "ownerless.searched"
    ]
    assert "みほん市役所" in done.place
    assert done.detail["number"] == number
    assert "answer" not in done.detail
    page = await screen.open(f"/search/slips/{number}")
    assert page.title.startswith(NOT_FOUND)
    for closed in (f"/search/slips/{number}/send", f"/search/slips/{number}/standing"):
        assert (await screen.open(closed)).path == "/kiosk/closed"
        assert (await clerk.open(f"/staff/counter{closed}")).status == 404
    await clerk.open("/staff/counter/refer")
    await clerk.press("送る", REFER)
    (case,) = await cases_of(world.db, person)
    whole = await find_case(world.db, person, case.number)
    assert whole is not None
    assert grouped(number) in whole.sent
    assert "深山" in whole.sent


async def sent_on(offices: Offices, clerk: Browser) -> Request:
    """Refer, and give what the office has of it."""
    world = offices.world
    await clerk.open("/staff/counter/refer")
    await clerk.press("送る", REFER)
    person = world.people[TARO.basic_number]
    (case,) = await cases_of(world.db, person)
    whole = await find_case(world.db, person, case.number)
    assert whole is not None
    return decoded(whole.sent)


@pytest.mark.parametrize("who", [CLERK, WELFARE_CLERK])
async def test_the_sheet_goes_along_with_the_referral(who: str, offices: Offices) -> None:
    await with_life(offices.world)
    clerk, _ = await agreed(offices, who)
    assert "私の履歴整理表に書いてあることも" not in (await clerk.open("/staff/counter/refer")).text
    await wrote(clerk, SHEET, "見本織物")
    assert "私の履歴整理表に書いてあることも" in (await clerk.open("/staff/counter/refer")).text
    sent = await sent_on(offices, clerk)
    (work,) = [part for part in sent.parts if part.title == "働いた所"]
    assert "見本織物" in str(work.entries)
    assert work.href == ""
    assert any("見本織物" in line for line in sent.sheet)


async def test_what_a_mandate_does_not_reach_does_not_go_along(offices: Offices) -> None:
    await with_life(offices.world)
    clerk, _ = await agreed(offices, OFFICE_CLERK)
    await wrote(clerk, SHEET, "見本織物")
    await clerk.open("/staff/counter")
    await clerk.press("この手続きを終わる")
    clerk, _ = await agreed(offices, request={**REQUEST, "came": "agent"}, papers=AGENT)
    sent = await sent_on(offices, clerk)
    assert len(sent.parts) == 1
    assert "見本織物" not in sent.encoded()


async def test_a_welfare_office_writes_the_sheet_without_the_record(offices: Offices) -> None:
    await with_life(offices.world)
    clerk, _ = await agreed(offices, WELFARE_CLERK)
    await wrote(clerk, SHEET, "見本織物")
    page = await clerk.open(SHEET)
    assert "くらべる" not in page.text
    assert (await clerk.open(f"{SHEET}/compare")).status == 404
    assert (await clerk.open(SEARCH)).status == 403
    page = await clerk.open(f"{SHEET}/print")
    assert "見本織物" in page.text
    assert "氏名（ここに手で書いてください）" in page.text  # no name from the record
    assert "PDF" not in page.text


async def test_an_agent_does_as_much_as_the_mandate_says(offices: Offices) -> None:
    await with_life(offices.world)
    clerk, screen = await agreed(offices, request={**REQUEST, "came": "agent"}, papers=AGENT)
    for closed in (SHEET, f"{SHEET}/work", SEARCH, f"{SEARCH}/names"):
        assert (await clerk.open(closed)).path == "/staff/counter", closed
    for closed in ("/history", "/search"):
        assert (await screen.open(closed)).path == "/kiosk/closed", closed
    assert (await screen.open("/record")).path == "/record"
    world = offices.world
    seen = await views_of(world.db, world.people[TARO.basic_number], limit=50)
    (identified,) = [one.event for one in seen if one.event.action == "counter.identified"]
    assert identified.detail == {"came": "child"}  # who came is told at home; no name


async def test_the_person_agrees_to_what_is_done_there_and_to_no_more(offices: Offices) -> None:
    clerk = await at_counter(offices, WELFARE_CLERK)
    await identified(clerk)
    _, page = await own_screen(offices, await code_of(clerk))
    assert "私の履歴整理表" in page.text
    assert "持ち主の分からない記録" not in page.text
    clerk = await at_counter(offices, OFFICE_CLERK)
    await identified(clerk)
    _, page = await own_screen(offices, await code_of(clerk))
    assert "持ち主の分からない記録" in page.text


async def test_without_a_clerk_no_kiosk_searches(offices: Offices) -> None:
    screen = offices.world.browser()
    await screen.open("/kiosk")
    await screen.press("始める")
    assert (await screen.open("/search")).path == "/kiosk/closed"
