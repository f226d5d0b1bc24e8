"""A whole site around a few routes: gate, guard, error pages, the site's own words and looks."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any, cast

from litestar import Litestar
from litestar.di import Provide

from nenkin.clock import FixedClock
from nenkin.storage.database import Database, Row
from nenkin.storage.statements import Prepared
from nenkin.web import access, assets, compression
from nenkin.web.dependencies import provide_submission, provide_visit
from nenkin.web.errors import ErrorPages, handlers
from nenkin.web.gate import Door, Exchange, Gate
from nenkin.web.limits import Limiter
from nenkin.web.visits import SignedIn
from tests.browser import ADDRESS, Browser
from tests.pages import NOW, SOMEBODY, nobody_on_duty, renderer, words


async def _find(cookie: str, now: datetime) -> SignedIn | None:
    return SOMEBODY if cookie == "somebody" else None


class _Host:
    async def keep(self, exchange: Exchange) -> None:
        return None

    async def welcome(self, exchange: Exchange) -> str:
        return access.SIGN_IN

    async def stand(self, exchange: Exchange) -> str:
        return ""


class _Empty(Database):
    """A database in which nothing is."""

    def __init__(self) -> None:
        pass

    async def rows(self, query: Prepared, *values: object) -> list[Row]:
        return []


def _given(value: Any) -> Provide:
    return Provide(lambda: value, use_cache=True, sync_to_thread=False)


def small_site(routes: Sequence[Any], *, secure: bool = False) -> Gate:
    """Make a site of these routes."""
    pages = ErrorPages(renderer().page, lambda failure: 500)
    inner = Litestar(
        [*routes, assets.static_file],
        dependencies={
            "visit": Provide(provide_visit, sync_to_thread=False),
            "submission": Provide(provide_submission, sync_to_thread=False),
            "db": _given(_Empty()),
            "renderer": _given(renderer()),
            "library": _given(words()),
            "assets": _given(assets.load()),
        },
        guards=[access.guard(lambda _: _Host())],
        exception_handlers=handlers(lambda _: pages),
        openapi_config=None,
        logging_config=None,
    )
    access.require_declarations(inner)
    unlimited = partial(Limiter, rate=10_000, burst=10_000)
    door = Door(
        clock=FixedClock(NOW),
        origin=ADDRESS,
        hosts=frozenset({b"127.0.0.1:8000"}),
        secure=secure,
        server_key=b"x" * 32,
        find_session=_find,
        admit_staff=nobody_on_duty,
        status_of=lambda failure: 500,
        render_error=pages.answer,
        compress=compression.compress,
        addresses=unlimited(),
        sessions=unlimited(),
    )
    return Gate(cast("Any", inner), door)


def browser(routes: Sequence[Any], *, signed_in: bool = False) -> Browser:
    """Open a browser on a small site."""
    opened = Browser(small_site(routes))
    if signed_in:
        opened.client.cookies["sid"] = "somebody"
    return opened
