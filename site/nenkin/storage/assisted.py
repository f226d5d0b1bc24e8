"""Assisted sessions (窓口での手伝い): a clerk helps one person with one request.

Nothing of the person opens before the clerk has seen their papers (本人確認) and they themselves
have agreed on their own screen. What is ended stays ended, and so does what was closed (閲覧の制限): every change asks.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import msgspec
from sqlalchemy import ColumnElement, Update, bindparam, false, insert, select, update

from nenkin.storage.codes import moment, optional_day, optional_moment, stamp
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.identifiers import hashed, new_id, new_secret
from nenkin.storage.kiosk import VISITS
from nenkin.storage.people import PEOPLE
from nenkin.storage.sessions import SESSIONS
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import AssistedSessionRow, table_of

ASSISTED = table_of(AssistedSessionRow)
CODE_LENGTH = 6  # digits
CODE_LASTS = timedelta(minutes=10)
_REQUEST, _SEEN = "assisted_session.request", "assisted_session.seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assisted:
    """An assisted session that goes on. ``seen`` is empty until the papers were looked at."""

    id: int
    number: str
    staff_id: int
    place: str
    person_id: int
    started_at: datetime
    request: str
    seen: str
    code_until: datetime | None
    joined: bool
    consented_at: datetime | None
    referred: str | None
    name: str
    kana: str
    born_on: date | None
    shown_on: date | None
    csrf_key: bytes
    person_hash: bytes | None
    ends_at: datetime  # with the clerk's own session, if nothing more is done

    @property
    def is_open(self) -> bool:
        """Whether anything may be looked at: papers seen, and the person has agreed."""
        return bool(self.seen) and self.consented_at is not None

    @property
    def shows_record(self) -> bool:
        """Whether the place where this is shows a record at all."""
        return bool(msgspec.json.decode(self.request)["sees"])

    @property
    def amounts(self) -> bool:
        """Whether amounts are shown there: at a pension office, and at no town hall."""
        return bool(msgspec.json.decode(self.request).get("amounts"))

    @property
    def searches(self) -> bool:
        """Whether records without an owner are looked for there."""
        return bool(msgspec.json.decode(self.request).get("searches"))

    @property
    def came(self) -> str:
        """Give the tie of whoever came in the person's place; empty where they came themselves."""
        papers = msgspec.json.decode(self.seen) if self.seen else {}
        return str(papers["relation"]) if papers.get("agent") else ""

    def may(self, what: str, today: date) -> bool:
        """Whether it is agreed to, and the person themselves is here or their mandate reaches as far."""
        return self.is_open and self.reaches(what, today)

    def reaches(self, what: str, today: date) -> bool:
        """Whether the person themselves is here, or their mandate (委任状) reaches as far, today."""
        papers = msgspec.json.decode(self.seen) if self.seen else {}
        if not papers:
            return False
        if not papers.get("agent"):
            return True
        return what in papers["scope"] and today.isoformat() <= papers["until"]


_LIVE = (
    select(
        *(
            ASSISTED.c[name]
            for name in (
                *("id", "number", "staff_id", "place", "person_id", "started_at", "request"),
                *("seen", "code_until", "kiosk_hash", "consented_at", "referred", "csrf_key"),
                "person_hash",
            )
        ),
        PEOPLE.c.surname,
        PEOPLE.c.given_name,
        PEOPLE.c.surname_kana,
        PEOPLE.c.given_name_kana,
        PEOPLE.c.born_on,
        PEOPLE.c.shown_on,
        SESSIONS.c.last_seen_at,
        SESSIONS.c.idle_seconds,
        SESSIONS.c.ends_at,
    )
    .join(PEOPLE, (PEOPLE.c.id == ASSISTED.c.person_id) & (PEOPLE.c.restricted == false()))
    .join(SESSIONS, SESSIONS.c.id_hash == ASSISTED.c.staff_session)
    .where(ASSISTED.c.ended_at.is_(None), SESSIONS.c.revoked_at.is_(None))
)
_OF_STAFF = Prepared(_LIVE.where(ASSISTED.c.staff_session == bindparam("session")), "session")
_OF_KIOSK = Prepared(_LIVE.where(ASSISTED.c.kiosk_hash == bindparam("kiosk")), "kiosk")
_OF_PERSON = Prepared(_LIVE.where(ASSISTED.c.person_hash == bindparam("person")), "person")


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who helps, and where."""

    staff_id: int
    session: bytes
    place: str


async def begin(
    session: Writing, clerk: Clerk, *, number: str, person_id: int, request: str, now: datetime
) -> None:
    """Begin one; whatever this clerk had open before is ended: one person at a time."""
    await _end(session, ASSISTED.c.staff_session == clerk.session, now)
    assisted_id = new_id()
    values = {
        "id": assisted_id,
        "number": number,
        "staff_id": clerk.staff_id,
        "staff_session": clerk.session,
        "place": clerk.place,
        "person_id": person_id,
        "started_at": stamp(now),
        "request": session.vault.seal(request, _REQUEST, assisted_id),
        "csrf_key": secrets.token_bytes(32),
    }
    await session.run(insert(ASSISTED), values)


async def of_staff(db: Database, staff_session: bytes, now: datetime) -> Assisted | None:
    """Give what a clerk has open."""
    return _first(db, await db.rows(_OF_STAFF, staff_session), now)


async def of_kiosk(db: Database, cookie: str, now: datetime) -> Assisted | None:
    """Give what a kiosk's turn has joined."""
    return _first(db, await db.rows(_OF_KIOSK, hashed(cookie)), now)


async def of_person(db: Database, cookie: str, now: datetime) -> Assisted | None:
    """Give the one in which the person has agreed on this very screen."""
    return _first(db, await db.rows(_OF_PERSON, hashed(cookie)), now)


