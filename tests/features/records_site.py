"""A site with all demonstration people in it, and browsers signed in as one of them."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from nenkin import paths
from nenkin.interchange.personas import Persona, read_persona
from nenkin.interchange.record_files import read_record
from nenkin.law.career import Career, career
from nenkin.law.flags import flagged_months, flags
from nenkin.law.periods import Record
from nenkin.storage.accounts import NewAccount, ProvenBy, open_account
from nenkin.storage.database import Database
from nenkin.storage.imports import import_into
from nenkin.storage.keys import Keys
from nenkin.storage.sessions import open_session
from nenkin.web.gate import Gate
from tests.browser import Browser
from tests.laid import laid
from tests.reading import read_law
from tests.sites import NOON, database_of, settings_of, site

PERSONAS = sorted(path.parent.name for path in (paths.DATA / "personas").glob("*/persona.toml"))


@dataclass(frozen=True)
class Life:
    """One person to sign in as: a record, and the day it is shown as of."""

    name: str
    record: Record
    shown_on: date | None = None


@cache
def persona(slug: str) -> Persona:
    """Give what is said of a demonstration person."""
    return read_persona((paths.DATA / "personas" / slug / "persona.toml").read_text())


@cache
def record_of(slug: str) -> Record:
    """Give a demonstration person's record."""
    lines = (paths.DATA / "personas" / slug / "record.jsonl").read_text().splitlines()
    record = read_record(lines)
    assert isinstance(record, Record), record
    return record


def career_of(slug: str) -> Career:
    """Give it as months."""
    return career(record_of(slug))


@cache
def attention(slug: str) -> int:
    """Give how many months somebody should look at (tests/law compares it with the persona)."""
    found = flags(read_law(), career_of(slug), persona(slug).shown_on)
    return len(flagged_months(found))


def everybody() -> list[Life]:
    """Give all demonstration people."""
    return [Life(slug, record_of(slug), persona(slug).shown_on) for slug in PERSONAS]


@dataclass(frozen=True)
class Town:
    """A running site and the cookie and number of everybody who lives there."""

    gate: Gate
    url: str
    keys: Keys
    cookies: dict[str, str]
    people: dict[str, int]

    @property
    def db(self) -> Database:
        """Give the database that the site holds open."""
        return database_of(self.gate)

    def browser(self, name: str) -> Browser:
        """Open a browser in which this person has signed in."""
        browser = Browser(self.gate)
        browser.client.cookies["sid"] = self.cookies[name]
        return browser


async def sign_in(
    url: str, keys: Keys, lives: Iterable[Life]
) -> tuple[dict[str, str], dict[str, int]]:
    """Put people into a migrated database, each with an account and a session that goes on."""
    everybody = tuple(lives)
    return await laid(url, keys, everybody, lambda db: _put(db, everybody))


async def _put(db: Database, lives: Iterable[Life]) -> tuple[dict[str, str], dict[str, int]]:
    cookies: dict[str, str] = {}
    people: dict[str, int] = {}
    async with db.write() as session:
        for life in lives:
            (person_id,) = await import_into(session, [life.record], shown_on=life.shown_on)
            account_id = await open_account(
                session,
                NewAccount(
                    person_id=person_id,
                    user_id=f"{life.name}0001",
                    mail=f"{life.name}@example.jp",
                    mail_confirmed=True,
                    password_hash="-",
                    policy="standard",
                    blocklist=1,
                    proven_by=ProvenBy.ACCESS_KEY,
                    terms_version="1",
                ),
                NOON,
            )
            opened = await open_session(
                session,
                person_id=person_id,
                account_id=account_id,
                now=NOON,
                idle=timedelta(hours=1),
                longest=timedelta(hours=12),
            )
            cookies[life.name], people[life.name] = opened.cookie, person_id
    return cookies, people


@asynccontextmanager
async def town(url: str, folder: Path, keys: Keys, lives: Iterable[Life]) -> AsyncIterator[Town]:
    """Give a running site in which these people have signed in."""
    cookies, people = await sign_in(url, keys, lives)
    async with site(settings_of(url, folder, keys)) as gate:
        yield Town(gate, url, keys, cookies, people)
