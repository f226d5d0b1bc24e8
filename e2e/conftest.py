"""What every test in a browser is given."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from e2e.audit.browser import launch

DEFECTS = Path(__file__).parent / "defects"
ENGINES = ("chromium",)  # Firefox and WebKit join here


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Name the browser that a test is run in."""
    return str(request.param)


@pytest.fixture(scope="session")
def browser(engine: str) -> Iterator[Browser]:
    """Run one browser for all tests of this process."""
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture(scope="session")
def defects() -> Iterator[str]:
    """Serve the pages with seeded faults; give their address."""
    handler = functools.partial(_Quiet, directory=str(DEFECTS))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
