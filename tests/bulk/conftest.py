"""The law in force, read once."""

from tests.law.conftest import law

__all__ = ["law"]
