"""What e2e/visits.py takes for granted: a setting changes a class, a sheet, its own form, no more."""

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from e2e.audit.passes import WINDOWS
from e2e.audit.window import DRAWN, WIDE, resize, size_of, undrawn
from e2e.site import Site
from e2e.visits import THEMES
from nenkin.web import assets

SOMEBODY = "jieigyo"
PATHS = ("/", "/glossary", "/faq", "/record", "/record/grid", "/record/years")
OF_SETTINGS = (
    r'class="ts-\w+ th-\w+"',
    r'<meta name="color-scheme" content="\w+">',
    r'<link rel="stylesheet" href="[^"]+">',
    r'(?s)<form[^>]* action="/prefs".*?</form>',
    r'(?<=name="token" value=")[^"]*',
    r"\d{1,2}:\d{2}",
    r'data-left="\d+"',
)

# Each box, what is found at a grid of points, what a style or script may ask, and the place scrolled to.
LAID_OUT = """(every) => (every = [...document.querySelectorAll("*")]) && [
  ...every.map((one) => JSON.stringify(one.getBoundingClientRect())),
  ...[...Array(64).keys()].map((n) => every.indexOf(document.elementFromPoint(
    (n % 8 + 0.5) * innerWidth / 8, (Math.floor(n / 8) + 0.5) * innerHeight / 8))),
  innerWidth, innerHeight, devicePixelRatio, visualViewport.width, visualViewport.height,
  screen.width, screen.height, document.visibilityState, scrollY,
]"""
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|(?<=color-scheme:)\w+")


def test_themes_differ_in_their_colours_alone() -> None:
    """So in another theme nothing but colours is looked at anew."""
    files = assets.load().files
    sheets = [files[f"{theme}.css"] for theme in THEMES]
    assert len(set(sheets)) == len(THEMES)
    assert len({COLOUR.sub("", bytes(sheet).decode()) for sheet in sheets}) == 1
    # A style for more contrast would be one more theme to look at in e2e/test_pages.py.
    assert not any(b"prefers-contrast" in sheet for sheet in sheets)


def common(html: str) -> str:
    """Take out of a page what a setting may change, and what every answer has of its own."""
    for pattern in OF_SETTINGS:
        html = re.sub(pattern, "", html)
    return html


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("preferences", ["m.dark", "m.warm", "l.light", "x.light", "xx.light"])
def test_themes_and_sizes_change_no_word(site: Site, path: str, preferences: str) -> None:
    """So a page that is open can be given another theme or size for looking at it."""

    def ask(prefs: str) -> str:
        cookies = f"prefs={prefs}; sid={site.people[SOMEBODY]}"
        answer = httpx.get(site.address + path, headers={"Cookie": cookies}, follow_redirects=True)
        return answer.text

    plain, changed = ask("m.light"), ask(preferences)
    size, theme = preferences.split(".")
    assert f'class="ts-{size} th-{theme}"' in changed
    assert common(changed) == common(plain)


@pytest.mark.parametrize("size", [*WINDOWS, (640, 800)], ids=str)
def test_a_window_that_is_not_drawn_lays_out_as_a_drawn_one(
    size: tuple[int, int], site: Site, browser: Browser, layouts: Browser
) -> None:
    """Every box to the last part of a pixel, what lies at a point, and what Tab brings into view."""

    def seen(page: Page) -> Any:
        resize(page, ViewportSize(width=size[0], height=size[1]))
        assert size_of(page) == page.viewport_size or page.viewport_size == DRAWN
        page.goto(f"{site.address}/sign-in")
        page.keyboard.press("Tab")
        page.locator("main button").last.focus()
        return page.evaluate(LAID_OUT)

    with browser.new_context(viewport=WIDE, locale="ja-JP") as context, undrawn(layouts) as page:
        drawn, not_drawn = seen(context.new_page()), seen(page)
    assert len(drawn) > 150
    assert not_drawn == drawn


def test_a_page_that_is_stored_nowhere_keeps_what_is_typed(site: Site, browser: Browser) -> None:
    """And Enter in a box still goes on: the buttons of the settings are the form's last ones."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site.address}/estimate/try")
        page.locator("main [name=born-era][value=showa]").check()
        page.fill("[name=born-year]", "４５")
        page.locator("#settings button[value=xx]").click()
        page.wait_for_selector("html.ts-xx")
        assert page.input_value("[name=born-year]") == "４５"
        assert page.locator("main [name=born-era][value=showa]").is_checked()
        page.fill("[name=born-month]", "1")
        page.fill("[name=born-day]", "2")
        page.press("[name=born-day]", "Enter")
        page.wait_for_selector("[name=first]")
        page.fill("[name=first]", "平成2年4月")
        page.locator("#settings button[value=dark]").click()
        page.wait_for_selector("html.th-dark")
        assert page.input_value("[name=first]") == "平成2年4月"
