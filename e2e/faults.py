"""Pages that a browser cannot bring about by itself, or but once: drawn by the site's own renderer.

Reached here as /fault/<words>: what a full disk, a gone database or a flood would have answered, and
what a clerk is told who has confirmed somebody's sign-up.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Route

from nenkin.web.errors import SEND_AGAIN, SHOWN
from nenkin.web.visits import PREFERENCES, Preferences, Visit
from tests.pages import renderer, visit

PATHS = "**/fault/*"
TYPED = (("surname", "年金"), ("given_name", "花子"))
# Those that the pages' own list reaches in the running site.
REACHED = frozenset({403, 404, 413})
STATUSES = tuple(sorted(SHOWN - REACHED))
# A sign-up is confirmed once: its page with the user ID, and where another way was faster.
CONFIRMED = {"signed-up": "tsukushi-55", "signed-up-before": None}


def prepare() -> None:
    """Read the words and components now, and not while the browser waits for its answer."""
    renderer()


def answer(route: Route) -> None:
    """Answer as web/errors.py would."""
    path = urlsplit(route.request.url).path
    words = path.rpartition("/")[2]
    cookies = route.request.all_headers().get("cookie", "")
    kept = next(
        (part.partition("=")[2] for part in cookies.split("; ") if part.startswith(PREFERENCES)),
        "",
    )
    seen = visit(path)
    seen.preferences = Preferences.read(kept)
    route.fulfill(**_drawn(seen, words), content_type="text/html; charset=utf-8")


def _drawn(seen: Visit, words: str) -> Mapping[str, Any]:
    if words in CONFIRMED:
        page = renderer().draw(seen, "counter/signed_up.html", user_id=CONFIRMED[words])
        return {"status": 200, "body": page}
    page = renderer().draw(
        seen,
        "web/error.html",
        status=int(words),
        errors=True,
        error=words,
        again=TYPED if words in SEND_AGAIN else (),
        address="/sign-in",
        reference="1234-5678" if words == "500" else "",
    )
    return {"status": int(words), "body": page}
