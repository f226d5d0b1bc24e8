"""Tests of kept searches: the first answer stands, the rows tell nothing, the limits hold."""

import asyncio
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from nenkin.clock import JAPAN, japanese_day
from nenkin.law.ownerless import Query, SoughtName
from nenkin.matching.found import Answer
from nenkin.storage.attempts import ask
from nenkin.storage.cases import new_number
from nenkin.storage.database import Database
from nenkin.storage.receipts import person_of_receipt
from nenkin.storage.searches import (
    SEARCHES,
    VALID,
    criteria_of,
    find_search,
    keep_search,
    limits,
    searches_of,
)
from tests.storage.conftest import NOW

A_DAY = 24 * 60  # minutes

TYPED = '{"names": ["まぼろし花子"]}'
FORMER = ("サトウ", "ハナコ")
OWN = ("タナカ", "ハナコ")
DAY, STORE = date(1930, 4, 2), date(2026, 11, 1)
ANSWERS = (*Answer, None)


def named(kana: tuple[str, ...]) -> SoughtName:
    return SoughtName(family_kana=kana[0], given_kana=kana[1])


async def keep(
    database: Database,
    person_id: int,
    answer: Answer | None = Answer.NOT_FOUND,
    *,
    criteria: bytes = b"a" * 16,
    number: str = "",
    typed: str = TYPED,
    minutes: int = 0,
) -> Answer | None:
    async with database.write() as session:
        return await keep_search(
            session,
            number=number or new_number(),
            person_id=person_id,
            criteria=criteria,
            typed=typed,
            answer=answer,
            now=NOW + timedelta(minutes=minutes),
        )


@pytest.mark.parametrize("answer", ANSWERS)
async def test_a_search_is_found_again_by_its_own_person_alone(
    database: Database, person_id: int, other_id: int, answer: Answer | None
) -> None:
    number = new_number()
    assert await keep(database, person_id, answer, number=number) is answer
    found = await find_search(database, person_id, number)
    assert found is not None
    assert (found.number, found.at, found.typed, found.answer) == (number, NOW, TYPED, answer)
    assert found.valid_until == japanese_day(NOW) + timedelta(days=90)
    assert await find_search(database, other_id, number) is None
    assert await find_search(database, person_id, new_number()) is None


async def test_the_first_answer_stands_whatever_is_remembered_later(
    database: Database, person_id: int, other_id: int
) -> None:
    assert await keep(database, person_id, Answer.POSSIBLE) is Answer.POSSIBLE
    for later in ANSWERS:
        assert await keep(database, person_id, later, typed="{}") is Answer.POSSIBLE
    assert await keep(database, person_id, Answer.FOUND, criteria=b"b" * 16) is Answer.FOUND
    assert await keep(database, other_id, Answer.FOUND) is Answer.FOUND


async def test_of_two_tabs_at_once_one_is_the_first(database: Database, person_id: int) -> None:
    answers = await asyncio.gather(*(keep(database, person_id, each) for each in ANSWERS))
    assert len(set(answers)) == 1


async def test_the_rows_are_of_one_length_whatever_was_found(
    database: Database, person_id: int
) -> None:
    for at, answer in enumerate(ANSWERS):
        await keep(database, person_id, answer, criteria=bytes([at]) * 16)
    async with database.read() as session:
        rows = (await session.run(select(SEARCHES))).mappings().all()
    assert len({tuple(len(row[name]) for name in ("typed", "answer")) for row in rows}) == 1
    assert len(rows) == len(ANSWERS)
    assert not any("まぼろし".encode() in row["typed"] for row in rows)


async def test_searches_are_kept_as_they_were(database: Database, person_id: int) -> None:
    await keep(database, person_id)
    for change in (update(SEARCHES).values(criteria=b"c" * 16), delete(SEARCHES)):
        with pytest.raises(DBAPIError):
            async with database.write() as session:
                await session.run(change)


async def test_the_list_has_what_is_valid_the_latest_first(
    database: Database, person_id: int, other_id: int
) -> None:
    numbers = [new_number(), new_number()]
    for at, number in enumerate(numbers):
        await keep(database, person_id, number=number, minutes=at * A_DAY)
    await keep(database, other_id)
    midnight = datetime.combine(japanese_day(NOW) + VALID + timedelta(days=1), time(), JAPAN)
    listed = await searches_of(database, person_id, midnight - timedelta(seconds=1))
    assert [search.number for search in listed] == numbers[::-1]
    assert [search.is_valid(midnight) for search in listed] == [True, False]
    assert [one.number for one in await searches_of(database, person_id, midnight)] == numbers[1:]
    for number, whose in zip(numbers, (None, person_id), strict=True):
        assert await person_of_receipt(database, number, midnight) == whose


async def test_criteria_are_names_and_days_in_any_order(database: Database) -> None:
    def made(*names: tuple[str, ...], born: tuple[date, ...] = (DAY,), on: date = STORE) -> bytes:
        return criteria_of(database.vault, Query(names=tuple(map(named, names)), born=born), on)

    same = made(OWN, FORMER)
    assert made(FORMER, OWN) == same
    assert made(FORMER, OWN, OWN) == same
    others = [
        made(OWN),
        made(OWN, FORMER, born=(DAY, date(1930, 4, 3))),
        made(OWN, FORMER, on=date(2026, 12, 1)),  # other records, so another answer may be right
        made(OWN, ("サトウハ", "ナコ")),
    ]
    assert len({same, *others}) == len(others) + 1


async def test_the_eleventh_of_a_day_is_refused_and_the_thirty_first_of_a_month(
    database: Database, person_id: int
) -> None:
    mine = limits(person_id)
    assert [(await ask(database, mine, NOW)).allowed for _ in range(11)] == [True] * 10 + [False]
    refused = await ask(database, mine, NOW)
    assert refused.retry_at == NOW + timedelta(hours=2, minutes=24)
    for days, allowed in ((1, 10), (2, 10), (3, 3)):
        later = NOW + timedelta(days=days)
        answers = [await ask(database, mine, later) for _ in range(10)]
        assert sum(answer.allowed for answer in answers) == allowed
    assert (await ask(database, limits(person_id + 1), NOW)).allowed
