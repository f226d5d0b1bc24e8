"""Worlds for the tests of the whole site."""

from pathlib import Path

import pytest

from nenkin.storage.keys import Keys
from tests.proof.world import Opener


@pytest.fixture(scope="module", autouse=True)
def _cheap_hashes(cheap_hashes: None) -> None:
    """Hundreds of passwords are set here."""


@pytest.fixture
def open_world(
    sqlite_url: str, tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> Opener:
    """Give what opens a world: ``async with open_world(*routes) as world``."""
    return Opener(sqlite_url, tmp_path, keys, monkeypatch)
