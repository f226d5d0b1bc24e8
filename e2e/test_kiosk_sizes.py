"""キオスクの画面: on a tall and on a wide screen all is large enough to read and to touch."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from e2e.site import Site, running_site
from e2e.test_kiosk import BORN, press

SCREENS = {"tall": (1080, 1920), "wide": (1280, 800)}
LETTERS, TARGET = 28, 64  # pixels
PAGES = (
    "/kiosk/ways",
    "/kiosk/together",
    "/resume",
    "/kiosk/hidden",
    "/sign-in",
    "/sign-up",
    "/help",
)
SHEET = ("/history", "/history/work", "/history/hints", "/kiosk/still-there")
# Every word that is seen with how large it is written, and whatever a finger is to meet.
WORDS = """() => [...document.querySelectorAll("body *")]
  .filter(one => one.tagName !== "RT" && one.checkVisibility() && !one.closest(".hidden, .skip-link")
    && [...one.childNodes].some(text => text.nodeType === 3 && text.data.trim()))
  .map(one => [one.textContent.trim().slice(0, 20), parseFloat(getComputedStyle(one).fontSize)])"""
TARGETS = """() => [...document.querySelectorAll(
  "button, a.button, select, textarea, .choice label, input:not([type=hidden], [type=radio], [type=checkbox])")]
  .filter(one => one.checkVisibility() && !one.closest(".hidden"))
  .map(one => [one.textContent.trim().slice(0, 20) || one.name, one.getBoundingClientRect()])
  .map(([name, box]) => [name, Math.min(box.width, box.height)])"""
pytestmark = pytest.mark.xdist_group("kiosk sizes")  # one worker runs their site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run a site in which nobody has signed up."""
    with running_site(tmp_path_factory.mktemp("site"), prepared=False) as running:
        yield running


def large_enough(page: Page, path: str) -> None:
    """Check one page as it stands."""
    small = [one for one in page.evaluate(WORDS) if one[1] < LETTERS]
    assert not small, (path, small)
    narrow = [one for one in page.evaluate(TARGETS) if one[1] < TARGET]
    assert not narrow, (path, narrow)
    wide = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0, path


@pytest.mark.parametrize("screen", SCREENS)
def test_words_and_targets_on_both_screens(screen: str, browser: Browser, site: Site) -> None:
    width, height = SCREENS[screen]
    with browser.new_context(
        viewport={"width": width, "height": height}, has_touch=True
    ) as context:
        page = context.new_page()
        page.goto(f"{site.address}/kiosk")
        large_enough(page, "/kiosk")
        press(page, "始める")
        for path in PAGES:
            page.goto(f"{site.address}{path}")
            large_enough(page, path)
            box = page.get_by_role("button", name="終わる", exact=True).first.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= height, path
        page.goto(f"{site.address}/resume/new")
        large_enough(page, "/resume/new")
        page.locator("[name=born-era][value=western]").check()
        for name, text in BORN.items():
            page.fill(f"[name={name}]", text)
        press(page, "書き始める")
        for path in SHEET:
            page.goto(f"{site.address}{path}")
            large_enough(page, path)
