"""A page once more, with a desk of another kind: the same handler, drawn by its own code.

Litestar takes a dependency only where it is exactly of the class that a handler names, so the handler
is given once more with the other class in its signature.
"""

import inspect
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

DESK = "desk"
Draw = Callable[..., Awaitable[Any]]
Finish = Callable[[Any, Any], Any]


def again(
    handler: HTTPRouteHandler, kind: type, finish: Finish = lambda _, page: page
) -> HTTPRouteHandler:
    """Give a handler of GET or POST whose ``desk`` is of this kind; ``finish`` takes desk and page."""
    draw: Draw = handler.fn

    @wraps(draw)
    async def drawn(**given: Any) -> Any:
        return finish(given[DESK], await draw(**given))

    dependency: Any = NamedDependency
    kinds = {DESK: dependency[kind]}
    whole = inspect.signature(draw)
    named = [
        one.replace(annotation=kinds.get(name, one.annotation))
        for name, one in whole.parameters.items()
    ]
    drawn.__annotations__ = {**draw.__annotations__, **kinds}
    drawn.__signature__ = whole.replace(parameters=named)  # type: ignore[attr-defined]
    route = get if handler.http_methods == {"GET"} else post
    made: HTTPRouteHandler = route(sorted(handler.paths))(drawn)
    return made
