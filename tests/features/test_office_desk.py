"""The office's queue as clerks see it, and what they note in a case for each other."""

from urllib.parse import urlencode

import pytest

from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.procedures import Way
from nenkin.storage.cases import Arrival
from nenkin.storage.database import open_database
from nenkin.storage.staff import find_member, places_of
from tests.browser import Browser, Page
from tests.features.office_site import AUDITOR, CALL_CENTRE, CLERK, MANAGER, TOWN_HALL, asked, clerk
from tests.features.records_site import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

ONE, TWO = "tenshoku", "antei"
SHOW, WRITE, NEW_NOTE = "この条件で出す", "書きとめる", "書きとめを足す"


def places(page: Page, *numbers: str) -> list[int]:
    """Give where each of these stands in the queue."""
    hrefs = [href for _, href in page.links]
    return [hrefs.index(f"/staff/cases/{number}") for number in numbers]


async def counter_of(people: Town, number: str) -> int:
    db = await open_database(people.url, people.keys)
    try:
        member = await find_member(db, number)
        assert member is not None
        return (await places_of(db, member.id))[0].id
    finally:
        await db.close()


async def choose(browser: Browser, **values: str) -> Page:
    """Choose in the form above the queue, as a browser without script sends it."""
    page = await browser.open("/staff/cases")
    assert SHOW in page.text
    return await browser.open(f"/staff/cases?{urlencode(values)}")


async def test_the_queue_is_sorted_and_filtered_without_script(people: Town) -> None:
    one = await clerk(people, CLERK)
    await clerk(people, TOWN_HALL)
    place_id = await counter_of(people, TOWN_HALL)
    passed = Arrival(way=Way.COUNTER, place_id=place_id)
    unknown = await asked(people, ONE, passed)
    between = await asked(people, TWO, Arrival(worth=(12_000, 24_000)))
    page = await choose(one, by="worth")
    first, last = places(page, between, unknown)
    assert first < last
    assert "1年に12,000円から24,000円くらい増えます" in page.text
    assert "いくら増えるかは、わかりません" in page.text
    page = await choose(one, came=str(place_id))
    assert grouped(unknown) in page.text
    assert grouped(between) not in page.text
    assert "みほん市役所 年金の窓口からです" in page.text
    page = await choose(one, kind="search", came="post")
    assert "この条件に合う申出はありません" in page.text


@pytest.mark.parametrize(
    "typed",
    [
        {"page": "0"},
        {"page": "-1"},
        {"page": "１"},
        {"page": "9" * 400},
        {"page": "999999"},
        {"by": "x", "kind": "'", "came": "9" * 40},
    ],
)
async def test_what_nobody_can_choose_is_as_if_nothing_was_chosen(
    people: Town, typed: dict[str, str]
) -> None:
    one = await clerk(people, CLERK)
    await asked(people, ONE)
    page = await one.open(f"/staff/cases?{urlencode(typed)}")
    assert page.status == 200
    if typed.get("page") == "999999":
        assert "このページには、申出がありません" in page.text
        page = await one.follow("前のページ")
    assert "件あります" in page.text or "件目です" in page.text


async def test_who_may_see_no_estimate_is_told_no_worth(people: Town) -> None:
    number = await asked(people, TWO, Arrival(worth=(12_000, 24_000)))
    manager = await clerk(people, MANAGER)
    page = await manager.open("/staff/cases?by=worth")
    assert grouped(number) in page.text
    assert "増え" not in page.text
    assert "円" not in page.text


async def test_a_note_is_read_by_the_office_and_not_by_its_person(people: Town) -> None:
    number = await asked(people, ONE)
    one, other = await clerk(people, CLERK), await clerk(people, CALL_CENTRE)
    await one.open(f"/staff/cases/{number}")
    await one.follow(NEW_NOTE)
    page = await one.press(WRITE, {"noted": "note", "text": "会社の人に電話をした"})
    assert page.path == f"/staff/cases/{number}"
    assert "会社の人に電話をした" in page.text
    await one.follow(NEW_NOTE)
    await one.press(WRITE, {"noted": "paper", "text": "昭和50年の給与明細"})
    page = await other.open(f"/staff/cases/{number}")
    assert "会社の人に電話をした" in page.text
    assert CLERK in page.text
    assert page.text.index("給与明細") < page.text.index("会社の人に電話をした")
    await other.follow(NEW_NOTE)
    page = await other.press(WRITE, {"noted": "note", "text": "本人から電話があった"})
    assert "本人から電話があった" in page.text
    person = people.browser(ONE)
    for path in (f"/requests/{number}", f"/requests/{number}/print", "/requests"):
        page = await person.open(path)
        assert page.status == 200
        assert "電話をした" not in page.text
        assert "給与明細" not in page.text
    assert "職員どうしで書きとめた" in (await person.open("/account/views")).text


async def test_a_note_without_words_is_asked_for_again(people: Town) -> None:
    number = await asked(people, ONE)
    one = await clerk(people, CLERK)
    await one.open(f"/staff/cases/{number}/notes")
    page = await one.press(WRITE, {"noted": "paper", "text": "😀"})
    assert page.status == 422
    assert "絵文字は使えません" in page.text
    assert "😀" in page.response.text  # nothing that was typed is lost
    page = await one.press(WRITE, {"noted": "paper", "text": "名" * 501})
    assert "500文字までにしてください" in page.text


@pytest.mark.parametrize("number", [TOWN_HALL, MANAGER, AUDITOR])
async def test_nobody_else_writes_a_note(people: Town, number: str) -> None:
    case = await asked(people, ONE)
    one, other = await clerk(people, CLERK), await clerk(people, number)
    await one.open(f"/staff/cases/{case}/notes")
    assert (await other.open(f"/staff/cases/{case}/notes")).status == 403
    other.page = one.page
    page = await other.press(WRITE, {"noted": "note", "text": "のぞき見"})
    assert page.status == 403
    assert "のぞき見" not in (await one.open(f"/staff/cases/{case}")).text
