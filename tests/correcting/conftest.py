"""The law in force, read once."""

import pytest

from nenkin.law.parameters import Law
from nenkin.paths import DATA
from nenkin.reference import load


@pytest.fixture(scope="session")
def law() -> Law:
    return load(DATA)
