"""Whole databases: the compiled loop gives the yen that both other engines give."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from nenkin.bulk.one_person import Person
from nenkin.bulk.tables import Tables
from nenkin.law.estimates import Refused
from nenkin.law.lives import Life, Scenario
from nenkin.law.parameters import Law
from tests.bulk.agreement import reference
from tests.bulk.seeded_lives import drawn

pytestmark = pytest.mark.slow  # compiling takes seconds
YEAR, LIVES, EVERY_SO_MANY, FEW = 2026, 3000, 20, 200
AT_65 = Scenario()


def records(law: Law, count: int) -> Iterator[Life]:
    """Give drawn lives as a database has them: no family and no division."""
    tables = Tables(law, YEAR)
    for one in drawn(count, seed=65):
        life = replace(one.life, spouse=None, children=(), divisions=())
        try:
            Person(tables, life)
        except Refused:
            continue
        yield life


def last_phase(told: object) -> list[int]:
    assert isinstance(told, tuple)
    phases, _ = told
    if not phases:
        return [0] * 5
    _, _, yen, fund = phases[-1]
    return [yen[0], yen[2], yen[5], yen[7], fund]


def test_thousands_of_records_come_out_the_same(law: Law) -> None:
    from nenkin.bulk.kernel import ASK_ONE_PERSON, STATE
    from nenkin.bulk.whole import Database

    tables = Tables(law, YEAR)
    database = Database(tables)
    lives = list(records(law, LIVES))
    asked = 0
    found = database.work_out(database.block(lives)).tolist()
    for place, (life, line) in enumerate(zip(lives, found, strict=True)):
        if line[STATE] == ASK_ONE_PERSON:
            asked += 1
            continue
        assert line[:STATE] == last_phase(Person(tables, life).outcome(AT_65)), life
        if place % EVERY_SO_MANY == 0:
            assert line[:STATE] == last_phase(reference(law, life, AT_65, YEAR)), life
    assert asked < FEW  # drawn: funds before there were any, pay that no law allowed


def test_a_year_with_other_conditions_is_refused(law: Law) -> None:
    from nenkin.bulk.whole import Database

    with pytest.raises(ValueError, match="2016"):
        Database(Tables(law, 2016))
