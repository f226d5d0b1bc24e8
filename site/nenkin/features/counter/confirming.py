"""/staff/counter/sign-up: a sign-up without mail, confirmed by a clerk who has seen the papers (②)."""

from typing import Any

from litestar import post
from litestar.di import NamedDependency

from nenkin.features.counter.desk import COUNTER, Desk, Page, asked_of, see_other
from nenkin.law.duties import Duty
from nenkin.storage import waiting_sign_ups
from nenkin.storage.assisted import Assisted
from nenkin.storage.audit import ActorKind, note
from nenkin.storage.cases import Actor
from nenkin.web.access import Access

SIGN_UP = f"{COUNTER}/sign-up"
OPT: dict[str, Any] = {"access": Access.STAFF, "duty": Duty.RUN_ASSISTED_SESSION}


def may_confirm(helped: Assisted) -> bool:
    """Whether the person is here themselves, and their papers were seen: nobody does it for them."""
    return bool(helped.seen) and asked_of(helped).came == "self"


async def waits(desk: Desk, helped: Assisted) -> bool:
    """Whether there is a sign-up to confirm."""
    if not may_confirm(helped):
        return False
    return await waiting_sign_ups.waits(desk.db, helped.person_id, desk.visit.now)


@post(SIGN_UP, opt=OPT)
async def confirm(desk: NamedDependency[Desk]) -> Page:
    """Open the account that waits, once; the page says the user ID, to be handed over on paper."""
    helped = await desk.opened()
    if not may_confirm(helped):
        return see_other(COUNTER)
    by = Actor(kind=ActorKind.STAFF, id=desk.staff.staff_id)
    async with desk.db.write() as session:
        user_id = await waiting_sign_ups.confirm(session, helped.person_id, by, desk.visit.now)
        if user_id is not None:
            opened = desk.event(helped, "sign-up.opened", {"way": "counter"})
            await note(session, opened, desk.visit.now)
    return desk.page("signed_up", user_id=user_id)


CONFIRMING = (confirm,)
