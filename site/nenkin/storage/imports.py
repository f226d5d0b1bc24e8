"""Takes whole records in: all of them or none, and never by overwriting what was there.

A record that is there already is compared with the new one: spans that are gone are closed on the
day the new data are of, new ones are added, and the rest stays as it is. The same file taken in
twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Table, insert, select, update

from nenkin.law.periods import Record
from nenkin.storage.addresses import register_address, sealed_address
from nenkin.storage.codes import day, day_number, optional_day_number
from nenkin.storage.database import Database, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.people import (
    ALIASES,
    PEOPLE,
    alias_rows,
    number_index,
    person_values,
)
from nenkin.storage.records import BONUSES, SPANS
from nenkin.storage.span_rows import BONUS_COLUMNS, SPAN_COLUMNS, bonus_row, span_row
from nenkin.storage.tables.people import FORMER, HANDBOOK, INQUIRY

_AT_ONCE = 500  # SQLite's limit of values in one statement is far above


class OlderRecord(Exception):
    """The data are of an earlier day than those that are there; nothing was taken in."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A record as rows, for all tables it lies in."""

    person: dict[str, object]
    aliases: list[dict[str, object]]
    spans: list[dict[str, object]]
    bonuses: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class _Lines:
    """A table that holds a person's spans or bonuses, one a line."""

    table: Table
    number: str
    columns: tuple[str, ...]

    def numbered(
        self, person_id: int, lines: Iterable[tuple[Any, ...]], start: int = 0
    ) -> list[dict[str, object]]:
        return [
            {
                "person_id": person_id,
                self.number: place,
                **dict(zip(self.columns, line, strict=True)),
            }
            for place, line in enumerate(lines, start)
        ]

    def facts(self, line: Sequence[Any]) -> tuple[Any, ...]:
        """Give what a line says, without when the office knew it."""
        return tuple(
            value
            for name, value in zip(self.columns, line, strict=True)
            if name not in {"known_from", "known_until"}
        )


_SPANS = _Lines(SPANS, "span_no", SPAN_COLUMNS)
_BONUSES = _Lines(BONUSES, "bonus_no", BONUS_COLUMNS)


async def import_records(
    db: Database, records: Iterable[Record], *, shown_on: date | None = None
) -> list[int]:
    """Take records in and give the people's ids; all or nothing. Raises ``OlderRecord``.

    ``shown_on`` is the day on which sample people are shown.
    """
    async with db.write() as session:
        return await import_into(session, list(records), shown_on=shown_on)


async def import_into(
    session: Writing, records: Sequence[Record], *, shown_on: date | None = None
) -> list[int]:
    """Do the same within a transaction that is open already."""
    ids: list[int] = []
    for start in range(0, len(records), _AT_ONCE):
        ids += await _import(session, records[start : start + _AT_ONCE], shown_on)
    return ids


def rows_of(
    session: Writing | Database, person_id: int, record: Record, *, shown_on: date | None = None
) -> Rows:
    """Give the rows of a new record; the bulk loaders of tests and measurements use it too."""
    vault = session.vault
    return Rows(
        person={
            "id": person_id,
            "data_date": day_number(record.data_date),
            "shown_on": optional_day_number(shown_on),
            "restricted": False,
            "address": sealed_address(vault, person_id, record.address),
            **person_values(vault, person_id, record.person),
        },
        aliases=alias_rows(vault, person_id, record),
        spans=_SPANS.numbered(person_id, map(span_row, record.spans)),
        bonuses=_BONUSES.numbered(person_id, map(bonus_row, record.bonuses)),
    )


async def _import(session: Writing, records: Sequence[Record], shown_on: date | None) -> list[int]:
    indexes = [number_index(session.vault, record.person.basic_number) for record in records]
    there = await _already_there(session, indexes)
    new: list[Rows] = []
    ids: list[int] = []
    for record, index in zip(records, indexes, strict=True):
        person_id = there.get(index)
        if person_id is None:
            person_id = there[index] = new_id()
            new.append(rows_of(session, person_id, record, shown_on=shown_on))
        else:
            await _insert(session, new)  # one file may bring the same person twice
            new = []
            await _merge(session, person_id, record, shown_on)
        ids.append(person_id)
    await _insert(session, new)
    return ids


