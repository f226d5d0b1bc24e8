"""One request's way to the periods that a person says are missing from their record."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Request

from nenkin.features.estimate.desk import Desk, provide_desk
from nenkin.law.found import Found, Worth, worth
from nenkin.law.months import Month, fiscal_year, month_of
from nenkin.law.settling import Settled, as_it_is, settle
from nenkin.storage import records
from nenkin.storage.drafts import Draft, Owner, delete_draft, load_draft, save_over

DRAFT = "found"
FOUND = "found"  # the kind of figure in the ledger
MOST = 20


@dataclass(frozen=True)
class Listed:
    """What a person's list says now, beside their record."""

    settled: Settled
    found: tuple[Found, ...]
    draft: Draft | None

    def place(self, first: Month) -> int | None:
        """Give the place of the line that begins in a month; there is one at most."""
        places = (place for place, one in enumerate(self.found) if one.first == first)
        return next(places, None)


@dataclass(frozen=True, slots=True)
class Finder:
    """Opens and keeps the list of who is signed in."""

    desk: Desk

    @property
    def owner(self) -> Owner:
        """Give whose list it is."""
        return Owner.person(self.desk.person.person_id)

    @property
    def year(self) -> int:
        """The fiscal year whose law and money the amounts are in."""
        return fiscal_year(month_of(self.desk.today))

    async def open(self) -> Listed:
        """Note that the record is looked at, and read it and the list."""
        desk = self.desk
        await desk.note("found")
        record = await records.read_record(desk.db, desk.person.person_id)
        draft = await load_draft(desk.db, self.owner, DRAFT, desk.visit.now)
        found: tuple[Found, ...] = ()
        if draft is not None:
            found = msgspec.json.decode(draft.answers, type=tuple[Found, ...])
        return Listed(settle(record), found, draft)

    async def worth(self, listed: Listed) -> Worth:
        """Work out what the list adds, and keep it before it is shown; raises as ``estimate`` does."""
        life = as_it_is(listed.settled)
        known = worth(self.desk.law, life, listed.found, self.year)
        await self.desk.keep_gains(FOUND, known.gains)
        return known

    async def keep(self, listed: Listed, found: Sequence[Found]) -> bool:
        """Keep a changed list; ``False`` where another tab has changed it meanwhile."""
        ordered = sorted(found, key=lambda one: one.first)
        async with self.desk.db.write() as session:
            return await save_over(
                session, self.owner, DRAFT, ordered, read=listed.draft, now=self.desk.visit.now
            )

    async def forget(self) -> None:
        """Throw the list away, as its owner asked."""
        async with self.desk.db.write() as session:
            await delete_draft(session, self.owner, DRAFT)


def provide_finder(request: Request[Any, Any, Any]) -> Finder:
    """Give a request's way to its list."""
    return Finder(provide_desk(request))
