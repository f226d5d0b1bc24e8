"""What is remembered after the answer goes to the office, and changes no answer."""

import pytest

from nenkin.features.ownerless import answering, remembering
from nenkin.law.procedures import State
from nenkin.storage import search_memories
from nenkin.storage.audit import ActorKind, views_of
from nenkin.storage.cases import Actor, move_case
from nenkin.storage.search_memories import MOST, memories_of
from nenkin.web.pacing import Pace
from tests.browser import Browser, Page
from tests.features.search_site import ADD, HIROHARA, YUKINO, Opens, case_of, number_of, searched
from tests.sites import NOON

TO_MORE, TO, SEND = "おぼえていることを足す", "年金事務所に送る", "この内容で送る"
SHIP = {"memory-kind": "ship", "memory": "第三まぼろし丸", "memory-when": "昭和３０年ごろ"}
SHOWN = "第三まぼろし丸（昭和30年ごろ）"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "PACE", Pace(step=1e-6))


async def remembered(browser: Browser, **more: str) -> Page:
    await browser.follow(TO_MORE)
    return await browser.press(ADD, {**SHIP, **{k.replace("_", "-"): v for k, v in more.items()}})


async def test_it_stands_on_the_slip_on_paper_and_in_what_is_sent(opens: Opens) -> None:
    async with opens() as (people, db):
        browser = people.browser(YUKINO)
        slip = await searched(browser)
        number, answer = number_of(slip), slip.title
        page = await remembered(browser)
        assert SHOWN in page.text
        assert "足しました" in page.text
        address = f"/search/slips/{number}"
        for path in (address, f"{address}/print"):
            page = await browser.open(path)
            assert "乗った船" in page.text
            assert SHOWN in page.text
        assert (await browser.open(address)).title == answer
        await browser.follow(TO)
        assert SHOWN in (await browser.press(SEND)).text
        assert SHOWN in (await case_of(db, people, YUKINO, number)).sent


async def test_what_was_added_in_another_tab_is_shown_before_it_is_sent(opens: Opens) -> None:
    async with opens() as (people, db):
        browser = people.browser(YUKINO)
        number = number_of(await searched(browser))
        form = (await browser.follow(TO)).form_with(SEND)
        await browser.open(f"/search/slips/{number}")
        await remembered(browser)
        page = await browser.send(form.action, form.values)
        assert "内容が変わりました" in page.text
        assert SHOWN in page.text
        await browser.press(SEND)
        assert SHOWN in (await case_of(db, people, YUKINO, number)).sent


async def test_one_with_the_largest_id_can_be_taken_back_too(
    opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_memories, "new_id", lambda: 2**63 - 1)
    async with opens() as (people, _):
        browser = people.browser(YUKINO)
        await searched(browser)
        await remembered(browser, memory="みほん造船", memory_when="")
        await browser.press("みほん造船を消す")
        assert "みほん造船" not in browser.page.text


async def test_what_comes_later_is_told_to_the_office_and_on_record(opens: Opens) -> None:
    async with opens() as (people, db):
        browser = people.browser(YUKINO)
        number = number_of(await searched(browser))
        await remembered(browser, memory="みほん造船", memory_kind="work", memory_when="")
        await browser.press("みほん造船を消す")
        assert "みほん造船" not in browser.page.text
        await browser.open(f"/search/slips/{number}")
        await browser.follow(TO)
        await browser.press(SEND)
        before = (await case_of(db, people, YUKINO, number)).sent
        page = await remembered(browser)
        assert "を消す" not in page.text
        page = await browser.open(f"/requests/{number}")
        assert "送ったあとに足したこと" in page.text
        assert SHOWN in page.text
        assert (await case_of(db, people, YUKINO, number)).sent == before
        assert [one.late for one in await memories_of(db, number)] == [True]
        seen = await views_of(db, people.people[YUKINO], before=None, limit=50)
        assert [one.event.action for one in seen].count(remembering.REMEMBERED) == 1


async def test_every_mistake_at_once_and_nothing_typed_is_lost(opens: Opens) -> None:
    async with opens() as (people, _):
        browser = people.browser(YUKINO)
        await searched(browser)
        await browser.follow(TO_MORE)
        page = await browser.press(ADD)
        assert page.status == 422
        assert set(page.errors.values()) == {"#f-memory-kind", "#f-memory"}
        typed = {"memory-kind": "home", "memory": "あ" * 101, "memory-when": "い" * 51}
        page = await browser.press(ADD, typed)
        assert set(page.errors.values()) == {"#f-memory", "#f-memory-when"}
        assert page.form_with(ADD).values["memory"] == ["あ" * 101]


async def test_a_full_slip_says_so_and_keeps_what_was_typed(opens: Opens) -> None:
    async with opens() as (people, _):
        browser = people.browser(YUKINO)
        await searched(browser)
        await browser.follow(TO_MORE)
        for at in range(MOST):
            await browser.press(ADD, {**SHIP, "memory": f"会社{at}"})
        page = await browser.press(ADD, SHIP)
        assert page.status == 422
        assert "20までです" in page.text
        assert page.form_with(ADD).values["memory"] == ["第三まぼろし丸"]


async def test_nothing_is_added_to_anothers_slip_or_to_one_that_is_over(opens: Opens) -> None:
    async with opens() as (people, db):
        browser, other = people.browser(YUKINO), people.browser(HIROHARA)
        number = number_of(await searched(browser))
        address = f"/search/slips/{number}/more"
        token = (await other.open("/search/check")).form_with("さがす").values["token"]
        for path, values in ((address, SHIP), (f"{address}/remove", {"at": "1"})):
            assert (await other.send(path, {**values, "token": token})).status == 404
        assert (await other.open(address)).status == 404
        await browser.open(f"/search/slips/{number}")
        await browser.follow(TO)
        await browser.press(SEND)
        clerk = Actor(kind=ActorKind.STAFF, id=1)
        async with db.write() as session:
            await move_case(session, number, State.WITHDRAWN, by=clerk, now=NOON)
        assert (await browser.open(address)).status == 404
        assert TO_MORE not in (await browser.open(f"/search/slips/{number}")).text
        assert not await memories_of(db, number)


@pytest.mark.parametrize("at", ["", "x", "１", "9" * 40, "-1"])
async def test_a_memory_that_is_not_there_is_not_taken_back(opens: Opens, at: str) -> None:
    async with opens() as (people, db):
        browser = people.browser(YUKINO)
        number = number_of(await searched(browser))
        await remembered(browser)
        form = browser.page.form_with("を消す")
        page = await browser.send(form.action, {**form.values, "at": [at]})
        assert page.status == 200
        assert len(await memories_of(db, number)) == 1
