"""Opens a page's state in a browser under given settings, as its reader would come to it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from fnmatch import fnmatch
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Browser, Page, Route

from e2e import faults
from e2e.audit.browser import Watch, remember
from e2e.audit.document import Document
from e2e.audit.window import WIDE, resize, undrawn
from e2e.site import Site
from e2e.states import WRONG, State
from nenkin.web.visits import SESSION, STAFF_SESSION, VISIT

MILLISECONDS = 60_000  # a busy machine is no fault of the page
THEMES = ("light", "dark", "warm")
SHEET = "stylesheet"
MOST_VISITS = (
    20  # of a window: it lets go of what it has read when it is closed, some 20 MB a visit
)
STANDARD = State.profile
# What another theme changes in a page; e2e/test_settings.py proves that it is all there is.
CHANGE_THEME = """([theme, sheet]) => new Promise((done) => {
  const root = document.documentElement, link = document.querySelector("link[rel=stylesheet]");
  root.className = root.className.replace(/th-\\w+/, "th-" + theme);
  link.onload = () => done();
  link.href = sheet;
})"""


class Visitors:
    """Opens pages, as somebody who has signed in where the state says so.

    All visits are made in one window: its renderer has read the fonts and scripts before, which is
    half of a visit's cost. Cookies, scripts and media are each visit's own.
    """

    def __init__(self, browser: Browser, site_of: Callable[[str], Site]) -> None:
        """Take the browser, and what gives the site that runs under a profile of passwords."""
        self.browser = browser
        self.site_of = site_of
        self.window: Window | None = None

    @contextmanager
    def visit(self, state: State, preferences: str = "", *, script: bool = True) -> Iterator[Watch]:
        """Come to the page; without scripts where they are off."""
        if self.window and self.window.visits == MOST_VISITS:
            self.close()
        window = self.window = self.window or Window(self.browser)
        try:
            yield self._come(window, state, preferences, script=script)
            window.leave()
        except BaseException:
            self.close()  # whatever went wrong is not to follow the next visit
            raise

    def close(self) -> None:
        """Close the window."""
        if self.window:
            self.window.close()
        self.window = None

    def _come(self, window: "Window", state: State, preferences: str, *, script: bool) -> Watch:
        site = self.site_of(state.profile)
        path = state.path.format_map(site.parts)
        watch = window.enter(_cookies(site, state), script=script)
        remember(window.context, site.address, preferences)
        if fnmatch(path, faults.PATHS):
            faults.prepare()
            window.answer(faults.PATHS, faults.answer)
        watch.page.goto(site.address + path)
        if state.then is None:
            there = urlsplit(watch.page.url)
            assert path in (there.path, f"{there.path}?{there.query}"), watch.page.url
        else:
            state.then(watch.page)
        assert watch.document is not None
        # A part that is shown with mistakes is answered as a page with mistakes.
        expected = {state.status, WRONG} if state.part else {state.status}
        assert watch.document.status in expected, watch.document.status
        return watch

    def theme(self, page: Page, theme: str) -> None:
        """Give the open page another theme."""
        page.evaluate(CHANGE_THEME, [theme, self.sheets[theme]])

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


class Window:
    """A window of the browser that is used again and again."""

    def __init__(self, browser: Browser) -> None:
        self.opened = ExitStack()
        self.page = self.opened.enter_context(undrawn(browser))
        self.context = self.page.context
        self.context.set_default_timeout(MILLISECONDS)
        self.tools = self.context.new_cdp_session(self.page)
        self.watch: Watch | None = None
        self.visits = 0
        self.script = True
        self.answers = False

    def enter(self, cookies: Any, *, script: bool) -> Watch:
        """Come in as somebody, with nothing left of who was here before."""
        self.context.clear_cookies()
        if cookies:
            self.context.add_cookies(cookies)
        if script != self.script:
            self.tools.send("Emulation.setScriptExecutionDisabled", {"value": not script})
            self.script = script
        self.watch = Watch(self.page)
        self.visits += 1
        return self.watch

    def answer(self, paths: str, answer: Callable[[Route], None]) -> None:
        """Answer in the site's place until the visit ends."""
        self.page.route(paths, answer)
        self.answers = True

    def leave(self) -> None:
        """Forget what the visit has set."""
        assert self.watch is not None
        self.watch.end()
        if self.answers:
            self.page.unroute_all()
            self.answers = False
        resize(self.page, WIDE)

    def close(self) -> None:
        """Close it."""
        self.opened.close()


def _cookies(site: Site, state: State) -> Any:
    kept = {}
    if state.persona:
        kept[SESSION] = site.people[state.persona]
    if state.staff:
        kept[STAFF_SESSION] = site.staff[state.staff]
    if state.visitor:
        kept[VISIT] = site.visitors[state.visitor]
    url = site.address
    return [{"name": name, "value": value, "url": url} for name, value in kept.items()]
