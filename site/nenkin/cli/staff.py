"""`nenkin staff found`: the first places and members of staff of an installation."""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from nenkin.cli.data import PROBLEMS
from nenkin.clock import SystemClock
from nenkin.features.staff.papers import grouped, new_code
from nenkin.settings import Settings, from_environment
from nenkin.storage.database import open_database
from nenkin.storage.keys import Keys, load_or_make
from nenkin.storage.staff_seeding import SampleOffices, found_staff, read_sample_offices
from nenkin.web.hashing import Hasher


def found(arguments: argparse.Namespace) -> int:
    """Take a file of places and people in, once, and print what each is told."""
    try:
        offices = read_sample_offices(Path(arguments.file))
        settings = from_environment(os.environ)
        keys = load_or_make(settings.keys)
        hasher = Hasher(pepper=keys.pepper.current.secret, locks=settings.keys.absolute().parent)
        try:
            told = asyncio.run(_found(settings, keys, hasher, offices))
        finally:
            hasher.close()
    except PROBLEMS as problem:
        print(problem, file=sys.stderr)
        return 2
    print("\n".join(told))
    return 0


async def _found(
    settings: Settings, keys: Keys, hasher: Hasher, offices: SampleOffices
) -> list[str]:
    db = await open_database(settings.database_url, keys)
    codes: list[str] = []

    def make() -> str:
        codes.append(new_code())
        return codes[-1]

    try:
        told = await found_staff(
            db, offices, hash_secret=hasher.hash_now, new_code=make, now=SystemClock().now()
        )
    finally:
        await db.close()
    return [line.replace(code, grouped(code)) for line, code in zip(told, codes, strict=True)]
