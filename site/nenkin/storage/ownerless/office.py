"""One slip at the office: found by its receipt number, and searched again with what is known today.

Whether a clerk may see it, and that it is put on record that they did, is the caller's to see to.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from nenkin.clock import japanese_day
from nenkin.interchange.search_slips import Memory, Slip, decoded, memory
from nenkin.law.months import Month
from nenkin.law.ownerless import Query
from nenkin.law.periods import Record
from nenkin.matching.found import Answer
from nenkin.matching.knowledge import Knowledge
from nenkin.matching.office import OfficeView, office_view
from nenkin.storage.claims import claimed_among
from nenkin.storage.database import Database
from nenkin.storage.ownerless.searching import Store, gather, judge
from nenkin.storage.search_memories import memories_of
from nenkin.storage.searches import SEARCHES, find_search
from nenkin.storage.statements import Prepared

_WHOSE = Prepared(
    select(SEARCHES.c.person_id).where(SEARCHES.c.number == bindparam("number")), "number"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSlip:
    """A slip as it was searched for. ``answer``: what the person was told; ``None``: nothing.

    ``valid_until``: until when it may be brought on paper; a slip that was sent has a case of the
    same number, which goes on for as long as it takes.
    """

    number: str
    person_id: int
    on: date
    valid_until: date
    slip: Slip
    answer: Answer | None
    memories: Sequence[Memory]

    def query(self, own: Record) -> Query:
        """Give what was searched for, beside the record of the slip's person as it is today."""
        return self.slip.query(own.person.sex, months_of(own))


async def find_slip(db: Database, number: str) -> OfficeSlip | None:
    """Find a slip of anybody by its whole receipt number (受付番号), sent or brought on paper."""
    for (person_id,) in await db.rows(_WHOSE, number):
        found = await find_search(db, person_id, number)
        assert found is not None, "searches are never removed"
        kept = await memories_of(db, number)
        return OfficeSlip(
            number=number,
            person_id=person_id,
            on=japanese_day(found.at),
            valid_until=found.valid_until,
            slip=decoded(found.typed),
            answer=found.answer,
            memories=[memory(one.said) for one in kept],
        )
    return None


def months_of(own: Record) -> Sequence[tuple[Month, Month]]:
    """Give the first and the last month of each span that has an end, for the check of overlaps."""
    return [(span.first, span.last) for span in own.spans if span.last is not None]


async def look_again(
    db: Database,
    store: Store,
    knowledge: Knowledge,
    query: Query,
    own: Record,
    *,
    on: date,
    memories: Sequence[Memory] = (),
) -> OfficeView:
    """Search for the office, without the records that have an owner by now.

    ``own``: the record of the person as it is today; ``on``: the day of a joining.
    """
    gathered = await asyncio.to_thread(gather, store, query, knowledge)
    claimed = await claimed_among(db, gathered.ids)
    found = await asyncio.to_thread(judge, gathered, knowledge, claimed)
    said = [one.said for one in memories]
    return office_view(found, query, own, knowledge, on=on, memories=said)
