"""What has to be done now and then: forget what is over, anchor the trail, catch up on ends."""

import asyncio
import contextlib
import logging
from datetime import datetime, timedelta
from pathlib import Path

from nenkin.clock import Clock
from nenkin.storage.attempts import forget_attempts
from nenkin.storage.audit_anchors import write_anchor
from nenkin.storage.database import Database, StorageUnavailable
from nenkin.storage.drafts import forget_drafts
from nenkin.storage.kiosk import forget_kiosk_visits
from nenkin.storage.resume_visits import forget_visits
from nenkin.storage.sessions import forget_ended, write_ended
from nenkin.storage.sheets import forget_sheets
from nenkin.storage.tokens import forget_tokens

_LOG = logging.getLogger(__name__)
_KEPT = timedelta(days=30)  # of ended sessions and links, for questions afterwards


async def tidy(db: Database, now: datetime) -> None:
    """Remove what is over: drafts, sheets and counts at once, sessions and links after a month."""
    await write_ended(db, now)
    async with db.write() as session:
        await forget_drafts(session, now)
        await forget_sheets(session, now)
        await forget_visits(session, now)
        await forget_attempts(session, now)
        await forget_tokens(session, now - _KEPT)
        await forget_ended(session, now - _KEPT)
        await forget_kiosk_visits(session, now - _KEPT)


async def work(
    db: Database, clock: Clock, anchors: Path, *, stop: asyncio.Event, every: float
) -> None:
    """Do all of it ``every`` so many seconds until ``stop`` is set; in one worker is enough.

    The trail is anchored first, however long the rest takes, and once more when the site ends: that
    nothing is anchored while it is stopped is no finding.
    """
    while not stop.is_set():
        try:
            await write_anchor(db, anchors, clock.now())
            await tidy(db, clock.now())
        except (StorageUnavailable, OSError) as error:
            _LOG.warning("housekeeping has to wait: %s", error)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every)
    try:
        await write_anchor(db, anchors, clock.now(), stopped=True)
    except (StorageUnavailable, OSError) as error:
        _LOG.warning("the last anchor of the trail is missing: %s", error)
