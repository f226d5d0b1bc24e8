"""What every test in a browser is given."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, sync_playwright

from e2e.audit.browser import launch
from e2e.strict import Validator, running_validator

DEFECTS = Path(__file__).parent / "defects"
ENGINES = ("chromium",)  # Firefox and WebKit join here


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""

    def do_POST(self) -> None:
        """Keep what a form sends, and show the page once more."""
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        assert isinstance(self.server, DefectServer)
        self.server.sent.append(parse_qs(sent))
        self.do_GET()


class DefectServer(ThreadingHTTPServer):
    """Serves the pages with seeded faults, and keeps what their forms send."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(DEFECTS)))
        self.sent: list[dict[str, list[str]]] = []
        self.address = f"http://127.0.0.1:{self.server_port}/"


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
def defects() -> Iterator[DefectServer]:
    """Serve the pages with seeded faults."""
    with DefectServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def validator() -> Iterator[Validator]:
    """Run the checker for strict HTML once for all pages."""
    with running_validator() as running:
        yield running
