"""Who a cookie belongs to."""

from datetime import datetime

from nenkin.storage import presence, sessions
from nenkin.storage.database import Database
from nenkin.web.visits import SignedIn


async def recognise(db: Database, cookie: str, now: datetime) -> SignedIn | None:
    """Give who is signed in, noting at most once a minute that they are there."""
    found = await sessions.find_session(db, cookie, now)
    if found is None:
        return None
    found = presence.touch(db, found, now)
    return SignedIn(
        person_id=found.person_id,
        account_id=found.account_id,
        name=found.name,
        session=found.id_hash,
        csrf_key=found.csrf_key,
        level=found.level,
        authenticated_at=found.authenticated_at,
        ends_at=found.ends_at,
        previous_sign_in=found.previous_sign_in,
        today=found.shown_on,
    )
