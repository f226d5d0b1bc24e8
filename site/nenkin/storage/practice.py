"""What a clerk types while they practise (練習): kept for a day under their visit and nobody's name.

A sheet and a search begun there lie beside those of visitors, where nobody's number, name or case is.
"""

from dataclasses import replace
from datetime import timedelta

from nenkin.storage.database import Writing
from nenkin.storage.drafts import Owner, delete_drafts
from nenkin.storage.sheets import Holder, delete_sheet

KEPT = timedelta(hours=24)  # as long as what any visitor has begun


def holder_of(session: bytes, slug: str) -> Holder:
    """Give the holder of the sheet that a clerk's visit practises with one demonstration person."""
    return replace(Holder.visit(_visit(session, slug)), keep=KEPT)


def owner_of(session: bytes, slug: str) -> Owner:
    """Give the owner of the search that is begun there."""
    return Owner.visit(_visit(session, slug))


async def forget_practice(session: Writing, visit: bytes, slug: str) -> None:
    """Remove what was typed before: each practice begins empty."""
    await delete_sheet(session, holder_of(visit, slug))
    await delete_drafts(session, owner_of(visit, slug))


def _visit(session: bytes, slug: str) -> str:
    return f"practice {session.hex()} {slug}"
