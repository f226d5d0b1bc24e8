"""Somebody in every role at every kind of place, signed in."""

from dataclasses import dataclass
from datetime import datetime

from nenkin.law.duties import Duties, Duty, PlaceKind
from nenkin.storage.database import Database
from nenkin.storage.staff import Founder, add_place, add_terminal, found_member
from nenkin.storage.staff_sessions import (
    ENTERED,
    Lasting,
    StaffSession,
    find_staff_session,
    open_staff_session,
)
from tests.proof.people import IDLE, LONGEST, PASSWORD_HASH


@dataclass
class OnDuty:
    """A member of staff in one role, with the terminal that they sit at."""

    staff_id: int
    terminal_id: int
    terminal: str
    duties: frozenset[Duty]
    cookie: str = ""

    async def come_in(self, db: Database, now: datetime) -> StaffSession:
        """Give the session, a new one where the last press of a button ended it."""
        found = await find_staff_session(db, self.cookie, now) if self.cookie else None
        if found is None:
            async with db.write() as session:
                self.cookie = await open_staff_session(
                    session,
                    staff_id=self.staff_id,
                    terminal_id=self.terminal_id,
                    level=ENTERED,
                    lasting=Lasting(idle=IDLE, longest=LONGEST),
                    now=now,
                )
            found = await find_staff_session(db, self.cookie, now)
        assert found is not None
        return found


async def settle_staff(db: Database, duties: Duties, now: datetime) -> dict[str, OnDuty]:
    """Put somebody into every role at every kind of place, each at a terminal of their own."""
    found = {}
    for kind in PlaceKind:
        async with db.write() as session:
            place = f"見本の{kind}"
            place_id = await add_place(
                session, code=f"proof-{kind}", kind=kind, name=place, now=now
            )
            for role in duties.roles_at(kind):
                number = f"P-{kind}-{role}".upper()
                founder = Founder(
                    number=number,
                    name="職員",
                    place_id=place_id,
                    roles=(role,),
                    password_hash=PASSWORD_HASH,
                    policy="standard",
                    blocklist=1,
                    totp_secret="JBSWY3DPEHPK3PXP",
                )
                staff_id = await found_member(session, founder, now)
                terminal_id, terminal = await add_terminal(session, place_id, "窓口", now)
                found[f"{kind} {role}"] = OnDuty(
                    staff_id, terminal_id, terminal, duties.of(kind, [role])
                )
    return found
