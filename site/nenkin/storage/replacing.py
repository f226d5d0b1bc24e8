"""Puts a whole history sheet (履歴整理表) in the place of another, as its holder brought it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from nenkin.storage.codes import stamp
from nenkin.storage.database import Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.sheets import (
    ANSWERS,
    MOST_ENTRIES,
    SHEETS,
    TYPED,
    Holder,
    TooMany,
    hold_sheet,
    touch_sheet,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """One page of the sheet that takes the other's place."""

    section: str
    entry: str
    page: str
    typed: str
    written_by: str
    record_shown: bool


async def replace_answers(
    session: Writing,
    holder: Holder,
    pages: Sequence[NewPage],
    now: datetime,
    *,
    expected: int,
    keeping: Collection[str],
) -> bool:
    """Put pages in the place of all answers, in their order; those of sections ``keeping`` stay.

    ``expected`` is the version of the sheet that is replaced, 0: there was none. Gives ``False`` and
    changes nothing where another lies there. Raises ``TooMany``.
    """
    if len({(page.section, page.entry) for page in pages}) > MOST_ENTRIES:
        raise TooMany
    lying = select(SHEETS.c.version).where(
        holder.holds(), SHEETS.c.expires_at.is_(None) | (SHEETS.c.expires_at > stamp(now))
    )
    there = (await session.run(lying.with_for_update())).scalar_one_or_none()
    if (there or 0) != expected:
        return False
    sheet_id = await hold_sheet(session, holder, now, "{}")
    await session.run(
        delete(ANSWERS).where(ANSWERS.c.sheet_id == sheet_id, ANSWERS.c.section.not_in(keeping))
    )
    for place, page in enumerate(pages):
        answer_id = new_id()
        values = {
            "id": answer_id,
            "sheet_id": sheet_id,
            "section": page.section,
            "entry": page.entry,
            "page": page.page,
            "typed": session.vault.seal(page.typed, TYPED, answer_id),
            "version": 1,
            "written_by": page.written_by,
            "record_shown": int(page.record_shown),
            # Answers stand in the order of their moments: one microsecond for each.
            "created_at": stamp(now) + place,
            "updated_at": stamp(now),
        }
        await session.run(insert(ANSWERS), values)
    await touch_sheet(session, holder, sheet_id, now)
    return True
