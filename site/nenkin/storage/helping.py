"""Helping (手伝う): what a helper's own account opens, for how long, and how it begins with a code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from sqlalchemy import bindparam, false, func, select, update

from nenkin.clock import japanese_day
from nenkin.storage import audit
from nenkin.storage.attempts import ask
from nenkin.storage.codes import day, day_number, optional_day, stamp
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.helpers import ACCOUNTS, EndedBy, Power, finder
from nenkin.storage.people import HELPERS, PEOPLE
from nenkin.storage.person_mails import MailWords, mail_person
from nenkin.storage.resuming import TooManyTries, budgets
from nenkin.storage.statements import Prepared
from nenkin.storage.vault import Vault

_KNOWS_AS = "helper.knows_as"
BEGUN = "help.begun"


class NotLetIn(IntEnum):
    """Why a code that is right lets nobody in. Said only to who has the code and the birth date."""

    UNKNOWN = 1  # no such code with this birth date; or nobody may be told more
    USED = 2
    TOO_LATE = 3
    OWN = 4  # one's own invitation
    ENDED = 5  # taken back
    NAME_TAKEN = 6  # the helper calls somebody else so already; one would be taken for the other


@dataclass(frozen=True, slots=True)
class Helping:
    """A person whom somebody helps, as the helper sees them: nothing of the person's own.

    ``knows_as`` is what the helper calls them. ``born_on`` was typed by the helper with the code.
    """

    id: int
    person_id: int
    powers: Power
    until: date
    knows_as: str
    born_on: date
    shown_on: date | None
    live: bool  # neither ended, nor over, nor restricted


async def begin(
    db: Database,
    code: str,
    born_on: date,
    *,
    account_id: int,
    person_id: int,
    knows_as: str,
    place: str,
    now: datetime,
    mail: MailWords,
) -> Helping | NotLetIn | TooManyTries:
    """Let the account's owner (``person_id``) help whoever the code is of, and tell those of it.

    Every try counts for the code and for the place it comes from. The same helper with the same
    code once more is no second use: a double click leads on.
    """
    answer = await ask(db, budgets("helper", code, place), now)
    if not answer.allowed:
        return TooManyTries(answer.retry_at)
    async with db.write() as session:
        code_hash = finder(session.vault, code, born_on)
        found = select(
            *(HELPERS.c[name] for name in ("id", "person_id", "until", "code_until")),
            *(HELPERS.c[name] for name in ("account_id", "ended_at")),
            PEOPLE.c.restricted,
        ).join(PEOPLE, PEOPLE.c.id == HELPERS.c.person_id)
        row = (
            await session.run(found.where(HELPERS.c.finder == code_hash).with_for_update())
        ).one_or_none()
        refused = _refused(row, account_id, person_id, now)
        if refused is not None:
            return refused
        assert row is not None
        if row.account_id is None:
            if await _is_taken(session, knows_as, account_id, row.person_id):
                return NotLetIn.NAME_TAKEN
            earlier = (
                HELPERS.c.person_id == row.person_id,
                HELPERS.c.account_id == account_id,
                HELPERS.c.ended_at.is_(None),
            )
            ended = {"ended_at": stamp(now), "ended_by": int(EndedBy.REPLACED)}
            await session.run(update(HELPERS).where(*earlier).values(**ended))
            begun = {"account_id": account_id, "begun_at": stamp(now)}
            knows = session.vault.seal(knows_as, _KNOWS_AS, row.id)
            mine = update(HELPERS).where(HELPERS.c.id == row.id)
            await session.run(mine.values(**begun, knows_as=knows))
            event = audit.Event(
                actor=audit.ActorKind.PERSON,
                actor_id=person_id,
                action=BEGUN,
                subject=row.person_id,
                place=place,
                detail={"helper": row.id},
            )
            await mail_person(session, row.person_id, mail, cause=str(row.id), now=now)
            await audit.note(session, event, now)
    helping = await find_help(db, row.id, account_id, now)
    return NotLetIn.UNKNOWN if helping is None else helping


async def _is_taken(session: Writing, name: str, account_id: int, person_id: int) -> bool:
    others = select(HELPERS.c.id, HELPERS.c.knows_as).where(
        HELPERS.c.account_id == account_id,
        HELPERS.c.person_id != person_id,
        HELPERS.c.ended_at.is_(None),
    )
    found = await session.run(others)
    return any(session.vault.open(knows_as, _KNOWS_AS, one) == name for one, knows_as in found)


def _refused(row: Row | None, account_id: int, person_id: int, now: datetime) -> NotLetIn | None:
    if row is None:
        return NotLetIn.UNKNOWN
    _, of, until, code_until, used_by, ended_at, restricted = row
    over = until < day_number(japanese_day(now)) or (used_by is None and code_until <= stamp(now))
    reasons = {
        NotLetIn.UNKNOWN: bool(restricted),  # as if there were no such code
        NotLetIn.OWN: of == person_id,
        NotLetIn.ENDED: ended_at is not None,
        NotLetIn.USED: used_by is not None and used_by != account_id,
        NotLetIn.TOO_LATE: over,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


_HELPING = (
    *(HELPERS.c[name] for name in ("id", "person_id", "powers", "until", "knows_as", "ended_at")),
    *(PEOPLE.c[name] for name in ("born_on", "shown_on", "restricted")),
    # Somebody who has given up the account can see no more what is done in their name.
    select(func.count())
    .select_from(ACCOUNTS)
    .where(ACCOUNTS.c.person_id == HELPERS.c.person_id, ACCOUNTS.c.closed_at.is_(None))
    .scalar_subquery(),
)
_MINE = select(*_HELPING).join(PEOPLE, PEOPLE.c.id == HELPERS.c.person_id)
_ONE = Prepared(
    _MINE.where(HELPERS.c.id == bindparam("id"), HELPERS.c.account_id == bindparam("account_id")),
    "id",
    "account_id",
)
_ALL = Prepared(
    _MINE.where(HELPERS.c.account_id == bindparam("account_id")).order_by(HELPERS.c.begun_at),
    "account_id",
)


async def find_help(db: Database, helper_id: int, account_id: int, now: datetime) -> Helping | None:
    """Say whom an account helps under this id; ``None``: it never did. Look at ``live``."""
    for row in await db.rows(_ONE, helper_id, account_id):
        return _helping(db.vault, row, now)
    return None


async def helped_by(db: Database, account_id: int, now: datetime) -> Sequence[Helping]:
    """Give everybody whom an account helps, or has helped."""
    return [_helping(db.vault, row, now) for row in await db.rows(_ALL, account_id)]


async def still_helps(session: Writing, helping: Helping, now: datetime) -> bool:
    """Whether it is not over yet, within the transaction that writes; it cannot end before that."""
    mine = (
        select(HELPERS.c.id)
        .join(PEOPLE, PEOPLE.c.id == HELPERS.c.person_id)
        .where(
            HELPERS.c.id == helping.id,
            HELPERS.c.ended_at.is_(None),
            HELPERS.c.until >= day_number(japanese_day(now)),
            PEOPLE.c.restricted == false(),
        )
    )
    return (await session.run(mine.with_for_update())).first() is not None


def _helping(vault: Vault, row: Row, now: datetime) -> Helping:
    helper_id, person_id, powers, until, knows_as, ended_at, born, shown, restricted, accounts = row
    over = ended_at is not None or until < day_number(japanese_day(now))
    return Helping(
        id=helper_id,
        person_id=person_id,
        powers=Power(powers),
        until=day(until),
        knows_as=vault.open(knows_as, _KNOWS_AS, helper_id),
        born_on=day(born),
        shown_on=optional_day(shown),
        live=not over and not restricted and accounts > 0,
    )
