"""Debian's Chromium, without anything that would talk to the network by itself."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    Request,
    Response,
    sync_playwright,
)

# Debian's Chromium, of which the headless shell is the part that tests need: pages are laid out by the
# same engine for 40% less. Where it is not installed, the whole browser does.
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
# With a compositor in the page's own thread no frame comes unless somebody asks for one, and nobody
# does: styles and boxes are worked out when they are read, pages are never painted.
UNDRAWING = "--disable-threaded-compositing"

UNTOUCHED = """(html) => {
  const sent = new DOMParser().parseFromString(html, "text/html").documentElement;
  const fields = (root) => [...root.querySelectorAll("input, select, textarea")]
    .map((one) => [one.value, one.checked, one.selectedIndex, one.disabled].join());
  const root = document.documentElement;
  return root.outerHTML === sent.outerHTML && fields(root).join("|") === fields(sent).join("|");
}"""


def launch(playwright: Playwright, *asked: str) -> Browser:
    """Start the browser. Its sandbox cannot be used as root, and is used by everybody else."""
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *asked, *sandbox])


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser for the length of a block."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            yield browser
        finally:
            browser.close()


def remember(context: BrowserContext, address: str, preferences: str) -> None:
    """Set the cookie that the site reads its reader's settings from."""
    if preferences:
        parts = urlsplit(address)
        context.add_cookies(
            [{"name": "prefs", "value": preferences, "url": f"{parts.scheme}://{parts.netloc}/"}]
        )


class Watch:
    """Keeps a page's last document as it was sent, and every request since it was opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.document: Response | None = None
        self.requests: list[str] = []
        self._html = ""
        page.on("request", self._asked)
        page.on("response", self._answered)

    def end(self) -> None:
        """Stop watching: the page is used again."""
        self.page.remove_listener("request", self._asked)
        self.page.remove_listener("response", self._answered)

    def _asked(self, request: Request) -> None:
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            self.requests.clear()
        self.requests.append(request.url)

    def _answered(self, response: Response) -> None:
        request = response.request
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            self.document, self._html = response, ""

    def html(self) -> str:
        """Return the page's HTML as the server sent it."""
        if self.document is None:
            return self.page.content()
        self._html = self._html or self.document.text()
        return self._html

    def untouched(self) -> bool:
        """Whether the page is what the parser makes of its HTML: without scripts it is the same one."""
        return bool(self.page.evaluate(UNTOUCHED, self.html()))

    def foreign(self) -> list[str]:
        """Return the requests that went to other hosts than the page's own."""
        own = urlsplit(self.page.url).netloc
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme in {"http", "https", "ws", "wss"}
            and urlsplit(url).netloc != own
        ]
