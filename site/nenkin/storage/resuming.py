"""Resume codes (復帰コード): another device goes on with a history sheet, by a code and a birth date.

A code opens what was typed into one sheet, never the record, a name or a number. Its keyed hash is
stored, so that nobody who has the database can try codes out; trying here is counted.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select

from nenkin.storage.attempts import Budget, ask
from nenkin.storage.codes import day_number, moment, stamp
from nenkin.storage.database import Database, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.resume_visits import CODES, Resumed, let_in
from nenkin.storage.sheets import SHEETS, Holder, begin_sheet
from nenkin.storage.statements import Prepared
from nenkin.storage.vault import Vault

# Birth dates that may be tried with one code, and codes from one place. A code is guessed once in
# 2**50 tries; somebody who found one on paper needs the birth date, of which there are 30,000.
OF_CODE, OF_PLACE, OF_ALL = 10, 30, 3000
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TooManyTries:
    """Nothing was tried any more; again from ``retry_at``."""

    retry_at: datetime | None


def budgets(kind: str, code: str, place: str) -> tuple[Budget, ...]:
    """Give what a try of a code of six words counts for: the code, the place, and everybody."""
    return (
        Budget(kind=f"{kind} code", key=code, times=OF_CODE, period=_DAY),
        Budget(kind=f"{kind} place", key=place, times=OF_PLACE, period=_HOUR),
        Budget(kind=f"{kind} all", key="", times=OF_ALL, period=_HOUR),
    )


async def give_code(
    session: Writing, holder: Holder, code: str, born_on: date, now: datetime
) -> bool:
    """Store a code for the holder's sheet; whether there is a sheet.

    The code before it opens nothing any more, and whoever came in with it is out.
    """
    mine = select(SHEETS.c.id).where(holder.holds()).with_for_update()
    sheet_id = (await session.run(mine)).scalar_one_or_none()
    if sheet_id is None:
        return False
    await session.run(delete(CODES).where(CODES.c.sheet_id == sheet_id))
    values = {
        "id": new_id(),
        "sheet_id": sheet_id,
        "finder": _finder(session.vault, code, born_on),
        "created_at": stamp(now),
        "last_used_at": None,
    }
    await session.run(insert(CODES), values)
    return True


async def revoke_code(session: Writing, holder: Holder) -> None:
    """Let nobody in any more: the holder said so, or the sheet was sent."""
    mine = select(SHEETS.c.id).where(holder.holds())
    await session.run(delete(CODES).where(CODES.c.sheet_id.in_(mine)))


@dataclass(frozen=True, slots=True)
class Given:
    """When the sheet's code was made, and when somebody last came in with it."""

    at: datetime
    used_at: datetime | None


def _given(column: str) -> Prepared:
    return Prepared(
        select(CODES.c.created_at, CODES.c.last_used_at)
        .join(SHEETS, SHEETS.c.id == CODES.c.sheet_id)
        .where(SHEETS.c[column] == bindparam(column)),
        column,
    )


_GIVEN_TO_PERSON, _GIVEN_TO_VISIT = _given("person_id"), _given("visit_hash")


async def code_of(db: Database, holder: Holder) -> Given | None:
    """Say whether the holder's sheet has a code, and since when."""
    query, key = (
        (_GIVEN_TO_VISIT, holder.visit_hash)
        if holder.person_id is None
        else (_GIVEN_TO_PERSON, holder.person_id)
    )
    for created_at, used_at in await db.rows(query, key):
        return Given(moment(created_at), None if used_at is None else moment(used_at))
    return None


_FIND = Prepared(
    select(CODES.c.id, SHEETS.c.person_id, SHEETS.c.visit_hash, SHEETS.c.expires_at)
    .join(SHEETS, SHEETS.c.id == CODES.c.sheet_id)
    .where(CODES.c.finder == bindparam("finder")),
    "finder",
)


async def resume(
    db: Database, code: str, born_on: date, *, cookie: str, place: str, now: datetime
) -> Resumed | TooManyTries | None:
    """Let the visit with this cookie in; ``None``: no sheet has this code and birth date.

    Every try counts for the code and for the place it comes from, whether it succeeds or not: a
    try that is right is one of few.
    """
    answer = await ask(db, budgets("resume", code, place), now)
    if not answer.allowed:
        return TooManyTries(answer.retry_at)
    for code_id, person_id, visit_hash, expires_at in await db.rows(
        _FIND, _finder(db.vault, code, born_on)
    ):
        if expires_at is not None and expires_at <= stamp(now):
            return None
        async with db.write() as session:
            if not await let_in(session, code_id, cookie, born_on, now):
                return None  # replaced in the meantime
        return Resumed(Holder(person_id, visit_hash), born_on)
    return None


async def begin_for_visitor(
    db: Database, code: str, born_on: date, *, cookie: str, place: str, now: datetime
) -> bool:
    """Begin a sheet without an account, which only its code opens; whether it was allowed.

    The visit with this cookie is let in as with the code typed. The sheet hangs on no cookie: whose
    browser forgets everything comes back by the code, and no other way.
    """
    limits = (
        Budget(kind="sheet place", key=place, times=OF_PLACE, period=_HOUR),
        Budget(kind="sheet all", key="", times=OF_ALL, period=_HOUR),
    )
    if not (await ask(db, limits, now)).allowed:
        return False
    holder = Holder.visit(secrets.token_urlsafe(32))
    async with db.write() as session:
        await begin_sheet(session, holder, now)
        await give_code(session, holder, code, born_on, now)
        found = select(CODES.c.id).where(CODES.c.finder == _finder(session.vault, code, born_on))
        code_id = (await session.run(found)).scalar_one()
        return await let_in(session, code_id, cookie, born_on, now)


async def owner_of(db: Database, code: str, born_on: date, now: datetime) -> int | None:
    """Give whose sheet a code opens, for a counter to begin with; nobody for one without a person.

    Nothing is opened: what was written stays closed until the papers were seen there (本人確認).
    """
    for _, person_id, _, expires_at in await db.rows(_FIND, _finder(db.vault, code, born_on)):
        if person_id is not None and (expires_at is None or expires_at > stamp(now)):
            return int(person_id)
    return None


def _finder(vault: Vault, code: str, born_on: date) -> bytes:
    return vault.index("resume code", code, str(day_number(born_on)))
