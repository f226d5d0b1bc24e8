"""What people are told in the service (お知らせ): noted with what it tells of, read by them alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, insert, select, update

from nenkin.interchange.receipt_numbers import grouped
from nenkin.storage.codes import moment, optional_moment, stamp
from nenkin.storage.database import Database, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import NoticeRow, OfficeCaseRow, table_of
from nenkin.storage.telling import Way, may_tell

NOTICES = table_of(NoticeRow)
CASES = table_of(OfficeCaseRow)


class Notice(StrEnum):
    """What happened."""

    PAPERS_WANTED = "papers-wanted"  # 資料のお願い
    AGREEMENT_WANTED = "agreement-wanted"  # something would fall: 同意のお願い
    ANSWERED = "answered"  # 回答, where nothing in the record changed
    CORRECTED = "corrected"  # 記録が直った
    UNDONE = "undone"  # a correction was taken back
    OPENED_ALONE = "opened-alone"  # 緊急の閲覧


@dataclass(frozen=True, slots=True)
class Told:
    """A notice; ``number`` is the case's (受付番号)."""

    id: int
    kind: Notice
    number: str
    at: datetime
    read_at: datetime | None

    @property
    def grouped(self) -> str:
        """Give the number as people read it."""
        return grouped(self.number)


_OF = Prepared(
    select(*(NOTICES.c[name] for name in ("id", "kind")), CASES.c.number)
    .add_columns(NOTICES.c.at, NOTICES.c.read_at)
    .join_from(NOTICES, CASES, NOTICES.c.case_id == CASES.c.id)
    .where(NOTICES.c.person_id == bindparam("person_id"))
    .order_by(NOTICES.c.at.desc(), NOTICES.c.id),
    "person_id",
)


async def tell(session: Writing, person_id: int, case_id: int, kind: Notice, now: datetime) -> None:
    """Tell a person something about a case of theirs; whose case is closed, only as agreed with them."""
    if not await may_tell(session, person_id, Way.SERVICE):
        return
    values = {
        "id": new_id(),
        "person_id": person_id,
        "case_id": case_id,
        "kind": str(kind),
        "at": stamp(now),
    }
    await session.run(insert(NOTICES), values)


async def notices_of(db: Database, person_id: int) -> Sequence[Told]:
    """Give what a person was told, the latest first."""
    return [
        Told(row[0], Notice(row[1]), row[2], moment(row[3]), optional_moment(row[4]))
        for row in await db.rows(_OF, person_id)
    ]


async def unread_notices(db: Database, person_id: int) -> Sequence[Told]:
    """Give what a person was told and has not looked at yet."""
    return [told for told in await notices_of(db, person_id) if told.read_at is None]


async def mark_read(session: Writing, person_id: int, case_id: int, now: datetime) -> None:
    """Note that the person has looked at the case that their notices tell of."""
    unread = (
        NOTICES.c.person_id == person_id,
        NOTICES.c.case_id == case_id,
        NOTICES.c.read_at.is_(None),
    )
    await session.run(update(NOTICES).where(*unread).values(read_at=stamp(now)))
