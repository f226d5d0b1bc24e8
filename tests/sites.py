"""A whole site for tests: gate, pages and storage, with a clock that stands still."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from litestar import Litestar

from nenkin import app, menus
from nenkin.clock import FixedClock
from nenkin.settings import Settings
from nenkin.storage import housekeeping
from nenkin.storage.database import Database
from nenkin.storage.keys import Keys, write
from nenkin.web.gate import Gate
from nenkin.web.kept import Kept
from tests.reading import KEPT

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)  # noon in Japan on the demonstration day
# More requests a second than any machine makes: a test must not depend on how fast it runs.
ANY_PACE = 1_000_000


@asynccontextmanager
async def running(gate: Gate) -> AsyncIterator[Gate]:
    """Run an application's start and end around a block, as a server does."""
    lifespan = gate.inner.lifespan()  # type: ignore[attr-defined]  # Litestar's own
    async with lifespan:
        yield gate


def database_of(gate: Gate) -> Database:
    """Give the database that a running site holds open."""
    house: app.House = gate.door.find_session.__self__  # type: ignore[attr-defined]
    return house.db


def settings_of(database_url: str, folder: Path, keys: Keys, **more: Any) -> Settings:
    """Give the settings of a demonstration site whose keys are the test's own."""
    file = folder / "keys.json"
    if not file.exists():
        write(keys, file)
    given = {"database_url": database_url, "keys": file, "demo": True}
    given["ownerless_store"] = str(folder / "ownerless.db")  # there where a test has loaded one
    pace = {"per_address": ANY_PACE, "per_session": ANY_PACE}
    return Settings(**{**given, **pace, **more})


# Routes that no site uses just now. Registering them anew for each of a thousand sites took a fifth
# of all tests' time.
_IDLE: dict[tuple[object, ...], list[Litestar]] = {}


# Plain, as making a mock takes as long as a page.
_NO_GC = SimpleNamespace(collect=lambda: 0, freeze=lambda: None)


async def _nothing(*_: Any) -> None:
    """Tidy nothing."""


@asynccontextmanager
async def site(settings: Settings, clock: FixedClock | None = None) -> AsyncIterator[Gate]:
    """Give a running site."""
    idle = _IDLE.setdefault((settings.demo, menus.FEATURES), [])
    inner = idle.pop() if idle else app.register(settings)
    # A server freezes once what its start made; here it would be all that any test ever made. And it
    # begins by forgetting what is over, of which a new database has nothing.
    kept = patch.object(Kept, "beside", lambda *_: KEPT)
    with kept, patch.object(app, "gc", _NO_GC), patch.object(housekeeping, "tidy", _nothing):
        async with running(app.create_app(settings, clock or FixedClock(NOON), inner)) as gate:
            yield gate
    idle.append(inner)  # not where a test failed: who knows what it left
