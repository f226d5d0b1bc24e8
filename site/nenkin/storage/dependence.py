"""Who owes their account to whom: such two are not two pairs of eyes (二人での確認)."""

from sqlalchemy import exists, select

from nenkin.law.duties import Role
from nenkin.storage.database import Writing
from nenkin.storage.tables import StaffGrantRow, table_of

GRANTS = table_of(StaffGrantRow)


async def depends_on(session: Writing, one: int, other: int) -> bool:
    """Whether ``other`` gave ``one`` any of their roles, or manages a place where they have one."""
    given = (
        (GRANTS.c.proposed_by == other)
        | (GRANTS.c.opened_by == other)
        | (GRANTS.c.confirmed_by == other)
    )
    managed = GRANTS.alias("managed")
    manages = exists().where(
        managed.c.staff_id == other,
        managed.c.role == str(Role.MANAGER),
        managed.c.place_id == GRANTS.c.place_id,
        managed.c.ended_at.is_(None),
        managed.c.confirmed_at.is_not(None),
    )
    here = GRANTS.c.ended_at.is_(None) & manages
    found = select(GRANTS.c.id).where(GRANTS.c.staff_id == one, given | here).limit(1)
    return (await session.run(found)).first() is not None
