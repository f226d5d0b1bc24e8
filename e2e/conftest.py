"""What every test in a browser is given."""

import functools
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from e2e import results
from e2e.audit import Finding
from e2e.audit.browser import UNDRAWING, launch
from e2e.site import Site, running_site
from e2e.states import State
from e2e.strict import Validator, running_validator
from e2e.visits import Visitors
from nenkin import paths
from nenkin.content.library import load as load_library
from tests import in_memory

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
def playwright(engine: str) -> Iterator[Playwright]:
    """Run what drives the browsers of this process."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Run one browser for all tests of this process."""
    running = launch(playwright)
    yield running
    running.close()


@pytest.fixture(scope="session")
def layouts(playwright: Playwright) -> Iterator[Browser]:
    """Run one that lays pages out and draws none: keys are pressed in it, a mouse waits for ever."""
    running = launch(playwright, UNDRAWING)
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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run the site for all tests of this process."""
    with running_site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="session")
def visitors(
    layouts: Browser, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visitors]:
    """Open pages of the site; under another profile of passwords once a test asks for one."""
    with ExitStack() as running:

        @functools.cache
        def site_of(profile: str) -> Site:
            if profile == State.profile:
                return site
            folder = tmp_path_factory.mktemp(profile)
            return running.enter_context(running_site(folder, profile=profile))

        opened = Visitors(layouts, site_of)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def terms() -> frozenset[str]:
    """Give the words that the site explains or gives readings for."""
    names = {"service": "", "operator": "", "telephone": ""}
    return frozenset(load_library(paths.CONTENT, names=names).readings)


Report = Callable[[State, Mapping[str, Iterable[Finding]]], None]


@pytest.fixture(scope="session")
def report() -> Report:
    """Keep what was found for the results, block by block, and fail where anything was."""

    def keep(state: State, found: Mapping[str, Iterable[Finding]]) -> None:
        kept = {
            block: [one for one in findings if one.rule not in state.excused]
            for block, findings in found.items()
        }
        for block, findings in kept.items():
            results.note(state.name, block, findings)
        told = [f"[{block}] {one.as_text()}" for block, all_ in kept.items() for one in all_]
        assert not told, "\n".join(["", *told])

    return keep


def pytest_sessionstart(session: pytest.Session) -> None:
    """Forget the last run, once."""
    if not hasattr(session.config, "workerinput"):
        results.forget()


pytest_configure = in_memory.pytest_configure


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Put the results together, once."""
    in_memory.pytest_sessionfinish(session, exitstatus)
    if not hasattr(session.config, "workerinput") and any(results.PARTS.glob("*.json")):
        results.collect()
