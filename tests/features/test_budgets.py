"""Weight: what a first visit really sends fits one flight of packets (performance.md G17)."""

import re

import pytest

from nenkin.features.gallery import routes as gallery
from nenkin.features.help import routes as help_
from nenkin.features.home import routes as home
from tests.small_site import browser

FLIGHT = int(11.5 * 1024)
LONG_PAGE = 20 * 1024
MOST_REQUESTS = 4
ROUTES = (*home.ROUTES, *help_.ROUTES, *gallery.ROUTES)


async def sent(path: str, prefs: str, *, signed_in: bool) -> tuple[int, int]:
    """Give the bytes of page and styles, and the number of requests, as a browser would cause."""
    person = browser(ROUTES, signed_in=signed_in)
    if prefs:
        person.client.cookies["prefs"] = prefs
    total = 0
    answer = await person.client.get(path, headers={"accept-encoding": "br"})
    assert answer.get("content-encoding") == "br"
    total += len(answer.body)
    html = (await person.client.get(path)).text
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
    for address in files:
        answer = await person.client.get(address, headers={"accept-encoding": "br"})
        assert answer.status == 200
        if address.endswith(".css"):
            total += int(answer.get("content-length"))
    return total, 1 + len(files)


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("prefs", ["", "m.light", "xx.dark.r"])  # the first is a first visit
async def test_the_first_page_fits_one_flight(prefs: str, signed_in: bool) -> None:
    total, requests = await sent("/", prefs, signed_in=signed_in)
    assert total <= FLIGHT
    assert requests <= MOST_REQUESTS


@pytest.mark.parametrize("path", ["/help", "/glossary/unpaid", "/gallery/text-field"])
async def test_a_page_fits_one_flight(path: str) -> None:
    total, requests = await sent(path, "m.light", signed_in=False)
    assert total <= FLIGHT
    assert requests <= MOST_REQUESTS


@pytest.mark.parametrize("path", ["/glossary", "/faq", "/accessibility"])
async def test_a_long_page_stays_within_its_budget(path: str) -> None:
    total, _ = await sent(path, "m.light.r", signed_in=False)
    assert total <= LONG_PAGE
