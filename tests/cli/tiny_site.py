"""A server with the smallest site there can be, for the tests of starting and stopping."""

import sys
from collections.abc import Awaitable, Callable
from typing import Any

from nenkin.cli.serving import place_of, refuse_a_taken_port, serve
from nenkin.processes import end_with_the_parent
from nenkin.settings import Settings

Site = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


def application() -> Site:
    end_with_the_parent()

    async def site(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"here"})

    return site


def broken() -> Site:
    raise SystemExit("a broken file")


def say_ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


if __name__ == "__main__":
    settings = Settings(demo=True, origin=sys.argv[1], workers=2)
    place = place_of(settings)
    refuse_a_taken_port(place)
    serve(settings, place, f"tests.cli.tiny_site:{sys.argv[2]}", say_ready)
