"""キオスクでの年金の記録: everything but what it is worth, field by field."""

import re
from urllib.parse import urlsplit

import pytest
from lxml import html

from nenkin.features.records.bare import flag_without_amounts, without_amounts
from nenkin.law.career import career
from nenkin.law.flags import FlagCode, flags
from nenkin.web.visits import SESSION
from tests.browser import Browser, Page
from tests.features.records_site import PERSONAS, Town, persona, record_of
from tests.reading import read_law

pytestmark = pytest.mark.asyncio(loop_scope="module")

YEN = re.compile(r"[0-9０-９一-九十百千万億][0-9０-９,，一-九十百千万億]*円|¥|￥")
PAGES = (
    "",
    "/grid",
    "/years",
    "/schemes",
    "/overlaps",
    "/print",
    "/print?size=large",
    "/unclear",
    "/leaflet",
)
MOST = 12  # of one kind of page, for one person
NO_PAGES = ("/record/payable", "/record/save", "/record/record.csv", "/record/record.jsonl")
NO_FILES = ("/record/record.pdf", "/record/unclear.pdf", "/estimate", "/estimate/found")


async def at_kiosk(people: Town, who: str) -> Browser:
    """Give a kiosk at which somebody has signed in."""
    browser = Browser(people.gate)
    await browser.open("/kiosk")
    await browser.press("始める")
    browser.client.cookies[SESSION] = people.cookies[who]
    return browser


def amounts(page: Page) -> set[str]:
    """Give every amount that a page tells, in its text or beside it."""
    tree = html.fromstring(page.response.text)
    told = [*tree.xpath("//text()"), *tree.xpath("//@*")]
    return {found for text in told for found in YEN.findall(text)}


async def walked(browser: Browser) -> dict[str, Page]:
    """Open every page of the record, and of its months and years as far as they are linked."""
    waiting = [f"/record{slug}" for slug in PAGES] + ["/record?all=yes"]
    seen: dict[str, Page] = {}
    kinds: dict[str, int] = {}
    while waiting:
        path = waiting.pop(0)
        kind = path.rpartition("/")[0]
        if path in seen or kinds.get(kind, 0) >= MOST:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        page = seen[path] = await browser.open(path)
        links = html.fromstring(page.response.text).xpath("//main//a/@href")
        waiting += [link for link in links if re.match(r"/record/(years|months)/", link)]
    return seen


@pytest.mark.parametrize("who", PERSONAS)
async def test_no_page_of_a_record_has_an_amount(who: str, people: Town) -> None:
    browser = await at_kiosk(people, who)
    for path, page in (await walked(browser)).items():
        assert page.status == 200, path
        assert urlsplit(page.path).path == urlsplit(path).path, path
        assert amounts(page) == set(), path


async def test_the_same_pages_have_amounts_at_home(people: Town) -> None:
    """Else the test above would be green because there were none."""
    found = set()
    for who in ("tenshoku", "sokyu"):
        pages = await walked(people.browser(who))
        found |= {path for path, page in pages.items() if amounts(page)}
    assert {"/record/years", "/record?all=yes"} <= found
    assert any(path.startswith("/record/months/") for path in found)
    assert any(re.match("/record/years/[0-9]", path) for path in found)


async def test_what_is_worth_or_kept_is_closed(people: Town) -> None:
    browser = await at_kiosk(people, "tenshoku")
    for path in (*NO_PAGES, *NO_FILES):
        page = await browser.open(path)
        assert page.path == "/kiosk/closed", path


async def test_a_part_of_a_page_has_none_either(people: Town) -> None:
    browser = await at_kiosk(people, "tenshoku")
    answer = await browser.client.get(
        "/record/years/2010", headers={"HX-Request": "true", "HX-Request-Type": "partial"}
    )
    assert "月" in answer.text
    assert YEN.findall(answer.text) == []


@pytest.mark.parametrize("who", PERSONAS)
async def test_the_amounts_are_gone_from_the_record_itself(who: str) -> None:
    record = record_of(who)
    bare = without_amounts(record)
    assert all(span.pay is None for span in bare.spans)
    assert bare.bonuses == ()
    assert len(bare.spans) == len(record.spans)
    for flag in flags(read_law(), career(record), persona(who).shown_on):
        left = flag_without_amounts(flag)
        assert (left.first, left.last, left.cost) == (flag.first, flag.last, flag.cost)
        assert not any(isinstance(left.facts.get(name), int) for name in ("before", "after"))
        assert all(span.pay is None for span in left.spans)


async def test_some_flag_had_an_amount() -> None:
    found = [
        flag
        for who in PERSONAS
        for flag in flags(read_law(), career(record_of(who)), persona(who).shown_on)
    ]
    assert any(flag.code is FlagCode.PAY_CHANGE for flag in found)
