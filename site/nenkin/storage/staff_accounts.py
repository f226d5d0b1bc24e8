"""An account of staff from its first day to its last: taken up, asleep, begun anew, ended."""

from datetime import datetime, timedelta

from sqlalchemy import insert, or_, select, update

from nenkin.storage.codes import stamp
from nenkin.storage.database import Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.staff import GRANTS, SECRET, STAFF
from nenkin.storage.staff_passwords import forget_former, keep_former
from nenkin.storage.staff_sessions import revoke_all_of_staff

FIRST_CODE_LASTS = timedelta(days=7)  # it goes to the place by post
ASLEEP_AFTER = timedelta(days=90)


async def give_first_code(session: Writing, staff_id: int, code_hash: str, now: datetime) -> None:
    """Store the code of the paper by which a confirmed account is taken up; a former one ends."""
    await session.run(
        update(STAFF)
        .where(STAFF.c.id == staff_id, STAFF.c.password_hash.is_(None))
        .values(first_code_hash=code_hash, first_code_until=stamp(now + FIRST_CODE_LASTS))
    )


async def prepare_telephone(session: Writing, staff_id: int, secret: str) -> None:
    """Store the key that a telephone is about to take; only before there is a password."""
    await session.run(
        update(STAFF)
        .where(STAFF.c.id == staff_id, STAFF.c.password_hash.is_(None))
        .values(totp_secret=session.vault.seal(secret, SECRET, staff_id), totp_step=None)
    )


async def take_up(
    session: Writing,
    staff_id: int,
    *,
    password_hash: str,
    policy: str,
    blocklist: int,
    step: int,
    now: datetime,
) -> bool:
    """Take an account up: the paper's code is used, the password set; whether it was still open."""
    taken = await session.run(
        update(STAFF)
        .where(
            STAFF.c.id == staff_id,
            STAFF.c.password_hash.is_(None),
            STAFF.c.first_code_until > stamp(now),
        )
        .values(
            password_hash=password_hash,
            password_changed_at=stamp(now),
            policy=policy,
            blocklist=blocklist,
            totp_step=step,
            first_code_hash=None,
            first_code_until=None,
            last_sign_in_at=stamp(now),
        )
    )
    return taken.rowcount == 1


async def fall_asleep(session: Writing, staff_id: int, now: datetime) -> bool:
    """Disable an account that nobody has used for 90 days; whether it was such a one."""
    before = stamp(now - ASLEEP_AFTER)
    slept = await session.run(
        update(STAFF)
        .where(
            STAFF.c.id == staff_id,
            STAFF.c.disabled_at.is_(None),
            STAFF.c.password_changed_at <= before,
            or_(STAFF.c.last_sign_in_at.is_(None), STAFF.c.last_sign_in_at <= before),
        )
        .values(disabled_at=stamp(now))
    )
    return slept.rowcount == 1


async def end_at_place(
    session: Writing, staff_id: int, place_id: int, by: int, now: datetime
) -> bool:
    """End all that somebody is at a place, and their sessions; without any place left, the account.

    Gives whether there was anything to end.
    """
    mine = (GRANTS.c.staff_id == staff_id, GRANTS.c.ended_at.is_(None), GRANTS.c.staff_id != by)
    ended = await session.run(
        update(GRANTS)
        .where(*mine, GRANTS.c.place_id == place_id)
        .values(ended_by=by, ended_at=stamp(now))
    )
    if not ended.rowcount:
        return False
    await revoke_all_of_staff(session, staff_id, now)
    if not (await session.run(select(GRANTS.c.id).where(*mine).limit(1))).first():
        await forget_former(session, staff_id)
        await session.run(
            update(STAFF)
            .where(STAFF.c.id == staff_id)
            .values(
                ended_at=stamp(now),
                password_hash=None,
                password_changed_at=None,
                totp_secret=None,
                first_code_hash=None,
                first_code_until=None,
            )
        )
    return True


async def begin_anew(
    session: Writing, staff_id: int, place_id: int, by: int, now: datetime
) -> bool:
    """Propose somebody's roles at a place once more, who has lost password or telephone.

    The account opens nothing until three people have gone through it again, as for a new one.
    """
    mine = (GRANTS.c.staff_id == staff_id, GRANTS.c.ended_at.is_(None), GRANTS.c.staff_id != by)
    # All places: a new password and telephone are theirs everywhere.
    everywhere = (await session.run(select(GRANTS.c.place_id, GRANTS.c.role).where(*mine))).all()
    if place_id not in {where for where, _ in everywhere}:
        return False
    await session.run(update(GRANTS).where(*mine).values(ended_by=by, ended_at=stamp(now)))
    for where, role in everywhere:
        await session.run(
            insert(GRANTS),
            {
                "id": new_id(),
                "staff_id": staff_id,
                "place_id": where,
                "role": role,
                "proposed_by": by,
                "proposed_at": stamp(now),
            },
        )
    await keep_former(session, staff_id, now)
    await session.run(
        update(STAFF)
        .where(STAFF.c.id == staff_id)
        .values(
            password_hash=None,
            password_changed_at=None,
            totp_secret=None,
            totp_step=None,
            first_code_hash=None,
            first_code_until=None,
            disabled_at=None,
        )
    )
    await revoke_all_of_staff(session, staff_id, now)
    return True


async def note_trained(session: Writing, staff_id: int, now: datetime) -> bool:
    """Note that the check list of training was finished; whether it is the first time."""
    noted = await session.run(
        update(STAFF)
        .where(STAFF.c.id == staff_id, STAFF.c.trained_at.is_(None))
        .values(trained_at=stamp(now))
    )
    return noted.rowcount == 1
