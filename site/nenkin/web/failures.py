"""What the log says of a failure: its kind, its place and a reference, and no value of anybody's.

The message of an exception may hold what somebody typed, so none is written down. Who reads the
reference out, from their page, is found in the log by it.
"""

import logging
import secrets
import traceback
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

log = logging.getLogger(__name__)
_DIGITS, _GROUP = 8, 4  # easily read out on the telephone


def record(scope: Any, failure: BaseException, more: str = "") -> str:
    """Write a failure into the log; gives the reference that it is found by.

    ``more``: what else is ours to say of it.
    """
    number = "".join(secrets.choice("0123456789") for _ in range(_DIGITS))
    reference = f"{number[:_GROUP]}-{number[_GROUP:]}"
    what = " ← ".join(_kinds(failure)) + (f" {more}" if more else "")
    log.error("%s %s %s failed: %s", reference, scope["method"], _address(scope), what)
    return reference


def _address(scope: Any) -> str:
    """Give the route, or the part of the site: what else stands in an address may be somebody's."""
    route = scope.get("path_template")
    if isinstance(route, str):
        return route
    first = str(scope["path"]).split("/")[1:2]
    return f"/{first[0]}/…" if first and first[0].isascii() and first[0].isalpha() else "/…"


def _kinds(failure: BaseException | None) -> Iterator[str]:
    """Give each failure of a chain with where it was raised, the last one first."""
    seen: set[int] = set()
    while failure is not None and id(failure) not in seen:
        seen.add(id(failure))
        frames = traceback.extract_tb(failure.__traceback__)
        places = [f"{PurePath(one.filename).name}:{one.lineno} {one.name}" for one in frames]
        yield f"{type(failure).__qualname__} ({', '.join(reversed(places))})"
        failure = failure.__cause__ or failure.__context__
