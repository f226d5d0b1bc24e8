"""Passwords of staff, as hashes: the one that opens, and the last five before it."""

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from nenkin.storage.codes import stamp
from nenkin.storage.database import Database, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.staff import STAFF
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import FormerStaffPasswordRow, table_of

FORMER = table_of(FormerStaffPasswordRow)
_KEPT = 5


async def change_staff_password(
    session: Writing,
    staff_id: int,
    *,
    password_hash: str,
    policy: str,
    blocklist: int,
    now: datetime,
) -> None:
    """Put another password in place; the last five are kept for comparison."""
    await keep_former(session, staff_id, now)
    await session.run(
        update(STAFF)
        .where(STAFF.c.id == staff_id, STAFF.c.ended_at.is_(None))
        .values(
            password_hash=password_hash,
            password_changed_at=stamp(now),
            policy=policy,
            blocklist=blocklist,
        )
    )


async def keep_former(session: Writing, staff_id: int, now: datetime) -> None:
    """Keep the password that is about to be replaced or taken away, and no more than five."""
    mine = select(STAFF.c.password_hash).where(STAFF.c.id == staff_id).with_for_update()
    hashed = (await session.run(mine)).scalar_one_or_none()
    if hashed is None:
        return
    row = {"staff_id": staff_id, "password_hash": hashed, "replaced_at": stamp(now)}
    await session.run(insert(FORMER), {"id": new_id(), **row})
    last = (
        select(FORMER.c.id)
        .where(FORMER.c.staff_id == staff_id)
        .order_by(FORMER.c.replaced_at.desc())
        .limit(_KEPT)
    )
    await session.run(delete(FORMER).where(FORMER.c.staff_id == staff_id, FORMER.c.id.not_in(last)))


async def forget_former(session: Writing, staff_id: int) -> None:
    """Forget them all: their account has ended."""
    await session.run(delete(FORMER).where(FORMER.c.staff_id == staff_id))


_OF_STAFF = Prepared(
    select(FORMER.c.password_hash)
    .where(FORMER.c.staff_id == bindparam("staff_id"))
    .order_by(FORMER.c.replaced_at.desc()),
    "staff_id",
)


async def former_staff_passwords(db: Database, staff_id: int) -> list[str]:
    """Give the hashes of the passwords before, the latest first."""
    return [hashed for (hashed,) in await db.rows(_OF_STAFF, staff_id)]
