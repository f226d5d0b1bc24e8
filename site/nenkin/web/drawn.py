"""A page that is drawn: its bytes on their way out."""

from typing import Any

from litestar import Response
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

HTML = "text/html"  # Litestar adds the charset
_TYPE = (b"content-type", b"text/html; charset=utf-8")


class Drawn(Response[bytes]):
    """A page: bytes of a known kind, sent without what Litestar would look up to write them."""

    def to_asgi_response(self, *given: Any, **named: Any) -> ASGIResponse:
        """Give what is sent; ``given`` and ``named`` as Litestar's own response takes them."""
        if self.headers or self.cookies or self.background or named.get("headers"):
            return super().to_asgi_response(*given, **named)
        return _Sent(self.content, self.status_code or 200)


class _Sent(ASGIResponse):
    """The bytes of a page with what is known of them."""

    def __init__(self, body: bytes, status: int) -> None:
        self.body, self.status_code = body, status

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # as ASGI has it
        headers = [_TYPE, (b"content-length", b"%d" % len(self.body))]
        await send({"type": "http.response.start", "status": self.status_code, "headers": headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": False})
