"""Windows that lay pages out as large as they say, and draw one pixel: nobody looks at the others.

Drawing was a fifth of all that the run worked. `e2e/test_settings.py` proves that nothing else differs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

WIDE = ViewportSize(width=1280, height=800)
DRAWN = ViewportSize(width=1, height=1)
_UNDRAWN: WeakKeyDictionary[Page, tuple[CDPSession, ViewportSize]] = WeakKeyDictionary()


@contextmanager
def undrawn(browser: Browser) -> Iterator[Page]:
    """Open such a window; its `viewport_size` is what is drawn."""
    with browser.new_context(viewport=DRAWN, locale="ja-JP") as context:
        page = context.new_page()
        _UNDRAWN[page] = context.new_cdp_session(page), DRAWN
        resize(page, WIDE)
        yield page


def size_of(page: Page) -> ViewportSize:
    """Give the size of a page's window, drawn or not."""
    return _UNDRAWN[page][1] if page in _UNDRAWN else page.viewport_size or WIDE


def resize(page: Page, wanted: ViewportSize) -> None:
    """Make the window as large; where it is so already that would cost as much."""
    if size_of(page) == wanted:
        return
    if page not in _UNDRAWN:
        page.set_viewport_size(wanted)
        return
    tools, _ = _UNDRAWN[page]
    size = {**wanted, "screenWidth": wanted["width"], "screenHeight": wanted["height"]}
    other = {"deviceScaleFactor": 1, "mobile": False, "dontSetVisibleSize": True}
    tools.send("Emulation.setDeviceMetricsOverride", {**size, **other})
    _UNDRAWN[page] = tools, wanted
