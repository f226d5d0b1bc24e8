"""Requests without a number: a counter writes down what is known, a pension office finds the person.

Nobody is searched by name at the counter. At the office the name is tried inside the request alone,
with its birth date and sex; what is found becomes a case of that person's, answered by post.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, insert, select, update

from nenkin.law.periods import Sex
from nenkin.storage.codes import SEX_CODES, day_number, moment, stamp
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.people import PEOPLE
from nenkin.storage.staff import PLACES
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import UnnumberedRequestRow, table_of
from nenkin.storage.vault import Vault

REQUESTS = table_of(UnnumberedRequestRow)
_SENT = "unnumbered_request.sent"
MOST = 10  # people whom one name and birth date may give


@dataclass(frozen=True, slots=True)
class Unnumbered:
    """One request that waits for the office. ``sent`` is the feature's own JSON.

    ``place_id``: the counter of that name, as long as there is one.
    """

    id: int
    number: str
    place: str
    place_id: int | None
    sent_at: datetime
    sent: str


async def keep(
    session: Writing, *, number: str, staff_id: int, place: str, sent: str, now: datetime
) -> None:
    """Put one into the office's list."""
    request_id = new_id()
    values = {
        "id": request_id,
        "number": number,
        "staff_id": staff_id,
        "place": place,
        "sent_at": stamp(now),
        "sent": session.vault.seal(sent, _SENT, request_id),
    }
    await session.run(insert(REQUESTS), values)


_COLUMNS = tuple(REQUESTS.c[name] for name in ("id", "number", "place", "sent_at", "sent"))
_PLACE = select(func.min(PLACES.c.id)).where(PLACES.c.name == REQUESTS.c.place).scalar_subquery()
_OPEN = select(*_COLUMNS, _PLACE).where(REQUESTS.c.done_at.is_(None))
_COUNTED = Prepared(select(func.count()).where(REQUESTS.c.done_at.is_(None)))
_WAITING = Prepared(_OPEN.order_by(REQUESTS.c.sent_at, REQUESTS.c.id))
_ONE = Prepared(_OPEN.where(REQUESTS.c.number == bindparam("number")), "number")


async def waiting(db: Database, most: int) -> Sequence[Unnumbered]:
    """Give the first ``most`` of those that wait, the oldest first."""
    return [_request(db.vault, row) for row in (await db.rows(_WAITING))[:most]]


async def count(db: Database) -> int:
    """Give how many wait."""
    ((found,),) = await db.rows(_COUNTED)
    return int(found)


async def find(db: Database, number: str) -> Unnumbered | None:
    """Find one that waits."""
    for row in await db.rows(_ONE, number):
        return _request(db.vault, row)
    return None


async def finish(
    session: Writing, request_id: int, staff_id: int, now: datetime, *, case: str | None
) -> bool:
    """Note what came of it, once: the case that it became, or that nobody was found."""
    open_one = update(REQUESTS).where(REQUESTS.c.id == request_id, REQUESTS.c.done_at.is_(None))
    values = {"done_at": stamp(now), "done_by": staff_id, "found": case}
    return (await session.run(open_one.values(**values))).rowcount == 1


_LIKE = Prepared(
    select(PEOPLE.c.id)
    .where(
        PEOPLE.c.born_on == bindparam("born_on"),
        PEOPLE.c.given_name_kana == bindparam("given"),
        PEOPLE.c.sex == bindparam("sex"),
        PEOPLE.c.restricted.is_(False),
    )
    .order_by(PEOPLE.c.id),
    "born_on",
    "given",
    "sex",
)


async def people_like(db: Database, born_on: date, given_kana: str, sex: Sex) -> Sequence[int]:
    """Give who was born on this day with this given name; surnames change, and are compared by eye.

    Nobody restricted: they are found only as was agreed with them.
    """
    rows = await db.rows(_LIKE, day_number(born_on), given_kana, SEX_CODES[sex])
    return [int(person_id) for (person_id,) in rows[:MOST]]


def _request(vault: Vault, row: Row) -> Unnumbered:
    request_id, number, place, sent_at, sent, place_id = row
    said = vault.open(sent, _SENT, request_id)
    return Unnumbered(request_id, number, place, place_id, moment(sent_at), said)
