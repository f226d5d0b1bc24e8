"""`nenkin migrate`, `nenkin seed`, `nenkin record import`: what changes the database."""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from nenkin import paths
from nenkin.clock import SystemClock
from nenkin.interchange.mistakes import Mistakes
from nenkin.interchange.raw_lines import decode_lines
from nenkin.interchange.record_files import read_record
from nenkin.law.periods import Record
from nenkin.settings import BadSettings, Settings, from_environment
from nenkin.storage.database import StorageUnavailable, open_database
from nenkin.storage.imports import OlderRecord, import_records
from nenkin.storage.keys import BadKeys, Keys, load_or_make
from nenkin.storage.migrating import migrate
from nenkin.storage.ownerless.rows import OtherStore
from nenkin.storage.ownerless.searching import load_store, open_store
from nenkin.storage.seeding import BadSeed, Sample, Terms, seed
from nenkin.storage.staff_seeding import read_sample_offices, seed_staff
from nenkin.web.hashing import Hasher

OFFICES = Path("staff") / "demonstration.toml"
PROBLEMS = (BadSettings, BadKeys, BadSeed, StorageUnavailable, OlderRecord)


def migrate_database(_arguments: argparse.Namespace) -> int:
    """Bring the database to this version's tables, and make the keys where there are none."""
    try:
        settings = from_environment(os.environ)
        load_or_make(settings.keys)
        migrate(settings.database_url)
    except PROBLEMS as problem:
        return _say(problem)
    print("The database has this version's tables.")
    return 0


def seed_database(_arguments: argparse.Namespace) -> int:
    """Bring the demonstration people in who are not there yet."""
    try:
        settings = from_environment(os.environ)
        if not settings.demo:
            raise BadSettings("Demonstration people come with NENKIN_DEMO=1 only.")
        new = prepare_demonstration(settings)
    except PROBLEMS as problem:
        return _say(problem)
    print(f"{len(new)} demonstration people were added.")
    return 0


def prepare_demonstration(settings: Settings) -> list[Sample]:
    """Do the same for another command; gives who was added."""
    keys = load_or_make(settings.keys)
    hasher = Hasher(pepper=keys.pepper.current.secret, locks=settings.keys.absolute().parent)
    try:
        people = asyncio.run(_seed(settings, keys, hasher))
    finally:
        hasher.close()
    _lose_records(settings)
    return people


def _lose_records(settings: Settings) -> None:
    """Load the invented ownerless records (持ち主不明記録) where no store is there; another one stays."""
    try:
        open_store(settings.ownerless_store).close()
    except OtherStore:
        with (paths.DATA / "ownerless" / "demonstration.jsonl").open("rb") as file:
            load_store(settings.ownerless_store, file)


async def _seed(settings: Settings, keys: Keys, hasher: Hasher) -> list[Sample]:
    db = await open_database(settings.database_url, keys)
    now, terms = SystemClock().now(), Terms(policy=settings.password_profile)
    try:
        offices = read_sample_offices(paths.DATA / OFFICES)
        await seed_staff(db, offices, hash_secret=hasher.hash_now, now=now, terms=terms)
        return await seed(
            db,
            paths.DATA / "personas",
            hash_secret=hasher.hash_now,
            now=now,
            terms=terms,
            usual_day=Settings.demonstration_day,
        )
    finally:
        await db.close()


def import_files(arguments: argparse.Namespace) -> int:
    """Take record files into the database: all of them, or none."""
    records: list[Record] = []
    wrong = False
    for name in arguments.files:
        try:
            with Path(name).open("rb") as file:
                found = read_record(decode_lines(file))
        except OSError as error:
            print(f"{name}: {error.strerror}.", file=sys.stderr)
            return 2
        if isinstance(found, Mistakes):
            wrong = True
            for mistake in found.found:
                print(f"{name}: {mistake}")
        else:
            records.append(found)
    if wrong:
        print("Nothing was taken in.")
        return 1
    try:
        settings = from_environment(os.environ)
        asyncio.run(_import(settings, records))
    except PROBLEMS as problem:
        return _say(problem)
    print(f"{len(records)} records were taken in.")
    return 0


async def _import(settings: Settings, records: list[Record]) -> None:
    db = await open_database(settings.database_url, load_or_make(settings.keys))
    try:
        await import_records(db, records)
    finally:
        await db.close()


def _say(problem: Exception) -> int:
    print(problem, file=sys.stderr)
    return 2
