"""Clerks of the demonstration at their terminals, in a site with all demonstration people."""

from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from nenkin.interchange.sent_requests import Entry, Line, Part, Request, Said
from nenkin.law.procedures import Procedure
from nenkin.paths import DATA
from nenkin.storage.cases import Arrival, new_number, open_case
from nenkin.storage.seeding import Terms
from nenkin.storage.staff import add_terminal, find_member, places_of
from nenkin.storage.staff_seeding import read_sample_offices, seed_staff
from nenkin.storage.staff_sessions import ENTERED, Lasting, open_staff_session
from nenkin.web.visits import STAFF_SESSION
from tests.browser import Browser
from tests.features.records_site import Town
from tests.sites import NOON

# A clerk of the pension office; two who may approve too, there and in the back office.
CLERK, SECOND, ELSEWHERE = "C0002", "C0003", "D0003"
CALL_CENTRE, TOWN_HALL, MANAGER, AUDITOR = "T0001", "A0002", "C0001", "K0001"
OFFICES = read_sample_offices(DATA / "staff" / "demonstration.toml")
DAY = timedelta(hours=9)


REQUEST = Request(
    person=[Line("お名前", "見本 花子")],
    data_date="2026-11-20",
    data_day="2026年（令和8年）11月20日",
    findings=[
        Said(
            key="no-record work-1",
            about="まぼろし織物",
            title="記録が見当たりません",
            spans=["平成3年4月から平成4年2月まで"],
            months="11か月",
            grade="確かめましょう",
            why="この会社の記録がありません。",
            also=[],
            bring="給与明細",
        )
    ],
    contact=[Line("電話番号", "書いていません")],
    bring=["本人とわかる物"],
    parts=[
        Part("勤め先", "/history/work", [Entry("まぼろし織物", [Line("会社", "まぼろし織物")])])
    ],
    values=[
        {"key": "no-record work-1", "pattern": "no-record", "worth": {"least": 9000, "most": 9000}}
    ],
)


async def asked(
    people: Town,
    who: str,
    arrival: Arrival | None = None,
    kind: Procedure = Procedure.INQUIRY,
    searches: Sequence[str] = (),
) -> str:
    """Let somebody have sent a request; give its number."""
    number = new_number()
    async with people.db.write() as session:
        await open_case(
            session,
            kind,
            number=number,
            person_id=people.people[who],
            sent=replace(REQUEST, searches=list(searches)).encoded(),
            follows=None,
            now=NOON,
            arrival=arrival or Arrival(worth=REQUEST.worth),
        )
    return number


async def clerk(people: Town, number: str) -> Browser:
    """Give a browser at a terminal of their own, in which one of the staff is signed in."""
    db = people.db
    if await find_member(db, number) is None:  # then nobody is there yet
        await seed_staff(
            db, OFFICES, hash_secret=lambda _: "-", now=NOON, terms=Terms(policy="standard")
        )
    member = await find_member(db, number)
    assert member is not None
    (place, *_) = await places_of(db, member.id)
    async with db.write() as session:
        terminal, _ = await add_terminal(session, place.id, f"端末 {number}", NOON)
        cookie = await open_staff_session(
            session,
            staff_id=member.id,
            terminal_id=terminal,
            level=ENTERED,
            lasting=Lasting(idle=DAY, longest=DAY),
            now=NOON,
        )
    browser = Browser(people.gate)
    browser.client.cookies[STAFF_SESSION] = cookie
    return browser
