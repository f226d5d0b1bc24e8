"""History sheets (履歴整理表): every page that was typed is kept before the next one is shown.

A row holds one page of one entry as it was typed, sealed. Two tabs that save the same page meet at
its version: the second is told what the first has saved, and nothing is overwritten unseen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from nenkin.storage.codes import moment, stamp
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.identifiers import hashed, new_id
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import HistoryAnswerRow, HistorySheetRow, table_of
from nenkin.storage.vault import Vault

SHEETS = table_of(HistorySheetRow)
ANSWERS = table_of(HistoryAnswerRow)
VISITORS_KEEP = timedelta(days=365)  # from the last use
MOST_ENTRIES = 300  # of a sheet; no life needs so many
_ABOUT, TYPED = "history_sheet.about", "history_answer.typed"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose sheet it is: a person's, or a visitor's who has not signed in; ``keep``: how long then."""

    person_id: int | None
    visit_hash: bytes | None
    keep: timedelta = field(default=VISITORS_KEEP, compare=False)

    @classmethod
    def person(cls, person_id: int) -> "Holder":
        """Give the holder who is signed in."""
        return cls(person_id, None)

    @classmethod
    def visit(cls, cookie: str) -> "Holder":
        """Give the holder of the cookie ``visit``."""
        return cls(None, hashed(cookie))

    def holds(self) -> ColumnElement[bool]:
        """Give the condition that a sheet is this holder's."""
        if self.person_id is not None:
            return SHEETS.c.person_id == self.person_id
        return SHEETS.c.visit_hash == self.visit_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One page of an entry. ``typed`` is the page's own JSON; ``record_shown``: 先に記録を見た."""

    section: str
    entry: str
    page: str
    typed: str
    version: int
    written_by: str
    helper_id: int | None = None  # which helper, where it was one
    record_shown: bool
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it lies there; ``answers`` in the order in which they were first written."""

    id: int
    about: str
    version: int
    updated_at: datetime
    answers: Sequence[Answer]


@dataclass(frozen=True, slots=True)
class Changed:
    """Another tab saved this page in the meantime; ``there`` is what lies there, ``None``: deleted."""

    there: Answer | None


class TooMany(Exception):
    """The sheet has as many entries as a sheet may have."""


_SHEET = ("id", "about", "version", "updated_at")
_ANSWER = (
    *("id", "section", "entry", "page", "typed", "version"),
    *("written_by", "helper_id", "record_shown", "created_at", "updated_at"),
)


def _of(column: str) -> tuple[Prepared, Prepared]:
    mine = SHEETS.c[column] == bindparam(column)
    sheet = select(*(SHEETS.c[name] for name in _SHEET), SHEETS.c.expires_at).where(mine)
    answers = (
        select(*(ANSWERS.c[name] for name in _ANSWER))
        .where(ANSWERS.c.sheet_id.in_(select(SHEETS.c.id).where(mine)))
        .order_by(ANSWERS.c.created_at, ANSWERS.c.id)
    )
    return Prepared(sheet, column), Prepared(answers, column)


_OF_PERSON, _OF_VISIT = _of("person_id"), _of("visit_hash")


async def read_sheet(db: Database, holder: Holder, now: datetime) -> Sheet | None:
    """Give the holder's sheet, or ``None`` where nothing was begun or its time is over."""
    queries, key = (
        (_OF_VISIT, holder.visit_hash)
        if holder.person_id is None
        else (_OF_PERSON, holder.person_id)
    )
    sheets, answers = await db.snapshot(*queries, key=key)
    for sheet_id, about, version, updated_at, expires_at in sheets:
        if expires_at is not None and expires_at <= stamp(now):
            return None
        return Sheet(
            sheet_id,
            db.vault.open(about, _ABOUT, sheet_id),
            version,
            moment(updated_at),
            [_answer(db.vault, row) for row in answers],
        )
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A page as it was sent; ``expected`` is the version it was shown with, 0: it was empty.

    ``sheet`` is the sheet it was shown in: where that is gone, nothing is kept. ``None``: any.
    """

    section: str
    entry: str
    page: str
    typed: str
    written_by: str
    helper_id: int | None = None
    record_shown: bool
    expected: int
    sheet: int | None = None


async def keep_answer(
    session: Writing, holder: Holder, sent: Typed, now: datetime, about: str = "{}"
) -> int | Changed:
    """Save a page over version ``expected`` and give the new one; begins the sheet with ``about``.

    Gives ``Changed`` and saves nothing where something else lies there. What lies there already, as
    sent, is no change: a double click leads on. Raises ``TooMany``.
    """
    if sent.sheet is not None:
        mine = select(SHEETS.c.id).where(holder.holds()).with_for_update()
        if (await session.run(mine)).scalar_one_or_none() != sent.sheet:
            return Changed(None)
    sheet_id = await hold_sheet(session, holder, now, about)
    found = select(*(ANSWERS.c[name] for name in _ANSWER)).where(
        ANSWERS.c.sheet_id == sheet_id,
        ANSWERS.c.entry == sent.entry,
        ANSWERS.c.page == sent.page,
    )
    row = (await session.run(found)).one_or_none()
    there = None if row is None else _answer(session.vault, tuple(row))
    if there is not None and there.typed == sent.typed:
        return there.version
    if (0 if there is None else there.version) != sent.expected:
        return Changed(there)
    answer_id = new_id() if row is None else row.id
    values = {
        "typed": session.vault.seal(sent.typed, TYPED, answer_id),
        "version": sent.expected + 1,
        "written_by": sent.written_by,
        "helper_id": sent.helper_id,
        "record_shown": int(sent.record_shown),
        "updated_at": stamp(now),
    }
    if row is None:
        await _refuse_too_many(session, sheet_id, sent.entry)
        names = {"section": sent.section, "entry": sent.entry, "page": sent.page}
        last = select(func.max(ANSWERS.c.created_at)).where(ANSWERS.c.sheet_id == sheet_id)
        # What comes in one moment, as from a file, stays in its order.
        at = max(stamp(now), ((await session.run(last)).scalar_one() or 0) + 1)
        made = {"id": answer_id, "sheet_id": sheet_id, "created_at": at}
        await session.run(insert(ANSWERS), {**made, **names, **values})
    else:
        await session.run(update(ANSWERS).where(ANSWERS.c.id == answer_id).values(**values))
    await touch_sheet(session, holder, sheet_id, now)
    return sent.expected + 1


async def begin_sheet(session: Writing, holder: Holder, now: datetime) -> None:
    """Begin an empty sheet, where the holder has none."""
    await hold_sheet(session, holder, now, "{}")


async def remove_entry(
    session: Writing, holder: Holder, entry: str, now: datetime, *, section: str
) -> None:
    """Take an entry of a section out of the sheet, with all its pages."""
    mine = select(SHEETS.c.id).where(holder.holds())
    sheet_id = (await session.run(mine.with_for_update())).scalar_one_or_none()
    if sheet_id is not None:
        gone = (
            ANSWERS.c.sheet_id == sheet_id,
            ANSWERS.c.section == section,
            ANSWERS.c.entry == entry,
        )
        if (await session.run(delete(ANSWERS).where(*gone))).rowcount:
            await touch_sheet(session, holder, sheet_id, now)


async def delete_sheet(session: Writing, holder: Holder, *, seen: int | None = None) -> bool:
    """Delete a sheet and all that was typed into it (この表を消す).

    ``seen`` is the version that its holder had before them: where more was written since, nothing is
    deleted and the answer is ``False``.
    """
    mine = select(SHEETS.c.version).where(holder.holds()).with_for_update()
    there = (await session.run(mine)).scalar_one_or_none()
    if seen is not None and there not in {None, seen}:
        return False
    await _delete(session, holder.holds())
    return True


async def forget_sheets(session: Writing, now: datetime) -> None:
    """Remove visitors' sheets that nobody has used for a year."""
    await _delete(session, SHEETS.c.expires_at <= stamp(now))


