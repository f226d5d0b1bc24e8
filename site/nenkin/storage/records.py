"""Pension records: read as a whole, corrected without overwriting anything."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Table, bindparam, func, insert, select, update

from nenkin.law.periods import Bonus, Record, Span
from nenkin.storage.codes import day_number
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.people import PEOPLE, READ_PERSON, NoSuchPerson, known_of
from nenkin.storage.span_rows import (
    BONUS_COLUMNS,
    SPAN_COLUMNS,
    bonus_row,
    bonuses_of,
    span_row,
    spans_of,
)
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import BonusRow, SpanRow, table_of

SPANS = table_of(SpanRow)
BONUSES = table_of(BonusRow)


class AlreadyCorrected(Exception):
    """The span is not there any more: somebody corrected it in the meantime."""


def _of_person(table: Table, columns: Sequence[str], *, standing: bool) -> Prepared:
    statement = select(*(table.c[name] for name in columns)).where(
        table.c.person_id == bindparam("person_id")
    )
    if standing:
        statement = statement.where(table.c.known_until.is_(None))
    return Prepared(statement, "person_id")


_SPANS = _of_person(SPANS, SPAN_COLUMNS, standing=True)
_BONUSES = _of_person(BONUSES, BONUS_COLUMNS, standing=True)
_ALL_SPANS = _of_person(SPANS, SPAN_COLUMNS, standing=False)
_ALL_BONUSES = _of_person(BONUSES, BONUS_COLUMNS, standing=False)
_NUMBERED_BONUSES = _of_person(BONUSES, ("bonus_no", *BONUS_COLUMNS), standing=True)
_NUMBERED = _of_person(SPANS, ("span_no", *SPAN_COLUMNS), standing=True)


async def read_record(db: Database, person_id: int) -> Record:
    """Read what stands today of a person's record; raises ``NoSuchPerson``."""
    return _record(db, await db.snapshot(READ_PERSON, _SPANS, _BONUSES, key=person_id))


async def read_spans(db: Database, person_id: int) -> Record:
    """Read the same without its bonuses, for what months alone decide; raises ``NoSuchPerson``."""
    return _record(db, [*await db.snapshot(READ_PERSON, _SPANS, key=person_id), []])


async def read_history(db: Database, person_id: int) -> Record:
    """Read all that was ever recorded, replaced spans too; raises ``NoSuchPerson``."""
    return _record(db, await db.snapshot(READ_PERSON, _ALL_SPANS, _ALL_BONUSES, key=person_id))


async def numbered_spans(db: Database, person_id: int) -> dict[int, Span]:
    """Give the spans that stand today by the number under which ``correct`` takes them."""
    return {row[0]: spans_of([row[1:]])[0] for row in await db.rows(_NUMBERED, person_id)}


async def read_as_known(db: Database, person_id: int, on: date) -> Record:
    """Read what was known of a person's record at the end of a day; raises ``NoSuchPerson``."""
    record = await read_history(db, person_id)

    def known(one: Span | Bonus) -> bool:
        return one.known_from <= on and (one.known_until is None or on < one.known_until)

    return replace(
        record,
        spans=tuple(replace(span, known_until=None) for span in record.spans if known(span)),
        bonuses=tuple(replace(one, known_until=None) for one in record.bonuses if known(one)),
    )


async def correct(
    session: Writing, person_id: int, *, closing: Sequence[int], adding: Sequence[Span], on: date
) -> list[int]:
    """Close spans (by number) and put others in their place, known from the day ``on``.

    The data are of that day then, if they were of an earlier one. Gives the numbers of what was
    added. Raises ``AlreadyCorrected`` where one of them does not stand any more, ``NoSuchPerson``.
    """
    await lock_person(session, person_id)
    closed = await session.run(
        update(SPANS)
        .where(
            SPANS.c.person_id == person_id,
            SPANS.c.span_no.in_(closing),
            SPANS.c.known_until.is_(None),
        )
        .values(known_until=day_number(on))
    )
    if closed.rowcount != len(set(closing)):
        raise AlreadyCorrected
    await known_on(session, person_id, on)
    return await add_spans(
        session, person_id, [replace(span, known_from=on, known_until=None) for span in adding]
    )


async def numbered_bonuses(db: Database, person_id: int) -> dict[int, Bonus]:
    """Give the bonuses that stand today by the number under which ``correct_bonuses`` takes them."""
    return {row[0]: bonuses_of([row[1:]])[0] for row in await db.rows(_NUMBERED_BONUSES, person_id)}


async def correct_bonuses(
    session: Writing, person_id: int, *, closing: Sequence[int], adding: Sequence[Bonus], on: date
) -> None:
    """Close bonuses (by number) and add others, known from the day ``on``, as ``correct`` does."""
    await lock_person(session, person_id)
    closed = await session.run(
        update(BONUSES)
        .where(
            BONUSES.c.person_id == person_id,
            BONUSES.c.bonus_no.in_(closing),
            BONUSES.c.known_until.is_(None),
        )
        .values(known_until=day_number(on))
    )
    if closed.rowcount != len(set(closing)):
        raise AlreadyCorrected
    await known_on(session, person_id, on)
    if not adding:
        return
    last = select(func.max(BONUSES.c.bonus_no)).where(BONUSES.c.person_id == person_id)
    number = (await session.run(last)).scalar_one()
    start = 0 if number is None else number + 1
    values = [
        {
            "person_id": person_id,
            "bonus_no": start + place,
            **dict(
                zip(
                    BONUS_COLUMNS,
                    bonus_row(replace(one, known_from=on, known_until=None)),
                    strict=True,
                )
            ),
        }
        for place, one in enumerate(adding)
    ]
    await session.run(insert(BONUSES), values)


async def known_on(session: Writing, person_id: int, on: date) -> None:
    """Note that something was learned of a record on a day, so that its data are not of an earlier one."""
    earlier = PEOPLE.c.data_date < day_number(on)
    changed = update(PEOPLE).where(PEOPLE.c.id == person_id, earlier)
    await session.run(changed.values(data_date=day_number(on)))


async def lock_person(session: Writing, person_id: int) -> None:
    """Wait for others who change the same record; raises ``NoSuchPerson``."""
    locked = select(PEOPLE.c.id).where(PEOPLE.c.id == person_id).with_for_update()
    if (await session.run(locked)).first() is None:
        raise NoSuchPerson


async def add_spans(session: Writing, person_id: int, spans: Sequence[Span]) -> list[int]:
    """Add spans behind those that are there, and give their numbers."""
    if not spans:
        return []
    last = select(func.max(SPANS.c.span_no)).where(SPANS.c.person_id == person_id)
    number = (await session.run(last)).scalar_one()
    start = 0 if number is None else number + 1
    numbers = list(range(start, start + len(spans)))
    placed = zip(numbers, spans, strict=True)
    values = [span_values(person_id, span_no, span) for span_no, span in placed]
    await session.run(insert(SPANS), values)
    return numbers


def span_values(person_id: int, span_no: int, span: Span) -> dict[str, object]:
    """Give what a row of a span holds."""
    return {
        "person_id": person_id,
        "span_no": span_no,
        **dict(zip(SPAN_COLUMNS, span_row(span), strict=True)),
    }


def _record(db: Database, found: list[list[Row]]) -> Record:
    people, spans, bonuses = found
    if not people:
        raise NoSuchPerson
    known = known_of(db.vault, people[0])
    return Record(
        person=known.person,
        data_date=known.data_date,
        spans=spans_of(spans),
        bonuses=bonuses_of(bonuses),
    )
