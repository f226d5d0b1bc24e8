"""A renderer with the site's own templates and words, and visits to draw pages for."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from nenkin.content.library import Library
from nenkin.web import assets
from nenkin.web.rendering import Renderer
from nenkin.web.surroundings import Surroundings
from nenkin.web.visits import Preferences, SignedIn, Visit
from tests.reading import KEPT, read_words

NOW = datetime(2026, 11, 20, 1, 12, tzinfo=UTC)
SOMEBODY = SignedIn(7, "年金 <花子>", b"s" * 32, b"k" * 32, 1, NOW, NOW + timedelta(minutes=30))
SURROUNDINGS = Surroundings(
    service="ねんきん便り",
    telephone="0120-000-000（架空の番号）",
    demonstration_day="2026年（令和8年）11月20日",
    visitor_menu=(("footer.help", "/help"), ("layout.sign-in", "/sign-in")),
    person_menu=(("layout.record", "/record"), ("layout.account", "/account")),
    footer_menu=(("footer.about", "/about"), ("footer.faq", "/faq")),
)


@cache
def words() -> Library:
    """Give the words of the site."""
    return read_words()


@cache
def renderer() -> Renderer:
    """Give a renderer of the site's own templates."""
    return Renderer(
        assets=assets.load(),
        phrases=words().phrases,
        readings=words().readings,
        surroundings=SURROUNDINGS,
        kept=KEPT,
    )


def visit(path: str = "/", *, person: SignedIn | None = None, **more: Any) -> Visit:
    """Make a visit; what is not a field of ``Visit`` is a preference."""
    own = {name: more.pop(name) for name in ("fragment", "visit_id") if name in more}
    return Visit(
        path=path,
        preferences=Preferences(**more),
        now=NOW,
        server_key=b"x" * 32,
        person=person,
        **own,
    )


async def nobody_on_duty(cookie: str, visit: Visit) -> bytes:
    """Stand for a site without staff."""
    return b""
