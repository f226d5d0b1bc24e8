"""What was typed when the time was over: kept, and sent again after signing in."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from nenkin.features.account import budgets
from nenkin.storage.attempts import ask
from nenkin.storage.database import Database
from nenkin.storage.drafts import UNSENT, Owner, load_draft, save_draft
from nenkin.web.addresses import own_path
from nenkin.web.gate import Exchange
from nenkin.web.submissions import without_secrets

JOURNEY = UNSENT
_LONGEST = 20_000  # characters; more than any form of ours that needs a person


class Unsent(msgspec.Struct, frozen=True):
    """A form that was sent too late, without its secrets."""

    path: str
    fields: Mapping[str, list[str]]


async def keep(db: Database, exchange: Exchange) -> None:
    """Keep a form that came after its session had ended; the guard of all routes calls it.

    At a kiosk it is still known whose it is, and it must not lie with the browser.
    """
    visit = exchange.visit
    path = own_path(visit.path)
    fields = without_secrets(exchange.submission)
    answers = msgspec.json.encode(Unsent(path or "/", fields)).decode()
    if path is None or not fields or len(answers) > _LONGEST:
        return
    if not (await ask(db, budgets.of_unsent(visit.address), visit.now)).allowed:
        return
    owner = Owner.person(visit.person.person_id) if visit.person else Owner.visit(visit.begin())
    lying = await load_draft(db, owner, JOURNEY, visit.now)
    version = lying.version if lying else 0
    async with db.write() as session:
        # of two tabs at the same moment, either is kept
        await save_draft(session, owner, JOURNEY, answers, expected=version, now=visit.now)


async def load(db: Database, owner: Owner, now: datetime) -> Unsent | None:
    """Give what lies there."""
    draft = await load_draft(db, owner, JOURNEY, now)
    return msgspec.json.decode(draft.answers, type=Unsent) if draft else None
