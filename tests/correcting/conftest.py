"""The law in force, read once."""

import pytest

from nenkin.law.parameters import Law
from tests.reading import read_law


@pytest.fixture(scope="session")
def law() -> Law:
    return read_law()
