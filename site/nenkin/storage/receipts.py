"""Whose a receipt number (受付番号) is: of a slip, or of what was sent to the office."""

from datetime import datetime

from sqlalchemy import bindparam, select, union_all

from nenkin.storage.cases import CASES
from nenkin.storage.codes import stamp
from nenkin.storage.database import Database
from nenkin.storage.searches import SEARCHES, valid_since
from nenkin.storage.statements import Prepared

_OF_RECEIPT = Prepared(
    union_all(
        select(SEARCHES.c.person_id).where(
            SEARCHES.c.number == bindparam("number"), SEARCHES.c.at >= bindparam("since")
        ),
        select(CASES.c.person_id).where(CASES.c.number == bindparam("case")),
    ),
    "number",
    "since",
    "case",
)


async def person_of_receipt(db: Database, number: str, now: datetime) -> int | None:
    """Give whose slip (持ち主不明記録の受付票) or request this receipt number is of."""
    for (person_id,) in await db.rows(_OF_RECEIPT, number, stamp(valid_since(now)), number):
        return int(person_id)
    return None
