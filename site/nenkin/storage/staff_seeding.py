"""Brings a demonstration's places and members of staff in; who is there already stays as they are."""

import asyncio
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from nenkin.law.duties import PlaceKind, Role
from nenkin.storage.database import Database
from nenkin.storage.seeding import BadSeed, Terms
from nenkin.storage.staff import PLACES, Founder, add_place, find_member, found_member


@dataclass(frozen=True, slots=True)
class SamplePlace:
    """An invented place."""

    code: str
    kind: PlaceKind
    name: str


@dataclass(frozen=True, slots=True)
class SampleStaff:
    """An invented member of staff, and how to become them."""

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
        password=row["password"],
        totp=row["totp"],
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
        there = {code: key for key, code in await session.run(select(PLACES.c.id, PLACES.c.code))}
        for place in offices.places:
            if place.code not in there:
                there[place.code] = await add_place(
                    session, code=place.code, kind=place.kind, name=place.name, now=now
                )
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
