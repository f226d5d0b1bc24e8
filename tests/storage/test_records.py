"""Tests of records: read back as written, corrected without loss, taken in all or nothing."""

from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from sqlalchemy import func, select

from nenkin.law.months import month
from nenkin.law.periods import Bonus, Kind, Reporter, Scheme, Sex, Span
from nenkin.storage import codes, span_rows
from nenkin.storage.database import Database
from nenkin.storage.imports import OlderRecord, import_records
from nenkin.storage.people import (
    NoSuchPerson,
    NumberTaken,
    find_by_number,
    find_person,
    former_numbers,
    read_person,
    reissue_number,
    restrict,
)
from nenkin.storage.records import (
    SPANS,
    AlreadyCorrected,
    correct,
    numbered_spans,
    read_as_known,
    read_history,
    read_record,
)
from tests.storage.conftest import NOW
from tests.storage.samples import (
    BONUS,
    EMPLOYED,
    HANDBOOK,
    INSURED_STILL,
    NUMBER,
    RECORD,
    UNPAID,
    record_of,
)

LATER = date(2026, 12, 1)


async def test_a_record_is_read_as_it_was_taken_in(database: Database) -> None:
    (person_id,) = await import_records(database, [RECORD])
    assert await read_record(database, person_id) == RECORD


async def test_what_is_read_is_what_the_law_knows(database: Database) -> None:
    """The quick way of building spans gives the same as the slow one, and as frozen."""
    (person_id,) = await import_records(database, [RECORD])
    span = (await read_record(database, person_id)).spans[0]
    assert type(span) is Span
    assert span == Span(**{field.name: getattr(span, field.name) for field in fields(Span)})
    assert hash(span) == hash(EMPLOYED)
    with pytest.raises(AttributeError):
        span.first = 0  # type: ignore[misc]


@pytest.mark.parametrize(
    ("kind", "columns"), [(Span, span_rows.SPAN_COLUMNS), (Bonus, span_rows.BONUS_COLUMNS)]
)
def test_no_field_of_the_law_is_left_out(kind: type, columns: tuple[str, ...]) -> None:
    assert sorted(columns) == sorted(field.name for field in fields(kind))


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (codes.SCHEMES, Scheme),
        (codes.KINDS, Kind),
        (codes.REPORTERS, Reporter),
        (codes.SEXES, Sex),
    ],
)
def test_every_value_of_the_law_has_a_code(values: tuple[object, ...], kind: type[Kind]) -> None:
    assert sorted(map(str, values)) == sorted(kind)


def test_codes_are_given_for_ever() -> None:
    """Rows of last year read the same; a new value goes to the end."""
    assert codes.SCHEME_CODES[Scheme.COMPLEMENTARY] == 5
    assert codes.KIND_CODES[Kind.OTHER] == 18
    assert codes.KIND_CODES[Kind.SEAMAN] == 11
    assert codes.REPORTER_CODES[Reporter.MUTUAL_AID] == 5
    assert codes.SEX_CODES[Sex.FEMALE] == 2


async def test_nobody_has_no_record(database: Database) -> None:
    with pytest.raises(NoSuchPerson):
        await read_record(database, 1)


async def test_people_do_not_see_each_others_spans(database: Database) -> None:
    other = replace(record_of("1111111111"), spans=(UNPAID,), bonuses=())
    first, second = await import_records(database, [RECORD, other])
    assert await read_record(database, first) == RECORD
    assert await read_record(database, second) == other


async def test_a_correction_closes_one_span_and_adds_another(database: Database) -> None:
    (person_id,) = await import_records(database, [RECORD])
    (number,) = [
        n for n, span in (await numbered_spans(database, person_id)).items() if span == UNPAID
    ]
    paid = replace(UNPAID, status="A", disputed=False, corrected=True)
    async with database.write() as session:
        await correct(session, person_id, closing=[number], adding=[paid], on=LATER)

    now = replace(paid, known_from=LATER)
    assert (await read_record(database, person_id)).spans == (EMPLOYED, now, INSURED_STILL)
    history = (await read_history(database, person_id)).spans
    assert replace(UNPAID, known_until=LATER) in history
    assert len(history) == 4


async def test_what_was_known_on_a_day_is_read_exactly(database: Database) -> None:
    (person_id,) = await import_records(database, [RECORD])
    paid = replace(UNPAID, status="A", disputed=False, corrected=True)
    async with database.write() as session:
        await correct(session, person_id, closing=[1], adding=[paid], on=LATER)
    before = await read_as_known(database, person_id, LATER - timedelta(days=1))
    assert (before.spans, before.bonuses) == (RECORD.spans, RECORD.bonuses)
    after = await read_as_known(database, person_id, LATER)
    assert after == await read_record(database, person_id)
    assert after.data_date == LATER  # the data are of the day on which they were corrected
    assert (await read_as_known(database, person_id, date(1982, 1, 1))).spans == (EMPLOYED,)


async def test_a_span_is_corrected_once(database: Database) -> None:
    (person_id,) = await import_records(database, [RECORD])
    async with database.write() as session:
        await correct(session, person_id, closing=[0], adding=[], on=LATER)
    with pytest.raises(AlreadyCorrected):
        async with database.write() as session:
            await correct(session, person_id, closing=[0], adding=[EMPLOYED], on=LATER)
    assert EMPLOYED not in (await read_record(database, person_id)).spans


async def test_a_refused_correction_changes_nothing(database: Database) -> None:
    (person_id,) = await import_records(database, [RECORD])
    with pytest.raises(AlreadyCorrected):
        async with database.write() as session:
            await correct(session, person_id, closing=[0, 99], adding=[UNPAID], on=LATER)
    assert await read_record(database, person_id) == RECORD


