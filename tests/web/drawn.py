"""What a renderer gives, as a browser would have got it."""

from typing import Any

from tests.asgi import Answer


def as_answer(response: Any) -> Answer:
    """Turn an answer of Litestar into one that came back."""
    body = response.content
    return Answer(response.status_code, (), body if isinstance(body, bytes) else body.encode())
