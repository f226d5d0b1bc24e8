"""What every page of estimates begins with: the person, the day, and what is shown and kept."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Request

from nenkin.content.library import Library
from nenkin.features.estimate.figures import Figure, Figures, figures
from nenkin.features.estimate.result import refusal
from nenkin.interchange.receipt_numbers import grouped
from nenkin.law.changing import Gains
from nenkin.law.estimates import Refused
from nenkin.law.parameters import Law, NotInForce
from nenkin.settings import Settings
from nenkin.storage import audit, ledger, records
from nenkin.storage.assisted import Assisted
from nenkin.storage.database import Database
from nenkin.storage.ledger import Versions
from nenkin.web.access import exchange_of
from nenkin.web.days import shown_day
from nenkin.web.rendering import Renderer
from nenkin.web.visits import SignedIn, Visit

VIEWED = "estimate.viewed"


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's way to its own person's record and estimates, and to nobody else's."""

    visit: Visit
    db: Database
    renderer: Renderer
    library: Library
    law: Law
    settings: Settings
    versions: Versions
    helped: Assisted | None = None  # whose figures they are, where a clerk looks at them with them

    @property
    def subject(self) -> int:
        """Give whose figures they are."""
        return self.person.person_id if self.helped is None else self.helped.person_id

    @property
    def person(self) -> SignedIn:
        """Give who is signed in."""
        return self.visit.known

    @property
    def today(self) -> date:
        """Give the day that the person's pages are shown as of."""
        shown_on = self.person.today if self.helped is None else self.helped.shown_on
        return shown_day(self.settings, shown_on, self.visit.now)

    @property
    def above(self) -> str:
        """Say above a page in whose session a clerk has it before them."""
        helped, words = self.helped, self.library.words
        if helped is None:
            return ""
        return self.renderer.components.for_whom(
            text=words("counter.helping", name=helped.name, number=grouped(helped.number)),
            until="",
            own="/staff/counter",
            back=words("counter.back"),
        )

    async def figures(self, page: str) -> Figures | str:
        """Work out the person's figures and keep them; or say in words why there are none."""
        record = await records.read_record(self.db, self.subject)
        try:
            found = figures(self.law, record, self.today)
        except (Refused, NotInForce) as problem:
            await self.note(page)
            return refusal(self.library, problem)
        await asyncio.gather(self.keep(found.shown), self.note(page))
        return found

    async def keep(self, shown: Iterable[Figure]) -> None:
        """Put figures into the ledger, before any of them is shown."""
        told_now = [
            ledger.of_estimate(one.kind, one.life, one.scenario, one.found, self.versions)
            for one in shown
        ]
        await ledger.keep(self.db, self.subject, told_now, self.visit.now)

    async def keep_gains(self, kind: str, found: Gains) -> None:
        """Put what periods add into the ledger, before it is shown."""
        told_now = ledger.of_gains(kind, found, self.versions)
        await ledger.keep(self.db, self.subject, [told_now], self.visit.now)

    async def note(self, page: str) -> None:
        """Put it on record that this page is seen, before any of it is shown."""
        visit, seen, helped = self.visit, {"page": page}, self.helped
        event = audit.of_own(self.subject, VIEWED, place=visit.address, detail=seen)
        if helped is not None:
            assert visit.staff is not None
            event = audit.Event(
                actor=audit.ActorKind.STAFF,
                actor_id=visit.staff.staff_id,
                action=VIEWED,
                subject=helped.person_id,
                place=visit.staff.place,
                purpose=helped.number,
                detail=seen,
            )
        await audit.append(self.db, event, visit.now)


def provide_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a request for one's own figures."""
    return desk_of(request)


def desk_of(request: Request[Any, Any, Any], helped: Assisted | None = None) -> Desk:
    """Give a desk from the application's state."""
    parts = request.app.state
    return Desk(
        exchange_of(request).visit,
        parts.db,
        parts.renderer,
        parts.library,
        parts.law,
        parts.settings,
        parts.versions,
        helped,
    )
