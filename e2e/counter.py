"""窓口: every page of an assisted session, on the clerk's screen and on the person's own."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

import msgspec
from playwright.sync_api import Page

from e2e import faults, unnumbered
from e2e.audit import WHOLE_RECORD
from e2e.history import WRITER
from e2e.kiosk import EXCUSED, begun
from e2e.people import sample
from e2e.states import State, empty, press, send, typed, wrong
from nenkin.features.counter.desk import Asked, Papers
from nenkin.features.counter.forms import SCOPE
from nenkin.storage import assisted
from nenkin.storage.assisted import Clerk
from nenkin.storage.cases import new_number
from nenkin.storage.database import Database
from nenkin.storage.identifiers import hashed, new_secret
from nenkin.storage.letters import SIGN_UP_CODE, Letter, enqueue_letter
from nenkin.storage.people import find_person
from nenkin.storage.staff import add_terminal, find_member, places_of
from nenkin.storage.staff_sessions import ENTERED, Lasting, open_staff_session
from nenkin.storage.tokens import Purpose, issue_token
from nenkin.storage.waiting_sign_ups import TOKEN, USER_ID

CLERK, OFFICE_CLERK, PERSON, LONG = "A0002", "C0002", "tenshoku", timedelta(hours=2)
FREE, TAKEN, AGENT, FAMILY, SEEN, AGREED, REFERRED, OFFICE, APPLIED, WRITTEN = (
    *("counter free", "counter taken", "counter agent", "counter family"),
    *("counter seen", "counter agreed", "counter referred", "counter office"),
    *("counter applied", "counter written"),
)
# Who has signed up without mail, and who has written a sheet; at all other steps it is PERSON.
OTHER_PEOPLE = {APPLIED: "sango", WRITTEN: WRITER}
# A clerk writes of others: nothing that the browser remembers of the clerk belongs there.
OTHERS = frozenset({"no-autocomplete"})
WAITING = 90  # sessions that a screen can join: each visit of that page joins one
SOME = 12  # and of those in which somebody came in the person's place
AGENT_SEEN = "counter agent seen"
_PAPERS = Papers(number="handbook", identity="licence")
_FOR_SOMEBODY = Papers(
    number="handbook",
    identity="licence",
    agent="見本 次郎",
    relation="child",
    agent_identity="licence",
    until=date(2999, 12, 31),
    scope=list(SCOPE),
)
FIRST_AGENT = 900_000  # codes of sessions in which somebody came in the person's place
_codes, _agents = count(), count(FIRST_AGENT)


async def lay(db: Database, now: datetime) -> dict[str, str]:
    """Lay a clerk's session ready for each step; give their cookies."""
    found = {}
    await _apply(db, now)
    for name in (FREE, TAKEN, AGENT, FAMILY, SEEN, AGREED, REFERRED, OFFICE, APPLIED, WRITTEN):
        found[name] = await _clerk(db, now, OFFICE_CLERK if name == OFFICE else CLERK)
        if name != FREE:
            await _advance(db, name, found[name], now)
    for number in range(WAITING):
        cookie = await _clerk(db, now)
        await _advance(db, SEEN, cookie, now, code=f"{number:06}")
    for number in range(FIRST_AGENT, FIRST_AGENT + SOME):
        cookie = await _clerk(db, now)
        await _advance(db, AGENT_SEEN, cookie, now, code=f"{number}")
    return found


async def _apply(db: Database, now: datetime) -> None:
    """Let somebody have signed up without mail, at a kiosk."""
    known = await find_person(db, sample(OTHER_PEOPLE[APPLIED]).record.person.basic_number)
    assert known is not None
    async with db.write() as session:
        token = await issue_token(session, Purpose.LETTER, now=now, payload="{}", secret="e2e")
        facts = {
            TOKEN: hashed(token).hex(),
            USER_ID: "tsukushi55",
            "name": "見本",
            "code": "1" * 17,
        }
        letter = Letter(
            kind=SIGN_UP_CODE, person_id=known.id, address=(), facts=facts, dedupe="e2e applied"
        )
        await enqueue_letter(session, letter, now)


async def _clerk(db: Database, now: datetime, who: str = CLERK) -> str:
    member = await find_member(db, who)
    assert member is not None
    place, *_ = await places_of(db, member.id)
    async with db.write() as session:
        terminal_id, _ = await add_terminal(session, place.id, "窓口1", now)
        return await open_staff_session(
            session,
            staff_id=member.id,
            terminal_id=terminal_id,
            level=ENTERED,
            lasting=Lasting(idle=LONG, longest=LONG),
            now=now,
        )


async def _advance(db: Database, step: str, cookie: str, now: datetime, code: str = "") -> None:
    member = await find_member(db, CLERK)
    who = OTHER_PEOPLE.get(step, PERSON)
    known = await find_person(db, sample(who).record.person.basic_number)
    assert member is not None
    assert known is not None
    clerk = Clerk(member.id, hashed(cookie), "みほん市役所 年金の窓口")
    came = {AGENT: "agent", AGENT_SEEN: "agent", FAMILY: "family"}.get(step, "self")
    asked = Asked(came, ["record", "advice"], sees=True, searches=True)
    async with db.write() as session:
        await assisted.begin(
            session,
            clerk,
            number=new_number(),
            person_id=known.id,
            request=msgspec.json.encode(asked).decode(),
            now=now,
        )
    here = await assisted.of_staff(db, clerk.session, now)
    assert here is not None
    if step in {TAKEN, AGENT, FAMILY}:
        return
    async with db.write() as session:
        papers = _FOR_SOMEBODY if step == AGENT_SEEN else _PAPERS
        seen = msgspec.json.encode(papers).decode()
        await assisted.identify(session, here.id, seen, now)
        if code:
            await assisted.give_code(session, here.id, now + LONG, code=code)
        if step in {AGREED, REFERRED, OFFICE, WRITTEN}:
            screen = new_secret()
            await assisted.join(
                session, await assisted.give_code(session, here.id, now), screen, now
            )
            await assisted.consent(session, here.id, screen, now)
        if step == REFERRED:
            await assisted.refer(session, here.id, new_number())


