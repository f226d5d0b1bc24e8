"""Members of staff, as what they work where, and the terminals that they sit at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from nenkin.law.duties import PlaceKind, Role
from nenkin.storage.codes import moment, optional_moment, stamp
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.identifiers import hashed, new_id, new_secret
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import PlaceRow, StaffGrantRow, StaffRow, TerminalRow, table_of

STAFF = table_of(StaffRow)
PLACES = table_of(PlaceRow)
TERMINALS = table_of(TerminalRow)
GRANTS = table_of(StaffGrantRow)

SECRET = "staff.totp_secret"  # noqa: S105  # where it is sealed for


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff (職員), as far as signing in needs."""

    id: int
    number: str
    name: str
    password_hash: str | None = field(repr=False)
    password_changed_at: datetime | None
    policy: str
    blocklist: int
    totp_secret: str | None = field(repr=False)
    totp_step: int  # the last time step whose code was accepted; 0 before the first
    disabled: bool  # or ended: opens nothing
    first_code_hash: str | None = field(repr=False)
    first_code_until: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place where staff work."""

    id: int
    code: str
    kind: PlaceKind
    name: str


@dataclass(frozen=True, slots=True)
class Terminal:
    """A registered machine of a place."""

    id: int
    label: str
    place: Place


_FIND = Prepared(
    select(
        STAFF.c.id,
        STAFF.c.staff_number,
        STAFF.c.name,
        STAFF.c.password_hash,
        STAFF.c.password_changed_at,
        STAFF.c.policy,
        STAFF.c.blocklist,
        STAFF.c.totp_secret,
        STAFF.c.totp_step,
        STAFF.c.disabled_at,
        STAFF.c.ended_at,
        STAFF.c.first_code_hash,
        STAFF.c.first_code_until,
    ).where((STAFF.c.staff_number == bindparam("number")) | (STAFF.c.id == bindparam("id"))),
    "number",
    "id",
)
_TERMINAL = Prepared(
    select(
        TERMINALS.c.id,
        TERMINALS.c.label,
        PLACES.c.id,
        PLACES.c.code,
        PLACES.c.kind,
        PLACES.c.name,
    )
    .join(PLACES, PLACES.c.id == TERMINALS.c.place_id)
    .where(
        TERMINALS.c.cookie_hash == bindparam("cookie_hash"),
        TERMINALS.c.revoked_at.is_(None),
        PLACES.c.closed_at.is_(None),
    ),
    "cookie_hash",
)
IN_FORCE = (GRANTS.c.confirmed_at.is_not(None), GRANTS.c.ended_at.is_(None))
_PLACES_OF = Prepared(
    select(PLACES.c.id, PLACES.c.code, PLACES.c.kind, PLACES.c.name)
    .join(GRANTS, GRANTS.c.place_id == PLACES.c.id)
    .where(GRANTS.c.staff_id == bindparam("staff_id"), PLACES.c.closed_at.is_(None), *IN_FORCE)
    .distinct()
    .order_by(PLACES.c.code),
    "staff_id",
)


async def find_member(db: Database, number: str) -> Member | None:
    """Give a member of staff by the number on their card; those who have left too."""
    return await _member(db, number.strip().upper(), -1)


async def read_member(db: Database, staff_id: int) -> Member:
    """Give a member of staff who is known to be there."""
    found = await _member(db, "", staff_id)
    assert found is not None
    return found


async def _member(db: Database, number: str, staff_id: int) -> Member | None:
    for row in await db.rows(_FIND, number, staff_id):
        return Member(
            id=row[0],
            number=row[1],
            name=row[2],
            password_hash=row[3],
            password_changed_at=optional_moment(row[4]),
            policy=row[5],
            blocklist=row[6],
            totp_secret=db.vault.open_optional(row[7], SECRET, row[0]),
            totp_step=row[8] or 0,
            disabled=row[9] is not None or row[10] is not None,
            first_code_hash=row[11],
            first_code_until=optional_moment(row[12]),
        )
    return None


async def find_terminal(db: Database, cookie: str | None) -> Terminal | None:
    """Give the registered terminal that holds a cookie."""
    for row in await db.rows(_TERMINAL, hashed(cookie)) if cookie else ():
        return Terminal(row[0], row[1], _place(row[2:]))
    return None


async def places_of(db: Database, staff_id: int) -> Sequence[Place]:
    """Give the places at which somebody has a role that is in force."""
    return [_place(row) for row in await db.rows(_PLACES_OF, staff_id)]


def _place(row: Row) -> Place:
    return Place(row[0], row[1], PlaceKind(row[2]), row[3])


async def accept_code(session: Writing, staff_id: int, step: int) -> bool:
    """Use up a time step's code; whether it, and none after it, had been used before."""
    used = await session.run(
        update(STAFF)
        .where(STAFF.c.id == staff_id, (STAFF.c.totp_step.is_(None)) | (STAFF.c.totp_step < step))
        .values(totp_step=step)
    )
    return used.rowcount == 1


