"""A site in which people can sign up: who they are, what they type, and the post they get."""

import re
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from nenkin.clock import FixedClock
from nenkin.interchange import access_keys
from nenkin.law.periods import Person, Record, Sex
from nenkin.settings import Settings
from nenkin.storage.access_keys import Holder, IssuedBy, issue_key
from nenkin.storage.accounts import NewAccount, ProvenBy, open_account
from nenkin.storage.database import Database
from nenkin.storage.imports import import_records
from nenkin.storage.keys import Keys
from nenkin.storage.outbox import StoredMail, mails
from nenkin.web.gate import Gate
from nenkin.web.hashing import Hasher
from tests.browser import Browser, Page
from tests.laid import SQLITE, laid
from tests.sites import NOON, database_of, settings_of, site

PASSWORD = "kawara no tsutsumi ni tsukushi"
OTHER = "yukimi shōji kara neko no ashi"
WRONG = "this is not the password at all"
TARO = Person(
    surname="髙橋",
    given_name="太郎",
    surname_kana="タカハシ",
    given_name_kana="タロウ",
    born_on=date(1955, 1, 23),
    sex=Sex.MALE,
    basic_number="9912345678",
)
HANAKO = Person(
    surname="年金",
    given_name="花子",
    surname_kana="ネンキン",
    given_name_kana="ハナコ",
    born_on=date(1960, 12, 3),
    sex=Sex.FEMALE,
    basic_number="9923456789",
)

# What Tarō types, page by page.
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "terms": {"agree": "yes"},
    "number": {"number": "９９１２－３４５６７８"},
    "name": {"surname": "高橋", "given-name": " 太郎 "},
    "kana": {"surname-kana": "たかはし", "given-name-kana": "ﾀﾛｳ"},
    "birth": {"born-era": "showa", "born-year": "30", "born-month": "1", "born-day": "23"},
    "sex": {"sex": "male"},
    "postcode": {"postcode": "168-8505"},
    "address": {"prefecture": "13", "address": "杉並区高井戸西3-5-24"},
    "telephone": {"telephone": ""},
    "user-id": {"user-id": "tsukushi-55"},
    "mail": {"mail": "taro@example.jp", "mail-again": "taro@example.jp"},
    "notices": {"notices": "no"},
}
PASSWORDS = {"password": PASSWORD, "password-again": PASSWORD}


@dataclass
class World:
    """A running site, with a look behind its counter."""

    gate: Gate
    db: Database
    hasher: Hasher
    clock: FixedClock
    settings: Settings
    people: dict[str, int] = field(default_factory=dict)

    def browser(self) -> Browser:
        """Give a browser that was never here."""
        return Browser(self.gate)

    async def key_for(self, person: Person) -> str:
        """Have an access key issued."""
        key = access_keys.make(secrets.randbelow)
        async with self.db.write() as session:
            await issue_key(
                session,
                person_id=self.people[person.basic_number],
                holder=Holder(
                    basic_number=person.basic_number,
                    born_on=person.born_on,
                    surname_kana=person.surname_kana,
                    given_name_kana=person.given_name_kana,
                ),
                secret_hash=self.hasher.hash_now(key),
                issued_by=IssuedBy.POST,
                now=self.clock.now(),
            )
        return key

    async def account_for(self, person: Person, **more: Any) -> int:
        """Open an account directly, with a confirmed address."""
        new: dict[str, Any] = {
            "person_id": self.people[person.basic_number],
            "user_id": "tsukushi55",
            "mail": "taro@example.jp",
            "mail_confirmed": True,
            "password_hash": self.hasher.hash_now(PASSWORD),
            "policy": "standard",
            "blocklist": 1,
            "proven_by": ProvenBy.ACCESS_KEY,
            "terms_version": "2026-11-20",
        }
        async with self.db.write() as session:
            return await open_account(session, NewAccount(**(new | more)), self.clock.now())

    async def signed_in(self, name: str = "tsukushi55", password: str = PASSWORD) -> Browser:
        """Give a browser whose owner is signed in."""
        browser = self.browser()
        await sign_in(browser, name, password)
        assert "sid" in browser.client.cookies
        return browser

    async def mails(self, to: str | None = None) -> list[StoredMail]:
        """Give the mails, the latest first."""
        return list(await mails(self.db, recipient=to))

    async def link(self, to: str | None = None) -> str:
        """Give the link of the latest mail that has one."""
        for stored in await self.mails(to):
            if found := re.search(rf"{self.settings.origin}(/\S+)", stored.mail.body):
                return found[1]
        raise AssertionError("no mail has a link")


async def _both(db: Database) -> dict[str, int]:
    both = (TARO, HANAKO)
    records = [Record(person=person, data_date=NOON.date(), spans=()) for person in both]
    ids = await import_records(db, records)
    return dict(zip((one.basic_number for one in both), ids, strict=True))


@asynccontextmanager
async def world(url: str, folder: Path, keys: Keys, **more: Any) -> AsyncIterator[World]:
    """Give a site that knows Tarō and Hanako."""
    settings = settings_of(url, folder, keys, **more)
    clock = FixedClock(NOON)
    hasher = Hasher(pepper=keys.pepper.current.secret, locks=folder)
    people = await laid(url, keys, "both", _both) if url.startswith(SQLITE) else {}
    try:
        async with site(settings, clock) as gate:
            db = database_of(gate)
            yield World(gate, db, hasher, clock, settings, people or await _both(db))
    finally:
        hasher.close()


async def fill_in(browser: Browser, way: str, answers: Mapping[str, Mapping[str, str]]) -> Page:
    """Walk from the first page to the check page, pressing the button on each."""
    page = await browser.open("/sign-up")
    page = await browser.press("次へ進む", {"way": way})
    for _ in range(20):
        slug = page.path.rpartition("/")[2].partition("#")[0]
        if slug not in answers:
            return page
        page = await browser.press("次へ進む", answers[slug])
        assert page.status == 200, page.errors
    raise AssertionError(f"no end: {page.path}")


async def sign_up(browser: Browser, way: str, answers: Mapping[str, Mapping[str, str]]) -> Page:
    """Sign up, from the first page to the last."""
    page = await fill_in(browser, way, answers)
    assert page.path.startswith(f"/sign-up/{way}/check"), page.path
    await browser.follow("パスワードを決める")
    return await browser.press("この内容で申し込む", PASSWORDS)


async def sign_in(browser: Browser, name: str, password: str) -> Page:
    """Sign in."""
    await browser.open("/sign-in")
    return await browser.press("ログインする", {"name": name, "password": password})


def later(world: World, **duration: float) -> None:
    """Let time pass."""
    world.clock.moment += timedelta(**duration)
