"""An access key notices what hands do wrong."""

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nenkin.interchange.access_keys import check_digit, grouped, is_whole, make

KEYS = st.integers(0, 10**15 - 1).map(lambda number: make(lambda below: number % below))


def test_the_standards_own_example() -> None:
    assert check_digit("0794") == "5"  # ISO/IEC 7064 prints 07945


@given(KEYS)
def test_a_key_that_was_made_is_whole(key: str) -> None:
    assert is_whole(key)
    assert [len(part) for part in grouped(key).split("-")] == [4, 4, 4, 4, 1]
    assert grouped(key).replace("-", "") == key


def wrong_digits(key: str) -> Iterator[str]:
    for at, right in enumerate(key):
        for digit in "0123456789":
            if digit != right:
                yield key[:at] + digit + key[at + 1 :]


@given(KEYS)
def test_every_single_wrong_digit_is_noticed(key: str) -> None:
    assert not any(is_whole(wrong) for wrong in wrong_digits(key))


def test_exchanged_neighbours_are_nearly_always_noticed() -> None:
    """The standard lets a few pairs pass, among 90 of each place."""
    missed = total = 0
    for number in range(0, 10**15, 10**15 // 400 + 7):
        key = make(lambda below, number=number: number % below)  # type: ignore[misc]
        for at, (one, other) in enumerate(pairwise(key)):
            if one != other:
                total += 1
                missed += is_whole(key[:at] + other + one + key[at + 2 :])
    assert missed / total < 0.03


@given(st.text(max_size=20))
def test_nothing_typed_breaks_it(text: str) -> None:
    is_whole(text)
