"""Parts of the record that the person disputes: each a finding, and what is not theirs covers nothing."""

import pytest

from nenkin.comparison.as_json import comparison_values
from nenkin.comparison.findings import Comparison, Grade, MonthClass, Pattern
from nenkin.law.months import read_month, spell
from nenkin.law.remembered import Category, Objected, Objection
from tests.comparison.sheets import OTHER, compared, event, job, national, only, sheet, span


def objected(objection: Objection, first: str = "1970-04", employer: str = "") -> Objected:
    return Objected(objection=objection, first=read_month(first), employer=employer)


def classes(found: Comparison) -> list[tuple[str, str, MonthClass]]:
    return [(spell(one.first), spell(one.last), one.months) for one in found.runs]


@pytest.mark.parametrize(
    ("objection", "pattern"),
    [
        (Objection.NOT_MINE, Pattern.NOT_MINE),
        (Objection.OTHER_NAME, Pattern.OTHER_NAME),
        (Objection.OTHER_MONTHS, Pattern.RECORD_DIFFERS),
        (Objection.OTHER_PAY, Pattern.RECORD_DIFFERS),
    ],
)
def test_each_objection_is_a_finding_of_its_own(objection: Objection, pattern: Pattern) -> None:
    # Any month of it will do, and any way to write the employer.
    for first, employer in (
        ("1970-04", "べつの会社"),
        ("1972-01", ""),
        ("1975-03", "㈱ べつの会社"),
    ):
        one = only([OTHER], sheet(objections=(objected(objection, first, employer),)))
        assert (one.pattern, one.grade, one.employer) == (pattern, Grade.LIKELY, "べつの会社")
        assert (one.months, one.recorded) == (0, (read_month("1970-04"), read_month("1975-03")))
        assert one.key == f"record-{first}:{objection}"


def test_a_record_that_was_corrected_since_is_disputed_no_longer() -> None:
    said = (
        objected(Objection.NOT_MINE, "1970-04", "なくなった会社"),
        objected(Objection.OTHER_NAME, "1969-12", "べつの会社"),
        objected(Objection.NOT_MINE, "1975-04"),
    )
    found = compared([OTHER], sheet(objections=said))
    assert found.findings == ()
    assert {one.months for one in found.runs} == {MonthClass.ONLY_RECORD, MonthClass.NEITHER}


def test_of_two_employers_at_once_the_one_that_is_named_is_meant() -> None:
    both = [OTHER, span("1969-01", "1976-01", "もう一つの会社")]
    for name in ("べつの会社", "もう一つの会社"):
        one = only(both, sheet(objections=(objected(Objection.NOT_MINE, "1972-01", name),)))
        assert one.employer == name


def test_work_of_the_same_time_is_missing_once_the_record_is_not_the_persons() -> None:
    mine = job("みほん紡績", "昭和45年4月1日", "昭和50年3月31日")
    assert compared([OTHER], sheet(mine)).findings == ()
    found = compared([OTHER], sheet(mine, objections=(objected(Objection.NOT_MINE),)))
    assert {(one.pattern, one.months) for one in found.findings} == {
        (Pattern.NO_RECORD, 60),
        (Pattern.NOT_MINE, 0),
    }
    assert ("1970-04", "1975-03", MonthClass.MISSING) in classes(found)
    named = compared([OTHER], sheet(mine, objections=(objected(Objection.OTHER_NAME),)))
    assert [(one.pattern, one.months) for one in named.findings] == [(Pattern.OTHER_NAME, 0)]
    assert ("1970-04", "1975-03", MonthClass.OTHER_COMPANY) in classes(named)


def test_months_that_only_a_strangers_record_has_say_so() -> None:
    found = compared([OTHER], sheet(objections=(objected(Objection.NOT_MINE),)))
    assert ("1970-04", "1975-03", MonthClass.DISPUTED) in classes(found)
    (run,) = [one for one in found.runs if one.months is MonthClass.DISPUTED]
    assert run.employers == ("べつの会社",)
    # Beside the person's own record of the same months, theirs is what is told.
    own = [OTHER, span("1971-01", "1971-12", "もう一つの会社")]
    told = classes(compared(own, sheet(objections=(objected(Objection.NOT_MINE, "1970-04"),))))
    assert ("1971-01", "1971-12", MonthClass.ONLY_RECORD) in told
    assert ("1970-04", "1970-12", MonthClass.DISPUTED) in told


def test_national_pension_can_be_disputed_too() -> None:
    paid = national("1970-04", "1971-03"), national("1971-04", "1972-03")
    said = sheet(objections=(objected(Objection.NOT_MINE, "1970-04"),))
    one = only(paid, said)
    assert (one.employer, one.recorded) == ("", (read_month("1970-04"), read_month("1972-03")))
    assert ("1970-04", "1972-03", MonthClass.DISPUTED) in classes(compared(paid, said))
    # Premiums that the person paid are then missing: those on the record are another's.
    own = event(Category.SELF_EMPLOYED, "昭和45年4月", "昭和47年3月", paid_national=True)
    assert compared(paid, sheet(own)).findings == ()
    found = compared(paid, sheet(own, objections=said.objections)).findings
    assert {one.pattern for one in found} == {Pattern.NOT_MINE, Pattern.NATIONAL_PAID}


def test_the_json_has_the_months_that_are_disputed() -> None:
    found = compared([OTHER], sheet(objections=(objected(Objection.NOT_MINE),)))
    values = comparison_values(found)
    assert values["findings"] == [
        {
            "key": "record-1970-04:not-mine",
            "pattern": "not-mine",
            "grade": "likely",
            "scheme": "employees",
            "months": 0,
            "spans": [],
            "also": [],
            "employer": "べつの会社",
            "recorded": ["1970-04", "1975-03"],
        }
    ]