async def _already_there(session: Writing, indexes: list[bytes]) -> dict[bytes, int]:
    current = select(PEOPLE.c.number_index, PEOPLE.c.id).where(PEOPLE.c.number_index.in_(indexes))
    former = select(ALIASES.c.number_index, ALIASES.c.person_id).where(
        ALIASES.c.number_index.in_(indexes), ALIASES.c.kind == FORMER
    )
    found = {row[0]: row[1] for row in await session.run(former)}
    return found | {row[0]: row[1] for row in await session.run(current)}


async def _insert(session: Writing, new: list[Rows]) -> None:
    tables: tuple[tuple[Table, list[dict[str, object]]], ...] = (
        (PEOPLE, [rows.person for rows in new]),
        (ALIASES, [row for rows in new for row in rows.aliases]),
        (SPANS, [row for rows in new for row in rows.spans]),
        (BONUSES, [row for rows in new for row in rows.bonuses]),
    )
    for table, values in tables:
        if values:
            await session.run(insert(table), values)


async def _merge(session: Writing, person_id: int, record: Record, shown_on: date | None) -> None:
    stored = select(PEOPLE).where(PEOPLE.c.id == person_id).with_for_update()
    row = (await session.run(stored)).one()
    if day(row.data_date) > record.data_date:
        raise OlderRecord(
            f"the data are of {record.data_date}, those that are there of {day(row.data_date)}"
        )
    values = person_values(session.vault, person_id, record.person)
    await session.run(
        update(PEOPLE)
        .where(PEOPLE.c.id == person_id)
        .values(
            data_date=day_number(record.data_date),
            shown_on=optional_day_number(shown_on) or row.shown_on,
            **values,
        )
    )
    brought = (HANDBOOK, *([INQUIRY] if record.inquiry_number else []))  # a file may leave it out
    await session.run(
        ALIASES.delete().where(ALIASES.c.person_id == person_id, ALIASES.c.kind.in_(brought))
    )
    if aliases := alias_rows(session.vault, person_id, record):
        await session.run(insert(ALIASES), aliases)
    if record.address:
        await register_address(session, person_id, record.address)
    on = record.data_date
    await _merge_lines(session, _SPANS, person_id, [span_row(span) for span in record.spans], on)
    bonuses = [bonus_row(bonus) for bonus in record.bonuses]
    await _merge_lines(session, _BONUSES, person_id, bonuses, on)


async def _merge_lines(
    session: Writing, lines: _Lines, person_id: int, coming: list[tuple[Any, ...]], on: date
) -> None:
    """Compare line by line. Equal lines are not one: a bonus can be paid twice."""
    table, known_until = lines.table, lines.columns.index("known_until")
    columns = [table.c[name] for name in (lines.number, "known_from", *lines.columns)]
    there = (await session.run(select(*columns).where(table.c.person_id == person_id))).all()
    standing: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    replaced: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for place, values in enumerate(coming):
        group = standing if values[known_until] is None else replaced
        group[lines.facts(values)].append(place)

    recognised: set[int] = set()
    for number, known_from, *line in there:
        facts, until = lines.facts(line), line[known_until]
        same = (standing if until is None else replaced)[facts]
        if same:
            recognised.add(same.pop(0))
        elif until is None:
            ends = day_number(on)
            if replaced[facts]:  # the file says itself when it was replaced
                place = replaced[facts].pop(0)
                recognised.add(place)
                ends = coming[place][known_until]
            await session.run(
                update(table)
                .where(table.c.person_id == person_id, table.c[lines.number] == number)
                .values(known_until=max(ends, known_from))
            )
    new = [values for place, values in enumerate(coming) if place not in recognised]
    if new:
        start = max((row[0] for row in there), default=-1) + 1
        await session.run(insert(table), lines.numbered(person_id, new, start))
