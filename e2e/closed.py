"""Cases that nobody opens alone: asked for, allowed in part or whole, and opened in an emergency."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from playwright.sync_api import Page

from e2e.audit import WHOLE_RECORD
from e2e.auditors import AUDITOR, LONGER, MANAGER
from e2e.requests import REQUEST
from e2e.staff import OFFICE_CLERK
from e2e.states import State, choose, empty, send, typed, wrong
from nenkin.law.procedures import Procedure
from nenkin.storage.accounts import Account
from nenkin.storage.audit_exports import ask_export, decide_export
from nenkin.storage.audit_search import Sought
from nenkin.storage.cases import Case, new_number, numbered_case, open_case
from nenkin.storage.correction_plans import Clerk
from nenkin.storage.database import Database
from nenkin.storage.people import restrict
from nenkin.storage.staff import find_member, places_of
from nenkin.storage.viewing_acts import (
    allow_viewing,
    ask_viewing,
    break_glass,
    refuse_viewing,
    review,
)
from nenkin.storage.viewings import Hand, Kind, Verdict

FORBIDDEN = 403
SECOND, ELSEWHERE = "C0003", "D0003"  # of the clerk's own place, and of the back office
WHO = "kaigai"  # whose cases nobody opens alone
WHY = "本人から電話で頼まれました。引っこし先を、確かめるためです。"
HOUR = timedelta(hours=1)


async def _hand(db: Database, number: str, mark: bytes) -> Hand:
    member = await find_member(db, number)
    assert member is not None
    (place, *_) = await places_of(db, member.id)
    return Hand(
        Clerk(id=member.id, session=mark * 32, terminal=f"e2e {number}", place=place.name),
        place.id,
    )


async def keep(db: Database, accounts: Mapping[str, Account], now: datetime) -> dict[str, str]:
    """Lay them ready; give their numbers, and the ids of what was asked."""
    one, two, far, boss, auditor = [
        await _hand(db, number, mark)
        for number, mark in (
            *((OFFICE_CLERK, b"1"), (SECOND, b"2"), (ELSEWHERE, b"3")),
            *((MANAGER, b"4"), (AUDITOR, b"5")),
        )
    ]
    person_id, found = accounts[WHO].person_id, {}
    cases: dict[str, Case] = {}
    for name in ("shut", "asked", "part", "whole", "glass"):
        number = new_number()
        async with db.write() as session:
            await open_case(
                session,
                Procedure.INQUIRY,
                number=number,
                person_id=person_id,
                sent=REQUEST.encoded(),
                follows=None,
                now=now,
            )
        whole = await numbered_case(db, number)
        assert whole is not None
        cases[name], found[f"case-{name}"] = whole.case, number
    async with db.write() as session:
        await restrict(session, person_id, restricted=True, now=now)
        for name, other in (("asked", None), ("part", far), ("whole", two)):
            wish = await ask_viewing(session, Kind.VIEW, cases[name], one, why=WHY, now=now)
            found[f"wish-{name}"] = str(wish)
            if other is not None:
                whole_ = name == "whole"
                await allow_viewing(session, wish, other, lasts=HOUR, whole=whole_, now=now)
        lift = await ask_viewing(session, Kind.LIFT, cases["shut"], one, why=WHY, now=now)
        found["wish-lift"] = str(lift)
        gone = await ask_viewing(session, Kind.VIEW, cases["glass"], one, why=WHY, now=now)
        await refuse_viewing(session, gone, two, now)
        found["wish-gone"] = str(gone)
        glass = await break_glass(session, cases["glass"], boss, why=WHY, now=now)
        found["glass"] = str(glass)
        seen = await break_glass(session, cases["shut"], boss, why=WHY, now=now)
        found["glass-seen"] = str(seen)
        await review(session, seen, auditor, fine=True, remark="責任者に聞きました。", now=now)
        for name, hand in (("waits", auditor), ("allowed", auditor), ("others", far)):
            export = await ask_export(session, Sought(), 1, hand, why=WHY, now=now)
            found[f"export-{name}"] = str(export)
            if name == "allowed":
                await decide_export(session, export, far, Verdict.ALLOWED, now)
    return found


def _ask(page: Page) -> None:
    choose(page.locator("main [name=found][value=ask]"))
    send(page)


def pages() -> Iterator[State]:
    """Walk them as a clerk, a second person, a manager and an auditor."""
    case, wish = "/staff/cases/{number}", "/staff/viewings/{viewing}"
    shut = State(
        name="closed case",
        path="/staff/cases/{case-shut}",
        route=case,
        staff=OFFICE_CLERK,
        status=FORBIDDEN,
    )
    yield shut
    yield wrong(shut, "no reason", empty)
    yield State(
        name="closed case, asked",
        path="/staff/cases/{case-asked}",
        route=case,
        staff=OFFICE_CLERK,
        status=FORBIDDEN,
    )
    for name in ("part", "whole"):
        yield State(
            name=f"closed case, {name}",
            path=f"/staff/cases/{{case-{name}}}",
            route=case,
            staff=OFFICE_CLERK,
            budget=WHOLE_RECORD,
        )
    for name in ("whole", "fresh"):
        closing = State(
            name=f"closing, {name}",
            path=f"/staff/cases/{{case-{name}}}/closing",
            route=f"{case}/closing",
            staff=OFFICE_CLERK,
        )
        yield closing
        if name == "whole":
            yield wrong(closing, "empty", empty)
    yield State(name="viewings", path="/staff/viewings", staff=SECOND)
    for who, name in ((SECOND, "asked"), (ELSEWHERE, "asked"), (SECOND, "lift"), (SECOND, "gone")):
        one = State(
            name=f"viewing {name}, {who}",
            path=f"/staff/viewings/{{wish-{name}}}",
            route=wish,
            staff=who,
        )
        yield one
        if who == SECOND and name == "asked":
            yield wrong(one, "empty", empty)
    glass = State(name="glass", path="/staff/glass", staff=MANAGER)
    yield glass
    yield wrong(glass, "refused", typed({"case-number": "12"}))
    yield State(
        name="glass, open",
        path="/staff/glass/{case-glass}",
        route="/staff/glass/{number}",
        staff=MANAGER,
        budget=WHOLE_RECORD,
    )
    for who in (AUDITOR, MANAGER):
        yield State(name=f"opened alone, {who}", path="/staff/audit/alone", staff=who)
    yield State(name="staff home, an auditor", path="/staff", staff=AUDITOR)
    listed = State(name="exports", path="/staff/audit/exports", staff=AUDITOR)
    yield listed
    yield wrong(listed, "refused", typed({"case-number": "12", "why": ""}))
    for name in ("waits", "allowed", "others"):
        yield State(
            name=f"export, {name}",
            path=f"/staff/audit/exports/{{export-{name}}}",
            route="/staff/audit/exports/{export}",
            staff=AUDITOR,
        )
    for name in ("glass", "glass-seen"):
        one = State(
            name=f"opened alone, {name}",
            path=f"/staff/audit/alone/{{{name}}}",
            route="/staff/audit/alone/{viewing}",
            staff=AUDITOR,
            excused=LONGER,
        )
        yield one
        if name == "glass":
            yield wrong(one, "no remark", _ask)
