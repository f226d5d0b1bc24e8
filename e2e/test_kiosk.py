"""キオスクのあと: what a real browser keeps of somebody's turn: nothing on the machine, nothing by Back."""

import contextlib
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from playwright.sync_api import Browser, Error, Page

from e2e.site import Site, running_site
from nenkin.cli import kiosk
from nenkin.cli.kiosk_browser import Ended

CANARY = "鷺鸞紡績ヌヱヲ"
BORN = {"born-year": "1945", "born-month": "6", "born-day": "3"}
OPTIONS = ("--headless=new", "--no-sandbox")
SECONDS, BACK = 60, 10
pytestmark = pytest.mark.xdist_group("kiosk")  # one worker runs their site
START = "この機械で、年金のことをする"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run a site in which nobody has signed up."""
    with running_site(tmp_path_factory.mktemp("site"), prepared=False) as running:
        yield running


@pytest.fixture
def base() -> Iterator[Path]:
    """Give a folder with a short name: Chromium's socket has no room for a long one."""
    with tempfile.TemporaryDirectory(prefix="k-") as folder:
        yield Path(folder)


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).first.click()


def turn(page: Page, address: str) -> None:
    """Begin a turn, write something that nobody else writes, and look at it."""
    page.goto(f"{address}/kiosk")
    press(page, "始める")
    page.goto(f"{address}/resume/new")
    page.locator("[name=born-era][value=western]").check()
    for name, text in BORN.items():
        page.fill(f"[name={name}]", text)
    press(page, "書き始める")
    page.goto(f"{address}/history/work")
    page.get_by_role("link", name="書き始める").first.click()
    page.fill("[name=employer]", CANARY)
    press(page, "次へ進む")
    page.goto(f"{address}/history/work")
    assert CANARY in page.content()


def holding(folder: Path) -> list[Path]:
    """Give every file below a folder that has the canary in it, however it is written."""
    signs = {CANARY.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "cp932", "euc-jp")}
    signs.add(CANARY.encode().hex().encode())
    signs.add("".join(f"%{byte:02X}" for byte in CANARY.encode()).encode())
    found = []
    for file in folder.rglob("*"):
        try:
            body = file.read_bytes() if file.is_file() and not file.is_symlink() else b""
        except OSError:  # a lock or socket that is gone by now
            continue
        if any(sign in body for sign in signs):
            found.append(file.relative_to(folder))
    return found


