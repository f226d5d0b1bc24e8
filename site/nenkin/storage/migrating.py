"""Brings a database to the tables of this version."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import make_url

from nenkin.storage.faults import translated

MIGRATIONS = Path(__file__).parent / "migrations"


def configuration(url: str) -> Config:
    """Give Alembic's settings; the same as ``[tool.alembic]`` in pyproject.toml, without a file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


def migrate(url: str, revision: str = "head") -> None:
    """Upgrade the database at ``url``, all or nothing; an SQLite file is made where there is none."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        file = Path(parsed.database)
        file.parent.mkdir(parents=True, exist_ok=True)
        # For its owner only; what SQLite puts beside it gets the same rights.
        file.touch(mode=0o600)
    with translated():
        command.upgrade(configuration(url), revision)


async def migrate_in_thread(url: str) -> None:
    """Do the same without stopping an event loop."""
    await asyncio.to_thread(migrate, url)
