"""Rows that several processes prepare are the file's, in its order, with every mistake by its line."""

import io
from typing import Any

import pytest

from nenkin.interchange.mistakes import BadFile
from nenkin.storage.ownerless import preparing
from nenkin.storage.ownerless.preparing import Prepared, prepared
from nenkin.storage.ownerless.reading import MOST_MISTAKES, Reading
from tests.matching.lost_records import lines, lost

RECORDS = [lost(f"R{at}", "サトウ ハナ", f"S05-04-{at % 28 + 1:02}") for at in range(205)]


def read(text: bytes) -> tuple[Reading, list[Prepared]]:
    reading = Reading(io.BytesIO(text))
    return reading, list(prepared(reading))


def together(parcels: list[Prepared]) -> tuple[list[Any], list[Any]]:
    keys = [key for one in parcels for key in one.keys]
    return keys, [row for one in parcels for row in one.rows]


@pytest.fixture
def small_parcels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "PARCEL", 10)


@pytest.mark.usefixtures("small_parcels")
def test_several_processes_give_what_one_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    text = lines(RECORDS).getvalue()
    several, parcels = read(text)
    assert len(parcels) == len(RECORDS) // 10 + 1
    monkeypatch.setattr(preparing, "ALONE", 1_000)
    one, all_alone = read(text)
    assert together(parcels) == together(all_alone)
    assert several.rows == one.rows == len(RECORDS)
    assert [row[:2] for row in together(parcels)[1]] == [
        (number, record.id) for number, record in enumerate(RECORDS, start=2)
    ]


@pytest.mark.usefixtures("small_parcels")
def test_a_mistake_is_told_with_the_line_of_the_file() -> None:
    good = lines(RECORDS).getvalue().splitlines()
    good[1] = b"no"
    good[77] = b'{"type": "record", "id": "' + b"x" * 100_000 + b'"}'
    good[150] = b""
    reading, parcels = read(b"\n".join(good))
    with pytest.raises(BadFile) as caught:
        reading.finish()
    assert [mistake.line for mistake in caught.value.mistakes] == [2, 78]
    assert len(together(parcels)[1]) == len(RECORDS) - 3


@pytest.mark.usefixtures("small_parcels")
def test_of_too_many_mistakes_it_does_not_read_on() -> None:
    head, *_ = lines(RECORDS).getvalue().splitlines()
    reading, parcels = read(b"\n".join([head, *[b"no"] * 5_000]))
    assert MOST_MISTAKES <= len(reading.mistakes) < 5_000
    assert len(parcels) == MOST_MISTAKES // 10