async def _delete(session: Writing, which: ColumnElement[bool]) -> None:
    gone = select(SHEETS.c.id).where(which)
    await session.run(delete(ANSWERS).where(ANSWERS.c.sheet_id.in_(gone)))
    await session.run(delete(SHEETS).where(which))


async def hold_sheet(session: Writing, holder: Holder, now: datetime, about: str) -> int:
    """Give the holder's sheet, locked, beginning it where there is none."""
    await _delete(session, holder.holds() & (SHEETS.c.expires_at <= stamp(now)))
    mine = select(SHEETS.c.id).where(holder.holds()).with_for_update()
    if (found := (await session.run(mine)).scalar_one_or_none()) is not None:
        return int(found)
    sheet_id = new_id()
    values = {
        "id": sheet_id,
        "person_id": holder.person_id,
        "visit_hash": holder.visit_hash,
        "about": session.vault.seal(about, _ABOUT, sheet_id),
        "version": 1,
        "created_at": stamp(now),
        "updated_at": stamp(now),
        "expires_at": stamp(now + holder.keep) if holder.person_id is None else None,
    }
    try:
        async with session.begin_nested():
            await session.run(insert(SHEETS), values)
    except IntegrityError:
        # PostgreSQL: two tabs began the sheet in the same moment.
        return int((await session.run(mine)).scalar_one())
    return sheet_id


async def _refuse_too_many(session: Writing, sheet_id: int, entry: str) -> None:
    others = select(func.count(func.distinct(ANSWERS.c.entry))).where(
        ANSWERS.c.sheet_id == sheet_id, ANSWERS.c.entry != entry
    )
    if (await session.run(others)).scalar_one() >= MOST_ENTRIES:
        raise TooMany


async def touch_sheet(session: Writing, holder: Holder, sheet_id: int, now: datetime) -> None:
    """Note that something in a sheet was changed or used."""
    values = {"version": SHEETS.c.version + 1, "updated_at": stamp(now)}
    this = SHEETS.c.id == sheet_id
    await session.run(update(SHEETS).where(this).values(**values))
    visitors, later = SHEETS.c.person_id.is_(None), stamp(now + holder.keep)
    await session.run(update(SHEETS).where(this, visitors).values(expires_at=later))


def _answer(vault: Vault, row: Row) -> Answer:
    answer_id, section, entry, page, typed, version, by, helper_id, shown, created, updated = row
    return Answer(
        section=section,
        entry=entry,
        page=page,
        typed=vault.open(typed, TYPED, answer_id),
        version=version,
        written_by=by,
        helper_id=helper_id,
        record_shown=bool(shown),
        created_at=moment(created),
        updated_at=moment(updated),
    )
