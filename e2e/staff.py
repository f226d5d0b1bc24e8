"""Staff: signed in before the run begins, and their pages in every state."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from e2e.states import State, empty, typed, wrong
from nenkin import paths
from nenkin.cli.data import OFFICES
from nenkin.features.staff import codes
from nenkin.storage.database import Database
from nenkin.storage.staff import accept_code, add_terminal, find_member, places_of
from nenkin.storage.staff_seeding import read_sample_offices
from nenkin.storage.staff_sessions import ENTERED, ENTERING, Lasting, open_staff_session

LONG = timedelta(hours=2)
CLERK, POST_CLERK, OFFICE_CLERK = "A0002", "B0001", "C0002"
ON_THE_WAY = "on the way in"  # whose code is still to come


async def sign_in(db: Database, now: datetime) -> dict[str, str]:
    """Sign everybody in at a terminal of their place; gives each one's cookie by number."""
    numbers = [one.number for one in read_sample_offices(paths.DATA / OFFICES).staff]
    found = {}
    for who in (*numbers, ON_THE_WAY):
        member = await find_member(db, POST_CLERK if who == ON_THE_WAY else who)
        assert member is not None
        place, *_ = await places_of(db, member.id)
        async with db.write() as session:
            if who == ON_THE_WAY:  # else the code on the page would change while it is looked at
                await accept_code(session, member.id, codes.step_of(now + LONG))
            terminal_id, _ = await add_terminal(session, place.id, "窓口1", now)
            found[who] = await open_staff_session(
                session,
                staff_id=member.id,
                terminal_id=terminal_id,
                level=ENTERING if who == ON_THE_WAY else ENTERED,
                lasting=Lasting(idle=LONG, longest=LONG),
                now=now,
            )
    return found


def pages() -> Iterator[State]:
    """Sign in, look at one's first page, leave."""
    sign_in = State(name="staff sign-in", path="/staff/sign-in")
    yield sign_in
    yield wrong(sign_in, "empty", empty)
    yield wrong(sign_in, "refused", typed({"number": "Z9999", "password": "chigau aikotoba"}))
    code = State(name="staff code", path="/staff/sign-in/code", staff=ON_THE_WAY)
    yield code
    yield wrong(code, "empty", empty)
    yield wrong(code, "refused", typed({"code": "12345"}))
    for who in (CLERK, OFFICE_CLERK):
        yield State(name=f"staff home, {who}", path="/staff", staff=who)
    yield State(name="staff signed out", path="/staff/signed-out")
