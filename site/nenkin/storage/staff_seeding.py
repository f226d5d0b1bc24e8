"""Brings in places and members of staff that nobody proposed: a demonstration's, or the first ones.

Who is there already stays as they are.
"""

import asyncio
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from nenkin.law.duties import PlaceKind, Role
from nenkin.storage.audit import ActorKind, Event, note
from nenkin.storage.database import Database, Writing
from nenkin.storage.seeding import BadSeed, Terms
from nenkin.storage.staff import PLACES, STAFF, Founder, add_place, find_member, found_member
from nenkin.storage.staff_accounts import give_first_code
from nenkin.storage.terminals import announce_terminal


@dataclass(frozen=True, slots=True)
class SamplePlace:
    """A place."""

    code: str
    kind: PlaceKind
    name: str


@dataclass(frozen=True, slots=True)
class SampleStaff:
    """A member of staff, and of a demonstration how to become them."""

    number: str
    name: str
    place: SamplePlace
    roles: tuple[Role, ...]
    password: str
    totp: str


@dataclass(frozen=True, slots=True)
class SampleOffices:
    """All places and everybody who works there."""

    places: tuple[SamplePlace, ...]
    staff: tuple[SampleStaff, ...]


def read_sample_offices(file: Path) -> SampleOffices:
    """Read the file; raises ``BadSeed``."""
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
        places = {
            row["code"]: SamplePlace(row["code"], PlaceKind(row["kind"]), row["name"])
            for row in tables["place"]
        }
        staff = tuple(_sample(row, places) for row in tables["staff"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise BadSeed(f"{file}: {error!r}") from error
    return SampleOffices(tuple(places.values()), staff)


def _sample(row: Mapping[str, Any], places: Mapping[str, SamplePlace]) -> SampleStaff:
    return SampleStaff(
        number=row["number"],
        name=row["name"],
        place=places[row["place"]],
        roles=tuple(Role(role) for role in row["roles"]),
        password=row.get("password", ""),
        totp=row.get("totp", ""),
    )


async def seed_staff(
    db: Database,
    offices: SampleOffices,
    *,
    hash_secret: Callable[[str], str],
    now: datetime,
    terms: Terms,
) -> None:
    """Bring in the places and people who are not there yet; all or nobody."""
    new = [one for one in offices.staff if await find_member(db, one.number) is None]
    hashes = await asyncio.gather(
        *(asyncio.to_thread(hash_secret, one.password) for one in new)  # slow on purpose
    )
    async with db.write() as session:
        there = await _places(session, offices, now)
        for one, hashed in zip(new, hashes, strict=True):
            founder = Founder(
                number=one.number,
                name=one.name,
                place_id=there[one.place.code],
                roles=one.roles,
                password_hash=hashed,
                policy=terms.policy,
                blocklist=terms.blocklist,
                totp_secret=one.totp,
            )
            await found_member(session, founder, now)


async def found_staff(
    db: Database,
    offices: SampleOffices,
    *,
    hash_secret: Callable[[str], str],
    new_code: Callable[[], str],
    now: datetime,
) -> Sequence[str]:
    """Bring in the first places and people of an installation; gives what is told each, once.

    Raises ``BadSeed`` where anybody is there already: later ones take three people.
    """
    async with db.read() as reading:
        if (await reading.run(select(STAFF.c.id).limit(1))).first() is not None:
            raise BadSeed("There are members of staff already: a manager proposes the next ones.")
    told = []
    async with db.write() as session:
        there = await _places(session, offices, now)
        for place in offices.places:
            code = new_code()
            await announce_terminal(session, there[place.code], "1", code=code, by=None, now=now)
            told.append(f"{place.name}: its first terminal, within 30 minutes at /staff: {code}")
        for one in offices.staff:
            code = new_code()
            founder = Founder(
                number=one.number,
                name=one.name,
                place_id=there[one.place.code],
                roles=one.roles,
            )
            staff_id = await found_member(session, founder, now)
            await give_first_code(session, staff_id, hash_secret(code), now)
            told.append(f"{one.number} {one.name}: within 7 days at /staff/first: {code}")
        founded = Event(actor=ActorKind.SYSTEM, action="staff.founded")
        await note(session, founded, now)
    return told


async def _places(session: Writing, offices: SampleOffices, now: datetime) -> dict[str, int]:
    """Add the places that are not there yet; gives every place's id by its code."""
    there = {code: key for key, code in await session.run(select(PLACES.c.id, PLACES.c.code))}
    for place in offices.places:
        if place.code not in there:
            there[place.code] = await add_place(
                session, code=place.code, kind=place.kind, name=place.name, now=now
            )
    return there
