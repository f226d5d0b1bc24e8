"""Tests of seeding: everybody can sign in at once, and nobody loses what they changed."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from nenkin import paths
from nenkin.settings import Settings
from nenkin.storage.access_keys import Holder, find_key
from nenkin.storage.accounts import account_of, close_account, find_account
from nenkin.storage.database import Database
from nenkin.storage.passwords import change_password
from nenkin.storage.people import PEOPLE, find_person
from nenkin.storage.records import correct, read_history, read_record
from nenkin.storage.seeding import BadSeed, Sample, read_samples, seed
from tests.storage.conftest import NOW

PERSONAS = paths.DATA / "personas"


def quick_hash(secret: str) -> str:
    return f"hash of {secret}"


async def bring_in(database: Database, folder: Path = PERSONAS) -> list[Sample]:
    return await seed(database, folder, hash_secret=quick_hash, now=NOW)


async def test_everybody_is_there_with_their_record_and_way_in(database: Database) -> None:
    samples = await bring_in(database)
    assert len(samples) == len(list(PERSONAS.iterdir()))
    for sample in samples:
        person = sample.record.person
        known = await find_person(database, person.basic_number)
        assert known is not None
        assert known.person == person
        assert known.shown_on == sample.persona.shown_on
        history = await read_history(database, known.id)
        assert set(history.spans) == set(sample.record.spans)
        assert sorted(history.bonuses, key=repr) == sorted(sample.record.bonuses, key=repr)
        if sample.persona.sign_in:
            account = await find_account(database, sample.persona.sign_in.user_id)
            assert account is not None
            assert account.person_id == known.id
            assert account.password_hash == quick_hash(sample.persona.sign_in.password)
        else:
            key = await find_key(database, holder(sample), NOW)
            assert key is not None
            assert key.person_id == known.id
            assert key.secret_hash == quick_hash(str(sample.persona.access_key))


def holder(sample: Sample) -> Holder:
    person = sample.record.person
    return Holder(
        basic_number=person.basic_number,
        born_on=person.born_on,
        surname_kana=person.surname_kana,
        given_name_kana=person.given_name_kana,
    )


async def test_again_it_changes_nothing_that_people_did(database: Database) -> None:
    first, second, *_ = [sample for sample in await bring_in(database) if sample.persona.sign_in]
    changed_person, changed_account = await _ids(database, first)
    closed_person, closed_account = await _ids(database, second)
    async with database.write() as session:
        await change_password(
            session,
            changed_account,
            password_hash="mine",
            policy="standard",
            blocklist=1,
            now=NOW,
        )
        await close_account(session, closed_account, NOW)
        await correct(session, changed_person, closing=[0], adding=[], on=first.record.data_date)
    record = await read_record(database, changed_person)

    assert await bring_in(database) == []
    assert await read_record(database, changed_person) == record
    account = await account_of(database, changed_person)
    assert account is not None
    assert account.password_hash == "mine"
    assert await account_of(database, closed_person) is None
    async with database.read() as session:
        count = (await session.run(select(func.count()).select_from(PEOPLE))).scalar_one()
    assert count == len(read_samples(PERSONAS))


async def _ids(database: Database, sample: Sample) -> tuple[int, int]:
    known = await find_person(database, sample.record.person.basic_number)
    assert known is not None
    account = await account_of(database, known.id)
    assert account is not None
    return known.id, account.id


async def test_who_is_missing_is_added(database: Database, tmp_path: Path) -> None:
    names = sorted(folder.name for folder in PERSONAS.iterdir())
    for name in names[:2]:
        shutil.copytree(PERSONAS / name, tmp_path / name)
    assert len(await bring_in(database, tmp_path)) == 2
    assert len(await bring_in(database)) == len(names) - 2


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("persona.toml", "slug = 1", r"persona\.toml: "),
        ("record.jsonl", '{"type": "record"}\n', r"record\.jsonl: "),
        ("record.jsonl", None, r"record\.jsonl: No such file"),
    ],
)
async def test_a_broken_folder_is_named_and_nobody_comes_in(
    database: Database, tmp_path: Path, file: str, content: str | None, reason: str
) -> None:
    names = sorted(folder.name for folder in PERSONAS.iterdir())
    for name in names[:2]:
        shutil.copytree(PERSONAS / name, tmp_path / name)
    broken = tmp_path / names[1] / file
    if content is None:
        broken.unlink()
    else:
        broken.write_text(content)
    with pytest.raises(BadSeed, match=reason):
        await bring_in(database, tmp_path)
    async with database.read() as session:
        assert (await session.run(select(PEOPLE.c.id))).first() is None


async def test_only_who_has_a_day_of_their_own_keeps_it(database: Database) -> None:
    usual, campaign = Settings.demonstration_day, date(2013, 1, 31)
    samples = await seed(database, PERSONAS, hash_secret=quick_hash, now=NOW, usual_day=usual)
    assert {sample.persona.shown_on for sample in samples} == {usual, campaign}
    for sample in samples:
        known = await find_person(database, sample.record.person.basic_number)
        assert known is not None
        assert known.shown_on == (None if sample.persona.shown_on == usual else campaign)
