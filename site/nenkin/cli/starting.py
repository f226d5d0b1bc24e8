"""`nenkin serve`: prepares the database, puts the site together, and serves it until told to stop."""

import argparse
import asyncio
import gc
import os
import sys
from multiprocessing import get_context

from nenkin import paths
from nenkin.cli import data
from nenkin.cli.demonstration import introduce, introduce_staff
from nenkin.cli.serving import CannotServe, place_of, refuse_a_taken_port, serve
from nenkin.settings import BadSettings, Settings, from_environment
from nenkin.storage.database import open_database
from nenkin.storage.keys import load_or_make
from nenkin.storage.migrating import migrate
from nenkin.storage.seeding import read_samples
from nenkin.storage.staff_seeding import read_sample_offices

REFUSED = 2


def serve_site(arguments: argparse.Namespace) -> int:
    """Serve the site: every worker begins as a copy of this process, in which all is put together."""
    from nenkin.cli import worker  # noqa: PLC0415  # the whole site, which no other command needs

    try:
        settings = from_environment(os.environ)
        place = place_of(settings, arguments.listen)
        refuse_a_taken_port(place)
    except (BadSettings, CannotServe) as problem:
        return _say(problem)
    # In a process of its own: no worker has in its memory what that took, and both cores work.
    preparing = get_context("fork").Process(target=_prepare, args=(settings,))
    preparing.start()
    try:
        worker.get_ready(settings)
    except worker.REFUSALS as problem:
        preparing.join()
        return preparing.exitcode or _say(problem)
    preparing.join()
    if preparing.exitcode:
        return preparing.exitcode
    # What is there now is no garbage; a worker that looked for some would copy every page of it.
    gc.collect()
    gc.freeze()
    serve(settings, place, "nenkin.cli.worker:application", lambda: _announce(settings))
    return 0


def _prepare(settings: Settings) -> None:
    """Bring the database to where a worker can begin; ends this process with 2 where it cannot."""
    try:
        migrate(settings.database_url)
        if settings.demo:
            data.prepare_demonstration(settings)
        else:
            asyncio.run(_prove(settings))
    except data.PROBLEMS as problem:
        sys.exit(_say(problem))


async def _prove(settings: Settings) -> None:
    """Raise what each worker would run into, once and before there are any."""
    db = await open_database(settings.database_url, load_or_make(settings.keys))
    await db.close()


def _announce(settings: Settings) -> None:
    print(f"{settings.service_name}: {settings.origin}/", flush=True)
    if settings.demo:
        people = read_samples(paths.DATA / "personas")
        print(introduce(people, settings.demonstration_day))
        print(introduce_staff(read_sample_offices(paths.DATA / data.OFFICES)), flush=True)


def _say(problem: Exception) -> int:
    print(f"nenkin: {problem}", file=sys.stderr)
    return REFUSED
