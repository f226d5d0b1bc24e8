"""A counter: a clerk's browser and the person's own screen, as far as a test needs them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from nenkin.storage.imports import import_into
from tests.browser import Browser, Page
from tests.features.accounts import TARO, World
from tests.features.records_site import record_of
from tests.features.staff_site import CLERK, Offices

if TYPE_CHECKING:
    from nenkin.law.periods import Record

Answers = Mapping[str, str | list[str]]
WELFARE_CLERK, AUDITOR = "F0001", "K0001"
BORN = {"born-era": "western", "born-year": "1955", "born-month": "1", "born-day": "23"}
REQUEST: Answers = {
    "came": "self",
    "number": "９９１２－３４５６７８",
    "asks": ["record", "advice"],
    **BORN,
}
PAPERS: Answers = {"number-paper": "handbook", "identity-paper": "licence", "compared": "yes"}
UNTIL = {"mandate-until-era": "western", "mandate-until-month": "11", "mandate-until-day": "20"}
AGENT: Answers = {
    **PAPERS,
    **UNTIL,
    "mandate-until-year": "2026",
    "agent-name": "髙橋 次郎",
    "relation": "child",
    "agent-paper": "my-number-card",
    "scope": ["record", "refer"],
}
REFER: Answers = {
    "where": "pension-office",
    "what": "昭和50年ごろの会社が出ていない",
    "first": "12月1日の午前",
    "needs": ["in-writing", "companion"],
}


async def at_counter(offices: Offices, who: str = CLERK, request: Answers = REQUEST) -> Browser:
    """Give a clerk's browser in which a request was taken."""
    clerk = await offices.sign_in(who)
    await clerk.open("/staff/counter")
    page = await clerk.press("受け付ける", request)
    assert page.path == "/staff/counter", page.text
    return clerk


async def identified(clerk: Browser, papers: Answers = PAPERS) -> Page:
    await clerk.open("/staff/counter/papers")
    return await clerk.press("確かめた", papers)


async def code_of(clerk: Browser) -> str:
    await clerk.open("/staff/counter")
    page = await clerk.press("つなぐ番号を出す")
    (code,) = re.findall(r'<li class="lead">([0-9]{6})</li>', page.response.text)
    return str(code)


async def own_screen(offices: Offices, code: str) -> tuple[Browser, Page]:
    """Give the person's screen, with a code typed."""
    browser = Browser(offices.world.gate)
    await browser.open("/kiosk")
    await browser.press("始める")
    await browser.open("/kiosk/together")
    return browser, await browser.press("つなぐ", {"code": code})


async def agreed(
    offices: Offices, who: str = CLERK, request: Answers = REQUEST, papers: Answers = PAPERS
) -> tuple[Browser, Browser]:
    """Give both screens, after the papers were seen and the person has agreed."""
    clerk = await at_counter(offices, who, request)
    await identified(clerk, papers)
    screen, page = await own_screen(offices, await code_of(clerk))
    assert page.path == "/kiosk/together/agree"
    await screen.press("同意する")
    return clerk, screen


async def with_life(world: World) -> None:
    """Give Tarō a whole life."""
    record = record_of("tenshoku")
    life: Record = replace(record, person=TARO)
    async with world.db.write() as session:
        await import_into(session, [life])