def _join(page: Page) -> None:
    begun("/kiosk/together")(page)
    typed({"code": f"{next(_codes):06}"})(page)


def _join_for_somebody(page: Page) -> None:
    begun("/kiosk/together")(page)
    typed({"code": f"{next(_agents)}"})(page)


def _own_screen(path: str, *, shown: bool = False) -> Callable[[Page], None]:
    """Join, agree, and open a page of one's own; ``shown``: with «見せる» pressed."""

    def act(page: Page) -> None:
        _join(page)
        send(page)
        page.goto(page.url.partition("/record")[0] + path)
        if shown:
            press(page.locator(".kiosk-show button"))

    return act


def _no_such_code(page: Page) -> None:
    begun("/kiosk/together")(page)
    typed({"code": "999999"})(page)


def _no_code(page: Page) -> None:
    begun("/kiosk/together")(page)
    empty(page)


def _new_code(page: Page) -> None:
    press(page.locator("form[action='/staff/counter/code'] button"))


def pages() -> Iterator[State]:
    """Walk each step of an assisted session on both screens."""
    request = State(name="counter, request", path="/staff/counter", staff=FREE, excused=OTHERS)
    yield request
    yield wrong(request, "empty", empty)
    yield State(name="counter, ended", path="/staff/counter?ended=yes", staff=FREE, excused=OTHERS)
    for step in (TAKEN, SEEN, AGREED, REFERRED, APPLIED):
        yield State(name=f"{step}, session", path="/staff/counter", staff=step)
    for slug in faults.CONFIRMED:
        yield State(name=f"counter, {slug}", path=f"/fault/{slug}", route="(pressed once)")
    code = State(name="counter, code", path="/staff/counter", staff=TAKEN, then=_new_code)
    yield code
    for step in (TAKEN, AGENT, FAMILY):
        papers = State(
            name=f"{step}, papers", path="/staff/counter/papers", staff=step, excused=OTHERS
        )
        yield papers
        # An agent's page has seven fields: the summary names a mistake in each before the first.
        yield wrong(replace(papers, excused=papers.excused | {"late-field"}), "empty", send)
    yield from unnumbered.pages(FREE, OFFICE_CLERK)
    refer = State(name="counter, refer", path="/staff/counter/refer", staff=AGREED)
    yield refer
    yield replace(refer, name="counter, refer with a sheet", staff=WRITTEN)
    yield wrong(refer, "empty", empty)
    yield State(name="counter, referred", path="/staff/counter/refer", staff=REFERRED)
    record = "/staff/counter/record"
    for slug, route in (
        *(("", ""), ("/grid", ""), ("/years", ""), ("/schemes", ""), ("/overlaps", "")),
        *(("/print", ""), ("/unclear", ""), ("/years/2010", "/years/{year}")),
        ("/months/2010-07", "/months/{month}"),
    ):
        yield State(
            name=f"counter, record{slug}",
            path=f"{record}{slug}",
            route=f"{record}{route}" if route else "",
            staff=AGREED,
            budget=WHOLE_RECORD,
        )
    for form in ("?size=large", "?words=easy"):
        yield State(
            name=f"counter, record, print{form}",
            path=f"{record}/print{form}",
            staff=AGREED,
            budget=WHOLE_RECORD,
        )
    for slug in ("record", "record/years", "estimate"):
        yield State(
            name=f"counter of an office, {slug}",
            path=f"/staff/counter/{slug}",
            staff=OFFICE,
            budget=WHOLE_RECORD,
        )
    yield State(name="counter of an office, session", path="/staff/counter", staff=OFFICE)
    sheet = "/staff/counter/history"
    page = "/{part}/{key}/{page}"
    for name, path, route in (
        ("sheet", sheet, ""),
        ("sheet, a part", f"{sheet}/work", f"{sheet}/{{part}}"),
        ("sheet, a page", f"{sheet}/work/e2e/job", f"{sheet}{page}"),
        ("search", "/staff/counter/search", ""),
        ("search, names", "/staff/counter/search/names", ""),
    ):
        yield State(
            name=f"counter, {name}",
            path=path,
            route=route,
            staff=AGREED,
            budget=WHOLE_RECORD,
            excused=OTHERS,
        )
    together = State(
        name="kiosk, together",
        path="/kiosk",
        route="/kiosk/together",
        then=begun("/kiosk/together"),
        excused=EXCUSED,
    )
    yield together
    yield wrong(together, "empty", _no_code)
    yield wrong(together, "no such code", _no_such_code)
    for path in ("/record", "/record/schemes", "/record/print?words=easy", "/history"):
        yield State(
            name=f"kiosk, own{path}",
            path="/kiosk",
            route=path.partition("?")[0],
            then=_own_screen(path),
            budget=WHOLE_RECORD,
            excused=EXCUSED,
        )
    yield State(
        name="kiosk, own numbers shown",
        path="/kiosk",
        route="/record/schemes",
        then=_own_screen("/record/schemes", shown=True),
        budget=WHOLE_RECORD,
        excused=EXCUSED,
    )
    yield State(
        name="kiosk, agree",
        path="/kiosk",
        route="/kiosk/together/agree",
        then=_join,
        excused=EXCUSED,
    )
    yield State(
        name="kiosk, agree for somebody",
        path="/kiosk",
        route="/kiosk/together/agree",
        then=_join_for_somebody,
        excused=EXCUSED,
    )
