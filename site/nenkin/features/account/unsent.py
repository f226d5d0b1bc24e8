"""What was typed when the time was over: kept, and sent again after signing in."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from nenkin.storage.attempts import Budget, ask
from nenkin.storage.database import Database
from nenkin.storage.drafts import Owner, load_draft, save_draft
from nenkin.web.access import KeepSubmission
from nenkin.web.addresses import own_path
from nenkin.web.gate import Exchange
from nenkin.web.submissions import without_secrets
from nenkin.web.visits import TOKEN_FIELD

JOURNEY = "unsent"
_LONGEST = 20_000  # characters; more than any form of ours that needs a person


class Unsent(msgspec.Struct, frozen=True):
    """A form that was sent too late, without its secrets."""

    path: str
    fields: Mapping[str, list[str]]


def keeper(db: Database) -> KeepSubmission:
    """Make the function with which the guard of all routes keeps a form that came too late."""

    async def keep(exchange: Exchange) -> None:
        visit = exchange.visit
        path = own_path(visit.path)
        fields = without_secrets(exchange.submission)
        fields.pop(TOKEN_FIELD, None)
        answers = msgspec.json.encode(Unsent(path or "/", fields)).decode()
        if path is None or not fields or len(answers) > _LONGEST:
            return
        limit = Budget(kind="unsent", key=visit.address, times=60, period=timedelta(hours=1))
        if not (await ask(db, [limit], visit.now)).allowed:
            return
        owner = Owner.visit(visit.begin())
        lying = await load_draft(db, owner, JOURNEY, visit.now)
        async with db.write() as session:
            # of two tabs at the same moment, either is kept
            await save_draft(
                session,
                owner,
                JOURNEY,
                answers,
                expected=lying.version if lying else 0,
                now=visit.now,
            )

    return keep


async def load(db: Database, owner: Owner, now: datetime) -> Unsent | None:
    """Give what lies there."""
    draft = await load_draft(db, owner, JOURNEY, now)
    return msgspec.json.decode(draft.answers, type=Unsent) if draft else None
