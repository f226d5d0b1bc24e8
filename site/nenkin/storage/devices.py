"""Devices on which somebody signed in before: no lock ever stands in their way."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from nenkin.storage.codes import moment, stamp
from nenkin.storage.database import Database, Writing
from nenkin.storage.identifiers import hashed, new_id, new_secret
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import DeviceRow, table_of

DEVICES = table_of(DeviceRow)
_AGENT_LENGTH = 200
_FIND = Prepared(
    select(DEVICES.c.id).where(
        DEVICES.c.cookie_hash == bindparam("cookie_hash"),
        DEVICES.c.account_id == bindparam("account_id"),
        DEVICES.c.revoked_at.is_(None),
    ),
    "cookie_hash",
    "account_id",
)


@dataclass(frozen=True, slots=True)
class Device:
    """A known device of an account."""

    id: int
    agent: str
    first_seen_at: datetime
    last_seen_at: datetime


async def find_device(db: Database, cookie: str, account_id: int) -> int | None:
    """Give the id of this account's device that holds the cookie."""
    for row in await db.rows(_FIND, hashed(cookie), account_id):
        return int(row[0])
    return None


async def remember_device(
    session: Writing, account_id: int, *, agent: str, now: datetime
) -> tuple[int, str]:
    """Make a device known; gives its id and the cookie's value."""
    cookie = new_secret()
    device_id = new_id()
    await session.run(
        insert(DEVICES),
        {
            "id": device_id,
            "account_id": account_id,
            "cookie_hash": hashed(cookie),
            "agent": agent[:_AGENT_LENGTH],
            "first_seen_at": stamp(now),
            "last_seen_at": stamp(now),
        },
    )
    return device_id, cookie


async def note_device(session: Writing, device_id: int, now: datetime) -> None:
    """Note that a known device was used to sign in."""
    await session.run(
        update(DEVICES)
        .where(DEVICES.c.id == device_id, DEVICES.c.revoked_at.is_(None))
        .values(last_seen_at=stamp(now))
    )


async def forget_devices(session: Writing, account_id: int, now: datetime) -> int:
    """Make all devices of an account unknown again (password changed, device lost)."""
    ended = await session.run(
        update(DEVICES)
        .where(DEVICES.c.account_id == account_id, DEVICES.c.revoked_at.is_(None))
        .values(revoked_at=stamp(now))
    )
    return ended.rowcount


async def devices_of(db: Database, account_id: int) -> list[Device]:
    """List the known devices of an account, the latest first."""
    statement = (
        select(DEVICES)
        .where(DEVICES.c.account_id == account_id, DEVICES.c.revoked_at.is_(None))
        .order_by(DEVICES.c.last_seen_at.desc())
    )
    async with db.read() as session:
        return [
            Device(row.id, row.agent, moment(row.first_seen_at), moment(row.last_seen_at))
            for row in await session.run(statement)
        ]
