"""金額: by duty at pension offices and centres, nowhere else; on the person's screen after «見せる»."""

import re

import pytest

from nenkin.storage.audit import views_of
from nenkin.storage.kiosk import SHOWN
from tests.browser import Browser
from tests.features.accounts import TARO
from tests.features.counter_site import WELFARE_CLERK, agreed, with_life
from tests.features.staff_site import CENTRE_CLERK, CLERK, OFFICE_CLERK, POST_CLERK, Offices
from tests.features.test_counter import offices
from tests.features.test_kiosk_record import amounts

__all__ = ["offices"]
COUNTER = "/staff/counter"
PAGES = ("record", "record?all=yes", "record/years", "record/print", "record/years/2010")
# What a page of amounts would be, wherever it may be asked for.
OF_AMOUNTS = ("record/payable", "estimate", "estimate/why/so-far")
FILES = ("record/record.csv", "record/record.jsonl", "record/record.pdf", "record/save")
NUMBER = re.compile(r"99123[-0-9]*5678")


@pytest.mark.parametrize("who", [OFFICE_CLERK, CENTRE_CLERK])
async def test_a_pension_office_shows_amounts_and_the_estimate(who: str, offices: Offices) -> None:
    await with_life(offices.world)
    clerk, _ = await agreed(offices, who)
    found = set()
    for slug in (*PAGES, *OF_AMOUNTS):
        path = f"{COUNTER}/{slug}"
        page = await clerk.open(path)
        assert page.path == path
        assert page.status == 200, path
        assert "髙橋 太郎 様" in page.text, path
        found |= {slug} if amounts(page) else set()
        assert "PDF" not in page.text, path
        for _, link in page.links:
            assert not link.startswith(("/record", "/estimate")), f"{path}: {link}"
    assert {"record/years", "record/years/2010", "estimate", "estimate/why/so-far"} <= found
    for slug in FILES:
        assert (await clerk.open(f"{COUNTER}/{slug}")).status == 404, slug
    for slug in ("conditions", "questions", "compare", "found", "past"):  # at home alone (K-08)
        page = await clerk.open(f"{COUNTER}/estimate/{slug}")
        assert page.status == 404, slug
    person = offices.world.people[TARO.basic_number]
    seen = [entry.event for entry in await views_of(offices.world.db, person, limit=50)]
    told = [one for one in seen if one.action == "estimate.viewed"]
    assert told
    assert all(one.purpose and not one.place[:1].isdigit() for one in told)


@pytest.mark.parametrize("who", [CLERK, POST_CLERK, WELFARE_CLERK])
async def test_elsewhere_nobody_is_given_an_amount_in_any_form(who: str, offices: Offices) -> None:
    await with_life(offices.world)
    clerk, screen = await agreed(offices, who)
    page = await clerk.open(COUNTER)
    assert "見込額" not in page.text
    for slug in OF_AMOUNTS:
        assert (await clerk.open(f"{COUNTER}/{slug}")).status == 403, slug
    for slug in FILES:
        assert (await clerk.open(f"{COUNTER}/{slug}")).status == 404, slug
    if who == WELFARE_CLERK:
        for slug in PAGES:
            assert (await clerk.open(f"{COUNTER}/{slug}")).status == 403, slug
        return
    for slug in PAGES:
        assert amounts(await clerk.open(f"{COUNTER}/{slug}")) == set(), slug
    await screen.open("/record/years")
    page = await screen.press("見せる")
    assert page.path == "/record/years"
    assert amounts(page) == set()


async def _shown(screen: Browser, path: str) -> bool:
    return bool(amounts(await screen.open(path)))


async def test_the_persons_screen_hides_amounts_until_they_press(offices: Offices) -> None:
    await with_life(offices.world)
    _, screen = await agreed(offices, OFFICE_CLERK)
    assert not await _shown(screen, "/record/years")
    page = await screen.press("見せる")
    assert page.path == "/record/years"
    assert amounts(page)
    assert page.response.get("refresh") == f"{SHOWN.seconds}; url=/record/years"
    await screen.press("かくす")
    assert amounts(screen.page) == set()
    await screen.press("見せる")
    assert await _shown(screen, "/record/years/2010")
    offices.world.clock.advance(seconds=SHOWN.seconds + 1)
    assert not await _shown(screen, "/record/years/2010")
    assert not screen.page.response.get("refresh")


async def test_the_number_is_hidden_until_they_press(offices: Offices) -> None:
    await with_life(offices.world)
    _, screen = await agreed(offices, CLERK)
    page = await screen.open("/record/schemes")
    assert not NUMBER.search(page.response.text)
    page = await screen.press("見せる")
    assert NUMBER.search(page.response.text)
    assert not NUMBER.search((await screen.press("かくす")).response.text)
