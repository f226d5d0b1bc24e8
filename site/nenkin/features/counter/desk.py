"""What every page of the counter begins with: who is on duty, and whom they help."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from litestar import Request
from litestar.response import Redirect, Response

from nenkin.clock import japanese_day
from nenkin.content.library import Library
from nenkin.storage import assisted, audit
from nenkin.storage.assisted import Assisted, Clerk
from nenkin.storage.database import Database
from nenkin.web.access import LedAway, exchange_of
from nenkin.web.forms import Form, Rejected, view
from nenkin.web.rendering import Renderer
from nenkin.web.submissions import Submission
from nenkin.web.visits import OnDuty, Visit

COUNTER = "/staff/counter"
WRONG = 422
Page = Response[bytes] | Redirect


class Asked(msgspec.Struct, frozen=True):
    """The request, as it is kept; not the number by which the person was found."""

    came: str
    asks: list[str]
    sees: bool = False  # whether this place shows a record (福祉事務所 shows none)
    amounts: bool = False  # whether amounts are shown there (年金事務所 and centres alone)
    searches: bool = False  # whether records without an owner are looked for there
    slip: str = ""  # the number (受付番号) of a slip of a search that they have brought


class Papers(msgspec.Struct, frozen=True, kw_only=True):
    """Which papers were seen: kinds and the check, never a copy."""

    number: str
    identity: str
    agent: str = ""
    relation: str = ""
    agent_identity: str = ""
    until: date | None = None  # the mandate's last day
    scope: list[str] = []
    ground: str = ""  # why no mandate was needed


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's way to one assisted session, and to no other."""

    visit: Visit
    db: Database
    renderer: Renderer
    library: Library

    @property
    def staff(self) -> OnDuty:
        """Give who is on duty; the guard of every route here has made sure of it."""
        assert self.visit.staff is not None
        return self.visit.staff

    @property
    def clerk(self) -> Clerk:
        """Give the same as the storage knows them."""
        return Clerk(self.staff.staff_id, self.staff.session, self.staff.place)

    @property
    def today(self) -> date:
        """Give the day at the counter."""
        return japanese_day(self.visit.now)

    async def helped(self) -> Assisted | None:
        """Give whom this clerk helps now."""
        return await assisted.of_staff(self.db, self.staff.session, self.visit.now)

    async def opened(self) -> Assisted:
        """Give whom they help, or lead to where that begins."""
        found = await self.helped()
        if found is None:
            raise LedAway(COUNTER)
        return found

    def event(
        self, helped: Assisted | None, action: str, detail: Mapping[str, str | int] | None = None
    ) -> audit.Event:
        """Give what this clerk does, for the trail of the person whom they help."""
        return audit.Event(
            actor=audit.ActorKind.STAFF,
            actor_id=self.staff.staff_id,
            action=action,
            subject=helped.person_id if helped else None,
            place=self.staff.place,
            purpose=helped.number if helped else "",
            detail=detail or {},
        )

    def page(self, template: str, status: int = 200, **values: Any) -> Response[bytes]:
        """Draw a page of the counter."""
        return self.renderer.page(self.visit, f"counter/{template}.html", status=status, **values)

    def form(
        self,
        template: str,
        form: type[Form],
        typed: Submission | Rejected | None = None,
        **values: Any,
    ) -> Response[bytes]:
        """Draw a page with a form: empty, or with every mistake."""
        wrong = isinstance(typed, Rejected)
        drawn = view(form, self.library.forms[form.words], typed)
        return self.page(template, status=WRONG if wrong else 200, form=drawn, **values)


def asked_of(helped: Assisted) -> Asked:
    """Give the request of a session."""
    return msgspec.json.decode(helped.request, type=Asked)


def provide_desk(request: Request[Any, Any, Any]) -> Desk:
    """Give the desk of a request."""
    parts = request.app.state
    return Desk(exchange_of(request).visit, parts.db, parts.renderer, parts.library)


def see_other(address: str) -> Redirect:
    """Lead to a page."""
    return Redirect(f"{address}#main", status_code=303)