class Driver:
    """Drives the kiosk's own browser through the two files by which the kiosk follows it."""

    def __init__(self, orders: BinaryIO, news: BinaryIO) -> None:
        """Take the files; finds the browser's one page."""
        self.orders, self.news, self.rest, self.number = orders, news, b"", 0
        targets: list[dict[str, Any]] = []
        while not targets:
            found = self.ask("Target.getTargets")["targetInfos"]
            targets = [one for one in found if "/kiosk" in one["url"]]
        given = {"targetId": targets[0]["targetId"], "flatten": True}
        self.session = self.ask("Target.attachToTarget", given)["sessionId"]

    def ask(
        self, method: str, values: dict[str, Any] | None = None, session: str = ""
    ) -> dict[str, Any]:
        """Give an order, and wait for its answer."""
        self.number += 1
        order = {"id": self.number, "method": method, "params": values or {}}
        order |= {"sessionId": session} if session else {}
        self.orders.write(json.dumps(order).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                piece = self.news.read(65536)
                assert piece, "the browser has ended"
                self.rest += piece
            message, self.rest = self.rest.split(b"\0", 1)
            told: dict[str, Any] = json.loads(message)
            if told.get("id") == self.number:
                result: dict[str, Any] = told.get("result", {})
                return result

    def run(self, script: str) -> Any:
        """Run a line in the page, and give its value; nothing while the page is being changed."""
        given = {"expression": script, "returnByValue": True}
        answer = self.ask("Runtime.evaluate", given, self.session)
        return answer.get("result", {}).get("value")

    def until(self, script: str) -> None:
        """Wait until a line is true in the page."""
        last = time.monotonic() + SECONDS
        while self.run(script) is not True:
            assert time.monotonic() < last, (script, self.run("location.href"))
            time.sleep(0.05)

    def submit(self, button: str, path: str, **typed: str) -> None:
        """Fill in fields by their names, press a button, and wait for the page that it leads to."""
        for name, text in typed.items():
            field = f"document.querySelector('main [name={name.replace('_', '-')}]')"
            self.run(f"{field}.value = {json.dumps(text)}")
        self.run(
            "window.left = true; [...document.querySelectorAll('button')]"
            f".find((one) => one.textContent === {json.dumps(button)}).click()"
        )
        self.at(path)

    def open(self, path: str) -> None:
        """Open an address."""
        self.run(f"window.left = true; location.href = {json.dumps(path)}")
        self.at(path)

    def at(self, path: str) -> None:
        """Wait until a page is there whole, and another one than was left."""
        here = f"(location.pathname + location.search).startsWith({json.dumps(path)})"
        self.until(f"!window.left && {here} && document.readyState === 'complete'")


def followed(orders: BinaryIO, news: BinaryIO, address: str) -> Ended:
    """Be the person: begin, write what nobody else writes, look at it, end; then follow as ever."""
    driver = Driver(orders, news)
    driver.at("/kiosk")
    driver.submit("始める", "/kiosk/ways")
    driver.open("/resume/new")
    driver.run("document.querySelector('[name=born-era][value=western]').checked = true")
    # The same address shows the six words, once.
    driver.submit("書き始める", "/resume/new", born_year="1945", born_month="6", born_day="3")
    driver.open("/history/work")
    driver.run(
        "[...document.querySelectorAll('main a')].find((a) => a.textContent.includes('書き始める')).click()"
    )
    driver.until("!!document.querySelector('main [name=employer]')")
    driver.submit("次へ進む", "/history/work/", employer=CANARY)
    driver.open("/history/work")
    driver.until(f"document.body.textContent.includes({json.dumps(CANARY)})")
    driver.submit("終わる", "/kiosk?ended=person")
    driver.orders.write(b'{"id": 9999, "method": "Browser.close", "params": {}}\0')
    while driver.news.read(65536):
        pass
    return Ended.BY_PERSON


@pytest.mark.parametrize("wiped", [True, False])
def test_nothing_is_left_on_the_machine_after_a_turn(
    site: Site, base: Path, monkeypatch: pytest.MonkeyPatch, *, wiped: bool
) -> None:
    """Byte by byte, with the profile destroyed; and with it still there, before it is destroyed."""
    monkeypatch.setattr(kiosk, "follow", followed)
    monkeypatch.setenv("HOME", str(base))
    plan = kiosk.Plan("chromium", f"{site.address}/kiosk", base, OPTIONS)
    if wiped:
        assert kiosk.one_person(plan, plan.address) is Ended.BY_PERSON
        assert list(base.iterdir()) == []
    else:
        with kiosk.profile(base) as folder:
            assert kiosk.browse(plan, folder, plan.address) is Ended.BY_PERSON
            assert (folder / "profile" / "Default").is_dir()
            assert holding(folder) == []  # no page of a turn is ever written
    assert holding(base) == []


def test_a_clerks_own_browser_keeps_no_page_of_a_turn(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    """Without `nenkin kiosk`, and with an ordinary profile that nobody wipes."""
    kept = browser.browser_type.launch_persistent_context(
        str(tmp_path), executable_path="/usr/bin/chromium", args=list(OPTIONS[1:2])
    )
    page = kept.pages[0]
    turn(page, site.address)
    press(page, "終わる")
    kept.close()
    left = {str(file) for file in holding(tmp_path)}
    assert left == set()  # of an ordinary profile too: pages that are never stored


def step(go: Callable[[], object]) -> None:
    """Go back or forward; a page that was sent by a form is no longer there, as the browser says."""
    with contextlib.suppress(Error):
        go()


def shown(page: Page) -> str:
    """Give what a page shows once it stands still: one from the browser's memory is loaded anew."""
    for _ in range(SECONDS):
        with contextlib.suppress(Error):
            page.wait_for_load_state()
            return page.content()
    raise AssertionError("the page never stands still")


def test_back_shows_nothing_of_the_person_before(browser: Browser, site: Site) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        turn(page, site.address)
        press(page, "終わる")
        assert START in page.inner_text("h1")
        assert page.evaluate("Object.keys(localStorage).length + sessionStorage.length") == 0
        for _ in range(BACK):
            step(page.go_back)
            assert CANARY not in shown(page)
        for _ in range(BACK):
            step(page.go_forward)
            assert CANARY not in shown(page)
        names = {cookie["name"] for cookie in context.cookies()}
        assert names <= {"kiosk", "visit", "prefs"}, names


def test_somebody_who_types_slowly_loses_nothing(browser: Browser, site: Site) -> None:
    """The page asks in the page itself: one press, and what was half typed is still there.

    Real time goes on beside the clock, so nothing is asked near the two minutes.
    """
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.install()
        page.goto(f"{site.address}/kiosk")
        press(page, "始める")
        page.goto(f"{site.address}/resume")
        page.fill("[name=code]", CANARY)
        page.clock.run_for(100_000)
        assert page.locator(".kiosk-stay").count() == 0
        page.clock.run_for(25_000)
        page.locator(".kiosk-stay").wait_for()
        assert page.evaluate("document.activeElement.textContent") == "続ける"
        page.keyboard.press("Enter")
        assert page.locator(".kiosk-stay").count() == 0
        assert page.input_value("[name=code]") == CANARY
        page.clock.run_for(100_000)
        page.keyboard.press("Shift")
        page.clock.run_for(100_000)
        assert page.locator(".kiosk-stay").count() == 0