async def test_taking_in_the_same_file_twice_changes_nothing(database: Database) -> None:
    twice = replace(RECORD, bonuses=(BONUS, BONUS))  # paid twice on one day: two bonuses
    first = await import_records(database, [twice])
    assert await import_records(database, [twice]) == first
    assert await read_history(database, first[0]) == twice


async def test_newer_data_close_what_is_gone_and_add_what_is_new(database: Database) -> None:
    (person_id,) = await import_records(database, [RECORD])
    paid = replace(UNPAID, status="A", known_from=date(2026, 11, 20))
    newer = replace(RECORD, data_date=LATER, spans=(EMPLOYED, paid, INSURED_STILL))
    await import_records(database, [newer])
    assert await read_record(database, person_id) == newer
    assert replace(UNPAID, known_until=LATER) in (await read_history(database, person_id)).spans


async def test_a_file_that_knows_when_a_span_was_replaced_is_believed(database: Database) -> None:
    (person_id,) = await import_records(database, [RECORD])
    replaced = replace(UNPAID, known_until=date(2026, 11, 5))
    newer = replace(RECORD, data_date=LATER, spans=(EMPLOYED, replaced, INSURED_STILL))
    for _ in range(2):
        await import_records(database, [newer])
        assert (await read_history(database, person_id)) == newer


async def test_older_data_are_refused_with_all_that_came_with_them(database: Database) -> None:
    await import_records(database, [RECORD])
    older = replace(RECORD, data_date=date(2020, 1, 1))
    with pytest.raises(OlderRecord):
        await import_records(database, [record_of("1111111111"), older])
    assert await find_person(database, "1111111111") is None


async def test_many_records_are_taken_in_at_once(database: Database) -> None:
    ids = await import_records(database, [record_of(f"{number:010d}") for number in range(1200)])
    assert len(set(ids)) == 1200
    async with database.read() as session:
        assert (await session.run(select(func.count()).select_from(SPANS))).scalar_one() == 3600


async def test_a_person_is_found_by_number_and_by_the_number_before(database: Database) -> None:
    (person_id,) = await import_records(database, [RECORD], shown_on=date(2013, 1, 31))
    async with database.write() as session:
        await reissue_number(session, person_id, "5500000001", LATER)
    for number in (NUMBER, "5500000001", "5500-000001"):
        known = await find_person(database, number)
        assert known is not None
        assert known.id == person_id
        assert known.person.basic_number == "5500000001"
        assert known.person.handbooks == (HANDBOOK,)
        assert known.shown_on == date(2013, 1, 31)
    assert await former_numbers(database, person_id) == (NUMBER,)
    assert await find_person(database, HANDBOOK) is None  # a handbook's number opens nothing


async def test_a_number_is_never_given_twice(database: Database) -> None:
    first, second = await import_records(database, [RECORD, record_of("1111111111")])
    async with database.write() as session:
        await reissue_number(session, first, "5500000001", LATER)
    for taken in (NUMBER, "5500000001", "1111111111"):
        with pytest.raises(NumberTaken):
            async with database.write() as session:
                await reissue_number(session, second, taken, LATER)


async def test_a_record_can_be_restricted(database: Database) -> None:
    (person_id,) = await import_records(database, [RECORD])
    async with database.write() as session:
        await restrict(session, person_id, restricted=True, now=NOW)
    assert (await read_person(database, person_id)).restricted


async def test_numbers_are_nowhere_in_clear(sqlite_database: Database) -> None:
    """Canary: neither the file nor what lies beside it holds a number."""
    await import_records(sqlite_database, [RECORD])
    assert sqlite_database.file is not None
    files = list(Path(sqlite_database.file).parent.iterdir())
    content = b"".join(file.read_bytes() for file in files)
    assert "株式会社みほん製作所".encode() in content  # what is not sealed is found
    for number in (NUMBER, HANDBOOK, HANDBOOK.replace("-", "")):
        assert number.encode() not in content


def test_the_types_of_the_law_are_those_the_columns_hold() -> None:
    """A field that changes its type in the law needs another column: this says so."""
    hints = get_type_hints(Span)
    plain = {name for name, hint in hints.items() if int in (hint, *get_args(hint))}
    assert plain == {"first", "last", "pay"}


def test_months_fit_the_rule_of_the_table() -> None:
    assert month(1800, 1) == 21600
    assert month(2999, 12) == 35999


async def test_the_office_finds_somebody_by_either_number_and_never_two(database: Database) -> None:
    other = replace(RECORD, person=replace(RECORD.person, basic_number="9900000007"))
    one, two = await import_records(database, [replace(RECORD, inquiry_number="123456789"), other])
    for typed in ("123-456-789", "１２３４５６７８９", RECORD.person.basic_number):
        known = await find_by_number(database, typed)
        assert known is not None
        assert known.id == one, typed
    for nobody in ("123456780", "12345678", "1234567890", ""):
        assert await find_by_number(database, nobody) is None
    assert await find_person(database, "123456789") is None  # of the office's papers alone
    await import_records(database, [RECORD])  # a file that has none leaves it
    assert await find_by_number(database, "123456789") is not None
    await import_records(database, [replace(other, inquiry_number="123456789")])
    assert await find_by_number(database, "123456789") is None
    await import_records(database, [replace(RECORD, inquiry_number="987654321")])
    known = await find_by_number(database, "123456789")
    assert known is not None
    assert known.id == two
