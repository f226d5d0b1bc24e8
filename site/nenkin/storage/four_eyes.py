"""Two pairs of eyes (二人での確認): another person, in another session, at another terminal."""

from sqlalchemy import RowMapping

from nenkin.storage.correction_plans import Clerk, Stop, Stopped
from nenkin.storage.database import Writing
from nenkin.storage.dependence import depends_on


async def refuse_one_hand(
    session: Writing, row: RowMapping, clerk: Clerk, first: str = "proposed"
) -> None:
    """Refuse whoever is not a second person; ``first`` begins the columns of the one who was first.

    Nobody who gave or manages the other's account is one. Raises ``Stopped``.
    """
    if row[f"{first}_by"] == clerk.id:
        raise Stopped(Stop.SAME_PERSON)
    if bytes(row[f"{first}_session"]) == clerk.session:
        raise Stopped(Stop.SAME_SESSION)
    if row[f"{first}_terminal"] == clerk.terminal:
        raise Stopped(Stop.SAME_TERMINAL)
    if await depends_on(session, row[f"{first}_by"], clerk.id):
        raise Stopped(Stop.TOO_CLOSE)
