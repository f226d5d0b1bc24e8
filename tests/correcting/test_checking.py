"""What forbids a correction is said, all of it at once; what wants a second look is named."""

from typing import Any

import pytest

from nenkin.correcting.changes import Act, Change
from nenkin.correcting.checking import (
    HINDRANCES,
    Caution,
    Hindrance,
    Refund,
    cautions,
    hindrances,
)
from nenkin.law.months import month
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Scheme, Span
from tests.correcting.test_changes import JOB, ON, STANDING, change
from tests.storage.samples import RECORD

NATIONAL: dict[str, Any] = {
    "scheme": Scheme.NATIONAL,
    "kind": Kind.CATEGORY_1,
    "status": "A",
    "pay": None,
    "employer": None,
}
BEFORE_JOB = (month(1979, 4), month(1979, 9))


def codes(law: Law, *changes: Change, refund: Refund = Refund.NONE) -> set[str]:
    return {one.code for one in hindrances(law, RECORD, STANDING, changes, refund)}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (change(Act.ADD, month(1979, 9), month(1979, 4)), "end-before-start"),
        (change(Act.ADD, month(1950, 1), month(1950, 2)), "before-birth"),
        (change(Act.ADD, month(1940, 1), month(1940, 2)), "before-the-scheme"),
        (change(Act.ADD, month(1971, 1), month(1971, 6)), "too-young"),
        (
            change(
                *(Act.ADD, month(1986, 3), month(1986, 4)),
                scheme=Scheme.SEAMEN,
                kind=Kind.SEAMAN,
            ),
            "after-the-scheme",
        ),
        (change(Act.ADD, month(2027, 1), month(2027, 2)), "not-over"),
        (
            change(Act.ADD, month(1979, 1), month(1979, 12), **NATIONAL),
            "outside-20-to-60",
        ),
        (change(Act.ADD, *BEFORE_JOB, kind=Kind.CATEGORY_1), "kind-unfit"),
        (
            change(Act.ADD, month(1980, 4), month(1980, 5), **{**NATIONAL, "status": None}),
            "status-missing",
        ),
        (change(Act.ADD, *BEFORE_JOB, status="A"), "status-unfit"),
        (
            change(Act.ADD, month(1980, 4), month(1980, 5), **{**NATIONAL, "pay": 200_000}),
            "pay-unfit",
        ),
        (change(Act.ADD, *BEFORE_JOB, pay=900_000), "pay-out-of-range"),
        (
            change(Act.ADD, month(1980, 4), month(1980, 5), **{**NATIONAL, "employer": "甲"}),
            "employer-unfit",
        ),
        (change(Act.ADD, JOB, JOB), "overlaps"),
        (change(Act.TAKE, *BEFORE_JOB), "nothing-there"),
        (change(Act.CHANGE, JOB - 1, JOB), "nothing-there"),
        (
            change(Act.CHANGE, JOB, JOB, pay=180_000, employer="株式会社みほん製作所"),
            "same",
        ),
    ],
)
def test_each_hindrance_is_found(law: Law, wrong: Change, code: str) -> None:
    assert code in HINDRANCES
    assert code in codes(law, wrong)


def test_what_can_be_has_no_hindrance(law: Law) -> None:
    right = (
        change(Act.ADD, *BEFORE_JOB),
        change(Act.CHANGE, JOB, JOB + 3),
        change(Act.TAKE, month(1984, 1), month(1984, 3)),
        change(Act.ADD, month(1980, 4), month(1980, 6), **NATIONAL),
    )
    assert hindrances(law, RECORD, STANDING, right, Refund.NONE) == ()


def test_months_that_were_paid_out_are_not_added(law: Law) -> None:
    added, changed = change(Act.ADD, *BEFORE_JOB), change(Act.CHANGE, JOB, JOB)
    found = hindrances(law, RECORD, STANDING, (changed, added), Refund.PAID)
    assert found == (Hindrance(1, "refund", "refunded"),)


def test_two_lines_about_one_month_are_refused(law: Law) -> None:
    twice = (change(Act.CHANGE, JOB, JOB + 3), change(Act.TAKE, JOB + 3, JOB + 4))
    assert codes(law, *twice) == {"clash"}


def test_all_that_is_wrong_is_said_at_once(law: Law) -> None:
    wrong = change(Act.ADD, JOB, JOB, kind=Kind.SEAMAN, status="A", pay=1)
    assert codes(law, wrong) == {"kind-unfit", "status-unfit", "pay-out-of-range", "overlaps"}


def test_what_wants_a_second_look_is_named() -> None:
    paid_out = Span(
        scheme=Scheme.COMPLEMENTARY,
        kind=Kind.OTHER,
        first=BEFORE_JOB[0],
        last=BEFORE_JOB[1],
        known_from=ON,
    )
    standing = {**STANDING, 9: paid_out}
    added = change(Act.ADD, *BEFORE_JOB)
    assert cautions(STANDING, [added], leaving=False) == ()
    assert cautions(STANDING, [added], leaving=True) == (Caution.MAYBE_REFUNDED,)
    assert cautions(standing, [added], leaving=False) == (Caution.BESIDE, Caution.MAYBE_REFUNDED)
    lower = change(Act.CHANGE, JOB, JOB, pay=100_000)
    away = change(Act.TAKE, JOB + 1, JOB + 1)
    assert cautions(STANDING, [lower, away], leaving=False) == (
        *(Caution.LOWERS_PAY, Caution.TAKES_MONTHS),
    )
