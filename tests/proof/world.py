"""A running site with two people, a member of staff and a visitor, each with a browser of their own."""

import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from nenkin import app
from nenkin.clock import FixedClock
from nenkin.storage import sessions
from nenkin.storage.accounts import ACCOUNTS
from nenkin.storage.database import Database
from nenkin.storage.keys import Keys
from nenkin.web.gate import Gate
from nenkin.web.visits import mask
from tests.proof import people
from tests.proof.asgi import Client, unlimited
from tests.proof.people import Somebody
from tests.proof.proving import Feature
from tests.proof.states import States
from tests.sites import NOON, settings_of, site

VISITOR, PERSON_A, PERSON_B, STAFF = "visitor", "A", "B", "staff"
KINDS = (VISITOR, PERSON_A, PERSON_B, STAFF)
VISIT = "v" * 43  # a visitor's own cookie


@dataclass
class World:
    """Everything a test of the whole site needs."""

    gate: Gate
    db: Database
    clock: FixedClock
    a: Somebody
    b: Somebody
    staff: str
    rows: States
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def people(self) -> dict[str, Somebody]:
        """Give both people by their kind."""
        return {PERSON_A: self.a, PERSON_B: self.b}

    def client(self, who: str) -> Client:
        """Open a fresh browser of somebody who is signed in already, where they can be."""
        jar = {"visit": f"{who[0]}{VISIT[1:]}", **self.cookies}
        if who in self.people:
            somebody = self.people[who]
            jar |= {"sid": somebody.cookie, "device": somebody.secrets["device"]}
        elif who == STAFF:
            jar["sid"] = self.staff
        return Client(self.gate, jar)

    async def token(self, who: str) -> str:
        """Make the hidden field of somebody's own forms, as the site would."""
        if who in self.people:
            cookie = self.people[who].cookie
            found = await sessions.find_session(self.db, cookie, self.clock.now())
            assert found is not None
            return mask(hmac.digest(found.csrf_key, found.id_hash, "sha256"))
        visit = self.client(who).cookies["visit"]
        return mask(hmac.digest(self.gate.door.server_key, visit.encode(), "sha256"))

    def not_for(self, who: str) -> frozenset[str]:
        """Give the canaries that somebody must never see."""
        others = [one for kind, one in self.people.items() if kind != who]
        return frozenset().union(*(one.canaries for one in others))

    async def revive(self, who: str) -> None:
        """Sign somebody in again whose last press of a button signed them out."""
        if who not in self.people:
            return
        somebody, now = self.people[who], self.clock.now()
        if await sessions.find_session(self.db, somebody.cookie, now):
            return
        async with self.db.write() as session:
            mine = ACCOUNTS.c.id == somebody.account_id
            await session.run(update(ACCOUNTS).where(mine).values(closed_at=None))
            opened = await sessions.open_session(
                session,
                person_id=somebody.person_id,
                account_id=somebody.account_id,
                now=now,
                idle=people.IDLE,
                longest=people.LONGEST,
            )
        somebody.cookie = opened.cookie
        somebody.session = opened.session.id_hash


def database_of(gate: Gate) -> Database:
    """Give the database that a running site holds open."""
    house: app.House = gate.door.find_session.__self__  # type: ignore[attr-defined]
    return house.db


@dataclass(frozen=True)
class Opener:
    """Opens a world on a fresh database of the test's own."""

    url: str
    folder: Path
    keys: Keys
    monkeypatch: pytest.MonkeyPatch

    @asynccontextmanager
    async def __call__(self, *routes: Any, **settings: Any) -> AsyncIterator[World]:
        """Run the site, with these routes added, and settle its people."""
        if routes:
            self.monkeypatch.setattr(app, "FEATURES", (*app.FEATURES, Feature(*routes)))
        clock = FixedClock(NOON)
        chosen = settings_of(self.url, self.folder, self.keys, **settings)
        async with site(chosen, clock) as gate:
            db = database_of(gate)
            with closing(States(db)) as rows:
                yield World(
                    gate=unlimited(gate),
                    db=db,
                    clock=clock,
                    a=await people.settle(db, people.A, NOON),
                    b=await people.settle(db, people.B, NOON),
                    staff=await people.settle_staff(db, NOON),
                    rows=rows,
                )
