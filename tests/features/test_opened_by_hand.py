"""The address of a form stays in the bar once it was sent; opened by hand it is no dead end."""

from collections import deque
from urllib.parse import urlsplit

import pytest

from nenkin.web.access import handlers
from tests.browser import Browser
from tests.features.records_site import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO = "tenshoku"
BEGINNINGS = ("/record", "/account", "/estimate", "/history", "/search", "/requests", "/sign-up")
PAGES = 150  # of which forms are gathered


def _of_form(path: str) -> str:
    """Give the kind of an address: what differs from person to person and month to month left out."""
    return "/".join(part for part in path.split("/") if part.isalpha())


async def _forms(browser: Browser) -> set[str]:
    """Walk the pages that lead on from the first ones, one of each kind; give where forms are sent."""
    waiting, seen, found = deque(BEGINNINGS), set(map(_of_form, BEGINNINGS)), set()
    walked = 0
    while waiting and walked < PAGES:
        address = waiting.popleft()
        answer = await browser.client.get(address.partition("#")[0])
        walked += 1
        if answer.status != 303 and not answer.get("content-type").startswith("text/html"):
            continue
        page = await browser.open(address)
        found |= {urlsplit(form.action).path for form in page.forms if form.method == "post"}
        for _, href in page.links:
            path = urlsplit(href).path
            if href.startswith("/") and _of_form(path) not in seen:
                seen.add(_of_form(path))
                waiting.append(href)
    return found


async def test_where_forms_are_sent_there_is_a_page(people: Town) -> None:
    browser = people.browser(WHO)
    found = await _forms(browser)
    assert len(found) > 20, found
    for path in sorted(found):
        page = await browser.open(path)
        assert page.status == 200, path


async def test_every_address_of_a_form_alone_leads_to_a_page_above_it(people: Town) -> None:
    """As a visitor, to whom what is not theirs says where to sign in, and never that it is no page."""
    routes: dict[str, set[str]] = {}
    for path, handler in handlers(people.gate.inner):  # type: ignore[arg-type]
        routes.setdefault(path, set()).update(getattr(handler, "http_methods", ()))
    alone = [path for path, methods in routes.items() if "GET" not in methods]
    assert len(alone) > 20
    for path in alone:
        address = path.replace("{", "").replace("}", "")
        answer = await Browser(people.gate).client.get(address)
        assert answer.status == 303, path
        above = answer.get("location")
        assert above == "/" or address.startswith(f"{above}/"), path


@pytest.mark.parametrize("address", ["//sign-out", "/sign-out/", "//evil.example/../sign-out"])
async def test_it_leads_to_no_other_site(people: Town, address: str) -> None:
    answer = await Browser(people.gate).client.get(address)
    assert answer.status in {303, 404}
    assert answer.get("location") in {"", "/"}


async def test_what_is_sent_where_only_a_page_is_says_so(people: Town) -> None:
    browser = people.browser(WHO)
    page = await browser.send("/record/grid", {"any": "thing"})
    assert page.status == 405
