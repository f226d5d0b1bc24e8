"""Brings the demonstration people in: their records, and how they sign in.

Run again, it adds who is missing and touches nobody else: a password that was changed, a corrected
record or a closed account stays as people left it.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from nenkin.interchange.mistakes import Mistakes
from nenkin.interchange.personas import BadPersona, Persona, read_persona
from nenkin.interchange.raw_lines import decode_lines
from nenkin.interchange.record_files import read_record
from nenkin.law.periods import Record
from nenkin.storage.access_keys import IssuedBy, holder_of, issue_key
from nenkin.storage.accounts import NewAccount, ProvenBy, open_account
from nenkin.storage.database import Database, Writing
from nenkin.storage.imports import import_into
from nenkin.storage.people import find_person


class BadSeed(Exception):
    """A demonstration person's folder cannot be used; the message says file and reason."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A demonstration person: how to become them, and their record."""

    persona: Persona
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the accounts of demonstration people are said to have agreed to and been checked by."""

    version: str = "demo"
    policy: str = "standard"
    blocklist: int = 0


def read_samples(folder: Path) -> list[Sample]:
    """Read every person's folder; raises ``BadSeed``."""
    return [_read_sample(toml.parent) for toml in sorted(folder.glob("*/persona.toml"))]


@cache
def samples_by_slug(folder: Path) -> Mapping[str, Sample]:
    """Read every person's folder once a process; raises ``BadSeed``."""
    return {one.persona.slug: one for one in read_samples(folder)}


async def seed(
    db: Database,
    folder: Path,
    *,
    hash_secret: Callable[[str], str],
    now: datetime,
    terms: Terms | None = None,
    usual_day: date | None = None,
) -> list[Sample]:
    """Bring in who is not there yet, and give them; all or nobody. Raises ``BadSeed``.

    Whoever is shown on the usual day follows the settings, the others keep a day of their own.
    """
    new = [
        sample
        for sample in await asyncio.to_thread(read_samples, folder)
        if await find_person(db, sample.record.person.basic_number) is None
    ]
    if not new:
        return []
    # Hashing is slow on purpose and lets the other threads run: all cores, and before the write.
    hashes = await asyncio.gather(
        *(asyncio.to_thread(hash_secret, _secret(sample.persona)) for sample in new)
    )
    async with db.write() as session:
        for sample, hashed in zip(new, hashes, strict=True):
            own_day = sample.persona.shown_on
            shown_on = None if own_day == usual_day else own_day
            await _store(session, sample, hashed, terms or Terms(), now, shown_on=shown_on)
    return new


def _secret(persona: Persona) -> str:
    return persona.sign_in.password if persona.sign_in else str(persona.access_key)


async def _store(
    session: Writing,
    sample: Sample,
    hashed: str,
    terms: Terms,
    now: datetime,
    *,
    shown_on: date | None,
) -> None:
    persona = sample.persona
    (person_id,) = await import_into(session, [sample.record], shown_on=shown_on)
    if persona.sign_in is None:
        await issue_key(
            session,
            person_id=person_id,
            holder=holder_of(sample.record.person),
            secret_hash=hashed,
            issued_by=IssuedBy.POST,
            now=now,
        )
        return
    await open_account(
        session,
        NewAccount(
            person_id=person_id,
            user_id=persona.sign_in.user_id,
            mail=persona.mail,
            mail_confirmed=True,
            password_hash=hashed,
            policy=terms.policy,
            blocklist=terms.blocklist,
            proven_by=ProvenBy.ACCESS_KEY,
            terms_version=terms.version,
        ),
        now,
    )


def _read_sample(folder: Path) -> Sample:
    toml, lines = folder / "persona.toml", folder / "record.jsonl"
    try:
        persona = read_persona(toml.read_bytes().decode())
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BadSeed(f"{toml}:{line}: is not UTF-8") from error
    except (BadPersona, OSError) as error:
        raise BadSeed(f"{toml}: {error}") from error
    try:
        with lines.open("rb") as file:
            record = read_record(decode_lines(file))
    except OSError as error:
        raise BadSeed(f"{lines}: {error.strerror}") from error
    if isinstance(record, Mistakes):
        raise BadSeed("\n".join(f"{lines}: {mistake}" for mistake in record.found))
    return Sample(persona, record)
