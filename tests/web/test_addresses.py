"""Addresses that came from outside."""

import pytest

from nenkin.web.addresses import id_of

_LARGEST = 2**63 - 1


@pytest.mark.parametrize("number", [0, 1, 9 * 10**18, _LARGEST])
def test_every_id_that_a_column_takes_is_read(number: int) -> None:
    assert id_of(str(number)) == number


@pytest.mark.parametrize(
    "text", ["", "-1", "+1", " 1", "1_0", "１", "x", str(_LARGEST + 1), "9" * 5000]
)
def test_what_no_column_takes_is_no_id(text: str) -> None:
    assert id_of(text) is None
