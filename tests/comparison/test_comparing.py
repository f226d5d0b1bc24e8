"""Memory against record: every month in its class, and what is missing with its months."""

import pytest

from nenkin.comparison.findings import Grade
from nenkin.law.periods import Scheme
from nenkin.law.remembered import (
    Category,
    Sureness,
)
from tests.comparison.sheets import (
    INSURED,
    OTHER,
    PLAIN,
    classes,
    compared,
    event,
    job,
    only,
    said,
    sheet,
    span,
)


def test_a_job_without_a_record_is_found_with_its_months() -> None:
    found = compared([OTHER], sheet(job("みほん紡績", "昭和38年4月1日", "昭和41年9月30日")))
    assert said(found) == ["no-record likely 1963-04…1966-09"]
    assert classes(found)[0] == "1963-04…1966-09 missing"


def test_a_job_that_is_recorded_is_no_finding_however_its_name_is_written() -> None:
    spans = [span("1963-04", "1966-09", "みほん紡績")]
    for name in ("㈱みほん紡績", "みほん紡績株式会社東京工場", "みもん紡績"):
        found = compared(spans, sheet(job(name, "昭和38年4月", "昭和41年10月")))
        assert found.findings == ()
        assert classes(found)[0] == "1963-04…1966-09 both"


def test_the_month_of_leaving_counts_only_to_its_last_day() -> None:
    first = compared([OTHER], sheet(job("みほん紡績", "昭和38年4月1日", "昭和41年9月29日")))
    assert said(first) == ["no-record likely 1963-04…1966-08"]
    spans = [span("1963-04", "1966-08", "みほん紡績")]
    assert compared(spans, sheet(job("みほん紡績", "昭和38年4月", "昭和41年9月"))).findings == ()


def test_an_uncertain_end_reaches_as_far_as_it_may_and_says_so() -> None:
    found = compared([OTHER], sheet(job("みほん紡績", "昭和38年4月1日", "昭和41年の秋")))
    assert said(found) == ["no-record likely 1963-04…1966-11"]
    assert classes(found)[:2] == ["1963-04…1966-09 missing", "1966-10…1966-11 perhaps-missing"]


def test_what_is_recorded_elsewhere_is_not_missing() -> None:
    found = compared(
        [span("1966-10", "1970-03", "あさひ電機"), span("1963-01", "1963-03", "ひので運送")],
        sheet(job("みほん紡績", "昭和38年", "昭和41年")),
    )
    assert said(found) == ["no-record maybe 1963-04…1966-09"]


def test_another_company_at_the_same_time_is_that_job_under_another_name() -> None:
    spans = [span("1963-04", "1966-09", "あさひ電機")]
    found = compared(spans, sheet(job("みほん紡績", "昭和38年4月", "昭和41年10月")))
    assert found.findings == ()
    assert classes(found) == [
        "1963-04…1966-09 other-company",
        "1966-10…1966-10 neither",
        "1966-11…2012-12 neither",
    ]


def test_a_wrong_year_at_both_ends_is_a_shift_and_nothing_is_missing() -> None:
    spans = [span("1964-04", "1967-09", "みほん紡績")]
    found = compared(spans, sheet(job("みほん紡績", "昭和38年4月", "昭和41年10月")))
    assert found.findings == ()
    assert classes(found)[:3] == [
        "1963-04…1964-03 shifted",
        "1964-04…1966-10 shifted",
        "1966-11…1967-09 shifted",
    ]


def test_a_record_of_the_name_up_to_three_years_off_is_that_job_and_none_further() -> None:
    remembered = sheet(job("みほん紡績", "昭和38年4月1日", "昭和41年9月30日"))
    near = compared([span("1969-09", "1973-02", "みほん紡績")], remembered)
    assert near.findings == ()
    far = compared([span("1969-10", "1973-03", "みほん紡績")], remembered)
    assert said(far) == ["no-record likely 1963-04…1966-09"]