async def note_staff_sign_in(session: Writing, staff_id: int, now: datetime) -> datetime | None:
    """Note a sign-in; gives the one before."""
    query = select(STAFF.c.last_sign_in_at).where(STAFF.c.id == staff_id).with_for_update()
    before = (await session.run(query)).scalar_one()
    await session.run(
        update(STAFF).where(STAFF.c.id == staff_id).values(last_sign_in_at=stamp(now))
    )
    return None if before is None else moment(before)


async def rehash_staff(session: Writing, staff_id: int, old: str, new: str) -> None:
    """Store the same password hashed as strongly as is the rule now."""
    await session.run(
        update(STAFF)
        .where(STAFF.c.id == staff_id, STAFF.c.password_hash == old)
        .values(password_hash=new)
    )


async def add_place(
    session: Writing, *, code: str, kind: PlaceKind, name: str, now: datetime, telephone: str = ""
) -> int:
    """Add a place; gives its id."""
    place_id = new_id()
    await session.run(
        insert(PLACES),
        {
            "id": place_id,
            "code": code,
            "kind": str(kind),
            "name": name,
            "postcode": "",
            "address": "",
            "telephone": telephone,
            "created_at": stamp(now),
        },
    )
    return place_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Founder:
    """A member of staff put in by whoever sets the installation up.

    Ready to sign in with a password, else to take the account up by a paper.
    """

    number: str
    name: str
    place_id: int
    roles: Iterable[Role]
    password_hash: str | None = field(default=None, repr=False)
    policy: str = ""
    blocklist: int = 0
    totp_secret: str | None = field(default=None, repr=False)


async def found_member(session: Writing, founder: Founder, now: datetime) -> int:
    """Add somebody with roles that nobody proposed (the first ones, a demonstration's); gives the id."""
    staff_id = new_id()
    await session.run(
        insert(STAFF),
        {
            "id": staff_id,
            "staff_number": founder.number,
            "name": founder.name,
            "password_hash": founder.password_hash,
            "password_changed_at": stamp(now) if founder.password_hash else None,
            "policy": founder.policy,
            "blocklist": founder.blocklist,
            "totp_secret": session.vault.seal_optional(founder.totp_secret, SECRET, staff_id),
            "trained_at": stamp(now) if founder.password_hash else None,
            "created_at": stamp(now),
        },
    )
    for role in founder.roles:
        await session.run(
            insert(GRANTS),
            {
                "id": new_id(),
                "staff_id": staff_id,
                "place_id": founder.place_id,
                "role": str(role),
                "proposed_at": stamp(now),
                "confirmed_at": stamp(now),
            },
        )
    return staff_id


async def add_terminal(
    session: Writing, place_id: int, label: str, now: datetime
) -> tuple[int, str]:
    """Register a terminal at once; gives its id, and the cookie's value, which is told this once."""
    terminal_id, cookie = new_id(), new_secret()
    await session.run(
        insert(TERMINALS),
        {
            "id": terminal_id,
            "place_id": place_id,
            "label": label,
            "cookie_hash": hashed(cookie),
            "registered_at": stamp(now),
        },
    )
    return terminal_id, cookie
