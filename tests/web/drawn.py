"""What a renderer gives, as a browser would have got it."""

from typing import Any

from httpx import Request, Response

from tests.browser import ADDRESS


def as_answer(response: Any) -> Response:
    """Turn an answer of Litestar into one of httpx."""
    return Response(
        response.status_code, content=response.content, request=Request("GET", f"{ADDRESS}/")
    )
