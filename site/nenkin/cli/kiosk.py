"""`nenkin kiosk`: a browser for one person after another, of whom nothing stays in the machine.

Each person gets a profile of its own in memory, which is destroyed at the end; what was printed is
taken out of the queue. What must be forgotten while a browser runs is the site's own work.
"""

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from nenkin.cli.kiosk_browser import Ended, arguments_of, environment_of, follow, prepare
from nenkin.cli.kiosk_printing import Spool
from nenkin.settings import BadSettings, Settings

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
IN_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder that no disk ever sees
_PREFIX = "nenkin-kiosk-"
_TIMES = 3
_CLOSING = 10  # seconds that a browser has to write its last
_MOST_FAILURES = 3  # of browsers that end before anybody has seen a page


# A browser takes orders through file 3, answers through file 4, and ends when they are closed.
_STARTS = """
import fcntl, os, sys
hears, tells = (fcntl.fcntl(int(one), fcntl.F_DUPFD, 10) for one in sys.argv[1:3])
os.dup2(hears, 3)
os.dup2(tells, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


class CannotWipe(Exception):
    """Something of a person is still there: the machine must not be given to the next one."""


@dataclass(frozen=True)
class Plan:
    """What runs: which browser, where to, and where its profiles are made."""

    browser: str
    address: str
    base: Path
    options: tuple[str, ...] = ()


def run_kiosk(arguments: argparse.Namespace) -> int:
    """Serve one person after another until told to stop; 2 where the machine cannot do it."""
    try:
        plan = _plan(arguments)
    except BadSettings as problem:
        print(problem, file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, _stop)
    sweep(plan.base)
    address, failures = plan.address, 0
    try:
        while True:
            ended = one_person(plan, address)
            if arguments.once:
                return 0
            failures = failures + 1 if ended is Ended.NEVER_BEGAN else 0
            if failures == _MOST_FAILURES:
                print(f"{plan.browser} does not start here.", file=sys.stderr)
                return 2
            # The next browser opens with what the person was waiting to read: that it is over.
            address = plan.address + ("?ended=person" if ended is Ended.BY_PERSON else "")
    except KeyboardInterrupt:
        return 0
    except CannotWipe as problem:
        print(problem, file=sys.stderr)
        return 2


def one_person(plan: Plan, address: str) -> Ended:
    """Run a browser until its person's turn is over; nothing of it is there afterwards."""
    spool = Spool()
    with profile(plan.base) as folder:
        try:
            return browse(plan, folder, address)
        finally:
            spool.clear()


def browse(plan: Plan, folder: Path, address: str) -> Ended:
    """Run a browser on a profile until its person's turn is over; the profile is left as it is."""
    prepare(folder)
    hears, says = os.pipe()
    told, tells = os.pipe()
    words = arguments_of(plan.browser, folder, address, plan.options)
    running = subprocess.Popen(  # noqa: S603  # the browser that the machine has, on our page
        [sys.executable, "-c", _STARTS, str(hears), str(tells), *words],
        env=environment_of(folder, os.environ),
        pass_fds=(hears, tells),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(hears)
    os.close(tells)
    try:
        with os.fdopen(says, "wb", 0) as orders, os.fdopen(told, "rb", 0) as news:
            return follow(orders, news, plan.address)
    finally:
        _end(running)


@contextmanager
def profile(base: Path) -> Iterator[Path]:
    """Make a folder for one person, and destroy it; raises ``CannotWipe``."""
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=base))
    try:
        yield folder
    finally:
        wipe(folder)


def wipe(folder: Path) -> None:
    """Destroy a profile; raises ``CannotWipe`` where any of it stays."""
    for _ in range(_TIMES):  # a helper of the browser may write its last file meanwhile
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
    raise CannotWipe(f"{folder} could not be removed. Do not let anybody use this machine.")


def sweep(base: Path) -> None:
    """Destroy what a kiosk left that was killed."""
    for left in base.glob(f"{_PREFIX}*"):
        owner = left.name.removeprefix(_PREFIX).partition("-")[0]
        if not (owner.isdecimal() and Path(f"/proc/{owner}").exists()):
            wipe(left)


def _end(running: subprocess.Popen[bytes]) -> None:
    """End a browser and all its helpers: they were started as a group of their own."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        running.wait(timeout=_CLOSING)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _plan(arguments: argparse.Namespace) -> Plan:
    browser = arguments.browser or next(filter(shutil.which, BROWSERS), "")
    if not browser or not shutil.which(browser):
        raise BadSettings("No browser found here. Please run: sudo apt-get install chromium")
    origin = arguments.address or os.environ.get("NENKIN_ORIGIN", "") or Settings.origin
    parts = urlsplit(origin)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadSettings(f"--address must look like https://example.jp, not {origin!r}.")
    base = Path(arguments.folder) if arguments.folder else _memory()
    if not base.is_dir():
        raise BadSettings(f"--folder: there is no folder {base}")
    address = f"{parts.scheme}://{parts.netloc}/kiosk"
    return Plan(browser, address, base, tuple(arguments.chromium_option))


def _memory() -> Path:
    usable = IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK)
    return IN_MEMORY if usable else Path(tempfile.gettempdir())


def _stop(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--address", default="", metavar="URL", help="of the site")
    parser.add_argument("--browser", default="", metavar="PROGRAM", help="Chromium, if not found")
    parser.add_argument(
        "--folder", default="", metavar="FOLDER", help="for profiles, if not in memory"
    )
    parser.add_argument("--once", action="store_true", help="stop after one person")
    parser.add_argument(
        "--chromium-option",
        action="append",
        default=[],
        metavar="OPTION",
        help="one more for the browser, such as --chromium-option=--no-sandbox",
    )
