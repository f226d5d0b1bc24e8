"""The index gives every key that may be near, of rare names and of common ones, on both databases alike."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from nenkin.law.ownerless import OwnerlessRecord
from nenkin.matching.keys import BORN, record_keys
from nenkin.matching.plans import plan
from nenkin.matching.traits import traits_number
from nenkin.storage.ownerless.postgresql import plain_address
from nenkin.storage.ownerless.searching import load_store, open_store
from tests.conftest import POSTGRES
from tests.matching.lost_records import KNOWLEDGE, lines, lost, sought

NAMES = {
    "サトウ ハナ": 1500,
    "タナカ ウメ": 120,
}  # the first so common that its years are looked up
DAYS = [date(1930, 4, 2), date(1931, 2, 28), date(1926, 12, 31), date(1890, 1, 1)]


def records() -> list[OwnerlessRecord]:
    dice = random.Random(3)
    found = []
    for kana, number in NAMES.items():
        for at in range(number):
            near = dice.choice(DAYS) + timedelta(days=dice.randrange(-400, 400))
            far = date(1890, 1, 1) + timedelta(days=dice.randrange(35_000))
            day = dice.choice((near, near, far))
            era = f"{day.year % 60 + 1:02}"
            born = dice.choice((f"{day:%Y-%m-%d}", f"{era}-{day:%m-%d}", f"{day:%Y-%m}-00"))
            found.append(lost(f"R{number}-{at}", kana, born, place=dice.choice(("", "青森県"))))
    return found


@pytest.mark.parametrize("kana", NAMES)
@pytest.mark.parametrize("typed", [DAYS[:1], DAYS[1:2], DAYS[2:3], DAYS[3:], DAYS[:3]])
def test_whatever_is_near_is_found_and_nothing_else(
    store: Any, kana: str, typed: list[date]
) -> None:
    planned = plan(replace(sought(kana, "1930-04-02"), born=tuple(typed)), KNOWLEDGE)
    family, _ = kana.split()
    wanted = {
        (key, traits_number(record))
        for record in records()
        for key in record_keys(record)[:1]
        if record.family_kana == family
        and any(near.has(key & BORN) for near in planned.births.ranges)
    }
    with store.reading() as reader:
        looked = reader.look(planned)
    assert {(key, traits) for key, _, traits in looked.by_name} == wanted
    assert looked.namesakes == NAMES[kana]


@pytest.fixture(
    scope="module",
    params=["file", pytest.param("schema", marks=pytest.mark.postgres)][: 2 if POSTGRES else 1],
)
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    place: Any = tmp_path_factory.mktemp("ownerless") / "ownerless.db"
    if request.param == "schema":
        place = request.getfixturevalue("postgres_database")[1]
    load_store(place, lines(records()))
    opened = open_store(place)
    yield opened
    opened.close()
    if isinstance(place, str):
        with psycopg.connect(plain_address(place), autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS ownerless CASCADE")
