"""All routes of a site, as Litestar keeps them; whose site it is stands in their state."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any, Protocol, cast

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide

from nenkin.web.access import Host, guard, require_declarations
from nenkin.web.dependencies import OF_REQUEST
from nenkin.web.errors import ErrorPages, handlers

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection

HOUSE = "house"  # its name in the state


class House(Host, Protocol):
    """All parts of one running site."""

    pages: ErrorPages

    def opened(self, app: Litestar) -> AbstractAsyncContextManager[None]:
        """Hold the site open."""


def register(routes: Sequence[Any], parts: Sequence[str]) -> Litestar:
    """Register routes, whose handlers may ask for ``parts`` by name; raises ``Undeclared``.

    This is nine tenths of what putting a site together takes, so it knows of none: ``settle`` says
    which it is, and may do so again once that one has closed.
    """
    app = Litestar(
        route_handlers=routes,
        dependencies={
            **{name: Provide(give, sync_to_thread=False) for name, give in OF_REQUEST.items()},
            **{name: Provide(_part(name), sync_to_thread=False) for name in parts},
        },
        guards=[guard(_of)],
        exception_handlers=handlers(lambda request: _of(request).pages),
        lifespan=[lambda app: cast("House", app.state[HOUSE]).opened(app)],
        openapi_config=None,
        logging_config=None,
    )
    require_declarations(app)
    _one_by_one(app)
    return app


def _one_by_one(app: Litestar) -> None:
    """Let the parts that a handler asks for be found one after the other.

    Few wait for anything, and never for one another. Litestar begins a task for each, which took half of a
    page's time.
    """
    for route in app.routes:
        for _, model in getattr(route, "route_handler_map", {}).values():
            model.dependency_batches = [
                {part} for batch in model.dependency_batches for part in batch
            ]


def settle(app: Litestar, house: House, parts: Sequence[str]) -> None:
    """Let these routes be those of a house; what it has not yet, it adds once it opens."""
    had = {name: getattr(house, name) for name in parts if hasattr(house, name)}
    app.state = State({HOUSE: house, **had})


def _of(connection: "ASGIConnection[Any, Any, Any, Any]") -> House:
    house: House = connection.app.state[HOUSE]
    return house


def _part(name: str) -> Callable[[State], Any]:
    """Give what finds a part of the house for a handler that asks for it by name."""

    def part(state: State) -> Any:
        return state[name]

    return part
