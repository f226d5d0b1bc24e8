"""窓口での手伝い in storage: whatever is under way while it ends, nothing of it comes back."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from nenkin.law.duties import PlaceKind, Role
from nenkin.storage import assisted, kiosk
from nenkin.storage.assisted import Assisted, Clerk
from nenkin.storage.database import Database, Writing
from nenkin.storage.identifiers import hashed, new_secret
from nenkin.storage.staff import Founder, add_place, add_terminal, found_member
from nenkin.storage.staff_sessions import ENTERED, Lasting, open_staff_session
from tests.storage.conftest import NOW

INTERLEAVINGS = 200  # of whole requests tests/features/test_kiosk_ends.py has 1,000
REQUEST = '{"sees": true, "searches": true, "amounts": false}'
SEEN = '{"number": "handbook", "identity": "licence"}'
LONG = timedelta(hours=9)


async def _clerk(db: Database) -> Clerk:
    async with db.write() as session:
        place = await add_place(session, code="one", kind=PlaceKind.TOWN_HALL, name="役所", now=NOW)
        terminal, _ = await add_terminal(session, place, "窓口1", NOW)
        founder = Founder(
            number="S1",
            name="窓口 一郎",
            place_id=place,
            roles=(Role.CLERK,),
            password_hash="hash",
            policy="standard",
            blocklist=1,
            totp_secret="JBSWY3DPEHPK3PXP",
        )
        staff = await found_member(session, founder, NOW)
        cookie = await open_staff_session(
            session,
            staff_id=staff,
            terminal_id=terminal,
            level=ENTERED,
            lasting=Lasting(idle=LONG, longest=LONG),
            now=NOW,
        )
    return Clerk(staff, hashed(cookie), "役所")


async def _begun(db: Database, clerk: Clerk, person_id: int, number: str) -> Assisted:
    async with db.write() as session:
        await assisted.begin(
            session, clerk, number=number, person_id=person_id, request=REQUEST, now=NOW
        )
    here = await assisted.of_staff(db, clerk.session, NOW)
    assert here is not None
    return here


@dataclass
class Turn:
    """What both screens send while one of them ends it; ``reached``: what was in time."""

    clerk: Clerk
    here: Assisted
    screen: str
    code: str
    by_person: bool
    reached: set[str]
    cookie: str | None = None

    async def seen(self, session: Writing) -> None:
        self._note("seen", await assisted.identify(session, self.here.id, SEEN, NOW))

    async def joined(self, session: Writing) -> None:
        self._note("joined", await assisted.join(session, self.code, self.screen, NOW))

    async def agreed(self, session: Writing) -> None:
        self.cookie = await assisted.consent(session, self.here.id, self.screen, NOW)
        self._note("agreed", self.cookie is not None)
        self._note("too early or too late", self.cookie is None)

    async def referred(self, session: Writing) -> None:
        self._note("referred", await assisted.refer(session, self.here.id, "1" * 14))

    async def ended(self, session: Writing) -> None:
        if self.by_person:  # perhaps before the screen has joined: then the clerk ends it as well
            await assisted.end_of_kiosk(session, self.screen, NOW)
        await assisted.end_of_staff(session, self.clerk.session, NOW)

    def _note(self, what: str, done: bool) -> None:  # what a statement has said
        if done:
            self.reached.add(what)


@pytest.mark.slow
async def test_a_session_that_ends_is_over_in_every_order_of_what_is_under_way(
    sqlite_database: Database, sqlite_person: int
) -> None:
    """Papers, the code, the person's yes and a referral, on both screens, while either ends it."""
    db, reached = sqlite_database, set[str]()
    clerk = await _clerk(db)
    for seed in range(INTERLEAVINGS):
        rng = random.Random(seed)
        here = await _begun(db, clerk, sqlite_person, f"{seed:014}")
        async with db.write() as session:
            screen = await kiosk.begin(session, NOW)
            code = await assisted.give_code(session, here.id, NOW, code=f"{seed:06}")
        turn = Turn(clerk, here, screen, code, rng.random() < 0.5, reached)
        jobs = [turn.seen, turn.joined, turn.agreed, turn.referred, turn.ended]
        await asyncio.gather(*(_after(db, rng.randrange(40), job) for job in jobs))
        await _is_over(db, turn)
    assert {"seen", "joined", "agreed", "too early or too late", "referred"} <= reached


async def _is_over(db: Database, turn: Turn) -> None:
    assert await assisted.of_staff(db, turn.clerk.session, NOW) is None
    assert await assisted.of_kiosk(db, turn.screen, NOW) is None
    if turn.cookie:
        assert await assisted.of_person(db, turn.cookie, NOW) is None
    async with db.write() as session:  # and nothing can be done with it afterwards
        assert not await assisted.goes_on(session, turn.here.id)
        assert await assisted.consent(session, turn.here.id, new_secret(), NOW) is None
        assert not await assisted.refer(session, turn.here.id, "2" * 14)


async def _after(db: Database, steps: int, job: Callable[[Writing], Awaitable[None]]) -> None:
    for _ in range(steps):
        await asyncio.sleep(0)
    async with db.write() as session:
        await job(session)
