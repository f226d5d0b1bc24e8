"""A slip that is brought on paper: the office looks into it as into one that was sent."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update

from nenkin.features.ownerless import answering
from nenkin.interchange.receipt_numbers import grouped, make
from nenkin.storage.case_queue import Sought, read_queue
from nenkin.storage.database import open_database
from nenkin.storage.keys import Keys
from nenkin.storage.people import PEOPLE
from nenkin.web.pacing import Pace
from tests.features.conftest import held
from tests.features.office_site import CALL_CENTRE, CLERK, TOWN_HALL, clerk
from tests.features.records_site import Town
from tests.features.search_site import YUKINO, name, number_of, search_town, searched

SLIPS, DO = "/staff/slips", "受け付ける"
HERS = {
    "born-era": "showa",
    "born-year": "2",
    "born-month": "10",
    "born-day": "3",
    "identity-paper": "licence",
    "compared": "yes",
}
NOT_THERE = "この受付番号と生年月日の紙を"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "PACE", Pace(step=1e-6))


@pytest.fixture
async def people(sqlite_url: str, tmp_path: Path, keys: Keys) -> AsyncIterator[Town]:
    async for running in held(search_town(sqlite_url, tmp_path, keys)):
        yield running


async def slip(people: Town) -> str:
    """Let Yukino search with the name before her marriage, and send nothing; give the number."""
    browser = people.browser(YUKINO)
    await name(browser)
    return number_of(await searched(browser))


async def test_its_candidates_are_those_of_what_was_typed_at_home(people: Town) -> None:
    number, one = await slip(people), await clerk(people, CLERK)
    assert (await one.open(f"/staff/cases/{number}")).status == 404  # nothing was sent
    await one.open("/staff")
    await one.follow("「持ち主不明記録をさがした紙」を受け付ける")
    page = await one.press(DO, {"number": grouped(number), **HERS})
    assert page.path.startswith(f"/staff/cases/{number}")
    assert "深山（ミヤマ）" in page.text
    page = await one.follow("持ち主不明記録をさがす")
    assert "みほん製糸" in page.text
    person = people.browser(YUKINO)
    assert "年金事務所に送ってあります" in (await person.open(f"/search/slips/{number}")).text
    assert "みほん年金事務所" in (await person.open(f"/requests/{number}")).text
    assert "持ち主不明記録をさがした紙を受け付けた" in (await person.open("/account/views")).text


async def test_brought_twice_or_sent_meanwhile_it_is_one_case(people: Town) -> None:
    number, one, person = await slip(people), await clerk(people, CLERK), people.browser(YUKINO)
    await person.open(f"/search/slips/{number}/send")
    for _ in range(2):
        await one.open(SLIPS)
        page = await one.press(DO, {"number": number, **HERS})
        assert page.path.startswith(f"/staff/cases/{number}")
    page = await person.press("この内容で送る")
    assert page.path.startswith(f"/requests/{number}")
    db = await open_database(people.url, people.keys)
    try:
        assert (await read_queue(db, Sought())).total == 1
    finally:
        await db.close()


@pytest.mark.parametrize(
    "wrong",
    [
        {"born-day": "4"},
        {"number": make(lambda _: 7)},
    ],
)
async def test_what_fits_nobody_opens_nothing_and_nothing_typed_is_lost(
    people: Town, wrong: dict[str, str]
) -> None:
    number, one = await slip(people), await clerk(people, CLERK)
    await one.open(SLIPS)
    typed = {"number": number, **HERS, **wrong}
    page = await one.press(DO, typed)
    assert (page.status, NOT_THERE in page.text) == (422, True)
    assert page.form_with(DO).values["number"] == [typed["number"]]
    assert "雪野" not in page.text
    assert (await one.open(f"/staff/cases/{number}")).status == 404


async def test_every_mistake_is_said_at_once(people: Town) -> None:
    one = await clerk(people, CLERK)
    await one.open(SLIPS)
    page = await one.press(DO, {"number": "9999-000115"})
    assert page.status == 422
    assert next(iter(page.errors)).startswith("10けたの番号は、基礎年金番号です")
    assert len(page.errors) == 4


async def test_of_who_is_restricted_it_is_not_there(people: Town) -> None:
    number, one = await slip(people), await clerk(people, CLERK)
    db = await open_database(people.url, people.keys)
    try:
        async with db.write() as session:
            closed = update(PEOPLE).where(PEOPLE.c.id == people.people[YUKINO])
            await session.run(closed.values(restricted=True))
    finally:
        await db.close()
    await one.open(SLIPS)
    assert NOT_THERE in (await one.press(DO, {"number": number, **HERS})).text


@pytest.mark.parametrize("who", [TOWN_HALL, CALL_CENTRE])
async def test_only_a_pension_office_takes_it(people: Town, who: str) -> None:
    assert (await (await clerk(people, who)).open(SLIPS)).status == 403
