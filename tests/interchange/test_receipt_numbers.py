"""Tests of receipt numbers: a slip is noticed, and none is taken for another number of the service."""

import random

import pytest

from nenkin.interchange import access_keys
from nenkin.interchange.receipt_numbers import LENGTH, grouped, is_whole, make, read

CHANCE = random.Random(4)
NUMBERS = [make(CHANCE.randrange) for _ in range(200)]


def test_numbers_are_whole_and_read_back_as_they_are_printed() -> None:
    assert len(set(NUMBERS)) == len(NUMBERS)
    for number in NUMBERS:
        assert is_whole(number)
        assert read(grouped(number)) == number
        assert [len(part) for part in grouped(number).split("-")] == [5, 5, 4]


@pytest.mark.parametrize("number", NUMBERS[:20])
def test_every_wrong_digit_is_noticed(number: str) -> None:
    for place in range(LENGTH):
        for digit in "0123456789":
            wrong = number[:place] + digit + number[place + 1 :]
            assert is_whole(wrong) == (wrong == number)


def test_it_is_read_as_people_type_it() -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for number in NUMBERS[:20]:
        assert read(f"{number[:5]} {number[5:10]}　{number[10:]}".translate(wide)) == number
        assert read(grouped(number).replace("-", "ー")) == number


@pytest.mark.parametrize("typed", ["", "1234567890", "あ" * LENGTH, "٣" * LENGTH, "0" * 5000])
def test_anything_else_is_no_number(typed: str) -> None:
    assert read(typed) is None


def test_an_access_key_is_no_receipt_number() -> None:
    assert read(access_keys.make(CHANCE.randrange)) is None
