"""The registered address (登録住所): opened only where a letter is written or its address checked."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import select, update

from nenkin.storage.database import Reading, Writing
from nenkin.storage.people import PEOPLE
from nenkin.storage.vault import Vault

_ADDRESS = "person.address"


def sealed_address(vault: Vault, person_id: int, lines: Sequence[str]) -> bytes | None:
    """Give what a row of a person holds of their address; its lines as on an envelope."""
    text = msgspec.json.encode(list(lines)).decode() if lines else None
    return vault.seal_optional(text, _ADDRESS, person_id)


async def register_address(session: Writing, person_id: int, lines: Sequence[str]) -> None:
    """Put another address in the place of the one before."""
    sealed = sealed_address(session.vault, person_id, lines)
    await session.run(update(PEOPLE).where(PEOPLE.c.id == person_id).values(address=sealed))


async def registered_address(session: Reading, person_id: int) -> Sequence[str]:
    """Give its lines; none where none is known."""
    wanted = select(PEOPLE.c.address).where(PEOPLE.c.id == person_id)
    sealed = (await session.run(wanted)).scalar_one_or_none()
    text = session.vault.open_optional(sealed, _ADDRESS, person_id)
    return tuple(msgspec.json.decode(text)) if text else ()