@pytest.mark.parametrize(
    ("sureness", "months"),
    [
        (Sureness.CLEAR, "1963-04…1966-09"),
        (Sureness.ROUGH, "1962-04…1967-09"),
        (Sureness.UNSURE, "1961-04…1968-09"),
    ],
)
def test_who_is_less_sure_is_looked_for_further_to_both_sides(
    sureness: Sureness, months: str
) -> None:
    plain = job("みほん紡績", "昭和38年4月1日", "昭和41年9月30日", sureness=sureness)
    assert said(compared([OTHER], sheet(plain)))[0].endswith(months)


def test_months_before_the_record_begins_are_found() -> None:
    spans = [span("1963-08", "1966-09", "みほん紡績")]
    found = compared(spans, sheet(job("みほん紡績", "昭和38年4月", "昭和41年10月")))
    assert said(found) == ["short-or-trial likely 1963-04…1963-07"]


def test_a_trial_is_found_though_the_start_is_remembered_by_its_year() -> None:
    spans = [span("1963-08", "1966-09", "みほん紡績")]
    trial = job("みほん紡績", "昭和38年", "昭和41年10月", trial_months=3)
    assert said(compared(spans, sheet(trial))) == ["short-or-trial maybe 1963-05…1963-07"]
    assert compared(spans, sheet(job("みほん紡績", "昭和38年", "昭和41年10月"))).findings == ()


def test_a_hole_at_one_company_is_a_transfer() -> None:
    spans = [span("1963-04", "1964-12", "みほん紡績"), span("1965-03", "1966-09", "みほん紡績")]
    found = compared(spans, sheet(job("みほん紡績", "昭和38年4月", "昭和41年10月", kept=INSURED)))
    assert said(found) == ["transfer sure 1965-01…1965-02"]


def test_jobs_at_the_same_time_and_records_at_the_same_time_overlap() -> None:
    spans = [span("1963-04", "1966-09", "みほん紡績"), span("1966-01", "1968-03", "あさひ電機")]
    found = compared(
        spans,
        sheet(
            job("みほん紡績", "昭和38年4月", "昭和41年10月"),
            job("あさひ電機", "昭和41年1月", "昭和43年4月", key="b"),
        ),
    )
    assert "1966-01…1966-09 overlapping" in classes(found)


def test_what_is_recorded_and_not_remembered_is_said() -> None:
    assert classes(compared([OTHER], sheet()))[:2] == [
        "1970-04…1975-03 only-record",
        "1975-04…2012-12 neither",
    ]


def test_other_times_of_which_the_person_is_sure_are_left_out() -> None:
    remembered = sheet(
        job("みほん紡績", "昭和38年", "昭和41年"),
        event(Category.NO_WORK, "昭和38年1月", "昭和38年5月", key="b"),
    )
    assert said(compared([], remembered)) == ["no-record maybe 1963-05…1966-12"]


def test_a_job_without_any_time_is_a_finding_without_months() -> None:
    one = only([OTHER], sheet(job("みほん紡績", "わからない")))
    assert (one.grade, one.months, one.spans) == (Grade.MAYBE, 0, ())


def test_what_the_person_does_not_recognise_is_put_aside() -> None:
    found = compared([OTHER], sheet(PLAIN, unrecognised=frozenset({"a"})))
    assert found.findings == ()
    assert [one.key for one in found.unrecognised] == ["a"]


def test_findings_stand_in_order_of_worth_then_of_months() -> None:
    remembered = sheet(
        job("みほん紡績", "昭和38年4月1日", "昭和38年12月31日"),
        job("あさひ電機", "昭和40年4月1日", "昭和42年3月31日", key="b"),
    )
    assert [one.key for one in compared([], remembered).findings] == ["b", "a"]
    found = compared(
        [], remembered, worth=lambda finding: (100, 300) if finding.key == "a" else None
    )
    assert [(one.key, one.worth) for one in found.findings] == [("a", 100), ("b", None)]
    assert found.findings[0].worth_at_most == 300
    assert {one.scheme for one in found.findings} == {Scheme.EMPLOYEES}
