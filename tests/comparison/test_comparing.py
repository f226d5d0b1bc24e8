"""Memory against record: every month in its class, every pattern by its name, every grade earned."""

from dataclasses import replace
from datetime import date

import pytest

from nenkin.comparison.companies import alias_groups
from nenkin.comparison.findings import Finding, Grade, Pattern
from nenkin.law.months import month, read_month
from nenkin.law.periods import Kind, Scheme, Sex, Span
from nenkin.law.remembered import (
    Category,
    Cover,
    Employment,
    Handbook,
    HistorySheet,
    Keepsake,
    NameKind,
    Objected,
    Objection,
    Size,
    Sureness,
    UsedBirthDate,
    UsedName,
)
from tests.comparison.sheets import classes, compared, event, job, national, said, sheet, span, when

INSURED = frozenset({Keepsake.PENSION_DEDUCTED, Keepsake.HEALTH_CARD})
OTHER = span("1970-04", "1975-03", "べつの会社")


def only(spans: list[Span], remembered: HistorySheet) -> Finding:
    (one,) = compared(spans, remembered).findings
    return one


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


# What each official pattern needs to be named first. The grades are those of a month remembered.
PLAIN = job("みほん紡績", "昭和38年4月1日", "昭和41年9月30日")
FORMER = UsedName(kind=NameKind.FORMER, surname="例")
PATTERNS = {
    "former-name": sheet(
        PLAIN, event(Category.MARRIAGE, "昭和41年11月", key="m", surname_before="例")
    ),
    "alias": sheet(PLAIN, names=(UsedName(kind=NameKind.ALIAS, surname="例"),)),
    "reading": sheet(PLAIN, names=(UsedName(kind=NameKind.READING, surname_kana="レイ"),)),
    "other-birth-date": sheet(PLAIN, birth_dates=(UsedBirthDate(born_on=date(1940, 2, 5)),)),
    "company-changed": sheet(job("鐘紡", "昭和38年4月1日", "昭和41年9月30日")),
    "parent-company": sheet(
        job("みほん紡績", "昭和38年4月1日", "昭和41年9月30日", parent="大みほん")
    ),
    "many-handbooks": sheet(PLAIN, handbooks=(Handbook(cover=Cover.ORANGE),) * 2),
    "many-jobs": sheet(
        PLAIN,
        *(job(f"みほん{n}", f"昭和{n}年4月1日", f"昭和{n}年9月30日", key=str(n)) for n in (55, 56)),
    ),
    "short-or-trial": sheet(job("みほん紡績", "昭和38年4月1日", "昭和38年8月31日")),
    "transfer": sheet(
        job("みほん紡績", "昭和38年4月1日", "昭和41年9月30日", employment=Employment.SECONDED)
    ),
    "sea-or-mine": sheet(
        job("みほん汽船", "昭和38年4月1日", "昭和41年9月30日", category=Category.SEA)
    ),
    "munitions": sheet(
        job("みほん工廠", "昭和38年4月1日", "昭和41年9月30日", category=Category.MUNITIONS)
    ),
    "mutual": sheet(
        job("みほん市役所", "昭和38年4月1日", "昭和41年9月30日", employment=Employment.PUBLIC)
    ),
    "name-forgotten": sheet(job("", "昭和38年4月1日", "昭和41年9月30日", workplace="駅の前")),
    "leaving-allowance": sheet(
        job(
            "みほん紡績",
            "昭和38年4月1日",
            "昭和41年9月30日",
            kept=frozenset({Keepsake.LEAVING_ALLOWANCE}),
        )
    ),
    "deducted": sheet(job("みほん紡績", "昭和38年4月1日", "昭和41年9月30日", kept=INSURED)),
    "several-surnames": sheet(
        PLAIN,
        names=(
            replace(FORMER, last=None),
            replace(FORMER, surname="別", kind=NameKind.ADOPTED),
        ),
    ),
    "no-record": sheet(PLAIN),
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_is_named(pattern: str) -> None:
    found = compared([OTHER], PATTERNS[pattern], aliases=alias_groups([("鐘紡", "カネボウ")]))
    one = next(one for one in found.findings if read_month("1963-04") == one.spans[0][0])
    assert pattern in {one.pattern, *one.also}
    if pattern != "several-surnames":  # who changed it twice also changed it once
        assert one.pattern == pattern


def test_a_woman_who_left_for_her_marriage_may_have_been_paid_out() -> None:
    remembered = sheet(PLAIN, event(Category.MARRIAGE, "昭和41年10月", key="m"), sex=Sex.FEMALE)
    assert only([OTHER], remembered).pattern is Pattern.LEAVING_ALLOWANCE
    assert only([OTHER], replace(remembered, sex=Sex.MALE)).pattern is Pattern.NO_RECORD


def test_a_record_that_was_cut_back_is_named_and_its_months_are_found() -> None:
    spans = [
        span("1998-04", "2008-11", "みほん建設", corrected=True),
        span("1998-04", "2009-02", "みほん建設", known_until=date(2009, 3, 25), pay=410_000),
    ]
    remembered = sheet(job("みほん建設", "平成10年4月", "平成21年2月28日"))
    assert said(compared(spans, remembered)) == ["cut-back likely 2008-12…2009-02"]


def test_months_beside_those_of_a_fund_may_stand_in_its_books() -> None:
    spans = [span("1980-08", "1986-09", "みほん紡績", kind=Kind.FUND_MEN)]
    remembered = sheet(job("みほん紡績", "昭和55年1月", "昭和61年10月"))
    assert said(compared(spans, remembered)) == ["fund likely 1980-01…1980-07"]


def test_premiums_paid_as_a_student_or_a_wife_are_found_where_they_are_not_recorded() -> None:
    student = event(Category.SCHOOL, "昭和36年4月", "昭和38年3月", paid_national=True)
    assert said(compared([], sheet(student))) == ["student-voluntary likely 1961-04…1963-03"]
    paid = [national("1961-04", "1962-12")]
    assert said(compared(paid, sheet(student))) == ["student-voluntary likely 1963-01…1963-03"]
    unpaid = [national("1961-04", "1963-03", "*")]
    assert said(compared(unpaid, sheet(student))) == ["student-voluntary likely 1961-04…1963-03"]
    wife = event(Category.MARRIAGE, "昭和58年4月", "昭和61年10月", paid_national=True)
    assert said(compared([], sheet(wife))) == ["spouse-voluntary likely 1983-04…1986-03"]
    own = event(Category.SELF_EMPLOYED, "昭和58年4月", "昭和58年12月", paid_national=True)
    assert said(compared([], sheet(own))) == ["national-paid likely 1983-04…1983-12"]


def test_what_the_person_says_of_the_record_is_kept() -> None:
    not_mine = Objected(objection=Objection.NOT_MINE, first=month(1972, 1))
    one = only([OTHER], sheet(objections=(not_mine,)))
    assert (one.pattern, one.employer, one.months) == (Pattern.NOT_MINE, "べつの会社", 0)
    differs = Objected(objection=Objection.OTHER_PAY, first=month(1972, 1), employer="べつの会社")
    assert only([OTHER], sheet(objections=(differs,))).pattern is Pattern.RECORD_DIFFERS


def test_work_that_was_never_insured_is_no_missing_record() -> None:
    small = job(
        "みほん商店",
        "昭和38年4月",
        "昭和41年9月",
        size=Size.BELOW_5,
        incorporated=False,
        trade="retail",
    )
    found = compared([OTHER], sheet(small))
    assert said(found) == ["too-small maybe"]
    assert [(one.event, one.because) for one in found.uncovered] == [("a", "small")]
    assert classes(found)[0] == "1963-04…1966-09 not-covered"
    daily = job("みほん組", "昭和38年4月", "昭和38年9月", employment=Employment.DAY_LABOUR)
    assert compared([OTHER], sheet(daily)).findings == ()


def test_work_abroad_is_not_covered_unless_something_is_recorded() -> None:
    away = event(Category.ABROAD, "昭和55年4月", "昭和57年4月")
    found = compared([national("1981-01", "1981-06")], sheet(away))
    assert found.findings == ()
    assert [one.because for one in found.uncovered] == ["abroad"]
    assert classes(found)[:3] == [
        "1980-04…1980-12 not-covered",
        "1981-01…1981-06 national",
        "1981-07…1982-03 not-covered",
    ]


def test_a_former_name_holds_for_jobs_from_before_it_ended() -> None:
    until = replace(FORMER, last=when("昭和42年4月"))
    assert only([OTHER], sheet(PLAIN, names=(until,))).pattern is Pattern.FORMER_NAME
    earlier = replace(FORMER, last=when("昭和38年1月"))
    assert only([OTHER], sheet(PLAIN, names=(earlier,))).pattern is Pattern.NO_RECORD


def test_a_premium_that_was_deducted_speaks_against_what_the_law_asked() -> None:
    kept = job(
        "みほん商店",
        "昭和38年4月",
        "昭和41年9月",
        size=Size.BELOW_5,
        incorporated=False,
        kept=INSURED,
    )
    assert only([OTHER], sheet(kept)).grade is Grade.LIKELY


@pytest.mark.parametrize(
    ("changes", "grade"),
    [
        ({"kept": INSURED, "size": Size.FROM_51}, "sure"),
        ({"kept": INSURED}, "sure"),
        ({"kept": frozenset({Keepsake.PENSION_DEDUCTED})}, "likely"),
        ({"kept": INSURED, "sureness": Sureness.ROUGH}, "likely"),
        ({"kept": frozenset({Keepsake.NOTHING})}, "maybe"),
        ({"sureness": Sureness.UNSURE}, "maybe"),
        ({"employment": Employment.PART_TIME, "kept": frozenset({Keepsake.HEALTH_CARD})}, "maybe"),
    ],
)
def test_a_grade_is_earned(changes: dict[str, object], grade: str) -> None:
    remembered = sheet(job("みほん紡績", "昭和38年4月", "昭和43年9月", **changes))  # type: ignore[arg-type]
    assert (
        only(
            [span("1975-04", "1980-03", "べつの会社")],
            remembered,
        ).grade
        == grade
    )


def test_a_record_nearby_that_nobody_remembers_lowers_the_grade() -> None:
    remembered = sheet(job("みほん紡績", "昭和38年4月", "昭和41年9月", kept=INSURED))
    assert only([span("1967-04", "1970-03", "べつの会社")], remembered).grade is Grade.LIKELY


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
