"""What people see when something is refused or fails: always a page, never a dead end."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from litestar.exceptions import HTTPException, MethodNotAllowedException
from litestar.response import Redirect

from nenkin.web.access import (
    SIGN_IN,
    STAFF_SIGN_IN,
    FormExpired,
    LedAway,
    NotSignedIn,
    exchange_of,
)
from nenkin.web.executors import TooBusy
from nenkin.web.failures import record
from nenkin.web.gate import Exchange
from nenkin.web.refusals import Refused
from nenkin.web.submissions import pairs, without_secrets

if TYPE_CHECKING:
    from litestar import Litestar, Request, Response

FORBIDDEN = 403
SERVER_ERROR = 500
BUSY = 503
# Every status that has its own words in content/phrases.toml; a few say the same as another.
SHOWN = frozenset({400, 403, 404, 405, 409, 413, 415, 429, 500, 503, 507})
SAID_AS = {408: 503, 431: 400, 401: 403}
FORM_EXPIRED, FULL = "403-form", "503-full"
_PART = re.compile(r"\$\.([a-z_]+)")  # of a signature, as msgspec names it
# What has words of its own, whatever else has its status.
OWN_WORDS: Mapping[type[Exception], str] = {FormExpired: FORM_EXPIRED, TooBusy: FULL}
# Sending the same again is right after these: nothing was wrong with what was typed.
SEND_AGAIN = frozenset({*OWN_WORDS.values(), "429", "503", "507"})


class ErrorPages:
    """Turns what went wrong into a page that says what to do."""

    def __init__(
        self, draw: "Callable[..., Response[bytes]]", status_of: Callable[[Exception], int]
    ) -> None:
        """Take ``Renderer.page``, and which status an exception of the storage becomes."""
        self._draw = draw
        self._status_of = status_of

    def page(self, status: int, exchange: Exchange, words: str = "") -> "Response[bytes]":
        """Draw the page of a status; what was typed goes along, to be sent again by one press."""
        status = SAID_AS.get(status, status)
        status = status if status in SHOWN else SERVER_ERROR
        words = words or str(status)
        again = list(pairs(without_secrets(exchange.submission))) if words in SEND_AGAIN else []
        response = self._draw(
            exchange.visit,
            "web/error.html",
            status=status,
            errors=True,
            error=words,
            again=again,
            address=exchange.visit.path,
            reference=exchange.reference,
        )
        if status == BUSY:
            response.headers["retry-after"] = "10"
        return response

    def answer(self, status: int, exchange: Exchange) -> tuple[list[tuple[bytes, bytes]], bytes]:
        """Give the page of a status as headers and body, for the gate."""
        response = self.page(status, exchange)
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            *((name.encode(), value.encode()) for name, value in response.headers.items()),
        ]
        return headers, response.content

    def of_failure(
        self, request: "Request[Any, Any, Any]", failure: Exception
    ) -> "Response[bytes]":
        """Draw the page of what a handler raised."""
        words, exchange = OWN_WORDS.get(type(failure), ""), exchange_of(request)
        if isinstance(failure, HTTPException):
            status = failure.status_code
            if status >= SERVER_ERROR:
                # Such as a dependency that does not fit its handler: Litestar names the parts of a
                # signature in the cause; whatever else stands there may be somebody's.
                parts = ", ".join(sorted(set(_PART.findall(str(failure.__cause__ or "")))))
                exchange.reference = record(request.scope, failure, f"({parts})")
        elif isinstance(failure, Refused):
            status = failure.status
        elif isinstance(failure, TooBusy):
            status = BUSY
        elif isinstance(failure, FormExpired):
            status = FORBIDDEN
        else:
            exchange.reference = record(request.scope, failure)
            status = self._status_of(failure)
        return self.page(status, exchange, words)


def handlers(pages_of: "Callable[[Request[Any, Any, Any]], ErrorPages]") -> dict[Any, Any]:
    """Give Litestar's exception handlers."""

    def failed(request: "Request[Any, Any, Any]", failure: Exception) -> "Response[bytes]":
        return pages_of(request).of_failure(request, failure)

    def signed_out(request: "Request[Any, Any, Any]", failure: NotSignedIn) -> Redirect:
        visit = exchange_of(request).visit
        # only a page that can be opened again is a way back; a form's address may not be one
        returns = request.method == "GET" and failure.where in {SIGN_IN, STAFF_SIGN_IN}
        back = visit.path if returns else ""
        return Redirect(
            failure.where + (f"?{urlencode({'next': back})}" if back else ""), status_code=303
        )

    def led_away(_: "Request[Any, Any, Any]", failure: LedAway) -> Redirect:
        return Redirect(failure.where, status_code=303)

    def opened_by_hand(
        request: "Request[Any, Any, Any]", failure: MethodNotAllowedException
    ) -> "Redirect | Response[bytes]":
        if request.method != "GET":
            return failed(request, failure)
        return Redirect(_page_above(request.app, request.scope["path"]), status_code=303)

    return {
        NotSignedIn: signed_out,
        LedAway: led_away,
        MethodNotAllowedException: opened_by_hand,
        HTTPException: failed,
        Exception: failed,
    }


def _page_above(app: "Litestar", path: str) -> str:
    """Give the page on which a form is whose address has none: the nearest one above it.

    Such an address stays in the bar of whoever has sent the form, and may be opened once more.
    """
    parts = [part for part in path.split("/") if part]
    while parts:
        parts.pop()
        above = "/" + "/".join(parts)
        with suppress(HTTPException):
            app.asgi_router.handle_routing(path=above, method="GET")
            return quote(above)
    return "/"
