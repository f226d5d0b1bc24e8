"""What every page of letters begins with: the office's desk, and what prints and makes codes."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Request, Router
from litestar.di import Provide
from litestar.response import Response

from nenkin.clock import japanese_day
from nenkin.content.posted import short_number
from nenkin.features.office.desk import CONFLICT, Desk
from nenkin.features.office.opened import Restricted
from nenkin.features.office.routing import provide_desk, show_restricted
from nenkin.interchange import access_keys
from nenkin.law.wareki import write_day
from nenkin.storage import audit
from nenkin.storage.access_keys import holder_of
from nenkin.storage.letter_steps import Halted, NewSecret
from nenkin.storage.letters import ACCESS_KEY, StoredLetter
from nenkin.storage.people import Known
from nenkin.web.hashing import Hasher
from nenkin.web.press import Press

LETTERS = "/staff/letters"


@dataclass(frozen=True, slots=True)
class PostDesk(Desk):
    """One request's way to the outgoing post."""

    press: Press
    hasher: Hasher

    def noted(
        self, action: str, person_id: int | None, detail: Mapping[str, str | int]
    ) -> audit.Event:
        """Give what is noted of something done with letters."""
        return audit.Event(
            actor=audit.ActorKind.STAFF,
            actor_id=self.staff.staff_id,
            action=action,
            subject=person_id,
            place=self.clerk.place,
            detail=detail,
        )

    async def new_secret(self, kind: str, known: Known) -> NewSecret:
        """Make another code for a letter, and what it takes, before anything is written."""
        code = access_keys.make(secrets.randbelow)
        if kind != ACCESS_KEY:
            return NewSecret(code=code)
        hashed = await self.hasher.hash(code)
        return NewSecret(code=code, hashed=hashed, holder=holder_of(known.person))

    def halted(self, halt: Halted, back: str) -> Response[bytes]:
        """Say why a step with letters was not taken; nothing was changed."""
        return self.page("letter_stopped", status=CONFLICT, why=str(halt.why), back=back)


def provide_post(request: Request[Any, Any, Any]) -> PostDesk:
    """Give the desk of a request, from the application's state."""
    desk, parts = provide_desk(request), request.app.state
    return PostDesk(
        *(desk.visit, desk.db, desk.renderer, desk.library, desk.law, desk.settings),
        *(parts.press, parts.hasher),
    )


def post_router(*handlers: Any) -> Router:
    """Put routes of letters together, which all have the desk."""
    return Router(
        "/",
        route_handlers=handlers,
        dependencies={"desk": Provide(provide_post, sync_to_thread=False)},
        exception_handlers={Restricted: show_restricted},
    )


def letter_state(one: StoredLetter) -> str:
    """Give the name of how far a letter has come."""
    if one.dropped_at:
        return "dropped"
    if one.printed_at:
        return "printed"
    if one.batch_id:
        return "batched"
    return "unchecked" if one.waits_for_check else "waiting"


def letter_item(desk: Desk, one: StoredLetter) -> Mapping[str, str]:
    """Say a letter in a list, without a name."""
    words = desk.library.words
    return {
        "text": words(
            "office.letters.item",
            what=words(f"letters.{one.letter.kind}.title"),
            number=short_number(one.id),
        ),
        "href": f"{LETTERS}/{one.id}",
        "hint": words("office.letters.day", day=letter_day(one.printed_at or one.created_at)),
        "status": words(f"office.letter.{letter_state(one)}"),
    }


def letter_day(at: datetime) -> str:
    """Write the day of a moment."""
    return write_day(japanese_day(at))
