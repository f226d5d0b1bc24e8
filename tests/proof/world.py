"""A running site with two people, staff and a visitor, each with a browser of their own."""

import hmac
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from nenkin import menus
from nenkin.clock import FixedClock
from nenkin.law.duties import Duty
from nenkin.paths import DATA
from nenkin.reference.duties import load_duties
from nenkin.storage import sessions
from nenkin.storage.accounts import ACCOUNTS
from nenkin.storage.database import Database
from nenkin.storage.keys import Keys
from nenkin.storage.people import PEOPLE
from nenkin.web.access import Access
from nenkin.web.gate import Gate
from nenkin.web.visits import OnDuty as Visiting
from nenkin.web.visits import for_staff, mask
from tests.asgi import Client, unlimited
from tests.laid import laid
from tests.proof import people
from tests.proof.people import Somebody
from tests.proof.proving import Feature
from tests.proof.routes import Route
from tests.proof.staff import OnDuty, settle_staff
from tests.proof.states import Keep, States
from tests.sites import NOON, database_of, settings_of, site

VISITOR, PERSON_A, PERSON_B, STAFF = "visitor", "A", "B", "staff"
KINDS = (VISITOR, PERSON_A, PERSON_B, STAFF)  # of the pages that are not for staff
VISIT = "v" * 43  # a visitor's own cookie


@dataclass
class World:
    """Everything a test of the whole site needs."""

    gate: Gate
    db: Database
    clock: FixedClock
    a: Somebody
    b: Somebody
    staff: dict[str, OnDuty]  # by place and role; one of them is also ``STAFF``
    rows: States
    cookies: dict[str, str] = field(default_factory=dict)
    protected: dict[str, Keep] = field(default_factory=dict)  # by kind: what they must not change
    tried: str = ""  # the route that somebody tries just now
    _asked: dict[str, set[Duty]] = field(default_factory=lambda: defaultdict(set))  # by route
    _came: dict[object, list[str]] = field(default_factory=dict)  # by route: who tried all of it

    @property
    def people(self) -> dict[str, Somebody]:
        """Give both people by their kind."""
        return {PERSON_A: self.a, PERSON_B: self.b}

    @cached_property
    def first_of_their_duties(self) -> frozenset[str]:
        """Give of all staff with equal duties the first, which stands for them where places do not matter."""
        first: dict[frozenset[Duty], str] = {}
        for who, one in self.staff.items():
            first.setdefault(one.duties, who)
        return frozenset(first.values())

    def is_as_another(self, who: str, route: Route) -> bool:
        """Whether somebody is staff to whom a route is what it is to somebody who came before them.

        Its pages ask for no duty that only one of the two has. (The menu above them is words alone.)
        """
        if who not in self.staff:
            return False
        duty, own = route.row.duty, self.staff[who].duties
        asked = {duty} if duty else set()
        if duty in own | {None} and not route.row.alike:  # else they come no further
            asked |= self._asked[route.path]
        came = self._came.setdefault((route.path, route.methods), [])
        if any(self.staff[one].duties & asked == own & asked for one in came):
            return True
        came.append(who)
        return False

    def ask(self, duty: Duty) -> None:
        """Note for which duty the route that is tried has asked."""
        self._asked[self.tried].add(duty)

    def client(self, who: str) -> Client:
        """Open a fresh browser of somebody who is signed in already, where they can be."""
        jar = {"visit": f"{who[0]}{VISIT[1:]}", **self.cookies}
        if who in self.people:
            somebody = self.people[who]
            jar |= {"sid": somebody.cookie, "device": somebody.secrets["device"]}
        elif who in self.staff:
            jar |= {"staff": self.staff[who].cookie, "terminal": self.staff[who].terminal}
        return Client(self.gate, jar)

    def kinds(self, path: str) -> tuple[str, ...]:
        """Give everybody who tries a page: of staff those in every role where it is for staff."""
        return (VISITOR, PERSON_A, *self.staff) if for_staff(path) else KINDS

    def one_who_may(self, opt: Mapping[str, Any]) -> str:
        """Give somebody for whom a route is."""
        if opt["access"] is Access.STAFF:
            return next(who for who, one in self.staff.items() if opt["duty"] in one.duties)
        return PERSON_A if opt["access"] is Access.PERSON else VISITOR

    async def token(self, who: str, address: str = "/") -> str:
        """Make the hidden field of somebody's own forms, as the site would."""
        below = for_staff(address.partition("?")[0])
        if who in self.staff and below:
            on_duty = await self.staff[who].come_in(self.db, self.clock.now())
            return mask(hmac.digest(on_duty.csrf_key, on_duty.id_hash, "sha256"))
        if who in self.people and not below:
            cookie = self.people[who].cookie
            found = await sessions.find_session(self.db, cookie, self.clock.now())
            assert found is not None
            return mask(hmac.digest(found.csrf_key, found.id_hash, "sha256"))
        visit = self.client(who).cookies["visit"]
        return mask(hmac.digest(self.gate.door.server_key, visit.encode(), "sha256"))

    def not_for(self, who: str) -> frozenset[str]:
        """Give the canaries that somebody must never see."""
        others = tuple(one.canaries for kind, one in self.people.items() if kind != who)
        return _together(others)

    async def _reopen(self) -> None:
        if not self.rows.any("SELECT 1 FROM person WHERE restricted"):
            return
        shut = PEOPLE.c.restricted.is_(True)
        async with self.db.write() as session:
            await session.run(update(PEOPLE).where(shut).values(restricted=False))

    async def revive(self, who: str) -> None:
        """Sign somebody in again whose last press of a button signed them out.

        Whose case such a press closed to one alone, theirs is open again.
        """
        await self._reopen()
        if who in self.staff:
            await self.staff[who].come_in(self.db, self.clock.now())
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


# One for the same people, so that it is known again without looking at each.
@cache
def _together(canaries: tuple[frozenset[str], ...]) -> frozenset[str]:
    return frozenset().union(*canaries)


# One for the same routes, so that a site that has registered them can be used again.
_feature = cache(Feature)


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
            self.monkeypatch.setattr(menus, "FEATURES", (*menus.FEATURES, _feature(*routes)))
        clock = FixedClock(NOON)
        chosen = settings_of(self.url, self.folder, self.keys, **settings)
        staff, a, b = await laid(self.url, self.keys, "world", _settle)
        async with site(chosen, clock) as gate:
            db = database_of(gate)
            with closing(States(db)) as rows:
                world = World(gate=gate, db=db, clock=clock, a=a, b=b, staff=staff, rows=rows)
                unlimited(gate)
                self.monkeypatch.setattr(Visiting, "may", _noting(world))
                yield world


async def _settle(db: Database) -> tuple[dict[str, OnDuty], Somebody, Somebody]:
    staff = await settle_staff(db, load_duties(DATA), NOON)
    staff[STAFF] = staff["town-hall clerk"]
    for one in staff.values():
        await one.come_in(db, NOON)
    return staff, await people.settle(db, people.A, NOON), await people.settle(db, people.B, NOON)


def _noting(world: World) -> Callable[[Visiting, Duty], bool]:
    """Give what staff are asked by whether something is theirs to do, and note for what."""
    theirs = Visiting.may

    def may(self: Visiting, duty: Duty) -> bool:
        world.ask(duty)
        return theirs(self, duty)

    return may
