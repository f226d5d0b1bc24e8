"""Error pages that a browser cannot bring about by itself: drawn by the site's own renderer.

Reached here as /fault/<words>: what a full disk, a gone database or a flood would have answered.
"""

from urllib.parse import urlsplit

from playwright.sync_api import Route

from nenkin.web.errors import SEND_AGAIN, SHOWN
from nenkin.web.visits import PREFERENCES, Preferences
from tests.pages import renderer, visit

PATHS = "**/fault/*"
TYPED = (("surname", "年金"), ("given_name", "花子"))
# Those that the pages' own list reaches in the running site.
REACHED = frozenset({403, 404, 405, 413})
STATUSES = tuple(sorted(SHOWN - REACHED))


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
    html = renderer().draw(
        seen,
        "web/error.html",
        status=int(words),
        errors=True,
        error=words,
        again=TYPED if words in SEND_AGAIN else (),
        address="/sign-in",
        reference="1234-5678" if words == "500" else "",
    )
    route.fulfill(status=int(words), body=html, content_type="text/html; charset=utf-8")
