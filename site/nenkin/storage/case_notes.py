"""What clerks note in a case for each other (調べた内容), and which papers they have seen in it.

Append-only. Its person is not shown what it says; that something was noted stands in the trail of
their case (いつ、だれが見たか), by the audit row that belongs into the caller's transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, insert, select

from nenkin.storage.codes import moment, stamp
from nenkin.storage.database import Database, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.staff import STAFF
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import CaseNoteRow, table_of

NOTES = table_of(CaseNoteRow)
_TEXT = "case_note.text"


class Noted(StrEnum):
    """What kind of note."""

    NOTE = "note"  # what was found out, asked, agreed
    PAPER = "paper"  # a paper that was seen: kind, whose, of when; never a copy


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNote:
    """One note; ``by`` is the staff number of who wrote it."""

    at: datetime
    by: str
    kind: Noted
    text: str


_OF = Prepared(
    select(NOTES.c.id, NOTES.c.at, STAFF.c.staff_number, NOTES.c.kind, NOTES.c.text)
    .join_from(NOTES, STAFF, STAFF.c.id == NOTES.c.staff_id)
    .where(NOTES.c.case_id == bindparam("case_id"))
    .order_by(NOTES.c.at, NOTES.c.id),
    "case_id",
)


async def write_note(
    session: Writing, case_id: int, kind: Noted, text: str, *, staff_id: int, now: datetime
) -> bool:
    """Add a note to a case; pressed twice, it is there once. Gives whether it was added."""
    latest = (
        select(NOTES.c.id, NOTES.c.staff_id, NOTES.c.kind, NOTES.c.text)
        .where(NOTES.c.case_id == case_id)
        .order_by(NOTES.c.at.desc(), NOTES.c.id.desc())
        .limit(1)
    )
    for row in (await session.run(latest)).all():
        same = (row.staff_id, row.kind) == (staff_id, str(kind))
        if same and session.vault.open(row.text, _TEXT, row.id) == text:
            return False
    note_id = new_id()
    values = {
        "id": note_id,
        "case_id": case_id,
        "at": stamp(now),
        "staff_id": staff_id,
        "kind": str(kind),
        "text": session.vault.seal(text, _TEXT, note_id),
    }
    await session.run(insert(NOTES), values)
    return True


async def notes_of(db: Database, case_id: int) -> Sequence[CaseNote]:
    """Give all that was noted in a case, the first one first."""
    return [
        CaseNote(
            at=moment(at), by=number, kind=Noted(kind), text=db.vault.open(text, _TEXT, note_id)
        )
        for note_id, at, number, kind, text in await db.rows(_OF, case_id)
    ]
