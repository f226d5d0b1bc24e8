"""Trying an access key: the same work whether there is such a key or not."""

from nenkin.features.account.desk import Desk
from nenkin.storage.access_keys import Candidate, count_try
from nenkin.storage.audit import ActorKind, Event, note
from nenkin.web.visits import Visit


async def tries(desk: Desk, visit: Visit, candidate: Candidate | None, secret: str) -> bool:
    """Whether this is the key, and there was a try left; raises ``TooBusy``.

    Counted and noted before it is compared, so that nothing that fails later gives the try back;
    noted also where nobody has such a key, since writing to the disk takes time that tells.
    """
    async with desk.db.write() as session:
        left = candidate is not None and await count_try(session, candidate.id)
        subject = candidate.person_id if candidate else None
        await note(
            session, Event(actor=ActorKind.VISITOR, action="key.tried", subject=subject), visit.now
        )
    return await desk.hasher.verify(candidate.secret_hash if candidate and left else None, secret)
