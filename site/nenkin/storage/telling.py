"""How a person whose case is closed to one alone is told of it: only as agreed with them (知らせかた)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, bindparam, insert, literal, not_, or_, select, update

from nenkin.storage.codes import moment, stamp
from nenkin.storage.correction_plans import Clerk
from nenkin.storage.database import Database, Writing
from nenkin.storage.people import PEOPLE
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import TellingRow, table_of

TELLINGS = table_of(TellingRow)


class Way(StrEnum):
    """A way in which somebody is told."""

    SERVICE = "service"  # on their own pages
    MAIL = "mail"  # that there is something to read
    LETTER = "letter"
    TELEPHONE = "telephone"


@dataclass(frozen=True, slots=True)
class Telling:
    """What was agreed: the ways, and by what (counter, telephone, letter) they said so."""

    ways: frozenset[Way]
    how: str
    noted_at: datetime


_OF = Prepared(
    select(*(TELLINGS.c[name] for name in ("ways", "how", "noted_at"))).where(
        TELLINGS.c.person_id == bindparam("person_id")
    ),
    "person_id",
)


async def telling_of(db: Database, person_id: int) -> Telling | None:
    """Give what was agreed with somebody, or ``None`` where nothing was yet."""
    for ways, how, at in await db.rows(_OF, person_id):
        return Telling(frozenset(Way(one) for one in ways.split(",") if one), how, moment(at))
    return None


async def agree_telling(  # what is noted of it
    session: Writing,
    person_id: int,
    ways: Collection[Way],
    how: str,
    *,
    clerk: Clerk,
    now: datetime,
) -> None:
    """Note how somebody wants to be told; what was agreed before is over."""
    values = {
        "ways": ",".join(sorted(ways)),
        "how": how,
        "noted_by": clerk.id,
        "noted_terminal": clerk.terminal,
        "noted_at": stamp(now),
    }
    known = update(TELLINGS).where(TELLINGS.c.person_id == person_id)
    if (await session.run(known.values(**values))).rowcount == 0:
        await session.run(insert(TELLINGS), {"person_id": person_id, **values})


def not_told(way: Way) -> Select[tuple[int]]:
    """Give those who are not told in this way: their case is closed, and they have not agreed to it."""
    agreed = (literal(",") + TELLINGS.c.ways + ",").contains(f",{way},")
    return (
        select(PEOPLE.c.id)
        .outerjoin_from(PEOPLE, TELLINGS, TELLINGS.c.person_id == PEOPLE.c.id)
        .where(PEOPLE.c.restricted.is_(True), or_(TELLINGS.c.ways.is_(None), not_(agreed)))
    )


async def may_tell(session: Writing, person_id: int, way: Way) -> bool:
    """Whether somebody may be told in this way: all may, but where a case is closed as agreed only."""
    wanted = not_told(way).where(PEOPLE.c.id == person_id)
    return (await session.run(wanted)).one_or_none() is None
