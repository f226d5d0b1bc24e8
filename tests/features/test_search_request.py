"""A search becomes a request to the office: for every answer alike, once, and until the office has answered."""

import asyncio

import pytest

from nenkin.features.ownerless import answering, sending
from nenkin.interchange.receipt_numbers import LENGTH, grouped
from nenkin.interchange.search_slips import decoded
from nenkin.law.procedures import Outcome, Procedure, State
from nenkin.storage.audit import ActorKind, views_of
from nenkin.storage.case_queue import read_queue
from nenkin.storage.cases import Actor, cases_of, move_case
from nenkin.storage.searches import find_search
from nenkin.web.pacing import Pace
from tests.browser import Browser, Page
from tests.features.search_site import (
    AT_OFFICE,
    FOUND,
    HIROHARA,
    NOT_FOUND,
    OFFICE,
    YUKINO,
    Opens,
    birth,
    case_of,
    name,
    number_of,
    searched,
    strangers,
)
from tests.sites import NOON

TO, SEND = "年金事務所に送る", "この内容で送る"
CLERK = Actor(kind=ActorKind.STAFF, id=1)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "PACE", Pace(step=1e-6))


async def sent(browser: Browser) -> Page:
    await searched(browser)
    await browser.follow(TO)
    return await browser.press(SEND)


async def test_a_search_goes_to_the_office_under_the_number_of_its_slip(opens: Opens) -> None:
    async with opens() as (people, db):
        browser = people.browser(YUKINO)
        await name(browser)
        slip = await searched(browser)
        assert slip.title.startswith(FOUND)
        page = await browser.follow(TO)
        assert "深山（ミヤマ）" in page.text
        assert FOUND in page.text
        said: dict[str, str | list[str]] = {"hours": "morning", "needs": ["wheelchair"]}
        said["telephone"] = "０３-1234-5678"
        page = await browser.press(SEND, said)
        assert page.title.startswith("送りました")
        number = number_of(page)
        assert number == number_of(slip)
        assert grouped(number) in page.text
        case = await case_of(db, people, YUKINO, number)
        assert case.case.kind is Procedure.SEARCH
        assert "深山" in case.sent
        for contact in ("03-1234-5678", "午前", "車いすで行く"):
            assert contact in case.sent
        assert [one.number for one in (await read_queue(db)).cases] == [number]
        # The clerk who is given the number finds what was typed.
        search = await find_search(db, people.people[YUKINO], number)
        assert search is not None
        assert [one["family_kana"] for one in decoded(search.typed).names] == ["ユキノ", "ミヤマ"]
        seen = await views_of(db, people.people[YUKINO], before=None, limit=50)
        assert [one.event.action for one in seen].count(sending.ASKED) == 1
        assert (
            "持ち主不明記録の照会を年金事務所に送った"
            in (await browser.open("/account/views")).text
        )


async def test_every_answer_offers_it_and_nothing_found_does_too(opens: Opens) -> None:
    async with opens(records=strangers()) as (people, _):
        browser = people.browser(HIROHARA)
        slip = await searched(browser)
        assert slip.title.startswith(NOT_FOUND)
        page = await sent(browser)
        assert page.title.startswith("送りました")


async def test_it_is_sent_once_however_often_it_is_pressed(opens: Opens) -> None:
    async with opens() as (people, db):
        browser = people.browser(YUKINO)
        await searched(browser)
        page = await browser.follow(TO)
        form = page.form_with(SEND)
        pages = await asyncio.gather(*(browser.send(form.action, form.values) for _ in range(4)))
        assert {page.path.partition("?")[0] for page in pages} == {
            f"/requests/{number_of(pages[0])}"
        }
        assert len(await cases_of(db, people.people[YUKINO])) == 1
        slip = await browser.open(f"/search/slips/{number_of(page)}")
        assert "年金事務所に送ってあります" in slip.text
        assert "「受付」" in slip.text
        again = await browser.open(f"/search/slips/{number_of(page)}/send")
        assert again.path.startswith(f"/requests/{number_of(page)}")


