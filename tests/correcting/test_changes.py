"""What a correction writes: nothing is lost, nothing is done twice, and it can be undone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from nenkin.correcting.changes import Act, Change, Diff, corrected, undone, worked_out
from nenkin.law.months import Month, month
from nenkin.law.periods import Kind, Record, Scheme, Span
from tests.storage.samples import EMPLOYED, INSURED_STILL, RECORD, UNPAID

ON = date(2026, 11, 20)
STANDING = dict(enumerate(RECORD.spans))
JOB = month(1980, 4)


def change(act: Act, first: Month, last: Month, **more: Any) -> Change:
    given = {"scheme": Scheme.EMPLOYEES, "kind": Kind.MEN, "pay": 200_000, "employer": "みほん"}
    if act is Act.TAKE:
        given |= {"kind": None, "pay": None, "employer": None}
    return Change(act=act, first=first, last=last, **{**given, **more})


def done(*changes: Change, standing: Mapping[int, Span] = STANDING) -> Diff:
    return worked_out(standing, changes, ON)


def test_months_that_are_added_stand_beside_the_others() -> None:
    diff = done(change(Act.ADD, month(1979, 4), month(1979, 9)))
    assert diff.closing == ()
    (added,) = diff.adding
    assert (added.first, added.last, added.pay) == (month(1979, 4), month(1979, 9), 200_000)
    assert (added.known_from, added.corrected) == (ON, True)


def test_pay_is_changed_in_the_middle_and_the_rest_stays_as_it_was() -> None:
    diff = done(change(Act.CHANGE, JOB + 12, JOB + 23, employer=EMPLOYED.employer))
    assert diff.closing == (0,)
    before, within, after = diff.adding
    assert [(one.first, one.last, one.pay) for one in diff.adding] == [
        (JOB, JOB + 11, 180_000),
        (JOB + 12, JOB + 23, 200_000),
        (JOB + 24, month(1985, 3), 180_000),
    ]
    # The employment began and ended on the same days as before.
    for one in (before, within, after):
        assert (one.acquired_on, one.lost_on) == (EMPLOYED.acquired_on, EMPLOYED.lost_on)
    assert [one.corrected for one in diff.adding] == [False, True, False]


def test_months_that_are_taken_away_take_the_day_with_them() -> None:
    (kept,) = done(change(Act.TAKE, month(1984, 4), month(1985, 3))).adding
    assert (kept.last, kept.acquired_on, kept.lost_on) == (
        *(month(1984, 3), EMPLOYED.acquired_on, None),
    )
    (kept,) = done(change(Act.TAKE, JOB, JOB + 2)).adding
    assert (kept.first, kept.acquired_on, kept.lost_on) == (JOB + 3, None, EMPLOYED.lost_on)


def test_two_changes_of_one_span_are_both_done() -> None:
    diff = done(change(Act.CHANGE, JOB, JOB), change(Act.TAKE, month(1985, 3), month(1985, 3)))
    assert diff.closing == (0,)
    assert [(one.first, one.last) for one in diff.adding] == [
        (JOB, JOB),
        (JOB + 1, month(1985, 2)),
    ]


def test_who_is_insured_still_goes_on_being_so() -> None:
    to = month(2000, 12)
    diff = done(
        change(
            Act.CHANGE,
            *(month(2000, 1), to),
            scheme=Scheme.NATIONAL,
            kind=Kind.CATEGORY_1,
            status="A",
            pay=None,
            employer=None,
        )
    )
    assert diff.closed == (INSURED_STILL,)
    assert [(one.first, one.last, one.status) for one in diff.adding] == [
        (month(1986, 4), month(1999, 12), "3"),
        (month(2000, 1), to, "A"),
        (to + 1, None, "3"),
    ]
    assert UNPAID in corrected(RECORD, diff).spans


def months_of(record: Record) -> dict[tuple[Scheme, Month], tuple[Any, ...]]:
    """Give what each month says, in each scheme; months after 2030 are as those before."""
    return {
        (one.scheme, at): (one.kind, one.status, one.pay, one.employer)
        for one in record.spans
        for at in range(one.first, (month(2030, 12) if one.last is None else one.last) + 1)
    }


FIRSTS = st.integers(month(1975, 1), month(1990, 12))


@given(act=st.sampled_from([Act.CHANGE, Act.TAKE]), first=FIRSTS, length=st.integers(1, 80))
def test_only_the_months_that_are_meant_change_and_undoing_brings_them_back(
    act: Act, first: Month, length: int
) -> None:
    """The law of corrections, for any months: of all others every word stays."""
    meant = change(act, first, first + length - 1)
    diff = done(meant)
    after = corrected(RECORD, diff)
    expected = months_of(RECORD)
    for key in list(expected):
        if key[0] is Scheme.EMPLOYEES and meant.first <= key[1] <= meant.last:
            del expected[key]
            if act is Act.CHANGE:
                expected[key] = (Kind.MEN, None, 200_000, "みほん")
    assert months_of(after) == expected
    numbered = {100 + place: span for place, span in enumerate(diff.adding)}
    back = corrected(after, undone(diff.closed, numbered, ON))
    plain = [replace(span, known_from=ON) for span in RECORD.spans]
    assert (
        sorted((replace(span, known_from=ON) for span in back.spans), key=lambda one: one.first)
        == plain
    )
