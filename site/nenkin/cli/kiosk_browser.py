"""The browser of a kiosk: how it is started, and how its pages are followed until it is over."""

import contextlib
import json
import shutil
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

_BEGUN, _ENDED = "/kiosk/ways", "?ended="
_AT_ONCE = 65536  # bytes read from the browser at a time
# Nothing is offered, guessed, sent home or kept; a profile would have all of that for its person.
_FLAGS = (
    "--kiosk",
    "--incognito",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-crash-reporter",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication",
    "--disable-pinch",
    "--disable-sync",
    "--disk-cache-size=1",
    "--metrics-recording-only",
    "--no-pings",
    "--overscroll-history-navigation=0",
    "--password-store=basic",
    "--use-mock-keychain",
    "--lang=ja",
)
_PREFERENCES = {
    "autofill": {"enabled": False, "profile_enabled": False, "credit_card_enabled": False},
    "browser": {"enable_spellchecking": False},
    "credentials_enable_service": False,
    "profile": {"password_manager_enabled": False},
    "search": {"suggest_enabled": False},
    "translate": {"enabled": False},
}
# Of the machine's own settings only what a screen, a printer and the letters need.
_KEPT = ("PATH", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "LANG", "LC_ALL", "TZ")
_INSIDE = {
    "HOME": "home",
    "TMPDIR": "tmp",
    "XDG_CACHE_HOME": "home/cache",
    "XDG_CONFIG_HOME": "home/config",
    "XDG_DATA_HOME": "home/data",
}


class Ended(Enum):
    """How a browser came to its end."""

    NEVER_BEGAN = "before anybody had begun"
    BY_PERSON = "somebody's turn was over"
    CLOSED = "it was closed in the middle of a turn"


def prepare(folder: Path) -> None:
    """Make a profile's folders and its settings."""
    for inside in _INSIDE.values():
        (folder / inside).mkdir(parents=True, exist_ok=True)
    settings = {
        **_PREFERENCES,
        "download": {"default_directory": str(folder / "tmp"), "prompt_for_download": False},
    }
    (folder / "profile" / "Default").mkdir(parents=True)
    (folder / "profile" / "Default" / "Preferences").write_text(json.dumps(settings))


def arguments_of(
    browser: str, folder: Path, address: str, options: tuple[str, ...] = ()
) -> list[str]:
    """Give the command: the site's own host is the only one that has an address."""
    host = urlsplit(address).hostname
    return [
        shutil.which(browser) or browser,
        *_FLAGS,
        f"--user-data-dir={folder / 'profile'}",
        f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {host}",
        "--remote-debugging-pipe",
        *options,
        address,
    ]


def environment_of(folder: Path, own: Mapping[str, str]) -> dict[str, str]:
    """Give what the browser knows of the machine; everything that it keeps is kept in the folder."""
    given = {name: own[name] for name in _KEPT if name in own}
    cookie = own.get("XAUTHORITY") or str(Path(own.get("HOME", "/")) / ".Xauthority")
    inside = {name: str(folder / path) for name, path in _INSIDE.items()}
    return {**given, "XAUTHORITY": cookie, **inside}


def follow(orders: BinaryIO, news: BinaryIO, address: str) -> Ended:
    """Wait until a turn is over, and have the browser close; ``address``: its first page."""
    _order(orders, 1, "Target.setDiscoverTargets", {"discover": True})
    began = False
    start = urlsplit(address)
    for page in _addresses(news):
        path = page.removeprefix(f"{start.scheme}://{start.netloc}")
        if path.startswith(_BEGUN):
            began = True
        elif began and path.startswith(start.path + _ENDED):
            _order(orders, 2, "Browser.close", {})
            return Ended.BY_PERSON
    return Ended.CLOSED if began else Ended.NEVER_BEGAN


def _order(orders: BinaryIO, number: int, method: str, values: Mapping[str, object]) -> None:
    order = {"id": number, "method": method, "params": values}
    with contextlib.suppress(BrokenPipeError):  # closed already; what it said last is still read
        orders.write(json.dumps(order).encode() + b"\0")


def _addresses(news: BinaryIO) -> Iterator[str]:
    """Give the address of each page that the browser opens, until it is closed."""
    rest = b""
    while piece := news.read(_AT_ONCE):
        *whole, rest = (rest + piece).split(b"\0")
        for message in whole:
            told = json.loads(message)
            if told.get("method") in {"Target.targetCreated", "Target.targetInfoChanged"}:
                target = told["params"]["targetInfo"]
                if target["type"] == "page":
                    yield target["url"]