async def test_what_was_not_seen_is_not_sent(opens: Opens) -> None:
    async with opens() as (people, db):
        browser = people.browser(YUKINO)
        await searched(browser)
        page = await browser.follow(TO)
        form = page.form_with(SEND)
        page = await browser.send(form.action, {**form.values, "seen": ["x"], "telephone": ["x"]})
        assert page.status == 422
        assert page.form_with(SEND).values["telephone"] == ["x"]
        page = await browser.send(form.action, {**form.values, "seen": ["x"]})
        assert page.status == 200  # nothing that was typed is wrong
        assert "内容が変わりました" in page.text
        assert not await cases_of(db, people.people[YUKINO])
        assert (await browser.press(SEND)).title.startswith("送りました")


async def test_what_gets_no_answer_here_is_the_offices_at_once(opens: Opens) -> None:
    """Hirohara types Yukino's names and birth date."""
    async with opens() as (people, db):
        browser = people.browser(HIROHARA)
        await name(browser, given_name="キヨ", given_name_kana="キヨ")
        await birth(browser, "昭和2", "10", "3")
        page = await browser.open("/search/check")
        assert "この内容が年金事務所に送られます" in page.text
        page = await searched(browser, OFFICE)
        assert page.title.startswith(AT_OFFICE)
        assert "年金事務所に送ってあります" in page.text
        case = await case_of(db, people, HIROHARA, number_of(page))
        assert case.case.kind is Procedure.SEARCH
        assert AT_OFFICE in case.sent
        page = await browser.follow("いまのようすを見る")
        assert "深山" in page.text
        for answer in (FOUND, NOT_FOUND):
            assert answer not in page.text


async def test_a_relatives_record_is_looked_for_by_the_office_alone(opens: Opens) -> None:
    async with opens() as (people, db):
        browser = people.browser(YUKINO)
        assert "家族の記録をさがすとき" in (await browser.open("/search")).text
        await name(browser, name_kind="relative")  # her own former surname, and nothing else
        page = await searched(browser, OFFICE)
        assert page.title.startswith(AT_OFFICE)
        assert "家族の名前でもさがしました" in page.text
        assert (await case_of(db, people, YUKINO, number_of(page))).case.kind is Procedure.SEARCH


async def test_its_state_stands_under_what_was_sent_and_it_can_be_taken_back(opens: Opens) -> None:
    async with opens() as (people, db):
        browser = people.browser(YUKINO)
        page = await sent(browser)
        number = number_of(page)
        listed = await browser.open("/requests")
        assert f"持ち主不明記録の照会（{grouped(number)}）" in listed.text
        paper = await browser.open(f"/requests/{number}/print")
        assert "さがした名前と生年月日" in paper.text
        async with db.write() as session:
            await move_case(session, number, State.INVESTIGATING, by=CLERK, now=NOON)
        assert "調査中" in (await browser.open(f"/requests/{number}")).text
        await browser.follow("この申出を取り下げる")
        page = await browser.press("取り下げる")
        assert "この照会は取り下げました" in page.text
        slip = await browser.open(f"/search/slips/{number}")
        assert "「取下げ」になりました" in slip.text


@pytest.mark.parametrize("outcome", [Outcome.NOT_FOUND, Outcome.MERGED])
async def test_the_offices_answer_says_what_else_can_be_done(
    opens: Opens, outcome: Outcome
) -> None:
    async with opens() as (people, db):
        browser = people.browser(YUKINO)
        number = number_of(await sent(browser))
        async with db.write() as session:
            for state in (State.INVESTIGATING, State.ANSWERED):
                said = outcome if state is State.ANSWERED else None

                assert not await move_case(session, number, state, by=CLERK, now=NOON, outcome=said)
        page = await browser.open(f"/requests/{number}")
        links = {href for _, href in page.links}
        assert ({"/requests/new", "/search/names"} <= links) == (outcome is Outcome.NOT_FOUND)
        assert "この申出を取り下げる" not in page.text


async def test_nobody_sends_anothers_slip(opens: Opens) -> None:
    async with opens() as (people, db):
        slip = await searched(people.browser(YUKINO))
        other = people.browser(HIROHARA)
        address = f"/search/slips/{number_of(slip)}/send"
        assert len(number_of(slip)) == LENGTH
        assert (await other.open(address)).status == 404
        await other.open("/search/check")
        token = other.page.form_with("さがす").values["token"]
        assert (await other.send(address, {"token": token, "seen": ["x"]})).status == 404
        assert not (await read_queue(db)).total
