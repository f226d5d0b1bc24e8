"""Prepared statements: every one of the site takes its values in the order in which they are given."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, bindparam, select

import nenkin.app  # all that a site has
from nenkin.storage.statements import Prepared

TABLE = Table("t", MetaData(), Column("a", Integer), Column("b", Integer))
BOTH = select(TABLE.c.a).where(TABLE.c.a == bindparam("a"), TABLE.c.b == bindparam("b"))


def _within(value: Any) -> Iterator[Prepared]:
    if isinstance(value, Prepared):
        yield value
    elif isinstance(value, dict):
        yield from _within(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _within(one)


def test_every_statement_of_the_site_can_be_run() -> None:
    modules = [
        module for name, module in sys.modules.items() if name.startswith(nenkin.storage.__name__)
    ]
    every = [one for module in modules for one in _within(vars(module))]
    assert len(every) > len("the sixty or so statements of hot reads")
    for one in every:
        assert one.sqlite.count("?") == len(one.names)
        assert one.postgresql.count("%(") == len(one.names)


@pytest.mark.parametrize("names", [("b", "a"), ("a",), ("a", "b", "c")])
def test_values_in_another_order_are_refused(names: tuple[str, ...]) -> None:
    assert Prepared(BOTH, "a", "b").sqlite.endswith("WHERE t.a = ? AND t.b = ?")
    with pytest.raises(ValueError, match="the statement takes"):
        Prepared(BOTH, *names).sqlite  # noqa: B018  # the reading is what is tried
