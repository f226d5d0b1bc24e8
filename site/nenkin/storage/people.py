"""People and the numbers under which they are found."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, insert, literal_column, select, union_all, update

from nenkin.law.periods import Person, Record
from nenkin.storage.codes import (
    SEX_CODES,
    SEXES,
    day,
    day_number,
    optional_day,
    optional_day_number,
    stamp,
)
from nenkin.storage.database import Database, Row, Writing
from nenkin.storage.identifiers import new_id
from nenkin.storage.statements import Prepared
from nenkin.storage.tables import HelperRow, NumberAliasRow, PersonRow, RelationRow, table_of
from nenkin.storage.tables.helpers import ENDED_BY_RESTRICTION
from nenkin.storage.tables.people import FORMER, HANDBOOK, INQUIRY
from nenkin.storage.vault import Vault

PEOPLE = table_of(PersonRow)
ALIASES = table_of(NumberAliasRow)
HELPERS = table_of(HelperRow)
RELATIONS = table_of(RelationRow)

# One sealed value for all numbers of a person: a page opens it once.
_NUMBERS = "person.numbers"
_ALIAS = "number_alias.number"
_BETWEEN = "\n"


class NoSuchPerson(Exception):
    """There is no person with this id."""


class NumberTaken(Exception):
    """The number belongs to somebody else."""


@dataclass(frozen=True, slots=True)
class Known:
    """A person as stored."""

    id: int
    person: Person
    data_date: date
    shown_on: date | None  # the day a sample person is shown as of
    restricted: bool  # 閲覧制限


PERSON_COLUMNS = (
    "id",
    "numbers",
    "surname",
    "given_name",
    "surname_kana",
    "given_name_kana",
    "born_on",
    "sex",
    "entitled_since",
    "data_date",
    "shown_on",
    "restricted",
)
READ_PERSON = Prepared(
    select(*(PEOPLE.c[name] for name in PERSON_COLUMNS)).where(
        PEOPLE.c.id == bindparam("person_id")
    ),
    "person_id",
)
BASIC_DIGITS, INQUIRY_DIGITS = 10, 9
_FIND = Prepared(
    union_all(
        select(PEOPLE.c.id).where(PEOPLE.c.number_index == bindparam("number")),
        select(ALIASES.c.person_id).where(
            ALIASES.c.number_index == bindparam("alias"),
            ALIASES.c.kind == literal_column(str(FORMER)),
        ),
    ),
    "number",
    "alias",
)


_BY_INQUIRY = Prepared(
    select(ALIASES.c.person_id).where(
        ALIASES.c.number_index == bindparam("number"),
        ALIASES.c.kind == literal_column(str(INQUIRY)),
    ),
    "number",
)


def known_of(vault: Vault, row: Row) -> Known:
    """Build a person of a row with ``PERSON_COLUMNS``."""
    numbers = vault.open(row[1], _NUMBERS, row[0]).split(_BETWEEN)
    return Known(
        id=row[0],
        person=Person(
            surname=row[2],
            given_name=row[3],
            surname_kana=row[4],
            given_name_kana=row[5],
            born_on=day(row[6]),
            sex=SEXES[row[7] - 1],
            basic_number=numbers[0],
            handbooks=tuple(numbers[1:]),
            entitled_since=optional_day(row[8]),
        ),
        data_date=day(row[9]),
        shown_on=optional_day(row[10]),
        restricted=row[11] != 0,
    )


async def read_person(db: Database, person_id: int) -> Known:
    """Read one person; raises ``NoSuchPerson``."""
    for row in await db.rows(READ_PERSON, person_id):
        return known_of(db.vault, row)
    raise NoSuchPerson


async def find_person(db: Database, basic_number: str) -> Known | None:
    """Find who has this 基礎年金番号 today, or had it before it was reissued."""
    index = number_index(db.vault, basic_number)
    for row in await db.rows(_FIND, index, index):
        return await read_person(db, row[0])
    return None


async def find_by_number(db: Database, typed: str) -> Known | None:
    """Find somebody at the office by 基礎年金番号 or 照会番号, as it is written on their paper.

    One or nobody: a 照会番号 that two people have finds neither.
    """
    digits = "".join(str(int(one)) for one in typed if one.isdecimal())
    if len(digits) == BASIC_DIGITS:
        return await find_person(db, digits)
    if len(digits) != INQUIRY_DIGITS:
        return None
    found = {row[0] for row in await db.rows(_BY_INQUIRY, number_index(db.vault, digits))}
    return await read_person(db, found.pop()) if len(found) == 1 else None


def number_index(vault: Vault, number: str) -> bytes:
    """Give the blind index under which a number is found; ``number`` has digits only, or as printed."""
    return vault.index("number", number.replace("-", ""))


def person_values(vault: Vault, person_id: int, person: Person) -> dict[str, object]:
    """Give what a row of a person holds, its numbers sealed."""
    numbers = _BETWEEN.join((person.basic_number, *person.handbooks))
    return {
        "numbers": vault.seal(numbers, _NUMBERS, person_id),
        "number_index": number_index(vault, person.basic_number),
        "surname": person.surname,
        "given_name": person.given_name,
        "surname_kana": person.surname_kana,
        "given_name_kana": person.given_name_kana,
        "born_on": day_number(person.born_on),
        "sex": SEX_CODES[person.sex],
        "entitled_since": optional_day_number(person.entitled_since),
    }


def alias_values(
    vault: Vault, person_id: int, number: str, kind: int, until: date | None = None
) -> dict[str, object]:
    """Give a row for another number of a person."""
    alias_id = new_id()
    return {
        "id": alias_id,
        "person_id": person_id,
        "kind": kind,
        "number": vault.seal(number, _ALIAS, alias_id),
        "number_index": number_index(vault, number),
        "until": optional_day_number(until),
    }


def alias_rows(vault: Vault, person_id: int, record: Record) -> list[dict[str, object]]:
    """Give the rows for a person's handbooks (年金手帳記号番号), and for their 照会番号 if there is one."""
    numbers = [(number, HANDBOOK) for number in record.person.handbooks]
    if record.inquiry_number:
        numbers.append((record.inquiry_number, INQUIRY))
    return [alias_values(vault, person_id, number, kind) for number, kind in numbers]


