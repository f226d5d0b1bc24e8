"""Tests of registered addresses: brought by a file, kept without one, and in no record that is read."""

from dataclasses import replace

from nenkin.storage.addresses import registered_address
from nenkin.storage.database import Database
from nenkin.storage.imports import import_records
from nenkin.storage.records import read_record
from tests.storage.samples import RECORD

HOME, NEW = ("000-0001", "東京都みほん区１－１"), ("000-0002", "大阪府みほん市２－２")


async def address_of(database: Database, person_id: int) -> object:
    async with database.read() as session:
        return await registered_address(session, person_id)


async def test_a_file_brings_an_address_and_one_without_leaves_it(database: Database) -> None:
    (person_id,) = await import_records(database, [replace(RECORD, address=HOME)])
    assert await address_of(database, person_id) == HOME
    await import_records(database, [RECORD])
    assert await address_of(database, person_id) == HOME
    await import_records(database, [replace(RECORD, address=NEW)])
    assert await address_of(database, person_id) == NEW
    assert (await read_record(database, person_id)).address == ()
