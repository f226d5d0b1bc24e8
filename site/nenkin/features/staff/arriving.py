"""Who a cookie of the staff's area belongs to, with all that they may see and do at this place."""

from nenkin.law.duties import Duties, Duty
from nenkin.storage import presence
from nenkin.storage.database import Database
from nenkin.storage.staff_sessions import ENTERED, find_staff_session
from nenkin.web.passwords import Policy
from nenkin.web.visits import OnDuty, Visit


async def admit(db: Database, duties: Duties, policy: Policy, cookie: str, visit: Visit) -> bytes:
    """Put the member of staff into the visit whose session it is; gives its hash, or nothing."""
    found = await find_staff_session(db, cookie, visit.now)
    if found is None:
        return b""
    entered = found.level == ENTERED
    if entered:
        found = presence.touch(db, found, visit.now)
    theirs, held_up = duties.of(found.kind, found.roles), ""
    changed = found.password_changed_at
    if changed is not None and policy.expired_for_staff(changed, visit.now):
        theirs, held_up = theirs & {Duty.ENTER}, "password"
    elif Duty.RUN_ASSISTED_SESSION in theirs and not found.trained:
        theirs, held_up = theirs & {Duty.ENTER, Duty.TRAINING}, "training"
    on_duty = OnDuty(
        staff_id=found.staff_id,
        number=found.number,
        name=found.name,
        place_id=found.place_id,
        place=found.place,
        kind=found.kind,
        terminal_id=found.terminal_id,
        terminal=found.terminal,
        roles=found.roles,
        duties=theirs,
        session=found.id_hash,
        csrf_key=found.csrf_key,
        authenticated_at=found.authenticated_at,
        ends_at=found.ends_at,
        held_up=held_up,
    )
    visit.staff, visit.entering = (on_duty, None) if entered else (None, on_duty)
    return found.id_hash
