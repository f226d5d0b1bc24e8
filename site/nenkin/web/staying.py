"""Pages of a person that a clerk has before them too: what leads on there leads on at the counter.

Addresses are changed in the finished answer, where nobody's text can look like one: its quotation
marks are escaped.
"""

from collections.abc import Callable
from typing import Any

from litestar import Response
from litestar.response import Redirect

_NAMES = (b"href", b"action", b"data-hx-get")


def staying(below: str, *bases: str) -> Callable[[Response[Any]], Response[Any]]:
    """Give what keeps links, forms and redirects to ``bases`` below an address, for ``after_request``."""
    moves = [
        (name + f'="{base}'.encode(), name + f'="{below}{base}'.encode())
        for name in _NAMES
        for base in bases
    ]

    def stay(response: Response[Any]) -> Response[Any]:
        if isinstance(response, Redirect):
            if response.url.startswith(bases):
                response.url = f"{below}{response.url}"
        elif isinstance(response.content, bytes):
            for there, here in moves:
                response.content = response.content.replace(there, here)
        return response

    return stay
