"""Bonuses in a correction: what it does to those that stand, and what forbids it."""

from dataclasses import replace
from datetime import date

import pytest

from nenkin.correcting.bonuses import (
    BonusChange,
    BonusDiff,
    added_numbers,
    bonus_hindrances,
    bonuses_worked_out,
    with_bonuses,
)
from nenkin.correcting.changes import Act
from nenkin.law.months import month
from nenkin.law.periods import Bonus, Kind, Record, Scheme, Span
from nenkin.paths import DATA
from nenkin.reference.loading import load
from tests.storage.samples import RECORD

LAW, ON = load(DATA), date(2026, 11, 20)
WORK = Span(
    scheme=Scheme.EMPLOYEES,
    kind=Kind.WOMEN,
    first=month(2003, 1),
    last=month(2010, 12),
    known_from=date(2003, 2, 1),
    employer="まぼろし織物",
    pay=200_000,
)
PAID = Bonus(
    scheme=Scheme.EMPLOYEES,
    paid_on=date(2008, 7, 10),
    amount=500_000,
    employer="まぼろし織物",
    known_from=date(2008, 8, 1),
)
ADD = BonusChange(
    act=Act.ADD,
    scheme=Scheme.EMPLOYEES,
    paid_on=date(2008, 12, 10),
    amount=600_000,
    employer="まぼろし織物",
)
TAKE = replace(ADD, act=Act.TAKE, paid_on=PAID.paid_on, amount=PAID.amount)
RIGHT = replace(TAKE, act=Act.ADD, amount=550_000)
NONE = BonusDiff(closing=(), closed=(), adding=())


def codes(*changes: BonusChange, standing: dict[int, Bonus] | None = None) -> list[str]:
    paid = {4: PAID} if standing is None else standing
    return [one.code for one in bonus_hindrances(LAW, [WORK], paid, changes, ON)]


def test_a_wrong_one_is_taken_away_and_the_right_one_added() -> None:
    diff = bonuses_worked_out({4: PAID}, [TAKE, RIGHT], ON)
    assert (diff.closing, diff.closed) == ((4,), (PAID,))
    (added,) = diff.adding
    assert (added.amount, added.known_from) == (550_000, ON)
    record: Record = replace(RECORD, bonuses=(PAID,))
    assert with_bonuses(record, diff).bonuses == (added,)
    assert with_bonuses(record, NONE) == record
    assert codes(TAKE, RIGHT) == []


def test_of_two_that_are_equal_one_is_taken() -> None:
    diff = bonuses_worked_out({4: PAID, 5: PAID}, [TAKE], ON)
    assert diff.closing == (4,)
    twice: Record = replace(RECORD, bonuses=(PAID, PAID))
    assert with_bonuses(twice, diff).bonuses == (PAID,)
    assert codes(TAKE, TAKE, standing={4: PAID, 5: PAID}) == []
    assert codes(TAKE, TAKE) == ["gone"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (replace(ADD, paid_on=date(2026, 11, 21)), "future"),
        (replace(ADD, paid_on=date(2003, 3, 31)), "before-bonuses"),
        (replace(ADD, paid_on=date(2011, 1, 1)), "not-insured"),
        (replace(ADD, scheme=Scheme.MUTUAL), "not-insured"),
        (replace(TAKE, act=Act.ADD), "twice"),
        (replace(TAKE, amount=1), "gone"),
    ],
)
def test_what_cannot_be_is_said(change: BonusChange, code: str) -> None:
    assert codes(change) == [code]


def test_the_same_one_is_not_added_twice_in_a_proposal() -> None:
    assert codes(ADD, ADD) == ["twice"]
    assert codes(ADD) == []


def test_what_was_added_is_found_again_to_be_taken_back() -> None:
    diff = bonuses_worked_out({4: PAID}, [TAKE, RIGHT], ON)
    (added,) = diff.adding
    assert added_numbers({7: replace(added, known_from=date(2026, 11, 22))}, diff) == (7,)
    assert added_numbers({7: PAID}, diff) is None
    assert added_numbers({}, NONE) == ()