async def reissue_number(session: Writing, person_id: int, number: str, on: date) -> None:
    """Give a person a new 基礎年金番号; the old one goes on finding them.

    Raises ``NoSuchPerson``, or ``NumberTaken`` where anybody has or had the new one.
    """
    row = (
        await session.run(select(PEOPLE).where(PEOPLE.c.id == person_id).with_for_update())
    ).one_or_none()
    if row is None:
        raise NoSuchPerson
    index = number_index(session.vault, number)
    taken = union_all(
        select(PEOPLE.c.id).where(PEOPLE.c.number_index == index),
        select(ALIASES.c.person_id).where(
            ALIASES.c.number_index == index, ALIASES.c.kind == FORMER
        ),
    )
    if (await session.run(taken)).first() is not None:
        raise NumberTaken
    before, *handbooks = session.vault.open(row.numbers, _NUMBERS, person_id).split(_BETWEEN)
    numbers = _BETWEEN.join((number, *handbooks))
    await session.run(
        insert(ALIASES), alias_values(session.vault, person_id, before, FORMER, until=on)
    )
    await session.run(
        update(PEOPLE)
        .where(PEOPLE.c.id == person_id)
        .values(numbers=session.vault.seal(numbers, _NUMBERS, person_id), number_index=index)
    )


async def former_numbers(db: Database, person_id: int) -> tuple[str, ...]:
    """Give the numbers a person had before."""
    statement = (
        select(ALIASES.c.id, ALIASES.c.number)
        .where(ALIASES.c.person_id == person_id, ALIASES.c.kind == FORMER)
        .order_by(ALIASES.c.until)
    )
    async with db.read() as session:
        return tuple(
            db.vault.open(row.number, _ALIAS, row.id) for row in await session.run(statement)
        )


async def restrict(session: Writing, person_id: int, *, restricted: bool, now: datetime) -> None:
    """Set or lift the restriction of viewing (閲覧制限; 支援措置).

    Setting it ends every helper's access and every search for another person, to either side;
    lifting it brings none of them back.
    """
    await session.run(update(PEOPLE).where(PEOPLE.c.id == person_id).values(restricted=restricted))
    if restricted:
        open_ones = (HELPERS.c.person_id == person_id, HELPERS.c.ended_at.is_(None))
        ended = {"ended_at": stamp(now), "ended_by": ENDED_BY_RESTRICTION}
        await session.run(update(HELPERS).where(*open_ones).values(**ended))
        either = (RELATIONS.c.person_id == person_id) | (RELATIONS.c.of_person_id == person_id)
        over = {"ended_at": stamp(now), "ended_how": "restriction"}
        await session.run(
            update(RELATIONS).where(either, RELATIONS.c.ended_at.is_(None)).values(**over)
        )
