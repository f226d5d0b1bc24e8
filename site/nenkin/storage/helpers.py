"""Helpers (手伝う人): a person lets somebody with an account of their own help with the history sheet.

They are asked by a code of the same shape as resume codes, typed once with the person's birth date.
What they may do is chosen by the person, ends on a day, and can be taken back at any moment. Whoever
is restricted (支援措置) has no helpers: nobody can be asked, and those who were are out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, IntFlag

from sqlalchemy import ColumnElement, bindparam, insert, select, true, update

from nenkin.clock import japanese_day
from nenkin.storage.codes import day, day_number, moment, optional_moment, stamp
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.people import HELPERS, PEOPLE
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import AccountRow, table_of
from nenkin.storage.tables.helpers import ENDED_BY_RESTRICTION
from nenkin.storage.vault import Vault

ACCOUNTS = table_of(AccountRow)
CODE_LASTS = timedelta(days=14)
MOST_HELPERS = 10  # of one person, those asked who have not begun included
_CALLED = "helper.called"


class Power(IntFlag):
    """What a helper may do. Reading what was typed goes with each of them."""

    WRITE = 1  # 表を書く
    SEE_RECORD = 2  # 年金の記録を見る
    SEND = 4  # 年金事務所に送る


class EndedBy(IntEnum):
    """Who ended it, or what."""

    PERSON = 1
    HELPER = 2
    REPLACED = 3  # by a new code for the same helper
    RESTRICTION = ENDED_BY_RESTRICTION  # 支援措置
    COUNTER = 5  # on paper, or at a counter


class CannotBeHelped(Exception):
    """The person is restricted (支援措置): nobody can be asked."""


class TooManyHelpers(Exception):
    """The person has as many helpers as one may have."""


@dataclass(frozen=True, slots=True)
class Helper:
    """A helper as the person sees them. ``called`` is what the person calls them (呼び名)."""

    id: int
    called: str
    powers: Power
    until: date  # the last day in Japan
    asked_at: datetime
    code_until: datetime
    begun_at: datetime | None
    ended_at: datetime | None
    ended_by: EndedBy | None
    helper_person_id: int | None  # by whom the trail names them

    def waits(self, now: datetime) -> bool:
        """Whether the code can still be used."""
        return self.begun_at is None and self.ended_at is None and now < self.code_until

    def helps(self, now: datetime) -> bool:
        """Whether they may open the sheet."""
        going_on = self.begun_at is not None and self.ended_at is None
        return going_on and japanese_day(now) <= self.until


async def invite(
    session: Writing,
    person_id: int,
    code: str,
    *,
    called: str,
    powers: Power,
    until: date,
    now: datetime,
) -> int:
    """Store a code that lets one helper in once, and give the invitation's id.

    Of codes that wait for a helper of the same name only the new one opens anything. Raises
    ``CannotBeHelped`` or ``TooManyHelpers``.
    """
    person = select(PEOPLE.c.born_on, PEOPLE.c.restricted).where(PEOPLE.c.id == person_id)
    born_on, restricted = (await session.run(person.with_for_update())).one()
    if restricted:
        raise CannotBeHelped
    mine = select(HELPERS).where(HELPERS.c.person_id == person_id, HELPERS.c.ended_at.is_(None))
    there = [_helper(session.vault, tuple(row), None) for row in await session.run(mine)]
    for one in there:
        if one.begun_at is None and one.called == called:
            await end(session, one.id, EndedBy.REPLACED, now, person_id=person_id)
    others = [one for one in there if one.waits(now) or one.helps(now)]
    if sum(one.begun_at is not None or one.called != called for one in others) >= MOST_HELPERS:
        raise TooManyHelpers
    helper_id = new_id()
    values = {
        "id": helper_id,
        "person_id": person_id,
        "finder": finder(session.vault, code, day(born_on)),
        "powers": int(powers),
        "until": day_number(until),
        "called": session.vault.seal(called, _CALLED, helper_id),
        "asked_at": stamp(now),
        "code_until": stamp(now + CODE_LASTS),
    }
    await session.run(insert(HELPERS), values)
    return helper_id


_OF_PERSON = Prepared(
    select(HELPERS, ACCOUNTS.c.person_id)
    .outerjoin(ACCOUNTS, ACCOUNTS.c.id == HELPERS.c.account_id)
    .where(HELPERS.c.person_id == bindparam("person_id"))
    .order_by(HELPERS.c.asked_at.desc()),
    "person_id",
)


async def helpers_of(db: Database, person_id: int) -> Sequence[Helper]:
    """Give everybody whom a person has ever asked, the last one first."""
    return [_helper(db.vault, row[:-1], row[-1]) for row in await db.rows(_OF_PERSON, person_id)]


async def end(
    session: Writing,
    helper_id: int,
    by: EndedBy,
    now: datetime,
    *,
    person_id: int | None = None,
    account_id: int | None = None,
) -> bool:
    """End it at once, for the person or for the helper; whether it had not ended before."""
    whose: ColumnElement[bool] = true()
    if person_id is not None:
        whose = HELPERS.c.person_id == person_id
    if account_id is not None:
        whose &= HELPERS.c.account_id == account_id
    this = (HELPERS.c.id == helper_id, HELPERS.c.ended_at.is_(None), whose)
    ended = {"ended_at": stamp(now), "ended_by": int(by)}
    return (await session.run(update(HELPERS).where(*this).values(**ended))).rowcount == 1


def _helper(vault: Vault, row: Row, helper_person_id: int | None) -> Helper:
    found = dict(zip((column.name for column in HELPERS.columns), row, strict=True))
    return Helper(
        id=found["id"],
        called=vault.open(found["called"], _CALLED, found["id"]),
        powers=Power(found["powers"]),
        until=day(found["until"]),
        asked_at=moment(found["asked_at"]),
        code_until=moment(found["code_until"]),
        begun_at=optional_moment(found["begun_at"]),
        ended_at=optional_moment(found["ended_at"]),
        ended_by=None if found["ended_by"] is None else EndedBy(found["ended_by"]),
        helper_person_id=helper_person_id,
    )


def finder(vault: Vault, code: str, born_on: date) -> bytes:
    """Give what is stored of a code: a keyed hash of it and the birth date of the person."""
    return vault.index("helper code", code, str(day_number(born_on)))
