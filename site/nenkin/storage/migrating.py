"""Brings a database to the tables of this version."""

import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import make_url

from nenkin.storage.faults import translated

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def configuration(url: str) -> "Config":
    """Give Alembic's settings; the same as ``[tool.alembic]`` in pyproject.toml, without a file."""
    from alembic.config import Config  # noqa: PLC0415  # see below

    config = Config(stdout=sys.stdout)  # as it is now: Alembic's own is that of its import
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


def migrate(url: str, revision: str = "head") -> None:
    """Upgrade the database at ``url``, all or nothing; an SQLite file is made where there is none."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        file = Path(parsed.database)
        if revision == "head" and _is_newest(file):
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        # For its owner only; what SQLite puts beside it gets the same rights.
        file.touch(mode=0o600)
    # A third of all that a start imports, and most starts find nothing to do.
    from alembic import command  # noqa: PLC0415

    with translated():
        command.upgrade(configuration(url), revision)


async def migrate_in_thread(url: str) -> None:
    """Do the same without stopping an event loop."""
    await asyncio.to_thread(migrate, url)


def newest() -> str:
    """Give the last revision there is; each has the next number."""
    return max((MIGRATIONS / "versions").glob("[0-9]*.py")).name.partition("_")[0]


def _is_newest(file: Path) -> bool:
    """Whether an SQLite file has surely this version's tables; Alembic says so of any other."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            found = database.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.Error:
        return False
    return bool(found == [(newest(),)])
