"""Opens a page's state in a browser under given settings, as its reader would come to it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Browser, Page

from e2e import faults
from e2e.audit.browser import Watch, remember
from e2e.audit.document import Document
from e2e.site import Site
from e2e.states import WRONG, State
from nenkin.web.visits import SESSION, VISIT

WIDE = {"width": 1280, "height": 800}
MILLISECONDS = 15_000
THEMES = ("light", "dark", "warm")
SHEET = "stylesheet"
STANDARD = State.profile
# What another theme changes in a page; e2e/test_settings.py proves that it is all there is.
CHANGE_THEME = """([theme, sheet]) => new Promise((done) => {
  const root = document.documentElement, link = document.querySelector("link[rel=stylesheet]");
  root.className = root.className.replace(/th-\\w+/, "th-" + theme);
  link.onload = () => requestAnimationFrame(() => done());
  link.href = sheet;
})"""
CHANGE_SIZE = """size => {
  const root = document.documentElement;
  root.className = root.className.replace(/ts-\\w+/, "ts-" + size);
}"""


class Visitors:
    """Opens pages, as somebody who has signed in where the state says so."""

    def __init__(self, browser: Browser, site_of: Callable[[str], Site]) -> None:
        """Take the browser, and what gives the site that runs under a profile of passwords."""
        self.browser = browser
        self.site_of = site_of

    @contextmanager
    def visit(self, state: State, preferences: str = "", **settings: Any) -> Iterator[Watch]:
        """Come to the page; ``settings`` are those of a browser's context."""
        given = {"viewport": WIDE, "locale": "ja-JP", **settings}
        with self.browser.new_context(**given) as context:
            site = self.site_of(state.profile)
            address = site.address
            context.route(faults.PATHS, faults.answer)
            remember(context, address, preferences)
            context.add_cookies(_cookies(site, state))
            context.set_default_timeout(MILLISECONDS)
            watch = Watch(context.new_page())
            path = state.path.format_map(site.parts)
            watch.page.goto(address + path)
            if state.then is None:
                there = urlsplit(watch.page.url)
                assert path in (there.path, f"{there.path}?{there.query}"), watch.page.url
            else:
                state.then(watch.page)
            assert watch.document is not None
            # A part that is shown with mistakes is answered as a page with mistakes.
            expected = {state.status, WRONG} if state.part else {state.status}
            assert watch.document.status in expected, watch.document.status
            yield watch

    def theme(self, page: Page, theme: str) -> None:
        """Give the open page another theme."""
        page.evaluate(CHANGE_THEME, [theme, self.sheets[theme]])

    def size(self, page: Page, size: str) -> None:
        """Give the open page another size of text."""
        page.evaluate(CHANGE_SIZE, size)

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """Find each theme's style sheet."""
        found = {}
        for theme in THEMES:
            page = httpx.get(
                f"{self.site_of(STANDARD).address}/", headers={"Cookie": f"prefs=m.{theme}"}
            )
            (link,) = (
                one for one in Document(page.content).every("link") if one.get("rel") == SHEET
            )
            found[theme] = str(link.get("href"))
        return found


def _cookies(site: Site, state: State) -> Any:
    kept = {}
    if state.persona:
        kept[SESSION] = site.people[state.persona]
    if state.visitor:
        kept[VISIT] = site.visitors[state.visitor]
    url = site.address
    return [{"name": name, "value": value, "url": url} for name, value in kept.items()]
