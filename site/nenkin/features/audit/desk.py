"""What every page of the auditors begins with. Whoever reads the trail stands in it too."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Request, Response

from nenkin.clock import JAPAN
from nenkin.content.library import Library
from nenkin.law.duties import Duty
from nenkin.law.wareki import write_day
from nenkin.settings import Settings
from nenkin.storage import audit
from nenkin.storage.audit import ActorKind
from nenkin.storage.correction_plans import Clerk
from nenkin.storage.database import Database
from nenkin.storage.viewings import Hand
from nenkin.web.access import Access, exchange_of
from nenkin.web.rendering import Renderer
from nenkin.web.visits import OnDuty, Visit

BASE = "/staff/audit"
WRONG, CONFLICT = 422, 409


def duty(needed: Duty) -> dict[str, Any]:
    """Give the options of a route for those whose duty it is."""
    return {"access": Access.STAFF, "duty": needed}


READ, WATCH = duty(Duty.READ_AUDIT), duty(Duty.SEE_OUTLIERS)


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's way to the trail."""

    visit: Visit
    db: Database
    renderer: Renderer
    library: Library
    settings: Settings

    @property
    def staff(self) -> OnDuty:
        """Give who is on duty; the guard of every route here has made sure of it."""
        assert self.visit.staff is not None
        return self.visit.staff

    @property
    def hand(self) -> Hand:
        """Give the same as one who acts."""
        staff = self.staff
        clerk = Clerk(
            id=staff.staff_id,
            session=staff.session,
            terminal=str(staff.terminal_id),
            place=f"{staff.place} {staff.terminal}",
        )
        return Hand(clerk, staff.place_id)

    def page(self, template: str, status: int = 200, **values: Any) -> Response[bytes]:
        """Draw a page."""
        return self.renderer.page(self.visit, f"audit/{template}.html", status=status, **values)

    async def note(self, action: str, **detail: str) -> None:
        """Put it on record that somebody reads the trail."""
        event = audit.Event(
            actor=ActorKind.STAFF,
            actor_id=self.staff.staff_id,
            action=action,
            place=f"{self.staff.place} {self.staff.terminal}",
            detail=detail,
        )
        await audit.append(self.db, event, self.visit.now)


def moment_said(at: datetime) -> str:
    """Give a moment in words, to the minute."""
    there = at.astimezone(JAPAN)
    return f"{write_day(there.date())} {there.strftime('%H:%M')}"


def provide_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a request, from the application's state."""
    parts = request.app.state
    visit = exchange_of(request).visit
    return Desk(visit, parts.db, parts.renderer, parts.library, parts.settings)
