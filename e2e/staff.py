"""Staff: signed in before the run begins, and their pages in every state."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from e2e.audit import WHOLE_RECORD
from e2e.states import State, empty, typed, wrong
from nenkin import paths
from nenkin.cli.data import OFFICES
from nenkin.features.staff import codes
from nenkin.law.duties import Role
from nenkin.storage.database import Database
from nenkin.storage.staff import accept_code, add_terminal, find_member, places_of
from nenkin.storage.staff_accounts import give_first_code, prepare_telephone, take_up
from nenkin.storage.staff_grants import confirm_grant, grants_waiting, open_grant, propose
from nenkin.storage.staff_seeding import read_sample_offices
from nenkin.storage.staff_sessions import ENTERED, ENTERING, Lasting, open_staff_session

LONG = timedelta(hours=2)
CLERK, POST_CLERK, OFFICE_CLERK, MANAGER = "A0002", "B0001", "C0002", "A0001"
REGISTRAR, OTHER_REGISTRAR = "D0001", "D0002"
ON_THE_WAY = "on the way in"  # whose code is still to come
BEGINNING, BEGINNER = "N0001", "N0002"  # who takes an account up; who has just done so
PROPOSED, OPENED = "N0003", "N0004"
# The digits of a telephone, or the code of a paper: another one whenever it is shown.
OF_CLOCK = frozenset({"hx-no-fallback"})


async def begin(db: Database, now: datetime) -> dict[str, str]:
    """Propose people for the town hall, as far as each has come; gives the ids of addresses."""
    ids = {}
    for number in (MANAGER, REGISTRAR, OTHER_REGISTRAR, CLERK):
        member = await find_member(db, number)
        assert member is not None
        ids[number] = member.id
    town_hall, *_ = await places_of(db, ids[MANAGER])
    for number in (BEGINNING, BEGINNER, PROPOSED, OPENED):
        async with db.write() as session:
            ids[number] = await propose(
                session,
                number=number,
                name=f"見本 {number[-1]}子",
                place_id=town_hall.id,
                roles=[Role.CLERK],
                by=ids[MANAGER],
                now=now,
            )
    grants = {grant.number: grant.id for grant in await grants_waiting(db)}
    async with db.write() as session:
        for number in (BEGINNING, BEGINNER, OPENED):
            await open_grant(session, grants[number], ids[REGISTRAR], now)
        for number in (BEGINNING, BEGINNER):
            await confirm_grant(session, grants[number], ids[OTHER_REGISTRAR], now)
            await give_first_code(session, ids[number], "no paper", now)
            await prepare_telephone(session, ids[number], "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        await take_up(
            session,
            ids[BEGINNER],
            password_hash="no password",
            policy="standard",
            blocklist=1,
            step=1,
            now=now,
        )
    return {
        "manager": str(ids[MANAGER]),
        "clerk": str(ids[CLERK]),
        "proposed": str(grants[PROPOSED]),
        "opened": str(grants[OPENED]),
    }


async def sign_in(db: Database, now: datetime) -> dict[str, str]:
    """Sign everybody in at a terminal of their place; gives each one's cookie by number."""
    numbers = [one.number for one in read_sample_offices(paths.DATA / OFFICES).staff]
    found = {}
    for who in (*numbers, ON_THE_WAY, BEGINNING, BEGINNER):
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
                level=ENTERING if who in {ON_THE_WAY, BEGINNING} else ENTERED,
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
    first = State(name="staff first", path="/staff/first")
    yield first
    yield wrong(first, "empty", empty)
    yield wrong(first, "refused", typed({"number": "Z9999", "paper": "ABCD EFGH 2345"}))
    secret = State(
        name="staff first, secret",
        path="/staff/first/secret",
        staff=BEGINNING,
        excused=OF_CLOCK,
    )
    yield secret
    yield wrong(secret, "empty", empty)
    short = {"password": "mijikai", "password-again": "betsu no", "code": "12"}
    yield wrong(secret, "refused", typed(short))
    terminal = State(name="staff terminal", path="/staff/terminal")
    yield terminal
    yield wrong(terminal, "empty", empty)
    yield wrong(terminal, "refused", typed({"paper": "ABCD EFGH 2345"}))
    yield State(name="places", path="/places", budget=WHOLE_RECORD)
    for name, prefecture in (("listed", "01"), ("none", "19")):
        path = f"/places/{prefecture}"
        # An address is a name: nobody can write it in shorter words.
        excused = frozenset({"kanji-run-6"})
        yield State(
            name=f"places, {name}", path=path, route="/places/{prefecture}", excused=excused
        )
    yield from _own()
    yield from _managed()
    for who in (CLERK, OFFICE_CLERK):
        yield State(name=f"staff home, {who}", path="/staff", staff=who)
    yield State(name="staff signed out", path="/staff/signed-out")


def _own() -> Iterator[State]:
    """One's own password, and the check list of those who have just begun."""
    yield State(name="staff home, beginner", path="/staff", staff=BEGINNER)
    password = State(name="staff password", path="/staff/password", staff=CLERK)
    yield password
    yield wrong(password, "empty", empty)
    checks = State(name="staff check list", path="/staff/check-list", staff=BEGINNER)
    yield checks
    yield wrong(checks, "empty", empty)


def _managed() -> Iterator[State]:
    """A manager's pages, and those of the back office."""
    yield State(name="staff accounts", path="/staff/accounts", staff=MANAGER)
    route = "/staff/accounts/{member}"
    for name, part in (("own", "manager"), ("clerk", "clerk")):
        path = f"/staff/accounts/{{{part}}}"
        yield State(name=f"staff account, {name}", path=path, route=route, staff=MANAGER)
    new = State(name="staff proposal", path="/staff/propose", staff=MANAGER)
    yield new
    yield wrong(new, "empty", empty)
    terminals = State(name="staff terminals", path="/staff/terminals", staff=MANAGER)
    yield terminals
    yield wrong(terminals, "empty", empty)
    given = typed({"label": "窓口9"})
    yield replace(terminals, name="staff terminals, paper", then=given, excused=OF_CLOCK)
    yield State(name="staff openings", path="/staff/openings", staff=REGISTRAR)
    route = "/staff/openings/{grant}"
    for name, part in (("proposed", "proposed"), ("opened", "opened"), ("own", "opened")):
        who = OTHER_REGISTRAR if name == "own" else REGISTRAR
        path = f"/staff/openings/{{{part}}}"
        yield State(name=f"staff opening, {name}", path=path, route=route, staff=who)