async def identify(session: Writing, assisted_id: int, seen: str, now: datetime) -> bool:
    """Note which papers were seen; whether it goes on, and they had not been noted before."""
    sealed = session.vault.seal(seen, _SEEN, assisted_id)
    noted = _going(assisted_id).where(ASSISTED.c.seen.is_(None))
    values = {"seen": sealed, "identified_at": stamp(now)}
    return (await session.run(noted.values(**values))).rowcount == 1


async def give_code(session: Writing, assisted_id: int, now: datetime, code: str = "") -> str:
    """Make the code that the person's screen joins with; the one before it is over."""
    while True:
        code = code or f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}}"
        finder = session.vault.index("assisted code", code)
        # whoever had the same digits before has them no more: they were over, or nobody's yet
        taken = select(ASSISTED.c.id).where(
            ASSISTED.c.code_hash == finder,
            ASSISTED.c.code_until > stamp(now),
            ASSISTED.c.id != assisted_id,
        )
        if (await session.run(taken)).first() is None:
            break
        code = ""
    old = update(ASSISTED).where(ASSISTED.c.code_hash == finder)
    await session.run(old.values(code_hash=None, code_until=None))
    values = {"code_hash": finder, "code_until": stamp(now + CODE_LASTS)}
    await session.run(_going(assisted_id).values(**values))
    return code


async def join(session: Writing, code: str, kiosk: str, now: datetime) -> bool:
    """Let a kiosk's turn join by a code, once; whether there was one. A turn joins one only."""
    finder = session.vault.index("assisted code", code)
    before = ASSISTED.alias("before")
    elsewhere = select(before.c.id).where(before.c.kiosk_hash == hashed(kiosk)).exists()
    joining = update(ASSISTED).where(
        ASSISTED.c.code_hash == finder,
        ASSISTED.c.code_until > stamp(now),
        ASSISTED.c.ended_at.is_(None),
        ASSISTED.c.kiosk_hash.is_(None),
        ~elsewhere,
    )
    values = {"kiosk_hash": hashed(kiosk), "code_hash": None, "code_until": None}
    return (await session.run(joining.values(**values))).rowcount == 1


async def consent(session: Writing, assisted_id: int, kiosk: str, now: datetime) -> str | None:
    """Note that the person has agreed on their own screen; gives what it proves that with."""
    cookie = new_secret()
    agreed = _going(assisted_id).where(
        ASSISTED.c.kiosk_hash == hashed(kiosk),
        ASSISTED.c.seen.is_not(None),
        ASSISTED.c.consented_at.is_(None),
    )
    values = {"consented_at": stamp(now), "person_hash": hashed(cookie)}
    done = await session.run(agreed.values(**values))
    return cookie if done.rowcount == 1 else None


async def refer(session: Writing, assisted_id: int, case: str) -> bool:
    """Note which case it went on as; whether it goes on, and had not before."""
    once = _going(assisted_id).where(ASSISTED.c.referred.is_(None))
    return (await session.run(once.values(referred=case))).rowcount == 1


async def goes_on(session: Writing, assisted_id: int) -> bool:
    """Whether it goes on, asked in the transaction that writes in its name."""
    here = select(ASSISTED.c.id).where(ASSISTED.c.id == assisted_id, ASSISTED.c.ended_at.is_(None))
    return (await session.run(here)).first() is not None


async def end_of_staff(session: Writing, staff_session: bytes, now: datetime) -> None:
    """End what a clerk has open, and the turn at the kiosk with it."""
    await _end(session, ASSISTED.c.staff_session == staff_session, now)


async def end_of_kiosk(session: Writing, kiosk: str, now: datetime) -> None:
    """End what a kiosk's turn had joined: the person has left."""
    await _end(session, ASSISTED.c.kiosk_hash == hashed(kiosk), now)


async def _end(session: Writing, which: ColumnElement[bool], now: datetime) -> None:
    going = (which, ASSISTED.c.ended_at.is_(None))
    turns = select(ASSISTED.c.kiosk_hash).where(*going, ASSISTED.c.kiosk_hash.is_not(None))
    over = update(VISITS).where(VISITS.c.id_hash.in_(turns), VISITS.c.ended_at.is_(None))
    await session.run(over.values(ended_at=stamp(now)))
    await session.run(update(ASSISTED).where(*going).values(ended_at=stamp(now)))


def _going(assisted_id: int) -> Update:
    return update(ASSISTED).where(ASSISTED.c.id == assisted_id, ASSISTED.c.ended_at.is_(None))


def _first(db: Database, rows: list[Row], now: datetime) -> Assisted | None:
    for row in rows:
        found = _assisted(db, row)
        if now < found.ends_at:
            return found
    return None


def _assisted(db: Database, row: Row) -> Assisted:
    assisted_id, seen = row[0], row[7]
    last, idle, longest = row[20], row[21], row[22]
    return Assisted(
        id=assisted_id,
        number=row[1],
        staff_id=row[2],
        place=row[3],
        person_id=row[4],
        started_at=moment(row[5]),
        request=db.vault.open(row[6], _REQUEST, assisted_id),
        seen=db.vault.open_optional(seen, _SEEN, assisted_id) or "",
        code_until=optional_moment(row[8]),
        joined=row[9] is not None,
        consented_at=optional_moment(row[10]),
        referred=row[11],
        csrf_key=row[12],
        person_hash=row[13],
        name=f"{row[14]} {row[15]}",
        kana=f"{row[16]} {row[17]}",
        born_on=optional_day(row[18]),
        shown_on=optional_day(row[19]),
        ends_at=min(moment(last) + timedelta(seconds=idle), moment(longest)),
    )
