"""How a case came to the office, for whoever reads its history: the office, and its person at home."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from nenkin.law.procedures import Way
from nenkin.storage.cases import ARRIVALS
from nenkin.storage.database import Database
from nenkin.storage.staff import PLACES
from nenkin.storage.statements import Prepared


@dataclass(frozen=True, slots=True)
class Arrived:
    """The way, and the counter that passed it on; empty where none did, or nobody noted which."""

    way: Way = Way.ONLINE
    place: str = ""


_OF_CASE = Prepared(
    select(ARRIVALS.c.way, PLACES.c.name)
    .outerjoin_from(ARRIVALS, PLACES, PLACES.c.id == ARRIVALS.c.place_id)
    .where(ARRIVALS.c.case_id == bindparam("case_id")),
    "case_id",
)


async def arrival_of(db: Database, case_id: int) -> Arrived:
    """Say how a case came; what came before anything of it was noted came from its person."""
    for way, place in await db.rows(_OF_CASE, case_id):
        return Arrived(Way(way), place or "")
    return Arrived()
